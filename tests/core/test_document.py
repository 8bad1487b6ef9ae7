from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink, validateLink
from repeats import again

from notifier.core import blocks, dress, inline, markdown
from notifier.core.clauses import Text
from notifier.core.document import Kind, foreign, parse, show, shown
from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from notifier.core.markdown import Block

markup = st.text(alphabet="ab \n\r\t#-*1.)|>`~{}[]()<!&;\\_=:é\ufeff\x00", max_size=200)


@again
@given(st.one_of(markup, st.text(max_size=100)))
@example("a\r\rb\r\n\r\n# c\r")
@example("\ufeff---\ntitle: A\n---\n# A {#a}\n")
@example("- - a\n  - \n> # b\n")
def test_showing_a_parsed_text_gives_the_text_back(text: str) -> None:
    assert show(parse(text)) == text


CHUNKS = (
    *(
        "Plain words",
        "more **words**",
        "# Head",
        "## Two {#b}",
        "Title\n===",
        "Under\n---",
        "30 days",
        "#no",
        "# x #",
    ),
    *(
        "- a",
        "  - b",
        "1. c",
        "1) d",
        "+ e",
        "> q",
        "    code",
        "\ttab",
        "| a | b |\n|---|---|",
        "a | b\n--|--",
    ),
    *(
        "[x](y) z",
        "[x]: y",
        "```",
        "<div>",
        "<address>",
        "<pre>",
        "<!-- c",
        "---",
        "***",
        "*a*",
        "end  ",
        "{: #id}",
        '"said"',
        "",
        "",
    ),
    *("«\u00a0mot\u00a0»", "\u2028"),
)
chunks = st.lists(st.sampled_from(CHUNKS), max_size=14).map("\n".join)


items = st.lists(
    st.sampled_from(
        ("- a", "- b {#c}", "-", "- ", "", "-  d", "1. e", "7. f", "2) g", "  - h", "  -", " 1. i", "Words")
    ),
    max_size=8,
)


def whole(text: str) -> list[Block]:
    told: list[Block] = []
    line = 0
    read = Text.cut(text)
    for at in range(len(read.parts)):
        passage = read.passage(at)
        told += [block._replace(line=line + block.line) for block in passage.blocks]
        line += passage.lines
    return told


@given(st.one_of(chunks, markup, items.map("\n".join)))
@example("---\n\na\n")
@example("- a\n-\n\n\n- b\n")
@example("  - a\n  - b\n\n| c | d |\n|---|---|\n\n  - e\n")
@example("- a\n  - b\n\n_c_\n\n- d\n")
@example("a\n\n    code\n\nb\n    - c\n")
@example("Words\nand more\na | b\n--|--\n\n| c | d |\n|---|---|\n| e |\n")
@example("Words\n\n| a | b |\n| --- | --- |x\n| c | d |\n| --- | --- |\n| e\\|f |\n\n- g\n")
@example("- a\n\n  | b |\n  |---|\n\nc\n\n> d\n\ne\n")
@example("- a\n\n      code\n\nb `c`\n\n- > d\n\n```\ne\n\nf\n```\n\n- g\n")
@example("- a\n\n| b | c |\n|---|\n\n- \n- \nd | e\n--|--\n")
@example("> a\n\n<div>\n\nb\n# c\nd\n# e\n")
@example("a\n# b\n#c\n\n1. a\n\n   b\n2. c\n   ---\n01. d\n-\t e\n")
@example(f"|{' a |' * 120}\n|{'---|' * 120}\n" + "| b |\n" * 100)
def test_simple_blocks_are_read_as_the_parser_reads_them(text: str) -> None:
    assert whole(text) == markdown.read(text)[0]


@given(markup)
def test_plain_inline_text_is_read_as_the_parser_reads_it(text: str) -> None:
    content = text.strip()
    children: list[object] = []
    dress.parser().inline.parse(content, dress.parser(), {}, children)
    assert dress.runs(content, {}) == dress.joined(dress._dressed(children))


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "é",
                "*",
                "**",
                "**b**",
                "*b*",
                "[",
                "](",
                "[a](/b)",
                "[a](http://b.c/d_e?f=g&h)",
                "[a](data:x)",
                ")",
                "(",
                " ",
                "\xa0",
                "!",
                "&",
                "&amp;",
                "a_b",
                "_",
                "_c_",
                "__d__",
                "[**e**](/f)",
                "”",
                "’",
                '"',
                "“",
                "?",
                ".",
                ":",
                "«",
                "\n",
                "  \n ",
                "\\*",
                "\\]",
                "`",
                "<b>",
                "\\",
                "—",
            ]
        ),
        max_size=10,
    ).map("".join)
)
@example("Words with **strong.** and *soft* ones, [a link](https://a.example/b) and AT&T in snake_case")
@example("[no link](javascript:alert)")
@example("a [b](c) [d")
@example("[a](b) **")
@example("The “**Host**”, a __guest__ and “_others_” by [**our rules**](/rules)?")
@example("“**(a)**” _b_**c**")
def test_what_is_read_without_the_parser_is_what_the_parser_reads(text: str) -> None:
    content = text.strip()
    children: list[object] = []
    dress.parser().inline.parse(content, dress.parser(), {}, children)
    pieces = inline.read(content)
    read = dress.joined(
        dress.Run(text=one.text, strong=one.stars == "**", emphasis=one.stars == "*", target=one.target)
        for one in pieces
    )
    assert not pieces or read == dress.joined(dress._dressed(children))


@given(st.from_regex(inline._PLAIN, fullmatch=True))
def test_a_plain_address_is_left_as_it_is(address: str) -> None:
    assert normalizeLink(address) == address
    assert validateLink(address)


def test_plain_words_links_and_stars_need_no_parser() -> None:
    assert inline.read("See **our** [terms](/terms).") == [
        ("See ", "", ""),
        ("our", "**", ""),
        (" ", "", ""),
        ("terms", "", "/terms"),
        (".", "", ""),
    ]


def test_a_whole_text_is_read_as_its_passages_one_after_the_other() -> None:
    text = "One.\n\n- two\n\nThree.\n\n| four |\n|---|\n| five |\n"
    read = Text.cut(text)
    first, second, third = (read.passage(at) for at in range(3))
    assert [block.lead and block.lead.text for block in (*first.blocks, *second.blocks)] == [
        None,
        "One.",
        None,
    ]
    assert [block.lead and block.lead.text for block in third.blocks] == ["Three.", "Three."]
    again = Text.cut(text)
    assert (third, second, first) == tuple(again.passage(at) for at in (2, 1, 0))
    assert first.blocks[0] is again.passage(0).blocks[0]
    assert Text.cut("").parts == []


def test_equal_inline_text_has_one_number() -> None:
    assert len({dress.Inline("*a*"), dress.Inline("*a*"), dress.Inline("a")}) == 2


def outline(text: str) -> list[tuple[object, ...]]:
    return [(c.kind, c.depth, c.marker, c.text) for c in parse(text).clauses]


def test_lists_are_read_to_any_depth_with_their_markers_and_lead_ins() -> None:
    text = "We collect:\n\n- names\n  1. first\n  2. last\n     * spelt\n- mail\n\n  and phone\n"
    clauses = parse(text).clauses
    assert [(c.kind, c.depth, c.marker, c.text, c.lead_in) for c in clauses] == [
        (Kind.PARAGRAPH, 0, "", "We collect:", ""),
        (Kind.ITEM, 1, "-", "names", "We collect:"),
        (Kind.ITEM, 2, "1.", "first", "names"),
        (Kind.ITEM, 2, "2.", "last", "names"),
        (Kind.ITEM, 3, "*", "spelt", "last"),
        (Kind.ITEM, 1, "-", "mail", "We collect:"),
        (Kind.PARAGRAPH, 1, "", "and phone", "We collect:"),
    ]
    deep = "".join(f"{'  ' * depth}- level {depth}\n" for depth in range(40))
    assert [clause.depth for clause in parse(deep).clauses] == list(range(1, 41))


def test_an_item_without_words_is_a_clause_too() -> None:
    assert outline("-\n- # A\n- > b\n- - c\n-\n\n      code\n- | d |\n  |---|\n- <p>\n")[:4] == [
        (Kind.ITEM, 1, "-", ""),
        (Kind.ITEM, 1, "-", ""),
        (Kind.HEADING, 1, "", "A"),
        (Kind.ITEM, 1, "-", ""),
    ]


def test_item_after_item_without_words_is_a_clause_each() -> None:
    read, _ = blocks.read(["-", "-", "-"])
    assert [(block.kind, block.line) for block in read] == [(Kind.ITEM, 0), (Kind.ITEM, 1), (Kind.ITEM, 2)]
    assert len(parse("-\n-\n-\n").clauses) == 3


def test_rows_know_their_header_and_their_cells() -> None:
    clauses = parse("How long:\n\n| Thing | Kept |\n|---|---|\n| *Mail* | 3 years {#kept-mail} |\n").clauses
    header, row = clauses[1:]
    assert (header.kind, header.cells, header.header) == (Kind.ROW, ("Thing", "Kept"), ())
    assert (row.cells, row.header, row.lead_in) == (("Mail", "3 years"), ("Thing", "Kept"), "How long:")
    assert (row.id, row.explicit, row.text) == ("kept-mail", True, "Mail | 3 years")


def test_front_matter_gives_title_and_summary_else_the_first_heading_is_the_title() -> None:
    document = parse('---\ntitle: "Privacy: ours"\nsummary: Short.\nloose\n---\n# Other\n', language=FR)
    assert (document.title, document.summary, document.language) == ("Privacy: ours", "Short.", FR)
    assert parse("# A *title* {#t}\n").title == "A title"
    assert parse("").title == ""


def test_ids_come_from_the_text_or_are_counted_under_their_heading() -> None:
    text = "Before.\n\n# Data {#data}\n\nOne.\n\nTwo.\n{: #two }\n\n## Kept {.note #kept}\n\n- a\n\n# End\n\nLast `{#x}`\n"
    assert [(c.id, c.explicit, c.path) for c in parse(text).clauses] == [
        ("text-1", False, ()),
        ("data", True, ()),
        ("data-1", False, ("data",)),
        ("two", True, ("data",)),
        ("kept", True, ("data",)),
        ("kept-1", False, ("data", "kept")),
        ("text-2", False, ()),
        ("text-2-1", False, ("text-2",)),
    ]
    assert [c.text for c in parse("A {no id}\n\nB }\n\n{#c}\n").clauses] == ["A {no id}", "B }", ""]


def test_formatting_links_and_words_are_three_things() -> None:
    text = 'See **our *whole* list** at [a\\_b](https://a.example "t"), `x`\n![p](p.png)<br>  \nend &amp; **l*a*st**\n'
    clause = parse(text).clauses[0]
    assert shown(clause) == "See our whole list at a_b, x p<br>\nend & last"
    assert [(r.text, r.strong, r.emphasis) for r in clause.runs if r.strong] == [
        ("our ", True, False),
        ("whole", True, True),
        (" list", True, False),
        ("l", True, False),
        ("a", True, True),
        ("st", True, False),
    ]
    assert [(r.text, r.target) for r in clause.runs if r.target] == [
        ("a_b", "https://a.example"),
        ("p", "p.png"),
    ]


def test_raw_html_and_pictures_are_foreign_and_told_with_their_line() -> None:
    text = "A <b>b</b>\n\n<div>\nc\n</div>\n\n![](e.png)\n\n`<i>`\n"
    assert [(found.what, found.line) for found in foreign(parse(text))] == [
        ("raw HTML '<b>'", 1),
        ("raw HTML '</b>'", 1),
        ("raw HTML '<div>'", 3),
        ("a picture 'e.png'", 7),
    ]


def test_line_ends_tabs_and_a_byte_order_mark_do_not_move_lines() -> None:
    document = parse("\ufeff# A\r\n\r\n-\tb\r\n\tc\r\n\r\nd\r", language=EN)
    assert [(c.text, c.line, c.source) for c in document.clauses] == [
        ("A", 1, "# A\r\n\r\n"),
        ("b c", 3, "-\tb\r\n\tc\r\n\r\n"),
        ("d", 6, "d\r"),
    ]
    assert document.front == "\ufeff"


def test_front_matter_begins_and_ends_with_three_dashes_on_a_line_of_their_own() -> None:
    text = "\ufeff---\r\ntitle: A\r\n---\r\n\r\nWords.\r\n"
    document = parse(text)
    assert (document.title, show(document)) == ("A", text)
    assert [(clause.text, clause.line) for clause in document.clauses] == [("Words.", 5)]
    assert parse("---\ntitle: A\n").clauses[0].text == "title: A"
    assert parse("--- a\n---\n").front == ""
    assert parse("- 1--\n1\n").clauses[0].text == "1-- 1"


def test_piled_up_marks_are_shown_as_they_stand() -> None:
    assert shown(parse("[" * 300).clauses[0]) == "[" * 300
    assert shown(parse("_a " * 9_000).clauses[0]) == ("_a " * 9_000).strip()
    linked = "see [a](b) " * 800
    assert parse(linked).clauses[0].runs[1].target == "b"


def test_underlined_headings_are_headings() -> None:
    assert [(c.kind, c.depth, c.text) for c in parse("One\n===\n\nTwo words\n---\n\nText.\n").clauses] == [
        (Kind.HEADING, 1, "One"),
        (Kind.HEADING, 2, "Two words"),
        (Kind.PARAGRAPH, 0, "Text."),
    ]
