"""Where two token sequences differ, and whether each difference alone is without meaning."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from notifier.core.editorial.grammar import agreed, heard
from notifier.core.editorial.sentences import around
from notifier.core.editorial.words import LINE

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

LONGEST = 600
"""Of longer differing stretches nothing is proved: the search must stay linear in the text."""


class Difference(NamedTuple):
    """Tokens of one text that stand where other tokens stand in the other."""

    before: Words
    after: Words
    place: int
    """Where `before` begins in the old tokens."""
    other: int
    """Where `after` begins in the new tokens."""


@lru_cache(maxsize=64)
def differences(before: Words, after: Words) -> tuple[Difference, ...] | None:
    """Give all differences; none at all of two texts too long and too different."""
    start = 0
    shorter = min(len(before), len(after))
    while start < shorter and before[start] == after[start]:
        start += 1
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > LONGEST:
        return None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Difference(old[i:j], new[k:end_after], start + i, start + k)
        for op, i, j, k, end_after in matcher.get_opcodes()
        if op != "equal"
    )


def settled(before: Words, after: Words, rules: EditorialRules) -> list[str] | None:
    """Name what settles each difference; none as soon as one stays open."""
    found = differences(before, after)
    if found is None:
        return None
    steps: list[str] = []
    for difference in found:
        step = _step(difference, before, after, rules)
        if step is None:
            return None
        steps.append(step)
    return steps


def _step(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> str | None:
    """Name the one transformation that explains a difference."""
    old, new = difference.before, difference.after
    for name, explains in _WHOLE:
        if explains(difference, before, after, rules):
            return name
    if len(old) == len(new):
        if _accents_came(difference, before, after, rules):
            return "accent"
        pairs = enumerate(zip(old, new, strict=True))
        steps = {
            _one(one, other, _at(difference, place), (before, after), rules) for place, (one, other) in pairs
        }
        return next(iter(sorted(filter(None, steps)))) if None not in steps else None
    if not old or not new:
        return _missing(difference, before, after, rules)
    return None


def _one(
    old: str, new: str, places: tuple[int, int], texts: tuple[Words, Words], rules: EditorialRules
) -> str | None:
    """Name what makes one word the other, by itself or by what stands around it."""
    if found := _swap(old, new, rules):
        return found
    if agreed(texts[0], places[0], new, rules):
        return "agreement"
    return "typo" if heard((old,), (new,), texts[1], places[1], rules) else None


def _at(difference: Difference, place: int) -> tuple[int, int]:
    """Give where a word of a difference stands in either text."""
    return difference.place + place, difference.other + place


def _heard(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether all words of a difference were written for others that sound alike."""
    del before
    return heard(difference.before, difference.after, after, difference.other, rules)


def _swap(old: str, new: str, rules: EditorialRules) -> str | None:
    """Name what makes one word the other: an article, an agreement, an accent, a typo."""
    if rules.agreeing.get(old, old) == rules.agreeing.get(new, new):
        return "agreement"
    if not (old.isalpha() and new.isalpha()):
        return "typography" if old.replace("_", "") == new and rules.known(new) else None
    if _stuttered(old, new, rules):
        return "typo"
    if {old, new} & rules.critical or (_ROMAN.match(old) and _ROMAN.match(new)):
        return None
    if _bare(old) == _bare(new):
        return _accent(old, new, rules)
    return "typo" if _typo(old, new, rules) else None


_ROMAN = re.compile("m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$")
"""A number in Roman numerals, which no dictionary knows: `II` is no slip for `III`."""


def _bare(word: str) -> str:
    """Take the accents off a word."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def _accent(old: str, new: str, rules: EditorialRules) -> str | None:
    """A form without the accents it needs is no word; two words that differ by an accent stay two."""
    return "accent" if rules.known(old) != rules.known(new) else None


def _accents_came(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether a sentence that was typed without any accent got the accents of its words.

    One word at least shows how it was typed: without its accent it is none, or cannot stand there. Then its neighbours were typed so, too,
    also where another word would be left, as *abonne*; not those that a policy needs either way, as *sur* and *ou*.
    """
    pairs = [*zip(difference.before, difference.after, strict=True)]
    if any(old == new or _bare(old) != _bare(new) or old != _bare(old) for old, new in pairs):
        return False
    if rules.listed("typos", "kept_bare") & {old for old, _ in pairs}:
        return False
    old, new = around(before, difference.place), around(after, difference.other)
    plain = (word for word in old if _bare(word) not in rules.variants and word not in rules.typed_bare)
    if len(old) != len(new) or any(word != _bare(word) for word in plain):
        return False
    return any(
        word != other and _bare(other) == word and _shown(word, new, place, rules)
        for place, (word, other) in enumerate(zip(old, new, strict=True))
    )


def _shown(word: str, sentence: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether a word shows that it was typed without its accent: it is none, or could not stand where it stood."""
    given = sentence[place]
    unknown = not rules.known(word) and _word(given, rules)
    return unknown or heard((word,), (given,), sentence, place, rules)


def _word(word: str, rules: EditorialRules) -> bool:
    """Tell whether a word is known, or one that a prefix makes of a known word."""
    leading = next((one for one in rules.listed("typos", "leading") if word.startswith(one)), "")
    return rules.known(word) or bool(leading and rules.known(word.removeprefix(leading)))


def _stuttered(old: str, new: str, rules: EditorialRules) -> bool:
    """Tell whether a word nobody knows only wrote a letter twice."""
    twice = len(old) == len(new) + 1 and any(
        old[place] == old[place + 1] and old[:place] + old[place + 1 :] == new for place in range(len(new))
    )
    return twice and not _ROMAN.match(old) and not rules.known(old)  # The dictionary takes long to load.


def _typo(old: str, new: str, rules: EditorialRules) -> bool:
    """Tell whether a word nobody knows became a known one a slip away; an accent beside the slip does not count."""
    if len(old) < 4 or len(new) < 3:
        return False
    one, other = _bare(old), _bare(new)
    framed = one[0] == other[0] and one[-1] == other[-1]
    reach = 2 if min(len(old), len(new)) >= (_LONG if not framed else _MIDDLING) else 1
    near = OSA.distance(one, other, score_cutoff=reach) <= reach
    first = one[0] == other[0] or one in (other[1:], other[:-1])
    return near and first and not _roles(one, other, rules) and not _spelled(old, rules) and rules.known(new)


def _roles(one: str, other: str, rules: EditorialRules) -> bool:
    """Tell whether the ends of two words tell who gives from who gets: *transferor*, *transferee*."""
    ends = {word.removesuffix("s")[-_END:] for word in (one, other)}
    return len(ends) > 1 and ends <= rules.listed("typos", "roles")


_END = 2
"""Letters of the ending that tells a role."""


_LONG = 8
_MIDDLING = 6
"""Letters from which a word may hold two slips: any two, or two between its first letter and its last."""


def _spelled(word: str, rules: EditorialRules) -> bool:
    """Tell whether a word is one, of the dictionary or beside it, and no slip that the dictionary lets pass."""
    if word in rules.listed("typos", "genuine"):
        return True
    return word not in rules.listed("typos", "misspelled") and rules.known(word)


def _spacing(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether the same letters are only joined or parted, and one way of writing them is no word."""
    del before, after
    old, new = difference.before, difference.after
    if len(old) == len(new) or not old or not new:
        return False
    joined, parted = sorted((old, new), key=len)
    if len(joined) != 1 or joined[0] not in {"".join(parted), _elided(parted, rules)}:
        return False
    if not all(word.isalpha() for word in parted) or joined[0] in rules.critical:
        return False
    return not rules.known(joined[0]) or parted[0] in rules.listed("typos", "prefixes")


def _elided(words: Words, rules: EditorialRules) -> str:
    """Join a word to the one that takes its vowel: *navons* is *n'avons* without its mark."""
    first, *others = words
    return "".join((first[:-1] if first in rules.listed("slips", "elided") else first, *others))


_NUMBER = re.compile(r"\d|@|#")


def _stamp(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether only the date of the text differs, in a sentence that says nothing else."""
    changed = [*difference.before, *difference.after]
    if not all(_dates(word, rules) for word in changed):
        return False
    return all(
        _stamping(around(words, place), rules)
        for words, place in ((before, difference.place), (after, difference.other))
    )


def _version(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether only the number of the version differs, in a sentence that names nothing else but a date.

    A year alone may be that of a race: *the rules of the edition 2025*.
    """
    old, new = difference.before, difference.after
    if len(old) != 1 or len(new) != 1 or not (_VERSION.match(old[0]) and _VERSION.match(new[0])):
        return False
    if _year(new[0]):
        return False
    sentence = around(after, difference.other)
    begins = difference.place > 0 and before[difference.place - 1] in rules.version
    return (
        begins
        and len(sentence) <= 12
        and all(_dates(word, rules) or word in rules.effective for word in sentence)
    )


_VERSION = re.compile(r"\d+(?:\.\d+){0,3}$")


def _dates(word: str, rules: EditorialRules) -> bool:
    """Tell whether a token can be part of a date."""
    return bool(_NUMBER.search(word)) or any(
        word in known for known in (rules.months, rules.days, rules.seasons, rules.stamp, _MARKS)
    )


def _stamping(words: Words, rules: EditorialRules) -> bool:
    """Tell whether a sentence is a stamp: a date, a word of updating, nothing that takes effect."""
    if len(words) > 24 or rules.effective & set(words):
        return False
    led = {*words[:1]} <= rules.listed("stamp", "writers") and {*words[1:2]} <= rules.listed(
        "stamp", "lately"
    )
    words = words[1:] if led else words
    if all(_dates(word, rules) or word in rules.aside for word in words):
        return (not rules.stamped.isdisjoint(words) and _timed(words, rules)) or _whole_date(words, rules)
    return len(words) <= 12 and _timed(words, rules) and _titled(words, rules)


def _timed(words: Words, rules: EditorialRules) -> bool:
    """Tell whether a day or a part of a year is told: *edition 2025* may be that of a race, *page 5* is no date."""
    told = any(word.startswith("@") or word in rules.months or word in rules.seasons for word in words)
    return told or _FIGURES.search(" ".join(words)) is not None


_FIGURES = re.compile(r"\b\d{1,4} ?([./-]) ?\d{1,2} ?\1 ?\d{2,4}\b")
"""A date in figures, whichever of them is the day."""


def _whole_date(words: Words, rules: EditorialRules) -> bool:
    """Tell whether words are a whole date and nothing else: *Tuesday 11–3* are hours, and *30* may be a price."""
    whole = any(_DATE.search(word) for word in words)
    return whole and all(_NUMBER.search(word) or word in _MARKS or word in rules.days for word in words)


_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def _titled(words: Words, rules: EditorialRules) -> bool:
    """Tell whether a line is the name of the text, a word of updating and a date: `Our terms, updated: 3 May`."""
    places = [place for place, word in enumerate(words) if word in rules.stamped]
    if not places or not rules.documents & set(words) or rules.acting & set(words):
        return False
    led, following = words[places[-1] - 1], words[places[-1] + 1 :]
    if not _dates(led, rules) and led not in rules.documents:
        return False  # `Terms for tickets dated 3 May` are those of some tickets.
    return bool(following) and all(_dates(word, rules) or word in rules.aside for word in following)


_MARKS = frozenset({".", "(", ")", ":", ",", "—", "-", "|", "_", '"', LINE})


def stamped(words: Words, rules: EditorialRules) -> bool:
    """Tell whether a whole clause is nothing but the date of the text, which may come and go."""
    dated = any(_NUMBER.search(word) for word in words) and all(_dates(word, rules) for word in words)
    return bool(words) and dated and _stamping(words, rules)


_COPYRIGHT = ("©", "copyright")
_IMPRINT = 16


def _renewed(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> bool:
    """Tell whether only years differ, in the line of a copyright."""
    changed = (*difference.before, *difference.after)
    return all(map(_year, changed)) and imprint(before, rules) and imprint(after, rules)


def imprint(words: Words, rules: EditorialRules) -> bool:
    """Tell whether a clause is nothing but the line of a copyright: years, a name, that all rights are reserved."""
    line = tuple(word for word in words if word not in {"(", ")", "c", "."})
    return (
        0 < len(line) <= _IMPRINT
        and line[0] in _COPYRIGHT
        and any(map(_year, line))
        and line[-len(rules.reserved) :] == rules.reserved
        and not (rules.undertaking - set(rules.reserved)) & set(line)
        and not rules.acting & set(line)
    )


def _year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:[-—/](?:19|20)?\d\d)?|[-—,]", word))


_WHOLE = (
    ("stamp", _stamp),
    ("version", _version),
    ("copyright", _renewed),
    ("spacing", _spacing),
    ("typo", _heard),
)
"""What looks at more than the words of a difference, by name, in the order in which it is tried."""


def _missing(difference: Difference, before: Words, after: Words, rules: EditorialRules) -> str | None:
    """Name what may come or go: an article before a word in the singular, a word written twice."""
    held = difference.before or difference.after
    words, place = (before, difference.place) if difference.before else (after, difference.other)
    following = words[place + len(held)] if place + len(held) < len(words) else ""
    if len(held) != 1:
        return None
    preceding = words[place - 1] if place else ""
    if held[0] in rules.listed("typos", "linking") and following in rules.listed("typos", "linked"):
        alone = preceding.isalpha() and preceding not in rules.listed("typos", "unlinked")
        return "a clause without that" if alone else None
    around = {following, preceding}
    if held == ("/",) and around.isdisjoint(rules.joiners) and all(word.isalpha() for word in around):
        return "typography"
    settled_by_it = rules.critical | rules.listed("typos", "kept")
    if (
        held[0] in rules.listed("typos", "droppable")
        and following.isalpha()
        and following not in settled_by_it
    ):
        return None if following.endswith("s") else "article"
    doubled = held[0].isalpha() and held[0] in (following, preceding)
    return "doubled word" if doubled and held[0] not in rules.listed("typos", "negations") else None
