"""Compare what a clause commits to with what it committed to: findings, each with the words that give it.

The reading rule: read the old text in the person's favour and the new text in the company's. What takes from the
person under that reading is adverse. Nothing here clears a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.amounts import amounts
from notifier.core.anchors import endings, speed, starts
from notifier.core.appositions import undescribed
from notifier.core.around import around
from notifier.core.audience import audience
from notifier.core.bodies import bodies
from notifier.core.burdens import bearers, effort, prices
from notifier.core.choices import choices
from notifier.core.circles import alone, circles
from notifier.core.cited import cited
from notifier.core.comparison import Ground, Pair, pair_up, stems
from notifier.core.contraries import antonyms
from notifier.core.counterparts import counterparts
from notifier.core.criteria import criteria
from notifier.core.decision import DOUBTFUL, decide, long
from notifier.core.definitions import definitions
from notifier.core.emphasis import emphasis
from notifier.core.ended import ended
from notifier.core.examples import examples
from notifier.core.explanation import finding
from notifier.core.finding import Category, Direction
from notifier.core.forsworn import forsworn
from notifier.core.gifts import gifts
from notifier.core.grain import grain
from notifier.core.grants import grants
from notifier.core.items import items
from notifier.core.joints import joints
from notifier.core.limits import numbers
from notifier.core.outset import outset
from notifier.core.periods import periods
from notifier.core.places import places
from notifier.core.quotation import Source
from notifier.core.reading import asked, read
from notifier.core.replacements import replacements, softened, states, thresholds
from notifier.core.reservations import reservations
from notifier.core.retouch import retouched
from notifier.core.retreats import retreats
from notifier.core.rosters import rosters
from notifier.core.rungs import ladders, settled
from notifier.core.sentences import parts
from notifier.core.shape import HARDLY_RETOLD, shape
from notifier.core.shifts import (
    commas,
    conditions,
    consent,
    denials,
    force,
    polarity,
)
from notifier.core.signs import crossed, signs
from notifier.core.silence import silence
from notifier.core.statements import Gate, Stance, Statement, key
from notifier.core.swaps import swaps
from notifier.core.tails import tail
from notifier.core.tallies import tallies
from notifier.core.titles import named, titles
from notifier.core.trackers import lifetimes, only_names, trackers
from notifier.core.turns import turns
from notifier.core.twins import untwinned
from notifier.core.voluntary import voluntary
from notifier.core.ways import ways
from notifier.core.whole import added, category, longer, refuses, removed, restated, withdrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from notifier.core.finding import Finding
    from notifier.core.reading import Known
    from notifier.core.rulepack import RulePack

RULES: tuple[Callable[[Pair, RulePack], Iterator[Ground]], ...] = (
    polarity, force, consent, conditions, numbers, periods, turns, replacements, states, softened, thresholds, joints, commas,
    items, definitions, denials, antonyms, starts, speed, endings, bearers, prices, effort, ladders, reservations,
    retreats, counterparts,
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
        parts: each sentence that changed, by itself, where a long text was edited in several of them.
    """

    before: tuple[Statement, ...]
    after: tuple[Statement, ...]
    grounds: tuple[Ground, ...]
    signs: frozenset[str]
    parts: tuple[Observed, ...] = ()


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
                *_rows(before, after, place, pack, lambda: _grounds(left, came, paired, pack)),
            )
        )
    )
    if paired[0] and not grounds and not (paired[1] or paired[2]) and retouched(paired[0], pack):
        grounds = (Ground("same-told", Direction.NEUTRAL, Category.OTHER, before=before, after=after),)
    told = frozenset[str]().union(
        signs(old, new, grounds), shape(left, came, paired, pack), tallies(paired[0], pack.grammar), around(paired[0]),
    )  # fmt: skip
    told |= crossed(told)
    alone = _alone(paired, pack) if _touched_here_and_there(old, new, told, grounds) else ()
    return Observed(before=old, after=new, grounds=grounds, signs=told, parts=tuple(alone))


def _touched_here_and_there(
    old: Sequence[Statement], new: Sequence[Statement], told: frozenset[str], grounds: Sequence[Ground]
) -> bool:
    """Tell whether a long text stayed as it was but for some sentences, in one of which a rule saw a loss.

    What the others gained does not make up for it: with a gain and a loss in one clause it reduces rights.
    """
    edited = bool(old and new) and long(old, new) and HARDLY_RETOLD in told
    return edited and any(ground.direction is Direction.ADVERSE for ground in grounds)


def _alone(
    paired: tuple[Sequence[Pair], Sequence[Statement], Sequence[Statement]], pack: RulePack
) -> Iterator[Observed]:
    """Read each sentence that changed by itself, where there are several."""
    pairs, gone, come = paired
    texts = [
        *((pair.old.text, pair.new.text) for pair in pairs if pair.chunks),
        *((statement.text, "") for statement in gone),
        *(("", statement.text) for statement in come),
    ]
    if len(texts) > 1:
        yield from (observe(before, after, pack) for before, after in texts)


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

    What a firm rule sees stands. All else is weighed: whether a doubtful rule spoke, or none, the weights of all signs
    together decide between material and reduction.
    """
    return decide(before, after, observe(before, after, pack, place=place), pack)


def _rows(
    before: str, after: str, place: Place, pack: RulePack, rest: Callable[[], Iterator[Ground]]
) -> Iterator[Ground]:
    """Read the row of a table of trackers by its names, and by the rest of its words where these changed."""
    above = f"{place.before}\n{place.after}"
    rows = tuple(trackers(before, after, above, pack.grammar))
    yield from rows
    if not rows or not only_names(before, after, pack.grammar):
        yield from (*lifetimes(before, after, above, pack), *rest())


def _grounds(
    old: Sequence[Statement],
    new: Sequence[Statement],
    paired: tuple[Sequence[Pair], Sequence[Statement], Sequence[Statement]],
    pack: RulePack,
) -> Iterator[Ground]:
    pairs, gone, come = paired
    yield from _introduced(old, new)
    for told in pairs:
        pair, described = undescribed(told, pack)
        yield from described
        if not pair.chunks:
            continue
        aside = tuple(forsworn(pair, pack)) or tuple(filter(None, (tail(pair, pack),)))
        if aside:
            yield from aside
            continue
        whole = next((told for told in (tuple(read(pair, pack)) for read in _WHOLE) if told), ())
        if whole:
            yield from whole
            continue
        people = circles(pair, pack)
        if people and alone(pair, pack):
            yield from tuple(commas(pair, pack)) or people
            continue
        yield from people
        opened = tuple(audience(pair, pack))
        if opened:
            yield from opened
            continue
        yield from _weighed(pair, pack)
    if not (old and new) and titles((*gone, *come), pack.grammar):
        yield from (named(statement, came=bool(come)) for statement in (*gone, *come))
    elif not old:
        yield from (added(statement, pack) for statement in come)
    elif not new:
        yield from withdrawn(gone, pack)
    else:
        before, after = stems(old), stems(new)
        yield from (
            longer(statement, old) or added(statement, pack, old)
            for statement in come
            if not restated(statement, before, old)
        )
        asked = max((s.gate for s in new), default=Gate.NONE) >= Gate.CONSENT
        yield from (
            removed(statement, pack)
            for statement in gone
            if not restated(statement, after, new) and not (asked and refuses(statement))
        )


_WHOLE = (
    emphasis,
    bodies,
    places,
    criteria,
    outset,
    voluntary,
    grants,
    gifts,
    choices,
    ended,
    amounts,
    rosters,
    silence,
    cited,
    examples,
)
"""Readings of a sentence of one kind, which leave the other rules nothing to say."""


def _weighed(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh what changed in a pair by every rule; what all of them took for a change may only be told otherwise."""
    finer = tuple(grain(pair, pack))
    seen = [ground for rule in RULES for ground in rule(pair, pack)]
    told = tuple(untwinned([one for one in seen if not finer or one.rule not in _COARSE], pair, pack))
    found = tuple(_roles(pair, [*settled(told, pair), *finer], pack))
    stand = tuple(untwinned(found, pair, pack))
    yield from stand
    if (seen or found) and not stand:
        yield Ground(
            "same-told", Direction.NEUTRAL, Category.OTHER, before=pair.old.text, after=pair.new.text
        )


def _roles(pair: Pair, weighed: Sequence[Ground], pack: RulePack) -> Iterator[Ground]:
    """Read a sentence by the roles of its parts, where no other rule saw a loss; a gain only where none saw anything.

    What a person had to do and no longer has to is no promise that is gone.
    """
    adverse = {ground.rule for ground in weighed if ground.direction is Direction.ADVERSE}
    if adverse and adverse <= _PROMISED:
        shorter = [one for one in (*ways(pair, pack), *swaps(pair, pack)) if one.rule in _INSTEAD]
        yield from shorter or weighed
        return
    yield from weighed
    if adverse - DOUBTFUL:
        return
    counted = any(
        ground.rule.startswith("number-") and ground.direction is not Direction.NEUTRAL for ground in weighed
    )
    silent = any(ground.form == "-silence" for ground in weighed)
    yield from (
        one
        for one in (*swaps(pair, pack), *ways(pair, pack))
        if (one.direction is Direction.ADVERSE or not weighed)
        and not (counted and one.rule.startswith("rate-"))
        and not (silent and one.rule == "will-lost")
    )


_INSTEAD = frozenset({"duty-shorter", "told-more", "will-won"})
"""Rules that tell more closely what became of it."""
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
