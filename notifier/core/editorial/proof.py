"""From two texts to a proof, or to the words that stand against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.editorial import quantities, words
from notifier.core.editorial.differences import differences, imprint, settled, stamped
from notifier.core.editorial.illustrations import ILLUSTRATION, exemplified, graded, shown
from notifier.core.editorial.renames import FORMER, renamed
from notifier.core.editorial.rewording import reworded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules
    from notifier.core.text import Language

LONGEST = 20_000
"""Of longer clauses only the same words are proved."""
LINE = 40
"""Words: no date of a text, copyright or line of a page that may come or go alone has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Why a change is editorial.

    Attributes:
        edition: the edition of the tables.
        steps: the transformations used, in the order in which they are tried.
    """

    edition: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """Why there is no proof.

    Attributes:
        why: what stands against it, in a word: `hidden characters`, `too long`, `words`.
        before: words of the old text that nothing accounts for.
        after: words of the new text that nothing accounts for.
    """

    why: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def prove(before: str, after: str, language: Language, rules: EditorialRules) -> Proof | None:
    """Prove that two texts of one clause mean the same, or give none; silent errors are not allowed here."""
    found = explain(before, after, language, rules)
    return found if isinstance(found, Proof) else None


def explain(before: str, after: str, language: Language, rules: EditorialRules) -> Proof | Open:
    """Give the proof, or what stands against it."""
    if language != rules.language:
        return Open(why="language")
    if before == after:
        return Proof(edition=rules.edition, steps=())
    if max(len(before), len(after)) > LONGEST:
        return Open(why="too long")
    if words.unseen(before) != words.unseen(after) or words.steered(before):
        return Open(why="hidden characters")
    if not words.strange(after) <= words.strange(before):
        return Open(why="look-alike letters")
    return _retold(words.folded(words.bared(before)), words.folded(words.bared(after)), rules)


def _retold(before: str, after: str, rules: EditorialRules) -> Proof | Open:
    """Take both texts as they stand, else as one of them may be told."""
    found = _read(before, after, rules)
    if isinstance(found, Proof):
        return found
    for name, one, other in _variants(before, after, rules):
        proof = _read(one, other, rules)
        if isinstance(proof, Proof):
            return replace(proof, steps=(name, *proof.steps))
    return found


def _variants(before: str, after: str, rules: EditorialRules) -> Iterator[tuple[str, str, str]]:
    """Give both texts without what only illustrates, then with a company by the former name that one of them tells."""
    if exemplified(before, after, rules) and not graded(before, after, rules):
        bare = shown(before, rules), shown(after, rules)
        if bare != (before, after):
            yield ILLUSTRATION, *bare
    for text in renamed(before, after, rules):
        yield FORMER, text, after
    for text in renamed(after, before, rules):
        yield FORMER, before, text


@lru_cache(maxsize=4096)
def _stages(folded: str, rules: EditorialRules) -> tuple[Words, ...]:
    """Give the words of a folded text as they are read, then after each normal form; kept, for texts come back."""
    stages = [words.read(words.unlabelled(folded), rules)]
    for _, form in FORMS:
        stages.append(form(stages[-1], rules))
    return tuple(stages)


@lru_cache(maxsize=4096)
def said(text: str, rules: EditorialRules) -> Words:
    """Give the words of a text in their normal form."""
    return _stages(words.folded(text), rules)[-1]


def same(old: Words, new: Words, rules: EditorialRules) -> list[str] | tuple[str, ...] | None:
    """Name what brings two texts in normal form to the same words; none where some stay apart."""
    return settled(old, new, rules) or reworded(old, new, rules)


def _read(one: str, other: str, rules: EditorialRules) -> Proof | Open:
    """Take both folded texts through the normal forms, then settle what is left."""
    if one == other:
        return Proof(edition=rules.edition, steps=("typography",))
    if not (one and other) and (one or other).count(" ") >= LINE:
        return Open(why="words", before=tuple(one.lower().split()), after=tuple(other.lower().split()))
    stages = _stages(one, rules), _stages(other, rules)
    old, new = stages[0][-1], stages[1][-1]
    if not stages[0][0] or not stages[1][0]:
        return _alone(old, new, rules)
    rest = () if old == new else same(old, new, rules)
    if rest is None or ("stamp" in rest and _anchored(old, new, rules)):
        return _open(old, new)
    return Proof(edition=rules.edition, steps=tuple(dict.fromkeys((*_formed((one, other), stages), *rest))))


def _anchored(old: Words, new: Words, rules: EditorialRules) -> bool:
    """Tell whether a text goes on to count from its own date: *orders placed before that date*."""
    return any(rules.anchored.search(" ".join(told)) for told in (old, new))


def _formed(texts: tuple[str, str], stages: tuple[tuple[Words, ...], tuple[Words, ...]]) -> Iterator[str]:
    """Name what brought two folded texts to their normal form."""
    bare = words.unlabelled(texts[0]), words.unlabelled(texts[1])
    if texts[0].split()[:_LABELS] != texts[1].split()[:_LABELS] and bare != texts:
        yield "numbering"
    before, after = stages
    if _apart(tuple(bare[0].split()), tuple(bare[1].split())) > _apart(before[0], after[0]):
        yield "typography"
    turns = zip(FORMS, pairwise(before), pairwise(after), strict=True)
    for (name, _), (was, one), (stood, other) in turns:
        if (was, stood) != (one, other) and _apart(one, other) < _apart(was, stood):
            yield name


_LABELS = 3
"""So many words the mark of a heading and its number are at most: `## Section 7.`."""


FORMS: tuple[tuple[str, Callable[[Words, EditorialRules], Words]], ...] = (
    ("numbers", quantities.numbered),
    ("dates", quantities.dated),
    ("units", quantities.timed),
)
"""Normal forms of words, by name, in order."""


def _apart(old: Words, new: Words) -> int:
    """Count the words that only one side has."""
    one, other = Counter(old), Counter(new)
    return (one - other).total() + (other - one).total()


def _alone(old: Words, new: Words, rules: EditorialRules) -> Proof | Open:
    """A clause may come or go when it is nothing but the date of the text, its copyright, or a line to move about."""
    only = old or new
    if stamped(only, rules):
        return Proof(edition=rules.edition, steps=("stamp",))
    if only in rules.navigation or imprint(only, rules):
        return Proof(edition=rules.edition, steps=("a line of the page",))
    return Open(why="words", before=old, after=new)


def _open(old: Words, new: Words) -> Open:
    """Tell the words that nothing accounts for."""
    found = differences(old, new)
    if found is None:
        return Open(why="too long")
    return Open(
        why="words",
        before=tuple(" ".join(difference.before) for difference in found),
        after=tuple(" ".join(difference.after) for difference in found),
    )
