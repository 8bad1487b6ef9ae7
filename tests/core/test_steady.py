"""Runs of paragraphs that stand unchanged are left unread; what is told is what is told when every clause is read."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.alignment import Fate, align
from notifier.core.document import parse
from notifier.core.steady import steady

LONG = [
    "# Post"
    if at == 0
    else f"## Part {at}"
    if at % 25 == 0
    else f"Clause {at} tells of letter {at * 7} and of nothing else."
    for at in range(130)
]
steps = st.lists(
    st.tuples(
        st.sampled_from(("edit", "remove", "add", "repeat", "move", "rename", "table", "swap")),
        st.integers(0, 129),
        st.integers(0, 129),
    ),
    max_size=6,
)


def edited(pieces: list[str], told: list[tuple[str, int, int]]) -> list[str]:
    for step, one, two in told:
        at, to = one % len(pieces), two % len(pieces)
        match step:
            case "edit":
                pieces[at] = pieces[at].replace("letter", "parcel")
            case "remove":
                del pieces[at]
            case "add":
                pieces.insert(at, f"Words that are new at {to} stand here.")
            case "repeat":
                pieces.insert(at, pieces[to])
            case "move":
                pieces.insert(to, pieces.pop(at))
            case "rename":
                pieces[at] = f"## Named {to}"
            case "table":
                pieces.insert(at, f"| a | {to} |\n|---|---|\n| c | d |\n\n___")
            case _:
                pieces[:] = [*pieces[:5], *pieces[at:], *pieces[5:at]]
    return pieces


def told(before: str, after: str, *, every: bool) -> list[object]:
    found = align(parse(before), parse(after), every=every)
    return [found.rewritten, *found.changed, *found.matches]


@given(steps, steps)
@example([], [("swap", 60, 0), ("rename", 75, 1)])
@example([("repeat", 20, 60)], [("move", 80, 20), ("rename", 25, 0), ("table", 40, 0)])
@example([], [("edit", at, 0) for at in range(40, 130)])
def test_what_stands_unread_changes_nothing(
    first: list[tuple[str, int, int]], then: list[tuple[str, int, int]]
) -> None:
    before = edited(list(LONG), first)
    after = edited(list(before), then)
    one, two = "\n\n".join(before), "\n\n".join(after)
    assert told(one, two, every=False) == told(one, two, every=True)


def test_a_run_that_stands_elsewhere_is_read_and_told_as_moved() -> None:
    text = "\n\n".join(LONG[12:])
    block = "\n\n".join(LONG[1:12])
    heavy = "\n\n".join(f"- item {at} " + "long and heavy " * 60 + f"\n- other {at}" for at in range(10))
    before = f"# A\n\n{block}\n\n# B\n\n{heavy}\n\nOld.\n\n{text}\n\nLast words.\n"
    after = f"# A\n\nNew.\n\n# B\n\n{heavy.replace('other', 'another')}\n\n{block}\n\n{text}\n\nEnd of all.\n"
    assert told(before, after, every=False) == told(before, after, every=True)
    moved = [match for match in align(parse(before), parse(after)).changed if match.fate is Fate.MOVED]
    assert len(moved) == 11


def test_a_run_leaves_out_its_last_paragraph_and_whatever_is_no_plain_one() -> None:
    old = [f"Clause {at} stands.\n\n" for at in range(120)]
    old[50], old[60], old[61], old[65] = "# Head\n\n", "One {#one}\n\n", "a\n\n", "One\nmore\n\n"
    new = [*old[:20], "Other.\n\n", *old[20:]]
    found = [(run.old, run.new, run.many) for run in steady(old, new, 1, (118, 119))]
    assert found == [(1, 1, 18), (20, 21, 29), (51, 52, 8), (66, 67, 51)]
    assert not list(steady(old, new, 30, (118, 119)))
