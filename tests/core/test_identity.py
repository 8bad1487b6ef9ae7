from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.document import parse
from notifier.core.identity import assign
from notifier.core.text import ClauseId

FIRST = "# Data {#data}\n\nWe keep your mail for two years.\n\nWe never sell your data to anyone.\n"

sentences = st.sampled_from(
    [
        "We keep your mail for two years.",
        "We never sell your data to anyone.",
        "Ask us at any time.",
        "# Part",
        "- one",
    ]
)
texts = st.lists(sentences, max_size=8).map("\n\n".join)


def ids(text: str, before: str = FIRST, taken: tuple[str, ...] = ()) -> list[str]:
    old = assign(parse(before))
    return [
        clause.id for clause in assign(parse(text), before=old, taken=frozenset(map(ClauseId, taken))).clauses
    ]


def test_a_first_release_counts_under_its_headings() -> None:
    assert [clause.id for clause in assign(parse(FIRST)).clauses] == ["data", "data-1", "data-2"]


def test_an_edited_and_moved_clause_keeps_its_id() -> None:
    text = "# Data {#data}\n\nWe never sell your data to anyone.\n\nWe keep your mail for three years.\n"
    assert ids(text) == ["data", "data-2", "data-1"]


def test_a_new_clause_gets_a_number_that_was_never_used() -> None:
    text = "# Data {#data}\n\nWe keep your mail for two years.\n\nTelephone: 01 23 45 67 89.\n"
    assert ids(text, taken=("data-7", "data-x")) == ["data", "data-1", "data-8"]


def test_an_id_in_the_text_is_respected_and_given_to_nobody_else() -> None:
    text = "# Data {#data}\n\nWe keep your mail for two years.\n\nTelephone: 01 23 45 67 89.\n{: #data-1 }\n"
    assert ids(text) == ["data", "data-3", "data-1"]


@given(texts, texts, texts)
def test_no_id_is_used_twice_nor_comes_back_for_other_words(one: str, two: str, three: str) -> None:
    first = assign(parse(one))
    second = assign(parse(two), before=first)
    taken = frozenset(clause.id for document in (first, second) for clause in document.clauses)
    third = assign(parse(three), before=second, taken=taken)
    for document in (first, second, third):
        known = [clause.id for clause in document.clauses]
        assert len(set(known)) == len(known)
    gone = {clause.id for clause in first.clauses} - {clause.id for clause in second.clauses}
    assert not gone & {clause.id for clause in third.clauses}
