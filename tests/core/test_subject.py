"""People as an import names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.release import Version
from notifier.core.subject import baselines, clean
from notifier.core.text import PolicyName
from notifier.errors import SubjectRefused

PRIVACY, TERMS = PolicyName("privacy"), PolicyName("terms")
ONE = {PRIVACY: frozenset({Version(1, 0, 0), Version(1, 1, 0)})}
TWO = ONE | {TERMS: frozenset({Version(2, 0, 0)})}


def test_with_one_policy_a_beginning_is_a_version() -> None:
    assert baselines("1.1.0", ONE) == ((PRIVACY, Version(1, 1, 0)),)
    assert baselines(" privacy=1.0.0 ", ONE) == ((PRIVACY, Version(1, 0, 0)),)


def test_with_several_policies_each_is_named() -> None:
    assert baselines("terms=2.0.0 privacy=1.0.0", TWO) == (
        (PRIVACY, Version(1, 0, 0)),
        (TERMS, Version(2, 0, 0)),
    )
    with pytest.raises(SubjectRefused, match="names no policy"):
        baselines("1.0.0", TWO)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", "the baseline is empty"),
        ("one", "baseline 'one' is not a version"),
        ("9.0.0", "privacy 9.0.0 was never released"),
        ("cookies=1.0.0", "names no policy"),
    ],
)
def test_a_beginning_that_never_was_is_refused(told: str, said: str) -> None:
    with pytest.raises(SubjectRefused, match=said):
        baselines(told, ONE)


@pytest.mark.parametrize(
    "bad", ["a\r\nBcc: b", "a\nb", "tab\there", "nul\x00", "line\u2028end", "next\u0085"]
)
def test_a_value_cannot_forge_a_header(bad: str) -> None:
    with pytest.raises(SubjectRefused, match="name holds a control character"):
        clean("name", bad)


@pytest.mark.parametrize("bad", ["=1+1", "+33", "-2", "@SUM(A1)", "  =cmd"])
def test_a_value_cannot_be_a_formula(bad: str) -> None:
    with pytest.raises(SubjectRefused, match="name begins like a formula"):
        clean("name", bad)


@given(st.text(alphabet="abcdefé 123.", min_size=1))
def test_a_plain_value_only_loses_its_spaces(value: str) -> None:
    assert clean("name", value) == value.strip()
