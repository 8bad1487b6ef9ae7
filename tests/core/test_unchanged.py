"""What two texts begin and end with is found by letters and left unread; the plain way is told here beside it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core import unchanged
from notifier.core.alignment import align
from notifier.core.document import Clause, Document, Kind, parse
from notifier.core.text import ClauseId

PIECES = (
    "# A", "## B {#b}", "We keep your mail.", "We never sell it.\nAsk us.", "- one\n- two", "1. one\n2. two", "___", "* * *",
    "| a | b |\n|---|---|\n| c | d |", "```\ncode\n\nmore\n```", "<div>raw</div>", "_said_", "", "    code",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=12).map("\n\n".join)
edits = st.lists(st.tuples(st.integers(0, 12), st.sampled_from((*PIECES, None))), max_size=3)


def edited(text: str, steps: list[tuple[int, str | None]]) -> str:
    pieces = text.split("\n\n")
    for at, piece in steps:
        if piece is None:
            del pieces[at : at + 1]
        else:
            pieces.insert(at, piece)
    return "\n\n".join(pieces)


def plainly(old: Document, new: Document) -> tuple[int, int]:
    """Count clause by clause what both begin and end with."""

    def stands(one: Clause, two: Clause) -> bool:
        return one.source == two.source and unchanged.alike(one.block, two.block)

    before, after = old.clauses, new.clauses
    room = min(len(before), len(after))
    head = next((at for at in range(room) if not stands(before[at], after[at])), room)
    tail = whole = 0
    while tail < room - head and stands(before[-1 - tail], after[-1 - tail]):
        tail += 1
        if before[-tail].kind is Kind.HEADING:
            whole = tail
    inner = (*before[head : len(before) - tail], *after[head : len(after) - tail])
    return head, whole if any(clause.kind is Kind.HEADING for clause in inner) else tail


@given(texts, edits)
@example("_said_\n\n_said_\n\n# A\n", [(1, "___")])
@example("We keep your mail.\n\n# A\n\n_said_\n\n## B {#b}\n\n_said_\n", [(1, "# A"), (3, None)])
def test_both_ends_are_those_that_are_found_clause_by_clause(
    text: str, steps: list[tuple[int, str | None]]
) -> None:
    other = edited(text, steps)
    found = unchanged.between(parse(text).read, parse(other).read)
    head, tail = found.ends()
    old, new = parse(text), parse(other)
    assert (head, tail) == plainly(old, new)
    for side, document in zip(found.sides, (old, new), strict=True):
        inner = document.clauses[head : len(document.clauses) - tail]
        assert [side.clause(place) for place in range(len(side))] == list(inner)
        assert side.ids() == [clause.id for clause in inner]


@given(texts, edits)
def test_a_text_that_was_read_before_is_compared_as_one_that_was_not(
    text: str, steps: list[tuple[int, str | None]]
) -> None:
    old, new = parse(text), parse(edited(text, steps))
    lazily = align(old, new)
    assert [m for m in lazily.matches if m in lazily.changed] == list(lazily.changed)
    first, second = parse(text), parse(edited(text, steps))
    assert len(first.clauses) == len(old.clauses)
    assert second.title == new.title
    assert align(first, second).matches == lazily.matches


def test_a_text_under_other_names_begins_and_ends_with_the_same() -> None:
    old, new = parse("# A\n\nOne.\n\nTwo.\n\nThree.\n"), parse("# A\n\nOne.\n\nToo.\n\nThree.\n")
    named = old.named((clause.id.upper(), ()) for clause in old.clauses)  # type: ignore[misc]
    assert unchanged.between(named.read, new.read).ends() == (2, 1)
    (change,) = align(named, new).changed
    assert change.before[0].id == "TEXT-1-2"


def test_clauses_of_several_texts_are_compared_one_by_one() -> None:
    old, new = parse("# A\n\n1. one\n1. one\n"), parse("# A\n\n1. one\n1. one\n")
    held = old.holding([old.clauses[0], old.clauses[2]])
    (change,) = align(held, new).changed
    assert (change.fate, change.after[0].line) == ("added", 3)
    assert [clause.line for clause in held.clauses] == [1, 4]
    assert held.title == "A"
    assert held == old.holding([old.clauses[0], old.clauses[2]]) != old


def test_equal_clauses_and_texts_have_one_number() -> None:
    old, new = parse("# A\n\nOne.\n"), parse("# A\n\nOne.\n")
    assert len({old, new, parse("# A\n\nTwo.\n")}) == 2
    assert len({*old.clauses, *new.clauses}) == 2


def test_short_clauses_of_releases_change_places_under_the_same_permanent_heading() -> None:
    old, new = parse("# A {#a}\n\nOne.\n\nTwo.\n"), parse("# A {#a}\n\nTwo.\n\nOne.\n")
    head = ClauseId("a")
    one = old.named([(head, ()), (ClauseId("a-1"), (head,)), (ClauseId("a-2"), (head,))])
    two = new.named([(head, ()), (ClauseId("a-3"), (head,)), (ClauseId("a-4"), (head,))])
    assert [match.fate for match in align(one, two).changed] == ["moved"]


def test_two_names_of_a_release_are_two_clauses_however_much_they_are_alike() -> None:
    old, new = parse("# A {#a}\n\nWe keep it two days.\n"), parse("# A {#a}\n\nWe keep it ten days.\n")
    head = ClauseId("a")
    one = old.named([(head, ()), (ClauseId("a-1"), (head,))])
    two = new.named([(head, ()), (ClauseId("a-2"), (head,))])
    assert sorted(match.fate for match in align(one, two).changed) == ["added", "removed"]
    assert [match.fate for match in align(old, new).changed] == ["edited"]
