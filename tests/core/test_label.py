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
    (note,) = playing_down([("abc", title)], Level.REDUCTION)
    assert note.cause.startswith(f"the title of commit abc, '{title}', calls the change small ('")
    assert note.cause.endswith("it is “takes something away”")


def test_a_small_title_on_a_small_change_is_fine() -> None:
    assert not list(playing_down([("abc", "fix typo")], Level.EDITORIAL))


def test_a_title_that_says_what_changes_is_fine() -> None:
    assert not list(playing_down([("abc", "Keep search requests for ninety days")], Level.REDUCTION))


def test_the_title_of_the_pull_request_is_of_no_commit() -> None:
    (note,) = playing_down([("", "fix typo")], Level.MATERIAL)
    assert str(note) == (
        "the title 'fix typo' calls the change small ('typo'): it is “people should know”; "
        "say in the title what changes for people"
    )
