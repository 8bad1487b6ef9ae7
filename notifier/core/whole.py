"""Statements that came or went whole: whom each serves, and whether the other text says it elsewhere."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.appositions import DESCRIBED, recalls
from notifier.core.belongings import KEPT
from notifier.core.circles import served
from notifier.core.comparison import MANY, Ground
from notifier.core.description import describes, means, points
from notifier.core.facts import covers, intrudes
from notifier.core.finding import Category, Direction
from notifier.core.mainly import explains, mainly, nobodys
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.plainly import put
from notifier.core.presumption import ROW, addressed, gratis
from notifier.core.quantities import Measure
from notifier.core.sparing import spared
from notifier.core.statements import Actor, Force, Gate, Head, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head

FEW = 5
"""Words: of fewer a statement is a title rather than a sentence."""


def added(statement: Statement, pack: RulePack, beside: Sequence[Statement] = ()) -> Ground:
    """Weigh a statement that nothing in the old text corresponds to, beside what that text tells."""
    about = category(statement)
    told = _fact(statement, pack) if put(statement, pack) is None else None
    main = None if told else mainly(statement, pack)
    if plainly := told or _PLAIN.get(main):
        return Ground(*plainly, about, after=statement.text)
    match Stance.NEUTRAL if _tells_where(statement) else _serving(statement, main, pack):
        case Stance.TAKES if statement.gate >= Gate.CONSENT:
            return Ground("added-gated", Direction.MIXED, about, after=statement.text)
        case Stance.TAKES if beside and explains(statement, beside):
            return Ground(DESCRIBED, Direction.NEUTRAL, about, after=statement.text)
        case Stance.TAKES:
            rule = "added-burden" if _burdens(statement) else "added-power"
            return Ground(rule, Direction.ADVERSE, about, after=statement.text)
        case Stance.GIVES:
            return Ground("added-promise", Direction.FAVOURABLE, about, after=statement.text)
        case _:
            return Ground("added-text", Direction.NEUTRAL, about, after=statement.text)


def _burdens(statement: Statement) -> bool:
    """Tell whether a person takes something upon themselves, or has nobody to turn to, and is given nothing beside it."""
    told = [head for head in statement.telling if not (head.named or head.defining)]
    return any(map(_burden, told)) and not any(head.stance is Stance.GIVES for head in told)


def _burden(head: Head) -> bool:
    if head.stance is not Stance.TAKES or head.negated:
        return head.concept.id == "answerable" and head.stance is Stance.TAKES
    own = head.concept.axis is Axis.DUTY and head.actor is Actor.PERSON
    return own or (head.concept.axis is Axis.SHIELD and head.concept.id not in _MERELY)


_MERELY = frozenset({"deemed", "informing", "licence"})
"""What protects the company, and is as often told of a text that only informs, or of what somebody may not do."""


def _fact(statement: Statement, pack: RulePack) -> tuple[str, Direction] | None:
    """Tell what a statement does that tells a mere fact: nothing, come near to people or keep others from them."""
    if recalls(statement, pack):
        return DESCRIBED, Direction.NEUTRAL
    if means(statement):
        return "added-meaning", Direction.NEUTRAL
    if intrudes(statement, pack):
        return "intrusion-added", Direction.ADVERSE
    if covers(statement, pack):
        return "cover-added", Direction.FAVOURABLE
    return None


_PLAIN: dict[Stance | None, tuple[str, Direction]] = {
    Stance.NEUTRAL: (DESCRIBED, Direction.NEUTRAL),
    Stance.GIVES: ("help-added", Direction.FAVOURABLE),
}
"""What a sentence mainly does that explains, or by which the company helps people or spares them something."""


def longer(statement: Statement, old: Sequence[Statement]) -> Ground | None:
    """Tell of a sentence that came and keeps some data longer than what stood there before: *after 90 days*, not 30."""
    acts = {head.concept.id for head in statement.heads} & KEPT
    times = _times(statement)
    if not acts or not times:
        return None
    for other in old[:MANY]:
        known = _times(other)
        if known and acts & {head.concept.id for head in other.heads} and max(known) < max(times):
            return Ground(
                "number-worse", Direction.ADVERSE, Category.RETENTION, other.text, statement.text, "-kept"
            )
    return None


def _tells_where(statement: Statement) -> bool:
    """Tell whether the row of a table says where somebody can be reached."""
    return ROW in statement.plain and not statement.inherited and addressed(statement.plain)


def _times(statement: Statement) -> list[float]:
    return [q.value for q in statement.quantities if q.measure is Measure.DURATION]


def _bans(statement: Statement) -> bool:
    """Tell whether a statement says what is never done with people or their data."""
    return any(
        head.negated and head.concept.axis is Axis.TAKE and head.stance is Stance.GIVES
        for head in statement.heads
    )


def _titled(statement: Statement) -> bool:
    """Tell whether a statement only names acts, as titles do."""
    return not statement.inherited and all(head.named for head in statement.heads)


def serving(statement: Statement, pack: RulePack) -> Stance:
    """Tell whom a statement serves that came or went whole.

    What the company is free to do never serves the person; what is free of charge does, a sum that nobody gives back is theirs to pay; an act without a name counts by who
    acts on what.
    """
    return _serving(statement, mainly(statement, pack), pack)


def _serving(statement: Statement, main: Stance | None, pack: RulePack) -> Stance:
    """Tell whom a statement serves, by whom its main clause serves where that tells it."""
    if (told := put(statement, pack)) is not None:
        return told
    if (statement.has(Axis.DISCRETION) and not _theirs(statement, pack)) or _confines(statement):
        return Stance.TAKES
    return _served(statement, pack) if main is None else main


def _served(statement: Statement, pack: RulePack) -> Stance:
    if describes(statement, pack) or points(statement, pack) or nobodys(statement, pack):
        return Stance.NEUTRAL
    if _free(statement) or _kept_out(statement, pack) or spared(statement, pack):
        return Stance.GIVES
    if any(q.measure is Measure.MONEY for q in statement.quantities) and not _paid_back(statement):
        return Stance.TAKES
    if _titled(statement):
        told = statement.presumed
        known = Stance.NEUTRAL if statement.heads else served(statement, pack)
        return known or (told.stance if told and len(statement.words) >= FEW else Stance.NEUTRAL)
    used = _used(statement, pack)
    return served(statement, pack) if used is None else used


def _used(statement: Statement, pack: RulePack) -> Stance | None:
    """Tell whom a statement serves that takes nothing but in some use.

    A use that is told with its bound beside what is never done, *it never leaves your phone and is only used to …*, is a
    part of that promise. What is used and is nobody's data, *some pages use a font*, serves nobody.
    """
    taken = [head for head in statement.telling if head.stance is Stance.TAKES]
    if not taken or any(head.concept.id != "use" or head.actor is not Actor.NOBODY for head in taken):
        return None
    if any(
        head.stance is Stance.GIVES and (head.negated or head.concept.id == "secure")
        for head in statement.telling
    ):
        bounds = {
            place for mention in statement.of(Axis.LIMIT) for place in range(mention.start, mention.end + 2)
        }
        return Stance.GIVES if all(head.place in bounds for head in taken) else None
    told = len(taken) < len(statement.telling) or statement.inherited
    bound = statement.of(*_TOUCHED, Axis.PERSON, Axis.CHILD, Axis.CONDITION, Axis.MUST)
    owned = not pack.grammar.possessives.isdisjoint(statement.plain)
    return None if told or bound or owned else Stance.NEUTRAL


def _kept_out(statement: Statement, pack: RulePack) -> bool:
    """Tell whether none of those who might receive data gets it: *no broker will ever be able to buy your history*."""
    none = statement.plain[0] in pack.grammar.emptied and not statement.of(Axis.SHIELD, Axis.EXCEPT)
    return none and statement.has(Axis.DATA) and any(m.start <= 1 for m in statement.of(Axis.RECIPIENT))


def _theirs(statement: Statement, pack: RulePack) -> bool:
    """Tell whether those who are served decide freely, *members choose freely*, or you do."""
    first = statement.plain[:_SUBJECT]
    served = united(pack.people.acting, pack.grammar.addressees)
    return any(noun(word, pack.people) in served for word in first)


_SUBJECT = 3


def _free(statement: Statement) -> bool:
    """Tell whether a statement says that something is free, and takes nothing beside."""
    taken = (head for head in statement.telling if head.stance is Stance.TAKES)
    return gratis(statement.mentions) and all(head.concept.id == "lapse" for head in taken)


def _paid_back(statement: Statement) -> bool:
    """Tell whether a sum is one that the person gets, or one that bounds what is asked of them."""
    return any(head.stance is Stance.GIVES or head.concept.axis is Axis.SHIELD for head in statement.heads)


def withdrawn(gone: Sequence[Statement], pack: RulePack) -> Iterator[Ground]:
    """Weigh a clause that is gone: the bounds of a power go with the power."""
    grounds = [removed(statement, pack) for statement in gone]
    lasting = {
        ground
        for statement, ground in zip(gone, grounds, strict=True)
        if any(head.negated for head in statement.heads) or _owns(statement)
    }
    first = next((ground.direction for ground in grounds if ground.direction is not Direction.NEUTRAL), None)
    for ground in grounds:
        moot = first is Direction.FAVOURABLE and ground.direction is Direction.ADVERSE
        moot = moot and ground not in lasting
        yield replace(ground, rule="removed-text", direction=Direction.NEUTRAL) if moot else ground


def _owns(statement: Statement) -> bool:
    """Tell whether a statement lets the person do something of their own, more than to refuse a power."""
    return any(
        head.actor is Actor.PERSON and head.force is Force.MAY and head.stance is Stance.GIVES
        for head in statement.heads
        if head.concept.id not in _REFUSING
    )


_REFUSING = frozenset({"right-object", "right-withdraw"})


def removed(statement: Statement, pack: RulePack) -> Ground:
    """Weigh a statement that nothing in the new text corresponds to."""
    rule = _loss(statement, pack)
    return Ground(rule, _FALLS.get(rule, Direction.ADVERSE), category(statement), before=statement.text)


_FALLS = {
    "removed-power": Direction.FAVOURABLE,
    "intrusion-removed": Direction.FAVOURABLE,
    "removed-text": Direction.NEUTRAL,
}


def _loss(statement: Statement, pack: RulePack) -> str:
    """Tell what is gone with a statement: what was free, excluded or promised, a power, or mere words."""
    if put(statement, pack) is None and intrudes(statement, pack):
        return "intrusion-removed"
    if covers(statement, pack):
        return "cover-removed"
    match serving(statement, pack):
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
    """Tell whether a power was told with its bounds: only so, so long, so guarded, or if the person agrees."""
    if _confines(statement):
        return False
    taking = [head for head in statement.heads if head.stance is Stance.TAKES]
    if taking and all(_imposed(head) for head in taking):
        return False  # What the person owed is no power of others, however it was bounded.
    if not taking and statement.staked(Axis.ENDS):
        return False  # What ran out, *points expire after a year*, is no power.
    timed = any(quantity.measure is Measure.DURATION for quantity in statement.quantities)
    ours = all(head.concept.axis is Axis.TAKE and head.actor is not Actor.PERSON for head in taking)
    guarded = ours and statement.has(Axis.MEASURE)
    return timed or guarded or statement.gate >= Gate.CONSENT or statement.has(Axis.LIMIT)


def _confines(statement: Statement) -> bool:
    """Tell whether a statement only bounds what people may do: *players may change teams only in January*.

    A right that is bounded is a right all the same; where alone somebody may sue is none.
    """
    people = [m.start for m in statement.of(Axis.PERSON, Axis.CHILD)]
    if not statement.has(Axis.LIMIT) or statement.gate or min(people, default=_SUBJECT) >= _SUBJECT:
        return False
    if statement.of(Axis.COMPANY, Axis.THIRD, Axis.DATA):
        return False
    sues = any(head.concept.id == "right-complain" for head in statement.heads)
    allowed = any(head.actor is Actor.PERSON and head.force is Force.MAY for head in statement.heads)
    claims = statement.staked(Axis.CLAIM) or any(
        head.concept.axis in {Axis.RIGHT, Axis.TAKE} for head in statement.heads
    )
    return sues or (allowed and not claims)


_SUBJECT = 3


def _imposed(head: Head) -> bool:
    """Tell whether an act is what a person owes, or what comes over them."""
    return head.actor is Actor.PERSON or head.concept.axis in _OWED or head.concept.id in _SUFFERED


_OWED = frozenset({Axis.DUTY, Axis.SHIELD})
_SUFFERED = frozenset({"sanction", "charge", "lapse"})


def refuses(statement: Statement) -> bool:
    """Tell whether a statement lets the person refuse: moot where they are asked first."""
    return any(head.concept.id == "right-object" for head in statement.heads)


_MOSTLY = 0.8


def restated(statement: Statement, known: frozenset[str], others: Sequence[Statement]) -> bool:
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
