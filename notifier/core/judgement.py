"""Compare what a clause commits to with what it committed to: findings, each with the words that give it.

The reading rule: read the old text in the person's favour and the new text in the company's. What takes from the
person under that reading is adverse. Nothing here clears a change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.anchors import endings, speed, starts
from notifier.core.burdens import bearers, effort, prices
from notifier.core.circles import alone, circles
from notifier.core.comparison import Ground, Pair, pair_up, stems
from notifier.core.explanation import finding, findings
from notifier.core.finding import Category, Direction, Level
from notifier.core.grain import grain
from notifier.core.items import items
from notifier.core.limits import numbers
from notifier.core.quotation import Source
from notifier.core.reading import asked, read
from notifier.core.replacements import replacements, softened, states, thresholds
from notifier.core.reservations import reservations
from notifier.core.rungs import ladders, settled
from notifier.core.sentences import parts
from notifier.core.shape import RETOLD, shape
from notifier.core.shifts import (
    antonyms,
    commas,
    conditions,
    consent,
    definitions,
    denials,
    force,
    joints,
    polarity,
)
from notifier.core.signs import lean, signs
from notifier.core.statements import Actor, Force, Gate, Stance, Statement, key
from notifier.core.swaps import swaps
from notifier.core.taxonomy import Axis
from notifier.core.turns import turns
from notifier.core.ways import ways
from notifier.core.whole import FEW, added, category, longer, refuses, removed, restated, withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from notifier.core.finding import Finding
    from notifier.core.reading import Known
    from notifier.core.rulepack import RulePack

RULES: tuple[Callable[[Pair, RulePack], Iterator[Ground]], ...] = (
    polarity, force, consent, conditions, numbers, turns, replacements, states, softened, thresholds, joints, commas,
    items, definitions, denials, antonyms, starts, speed, endings, bearers, prices, effort, ladders, reservations,
)  # fmt: skip
"""Every rule on a pair of statements, in the order in which they are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """A change as the rules see it, before anything is decided.

    Attributes:
        before: the statements of the old text.
        after: the statements of the new text.
        grounds: what the rules saw.
        signs: the signs of the change, for what was learned.
    """

    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    grounds: tuple[Ground, ...]
    signs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a change stands.

    Attributes:
        before: the words of the lead-in or heading that the old text stands under.
        after: the same of the new text.
        left: what other clauses said before and say no longer, a key a statement.
        came: what other clauses say now and did not say before.
    """

    before: str = ""
    after: str = ""
    left: frozenset[object] = frozenset()
    came: frozenset[object] = frozenset()


NOWHERE = Place()


def keys(text: str, pack: RulePack) -> frozenset[object]:
    """Name each statement of a text by its words, to know it again elsewhere."""
    return frozenset(key(words) for _, words in parts(text, pack.grammar))


def observe(before: str, after: str, pack: RulePack, *, place: Place = NOWHERE) -> Observed:
    """Read both texts and gather what the rules see; either text may be empty."""
    known: Known = {}
    old = read(before, pack, context=place.before, known=known)
    new = read(after, pack, context=place.after, known=known)
    away, left = _parted(old, place.came)
    here, came = _parted(new, place.left)
    paired = pair_up(left, came, pack)
    grounds = tuple(
        dict.fromkeys(
            (
                *map(_moved, (*away, *here)),
                *_regated(old, new, place, pack),
                *_grounds(left, came, paired, pack),
            )
        )
    )
    told = signs(old, new, grounds) | shape(left, came, paired, pack)
    return Observed(before=old, after=new, grounds=grounds, signs=told)


def _parted(
    statements: Sequence[Statement], elsewhere: frozenset[object]
) -> tuple[list[Statement], list[Statement]]:
    """Part the statements that another clause tells from the rest."""
    told: tuple[list[Statement], list[Statement]] = ([], [])
    for statement in statements:
        told[statement.key not in elsewhere].append(statement)
    return told


def _moved(statement: Statement) -> Ground:
    return Ground(
        "moved", Direction.NEUTRAL, category(statement), before=statement.text, after=statement.text
    )


def judge(before: str, after: str, pack: RulePack, *, place: Place = NOWHERE) -> tuple[Finding, ...]:
    """Find what a change from one text of a clause to another does to people.

    A rule yields where all else that was learned speaks against it, a weak one sooner than a firm one. Where none speaks,
    the weights decide between material and reduction.
    """
    return decide(before, after, observe(before, after, pack, place=place), pack)


def decide(before: str, after: str, seen: Observed, pack: RulePack) -> tuple[Finding, ...]:
    """Make findings of what the rules saw."""
    source = Source.read(before, after, pack.grammar)
    grounds = seen.grounds or (
        Ground("unexplained", Direction.NEUTRAL, Category.OTHER, before=before, after=after),
    )
    adverse = {ground.rule for ground in grounds if ground.direction is Direction.ADVERSE}
    if all(ground.rule in _TOLD for ground in grounds):
        return findings(grounds, source, pack)
    leaning = lean(seen.signs, pack.weights)
    if leaning < _asked(adverse, seen.signs):
        return findings(grounds, source, pack, Level.MATERIAL)
    if leaning > _needed(grounds, seen) and not adverse and any(map(_acts, (*seen.before, *seen.after))):
        about = _about(seen.before, seen.after)
        grounds = (Ground("learned", Direction.ADVERSE, about, before=before, after=after), *grounds)
    return findings(grounds, source, pack)


_TOLD = frozenset({"moved", "named"})
"""Rules that say what happened so surely that nothing learned speaks against them."""


def _needed(grounds: Sequence[Ground], seen: Observed) -> float:
    """Tell how sure the weights must be to speak: never against a firm rule, and more so against a weak one."""
    good = {ground.rule for ground in grounds if ground.direction is Direction.FAVOURABLE}
    return math.inf if good - _WEAKLY_GOOD or _freedom(seen) else _SURE


def _freedom(seen: Observed) -> bool:
    """Tell whether a clause came that only says what the person may do, with nothing that bounds it."""
    heads = [head for statement in seen.after for head in statement.heads]
    told = all(
        head.actor is Actor.PERSON and head.force is Force.MAY and head.stance is Stance.GIVES
        for head in heads
    )
    return bool(heads) and told and not seen.before and not any(map(_bounded, seen.after))


def _bounded(statement: Statement) -> bool:
    return bool(statement.quantities) or any(map(statement.has, _BOUNDS))


_BOUNDS = (Axis.LIMIT, Axis.CONDITION, Axis.EXCEPT, Axis.DUTY, Axis.SHIELD)


_SURE = 0.9
_WEAKLY_GOOD = frozenset(
    {
        "added-promise", "removed-power", "item-won", "guarantee-added", "channel-added", "qualifier-to-power",
        "qualifier-dropped",
    }
)  # fmt: skip


def _acts(statement: Statement) -> bool:
    """Tell whether a statement is more than a title: something is done in it, in a few words at least."""
    return bool(statement.heads or statement.inherited) and len(statement.words) >= FEW


LOOSE = frozenset(
    {
        "all-to-some", "antonym", "ban-removed", "before-removed", "condition-added", "condition-removed", "data-added",
        "data-unprotected", "definition", "denial", "duty-added", "effort-more", "exception-removed", "guarantee-removed",
        "hedge-added", "hedge-added-to-fact", "item-added", "item-removed", "item-removed-from-fact", "limit-removed",
        "limit-removed-from-fact", "list-opened", "number-lost", "place-added", "polarity-lost", "power-added",
        "purpose-freed", "recipient-freed", "regardless-added", "removed-ban", "right-limited", "right-removed",
        "some-added", "sooner", "state-worse", "term-start", "wider-term",
    }
)  # fmt: skip
"""Rules about single words, which mean more than one thing: each was counted on labelled changes to be wrong more than
once in twenty. Where all else speaks against them they yield; the others only in a text told mostly in other words."""
WEAK = frozenset({"added-power", "removed-promise", "qualifier-added", "qualifier-removed"})
"""Rules about whole statements that came or went, and about words that tell more closely: what was learned may outweigh
them."""


def _asked(adverse: AbstractSet[str], told: AbstractSet[str]) -> float:
    """Tell how far the weights must lean to a reduction for what rules see to stand, and 0 where none sees one.

    Found on services and pairs that the weights were not learned from: below, more was called a reduction that is none
    than was found.
    """
    if adverse - WEAK - LOOSE:
        return -_DOUBT if RETOLD in told else -math.inf
    return 0 if not adverse else _DOUBT if adverse - WEAK else _FAINT


_DOUBT, _FAINT = 0.3, 0.5


def _about(old: Sequence[Statement], new: Sequence[Statement]) -> Category:
    told = (category(statement) for statement in (*new, *old))
    return next((about for about in told if about is not Category.OTHER), Category.OTHER)


def _grounds(
    old: Sequence[Statement],
    new: Sequence[Statement],
    paired: tuple[Sequence[Pair], Sequence[Statement], Sequence[Statement]],
    pack: RulePack,
) -> Iterator[Ground]:
    pairs, gone, come = paired
    yield from _introduced(old, new)
    for pair in pairs:
        people = circles(pair, pack)
        yield from people
        if people and alone(pair, pack):
            continue
        finer = tuple(grain(pair, pack))
        seen = (ground for rule in RULES for ground in rule(pair, pack))
        weighed = [*settled([one for one in seen if not finer or one.rule not in _COARSE], pair), *finer]
        yield from _roles(pair, weighed, pack)
    if not old:
        yield from (added(statement, pack) for statement in come)
    elif not new:
        yield from withdrawn(gone, pack)
    else:
        before, after = stems(old), stems(new)
        yield from (
            longer(statement, old) or added(statement, pack)
            for statement in come
            if not restated(statement, before, old)
        )
        asked = max((s.gate for s in new), default=Gate.NONE) >= Gate.CONSENT
        yield from (
            removed(statement, pack)
            for statement in gone
            if not restated(statement, after, new) and not (asked and refuses(statement))
        )


def _roles(pair: Pair, weighed: Sequence[Ground], pack: RulePack) -> Iterator[Ground]:
    """Read a sentence by the roles of its parts, where no other rule saw a loss; a gain only where none saw anything.

    What a person had to do and no longer has to is no promise that is gone.
    """
    adverse = {ground.rule for ground in weighed if ground.direction is Direction.ADVERSE}
    if adverse and adverse <= _PROMISED:
        shorter = [one for one in ways(pair, pack) if one.rule == "duty-shorter"]
        yield from shorter or weighed
        return
    yield from weighed
    if adverse - WEAK - LOOSE:
        return
    counted = any(
        ground.rule.startswith("number-") and ground.direction is not Direction.NEUTRAL for ground in weighed
    )
    yield from (
        one
        for one in (*swaps(pair, pack), *ways(pair, pack))
        if (one.direction is Direction.ADVERSE or not weighed)
        and not (counted and one.rule.startswith("rate-"))
    )


_PROMISED = frozenset({"item-removed", "item-removed-from-fact", "guarantee-removed", "removed-promise"})
"""Rules that take what leaves a list for something promised."""


_COARSE = frozenset({"data-added", "data-removed", "all-to-some"})
"""Rules that take a thing told more or less closely for another thing."""


def _introduced(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Ground]:
    """Under another lead-in the same words may do something else: *we never collect* became *we collect*."""
    if not old or not new or not old[0].inherited or not new[0].inherited:
        return
    before, after = old[0].inherited, new[0].inherited
    if before.stance is not after.stance and not new[0].heads:
        direction = Direction.ADVERSE if after.stance < before.stance else Direction.FAVOURABLE
        yield Ground("lead-in", direction, category(new[0]), before=old[0].text, after=new[0].text)


def _regated(
    old: Sequence[Statement], new: Sequence[Statement], place: Place, pack: RulePack
) -> Iterator[Ground]:
    """What stood under *if you choose so* and is done without it now is no longer the person's choice."""
    taking = next((s for s in new if s.stance is Stance.TAKES and s.gate < Gate.CONSENT), None)
    if not old or taking is None or place.before == place.after or not place.before:
        return
    if asked(place.before, pack) >= Gate.CONSENT > asked(place.after, pack):
        was = place.before.rsplit("\n", maxsplit=1)[-1]
        yield Ground("consent-weaker", Direction.ADVERSE, Category.CONSENT, before=was, after=taking.text)


def noted(rule: str, pack: RulePack, direction: Direction) -> Finding:
    """Make the finding of a rule about a change as a whole, which quotes nothing."""
    return finding(Ground(rule, direction, Category.OTHER), Source.read("", "", pack.grammar), pack)


def told(rule: str, before: str, after: str, pack: RulePack) -> Finding:
    """Make the finding of a rule that needs no comparison of statements; it reduces rights."""
    ground = Ground(rule, Direction.ADVERSE, Category.OTHER, before=before, after=after)
    return finding(ground, Source.read(before, after, pack.grammar), pack)
