"""A link to a clause that a policy no longer has leads to where its words stand today, else to its history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from bookcase import TODAY, Bookcase, Edition
from lxml import html
from sites import folder, hosted

from notifier.adapters import words
from notifier.core.assessment import Level
from notifier.core.text import EN, FR, PolicyName
from notifier.flows.publish import publish
from notifier.site.build import Site

TERMS = PolicyName("terms")
PROMISE = "We tell you by letter before we sell the house that you live in."
KEPT = "# Rules {#rules}\n\nThese are the rules of the house, and they are few.\n"
FULL = f"{KEPT}\n{PROMISE} {{#promise}}\n\nDogs may run about in the garden all day long. {{#dogs}}\n"
NEW = f"# Terms {{#terms}}\n\n## Letters {{#letters}}\n\n{PROMISE} {{#by-letter}}\n"


def editions(*texts: str) -> list[Edition]:
    """One version each year, the French words those of the English."""
    return [
        Edition(
            f"1.{place}.0",
            Level.MATERIAL if place else Level.NONE,
            date(2020 + place, 1, 1),
            date(2020 + place, 1, 1),
            ("In short.", "En bref."),
            (text, text),
        )
        for place, text in enumerate(texts)
    ]


@dataclass
class Shelves(Bookcase):
    """Two policies of one house."""

    terms: Bookcase = field(default_factory=lambda: Bookcase(()))

    @property
    def registry(self):
        told = Bookcase.registry.fget(self)
        titles = ((EN, "Terms of use"), (FR, "Conditions d’utilisation"))
        return replace(told, policies=(*told.policies, replace(told.policies[0], name=TERMS, titles=titles)))

    def history(self, name, /):
        if name != TERMS:
            return super().history(name)
        told = self.terms.history(name)
        return replace(told, records=tuple(replace(record, policy=TERMS) for record in told.records))

    def text(self, record, language, /):
        return (self.terms.texts if record.policy == TERMS else self.texts)[record.version, language]

    def document(self, record, language, /):
        return (self.terms.documents if record.policy == TERMS else self.documents)[record.version, language]


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return Shelves(editions(FULL, KEPT), terms=Bookcase(editions(NEW)))


@pytest.fixture(scope="module")
def pages(shelves: Shelves) -> dict[str, html.HtmlElement]:
    site = Site(shelves, words={language: words.read(language) for language in (EN, FR)}, on=TODAY)
    return {
        page.url: html.fragment_fromstring(page.print().html, create_parent="main") for page in site.pages()
    }


@pytest.mark.parametrize(
    ("start", "said"), [("", "now in “Terms of use”"), ("fr/", "désormais dans « Conditions d’utilisation »")]
)
def test_a_clause_that_left_for_another_policy_is_followed_there(pages, start: str, said: str) -> None:
    (line,) = pages[f"{start}privacy/"].xpath("//li[@id='promise']")
    assert line.xpath("a/@href") == ["../terms/#by-letter"]
    assert said in line.text_content().replace("\u00a0", " ")
    (way,) = pages[f"{start}privacy/clauses/promise/"].xpath("//a[contains(@href, 'by-letter')]/@href")
    assert way == "../../../terms/#by-letter"


def test_a_clause_that_stands_nowhere_leads_to_its_history(pages) -> None:
    (line,) = pages["privacy/"].xpath("//li[@id='dogs']")
    assert line.xpath("a/@href") == ["clauses/dogs/"]
    assert "Removed in version 1.1.0" in pages["privacy/clauses/dogs/"].text_content()
    assert "stands in" not in pages["privacy/clauses/dogs/"].text_content()


def test_a_clause_that_will_go_is_not_told_as_gone() -> None:
    case = Bookcase([*editions(FULL), replace(editions(FULL, KEPT)[1], effective=date(2027, 1, 1))])
    site = Site(case, words={language: words.read(language) for language in (EN, FR)}, on=TODAY)
    page = next(page for page in site.pages() if page.url == "privacy/")
    told = html.fragment_fromstring(page.print().html, create_parent="main")
    assert len(told.xpath("//*[@id='dogs']")) == 1
    assert not told.find_class("gone")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_an_old_link_arrives_where_the_words_stand(chromium, shelves: Shelves, tmp_path) -> None:
    with hosted(publish(folder(tmp_path), on=TODAY, library=shelves).out) as address:
        page = chromium.new_page()
        page.goto(f"{address}privacy/#promise")
        page.wait_for_url("**/terms/#by-letter")
        page.goto(f"{address}fr/privacy/")
        page.evaluate("location.hash = 'dogs'")
        page.wait_for_url("**/fr/privacy/clauses/dogs/")
        page.close()
