"""How often the same change to parallel clauses of translated policies gets the same level in both languages.

python -m tests.benchmarks.assessment.parallel          # a line for each kind of edit
python -m tests.benchmarks.assessment.parallel clauses  # and the clauses whose levels differ
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.core.assessment import assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.editorial.conjugation import french_forms
from notifier.core.text import EN, FR
from tests.benchmarks.assessment import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.core.assessment import Level
    from notifier.core.text import Language

    Edit = Callable[[str, str], tuple[str, str] | None]


def _replaced(english: tuple[str, str], french: tuple[str, str]) -> Edit:
    """Make an edit of plain replacements, which has to change both texts."""

    def edit(one: str, two: str) -> tuple[str, str] | None:
        after = one.replace(*english), two.replace(*french)
        return None if after[0] == one or after[1] == two else after

    return edit


_WILL = re.compile(r"\b([Ww]e)(?: will|['’]ll) (?!not\b|never\b)")
_FUTURE = re.compile(
    r"\b([Nn]ous) (?P<clitics>(?:(?:nous|vous|les?|la|leur|y|en) |l['’])*)(?P<verb>\w+rons)\b"
)
_LATER = 6
"""The place of the future with *nous* among the forms of a French verb."""


def _infinitive(later: str) -> str:
    """Give the infinitive of a French verb in the future, *publierons*; empty where it is not known."""
    known = rules.read(FR).editorial.known
    stem = later.removesuffix("ons")
    found = (verb for verb in (stem, f"{stem}e") if known(verb) and french_forms(verb)[_LATER] == later)
    return next(found, "")


def loosened(one: str, two: str) -> tuple[str, str] | None:
    """Write *we will send* as *we may send*, and « nous enverrons » as « nous pourrions envoyer ».

    Nothing where the French does not promise as often in the future, or with a verb whose infinitive is not known.
    """
    verbs = [_infinitive(match["verb"]) for match in _FUTURE.finditer(two)]
    if not verbs or not all(verbs) or len(verbs) != len(_WILL.findall(one)):
        return None
    given = iter(verbs)
    after = _FUTURE.sub(lambda match: f"{match[1]} pourrions {match['clitics']}{next(given)}", two)
    return _WILL.sub(r"\1 may ", one), after


def _removed(one: str, two: str) -> tuple[str, str] | None:
    return ("", "") if len(one) > _SHORT and two else None


_SHORT = 40
EDITS: dict[str, Edit] = {
    "30 days become 90": _replaced(("30 days", "90 days"), ("30 jours", "90 jours")),
    "advertisers come in": _replaced(
        (". ", " and our advertisers. "),
        (". ", " et nos annonceurs. "),
    ),
    "where possible": _replaced(("We ", "Where possible, we "), ("Nous ", "Si possible, nous ")),
    "can becomes must": _replaced(("you can ", "you must "), ("vous pouvez ", "vous devez ")),
    "will becomes may": loosened,
    "the clause goes": _removed,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """One clause in both languages, before and after the same edit."""

    edit: str
    before: tuple[str, str]
    after: tuple[str, str]


def twins() -> Iterator[Twin]:
    """Give every parallel clause with every edit that changes both of its languages."""
    for before in _clauses():
        for name, edit in EDITS.items():
            after = edit(*before)
            if after is not None:
                yield Twin(edit=name, before=before, after=after)


def _clauses() -> Iterator[tuple[str, str]]:
    place = corpus.folder()
    for english in sorted((place / "bilingual").glob("*.en.md")) if place else ():
        french = english.with_name(english.name.replace(".en.", ".fr."))
        documents = [
            parse(page.read_text("utf-8"), language=language)
            for page, language in ((english, EN), (french, FR))
            if page.exists()
        ]
        kinds = [[clause.kind for clause in document.clauses] for document in documents]
        if kinds[1:] == kinds[:1]:
            yield from zip(
                *([clause.text for clause in document.clauses] for document in documents), strict=True
            )


def judged(twin: Twin) -> tuple[Level, Level]:
    """Judge a clause in both languages."""
    return _level(EN, twin.before[0], twin.after[0]), _level(FR, twin.before[1], twin.after[1])


def _level(language: Language, before: str, after: str) -> Level:
    pages = (parse(text, language=language) for text in (before, after))
    return assess(compare(*pages), rules.read(language)).level


def main(*, clauses: bool = False) -> None:
    """Print how often both levels are the same, by edit and in all."""
    asked: Counter[str] = Counter()
    same: Counter[str] = Counter()
    for twin in twins():
        levels = judged(twin)
        asked[twin.edit] += 1
        same[twin.edit] += levels[0] is levels[1]
        if clauses and levels[0] is not levels[1]:
            print(f"{twin.edit}: {levels[0].word} / {levels[1].word}\n  {twin.before[0]}\n  {twin.before[1]}")
    for name in EDITS:
        print(f"parallel clauses, {name}: the same level {same[name]} of {asked[name]}")
    left_out = sum(1 for one, _ in _clauses() if _WILL.search(one)) - asked["will becomes may"]
    print(
        f"parallel clauses, will becomes may: {left_out} left out, whose French is not told in a future known here"
    )
    share = same.total() / max(asked.total(), 1)
    print(f"parallel clauses, same edit: the same level {share:.3f} of {asked.total()}")


if __name__ == "__main__":
    main(clauses="clauses" in sys.argv[1:])
