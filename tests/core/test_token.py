from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core import token as form
from notifier.core.text import PolicyName
from notifier.core.token import Purpose, Token
from notifier.errors import DecisionRefused

tokens = st.builds(
    Token,
    purpose=st.sampled_from(Purpose),
    ring=st.integers(0, 255),
    number=st.integers(0, 2**64 - 1),
    until=st.dates(date(2020, 1, 1), date(2199, 6, 6)),
)
macs = st.binary(min_size=form.MAC_BYTES, max_size=form.MAC_BYTES)


@given(token=tokens, mac=macs)
def test_a_token_reads_as_it_was_written(token: Token, mac: bytes) -> None:
    text = form.write(token, mac)
    assert len(text) == form.LENGTH
    assert form.read(text) == (token, mac)


def test_a_day_beyond_the_last_counts_as_the_last() -> None:
    token = Token(purpose=Purpose.CONSENT, ring=1, number=1, until=date(9999, 12, 31))
    read, _ = form.read(form.write(token, bytes(form.MAC_BYTES)))
    assert read.until == date(2020, 1, 1) + timedelta(days=0xFFFF)


GOOD = form.write(Token(purpose=Purpose.CONSENT, ring=7, number=9, until=date(2027, 1, 1)), bytes(20))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("é" * 44, id="no letter of base64"),
        pytest.param(GOOD[:-1], id="one letter short"),
        pytest.param(GOOD[:-4], id="four letters short"),
        pytest.param(GOOD + "AAAA", id="four letters long"),
        pytest.param(GOOD[:-1] + "\n", id="a line end"),
        pytest.param("!" + GOOD[1:], id="a sign outside the alphabet"),
        pytest.param("Ag" + GOOD[2:], id="another edition"),
        pytest.param("AQkH" + GOOD[4:], id="an unknown purpose"),
    ],
)
def test_what_never_was_a_token_is_refused(text: str) -> None:
    with pytest.raises(DecisionRefused, match="not valid"):
        form.read(text)


@given(text=st.text(max_size=60))
def test_any_text_is_a_token_or_refused(text: str) -> None:
    try:
        token, mac = form.read(text)
    except DecisionRefused:
        return
    assert form.write(token, mac) == text


POLICIES = [PolicyName("privacy"), PolicyName("terms")]


@given(person=st.integers(1, (1 << 40) - 1), policy=st.sampled_from(POLICIES))
def test_a_person_and_a_policy_fit_into_a_number(person: int, policy: PolicyName) -> None:
    number = form.personal(policy, person)
    assert number < 1 << 62
    assert form.about(number, POLICIES) == (policy, person)


def test_a_number_of_a_policy_that_is_not_there_leads_nowhere() -> None:
    number = form.personal("cookies", 7)
    with pytest.raises(DecisionRefused):
        form.about(number, POLICIES)
    with pytest.raises(DecisionRefused):
        form.about(form.personal("terms", 7), [POLICIES[1], POLICIES[1]])
