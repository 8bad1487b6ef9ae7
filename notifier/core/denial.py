"""What is denied, and what *ne … que* only limits."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.sentences import ENDS
from notifier.core.taxonomy import Axis, Concept, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar

NE = frozenset({"ne", "n'"})
QUE = frozenset({"que", "qu'"})
_REACH = 7
NE_QUE = "ne-que"
_ONLY = Concept(id=NE_QUE, axis=Axis.LIMIT)


def restrictions(plain: Sequence[str], grammar: Grammar) -> Iterator[Mention]:
    """Find *ne … que*, which limits as *only* does."""
    for index, word in enumerate(plain):
        if word in NE and grammar.negation_closers:
            place = _restricting(plain, index, grammar)
            if place:
                yield Mention(_ONLY, place, place + 1)


def _restricting(plain: Sequence[str], index: int, grammar: Grammar) -> int:
    """Give where the *que* of a *ne … que* stands, else 0."""
    for place in range(index + 1, min(index + 10, len(plain))):
        if plain[place] in grammar.negation_closers or plain[place] in ENDS or plain[place] == ",":
            return 0
        if plain[place] in QUE:
            return 0 if _joins(plain, place) else place
    return 0


def _joins(plain: Sequence[str], place: int) -> bool:
    """Tell whether *que* belongs to a word that joins a clause: *à moins que*, *sans que*."""
    return plain[place - 1] in _JOINING


_JOINING = frozenset(
    {
        "moins",
        "sans",
        "avant",
        "pour",
        "afin",
        "dès",
        "tant",
        "alors",
        "parce",
        "après",
        "pourvu",
        "condition",
    }
)


def denied(plain: Sequence[str], place: int, grammar: Grammar, since: int = 0) -> bool:
    """Tell whether a word is denied: an odd number of denials shortly before it, *ne … que* being none.

    Denials that *and* or *or* joins, *cannot be and is not*, are one.
    """
    low = max(since, place - _REACH)
    if grammar.negations.isdisjoint(plain[low:place]):
        return bool(_after(plain, place, grammar))
    found = [
        index
        for index in range(low, place)
        if plain[index] in grammar.negations
        and plain[index] not in grammar.without
        and _denies(plain, index, place, grammar)
    ]
    count = len(found) - sum(not grammar.either_way.isdisjoint(plain[a:b]) for a, b in pairwise(found))
    return bool((count or _after(plain, place, grammar)) % 2)


def refrains(plain: Sequence[str], place: int, grammar: Grammar, since: int = 0) -> bool:
    """Tell whether a verb denies the act after it: *we refrain from selling*, *nous nous interdisons de céder*."""
    before = plain[max(0, since - _VERB, place - _CLOSE) : place]
    pause = next((at for at in range(len(before) - 1, -1, -1) if before[at] in _PAUSES), -1)
    told = " ".join(["", *before[pause + 1 :], ""])
    return any(verb in told for verb in grammar.refraining)


_CLOSE, _VERB = 6, 3
_PAUSES = frozenset(",;:()")


def literary(plain: Sequence[str], place: int, grammar: Grammar, since: int = 0) -> bool:
    """Tell whether *ne* alone denies an act, as it may before *pouvoir* and *savoir*: *ne peut être vendu*."""
    low = max(since, place - _REACH)
    at = next((index for index in range(place - 1, low - 1, -1) if plain[index] in NE), None)
    if at is None or not any(word in grammar.literary for word in plain[at + 1 : min(at + 3, place)]):
        return False
    told = plain[at + 1 : at + _SPAN]
    end = next((index for index, word in enumerate(told) if word in ENDS), len(told))
    return not any(word in grammar.negation_closers or word in QUE for word in told[:end])


_SPAN = 12


def unable(plain: Sequence[str], place: int, grammar: Grammar) -> bool:
    """Tell whether *ne* alone denies what somebody can do: *vous ne pouvez copier*, *ne sauraient être cédés*."""
    if plain[place] not in grammar.literary or plain[place - 1 : place] not in (["ne"], ["n'"]):
        return False
    told = plain[place + 1 : place + _SPAN]
    end = next((index for index, word in enumerate(told) if word in ENDS), len(told))
    return not any(word in grammar.negation_closers or word in QUE for word in told[:end])


def _after(plain: Sequence[str], place: int, grammar: Grammar) -> int:
    """Count a denial behind the verb: *we sell it to nobody*; *nous vendons pas* is written by mistake."""
    if grammar.negation_closers:
        return int(any(word in {"pas", "jamais"} for word in plain[place + 1 : place + 3]))
    told = plain[place + 1 : place + _REACH + 1]
    for word, following in pairwise((*told, "")):
        if word in grammar.nobody or f"{word}-{following}" in grammar.nobody:
            return 1
        if not word[0].isalnum() or word in grammar.relative:
            return 0
    return 0


def _denies(plain: Sequence[str], index: int, place: int, grammar: Grammar) -> bool:
    """Tell whether a denial reaches a word; one of a relative clause or a prefix reaches only what follows it."""
    word = plain[index]
    if word in grammar.prefixes:
        return place == index + 1
    if not grammar.failing.isdisjoint(plain[index + 1 : min(index + _CLOSE, place)]):
        return False  # Whoever *never fails to* do something does it.
    if (
        index
        and plain[index - 1] in grammar.either
        and any(before in grammar.subordinators for before in plain[max(0, index - 3) : index])
    ):
        return False  # "whether or not" denies nothing.
    if word in grammar.continuing and any(
        before in grammar.negations for before in plain[max(0, index - 12) : index]
    ):
        return False  # "neither … nor": one denial, told twice.
    near = 2 + bool(grammar.negation_closers)  # "que vos données ne soient pas vendues"
    if place - index > near and any(
        before in grammar.relative for before in plain[max(0, index - 3) : index]
    ):
        return False
    return _stands(plain, index, place, grammar)


def _stands(plain: Sequence[str], index: int, place: int, grammar: Grammar) -> bool:
    word = plain[index]
    if word not in NE:
        # "ne … aucun", "aucun … ne", "never … no": one denial, told twice; "aucun" alone denies what stands before "ne".
        ahead = min(index + _AHEAD, max(place, index + 1)) if word in _NONE else index + _NEXT
        return not any(word in NE for word in plain[max(0, index - 6) : ahead])
    before = plain[max(0, index - _AHEAD) : index]
    if _fearing(before):
        return False
    for far, follower in enumerate(plain[index + 1 : index + 12], start=index + 1):
        if follower in grammar.negation_closers:
            return True
        if follower in QUE and not _joins(plain, far):
            return False
        if follower in ENDS or follower in QUE:
            break
    return not _NEITHER.isdisjoint(before)


def _fearing(before: Sequence[str]) -> bool:
    """Tell whether a *ne* denies nothing for what stands before it: *à moins que vous ne …*, *avant que nous ne …*."""
    return not _EXPLETIVE.isdisjoint(before) and not QUE.isdisjoint(before)


def expletive(plain: Sequence[str], index: int) -> bool:
    """Tell whether a word is a *ne* that denies nothing."""
    return plain[index] in NE and _fearing(plain[max(0, index - _NEXT) : index])


_EXPLETIVE = frozenset({"avant", "moins", "crainte", "peur"})
_NONE = frozenset({"aucun", "aucune", "personne", "nul", "nulle", "rien"})
_NEITHER = _NONE | {"ni", "jamais"}
_NEXT, _AHEAD = 4, 10
