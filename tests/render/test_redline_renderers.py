from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.adapters.words import read
from notifier.core.alignment import Fate
from notifier.core.assessment import Assessed, Assessment, Category, Direction, Finding, Level
from notifier.core.changeset import Change, compare
from notifier.core.document import Run, parse, shown
from notifier.core.redline import Edit, Op, Redline, diff
from notifier.core.text import EN, FR
from notifier.render import html, markdown, payload, plain, telling, terminal
from notifier.render.strokes import drawn
from notifier.render.words import English

WORDS = English()

BEFORE = """# Data {#data}

We keep **your mail** for 30 days. See [the list](https://a.example/) and [us](https://b.example/).

Write to *us* at the office.

We ask:

- for your name
- for your age

1. first
3. second
   1. inside

| Thing | Kept |
|---|---|
| *Mail* | 3 years |

> We are glad to help.

```
code < here
```

<b>Raw</b> words leave this page for good.
"""
AFTER = """# Data {#data}

We keep *your mail* for 60 days. See the list and [us](https://c.example/).

Write to [us](https://d.example/) at the office.

We ask:

- for your name
- for your old age

1. first
3. second
   1. inside

| Thing | Kept |
|---|---|
| *Mail* | 5 years |

> We are glad to help.

```
code < here
```

New <i>clause</i>: [press](javascript:alert) `me` & **_go_**\\
away.
"""
CHANGES = compare(parse(BEFORE), parse(AFTER))


def test_documents_are_whole_in_html_and_plain_text(golden) -> None:
    golden("render/document.html", html.document(parse(BEFORE)))
    golden("render/document.txt", plain.document(parse(BEFORE)))
    golden("render/clauses.html", "".join(html.clause(clause) for clause in parse(BEFORE).clauses))


def test_govuk_126_changes_read_alike_in_every_format(golden) -> None:
    golden("render/changes.html", html.changes(CHANGES, WORDS))
    golden("render/changes.txt", plain.changes(CHANGES, WORDS))
    golden("render/changes.md", markdown.changes(CHANGES, WORDS))
    golden("render/changes.marks", terminal.changes(CHANGES, WORDS, colour=False))
    golden("render/changes.ansi", terminal.changes(CHANGES, WORDS, colour=True))
    golden("render/changes.json", json.dumps(payload.changes(CHANGES), indent=1, ensure_ascii=False) + "\n")


CLEAN = (
    "On garde vos lettres 30 jours. On ne vend rien.\n\n1. un\n2. deux\n\nUn seul. Puis un autre qui suit.\n"
)
TRICKED = (
    "On garde vos lettres 60 jours. On ne v\u200bend ri\u0435n.\n\n1. z\u00e9ro\n2. un\n3. deux\n\nUn seul.\n\n"
    "Puis un autre qui suit.\n\n<!-- et toc -->\n"
)


def test_hidden_changes_splits_and_numbers_are_told_in_both_languages(golden) -> None:
    told = compare(parse(CLEAN, language=FR), parse(TRICKED, language=FR))
    for words in (WORDS, read(FR)):
        name = f"render/hidden.{words.language}"
        golden(f"{name}.html", html.page(told, words))
        golden(f"{name}.txt", plain.changes(told, words))
        golden(f"{name}.md", markdown.changes(told, words))
        golden(f"{name}.marks", terminal.changes(told, words, colour=False))
    back = compare(parse(TRICKED), parse(CLEAN))
    golden("render/unhidden.marks", terminal.changes(back, WORDS, colour=False))


def test_where_a_clause_went_is_told() -> None:
    one, two, three = (
        "We keep your letters for a year.",
        "We sell nothing to anyone at all.",
        "Ask us for a copy at any time.",
    )
    before = f"# Data {{#data}}\n\n{one}\n\n{two}\n\n{three}\n\n# Rights {{#rights}}\n\nYou may object whenever you like.\n"
    after = f"# Data {{#data}}\n\n{two}\n\n{three}\n\n# Rights {{#rights}}\n\nYou may object whenever you like.\n\n{one}\n"
    told = terminal.changes(compare(parse(before), parse(after)), WORDS, colour=False)
    assert told == (
        f"rights-2 · Moved\n  {one}\n  ! It stood in the section data and stands in the section rights.\n"
    )
    within = before.replace(f"{one}\n\n{two}", f"{two}\n\n{one}")
    bare = [text.replace(" {#data}", "").replace(" {#rights}", "") for text in (before, after)]
    assert "It stood" not in terminal.changes(compare(*map(parse, bare)), WORDS, colour=False)
    moved = terminal.changes(compare(parse(before), parse(within)), WORDS, colour=False)
    assert moved == f"data-2 · Moved\n  {one}\n"


def test_a_rewrite_is_told_before_its_changes() -> None:
    one = "\n\n".join(f"Alpha beta a{number} gamma delta epsilon." for number in range(80))
    two = "\n\n".join(f"Uno due b{number} tre quattro cinque." for number in range(80))
    rewritten = compare(parse(one), parse(two))
    assert terminal.changes(rewritten, WORDS, colour=False).startswith("Next to nothing")
    assert "Next to nothing" in html.page(rewritten, WORDS)
    assert "Nothing changed." in html.page(compare(parse(one), parse(one)), WORDS)


def test_a_bare_redline_is_drawn_without_dress() -> None:
    redline = diff("for 30 days", "for 60 days")
    assert terminal.redline(redline, colour=False) == "for [-30-]{+60+} days"
    assert plain.redline(redline, WORDS) == "for [removed: 30] [added: 60] days"
    assert markdown.redline(redline) == "for <del>30</del><ins>60</ins> days"
    assert "<del>" in html.redline(redline, WORDS)
    assert payload.redline(redline)[0] == {"op": "keep", "text": "for "}


def test_nothing_changed_is_said() -> None:
    same = compare(parse(BEFORE), parse(BEFORE))
    assert terminal.changes(same, WORDS, colour=True) == "Nothing changed.\n"
    assert markdown.changes(same, WORDS) == "Nothing changed.\n"


def test_kept_words_with_new_typography_are_shown_anew_and_told_in_json() -> None:
    redline = Redline(edits=(Edit(op=Op.KEEP, before="don't", after="don’t"),))
    assert terminal.redline(redline, colour=False) == "don’t"
    assert payload.redline(redline) == [{"op": "keep", "text": "don’t", "was": "don't"}]


@pytest.mark.parametrize("fate", Fate)
def test_every_fate_has_a_label(fate: Fate) -> None:
    clause = parse("A\n").clauses
    assert telling.fate(Change(fate=fate, before=clause, after=clause, redline=diff("A", "A")), WORDS)


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        ("A b", "A c", "Edited"),
        ("A b", "A **b**", "Formatting changed"),
        ("A [b](c)", "A [b](d)", "Link changed"),
        ("A b", "# A b", "Formatting changed"),
        ("A b", "A\u00a0b", "Typography changed"),
        ('A [b](c "d")', 'A [b](c "e")', "Markup changed"),
    ],
)
def test_an_edit_says_whether_words_links_or_dress_changed(before: str, after: str, label: str) -> None:
    old, new = parse(before).clauses, parse(after).clauses
    redline = diff(shown(old[0]), shown(new[0]))
    assert telling.fate(Change(fate=Fate.EDITED, before=old, after=new, redline=redline), WORDS) == label


def test_a_link_leads_only_where_links_lead() -> None:
    assert [html.safe_target(t) for t in ("a#b", "mailto:a@b.c", "JavaScript:x", " data:x", "http://[x")] == [
        "a#b",
        "mailto:a@b.c",
        "",
        "",
        "",
    ]


def test_a_text_does_not_steer_the_terminal() -> None:
    assert "\x1b" not in terminal.redline(diff("a", "\x1b[2J"), colour=False)


def test_an_assessment_is_told_with_its_findings() -> None:
    finding = Finding(
        rule="en-1",
        level=Level.REDUCTION,
        direction=Direction.ADVERSE,
        category=Category.RETENTION,
        before="30",
        after="60",
        why=((EN, "Longer."), (FR, "Plus long.")),
    )
    assessed = Assessed(
        change=CHANGES.changes[0],
        level=Level.REDUCTION,
        direction=Direction.ADVERSE,
        category=Category.RETENTION,
        findings=(finding,),
    )
    told = payload.assessment(Assessment(edition="1", language=EN, changes=(assessed,)), CHANGES)
    assert told["level"] == told["changes"][0]["findings"][0]["level"] == "rights-reduction"
    assert told["changes"][0]["findings"][0]["why"] == {"en": "Longer.", "fr": "Plus long."}


VOID = {"br", "meta"}


class Tree(HTMLParser):
    """Fails on a tag that is closed out of turn, and collects words and the addresses of links."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.seen.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert name in {"id", "class", "href", "title", "data-clause", "scope", "start"}
            assert name != "href" or html.safe_target(value) == value

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        self.said.append(data)


markup = st.text(alphabet="ab \n#-*1.)|>`[](<i>)&\"'!:\\", max_size=150)


@given(markup, markup)
def test_html_is_well_formed_and_holds_no_markup_of_the_text(before: str, after: str) -> None:
    old, new = parse(before), parse(after)
    tree = Tree()
    tree.feed(html.document(old) + html.changes(compare(old, new), WORDS))
    tree.close()
    assert not tree.open
    assert "i" not in tree.seen


def test_a_table_at_the_end_is_closed() -> None:
    assert html.document(parse("| a |\n|---|\n| b |\n")).endswith("</tbody>\n</table>\n")


def test_an_item_that_jumps_a_level_still_closes_what_it_opens() -> None:
    tree = Tree()
    inner = parse("- a\n  1. b\n     2) c\n").clauses[1:]
    page = html._Page()
    for clause in inner:
        page.add(clause, "x", cells=[])
    tree.feed(page.end())
    tree.close()
    assert not tree.open


dressed = st.builds(
    Run, text=st.text("ab ", max_size=5), strong=st.booleans(), target=st.sampled_from(["", "x"])
)


@given(st.lists(dressed, max_size=5), st.lists(dressed, max_size=5))
def test_drawing_in_dress_keeps_every_word(before: list[Run], after: list[Run]) -> None:
    old, new = ("".join(run.text for run in runs) for runs in (before, after))
    pieces = list(drawn(diff(old, new), before=before, after=after))
    assert "".join(p.run.text for p in pieces if p.op is not Op.REMOVE) == new
    # Kept words are drawn once, in their new form: the space around them may be another.
    kept = "".join(p.run.text for p in pieces if p.op is not Op.ADD)
    assert kept.replace(" ", "") == old.replace(" ", "")
