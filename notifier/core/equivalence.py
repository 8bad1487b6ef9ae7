"""What two languages must have in common, clause by clause: numbers, days, links, names, and how firmly they speak."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from notifier.core.days import days
from notifier.core.languages import language_name
from notifier.core.quantities import Measure, Quantity, quantities
from notifier.core.said import listed, say
from notifier.core.sentences import cut
from notifier.core.text import EN, FR, ClauseId, Language
from notifier.core.translation import Freshness
from notifier.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notifier.core.document import Clause
    from notifier.core.rulepack import RulePack
    from notifier.core.said import Said
    from notifier.core.translation import Rendering

_TAIL = re.compile(
    r"(?:/(?:en|fr|en-[a-z]{2}|fr-[a-z]{2}))(?=/|$)|[?&](?:hl|lang|locale)=[\w-]+", re.IGNORECASE
)
_COUNTED = {Measure.DURATION, Measure.MONEY, Measure.PERCENT, Measure.AGE}
_LIMITS = {
    EN: re.compile(r"\b(?:never|without|unless|except|only|solely)\b", re.IGNORECASE),
    FR: re.compile(
        r"\b(?:jamais|sans|sauf|moins que|hormis|except[ée]\w*|hors|seul\w*|uniquement|exclusivement|aucune?"
        r"|(?:ne|n['’]\w*)\b[^.;:]{0,80}\bqu(?:e|['’]))",
        re.IGNORECASE,
    ),
}
_ALLOWS = {
    EN: re.compile(
        r"\b(?:may(?!,?\s+\d)|might|could|can|able|free to|let|lets|allow\w*|choose)\b", re.IGNORECASE
    ),
    FR: re.compile(
        r"\b(?:peut|peuvent|pouv\w+|peux|puiss\w+|pourr\w+|susceptibles?|éventuel\w*|permet\w*|possib\w*|libres?"
        r"|autoris\w+|choisi\w*|[àa] m[êe]me|laiss\w+)\b",
        re.IGNORECASE,
    ),
}
_BINDS = {
    EN: re.compile(r"\b(?:must|ha(?:ve|s) to|(?:is|are) (?:required|obliged) to)\b", re.IGNORECASE),
    FR: re.compile(
        r"\b(?:doi(?:s|t|vent)|dev(?:ez|ons|r\w+)|faut|faudra|(?:tenu|oblig[ée])\w* d[e’'])", re.IGNORECASE
    ),
}
_BOUND = {
    EN: re.compile(
        r"\b(?:must|ha(?:ve|s) to|shall|should|will|need\w*|requir\w*|necessar\w*|oblig\w*|ask\w*)\b",
        re.IGNORECASE,
    ),
    FR: re.compile(
        r"\b(?:doi\w+|dev\w+|faut|faudra|tenu\w*|oblig\w+|n[ée]cess\w+|requi\w+|exig\w+|besoin|impos\w+|demand\w+)\b",
        re.IGNORECASE,
    ),
}
_OFTEN = {
    EN: re.compile(r"(?P<day>daily)|(?P<week>weekly)|(?P<month>monthly)|(?P<year>yearly|annual(?:ly)?)"),
    FR: re.compile(
        r"(?P<jour>quotidien\w*|journali[eè]r\w*)|(?P<semaine>hebdomadaire\w*)"
        r"|(?P<mois>mensuel\w*)|(?P<an>annuel\w*)"
    ),
}
"""Words for every one of a unit, by the unit."""
_TIMES = "fois"
"""*Une fois l'an* is once in each of them."""
_SHORTEST = 80
"""Characters from which the lengths of a clause and its translation can be compared."""
_LENGTHS = {(EN, FR): (0.88, 1.8), (FR, EN): (0.55, 1.14)}
"""How long a translation may be against its original. Of 372 clauses of eight published English policies with their French,
nine in ten are between 1.04 and 1.42 times as long; the two below 0.88 had sentences missing."""
_FUNCTION = {
    EN: frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "is",
            "are",
            "we",
            "you",
            "your",
            "our",
            "that",
            "this",
            "with",
            "for",
            "not",
            "or",
            "by",
            "from",
            "when",
            "if",
            "which",
            "it",
            "on",
            "as",
            "be",
            "have",
            "has",
            "will",
            "may",
            "must",
            "can",
            "at",
            "an",
            "their",
            "they",
        ]
    ),
    FR: frozenset(
        [
            "le",
            "la",
            "les",
            "des",
            "du",
            "de",
            "et",
            "nous",
            "vous",
            "vos",
            "notre",
            "nos",
            "votre",
            "que",
            "qui",
            "dans",
            "pour",
            "par",
            "sur",
            "avec",
            "est",
            "sont",
            "ne",
            "pas",
            "ou",
            "une",
            "un",
            "au",
            "aux",
            "ce",
            "cette",
            "ces",
            "si",
            "lorsque",
            "leur",
            "leurs",
            "ils",
            "elles",
            "être",
            "avons",
            "avez",
        ]
    ),
}
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_WORD = re.compile(r"[^\W\d_]+")
_YEAR = 365.25
_YOUNGEST = 2
"""Years: an 'un' beside a word of age is an article."""

_SURE = 4
"""Function words of the other language, with at most one of its own, that make a clause foreign."""


_Amount = tuple[tuple[Measure, float], str]
"""A measure with its value, and the words it is written in; `19 ans` is an age or a time, so an age counts as a time."""


def foreign(text: str, language: Language) -> str:
    """Give the first sentence that is plainly written in another language; empty when there is none, or in doubt."""
    if language not in _FUNCTION:
        return ""
    return next((told for told in _SENTENCE_END.split(text) if _strange(told, language)), "")


def small(words: Sequence[str], language: Language) -> float:
    """Tell how many of the words, from 0 to 1, are small words of a language; 0 of a language nobody listed."""
    return sum(word in _FUNCTION.get(language, ()) for word in words) / max(1, len(words))


def _strange(sentence: str, language: Language) -> bool:
    words = [word.lower() for word in _WORD.findall(sentence)]
    hits = {name: sum(word in known for word in words) for name, known in _FUNCTION.items()}
    own = hits.pop(language)
    most = max(hits.values())
    return most >= _SURE and own <= most // _SURE


def differences(
    renderings: Iterable[Rendering],
    *,
    packs: Mapping[Language, RulePack],
    languages: tuple[Language, Language],
    place: str,
    changed: frozenset[ClauseId],
) -> Iterator[Refusal]:
    """Tell for each translated clause what it does not have in common with the governing one.

    How firmly the languages speak is compared in clauses that `changed`: a person reads those anyway, and idioms
    differ too much to ask about all of them.
    """
    for one in renderings:
        if one.governing is None or one.translated is None or one.status is not Freshness.CURRENT:
            continue
        here, there = one.governing, one.translated
        force = _force(here, there, languages) if one.clause in changed else ()
        for cause in (*_apart(here, there, packs, languages), *force):
            yield Refusal(
                say("'{clause}': {cause}", clause=one.clause, cause=cause),
                source=place,
                line=there.line,
                remedy=say("compare the two languages"),
            )


def _apart(
    here: Clause, there: Clause, packs: Mapping[Language, RulePack], languages: tuple[Language, Language]
) -> Iterator[Said]:
    """Tell numbers and links that stand on one side alone."""
    first, second = languages
    said, says = _measures(here.text, packs[first]), _measures(there.text, packs[second])
    if {found for found, _ in said} != {found for found, _ in says}:
        yield say(
            "the numbers differ: {here} in {governing}, {there} in {language}",
            governing=language_name(first),
            here=_alone(said, says),
            language=language_name(second),
            there=_alone(says, said),
        )
    if apart := days(here.text, first) ^ days(there.text, second):
        yield say(
            "a day stands in one language and not in the other ({names})",
            names=", ".join(day.isoformat() for day in sorted(apart)),
        )
    least, most = _LENGTHS.get(languages, (0, float("inf")))
    if len(here.text) >= _SHORTEST and not least <= len(there.text) / len(here.text) <= most:
        yield say(
            "{here} characters in {governing}, {there} in {language}: something may be left out",
            governing=language_name(first),
            here=len(here.text),
            language=language_name(second),
            there=len(there.text),
        )
    links = _links(here), _links(there)
    if links[0] != links[1]:
        gone = sorted((links[0] - links[1]) + (links[1] - links[0]))
        yield say("a link stands in one language and not in the other ({names})", names=", ".join(gone))


def _force(here: Clause, there: Clause, languages: tuple[Language, Language]) -> Iterator[Said]:
    """Tell where one side limits or allows and the other does not."""
    first, second = languages
    for patterns, cause in (
        (_LIMITS, say("one language limits or excepts ('never', 'only', 'without'), the other does not")),
        (_ALLOWS, say("one language allows ('may', 'can'), the other does not")),
    ):
        if bool(patterns[first].search(here.text)) != bool(patterns[second].search(there.text)):
            yield cause
    if any(
        _BINDS[one].search(told.text) and not _BOUND[other].search(tells.text)
        for one, told, other, tells in ((first, here, second, there), (second, there, first, here))
    ):
        yield say("one language obliges ('must'), the other does not")


def _measures(text: str, pack: RulePack) -> tuple[_Amount, ...]:
    """Give the durations, amounts, shares and ages of a clause; bare counts are written too freely to compare."""
    words = [word.text for word in cut(text)]
    counted = (
        (_key(found), " ".join(words[found.start : found.end]))
        for found in quantities(words, pack.numerals)
        if found.measure in _COUNTED and not (found.measure is Measure.AGE and found.value < _YOUNGEST)
    )
    return (*counted, *_often(words, pack))


def _often(words: Sequence[str], pack: RulePack) -> Iterator[_Amount]:
    """Give how often something happens as one of the unit: *a year*, *par an*, *annually* say the same."""
    numerals = pack.numerals
    for before, word, after in zip(("", *words), words, (*words[1:], ""), strict=False):
        each = word in numerals.rates or (before == _TIMES and word in numerals.definite)
        if each and after in numerals.units:
            yield (Measure.DURATION, round(numerals.units[after], 2)), f"{word} {after}"
        elif found := pack.language in _OFTEN and _OFTEN[pack.language].fullmatch(word):
            yield (Measure.DURATION, round(numerals.units[str(found.lastgroup)], 2)), word


def _key(found: Quantity) -> tuple[Measure, float]:
    if found.measure is Measure.AGE:
        return Measure.DURATION, round(found.value * _YEAR, 2)
    return found.measure, round(found.value, 2)


def _alone(here: tuple[_Amount, ...], there: tuple[_Amount, ...]) -> Said:
    """Name what stands on this side alone, as it is written; a dash when nothing does."""
    known = {found for found, _ in there}
    told = dict.fromkeys(written for found, written in here if found not in known)
    return listed([say("“{words}”", words=written) for written in told] or ["–"])


def _links(clause: Clause) -> Counter[str]:
    """Count where a clause leads; the language in an address does not matter."""
    targets = (target for target, _ in itertools.groupby(run.target for run in clause.runs))
    return Counter(_TAIL.sub("", target).rstrip("/") for target in targets if target)
