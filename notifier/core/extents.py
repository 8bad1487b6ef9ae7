"""How much, how often and how long, told by a part of a sentence that gave way to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.memory import united
from notifier.core.people import granted, noun
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Callable

    from notifier.core.rulepack import RulePack
    from notifier.core.swap import Part
    from notifier.core.taxonomy import Mention

Swap = tuple[str, bool]
"""The rule, and whether the change is for the worse."""


def _told_of(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether it is noted that something is so or how often, or who, where and what."""
    was, now = _question(old), _question(new)
    if was * now >= 0:
        return None
    if _reads(old) and _reads(new):
        return ("told-more", False) if now > was else ("told-less", True)
    if not any(_of_people(part, pack) or _reported(part, pack) for part in (old, new)):
        return None
    return ("grain-finer", True) if now > was else ("grain-coarser", False)


def _reads(part: Part) -> bool:
    """Tell whether it is the person who comes to know something: *members see which seats are free*, *we tell you who …*."""
    first = any(not m.start for m in part.statement.of(Axis.PERSON, Axis.CHILD))
    return first or not _YOU.isdisjoint(part.before)


_YOU = frozenset({"you", "vous"})


def _reported(part: Part, pack: RulePack) -> bool:
    """Tell whether somebody else comes to know it: *the landlord sees …*, *the printer tells us …*."""
    early = part.words[: part.start]
    return not united(pack.people.seeing, pack.people.having, _US).isdisjoint(early[-_LATEST:])


_LATEST = 4
_US = frozenset({"us", "learns", "learn", "told", "apprend", "apprennent", "nous"})


def _question(part: Part) -> int:
    return next(
        (m.concept.rank for m in part.roles if part.start - 1 <= m.start < part.start + 4 and _asks(m)), 0
    )


def _asks(mention: Mention) -> bool:
    return mention.concept.axis is Axis.ASKED


def _of_people(part: Part, pack: RulePack) -> bool:
    """Tell whether a swap tells of people."""
    known = pack.people
    served = known.acting if part.serves else known.acting | known.standing_in | _ONES
    return any(noun(word, known) in served for word in part.words[part.start : part.end + 3])


_ONES = frozenset({"you", "vous", "who", "whom", "qui"})


def _one_of_all(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether something holds for all of a kind, or for the one that a paper tells of."""
    if _granted(old, pack) or _granted(new, pack):
        return None
    every = [not pack.people.universal.isdisjoint(part.own) for part in (old, new)]
    one = new if every[0] else old
    if every[0] == every[1] or not _single(one):
        return None
    worse = every[0] != (old.takes and not old.enjoyed)
    return ("one-of-all" if every[0] else "all-of-one"), worse


def _single(part: Part) -> bool:
    """Tell whether one of a kind is meant: what a paper tells of, or the first time that somebody is asked."""
    if part.statement.of(Axis.CONSENT) or part.serves or part.statement.has(Axis.FREE):
        return bool(part.inside(Axis.FIRST, Axis.SHOWN))
    return any(m.concept.axis is Axis.SHOWN and part.start <= m.start <= part.end for m in part.roles)


def _mandated(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh for how much the leave holds that a person gives: for one time, or for all."""
    if not (_granted(old, pack) and _granted(new, pack)):
        return None
    wide = [
        bool(part.inside(Axis.WHOLE, Axis.ANYWHERE)) or not pack.people.universal.isdisjoint(part.own)
        for part in (old, new)
    ]
    if wide[0] == wide[1]:
        return None
    return ("scope-wider", True) if wide[1] else ("scope-narrower", False)


def _granted(part: Part, pack: RulePack) -> bool:
    return not part.statement.staked(Axis.SERVED, Axis.OUTLET) and granted(part.words, pack.people)


def _sorted(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether people are told the names of others, or only of what kind they are."""
    was, now = (_name(part, pack) for part in (old, new))
    if was * now >= 0 or any(_of_people(part, pack) for part in (old, new)):
        return None
    return ("told-less", True) if now < was else ("told-more", False)


def _name(part: Part, pack: RulePack) -> int:
    """Tell whether a swap tells of names, or each one (1), or of kinds (-1)."""
    every = int(not pack.people.universal.isdisjoint(part.own))
    return next((m.concept.rank for m in part.inside(Axis.NAMED)), every)


def _heeded(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether somebody looks into a thing, or only takes it in."""
    del pack
    if old.takes or new.takes:
        return None
    heeds, files = ([bool(part.inside(axis)) for part in (old, new)] for axis in (Axis.HEEDS, Axis.FILES))
    if heeds[0] == heeds[1] or files[0] == files[1] or heeds[0] == files[0]:
        return None
    return ("heed-lost", True) if heeds[0] else ("heed-won", False)


def _wholly(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether a part is taken in, or the whole."""
    whole = [_all_of(part, pack) for part in (old, new)]
    if whole[0] == whole[1] or old.enjoyed or not (old.noted(pack) and new.noted(pack)):
        return None
    return ("scope-wider", True) if whole[1] else ("scope-narrower", False)


def _all_of(part: Part, pack: RulePack) -> bool:
    """Tell whether the whole of something is meant; *every day* and *tous les deux ans* tell how often."""
    timed = pack.numerals.units.keys() | pack.numerals.words.keys() | {"les"}
    return any(m.end >= len(part.words) or part.words[m.end] not in timed for m in part.inside(Axis.WHOLE))


def _rated(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh how often something is sent, noted or done."""
    was, now = _rate(old), _rate(new)
    sent = not new.serves and not pack.people.passing.isdisjoint(new.words)
    noted = sent or new.noted(pack)
    if not was or not now or was == now or not (noted or new.serves):
        return None
    return ("rate-worse", True) if (now < was) == noted else ("rate-better", False)


def _rate(part: Part) -> int:
    """Give after what time it is done once more, where a swap tells it: *a day*, *every hour*, *par mois*."""
    for mention in part.inside(Axis.RATE):
        before = part.words[max(0, mention.start - 3) : mention.start]
        after = part.words[mention.end : mention.end + 1]
        if not _PER.isdisjoint(before) and _AWAY.isdisjoint(after):
            return mention.concept.rank
    return 0


_PER = frozenset({"a", "an", "per", "each", "every", "par", "chaque", "tous", "toutes"})
_AWAY = frozenset({"before", "after", "ago", "later", "earlier", "avant", "après", "plus"})


def _lasting(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether something ends with an event, or goes on for as long as something lasts."""
    was, now = _highest(old, Axis.LASTS), _highest(new, Axis.LASTS)
    if _watched(old, new, was, now, pack):
        return ("lasts-shorter", True)
    if not was or not now or (was < _ENDLESS) == (now < _ENDLESS):
        return None
    if not old.sensed(pack) and (old.statement.staked(Axis.SERVED) or not _bound(old)):
        return None
    return ("lasts-longer", True) if now > was else ("lasts-shorter", False)


def _watched(old: Part, new: Part, was: int, now: int, pack: RulePack) -> bool:
    """Tell whether what somebody looked after at all times is now looked after at some."""
    timed = pack.grammar.links.get("".join(new.own[:1])) in _TIMES
    guarded = bool(old.statement.staked(Axis.CHECK, Axis.LOCK)) and not old.sensed(pack)
    theirs = bool(old.statement.of(Axis.DATA, Axis.PERSON)) or not pack.grammar.possessives.isdisjoint(
        old.words
    )
    return was == _ENDLESS and not now and timed and guarded and not theirs


_TIMES = frozenset({"in", "for", "from"})
_ENDLESS = 3


def _highest(part: Part, axis: Axis) -> int:
    return max((m.concept.rank for m in part.inside(axis)), default=0)


def _bound(part: Part) -> bool:
    """Tell whether a person puts up with something, or lends or allows it."""
    acts = (*part.statement.heads, part.statement.presumed)
    return part.takes or any(
        head is not None and head.actor is Actor.PERSON and head.stance is not Stance.GIVES for head in acts
    )


def _due(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh with what a new price begins: the next contract, or the next bill."""
    del pack
    was, now = _comes_round(old), _comes_round(new)
    if not was or not now or was == now or not _priced(old, new):
        return None
    return ("due-sooner", True) if now < was else ("due-later", False)


_OFTEN, _RARELY, _YEARLY = 1, 3, 9


def _comes_round(part: Part) -> int:
    """Tell how soon what comes next comes round; 0 where nothing is told to come next."""
    found = part.inside(Axis.TURN, Axis.RATE)
    if not found or not part.near(Axis.NEXT):
        return 0
    one = found[0].concept
    return one.rank if one.axis is Axis.TURN else _RARELY if one.rank >= _YEARLY else _OFTEN


def _priced(old: Part, new: Part) -> bool:
    return any(part.statement.staked(Axis.CHARGE, Axis.IMPOSED) for part in (old, new))


def _reckoned(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether a price is lowered, or only worked out."""
    del pack
    if not _priced(old, new):
        return None
    if old.inside(Axis.LOWERS) and new.inside(Axis.RECKONS):
        return "effect-weaker", True
    if old.inside(Axis.RECKONS) and new.inside(Axis.LOWERS):
        return "effect-stronger", False
    return None


def _published(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether each one is told, or whoever looks."""
    del pack
    was, now = _highest(old, Axis.TOLD), _highest(new, Axis.TOLD)
    if not was or not now or was == now:
        return None
    return ("told-less", True) if now < was else ("told-more", False)


EXTENTS: tuple[Callable[[Part, Part, RulePack], Swap | None], ...] = (
    _told_of, _mandated, _rated, _lasting, _due, _reckoned, _published, _one_of_all, _sorted, _heeded, _wholly,
)  # fmt: skip
