"""A long text in which few words changed: a loss in one sentence is a loss, whatever another one gained."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from notifier.adapters import rules
from notifier.core.decision import decide
from notifier.core.finding import Direction, Level
from notifier.core.judgement import Observed, observe
from notifier.core.text import EN

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack

KEPT = (
    "The library lends books, maps and films to everybody who lives in the county. Cards are made at the desk on the "
    "ground floor. The reading room has forty seats and a table for the day's papers. Dogs wait in the yard. "
)
LOSS = ("The desk answers letters.", "The desk answers letters where possible.")
GAIN = ("Lockers cost two pounds a day.", "Lockers cost one pound a day.")


def _pack(*, loss: float, gain: float) -> RulePack:
    """Weigh so much what is a sign of the loss alone, and so much what is one of the gain alone."""
    pack = rules.read(EN)
    losing, gaining = (observe(*pair, pack).signs for pair in (LOSS, GAIN))
    weights = {
        **dict.fromkeys(losing - gaining, loss / len(losing - gaining)),
        **dict.fromkeys(gaining - losing, gain / len(gaining - losing)),
    }
    return replace(pack, weights=weights)


def _texts(kept: str, *pairs: tuple[str, str]) -> tuple[str, str]:
    before, after = (kept + " ".join(pair[side] for pair in pairs) for side in (0, 1))
    return before, after


def _level(kept: str, pack: RulePack, *pairs: tuple[str, str]) -> Level:
    before, after = _texts(kept, *pairs)
    return max(found.level for found in decide(before, after, observe(before, after, pack), pack))


def test_a_loss_in_one_sentence_is_not_made_up_for_by_a_gain_in_another() -> None:
    pack = _pack(loss=1, gain=-2.5)
    assert _level(KEPT, pack, LOSS) is Level.REDUCTION
    assert _level(KEPT, pack, GAIN) is Level.MATERIAL
    assert _level(KEPT, pack, LOSS, GAIN) is Level.REDUCTION


def test_so_it_is_not_in_a_short_text_nor_where_the_whole_leans_far_away() -> None:
    assert _level("", _pack(loss=1, gain=-2.5), LOSS, GAIN) is Level.MATERIAL
    assert _level(KEPT, _pack(loss=1, gain=-9), LOSS, GAIN) is Level.MATERIAL


def test_each_sentence_that_came_or_went_is_read_by_itself() -> None:
    pack = rules.read(EN)
    gone, come = ("Tea is served at four. ", ""), ("", "Scanners stand on the first floor. ")
    seen = observe(*_texts(KEPT, LOSS, gone, come), pack)
    assert [(bool(part.before), bool(part.after)) for part in seen.parts] == [
        (True, True),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("kept", [KEPT, ""])
def test_one_sentence_that_changed_is_the_change(kept: str) -> None:
    assert not observe(*_texts(kept, LOSS), rules.read(EN)).parts


def test_without_a_rule_the_weights_of_a_long_text_speak_only_where_they_are_clear() -> None:
    pack = rules.read(EN)
    odd = ("The desk sorts the cards by colour.", "The desk sorts the cards by shape.")
    for kept, leaning, level in (
        ("", 0.8, Level.REDUCTION),
        (KEPT, 0.8, Level.MATERIAL),
        (KEPT, 1.2, Level.REDUCTION),
    ):
        before, after = _texts(kept, odd)
        seen: Observed = observe(before, after, pack)
        assert not any(ground.direction is Direction.ADVERSE for ground in seen.grounds)
        leaned = replace(pack, weights=dict.fromkeys(seen.signs, leaning / len(seen.signs)))
        assert max(found.level for found in decide(before, after, seen, leaned)) is level
