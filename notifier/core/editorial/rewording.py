"""Two texts that say the same in other sentences: lists, order, voice, clauses, and the table of rewritings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.clauses import ordered
from notifier.core.editorial.differences import settled
from notifier.core.editorial.lists import inlined, sorted_items, unserial
from notifier.core.editorial.names import abbreviated, referred, renamed, verbal
from notifier.core.editorial.rewriting import Context, meeting, normal, reached
from notifier.core.editorial.sentences import left_over, split
from notifier.core.editorial.voice import active, marked, neutral, verbs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.editorial.rules import EditorialRules, Words

LONGEST = 160
"""Of longer stretches that differ no rewording is proved."""


def reworded(before: Words, after: Words, rules: EditorialRules) -> tuple[str, ...] | None:
    """Name the transformations that bring both texts to the same words; none if some words stay apart."""
    one, other = _shaped(before, rules), _shaped(after, rules)
    if one == other:
        return ("lists",)
    steps = () if (one, other) == (before, after) else ("lists",)
    rest = left_over(split(one), split(other), rules)
    if rest is None:
        return None
    old, new, moved = rest
    if not old and not new:
        return (*steps, "order of sentences") if moved else (*steps, "sentence breaks")
    if not old or not new or max(sum(map(len, old)), sum(map(len, new))) > LONGEST:
        return None
    found = _met(" . ".join(map(" ".join, old)), " . ".join(map(" ".join, new)), rules)
    return None if found is None else (*steps, *found)


def _shaped(words: Words, rules: EditorialRules) -> Words:
    """Give lists one shape."""
    return tuple(unserial(inlined(f" {' '.join(words)} ", rules), rules).split())


def _met(old: str, new: str, rules: EditorialRules) -> tuple[str, ...] | None:
    """Search from both sides."""
    before, after = f" {old} ", f" {new} "
    plain = _plain(before, rules), _plain(after, rules)
    named: list[str] = []
    for text in (before, after):
        form, steps = normal(text, rules)
        named += [*steps, *(["abbreviations"] if abbreviated(form, rules) != form else [])]
    forms = verbs(plain, rules)
    one, other = (Context(rules, forms, new=side) for side in (False, True))
    starts = marked(plain[0], one), marked(plain[1], other)
    from_before = reached(starts[0], TURNS, one)
    from_after = reached(starts[1], TURNS, other)
    found = meeting(from_before, from_after)
    if found is None:
        rest = settled(tuple(plain[0].split()), tuple(plain[1].split()), rules)
        # A word doubled by a rewriting was not doubled in the text.
        return None if rest is None or "doubled word" in rest else (*named, *rest)
    return tuple(dict.fromkeys((*named, *found)))


def _plain(text: str, rules: EditorialRules) -> str:
    """Bring a text to the forms in which its verbs are looked for."""
    return neutral(abbreviated(normal(text, rules)[0], rules), rules)


def _each(
    turn: Callable[[str, Context], Iterator[tuple[str, str]]],
) -> Callable[[str, Context], Iterator[tuple[str, str]]]:
    """Let a turn work on each sentence of a text."""

    def turned(text: str, context: Context) -> Iterator[tuple[str, str]]:
        sentences = text.split(" . ")
        for place, sentence in enumerate(sentences):
            for name, given in turn(f" {sentence.strip()} ", context):
                whole = [*sentences[:place], given, *sentences[place + 1 :]]
                yield name, f" {' . '.join(part.strip() for part in whole)} "

    return turned


TURNS = (_each(ordered), _each(active), _each(sorted_items), _each(verbal), _each(renamed), _each(referred))
"""What is tried on every form, in order."""
