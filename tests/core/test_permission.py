"""A use is allowed only by the words that bind: whatever is missing forbids."""

from __future__ import annotations

import pytest

from notifier.core.binding import Bound
from notifier.core.permission import Permission, permission
from notifier.core.policy import Use
from notifier.core.release import ReductionId, Version
from notifier.core.text import ClauseId

HELD = (ReductionId("2.0.0/sharing-1"),)


def use(until: str = "") -> Use:
    return Use(
        name="advertising",
        clause=ClauseId("sharing-1"),
        since=Version(2, 0, 0),
        until=Version.read(until) if until else None,
    )


def bound(version: str, *, clause: str = "sharing-1", present: bool = True, held: bool = False) -> Bound:
    return Bound(
        clause=ClauseId(clause), version=Version.read(version), held_by=HELD if held else (), present=present
    )


@pytest.mark.parametrize(
    ("told", "allowed"),
    [
        (bound("2.0.0"), True),
        (bound("3.1.0"), True),
        (bound("1.9.9"), False),
        (bound("1.0.0", held=True), False),
        (bound("2.0.0", present=False), False),
        (bound("2.0.0", clause="sharing-2"), False),
    ],
)
def test_only_the_words_that_brought_it_in_or_later_ones_allow_it(told: Bound, *, allowed: bool) -> None:
    assert permission((bound("9.0.0", clause="other"), told), use()).allowed is allowed


@pytest.mark.parametrize(("version", "allowed"), [("2.9.0", True), ("3.0.0", False), ("4.0.0", False)])
def test_words_that_gave_it_up_allow_it_no_more(version: str, *, allowed: bool) -> None:
    assert permission((bound(version),), use("3.0.0")).allowed is allowed


def test_it_says_by_which_words() -> None:
    told = permission((bound("1.0.0", held=True),), use())
    assert told == Permission(allowed=False, version=Version(1, 0, 0), held_by=HELD)
    assert permission((bound("2.0.0", present=False, held=True),), use()) == Permission(
        allowed=False, held_by=HELD
    )
    assert permission((), use()) == Permission(allowed=False)
