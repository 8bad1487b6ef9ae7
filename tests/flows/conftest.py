from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from announcing import PEOPLE
from repositories import LONGER, edited

if TYPE_CHECKING:
    from repositories import PolicyRepo


@pytest.fixture
def released(repo: PolicyRepo) -> PolicyRepo:
    """A policy whose second release, announced for January, takes something away."""
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.release(
        "2.0.0",
        edited(repo.texts, *LONGER),
        published=date(2026, 1, 5),
        effective=date(2999, 1, 15),
        historic=False,
    )
    (repo.path / "people.csv").write_text(PEOPLE, "utf-8")
    return repo
