"""An example that only shows what a thing looks like: a made-up name, a code, one value and what becomes of it.

A name, a code or a masked value stays what it is whichever sample is shown beside it, and without any. What a list of
examples defines is another matter: of data, purposes, recipients, reasons, sums or times no example goes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Postfix, Prefix

from notifier.core.editorial.comparisons import one_of_a_class, unlikened
from notifier.core.text import holds

if TYPE_CHECKING:
    from notifier.core.editorial.rules import EditorialRules

ILLUSTRATION = "an illustration"

_QUOTE = r"(?:\"[^\"\n]{1,80}\"|(?<!\w)'[^'\n]{1,80}'(?!\w))"
_DIGITS = r"(?:\d{3,}(?: \d{2,})*|\d{1,3}(?: \d{3})+)"
_PLATE = r"[A-Z]+ \d+(?:[ -]?[A-Z\d]+)*"
_MASK = r"\w* ?\*[\w* ]*"
_MIXED = r"(?!\d+-[a-z])(?!\d{1,2}-\d{1,2}\b)(?=[\w.-]*\d)(?=[\w.-]*[A-Z-])[\w.-]*\w"
"""No `30-day` and no `10-15`: those are a time and a range."""
_CODE = rf"(?<![\w€£$#.,])(?:{_DIGITS}|{_PLATE}|{_MASK}|{_MIXED})(?![\w€£$%*])"
_NAME = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ][\w'.-]*(?: [A-ZÀ-Ý][\w'.-]*){0,2}")
_SAMPLED = re.compile(rf"{_QUOTE}|{_CODE}|(?<=\w ){_NAME.pattern}")
_SUM = re.compile(r"[€£$%]")
_SPOKEN = re.compile(r"[^\s\"] +[^\s\"]|[\d_]")
"""What tells a sample in quotes from an option or a defined word: several words, a digit, a line between them."""
_BRACKET = re.compile(r" ?\((?P<held>[^()\n]{2,140})\)")
_STOP = re.compile(r"(?<=[\w)\"])[.?!] (?=[A-ZÀ-Ý\"])|\n")
_OPEN = re.compile(r"\(?[^();\n]*\Z")
"""The bracket that a text breaks off in, or what stands after the last one."""
_MASKED = re.compile(r"\*|XX|(?<!\w)[A-ZÀ-Ý]\.")
"""Signs in the place of what is hidden, or a letter for a name."""
_NEAR = 16
"""So many words before an example what it shows is named at most."""
_NEVER = "(?!)"
_PLACEHOLDER = '"…"'
_HOLDING = '("'
_AROUND = 60
_LONGEST = 3 * _AROUND + 140
"""So many characters two texts differ in at most, with those around, where an example may be all."""


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells that two texts may differ in an example: asked of every pair, where the other patterns are asked of few.

    Attributes:
        announced: words that announce an example.
        placed: such words where an example between commas, dashes or quotes may stand behind them, or that stand behind one.
        turning: a verb that tells what a sample becomes.
    """

    announced: re.Pattern[str]
    placed: re.Pattern[str]
    turning: re.Pattern[str]


@lru_cache(maxsize=8)
def _signs(rules: EditorialRules) -> _Signs:
    """Write out the signs of a language."""
    table = rules.table("illustrations")
    likened = rules.table("comparisons").get("marks", _NEVER)
    return _Signs(
        announced=re.compile(rf"(?i)\b(?:(?:{table['marks']})|(?:{table['opening']})|(?:{likened}))"),
        placed=re.compile(rf"(?i)(?:{table['marks']})|[,;.(—] ?(?:{table['opening']})"),
        turning=re.compile(rf"\b(?:{table['turning']})(?!\w)"),
    )


@dataclass(frozen=True, slots=True)
class _Patterns:
    """What one language writes around an example.

    Attributes:
        marks: the same with the marks and words around them, wherever they stand in it.
        labels: a thing that goes by what the example shows.
        choosing: a name of one's own choosing, at the end of what stands before an example.
        turning: a verb that tells what a sample becomes.
        measured: words that tell how far a thing is changed, whatever sample shows it.
        giving: a verb that gives a sample to somebody or something.
        barred: words that no mere example holds.
        flowing: words of a sentence that tells who gets what, for what, or at which price.
        sorting: words of a sentence that tells what is let in or kept out, so that a sample may draw the line.
        hiding: words of a sentence that tells that only a part of a value is shown.
        sample: nothing but samples.
        fields: an order to write one's own value, at the end of what stands before an example.
        lettered: what is made of letters.
        replaced: words of a sentence in which a thing stands for a value, and shows nothing of it.
    """

    marks: re.Pattern[str]
    labels: re.Pattern[str]
    choosing: re.Pattern[str]
    turning: re.Pattern[str]
    measured: re.Pattern[str]
    giving: re.Pattern[str]
    barred: re.Pattern[str]
    flowing: re.Pattern[str]
    sorting: re.Pattern[str]
    hiding: re.Pattern[str]
    sample: re.Pattern[str]
    fields: re.Pattern[str]
    lettered: re.Pattern[str]
    replaced: re.Pattern[str]


@lru_cache(maxsize=8)
def _table(rules: EditorialRules) -> dict[str, str]:
    """Give the words of a language as groups, with those that open an example and one or several `samples`."""
    table = {name: f"(?:{words})" for name, words in rules.table("illustrations").items()}
    one = rf"(?:{table['articles']} ?)?(?:{table['labels']} )?(?:{_QUOTE}|{_CODE}|{table['strings']})"
    table["samples"] = rf"(?-i:{one}(?:,? ?{table['joiners']}?,? {one}){{0,4}})"
    table["opening"] = f"(?:{table['marks']}|{table['opening']})"
    return table


@lru_cache(maxsize=8)
def _patterns(rules: EditorialRules) -> _Patterns:
    """Write out the table of a language."""
    table = _table(rules)
    mark, label, opening = table["marks"], table["labels"], table["opening"]
    fields, lettered, replaced = (table.get(name, _NEVER) for name in ("fields", "lettered", "replaced"))
    return _Patterns(
        marks=re.compile(rf"(?i)^(?:{opening}\b[ ,:.]*)+|[ ,:;]+{mark}(?=[ ,:]|$)|\b{mark}[ ,:]+"),
        labels=re.compile(rf"(?i)\b{label}(?!\w)"),
        choosing=re.compile(rf"(?i)\b{label}(?: {table['own']})?$"),
        turning=_signs(rules).turning,
        measured=re.compile(rf"(?i)\b{table['measured']}(?!\w)"),
        giving=re.compile(rf"\b{table['giving']}(?!\w)"),
        barred=re.compile(rf"(?i)\b{table['barred']}(?!\w)"),
        flowing=re.compile(rf"(?i)\b{table['flowing']}(?!\w)"),
        sorting=re.compile(rf"(?i)\b{table['sorting']}(?!\w)"),
        hiding=re.compile(rf"(?i)\b{table.get('hiding', '(?!)')}"),
        sample=re.compile(rf"{table['samples']}(?: {table['count']})?$"),
        fields=re.compile(rf"(?i)(?:^|[.;:] ){fields}[\w' -]{{0,40}}$"),
        lettered=re.compile(rf"(?i)\b{lettered}\b"),
        replaced=re.compile(rf"(?i)\b{replaced}\b"),
    )


@dataclass(frozen=True, slots=True)
class _Frames:
    """Between what an example stands that is in no brackets; most texts have none, and these take long to compile.

    Attributes:
        clauses: examples between commas or dashes, and those that are a clause or a sentence of their own.
        quoted: a quoted sample with its mark, or one that is looked for.
        things: one thing of a class that is named whole, as its example.
    """

    clauses: tuple[re.Pattern[str], ...]
    quoted: tuple[re.Pattern[str], ...]
    things: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=8)
def _frames(rules: EditorialRules) -> _Frames:
    """Write out the frames of a language."""
    table = _table(rules)
    mark, opening, samples = table["marks"], table["opening"], table["samples"]
    small = rf"(?:{table['articles']} ?)?(?-i:[a-zà-ÿ-]+(?: [a-zà-ÿ-]+){{0,3}}?)"
    host = rf"(?P<before>\b{table['anything']}"
    handled = rf"(?P<before>\b{table['cases']}\b[^,.;:\n]{{1,60}}? {table['handled']}"
    return _Frames(
        clauses=_compiled(
            r"[;.] (?P<told>[^;.\n]{3,120})(?=[.;\n]|$)",
            rf"(?:,| —) {opening},?:? ?(?P<said>{samples})(?:,| —|(?=[.;\n]|$))",
            rf"(?:,| —) (?P<said>{samples}),? {mark}(?:,| —|(?=[.;\n]|$))",
        ),
        quoted=_compiled(
            rf"(?<!s )\b(?P<before>{opening},?:? ?){_QUOTE}",
            rf"{_QUOTE}(?P<after>,? {mark}\b)",
            rf"\b(?P<before>{table['searching']} ){_QUOTE}",
            rf"\b(?P<before>{table['searching']} ){small}(?P<after>,? {mark}\b)",
        ),
        things=_compiled(
            rf"{handled},? {mark},? ){small}(?=,)",
            rf"{handled} ){small}(?=,? {mark},)",
            rf"{host}(?:,| —| \() ){small}(?P<after>,? {mark}(?:,|\)| —))",
            rf"{host}(?:,| —| \() ?{opening},? ){small}(?P<after>,|\)| —)",
        ),
    )


def _compiled(*written: str) -> tuple[re.Pattern[str], ...]:
    """Compile patterns that take capitals and small letters for the same."""
    return tuple(re.compile(f"(?i){pattern}") for pattern in written)


def _framed(text: str, rules: EditorialRules) -> bool:
    """Tell whether a text may hold an example outside of brackets: every frame has quotes, or words that announce one."""
    return bool(_QUOTED.search(text) or _signs(rules).placed.search(text))


def exemplified(before: str, after: str, rules: EditorialRules) -> bool:
    """Tell whether two texts differ so little, and so near to a mark, a quote or a bracket, that it may be an example."""
    start = Prefix.similarity(before, after)
    end = Postfix.similarity(before[start:], after[start:])
    sides = [text[max(0, start - _AROUND) : len(text) - end + _AROUND] for text in (before, after)]
    if max(map(len, sides)) > _LONGEST:
        return False
    signs = _signs(rules)
    if signs.turning.search(_opened(before[:start], signs)):
        return False  # One sample that becomes something else shows another form.
    return any(holds(side, _HOLDING) or signs.announced.search(side) for side in sides)


def _opened(text: str, signs: _Signs) -> str:
    """Give what stands of an example that a text breaks off in; empty where it breaks off in none."""
    last = _OPEN.findall(text)[0]
    marks = [mark.end() for mark in signs.announced.finditer(last)]
    return last if last[:1] == "(" else last[marks[-1] :] if marks else ""


def shown(text: str, rules: EditorialRules) -> str:
    """Give a folded text without the examples that only show a form, and with any sample in the place of others."""
    patterns = _patterns(rules)

    def bare(found: re.Match[str]) -> str:
        mere = _only_shows(found["held"], found, patterns) or _merely(found["held"], found, patterns, rules)
        return "" if mere else found.group()

    text = unlikened(_BRACKET.sub(bare, text), rules)
    if not _framed(text, rules):
        return text
    frames = _frames(rules)
    for pattern in frames.clauses:
        text = pattern.sub(lambda found: _without(found, patterns), text)
    for pattern in (*frames.quoted, *frames.things):
        text = pattern.sub(lambda found: _sampled(found, patterns), text)
    return text


def graded(before: str, after: str, rules: EditorialRules) -> bool:
    """Tell whether two texts show by their examples that a value is masked or made coarser to another degree."""
    patterns = _patterns(rules)
    old, new = (_asides(text, rules) for text in (before, after))
    gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
    masked = patterns.hiding.search(before) or any(
        _MASKED.search(one) or patterns.turning.search(one) for one in (*gone, *come)
    )
    if not (masked and gone and come):
        return False
    return [_grade(one, patterns) for one in gone] != [_grade(one, patterns) for one in come]


def _asides(text: str, rules: EditorialRules) -> list[str]:
    """Give what the brackets and the clauses of a text show as mere examples."""
    patterns = _patterns(rules)
    held = [one["held"] for one in _BRACKET.finditer(text) if _only_shows(one["held"], one, patterns)]
    clauses = _frames(rules).clauses if _framed(text, rules) else ()
    asides = (one for pattern in clauses for one in pattern.finditer(text))
    held.extend(one.groupdict().get("told") or one["said"] for one in asides if not _without(one, patterns))
    return held


def _grade(aside: str, patterns: _Patterns) -> list[str]:
    """Give the form of what a value becomes: which signs stay, how many digits, how wide a range."""
    turns = patterns.turning.search(aside)
    core = patterns.marks.sub(" ", aside[turns.end() :] if turns else aside)
    core = re.sub(
        r"(\d+) ?[-–] ?(\d+)", lambda ends: "#" * min(_WIDE, abs(int(ends[2]) - int(ends[1]))), core
    )
    core = re.sub(r"[1-9]|(?<=[1-9])0(?=\d*[1-9])", "9", core)
    core = re.sub(r"[a-zà-ÿ]+", "a", re.sub(r"[A-ZÀ-Ý]", "A", core))
    return re.sub(r"\*+", "*", re.sub(r"[\"'\s:;,]+", " ", core)).split()


_WIDE = 100


def _without(found: re.Match[str], patterns: _Patterns) -> str:
    """Leave out an example between commas, or one that is a clause."""
    told = found.groupdict().get("told")
    mere = (
        patterns.marks.search(told) and _only_shows(told, found, patterns)
        if told
        else _hosted(found, patterns) and not patterns.sorting.search(_sentence(found))
    )
    return "" if mere else found.group()


def _sampled(found: re.Match[str], patterns: _Patterns) -> str:
    """Write any sample for one that is marked as an example or looked for."""
    parts = found.groupdict()
    before, after = parts.get("before") or "", parts.get("after") or ""
    sample = found.group().removeprefix(before).removesuffix(after)
    sentence = _sentence(found)
    drawn = patterns.flowing.search(sentence) or patterns.sorting.search(sentence) or _SUM.search(sentence)
    kept = drawn or patterns.barred.search(sample) or sample.isupper()
    return found.group() if kept else f"{before}{_PLACEHOLDER}{after}"


def _only_shows(aside: str, found: re.Match[str], patterns: _Patterns) -> bool:
    """Tell whether an aside shows nothing but a form of what is named before it."""
    core = patterns.marks.sub(" ", aside)
    marked = core != aside
    core = _SPACES.sub(" ", _COMMAS.sub(",", core)).strip(" ,:;")
    plain = _QUOTED.sub("", core)
    if not core or patterns.barred.search(plain):
        return False
    return _shows(core, plain, found, patterns, marked=marked) and _hosted(found, patterns)


_SPACES = re.compile(r"\s+")
_COMMAS = re.compile(r"(?: ,)+")
_QUOTED = re.compile(_QUOTE)


def _shows(core: str, plain: str, found: re.Match[str], patterns: _Patterns, *, marked: bool) -> bool:
    """Tell whether the words of an aside are a sample, or tell what becomes of one; where it stands is asked last, for it takes long."""
    if patterns.sample.match(core):
        return marked or all(map(_SPOKEN.search, _QUOTED.findall(core) or ("",)))
    if marked and _NAME.fullmatch(core):
        before = _before(found)
        return bool(patterns.choosing.search(before) or patterns.fields.search(before))
    if marked and _LETTERS.fullmatch(core):
        return bool(patterns.lettered.search(_before(found)))
    if patterns.turning.search(core):
        sampled = bool(_SAMPLED.search(core) or _first(core, patterns)) and not _SUM.search(plain)
        return (marked or sampled) and not _measures(core, found, patterns)
    if _SUM.search(plain):
        return False
    given = patterns.giving.search(core)
    return bool(given and _SAMPLED.search(core, given.end()))


_LETTERS = re.compile("[A-Z]{4,}")
_FIRST = re.compile(
    rf"(?!(?:Une?|Les?|La|Des?|Ce|Cet|Cette|Ces|Ils?|Elles?|On|An?|The|It) ){_NAME.pattern}(?=[ ,])"
)


def _first(core: str, patterns: _Patterns) -> bool:
    """Tell whether a name stands first, and what becomes of it at once after it."""
    named = _FIRST.match(core)
    return bool(named and patterns.turning.match(core, named.end() + 1))


def _merely(aside: str, found: re.Match[str], patterns: _Patterns, rules: EditorialRules) -> bool:
    """Tell whether an aside names one of a class of things where none of them counts."""
    core = patterns.marks.sub(" ", aside)
    thing = core.strip(" ,:;")
    return one_of_a_class(thing, _before(found), _sentence(found), rules, marked=core != aside)


def _measures(core: str, found: re.Match[str], patterns: _Patterns) -> bool:
    """Tell whether only what a sample becomes, *0412 becomes 04*, tells how much of it is masked."""
    sentence = _sentence(found).replace(found.group(), "")
    was, _, becomes = patterns.turning.sub("\n", core, count=1).partition("\n")
    apart = _drawn_from(was).isdisjoint(_drawn_from(becomes))
    told = patterns.measured.search(sentence) or (apart and patterns.replaced.search(sentence))
    return not told and not _FIGURED.isdisjoint(core)


_FIGURED = frozenset("0123456789*")


def _drawn_from(text: str) -> frozenset[str]:
    """Give the capital letters and the digits of a text: what a code may have of what it stands for."""
    return frozenset(letter for letter in text if letter.isupper() or letter.isdigit())


def _hosted(found: re.Match[str], patterns: _Patterns) -> bool:
    """Tell whether a thing that goes by its form is named shortly before, in a sentence that gives nobody anything."""
    before, sentence = _before(found), _sentence(found)
    near = " ".join(before.split()[-_NEAR:])
    flows = patterns.flowing.search(sentence) or _SUM.search(sentence.replace(found.group(), ""))
    return bool(patterns.labels.search(near) or patterns.fields.search(before)) and not flows


def _before(found: re.Match[str]) -> str:
    """Give what stands before a match in its sentence."""
    sentence = _sentence(found)
    return sentence[: sentence.find(found.group())].rstrip()


def _sentence(found: re.Match[str]) -> str:
    """Give the sentence around a match."""
    text = found.string
    begins = [stop.end() for stop in _STOP.finditer(text, 0, found.start())]
    ends = _STOP.search(text, found.end())
    return text[begins[-1] if begins else 0 : ends.start() if ends else len(text)]
