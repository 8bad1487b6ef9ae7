from __future__ import annotations

import pytest

from notifier.core.assessment import Level
from notifier.core.label import playing_down


@pytest.mark.parametrize(
    "title",
    [
        "Update various links and capitalization",
        "Tweak Pre-Release Terms to expand indemnity",
        "Housekeeping",
        "make Google Docs and GitHub versions identical",
        "fix typo",
        "These changes are not material",
        "Corrige une coquille",
        "Mise en forme",
    ],
)
def test_a_title_that_plays_a_reduction_down_is_told(title: str) -> None:
    (note,) = playing_down([("commit abc", title)], Level.REDUCTION)
    assert note.place == "commit abc"
    assert note.cause.endswith("the change is rights-reduction")


def test_a_small_title_on_a_small_change_is_fine() -> None:
    assert not list(playing_down([("commit abc", "fix typo")], Level.EDITORIAL))


def test_a_title_that_says_what_changes_is_fine() -> None:
    assert not list(playing_down([("commit abc", "Keep search requests for ninety days")], Level.REDUCTION))
