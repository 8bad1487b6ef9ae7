from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.document import parse
from notifier.core.identity import Correction, assign
from notifier.core.text import ClauseId
from notifier.errors import ReleaseRefused

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


def corrected(text: str, *told: tuple[str, str]) -> list[str]:
    corrections = [
        Correction(words=words, id=ClauseId(known), place="next.toml", line=7) for words, known in told
    ]
    return [
        clause.id
        for clause in assign(parse(text), before=assign(parse(FIRST)), corrections=corrections).clauses
    ]


def test_a_person_may_say_which_clause_is_which() -> None:
    text = "# Data {#data}\n\nLetters stay with us for the time the law asks.\n\nWe never sell your data to anyone.\n"
    assert corrected(text) == ["data", "data-3", "data-2"]
    assert corrected(text, ("Letters stay", "data-1")) == ["data", "data-1", "data-2"]
    assert corrected(text, ("Letters stay", "data-2")) == ["data", "data-2", "data-3"]
    assert corrected(text, ("We never", "")) == ["data", "data-3", "data-4"]


@pytest.mark.parametrize(
    ("words", "known", "said"),
    [
        ("Letters", "data-9", "the release before has no clause 'data-9'"),
        ("Nothing", "data-1", "0 clauses without an id of their own begin with “Nothing”"),
        ("", "data-1", "0 clauses without an id of their own begin with “”"),
    ],
)
def test_a_correction_that_fits_no_clause_is_refused_with_its_line(words: str, known: str, said: str) -> None:
    with pytest.raises(ReleaseRefused) as found:
        corrected("# Data {#data}\n\nLetters stay.\n", (words, known))
    assert str(found.value).startswith(f"next.toml:7: {said}")
    with pytest.raises(ReleaseRefused, match="no clause"):
        assign(parse("A.\n"), corrections=[Correction(words="A", id=ClauseId("a"))])


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
