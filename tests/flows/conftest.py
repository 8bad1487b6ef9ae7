from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from announcing import PEOPLE
from repositories import lengthened

if TYPE_CHECKING:
    from repositories import PolicyRepo


@pytest.fixture
def released(repo: PolicyRepo) -> PolicyRepo:
    """A policy whose second release, announced for January, takes something away."""
    lengthened(repo, effective=date(2999, 1, 15))
    (repo.path / "people.csv").write_text(PEOPLE, "utf-8")
    return repo
