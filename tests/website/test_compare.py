"""The comparison in the browser tells what Python tells: the same clauses, the same moves, the same words."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from bookcase import bookcase
from repeats import again
from sites import ROOT, folder, hosted

from notifier.adapters.catalog import Catalog
from notifier.core.alignment import Fate
from notifier.core.changeset import compare
from notifier.core.redline import Op, diff
from notifier.core.text import EN, FR
from notifier.flows.publish import publish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.changeset import ChangeSet
    from notifier.core.text import Language

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SHOWN = """() => [...document.querySelectorAll('[data-clause]')].map((node) => {
    const marks = [...node.querySelectorAll('ins, del')].map((mark) => {
        const copy = mark.cloneNode(true);
        for (const said of copy.querySelectorAll('.said')) said.remove();
        return [mark.tagName, copy.textContent];
    });
    return [node.dataset.clause, Boolean(node.querySelector('.moved')) && marks.length === 0, marks];
})"""
"""The clauses that differ, whether only a note tells of them, and the words that went and came."""

PIECES = [
    *(
        "we",
        "may",
        "share",
        "your",
        "data",
        "with",
        "partners",
        "the",
        "law",
        "Rights",
        "months",
        "a;",
        "(",
        ")",
    ),
    *(
        ",",
        ".",
        ".",
        ".",
        ":",
        "« a »",
        "l’article 3",
        "1 000 €",
        "1 000 0000",
        "10 %",
        "e.g.",
        "M.",
        "“x”",
        "’",
    ),
    *(
        "1er octobre 2015",
        "October 1, 2015",
        "a.b@c-d.fr",
        "https://x.org/a.",
        "[1](#a)",
        "**b**",
        "é",
        "e\u0301",
    ),
    *(
        "non\u2011profit",
        "non-profit",
        "l'un",
        "\u200b",
        "１２",
        "x²",
        "\u00a0",
        "\n",
        "\n\n",
        "",
        "½",
        "ça",
        "ÇA",
        "𝒳",
    ),
]
"""What tokens, sentences and marks are cut at, in both languages, and what is written in more than one way."""


def texts(chance: random.Random, most: int) -> str:
    """Make a text of a few pieces many times over, so that there are many ways to compare two of them."""
    known = chance.sample(PIECES, chance.randrange(3, len(PIECES)))
    return " ".join(chance.choices(known, k=chance.randrange(most)))


def worn(chance: random.Random, text: str) -> str:
    """Lose some words of a text, say others twice, and put new ones in."""
    told: list[str] = []
    for word in text.split(" "):
        turn = chance.random()
        told += (
            [word, word]
            if turn < 0.05
            else []
            if turn < 0.2
            else [chance.choice(PIECES)]
            if turn < 0.3
            else [word]
        )
    return " ".join(told)


def pairs() -> Iterator[tuple[str, str]]:
    """Give texts that have little to do with each other, texts worn by many changes, and long ones."""
    chance = random.Random(2015)
    for most in (6, 30, 200):
        for _ in range(150):
            before = texts(chance, most)
            yield before, worn(chance, before)
            yield before, texts(chance, most)
    for size in (300, 700):
        for kinds in (3, 60, 400):
            words = [*PIECES[:20], *map(str, range(kinds))]
            yield " ".join(chance.choices(words, k=size)), " ".join(chance.choices(words, k=size + 50))
    case = bookcase()
    for language in (EN, FR):
        said = [clause.text for record in case.records for clause in case.document(record, language).clauses]
        yield from itertools.product(chance.sample(said, 12), chance.sample(said, 12))


@again
def test_any_two_texts_have_one_redline_in_the_browser_and_in_python(opened, address) -> None:
    page = opened()
    given = list(pairs())
    told = page.evaluate(
        """async ([source, pairs]) => {
            const { redline } = await import(source);
            return pairs.map(([before, after]) => redline(before, after));
        }""",
        [f"{address}assets/policy/redline.js", given],
    )
    for (before, after), edits in zip(given, told, strict=True):
        assert edits == [[str(edit.op), edit.before, edit.after] for edit in diff(before, after).edits]
    assert len(given) > 1000


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of this project's own policy."""
    root = folder(tmp_path_factory.mktemp("own"))
    with hosted(publish(root, library=Catalog(ROOT)).out) as address:
        yield address


@again
@pytest.mark.parametrize(("start", "language"), [("", EN), ("fr/", FR)])
def test_any_two_versions_of_our_own_policy_compare_as_in_python(chromium, own, start: str, language) -> None:
    catalog = Catalog(ROOT)
    page = chromium.new_page()
    for one, two in itertools.permutations(catalog.history("privacy").records, 2):
        page.goto(f"{own}{start}privacy/compare/?from={one.version}&to={two.version}")
        page.locator(".compared[data-done]").wait_for()
        changes = compare(catalog.document(one, language), catalog.document(two, language))
        assert {name: rest for name, *rest in page.evaluate(SHOWN)} == marks(changes)
    page.close()


@pytest.mark.parametrize(("start", "language"), [("", EN), ("fr/", FR)])
def test_any_two_versions_compare_as_in_python(opened, address, start: str, language: Language) -> None:
    case = bookcase()
    page = opened(f"{start}privacy/compare/")
    for one, two in itertools.permutations(case.records, 2):
        page.goto(f"{address}{start}privacy/compare/?from={one.version}&to={two.version}")
        page.locator(".compared[data-done]").wait_for()
        changes = compare(case.document(one, language), case.document(two, language))
        assert {name: rest for name, *rest in page.evaluate(SHOWN)} == marks(changes)


@pytest.mark.parametrize(("to", "later"), [("&to=2.1.0", "2.1.0"), ("", "2.0.0")])
def test_the_link_of_a_mail_tells_what_changed_since_the_words_that_bind(opened, to: str, later: str) -> None:
    page = opened(f"privacy/compare/?since=1.1.0{to}")
    page.locator(".compared[data-done]").wait_for()
    assert page.locator("h1").inner_text() == "What changed for you since version 1.1.0"
    assert page.locator("#choose-from").input_value() == "1.1.0"
    assert page.locator("#choose-to").input_value() == later
    assert f"between 1.1.0 and {later}" in page.locator(".compared__sum").inner_text()


def marks(changes: ChangeSet) -> dict[str, list[object]]:
    """The clauses that differ as the browser tells them; a number of an item that moved up is no difference of words."""
    tags = {Op.REMOVE: "DEL", Op.ADD: "INS"}
    told: dict[str, list[object]] = {}
    for change in changes.changes:
        edits = [
            [tags[edit.op], edit.before or edit.after] for edit in change.redline.edits if edit.op in tags
        ]
        if edits or change.fate is not Fate.RENUMBERED:
            told[change.clause] = [not edits, edits]
    return told
