from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.consent import Answer, Entry, Method, body, canonical, commitment, leaf, read
from notifier.core.release import ReductionId, Version
from notifier.core.text import EN, FR, Digest, PolicyName
from notifier.errors import Tampered

digests = st.binary(min_size=32, max_size=32).map(lambda told: Digest(told.hex()))
versions = st.builds(Version, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
entries = st.builds(
    Entry,
    person=st.integers(1, 2**40),
    delivery=st.integers(0, 2**62),
    policy=st.just(PolicyName("privacy")),
    version=versions,
    since=versions,
    answer=st.sampled_from(Answer),
    covers=st.lists(st.text(max_size=12).map(ReductionId), max_size=3).map(tuple),
    language=st.sampled_from((EN, FR)),
    shown=digests,
    statement=digests,
    page=digests,
    method=st.sampled_from(Method),
    at=st.datetimes(timezones=st.just(UTC)),
    commitment=digests,
    previous=digests,
)
ONE = Entry(
    person=7,
    delivery=(3 << 40) | 7,
    policy=PolicyName("privacy"),
    version=Version(2, 0, 0),
    since=Version(1, 1, 0),
    answer=Answer.DECLINED,
    covers=(ReductionId("2.0.0/retention-1"),),
    language=FR,
    shown=Digest("1" * 64),
    statement=Digest("2" * 64),
    page=Digest("3" * 64),
    method=Method.PAGE,
    at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
    commitment=Digest("4" * 64),
)


@given(entry=entries)
def test_an_entry_reads_as_it_was_written(entry: Entry) -> None:
    assert read(body(entry)) == entry
    assert body(entry).isascii()


@given(one=entries, two=entries)
def test_two_entries_have_one_leaf_only_when_they_are_one(one: Entry, two: Entry) -> None:
    assert (leaf(body(one)) == leaf(body(two))) == (one == two)


def test_the_form_of_an_entry_does_not_drift() -> None:
    assert leaf(body(ONE)) == "1e03e96d1f4658be230f4e5cd44334b8fdd325d446ac334e52715009705df6cd"


def test_a_moment_is_written_in_utc_whatever_zone_it_was_told_in() -> None:
    paris = replace(ONE, at=ONE.at.astimezone(timezone(timedelta(hours=1))))
    assert body(paris) == body(ONE)


def test_an_entry_gives_the_decision_it_holds() -> None:
    decision = ONE.decision
    assert not decision.accepted
    assert (decision.covers, decision.version, decision.at) == (ONE.covers, ONE.version, ONE.at)


TOLD = json.loads(body(ONE))


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param("[]", id="a list"),
        pytest.param("{}", id="empty"),
        pytest.param(json.dumps(TOLD), id="with spaces"),
        pytest.param(body(ONE).replace('"edition":1', '"edition":2'), id="another edition"),
        pytest.param(body(ONE).replace("declined", "agreed"), id="an answer nobody can give"),
        pytest.param(body(ONE).replace("{", '{"a":1,', 1), id="something added"),
        pytest.param(body(ONE).replace("2026-11-23", "2026-11-32"), id="no day"),
        pytest.param(body(ONE).replace("+00:00", "+01:00"), id="a moment of another zone"),
        pytest.param(body(ONE).replace('"person":7', '"person":7.0'), id="a person that is no whole number"),
        pytest.param(body(ONE).replace('["2.0.0/retention-1"]', '"2.0.0"'), id="words where a list stands"),
    ],
)
def test_what_is_not_written_as_entries_are_is_refused(written: str) -> None:
    with pytest.raises(Tampered, match="entry"):
        read(written)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.text(st.characters(max_codepoint=0x7F)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(told=st.dictionaries(st.text(), values))
@example(told={"x": "\x7f"})
@example(told={"x": "\ud800"})
@example(told={"x": 2**64})
def test_there_is_one_way_to_write_values_and_it_is_plain_json(told: dict[str, object]) -> None:
    assert canonical(told) == json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def test_a_commitment_needs_its_salt() -> None:
    assert commitment(b"1" * 16, "ada@example.org") != commitment(b"2" * 16, "ada@example.org")
    assert commitment(b"1" * 16, "ada@example.org") != commitment(b"1" * 16, "ben@example.org")


def test_the_form_of_a_commitment_does_not_drift() -> None:
    """What others recompute: SHA-256 of the byte 2, the salt, and the words."""
    salt, words = b"0123456789abcdef", "élise@example.org"
    assert commitment(salt, words) == hashlib.sha256(b"\x02" + salt + words.encode()).hexdigest()
