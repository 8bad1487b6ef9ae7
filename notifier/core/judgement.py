"""Compare what a clause commits to with what it committed to: findings, each with the words that give it.

The reading rule: read the old text in the person's favour and the new text in the company's. What takes from the
person under that reading is adverse. Nothing here clears a change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.anchors import endings, speed, starts
from notifier.core.burdens import bearers, effort, prices
from notifier.core.circles import alone, circles, served
from notifier.core.comparison import MANY, Ground, Pair, pair_up, said
from notifier.core.explanation import finding, findings
from notifier.core.finding import Category, Direction, Level
from notifier.core.grain import grain
from notifier.core.items import items
from notifier.core.limits import numbers
from notifier.core.quantities import Measure
from notifier.core.quotation import Source
from notifier.core.reading import read
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
from notifier.core.statements import Actor, Gate, Stance, Statement, key
from notifier.core.taxonomy import Axis
from notifier.core.turns import turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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
    grounds = tuple(dict.fromkeys((*map(_moved, (*away, *here)), *_grounds(left, came, paired, pack))))
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

    A firm rule yields only in a text told mostly in other words, and only when what was learned speaks against it.
    Where weak rules speak, or none, the weights decide between material and reduction.
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
    firm = bool(adverse - WEAK - LOOSE) and RETOLD not in seen.signs
    if not firm and leaning < (_DOUBT if adverse - WEAK else 0):
        return findings(grounds, source, pack, Level.MATERIAL)
    if leaning > _needed(grounds) and not adverse and any(map(_acts, (*seen.before, *seen.after))):
        about = _about(seen.before, seen.after)
        grounds = (Ground("learned", Direction.ADVERSE, about, before=before, after=after), *grounds)
    return findings(grounds, source, pack)


_TOLD = frozenset({"moved", "named"})
"""Rules that say what happened so surely that nothing learned speaks against them."""


def _needed(grounds: Sequence[Ground]) -> float:
    """Tell how sure the weights must be to speak: never against a firm rule, and more so against a weak one."""
    good = {ground.rule for ground in grounds if ground.direction is Direction.FAVOURABLE}
    return math.inf if good - _WEAKLY_GOOD else _SURE


_SURE = 0.9
_WEAKLY_GOOD = frozenset(
    {
        "added-promise", "removed-power", "item-won", "guarantee-added", "channel-added", "qualifier-to-power",
        "qualifier-dropped",
    }
)  # fmt: skip


def _acts(statement: Statement) -> bool:
    """Tell whether a statement is more than a title: something is done in it, in a few words at least."""
    return bool(statement.heads or statement.inherited) and len(statement.words) >= _FEW


_FEW = 5
LOOSE = frozenset(
    {
        "item-added", "item-removed", "guarantee-removed", "data-added", "data-unprotected", "recipient-freed",
        "item-removed-from-fact", "antonym",
    }
)  # fmt: skip
"""Rules about single words, which mean more than one thing: only when all else speaks against them they yield."""
_DOUBT = -0.2
WEAK = frozenset({"added-power", "removed-promise", "qualifier-added", "qualifier-removed"})
"""Rules about whole statements that came or went, and about words that tell more closely: what was learned may outweigh
them."""


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
        yield from settled([one for one in seen if not finer or one.rule not in _COARSE], pair)
        yield from finer
    before, after = said(old).stems, said(new).stems
    if not old:
        yield from (_added(statement, pack) for statement in come)
    elif not new:
        yield from _withdrawn(gone, pack)
    else:
        yield from (_added(statement, pack) for statement in come if not _restated(statement, before, old))
        asked = max((s.gate for s in new), default=Gate.NONE) >= Gate.CONSENT
        yield from (
            _removed(statement, pack)
            for statement in gone
            if not _restated(statement, after, new) and not (asked and _refuses(statement))
        )


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


def _added(statement: Statement, pack: RulePack) -> Ground:
    """Weigh a statement that nothing in the old text corresponds to."""
    about = category(statement)
    match _whole(statement, pack):
        case Stance.TAKES if statement.gate >= Gate.CONSENT:
            return Ground("added-gated", Direction.MIXED, about, after=statement.text)
        case Stance.TAKES:
            return Ground("added-power", Direction.ADVERSE, about, after=statement.text)
        case Stance.GIVES:
            return Ground("added-promise", Direction.FAVOURABLE, about, after=statement.text)
        case _:
            return Ground("added-text", Direction.NEUTRAL, about, after=statement.text)


def _bans(statement: Statement) -> bool:
    """Tell whether a statement says what is never done with people or their data."""
    return any(
        head.negated and head.concept.axis is Axis.TAKE and head.stance is Stance.GIVES
        for head in statement.heads
    )


def _titled(statement: Statement) -> bool:
    """Tell whether a statement only names acts, as titles do."""
    return not statement.inherited and all(head.named for head in statement.heads)


def _whole(statement: Statement, pack: RulePack) -> Stance:
    """Tell whom a statement serves that came or went whole.

    What the company is free to do never serves the person; what is free of charge does, a sum that nobody gives back is theirs to pay; an act without a name counts by who
    acts on what.
    """
    if statement.has(Axis.DISCRETION):
        return Stance.TAKES
    if _free(statement):
        return Stance.GIVES
    if any(q.measure is Measure.MONEY for q in statement.quantities) and not _paid_back(statement):
        return Stance.TAKES
    if _titled(statement):
        told = statement.presumed
        known = Stance.NEUTRAL if statement.heads else served(statement, pack)
        return known or (told.stance if told and len(statement.words) >= _FEW else Stance.NEUTRAL)
    return served(statement, pack)


def _free(statement: Statement) -> bool:
    """Tell whether a statement says that something is free, and takes nothing beside."""
    taken = (head for head in statement.telling if head.stance is Stance.TAKES)
    return statement.has(Axis.FREE) and all(head.concept.id == "lapse" for head in taken)


def _paid_back(statement: Statement) -> bool:
    """Tell whether a sum is one that the person gets, or one that bounds what is asked of them."""
    return any(head.stance is Stance.GIVES or head.concept.axis is Axis.SHIELD for head in statement.heads)


def _withdrawn(gone: Sequence[Statement], pack: RulePack) -> Iterator[Ground]:
    """Weigh a clause that is gone: the bounds of a power go with the power."""
    grounds = [_removed(statement, pack) for statement in gone]
    banned = {
        _removed(statement, pack) for statement in gone if any(head.negated for head in statement.heads)
    }
    first = next((ground.direction for ground in grounds if ground.direction is not Direction.NEUTRAL), None)
    for ground in grounds:
        moot = first is Direction.FAVOURABLE and ground.direction is Direction.ADVERSE
        moot = moot and ground not in banned
        yield replace(ground, rule="removed-text", direction=Direction.NEUTRAL) if moot else ground


def _removed(statement: Statement, pack: RulePack) -> Ground:
    """Weigh a statement that nothing in the new text corresponds to."""
    rule = _loss(statement, pack)
    return Ground(rule, _FALLS.get(rule, Direction.ADVERSE), category(statement), before=statement.text)


_FALLS = {"removed-power": Direction.FAVOURABLE, "removed-text": Direction.NEUTRAL}


def _loss(statement: Statement, pack: RulePack) -> str:
    """Tell what is gone with a statement: what was free, excluded or promised, a power, or mere words."""
    match _whole(statement, pack):
        case Stance.GIVES:
            return (
                "free-removed"
                if _free(statement)
                else "removed-ban"
                if _bans(statement)
                else "removed-promise"
            )
        case Stance.TAKES:
            return "removed-promise" if _bounded(statement) else "removed-power"
        case _:
            return "removed-promise" if statement.gate >= Gate.CONSENT else "removed-text"


def _bounded(statement: Statement) -> bool:
    """Tell whether a power was told with its bounds: only so, so long, or if the person agrees."""
    taking = [head for head in statement.heads if head.stance is Stance.TAKES]
    if taking and all(head.actor is Actor.PERSON or head.concept.axis in _OWED for head in taking):
        return False  # What the person owed is no power of others, however it was bounded.
    timed = any(quantity.measure is Measure.DURATION for quantity in statement.quantities)
    return timed or statement.gate >= Gate.CONSENT or statement.has(Axis.LIMIT)


_OWED = frozenset({Axis.DUTY, Axis.SHIELD})


def _refuses(statement: Statement) -> bool:
    """Tell whether a statement lets the person refuse: moot where they are asked first."""
    return any(head.concept.id == "right-object" for head in statement.heads)


_MOSTLY = 0.8


def _restated(statement: Statement, known: frozenset[str], others: Sequence[Statement]) -> bool:
    """Tell whether the other text says nearly all of a statement elsewhere: its words, or its acts and what they touch."""
    if bool(statement.stems) and len(statement.stems & known) >= _MOSTLY * len(statement.stems):
        return True
    acts = {(head.concept.id, head.stance) for head in statement.heads if head.stance}
    touched = {mention.concept.id for mention in statement.of(*_TOUCHED)}
    return bool(acts) and any(
        acts <= {(head.concept.id, head.stance) for head in other.heads}
        and touched <= {mention.concept.id for mention in other.mentions}
        and statement.gate == other.gate
        and [q.value for q in statement.quantities] == [q.value for q in other.quantities]
        for other in others[:MANY]
    )


_TOUCHED = (
    Axis.DATA,
    Axis.RECIPIENT,
    Axis.PURPOSE,
    Axis.PLACE,
    Axis.EXCEPT,
    Axis.LIMIT,
    Axis.FREE,
    Axis.BEFORE,
)


def category(statement: Statement) -> Category:
    """Tell what a statement is about: its strongest action, else what it names."""
    heads = [head.concept.category for head in statement.heads if head.stance is statement.stance]
    named = [mention.concept.category for mention in statement.mentions]
    lent = [statement.inherited.concept.category] if statement.inherited else []
    return next((Category(name) for name in (*heads, *named, *lent) if name), Category.OTHER)


def noted(rule: str, pack: RulePack, direction: Direction) -> Finding:
    """Make the finding of a rule about a change as a whole, which quotes nothing."""
    return finding(Ground(rule, direction, Category.OTHER), Source.read("", "", pack.grammar), pack)


def told(rule: str, before: str, after: str, pack: RulePack) -> Finding:
    """Make the finding of a rule that needs no comparison of statements; it reduces rights."""
    ground = Ground(rule, Direction.ADVERSE, Category.OTHER, before=before, after=after)
    return finding(ground, Source.read(before, after, pack.grammar), pack)
