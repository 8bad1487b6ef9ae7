"""Two texts that say the same in other sentences: lists, order, voice, clauses, and the table of rewritings."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.editorial.clauses import BAR, coordinated, floated, led, ordered
from notifier.core.editorial.differences import settled
from notifier.core.editorial.facts import NAME, same_facts
from notifier.core.editorial.genders import unlike
from notifier.core.editorial.gerunds import acting, hidden_actor, relative, shortened
from notifier.core.editorial.joints import joined, related
from notifier.core.editorial.lists import arrayed, inlined, opened, sorted_items, unmarked, unserial
from notifier.core.editorial.moods import alone, indicative, until
from notifier.core.editorial.names import abbreviated, received, referred, verbal
from notifier.core.editorial.rewriting import PASSIVE, Context, meeting, normal, reached
from notifier.core.editorial.sanctions import punished
from notifier.core.editorial.sentences import left_over, parted, pointing_back, split
from notifier.core.editorial.voice import active, kin, marked, named, neutral, told, verbs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

LONGEST = 160
"""Of longer stretches that differ no rewording is proved."""


def reworded(before: Words, after: Words, rules: EditorialRules) -> tuple[str, ...] | None:
    """Name the transformations that bring both texts to the same words; none if some words stay apart."""
    broken = len(split(before)) != len(split(after))
    if broken and (
        _over_all(before, rules) != _over_all(after, rules) or _pointed_apart(before, after, rules)
    ):
        return None
    return _met_in(before, after, rules)


def _met_in(before: Words, after: Words, rules: EditorialRules) -> tuple[str, ...] | None:
    """Take both texts through their shapes, then sentence by sentence."""
    steps: tuple[str, ...] = ()
    one, other = before, after
    for name, form in _SHAPES:
        shaped = form(one, rules), form(other, rules)
        if shaped != (one, other):
            steps = (*steps, name)
        one, other = shaped
        if one == other:
            return steps
    one, other = _parted(one, rules), _parted(other, rules)
    if one == other:
        return (*steps, "sentence breaks")
    rest = left_over(split(one), split(other), rules)
    if rest is None or _spans(before, rules) != _spans(after, rules):
        return None
    gaps, moved = rest
    if not gaps:
        return (*steps, "order of sentences" if moved else "sentence breaks")
    for old, new in gaps:
        found = _filled(old, new, rules)
        if found is None or (_turned(found, old, rules) and _taken_up(old, new, split(other), rules)):
            return None
        steps = (*steps, *found)
    return steps


def _pointed_apart(before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether a sentence like `This takes a week` points back to more on one side than on the other."""
    old, new = pointing_back(split(before), rules), pointing_back(split(after), rules)
    both = {pair[1] for pair in old} & {pair[1] for pair in new}
    return {pair for pair in old if pair[1] in both} != {pair for pair in new if pair[1] in both}


def _over_all(words: Words, rules: EditorialRules) -> int:
    """Count the sentences that end with a condition, a time or a reason that may go with all that `and` joins before it.

    `We keep the key and close the account if you leave` is not `We keep the key. We close the account if you leave`.
    Where each has its own place or time, the last one is its own, too.
    """
    over_all, over_last = rules.shape["over_all"], rules.over_last
    sentences = [f" {' '.join(sentence)} " for sentence in split(words)]
    return sum(
        over_all.search(sentence) is not None and not (over_last and over_last.match(sentence))
        for sentence in sentences
    )


def _spans(words: Words, rules: EditorialRules) -> list[Words]:
    """Give between which days and months something is: the order of both tells when, `between Friday and Monday`."""
    opening = rules.listed("reading", "spanning")
    if opening.isdisjoint(words):
        return []
    near = (words[at + 1 : at + _SPAN] for at, word in enumerate(words) if word in opening)
    named = (tuple(word for word in ends if word in rules.weekdays or word in rules.months) for ends in near)
    return sorted(filter(None, named))


_SPAN = 8
"""Words: so near after *between* stand the two ends."""


def _turned(steps: tuple[str, ...], sentences: list[Words], rules: EditorialRules) -> bool:
    """Tell whether the last sentence was turned round, so that a pronoun after it could mean another."""
    return not {PASSIVE, NAME}.isdisjoint(steps) and rules.writer not in sentences[-1]


def _taken_up(old: list[Words], new: list[Words], text: list[Words], rules: EditorialRules) -> bool:
    """Tell whether a pronoun that could mean another now begins the sentence after some new ones."""
    pronouns = rules.listed("reading", "taking_up")
    after = {other[0] for one, other in pairwise(text) if one == new[-1] and other[0] in pronouns}
    return not all(_no_doer(pronoun, (*old[-1], *new[-1]), rules) for pronoun in after)


def _no_doer(pronoun: str, words: Words, rules: EditorialRules) -> bool:
    """Tell whether a pronoun cannot mean who acts, whose place alone is another in the active voice: by its number."""
    by = rules.listed("reading", "by")
    named = [at + 1 for at, word in enumerate(words[:-1]) if word in by]
    if len(named) != 1:
        return False
    many = pronoun in rules.listed("reading", "many")
    counted = words[named[0]] in rules.listed("reading", "one_doer" if many else "several")
    return counted or any(unlike(pronoun, noun, rules) for noun in words[named[0] + 1 : named[0] + 2])


def _filled(old: list[Words], new: list[Words], rules: EditorialRules) -> tuple[str, ...] | None:
    """Name what brings the sentences of one gap together: each by itself, or all of them at once."""
    if not old or not new or _hopeless(old, new, rules):
        return None
    found = _aligned(old, new, rules) if len(old) + len(new) > 2 else None
    return _at_once(old, new, rules) if found is None else found


def _aligned(old: list[Words], new: list[Words], rules: EditorialRules) -> tuple[str, ...] | None:
    """Name what brings sentences together that stand side by side: one for one, or one for two."""
    if not old and not new:
        return ()
    for many, few in _ABREAST:
        if len(old) < many or len(new) < few:
            continue
        found = _side_by_side(old[:many], new[:few], rules)
        turned = found is not None and _turned(found, old[:many], rules)
        if found is None or (turned and _taken_up(old[:many], new[few - 1 : few], new, rules)):
            continue
        rest = _aligned(old[many:], new[few:], rules)
        if rest is not None:
            return (*found, *rest)
    return None


_ABREAST = ((1, 1), (1, 2), (2, 1))
"""So many sentences of the old text stand beside so many of the new one."""


def _side_by_side(old: list[Words], new: list[Words], rules: EditorialRules) -> tuple[str, ...] | None:
    """Name what brings few sentences together; none stands on both sides, those were taken away before."""
    return None if _hopeless(old, new, rules) else _at_once(old, new, rules)


def _at_once(old: list[Words], new: list[Words], rules: EditorialRules) -> tuple[str, ...] | None:
    """Name what brings sentences together, read as one text."""
    if max(sum(map(len, old)), sum(map(len, new))) > LONGEST:
        return None
    return _met(" . ".join(map(" ".join, old)), " . ".join(map(" ".join, new)), rules)


def _hopeless(old: list[Words], new: list[Words], rules: EditorialRules) -> bool:
    """Tell whether a word of one side can stand for nothing on the other, so that no search is needed.

    Brackets and quotes may hold an illustration or an abbreviation: those are searched.
    """
    one, other = ({word.removeprefix("~") for words in side for word in words} for side in (old, new))
    if not _HOLDING.isdisjoint(one | other):
        return False
    return _apart(one, other, rules.movable, rules)


def _settled_apart(old: str, new: str, rules: EditorialRules) -> bool:
    """Tell the same of two texts in normal form, whose phrases no longer stand for others."""
    one, other = set(old.replace("~", "").split()), set(new.replace("~", "").split())
    both = one | other
    return _HOLDING.isdisjoint(both) and _apart(one, other, rules.turning, rules)


def _apart(one: set[str], other: set[str], known: frozenset[str], rules: EditorialRules) -> bool:
    """Tell whether one side has a word that is like none of the other side, nor known."""
    return _strange(one, other, known, rules) or _strange(other, one, known, rules)


_STEM = 3
_HOLDING = frozenset('()"')


def _strange(words: set[str], others: set[str], known: frozenset[str], rules: EditorialRules) -> bool:
    """Tell whether a word has no like on the other side and none among the words that may come or go."""
    stems = {word[:_STEM] for word in others}
    begun = [word for word in words if len(word) > _STEM and word[:_STEM] not in stems and word not in known]
    return any(
        word.isalpha()
        and known.isdisjoint((word.removeprefix("un"), rules.stem(word), named(word, rules)))
        and stems.isdisjoint(kin(word, rules))
        for word in begun
    )


def _told(words: Words, rules: EditorialRules) -> Words:
    """Give what the writer promises the shape of what it does."""
    return tuple(told(f" {' '.join(words)} ", rules).split())


def _stating(words: Words, rules: EditorialRules) -> Words:
    """Give one mood to what something is done without or unless."""
    return tuple(indicative(f" {' '.join(words)} ", rules).split())


def _lasting(words: Words, rules: EditorialRules) -> Words:
    """Give one shape to what lasts until something is done."""
    return tuple(until(f" {' '.join(words)} ", rules).split())


def _sole(words: Words, rules: EditorialRules) -> Words:
    """Give one shape to what somebody alone does."""
    return tuple(alone(f" {' '.join(words)} ", rules).split())


def _listed(words: Words, rules: EditorialRules) -> Words:
    """Give lists one shape."""
    return tuple(arrayed(unserial(inlined(opened(unmarked(f" {' '.join(words)} ")), rules), rules)).split())


_SHAPES = (
    ("person and tense", _told),
    ("unless it is done", _stating),
    ("until it is done", _lasting),
    ("who alone does it", _sole),
    ("lists", _listed),
)
"""Shapes of a whole text, by name, in order."""


def _parted(words: Words, rules: EditorialRules) -> Words:
    """Write each clause that stands by itself as a sentence."""
    return tuple(parted(f" {' '.join(words)} ", rules).split())


def _met(old: str, new: str, rules: EditorialRules) -> tuple[str, ...] | None:
    """Search from both sides."""
    written = f" {old} ", f" {new} "
    before, after = abbreviated(*written, rules), abbreviated(written[1], written[0], rules)
    one_form, one_steps = normal(before, rules, first=True)
    other_form, other_steps = normal(after, rules, first=True)
    short = abbreviated(one_form, other_form, rules), abbreviated(other_form, one_form, rules)
    shortened_names = (before, after, *short) != (*written, one_form, other_form)
    named = (*one_steps, *other_steps, *(("abbreviations",) if shortened_names else ()))
    plain = neutral(short[0], rules), neutral(short[1], rules)
    rest = settled(tuple(plain[0].split()), tuple(plain[1].split()), rules)
    # A word doubled by a rewriting was not doubled in the text.
    if rest is not None and "doubled word" not in rest:
        return (*named, *rest)
    if not _numbered_alike(*plain, rules) or _settled_apart(*plain, rules):
        return None
    if not _firmly_apart(*plain, rules):
        forms = verbs(plain, rules)
        one, other = (Context(rules, forms, new=side) for side in (False, True))
        found = meeting(
            reached(marked(shortened(plain[0], rules), one), TURNS, one),
            reached(marked(shortened(plain[1], rules), other), TURNS, other),
        )
        if found is not None:
            return (*named, *found)
    before, after = (text.replace(f" {BAR} ", " ") for text in short)
    facts = same_facts(before, after, rules)
    return None if facts is None else (*named, *facts)


def _firmly_apart(old: str, new: str, rules: EditorialRules) -> bool:
    """Tell whether a word that no table knows stands on one side alone, and nothing on the other begins like it.

    A turn moves such a word, or gives it by another form of its verb; it takes no word away and makes none. Most texts
    that differ in their content are told apart by this before any turn is tried.
    """
    one, other = (frozenset(text.replace("~", "").split()) for text in (old, new))
    return _alone(one - other, other, rules) or _alone(other - one, one, rules)


def _alone(words: frozenset[str], others: frozenset[str], rules: EditorialRules) -> bool:
    """Tell whether there is a word that no table knows, and that is no form of a word among others."""
    begun = {word[:_ROOT] for word in others}
    return any(word[:_ROOT] not in begun and rules.firm[word] for word in words)


_ROOT = 2
"""So many letters all forms of a verb share that no table lists."""


def _numbered_alike(old: str, new: str, rules: EditorialRules) -> bool:
    """Tell whether both hold the same numbers and addresses, which no turn makes or drops; what stands in brackets may go."""
    one, other = (frozenset(filter(_NUMBER.search, text.split())) for text in (old, new))
    return (one ^ other) <= rules.movable or not _HOLDING.isdisjoint(f"{old}{new}")


_NUMBER = re.compile(r"[\d@]")


def _each(
    turn: Callable[[str, Context], Iterator[tuple[str, str]]],
) -> Callable[[str, Context], Iterator[tuple[str, str]]]:
    """Let a turn work on each sentence of a text."""

    def turned(text: str, context: Context) -> Iterator[tuple[str, str]]:
        sentences = _sentences(text)
        for place, sentence in enumerate(sentences):
            for name, given in turn(sentence, context):
                whole = [*sentences[:place], given, *sentences[place + 1 :]]
                yield name, f" {' . '.join(part.strip() for part in whole)} "

    return turned


@lru_cache(maxsize=64)
def _sentences(text: str) -> tuple[str, ...]:
    """Part a text into its sentences; kept, for every turn asks for them."""
    return tuple([f" {sentence.strip()} " for sentence in text.split(" . ")])


TURNS = (
    _each(ordered),
    _each(floated),
    _each(led),
    _each(coordinated),
    _each(active),
    _each(sorted_items),
    _each(verbal),
    _each(referred),
    _each(received),
    _each(acting),
    _each(hidden_actor),
    _each(relative),
    _each(punished),
    joined,
    related,
)
"""What is tried on every form, in order."""
