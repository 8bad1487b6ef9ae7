"""A sentence without an end costs no more than its words, and a change in it is seen wherever it stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from repeats import again

from notifier.adapters import rules
from notifier.core.finding import Level
from notifier.core.judgement import judge
from notifier.core.reading import read
from notifier.core.sentences import ENDLESS
from notifier.core.statements import Stance
from notifier.core.text import EN

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType


def _calls(run: Callable[[], object]) -> int:
    """Count the calls and the steps of generators that some work takes."""
    counted = 0

    def count(_frame: FrameType, event: str, _told: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(before)
    return counted


@again
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("we keep your letters ", "we keep your letters "),
        ("may 1 may 2 ", "may 1 may 2 "),
        ("it lasts 7 days, ", "it lasts 9 days, "),
        ("we sell data, we may delete it, ", "you must delete it, they may not sell data, "),
        ("We keep one of it. ", "We sell two of those. "),
    ],
)
def test_twice_the_words_take_twice_the_work(old: str, new: str) -> None:
    pack = rules.read(EN)

    def work(size: int) -> int:
        return _calls(lambda: judge(old * size + "one", new * size + "two", pack))

    work(10)
    assert work(600) < 2.2 * work(300)


def test_the_rest_of_an_endless_sentence_stands_under_its_last_act() -> None:
    first, second, end = read("we sell your data, " + "a town, " * 500 + "now. It ends.", rules.read(EN))
    assert len(first.words) == ENDLESS
    assert second.inherited is first.telling[-1]
    assert end.inherited is None


def test_the_rest_of_an_endless_list_stands_under_its_lead_in() -> None:
    _, second = read("a town, " * 500, rules.read(EN), context="We sell these:")
    assert second.inherited is not None
    assert second.inherited.stance is Stance.TAKES


def test_a_change_in_an_endless_sentence_is_seen_wherever_it_stands() -> None:
    text = "we never sell your data, " + "a town, " * 900
    findings = judge(text + "and keep it 30 days", text + "and keep it 90 days", rules.read(EN))
    assert [finding.rule for finding in findings if finding.level is Level.REDUCTION] == ["number-worse"]
