"""Names and nouns: abbreviations written out, a noun for its verb, a noun for its pronoun."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context
    from notifier.core.editorial.rules import EditorialRules

_BRACKET = re.compile(r" \( ((?=\d?[a-z])[a-z\d]{2,8}(?: [a-z]{2,8})?) \)(?= )")
_GLOSS = re.compile(r" (?P<short>(?=\d?[a-z])[a-z\d]{2,8}) \( (?P<long>(?:[^\W_]+ ){2,9})\)(?= )")
_REGISTERED = re.compile(r"\d[\d ]{3,}")


def abbreviated(text: str, other: str, rules: EditorialRules) -> str:
    """Write `Data Protection Authority (DPA)` as `DPA`, and `DPA (Data Protection Authority)`: the initials must spell it.

    Where the other text writes the same letters out too, both stand as they are: it may be another authority.
    """
    if "(" not in text:
        return text
    for match in reversed(list(_BRACKET.finditer(text))):
        words = text[: match.start()].split()
        length = _spelled(words, match[1].replace(" ", ""), rules)
        if length and f" ( {match[1]} ) " not in other and not _glossed(match[1], other):
            kept = _unarticled(words[:-length], match[1], other, rules)
            text = f" {' '.join([*kept, match[1]])}{text[match.end() :]}"
    for match in reversed(list(_GLOSS.finditer(text))):
        short, words = match["short"], match["long"].split()
        if _spelled(words, short, rules) == len(words) and not _glossed(short, other):
            text = f"{text[: match.end('short')]}{text[match.end() :]}"
    return _undefined(text, other)


def _glossed(short: str, text: str) -> bool:
    """Tell whether a text writes an abbreviation out in brackets."""
    return any(match["short"] == short for match in _GLOSS.finditer(text))


def _unarticled(words: list[str], short: str, other: str, rules: EditorialRules) -> list[str]:
    """Leave the article of a name out where the other text gives its abbreviation without any: `the Road Office (RO)`."""
    bare = f" {short} " in other and not any(f" {article} {short} " in other for article in rules.definite)
    return words[:-1] if bare and words and words[-1] in rules.definite else words


def _undefined(text: str, other: str) -> str:
    """Leave out the short name in brackets of what is named right before, where the other text gives none."""
    for match in reversed(list(_NAMED.finditer(text))):
        words, short = text[: match.start()].split()[-_NEAR:], match[1].split()
        part = set(short) < set(words) and words[-1].isalpha()
        if part and match.group() not in other:
            text = f"{text[: match.start()]}{text[match.end() :]}"
    return text


_NAMED = re.compile(r" \( (?:the )?((?:[a-z]+ ){1,3})\)(?= )")
_NEAR = 5


def _spelled(words: list[str], short: str, rules: EditorialRules) -> int:
    """Count the words whose initials spell an abbreviation, small words left out or not; 0 where they do not."""
    if words and words[-1] == short:
        return 1
    return _spelling(words, short, rules, small=False) or _spelling(words, short, rules, small=True)


def _spelling(words: list[str], short: str, rules: EditorialRules, *, small: bool) -> int:
    """Count the words that spell an abbreviation, where small words may give a letter or not."""
    letters, taken = list(short), 0
    while letters and taken < len(words):
        word = words[-1 - taken]
        taken += 1
        if _initial(word) == letters[-1] and (small or word not in rules.small):
            letters.pop()
        elif word not in rules.small:
            return 0
    return 0 if letters else taken


def _initial(word: str) -> str:
    """Give the first letter of a word as an abbreviation writes it, without accent."""
    return unicodedata.normalize("NFD", word)[0]


def verbal(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write a noun of action by its verb: `on termination of your contract`, `when your contract is terminated`."""
    for find, give in context.rules.nominal_shapes:
        for match in find.finditer(sentence):
            parts = {name: part or "" for name, part in match.groupdict().items()}
            verb = context.rules.nominal(match["noun"])
            if not verb:
                continue
            if parts.get("several"):
                parts["what"] = f"{context.rules.several} {parts['what']}"
            given = give.format(verb=verb, **parts)
            yield (
                "noun for verb",
                f" {' '.join(f'{sentence[: match.start()]} {given} {sentence[match.end() :]}'.split())} ",
            )


def received(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write what somebody receives as what is handed, sent or passed on to them; a verb that denies stays."""
    rules = context.rules
    match = rules.receiving.match(sentence) if rules.receiving else None
    if not match:
        return
    moods = rules.table("moods")
    for verb in str(moods["given"]).split():
        given = f"{moods['is']} {verb}"
        given = f"{match['you']} {given}" if match["you"] else f"{given} {moods['to']} {match['who']}"
        yield "who receives it", f" {match['what']} {given}{match['how'] or ''} "


def referred(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write `it` for a thing named before as `your …`, never for the one that acts, nor where it may be another thing."""
    rules = context.rules
    words = sentence.split()
    for place in range(4, len(words) - 1):
        noun = words[place + 1]
        if words[place] not in rules.definite or noun not in words[2:place]:
            continue
        pronoun = rules.pronoun(noun)
        owned = {words[at] for at in range(2, place) if words[at - 1] in rules.owners}
        meant = {one for one in owned if rules.pronoun(one) == pronoun}
        if meant == {noun} and pronoun not in words:
            given = [*words[:place], pronoun, *words[place + 2 :]]
            yield "noun and pronoun", f" {' '.join(given)} "
