"""Redlines of whole texts, part by part."""

from __future__ import annotations

from notifier.core.alignment import Alignment, Fate, Match
from notifier.core.changeset import ChangeSet, compare
from notifier.core.document import parse
from notifier.core.text import EN
from notifier.render.pages.redlines import Marker
from notifier.render.words import English


def marker() -> Marker:
    return Marker(words=English(), follow=lambda target: target)


def test_a_row_is_marked_cell_by_cell() -> None:
    before = parse("# P {#p}\n\n| data | kept |\n|---|---|\n| your mail address | 30 days |\n")
    after = parse("# P {#p}\n\n| data | kept |\n|---|---|\n| your mail address | 60 days |\n")
    (part,) = marker().parts(compare(before, after))
    assert '<th scope="row">your mail address</th>' in part.html
    assert part.html.count("<del>") == part.html.count("<ins>") == 1
    assert part.changes == 1


def test_two_empty_texts_have_no_part() -> None:
    assert marker().parts(compare(parse(""), parse(""))) == ()


def test_a_clause_that_moved_from_the_very_top_leaves_its_sign_there() -> None:
    before, after = parse("One {#one}\n\nTwo {#two}\n"), parse("Two {#two}\n\nOne {#one}\n")
    (one, two), (two_now, one_now) = before.clauses, after.clauses
    moved = ChangeSet(
        language=EN,
        before=before,
        after=after,
        alignment=Alignment(
            (),
            lambda: [
                Match(fate=Fate.SAME, before=(two,), after=(two_now,)),
                Match(fate=Fate.MOVED, before=(one,), after=(one_now,)),
            ],
        ),
        changes=(),
    )
    (part,) = marker().parts(moved)
    assert part.html.index('id="from_one"') < part.html.index('id="two"') < part.html.index('id="one"')


def test_a_clause_that_moved_and_changed_shows_its_words_and_the_way_back() -> None:
    before, after = parse("One {#one}\n\nTwo days {#two}\n"), parse("Two weeks {#two}\n\nOne {#one}\n")
    (one, two), (two_now, one_now) = before.clauses, after.clauses
    moved = ChangeSet(
        language=EN,
        before=before,
        after=after,
        alignment=Alignment(
            (),
            lambda: [
                Match(fate=Fate.MOVED_EDITED, before=(two,), after=(two_now,)),
                Match(fate=Fate.SAME, before=(one,), after=(one_now,)),
            ],
        ),
        changes=(),
    )
    (part,) = marker().parts(moved)
    assert '<a class="moved" href="#from_two">Moved here</a>' in part.html
    assert part.html.index("weeks") < part.html.index('id="one"') < part.html.index('id="from_two"')
