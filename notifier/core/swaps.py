"""What it means that one part of an otherwise equal sentence gave way to another, by its role in the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair
from notifier.core.extents import EXTENTS
from notifier.core.finding import Category, Direction
from notifier.core.memory import united
from notifier.core.people import animate, noun
from notifier.core.shifts import topic
from notifier.core.swap import NEAR, Part, parts
from notifier.core.taxonomy import Axis
from notifier.core.wills import Holder, wills

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.extents import Swap
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def swaps(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh what each part of a sentence gave way to; what only changed places came and went."""
    read = [(found, old, new) for old, new in parts(pair, pack) if (found := _read(old, new, pack))]
    if len({found for found, _, _ in read}) == 1 or all(worse for (_, worse), _, _ in read):
        yield from (_ground(*one) for one in read)
    if not read:
        yield from _decided(pair, pack)


def _decided(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    """Weigh a sentence in which the reader chose and that now tells what they are given: *the day of the visit is told you*."""
    chose, chooses = _chooses(pair.old, pack), _chooses(pair.new, pack)
    if chose == chooses or not pair.old.stems & pair.new.stems:
        return
    other = pair.new if chose else pair.old
    asked = other.gate or other.of(Axis.MAY, Axis.RIGHT, Axis.CONSENT, Axis.OPT_OUT)
    if asked or any(wills(other, tuple(pack.roles.mentions(other.plain)), pack)):
        return
    yield Ground(
        "will-lost" if chose else "will-won", Direction.ADVERSE if chose else Direction.FAVOURABLE,
        Category.RIGHTS, before=pair.old.text, after=pair.new.text,
    )  # fmt: skip


def _chooses(statement: Statement, pack: RulePack) -> bool:
    """Tell whether a sentence begins with the reader choosing something."""
    if not pack.grammar.addressees.intersection(statement.plain[:1]):
        return False
    near = pack.roles.mentions(statement.plain[:_VERB])
    return any(m.concept.axis is Axis.WILLING and m.concept.rank > 1 and m.start == 1 for m in near)


_VERB = 3


def _read(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Give the first reading that sees a loss, else the first."""
    found = [one for read in _READERS if (one := read(old, new, pack))]
    return next((one for one in found if one[1]), next(iter(found), None))


def _ground(found: Swap, old: Part, new: Part) -> Ground:
    rule, worse = found
    return Ground(
        rule, Direction.ADVERSE if worse else Direction.FAVOURABLE,
        _ABOUT.get(rule) or topic(new.statement, new.start),
        before=old.statement.said(max(0, old.start - NEAR), old.end + 1),
        after=new.statement.said(max(0, new.start - NEAR), new.end + 1),
    )  # fmt: skip


_ABOUT = {
    "will-lost": Category.RIGHTS, "will-won": Category.RIGHTS, "machine-instead": Category.RIGHTS,
    "person-instead": Category.RIGHTS, "circle-wider": Category.RECIPIENTS, "circle-narrower": Category.RECIPIENTS,
}  # fmt: skip


def _willed(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whose will an act waited for, and waits for."""
    was, now = _strongest(old, pack), _strongest(new, pack, loosely=True)
    if was > now and not _asked(new):
        return None if _served_anyway(old, pack) else ("will-lost", True)
    was, now = _strongest(old, pack, loosely=True), _strongest(new, pack)
    if now > was and not _asked(old):
        return None if _served_anyway(new, pack) else ("will-won", False)
    return None


def _strongest(part: Part, pack: RulePack, *, loosely: bool = False) -> Holder:
    """Give whose will counts most where a statement differs; a bare *you agree* is a duty."""
    found = [
        will.holder
        for will in wills(part.statement, part.roles, pack)
        if will.start < part.end
        and will.end > part.start
        and (loosely or will.under or not _owed(will.end, part))
    ]
    return max(found, default=Holder.OTHER)


def _owed(end: int, part: Part) -> bool:
    """Tell whether a will counts in a condition only."""
    return any(m.end == end and m.concept.rank == 1 for m in part.roles)


def _asked(part: Part) -> bool:
    """Tell whether a side asks the person or lets them choose in other words."""
    inside = part.statement.within(part.start, part.end)
    axes = {m.concept.axis for m in inside}
    able = Axis.PERSON in axes and bool(axes & {Axis.MAY, Axis.RIGHT})
    return able or bool(axes & {Axis.CONSENT, Axis.OPT_OUT})


def _served_anyway(part: Part, pack: RulePack) -> bool:
    """Tell whether a service waits for a word of the person in a time or a case, and is theirs without it."""
    timed = any(word in pack.grammar.subordinators for word in (*part.before, *part.own))
    return timed and part.serves


def _witnessed(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether somebody has to be there."""
    del pack
    was, now = bool(old.inside(Axis.WITNESS)), bool(new.inside(Axis.WITNESS))
    if was == now:
        return None
    return ("presence-lost", True) if was else ("presence-won", False)


def _owned(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh what is done with or at what is the person's, and with or at what is the company's."""
    if old.statement.staked(Axis.EXPENSE, Axis.CHARGE) or not _placed(old, pack):
        return None
    yours = [not pack.grammar.possessives.isdisjoint(part.own) for part in (old, new)]
    ours = [not _OURS.isdisjoint(part.own) for part in (old, new)]
    if (yours, ours) == ([True, False], [False, True]):
        return "yours-to-ours", True
    if (yours, ours) == ([False, True], [True, False]):
        return "ours-to-yours", False
    return None


_OURS = frozenset({"our", "notre", "nos"})
_PLACES = frozenset({"in", "from", "for"})


def _placed(part: Part, pack: RulePack) -> bool:
    """Tell whether a swap tells where something is, or to where it goes."""
    near = (*part.before[-1:], *part.own[:1])
    return any(pack.grammar.links.get(word) in _PLACES for word in near)


def _opened(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh a place with a name that became any place."""
    named = [_named(part, pack) for part in (old, new)]
    free = [bool(part.inside(Axis.ANYWHERE)) for part in (old, new)]
    if (named, free) == ([True, False], [False, True]) and not old.enjoyed:
        return "place-open", True
    if (named, free) == ([False, True], [True, False]) and not new.enjoyed:
        return "place-named", False
    return None


def _named(part: Part, pack: RulePack) -> bool:
    """Tell whether a place stands by its name where a statement differs."""
    words = part.statement.words[part.start : part.end]
    name = any(word.start and part.statement.text[word.start].isupper() for word in words)
    return name and any(pack.grammar.links.get(word) == "in" for word in (*part.before[-1:], *part.own[:2]))


def _manned(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether a person or a machine looks, listens, judges or helps."""
    machine = [bool(part.inside(Axis.MACHINE)) for part in (old, new)]
    heeded = any(m.concept.axis in {Axis.HEEDS, Axis.WILLING} for m in (*old.roles, *new.roles))
    if not heeded or machine[0] == machine[1]:
        return None
    if not (_acts(old, pack) and _acts(new, pack) and _human(new if machine[0] else old, pack)):
        return None
    return ("person-instead", False) if machine[0] else ("machine-instead", True)


def _acts(part: Part, pack: RulePack) -> bool:
    """Tell whether those who act stand where a statement differs: as its subject, or behind *by*."""
    small = united(pack.grammar.articles, _A)
    before = [word for word in part.before if word not in small]
    near = (*before[-1:], *part.own[:1])
    return not before or before[-1] == "," or any(pack.grammar.links.get(word) == "by" for word in near)


_A = frozenset({"a", "an", "un", "une", "le", "la", "l'", "les", "each", "every", "chaque"})


def _human(part: Part, pack: RulePack) -> bool:
    """Tell whether somebody stands where a machine does on the other side: whoever is no thing that senses."""
    return not any(noun(word, pack.people) in pack.people.recording for word in part.own)


def _charged(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh whether somebody of the house does a chore, or those who are served: *bins are put out by the tenants*."""
    if not _done_by(old, pack) or old.statement.of(Axis.DATA) or not pack.people.seeing.isdisjoint(old.words):
        return None
    house = united(pack.people.role, pack.people.body, pack.people.whole)
    ours, theirs = (
        [any(noun(word, pack.people) in known for word in part.own) for part in (old, new)]
        for known in (house, pack.people.acting)
    )
    if (ours, theirs) == ([True, False], [False, True]):
        return "burden-shifted", True
    if (ours, theirs) == ([False, True], [True, False]):
        return "burden-taken", False
    return None


def _done_by(part: Part, pack: RulePack) -> bool:
    """Tell whether a swap tells by whom something is done in the passive."""
    small = united(pack.grammar.articles, _A)
    before = [word for word in (*part.before, *part.own[:2]) if word not in small]
    passive = not pack.grammar.passives.isdisjoint(part.words[: part.start])
    return passive and any(word in _BY_WHOM for word in before)


_BY_WHOM = frozenset({"by", "par"})


def _circled(old: Part, new: Part, pack: RulePack) -> Swap | None:
    """Weigh to how many something goes: to the one concerned, to several, to all, to whoever comes."""
    if not _passed(old, pack) or any(m.concept.axis is Axis.PUBLIC for m in (*old.roles, *new.roles)):
        return None
    was, now = _breadth(old, pack), _breadth(new, pack)
    if not was or not now or abs(was - now) < _STEP:
        return None
    return ("circle-wider", True) if now > was else ("circle-narrower", False)


_STEP = 2


def _passed(part: Part, pack: RulePack) -> bool:
    """Tell whether somebody comes to have or to know something at a swap."""
    known = pack.people
    towards = any(word in known.towards and word not in _BY for word in (*part.before, *part.own[:1]))
    earlier = part.words[max(0, part.start - _BACK) : part.start]
    return towards and any(word in known.seeing | known.given | known.passing for word in earlier)


_BACK = 10
_BY = frozenset({"by", "par", "for", "pour", "de", "du", "des"})


_ONE_BOUND, _ONE, _SEVERAL, _ALL, _ANYBODY = range(1, 6)


def _breadth(part: Part, pack: RulePack) -> int:
    """Tell how many are meant, from one who is bound to the person up to anybody; 0 where no one is."""
    known = pack.people
    words = part.words[max(0, part.start - 2) : part.end]
    plain = [noun(word, known) for word in words]
    if any(word in known.everyone or word in _WHOEVER for word in plain):
        return _ANYBODY
    one = next(((word, name) for word, name in zip(words, plain, strict=True) if name in known.listed), None)
    if one is None:
        likely = _ONE if any(animate(name, known) for name in plain) else 0
        return likely if _SELVES.isdisjoint(words) else _ONE_BOUND
    if any(word in known.universal for word in words):
        return _ALL
    if one[0] != one[1] or one[1] in known.body or one[1] in known.whole:
        return _SEVERAL
    bound = known.bound | _BOUND | pack.grammar.possessives
    return _ONE if bound.isdisjoint(words) else _ONE_BOUND


_WHOEVER = frozenset({"whoever", "anyone", "anybody", "public", "quiconque"})
_SELVES = frozenset({"you", "vous", "its"})
_BOUND = frozenset(
    {"concerned", "concerné", "concernée", "alone", "seul", "own", "who", "qui", "prescripteur"}
)


_READERS: tuple[Callable[[Part, Part, RulePack], Swap | None], ...] = (
    _witnessed, _willed, _charged, _manned, _circled, _owned, _opened, *EXTENTS,
)  # fmt: skip
