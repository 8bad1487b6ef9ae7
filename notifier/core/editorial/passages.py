"""A change in its document: where clauses break, and what moved from one clause to another.

A clause alone cannot tell that the sentence it lost stands in the next one now. Here the whole change set is read:
a sentence that one clause lost and another one won is the same sentence, if it stands by itself and no heading or
lead-in gives it another scope.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from notifier.core.alignment import Fate
from notifier.core.document import Kind
from notifier.core.editorial.bullets import drawn, in_line, opener, unserial
from notifier.core.editorial.differences import settled
from notifier.core.editorial.links import explain_change
from notifier.core.editorial.proof import Open, Proof, explain, said, same
from notifier.core.editorial.scope import Scopes, Side
from notifier.core.editorial.sentences import leaning, split
from notifier.core.editorial.words import LINE, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notifier.core.changeset import Change, ChangeSet
    from notifier.core.document import Clause
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

LONGEST = 8
"""So many changes that stand side by side are read as one passage at most."""

SHORTEST = 4
"""Of so many words at least is a sentence that is known again elsewhere."""

_MOVED = frozenset({Fate.MOVED, Fate.RENUMBERED, Fate.MOVED_EDITED})
_PROSE = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})
_BEFORE_MARK = frozenset({":", ";", ",", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence with those that lean on it.

    Attributes:
        words: its tokens.
        clause: where it stands.
        alone: whether it says the same wherever it stands.
    """

    words: Words
    clause: Clause
    alone: bool


def explain_all(changeset: ChangeSet, rules: EditorialRules) -> tuple[Proof | Open, ...]:
    """Give for every change the proof that it says nothing new, or what stands against it."""
    if changeset.language != rules.language:
        return tuple(Open(why="language") for _ in changeset.changes)
    scopes = Scopes(changeset, rules)
    told = [_alone(change, scopes, rules) for change in changeset.changes]
    for start, end, proof in _passages(changeset.changes, told, scopes, rules):
        told[start:end] = [found if isinstance(found, Proof) else proof for found in told[start:end]]
    return tuple(_with_moves(changeset.changes, told, scopes, rules))


def _alone(change: Change, scopes: Scopes, rules: EditorialRules) -> Proof | Open:
    """Give the proof of one change; what moved must stand under what gives it the same scope."""
    found = explain_change(change, rules)
    if isinstance(found, Open) and len(change.before) == len(change.after) == 1:
        found = _as_list(change.before, change.after, rules) or found
    moved = change.fate in _MOVED and change.before and change.after
    if not moved or isinstance(found, Open) or scopes.same(change.before[0], change.after[0]):
        return found
    return Open(why="another heading or lead-in")


def _passages(
    changes: Sequence[Change], told: Sequence[Proof | Open], scopes: Scopes, rules: EditorialRules
) -> Iterator[tuple[int, int, Proof]]:
    """Find changes side by side that say together what they said, with other breaks between the clauses."""
    if len(changes) == 1 and not _regrouped(changes[0]):
        return  # A clause that stays one clause, or comes or goes alone, has no other breaks.
    words = _Differing(changes, rules)
    start = 0
    while start < len(changes):
        if isinstance(told[start], Proof):
            start += 1
            continue
        found = next(
            (
                (end, proof)
                for end in dict.fromkeys((*_ends(words, start), *_list_end(changes, start)))
                if (proof := _passage(changes[start:end], scopes, rules))
            ),
            None,
        )
        if found:
            yield start, found[0], found[1]
        start = found[0] if found else start + 1


def _regrouped(change: Change) -> bool:
    """Tell whether clauses became more or fewer clauses, but not none."""
    return bool(change.before and change.after) and len(change.before) + len(change.after) > _ONE_EACH


_ONE_EACH = 2


def _passage(changes: Sequence[Change], scopes: Scopes, rules: EditorialRules) -> Proof | None:
    """Prove several changes as one text."""
    before = tuple(clause for change in changes for clause in change.before)
    after = tuple(clause for change in changes for clause in change.after)
    if (
        not before
        or not after
        or len(before) == len(after) == 1
        or not {clause.kind for clause in (*before, *after)} <= _PROSE
    ):
        return None
    beside = scopes.together(before, Side.OLD) and scopes.together(after, Side.NEW)
    if not beside or not scopes.enclosed(before, after):
        return None  # Where they stand is told at once; their words take time to read.
    old, new = (_unbroken(clauses, rules) for clauses in (before, after))
    steps = () if old == new else settled(old, new, rules)
    if steps is None:
        return _as_list(before, after, rules)
    return Proof(edition=rules.edition, steps=("clause breaks", *dict.fromkeys(steps)))


def _as_list(before: Sequence[Clause], after: Sequence[Clause], rules: EditorialRules) -> Proof | None:
    """Prove that a list and a sentence, or two lists, tell the same items under the same lead-in."""
    if not any(map(drawn, (*before, *after))):
        return None
    for old, new in dict.fromkeys(_told_in_line(before, after)):
        found = explain(old, new, rules.language, rules)
        if isinstance(found, Proof):
            return replace(found, steps=("bullets", *found.steps))
    return None


def _told_in_line(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[tuple[str, str]]:
    """Give both passages as sentences, in the ways in which a list can be told."""
    old, new = in_line(before), in_line(after)
    if old is None or new is None:
        return
    yield old, new
    was, now = in_line(before, opener(before)) or old, in_line(after, opener(after)) or new
    yield old, now
    yield was, new
    if not any(map(_item, before)):
        yield from ((text, given) for text in unserial(old) for given in (new, now))
    if not any(map(_item, after)):
        yield from ((given, text) for text in unserial(new) for given in (old, was))


class _Differing:
    """The words that each change lost, and those that it won, counted when someone asks."""

    def __init__(self, changes: Sequence[Change], rules: EditorialRules) -> None:
        self._changes, self._rules = changes, rules
        self._counted: dict[int, tuple[Counter[str], Counter[str]]] = {}

    def __len__(self) -> int:
        return len(self._changes)

    def __getitem__(self, place: int) -> tuple[Counter[str], Counter[str]]:
        if place not in self._counted:
            old, new = (self._words(clauses) for clauses in self._sides(place))
            self._counted[place] = _surplus(old, new), _surplus(new, old)
        return self._counted[place]

    def _sides(self, place: int) -> tuple[Sequence[Clause], Sequence[Clause]]:
        return self._changes[place].before, self._changes[place].after

    def _words(self, clauses: Sequence[Clause]) -> Counter[str]:
        return Counter(chain.from_iterable(said(clause.text, self._rules) for clause in clauses))


def _surplus(one: Counter[str], other: Counter[str]) -> Counter[str]:
    """Give what one count has more of; most words are counted alike, and are passed over together."""
    more = {word: count - other[word] for word, count in one.items() - other.items()}
    return +Counter(more)


def _ends(words: _Differing, start: int) -> list[int]:
    """Give where a passage may end, the longest first.

    Others must have won for the most part what its first change lost, and lost what it won. What no other change accounts
    for stands as much against a proof of all of them as of the first alone, and a last change that accounts for nothing is
    proved by itself or not at all.
    """
    lost, won = words[start]
    if 2 * min(lost.total(), won.total()) > max(lost.total(), won.total()):
        return []  # A clause that breaks elsewhere lost its end or won another; this one says other words.
    open_ = needed = lost.total() + won.total()
    ends = [start + 1]
    for place in range(start + 1, min(len(words), start + LONGEST)):
        gone, came = words[place]
        if not (lost.keys().isdisjoint(came) and won.keys().isdisjoint(gone)):
            known = lost & came, won & gone
            lost, won = lost - known[0], won - known[1]
            open_ -= known[0].total() + known[1].total()
            if 2 * open_ <= needed:
                ends.append(place + 1)
    return ends[::-1]


def _list_end(changes: Sequence[Change], start: int) -> list[int]:
    """Give where a list ends that begins with a change or after it: the changes that follow are items."""
    end = start + 1
    while end < len(changes) and end - start < LONGEST and all(map(_item, _clauses(changes[end]))):
        end += 1
    return [end] if end > start + 1 or any(map(_item, _clauses(changes[start]))) else []


def _clauses(change: Change) -> Sequence[Clause]:
    return (*change.before, *change.after)


def _item(clause: Clause) -> bool:
    return clause.kind is Kind.ITEM


def _unbroken(clauses: Sequence[Clause], rules: EditorialRules) -> Words:
    """Give the words of several clauses without the marks that stand before a clause or item."""
    done: list[str] = []
    for clause in clauses:
        for word in _within(clause.text, rules):
            if word == LINE or (word == "-" and done and done[-1] in _BEFORE_MARK):
                continue
            done.append(word)
    return trimmed(tuple(done))


def _within(text: str, rules: EditorialRules) -> Words:
    """Give the words of a clause as they stand between others, a line each, with the marks at both ends."""
    beside = "X" if text.isupper() else "x"
    return said(f"{beside}\n{text}\n{beside}", rules)[2:-2]


def _with_moves(
    changes: Sequence[Change], told: Sequence[Proof | Open], scopes: Scopes, rules: EditorialRules
) -> Iterator[Proof | Open]:
    """Prove changes in which sentences came from another clause or went to one, and nothing else is new."""
    if sum(isinstance(found, Open) for found in told) <= 1:
        yield from told  # Nothing can have come from another change.
        return
    units = [_both(change, found, rules) for change, found in zip(changes, told, strict=True)]
    lost = _by_words(_less(old, new) for old, new in units)
    won = _by_words(_less(new, old) for old, new in units)
    if lost.keys().isdisjoint(won):
        yield from told
        return
    for change, found, (old, new) in zip(changes, told, units, strict=True):
        if isinstance(found, Proof) or not scopes.unleaned(change):
            yield found
            continue
        gone = [unit for unit in _less(old, new) if _stands(unit, won, scopes, lost=True)]
        come = [unit for unit in _less(new, old) if _stands(unit, lost, scopes, lost=False)]
        yield (_rest(_less(old, gone), _less(new, come), rules) if gone or come else None) or found


def _both(change: Change, found: Proof | Open, rules: EditorialRules) -> tuple[list[Unit], list[Unit]]:
    """Give the sentences of an unproved change, old and new."""
    if isinstance(found, Proof):
        return [], []
    return list(_units(change.before, rules)), list(_units(change.after, rules))


def _units(clauses: Sequence[Clause], rules: EditorialRules) -> Iterator[Unit]:
    """Read clauses into sentences, each with those that lean on it."""
    for clause in clauses:
        waiting: list[Words] = []
        for sentence in (*split(said(clause.text, rules)), ()):
            if waiting and not (sentence and leaning(sentence, rules)):
                yield _unit(waiting, clause, rules)
                waiting = []
            waiting.append(sentence)


def _unit(sentences: Sequence[Words], clause: Clause, rules: EditorialRules) -> Unit:
    words = tuple(word for sentence in sentences for word in (*sentence, "."))[:-1]
    whole = clause.kind in _PROSE and len(sentences[0]) >= SHORTEST and not clause.text.endswith(":")
    return Unit(words=words, clause=clause, alone=whole and not leaning(sentences[0], rules))


def _less(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """Give the sentences that only the first side has, each as often as it has more of them."""
    spare = Counter(unit.words for unit in others)
    done: list[Unit] = []
    for unit in units:
        spare[unit.words] -= 1
        if spare[unit.words] < 0:
            done.append(unit)
    return done


def _by_words(all_units: Iterable[Sequence[Unit]]) -> dict[Words, list[Unit]]:
    """File sentences by their words."""
    filed: dict[Words, list[Unit]] = {}
    for units in all_units:
        for unit in units:
            filed.setdefault(unit.words, []).append(unit)
    return filed


def _stands(unit: Unit, elsewhere: Mapping[Words, Sequence[Unit]], scopes: Scopes, *, lost: bool) -> bool:
    """Tell whether a sentence stands in another clause on the other side, with the same scope."""
    return unit.alone and any(
        other.alone
        and (scopes.same(unit.clause, other.clause) if lost else scopes.same(other.clause, unit.clause))
        for other in elsewhere.get(unit.words, ())
    )


def _rest(old: Sequence[Unit], new: Sequence[Unit], rules: EditorialRules) -> Proof | None:
    """Prove what is left of a change without the sentences that moved."""
    before, after = (_joined(units) for units in (old, new))
    if bool(before) != bool(after):
        return None
    steps = () if before == after else same(before, after, rules)
    return None if steps is None else Proof(edition=rules.edition, steps=("moved sentence", *steps))


def _joined(units: Sequence[Unit]) -> Words:
    return tuple(word for unit in units for word in (*unit.words, "."))[:-1]
