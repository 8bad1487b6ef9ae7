from __future__ import annotations

import random
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core import tokens
from notifier.core.redline import Op, apply, diff
from notifier.errors import Tampered
from notifier.render import terminal

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "redline.toml").read_text("utf-8"))["case"]

prose = st.text(alphabet="ab é'’.,12\u00a0\n«»()", max_size=120)
phrases = st.lists(
    st.sampled_from(
        [
            "We keep",
            " your data",
            " for 30 days",
            ". ",
            " and",
            ", ",
            "l'article",
            " (",
            ")",
            " 1 000 €",
            "\n",
            "e\u0301",
        ]
    ),
    max_size=30,
).map("".join)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_what_a_careful_lawyer_would_have_marked(case: dict[str, str]) -> None:
    assert terminal.redline(diff(case["before"], case["after"]), colour=False) == case["expected"]


@given(before=st.one_of(prose, phrases), after=st.one_of(prose, phrases))
@example(before="", after="")
@example(before="a ", after="a")
def test_applying_a_redline_gives_the_new_text(before: str, after: str) -> None:
    redline = diff(before, after)
    assert apply(redline, before) == after
    assert redline.before == before


@given(before=phrases, after=phrases)
def test_what_is_kept_differs_in_typography_only(before: str, after: str) -> None:
    for edit in diff(before, after).edits:
        if edit.op is Op.KEEP:
            one, two = (
                [tokens.key(token) for token in tokens.tokens(side)] for side in (edit.before, edit.after)
            )
            assert "".join(one) == "".join(two)


@given(before=phrases)
def test_a_text_against_itself_has_no_edit(before: str) -> None:
    assert all(edit.op is Op.KEEP for edit in diff(before, before).edits)


def test_a_redline_of_another_text_is_refused() -> None:
    with pytest.raises(Tampered, match="another text"):
        apply(diff("a", "b"), "c")


def test_the_same_input_gives_the_same_redline_whatever_the_hash_seed() -> None:
    script = (
        "from notifier.core.redline import diff; "
        "print(diff('We keep a b c d. We sell x y z.', 'We sell x z y now. We hold c b a d.').edits)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(told) == 1


def long_text(seed: int, words: int, vocabulary: int = 900) -> str:
    chance = random.Random(seed)
    return " ".join(f"w{chance.randrange(vocabulary)}" for _ in range(words))


def marked(before: str, after: str) -> int:
    redline = diff(before, after)
    assert (redline.before, redline.after) == (before, after)
    return sum(
        len(tokens.tokens(edit.before + edit.after)) for edit in redline.edits if edit.op is not Op.KEEP
    )


def test_a_long_sentence_is_cut_at_what_is_unique_in_it() -> None:
    before = long_text(1, 3_000)
    words = before.split(" ")
    few = " ".join(word + "x" if at % 100 == 50 else word for at, word in enumerate(words))
    assert marked(before, few) == 60
    swapped = " ".join(words[1_000:] + words[:1_000])
    assert marked(before, swapped) <= 2_100


def test_a_long_sentence_without_anything_unique_is_still_compared() -> None:
    before, after = long_text(1, 900, vocabulary=3), long_text(2, 900, vocabulary=3)
    assert marked(before, after) < 1_800


def test_words_in_another_order_are_compared_one_by_one() -> None:
    before = " ".join(f"w{at} a{at}" for at in range(300))
    assert marked(before, before.replace("a", "b")) == 600


def test_what_would_take_too_long_to_compare_is_replaced_whole() -> None:
    before, after = long_text(1, 6_000, vocabulary=3), long_text(2, 6_000, vocabulary=3).replace("w", "v")
    assert marked(before, after) == 12_000


def test_sentences_of_a_long_gap_are_paired_with_their_neighbours() -> None:
    before = " ".join(f"Rule {at} asks for {at * 7} days and {at * 3} letters." for at in range(30))
    after = before.replace("asks for", "needs").replace("letters", "mails")
    assert marked(before, after) <= 30 * 6


def test_a_bracket_that_opens_in_a_change_closes_in_it() -> None:
    redline = diff("We wait ten (10) days.", "We wait six (6) days.")
    assert terminal.redline(redline, colour=False) == "We wait [-ten (10)-]{+six (6)+} days."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a: one; b", "a: one; one; b", "a: one; {+one; +}b"),
        ("we keep mail, b", "we keep mail, mail, b", "we keep mail, {+mail, +}b"),
        ("Ask us, e.g. by mail. Go.", "Ask us, e.g. by phone. Go.", "Ask us, e.g. by [-mail-]{+phone+}. Go."),
        ("He said “yes.” Then go.", "He said “yes.” Then come.", "He said “yes.” Then [-go-]{+come+}."),
    ],
)
def test_edges_stand_where_parts_begin(before: str, after: str, expected: str) -> None:
    assert terminal.redline(diff(before, after), colour=False) == expected


def test_a_bracket_that_stays_open_around_a_change_is_left_alone() -> None:
    redline = diff("We wait (ten days) here.", "We wait (six weeks) here.")
    assert terminal.redline(redline, colour=False) == "We wait ([-ten days-]{+six weeks+}) here."
