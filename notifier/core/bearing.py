"""What more of a number means for the person: whose time it is, whose sum, and what it bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.ages import aged
from notifier.core.ahead import ahead, closing, early
from notifier.core.awaited import awaited
from notifier.core.belongings import KEPT, for_them
from notifier.core.bounds import allows, bounding, freed
from notifier.core.comparison import MANY
from notifier.core.deadlines import held, locks, reported, to_us
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.quantities import Measure, Quantity
from notifier.core.respites import announced, dated, respite
from notifier.core.statements import YOURS, Actor, Force, Head, Stance, Statement
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.taxonomy import Mention


_AGREEING = frozenset({"approval", "secure"})
"""Where people see to something, more of them are better."""


_ENDING = 2
_NEAR = 4


def bearing(quantity: Quantity, statement: Statement, pack: RulePack) -> int:
    """Tell whether more of a number is good for the person (1), bad (-1), or cannot be told (0)."""
    head = statement.head_at(quantity.start)
    match quantity.measure:
        case Measure.MONEY if _aside(quantity, statement, pack):
            return 0
        case Measure.MONEY:
            return _bounded(quantity, statement, head) or _sum(statement, head)
        case Measure.AGE:
            return aged(quantity, statement, pack)
        case Measure.DURATION:
            return _time(quantity, statement, head, pack)
        case Measure.PERCENT:
            return _share(statement, head)
        case _:
            return 0 if dated(quantity, statement, pack) else _counted(quantity, statement, head)


def _sum(statement: Statement, head: Head | None) -> int:
    """More money is good where the person gets it, bad where they pay it."""
    got = head is not None and (head.concept.axis is Axis.SHIELD or head.concept.id == "refund")
    return 1 if got or _gains(statement) else -1


def _gains(statement: Statement) -> bool:
    """Tell whether a sum or share is something that a person gets, and nothing that they pay."""
    return bool(statement.staked(Axis.BENEFIT)) and not statement.staked(Axis.CHARGE)


def _share(statement: Statement, head: Head | None) -> int:
    """A greater share is good of what a person gets, bad of what they pay."""
    if (
        _gains(statement)
        or statement.staked(Axis.CHECK)
        or (head is not None and head.concept.id == "refund")
    ):
        return 1
    return -1 if statement.staked(Axis.CHARGE) and not statement.staked(Axis.BENEFIT) else 0


def _counted(quantity: Quantity, statement: Statement, head: Head | None) -> int:
    """More people who see to something are better, more steps worse; what a person may do so often, by the bound."""
    if _guarded(quantity, statement, head):
        return 1
    if named := follows(quantity, statement, Axis.STEP, Axis.OUTLET):
        return -1 if named.concept.axis is Axis.STEP else 1
    if _gains(statement) and quantity.start > statement.staked(Axis.BENEFIT)[0].start:
        return 1  # *The pass covers six people.*
    return _bounded(quantity, statement, head) or _plain(quantity, statement, head)


def _plain(quantity: Quantity, statement: Statement, head: Head | None) -> int:
    """Read a number of things by who acts on them: so many copies that the person may ask for."""
    counted = statement.said(quantity.end, quantity.end + 1)
    if len(counted) <= _ENDING or not counted.isalpha() or not counted.islower():
        return 0
    if head is None or freed(head, statement):
        return int(allows(statement) and not statement.has(Axis.DATA))
    if head.concept.id == "serve" and not statement.has(Axis.DATA):
        whole = quantity.value >= _STOCK  # All that there is: *the library lends 18,000 records*.
        return 0 if whole else int(head.stance)  # *The library lends four books.*
    return int(head.stance) if head.actor is Actor.PERSON else 0


_STOCK = 1000


def _guarded(quantity: Quantity, statement: Statement, head: Head | None) -> bool:
    """Tell whether a number is of people who must agree, or who check something: *three members count the votes*."""
    agreeing = any(mention.concept.id in _AGREEING for mention in statement.mentions[:MANY])
    checking = quantity.start <= 1 and bool(statement.staked(Axis.CHECK))
    return agreeing or checking or _vetoed(quantity, statement, head) or _locked(quantity, statement, head)


def _locked(quantity: Quantity, statement: Statement, head: Head | None) -> bool:
    """Tell whether so many keys, signatures or witnesses stand before something, and it is not the person who brings them."""
    near = any(
        quantity.start - _BEFORE <= mention.start <= quantity.end + 1
        for mention in statement.staked(Axis.LOCK)
    )
    asked = any(mention.concept.axis is Axis.PERSON for mention in statement.mentions[:MANY])
    asked = asked or statement.plain[0] in YOURS
    bidden = head is not None and head.force is Force.MUST and head.actor is Actor.PERSON
    return near and not asked and not bidden and not statement.words[0].text.endswith("ez")


_BEFORE = 4


def _vetoed(quantity: Quantity, statement: Statement, head: Head | None) -> bool:
    """Tell whether so many must agree before something is done: *nothing is sent unless two managers sign*."""
    barred = head is not None and head.negated and head.stance is Stance.GIVES
    return barred and any(
        m.end <= quantity.start <= m.end + 1 for m in statement.of(Axis.EXCEPT, Axis.CONDITION)
    )


def follows(quantity: Quantity, statement: Statement, *axes: Axis) -> Mention | None:
    """Give what is counted, if it has a name: the word after a number, or after one more word."""
    near = statement.staked(*axes)
    return next((m for m in near if m.start - quantity.end in {0, 1}), None)


def _bounded(quantity: Quantity, statement: Statement, head: Head | None) -> int:
    """Read a number as a bound: what stops at it is better for a person the higher it is, what begins at it the lower.

    Where something takes from the person it is the other way round.
    """
    bound = bounding(quantity, statement)
    if bound is None:
        return 0
    served = _served(statement, head)
    return served if bound.concept.axis is Axis.BELOW else -served


def _served(statement: Statement, head: Head | None) -> int:
    """Tell whom what a number bounds serves."""
    gains, pays = bool(statement.staked(Axis.BENEFIT)), bool(statement.staked(Axis.CHARGE))
    if gains or statement.has(Axis.FREE):
        return 1
    if pays:
        return -1
    if head is None or freed(head, statement):
        return 1  # *Parcels of up to 20 kg are carried.*
    return int(head.stance)


def _time(quantity: Quantity, statement: Statement, head: Head | None, pack: RulePack) -> int:
    """More time is good ahead of something, to act, or while something is given; bad to wait or to keep data."""
    told = _Time(quantity, statement, head, pack)
    readings = (
        _awaited, _handed_in, _closed, _enjoyed, _bound, _checked, _served_by, _noticed, _idle, _put, _held, _reported, _threshold,
        _rested,
    )  # fmt: skip
    sign = next((sign for reading in readings if (sign := reading(told)) is not None), None)
    if sign is not None:
        return sign
    return _unsaid(told) if head is None else _acted(told, head)


class _Time(NamedTuple):
    """A length of time where it is told, and the act that governs it."""

    quantity: Quantity
    statement: Statement
    head: Head | None
    pack: RulePack


def _awaited(told: _Time) -> int | None:
    """Plain words may say whose a time is before anything else does."""
    return awaited(*told)


def _put(told: _Time) -> int | None:
    """Whose a time is may follow from how the sentence puts it."""
    return respite(*told)


def _held(told: _Time) -> int | None:
    """What is held is data, or something that somebody will come for."""
    return held(told.quantity, told.statement, told.pack)


def _reported(told: _Time) -> int | None:
    """What has to come to the company within a time should have long."""
    return 1 if reported(told.quantity, told.statement, told.pack) else None


def _served_by(told: _Time) -> int | None:
    """What is kept for the person should be kept long."""
    return 1 if for_them(told.statement, told.head, told.pack) else None


def _handed_in(told: _Time) -> int | None:
    """Who has to tell the company something so long before should have to do so late."""
    quantity, statement, head, _ = told
    others = head is not None and head is not statement.presumed and head.actor in _OTHERS
    if others or statement.has(Axis.DATA) or not to_us(statement.plain[: quantity.start]):
        return None
    return -1 if ahead(quantity, statement) else None


_OTHERS = frozenset({Actor.COMPANY, Actor.THIRD})


def _closed(told: _Time) -> int | None:
    """What people may have or do should not end long before something."""
    return -1 if closing(told.quantity, told.statement) else None


def _enjoyed(told: _Time) -> int | None:
    """What is free, or stands open or online, is so for long the better; so is what a person may do for so long."""
    quantity, statement, head, pack = told
    plain = statement.plain
    near = plain[max(0, quantity.start - _NEAR) : quantity.end + 1]
    lasting = _lasting(quantity, statement, pack)
    first = not pack.words.foremost.isdisjoint(near)
    case = plain[0] in pack.grammar.subordinators and lasting
    if case and any(mention.start > quantity.start for mention in statement.staked(Axis.BENEFIT)):
        return -1  # *If the line is dead for ten minutes, the fare is refunded.*
    if statement.has(Axis.FREE) and (lasting or first):
        return 1
    kept = head is not None and head.concept.id in KEPT and head.actor is not Actor.PERSON
    if kept and not pack.words.online.isdisjoint(near) and not statement.has(Axis.RECIPIENT):
        return 1
    return 1 if lasting and _permitted(statement, pack) else None


def _permitted(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence begins by saying that a person may do something: *you may change it*, not *be charged*."""
    first = next(iter(statement.of(Axis.PERSON)), None)
    may = next(iter(statement.of(Axis.MAY)), None)
    if first is None or may is None or first.start or may.start != first.end:
        return False
    done = statement.plain[may.end : may.end + 1]
    return pack.grammar.passives.isdisjoint(done) and pack.grammar.negations.isdisjoint(done)


def _checked(told: _Time) -> int | None:
    """The rarer things are checked, the worse; the more days something is open, the better."""
    quantity, statement, head, pack = told
    opened = any(quantity.start <= m.start < quantity.end for m in statement.staked(Axis.OUTLET))
    if opened:
        return -1 if head is not None and head.stance is Stance.TAKES and statement.has(Axis.PERSON) else 1
    if not statement.staked(Axis.CHECK) or not often(quantity, statement, pack):
        return None
    return None if _personal(statement, pack) else -1


def _personal(statement: Statement, pack: RulePack) -> bool:
    """Tell whether people or what is theirs stand in a statement, rather than things alone."""
    owned = any(word.text in pack.grammar.possessives for word in statement.words[:MANY])
    return owned or bool(statement.of(Axis.PERSON, Axis.CHILD, Axis.DATA))


def _noticed(told: _Time) -> int | None:
    """To be told long before is good, to have to act long before is bad."""
    if not ahead(told.quantity, told.statement) and not announced(told.quantity, told.statement, told.pack):
        return None
    return -1 if early(told.quantity, told.statement, told.head, told.pack) else 1


def _bound(told: _Time) -> int | None:
    """For how long a person is held to something, *the plan binds you for a year*, should be short."""
    return -1 if told.statement.staked(Axis.BINDING) else None


def _threshold(told: _Time) -> int | None:
    """What is given only after more than a time is better the sooner, what is taken the later."""
    quantity, statement, _, _ = told
    bound = bounding(quantity, statement)
    first = next(iter(statement.telling), None)
    if bound is None or bound.concept.axis is not Axis.ABOVE or (first and first.place < quantity.start):
        return None
    if any(mention.start > quantity.start for mention in statement.staked(Axis.BENEFIT)):
        return -1
    return -int(first.stance) if first else None


def _idle(told: _Time) -> int | None:
    """What lies unused, unpaid or unclaimed for a time before something is done about it, should lie long."""
    quantity, statement, _, pack = told
    if locks(quantity, statement, pack):
        return -1
    near = (m.end <= quantity.start <= m.end + _NEAR for m in statement.staked(Axis.IDLE))
    return 1 if any(near) else None


def _rested(told: _Time) -> int | None:
    """A time that a person has is good, and one for which something is not done: *we do not ask again for six months*."""
    quantity, statement, head, pack = told
    kept = head is not None and head.concept.id in KEPT and head.actor is not Actor.PERSON
    if _had(quantity, statement, pack) and not kept:
        return _holder(quantity, statement, pack)
    barred = head is not None and head.negated and head.stance is Stance.GIVES
    return 1 if barred and _lasting(quantity, statement, pack) else None


def _unsaid(told: _Time) -> int:
    """Read a time in a statement that neither gives nor takes by what is said around it."""
    quantity, statement, _, pack = told
    if statement.staked(Axis.CLAIM) or any(
        head.actor is Actor.PERSON and head.concept.axis is Axis.RIGHT for head in statement.heads[:MANY]
    ):
        return 1
    if _lasting(quantity, statement, pack) and (statement.has(Axis.DATA) or allows(statement)):
        return -1 if statement.has(Axis.DATA) else 1
    seldom = often(quantity, statement, pack) and not statement.staked(Axis.CHARGE)
    return -1 if seldom or _waited(quantity, statement, pack) else 0


def _acted(told: _Time, head: Head) -> int:
    """Time to act is the person's, time in which something is given is waited for."""
    quantity, statement, _, pack = told
    lasting = _lasting(quantity, statement, pack)
    bound = lasting and head.concept.id == "unnamed-use"  # *You are bound for twelve months.*
    own = head.actor is Actor.PERSON and head.stance is not Stance.NEUTRAL and not bound
    given = head.concept.axis is Axis.GIVE
    claimed = bool(statement.staked(Axis.CLAIM)) and _claimable(statement, head, pack)
    claimed = claimed or (freed(head, statement) and not statement.has(Axis.DATA))
    if (
        own
        or claimed
        or head.concept.id == "right-return"
        or (lasting and given and head.concept.id not in KEPT)
    ):
        return 1
    waited = given or head.concept.id in KEPT | {"unnamed-use"} or _waited(quantity, statement, pack)
    return -1 if waited else _used(told, head)


def _claimable(statement: Statement, head: Head, pack: RulePack) -> bool:
    """Tell whether a right is used here by whoever has it: *a mark can be contested*, *la note se conteste*."""
    before = statement.words[head.place - 1].text if head.place > 0 else ""
    verb = head.force is Force.MAY or before in pack.grammar.reflexives or allows(statement)
    return (head.concept.id.startswith("unnamed") and allows(statement)) or (
        head.concept.axis is Axis.RIGHT and head.actor is Actor.NOBODY and verb
    )


def _lasting(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is how long something lasts: *for twelve months*."""
    return quantity.start > 0 and statement.words[quantity.start - 1].text in pack.grammar.lasting


def _used(told: _Time, head: Head) -> int:
    """A longer use is worse, a rarer one better; a right to something may last."""
    quantity, statement, _, pack = told
    if head.concept.axis is Axis.TAKE and head.stance is Stance.TAKES:
        return 1 if often(quantity, statement, pack) else 0 if _begun(quantity, statement) else -1
    return int(head.concept.axis is Axis.RIGHT)


_BEFORE_MONEY = 6


def _aside(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sum is nobody's price: the capital of a company, a ceiling."""
    near = statement.words[max(0, quantity.start - _BEFORE_MONEY) : quantity.start]
    return any(word.text in pack.numerals.asides for word in near)


def often(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is how often something is done: *every ten seconds*."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start + 1]
    return any(word.text in pack.numerals.each for word in near)


def _begun(quantity: Quantity, statement: Statement) -> bool:
    """Tell whether something begins only after a time."""
    return any(m.end == quantity.start for m in statement.of(Axis.AFTER, Axis.BEFORE))


def _had(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a time is the person's: *you have thirty days*."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start]
    return any(word.text in pack.grammar.having for word in near)


def _waited(quantity: Quantity, statement: Statement, pack: RulePack) -> bool:
    """Tell whether something comes within a time: the longer it is, the longer the person waits."""
    near = statement.words[max(0, quantity.start - 2) : quantity.start]
    return any(word.text in pack.numerals.within for word in near) or (
        bool(near) and near[-1].text in pack.numerals.taking
    )


def _holder(quantity: Quantity, statement: Statement, pack: RulePack) -> int | None:
    """Tell whose the time is by who has it: a person's, or that of someone they wait for; data that remains is neither."""
    early = statement.within(0, quantity.start)
    if any(mention.concept.axis in {Axis.PERSON, Axis.CHILD} for mention in early):
        return 1
    if any(head.named and head.place < quantity.start for head in statement.heads[:MANY]):
        return None
    works = any(m.concept.axis in {Axis.COMPANY, Axis.THIRD} for m in early) or any(
        noun(word.text, pack.people) in united(pack.people.role, pack.people.body)
        for word in statement.words[: min(quantity.start, MANY)]
    )
    return -1 if works else 1
