from __future__ import annotations

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
