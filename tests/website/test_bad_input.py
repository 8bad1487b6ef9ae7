"""Texts that ask too much of a page: pictures, long tables, deep lists, odd titles, ids of the theme, dead links."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from bookcase import TODAY, Bookcase, Edition
from lxml import html
from sites import folder

from notifier.core.assessment import Level
from notifier.flows.publish import publish

if TYPE_CHECKING:
    from pathlib import Path

TITLE = 'Rules & "terms" of <us>'
TAKEN = [
    "main",
    "main_",
    "proof",
    "short",
    "change",
    "changes",
    "versions",
    "compare",
    "start",
    "draft",
    "clause",
    "chain",
    "text",
    "find-title",
    "find-words",
    "aside-title",
    "__drawer",
    "__search",
    "md-skip",
    "scope-changed",
]
DEEP = "".join(f"{'  ' * depth}- level {depth + 1}\n" for depth in range(6))
ROWS = "".join(f"| Row {number} | value {number} |\n" for number in range(400))
HEAD = f"---\ntitle: {TITLE}\n---\n\n# {TITLE} {{#top}}\n\n"
OLD = f"""{HEAD}A picture: ![a map](map.png). Raw <b onclick="x()">HTML</b>. [Click](javascript:alert(1)).

<script>alert(1)</script>

See [what went](#vanished), [what moved](#moved-part), [a file](gone.md) and [nothing](#never-there).

## Vanished {{#vanished}}

This part will vanish.

## First {{#first}}

A clause that will move elsewhere in the text. {{#moved-part}}

## Lists {{#lists}}

{DEEP}
## Table {{#table}}

| Name | Value |
|---|---|
{ROWS}
## \u202bمرحبا\u202c {{#hello}}

שלום means hello, and مرحبا too.

"""
OLD += "".join(f"## About {name} {{#{name}}}\n\nWords on it.\n\n" for name in TAKEN)
NEW = (
    OLD.replace("## Vanished {#vanished}\n\nThis part will vanish.\n\n", "")
    .replace("A clause that will move elsewhere in the text. {#moved-part}\n\n", "")
    .replace("value 17 |", "value seventeen |")
    .replace("level 6", "level six")
    + "## Last {#last}\n\nA clause that will move elsewhere in the text. {#moved-part}\n"
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    days = (date(2020, 1, 1), date(2024, 1, 1))
    case = Bookcase(
        [
            Edition("1.0.0", Level.NONE, days[0], days[0], ("First.", "Première."), (OLD, OLD)),
            Edition(
                "1.1.0", Level.MATERIAL, days[1], days[1], ('A "quoted" & <odd> summary.', "É."), (NEW, NEW)
            ),
        ]
    )
    return publish(folder(tmp_path_factory.mktemp("odd")), on=TODAY, library=case).out


def page(out: Path, url: str) -> html.HtmlElement:
    return html.parse(out / url / "index.html").getroot()


PAGES = ("privacy/", "privacy/versions/1.0.0/", "privacy/changes/1.1.0/", "privacy/bilingual/", "fr/privacy/")


def test_nothing_of_a_text_runs_or_leads_where_no_reader_expects(out: Path) -> None:
    for path in out.rglob("*.html"):
        tree = html.parse(path)
        assert not tree.xpath("//script[not(@src)]|//*[@onclick]|//a[starts-with(@href, 'javascript:')]"), (
            path
        )
    text = page(out, "privacy/")
    assert "<script>alert(1)</script>" in text.text_content()
    assert not text.xpath("//div[@class='policy']//img")


def test_a_title_with_quotes_and_signs_stands_as_it_was_written(out: Path) -> None:
    text = page(out, "privacy/")
    assert text.xpath("//h1")[0].text_content() == TITLE
    assert text.xpath("//meta[@itemprop='name']/@content")[0] == TITLE
    start = page(out, "")
    assert 'A "quoted" & <odd> summary.' in start.text_content()


@pytest.mark.parametrize("url", PAGES)
def test_ids_of_the_theme_are_no_trouble_for_clauses(out: Path, url: str) -> None:
    tree = page(out, url)
    ids = tree.xpath("//@id")
    twice = {name for name in ids if ids.count(name) > 1}
    assert twice <= {"main_", "__drawer", "__search"}, twice
    if "changes" not in url:
        for name in TAKEN:
            assert f"About {name}" in tree.get_element_by_id(name).text_content() or name in twice


def test_lists_keep_their_depth_and_long_tables_every_row(out: Path) -> None:
    text = page(out, "privacy/")
    assert text.xpath("//ul/li//ul/li//ul/li//ul/li//ul/li//ul/li[contains(., 'level six')]")
    assert len(text.xpath("//tbody/tr")) == 400
    change = page(out, "privacy/changes/1.1.0/")
    assert [mark.text_content() for mark in change.xpath("//td/*[@class='change']//ins")] == [
        "[added: seventeen end of addition]"
    ]


def test_words_written_from_right_to_left_stay_whole(out: Path) -> None:
    assert "שלום means hello, and مرحبا too." in page(out, "privacy/").text_content()


def test_a_link_to_a_clause_that_moved_leads_to_where_it_stands(out: Path) -> None:
    text = page(out, "privacy/")
    assert text.xpath("//a[text()='what moved']/@href") == ["#moved-part"]
    assert "A clause that will move" in text.get_element_by_id("moved-part").text_content()


def test_a_link_to_a_clause_that_vanished_leads_to_its_history_without_scripts_too(out: Path) -> None:
    text = page(out, "privacy/")
    assert text.xpath("//a[text()='what went']/@href") == ["#vanished"]
    (way,) = text.get_element_by_id("vanished").xpath(".//a/@href")
    assert "1.1.0" in page(out, "privacy/" + way).text_content()


def test_links_of_an_old_text_that_are_dead_today_keep_their_words(out: Path) -> None:
    old = page(out, "privacy/versions/1.0.0/")
    assert old.xpath("//a[text()='what went']/@href") == ["#vanished"]
    assert not old.xpath("//a[text()='a file' or text()='Click' or text()='nothing']")


def test_every_fragment_of_every_page_leads_somewhere(out: Path) -> None:
    for path in out.rglob("*.html"):
        tree = html.parse(path)
        ids = set(tree.xpath("//@id"))
        assert {link[1:] for link in tree.xpath("//a/@href") if link[:1] == "#" and link[1:]} <= ids, path
