from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from notifier.core.document import parse
from notifier.render.pages import blocks
from notifier.render.recall import Recall


def laid(text: str) -> str:
    told = (blocks.of(clause, lambda target: target) for clause in parse(text).clauses)
    return blocks.layout(told, table="Table")


LINES = st.sampled_from(
    [
        "# A {#a}",
        "## B",
        "- one",
        "  - two",
        "    - three",
        "1. first",
        "   1. inner",
        "   more words",
        "> said",
        "plain",
        "| a | b |\n|---|---|\n| c | d |",
        "```\ncode\n```",
        "",
        "<b>raw</b>",
        "10. tenth",
    ]
)


@given(st.lists(LINES, max_size=12).map("\n\n".join))
def test_every_tag_that_opens_closes_and_every_clause_has_its_place(text: str) -> None:
    clauses = parse(text).clauses
    tree = html.fragment_fromstring(laid(text), create_parent="div")
    assert [node.get("id") for node in tree.iter() if node.get("id")] == [clause.id for clause in clauses]
    assert laid(text).count("<li") == laid(text).count("</li>")
    for item in tree.iter("li"):
        assert item.getparent().tag in {"ul", "ol"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "- a\n  - b\n- c\n",
            '<ul>\n<li id="text-1">a<ul>\n<li id="text-2">b</li>\n</ul>\n</li>\n<li id="text-3">c</li>\n</ul>\n',
            id="a list inside an item",
        ),
        pytest.param(
            "3. a\n4. b\n",
            '<ol start="3">\n<li id="text-1">a</li>\n<li id="text-2">b</li>\n</ol>\n',
            id="a list that begins at three",
        ),
        pytest.param(
            "- a\n\n1. b\n",
            '<ul>\n<li id="text-1">a</li>\n</ul>\n<ol>\n<li id="text-2">b</li>\n</ol>\n',
            id="two kinds of list",
        ),
        pytest.param(
            "- a\n\n  more\n- b\n",
            '<ul>\n<li id="text-1">a<p id="text-2">more</p>\n</li>\n<li id="text-3">b</li>\n</ul>\n',
            id="a paragraph inside an item",
        ),
        pytest.param(
            "- a\n  - b\n\n  more\n",
            '<ul>\n<li id="text-1">a<ul>\n<li id="text-2">b</li>\n</ul>\n<p id="text-3">more</p>\n</li>\n</ul>\n',
            id="words of an item after a list inside it",
        ),
        pytest.param("> said\n", '<blockquote id="text-1"><p>said</p></blockquote>\n', id="a quote"),
    ],
)
def test_lists_and_quotes_are_laid_out(text: str, told: str) -> None:
    assert laid(text) == told


def test_two_tables_in_a_row_stay_two() -> None:
    text = "| a |\n|---|\n| 1 |\n\n| b |\n|---|\n| 2 |\n"
    assert laid(text).count("<table>") == 2


def test_deep_lists_and_long_tables_stay_whole() -> None:
    deep = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(6))
    rows = "| n |\n|---|\n" + "".join(f"| {row} |\n" for row in range(400))
    assert laid(deep).count("<ul>") == 6
    assert laid(rows).count("<tr") == 401


@pytest.mark.parametrize(
    "text",
    [
        "[run](javascript:alert(1))",
        "<script>alert(1)</script>",
        "<img src=x onerror=y>",
        '[a](data:text/html,x "t")',
    ],
)
def test_nothing_that_could_run_reaches_a_page(text: str) -> None:
    tree = html.fragment_fromstring(laid(text), create_parent="div")
    assert not tree.xpath("//script|//img|//a")


def test_words_of_an_item_stand_behind_a_table_inside_it() -> None:
    told = laid("- a\n\n  | b |\n  |---|\n  | c |\n\n  more\n")
    assert told.index("</table>") < told.index("more") < told.index("</li>")


@pytest.mark.parametrize(
    "text",
    [
        "# A {#a}\n\nOne [two][x].\n\n## B {#b}\n\n- one\n  - two\n\n    three\n\n| a | b |\n|---|---|\n| c |\n\n[x]: https://x.org\n",
        "First.\n\n## B {#b}\n\n1. one\n2. two\n\n> said\n\n### C {#c}\n\n    code\n",
    ],
)
def test_laying_out_section_by_section_gives_the_whole(text: str) -> None:
    clauses = parse(text).clauses

    def same(target: str) -> str:
        return target

    whole = blocks.layout((blocks.of(clause, same) for clause in clauses), table="t")
    parts = [blocks.section(part, same, table="t") for part in blocks.sections(clauses)]
    assert "".join(parts) == whole
    assert [blocks.section(part, same, table="t") for part in blocks.sections(clauses)] == parts


def test_a_link_whose_address_changed_elsewhere_is_laid_out_anew() -> None:
    one, two = (parse(f"See [it][x].\n\n[x]: https://{host}/\n").clauses for host in ("a.org", "b.org"))
    told = [blocks.section(clauses[:1], str, table="t") for clauses in (one, two)]
    assert "a.org" in told[0]
    assert "b.org" in told[1]


def test_a_recall_begins_anew_when_it_is_full() -> None:
    made: list[int] = []
    recall: Recall[int] = Recall(2)

    def make(number: int) -> int:
        made.append(number)
        return number

    told = [recall(number, partial(make, number)) for number in (1, 1, 2, 3, 1)]
    assert told == [1, 1, 2, 3, 1]
    assert made == [1, 2, 3, 1]


def test_a_text_without_clauses_has_no_sections() -> None:
    assert not list(blocks.sections(()))
