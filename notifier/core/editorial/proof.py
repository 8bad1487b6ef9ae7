"""From two texts to a proof, or to the words that stand against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.editorial import quantities, words
from notifier.core.editorial.differences import differences, imprint, settled, stamped
from notifier.core.editorial.rewording import reworded

if TYPE_CHECKING:
    from collections.abc import Callable

    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules
    from notifier.core.text import Language

LONGEST = 20_000
"""Of longer clauses only the same words are proved."""


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
    return _read(words.bared(before), words.bared(after), rules)


def said(text: str, rules: EditorialRules) -> Words:
    """Give the words of a text in their normal form."""
    read = words.read(words.unlabelled(words.folded(text)), rules)
    for _, form in FORMS:
        read = form(read, rules)
    return read


def same(old: Words, new: Words, rules: EditorialRules) -> list[str] | tuple[str, ...] | None:
    """Name what brings two texts in normal form to the same words; none where some stay apart."""
    return settled(old, new, rules) or reworded(old, new, rules)


def _read(before: str, after: str, rules: EditorialRules) -> Proof | Open:
    """Take both texts through the normal forms, then settle what is left."""
    steps: list[str] = []
    one, other = words.folded(before), words.folded(after)
    if one == other:
        return Proof(edition=rules.edition, steps=("typography",))
    bare, bared = words.unlabelled(one), words.unlabelled(other)
    if one.split()[:1] != other.split()[:1] and (bare != one or bared != other):
        steps.append("numbering")
    old, new = words.read(bare, rules), words.read(bared, rules)
    if not old or not new:
        return _alone(old or new, rules)
    if _apart(tuple(bare.split()), tuple(bared.split())) > _apart(old, new):
        steps.append("typography")
    for name, form in FORMS:
        old, new, used = _formed(old, new, form, rules)
        steps += [name] * used
    if old == new:
        return Proof(edition=rules.edition, steps=tuple(steps))
    rest = same(old, new, rules)
    if rest is None:
        return _open(old, new)
    return Proof(edition=rules.edition, steps=tuple(dict.fromkeys((*steps, *rest))))


FORMS: tuple[tuple[str, Callable[[Words, EditorialRules], Words]], ...] = (
    ("numbers", quantities.numbered),
    ("dates", quantities.dated),
    ("units", quantities.timed),
)
"""Normal forms of words, by name, in order."""


def _formed(
    old: Words, new: Words, form: Callable[[Words, EditorialRules], Words], rules: EditorialRules
) -> tuple[Words, Words, bool]:
    """Take both texts to a normal form, and tell whether that brought them nearer."""
    one, other = form(old, rules), form(new, rules)
    return one, other, (one, other) != (old, new) and _apart(one, other) < _apart(old, new)


def _apart(old: Words, new: Words) -> int:
    """Count the words that only one side has."""
    one, other = Counter(old), Counter(new)
    return (one - other).total() + (other - one).total()


def _alone(only: Words, rules: EditorialRules) -> Proof | Open:
    """A clause may come or go when it is nothing but the date of the text, its copyright, or a line to move about."""
    dated = only
    for _, form in FORMS:
        dated = form(dated, rules)
    if stamped(dated, rules):
        return Proof(edition=rules.edition, steps=("stamp",))
    if only in rules.navigation or imprint(only, rules):
        return Proof(edition=rules.edition, steps=("a line of the page",))
    return Open(why="words", before=only)


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
