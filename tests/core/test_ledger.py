from __future__ import annotations

import hashlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.ledger import EMPTY, Seal, climb, proof, read, root, seal_hash, told
from notifier.errors import Tampered

leaves = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40)


def told_by_the_standard(row: list[str]) -> str:
    """RFC 9162, section 2.1.1, word by word: split at the greatest power of two below the size."""
    if len(row) == 1:
        return row[0]
    k = 1
    while k * 2 < len(row):
        k *= 2
    left, right = told_by_the_standard(row[:k]), told_by_the_standard(row[k:])
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


@given(row=leaves)
def test_the_root_is_the_one_of_the_standard(row: list[str]) -> None:
    assert root(row) == told_by_the_standard(row)


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(row=leaves, data=st.data())
def test_a_proof_leads_to_the_root(row: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    assert climb(row[place], place, len(row), proof(row, place)) == root(row)


@given(row=leaves.filter(lambda row: len(row) > 1), data=st.data())
def test_a_proof_of_another_leaf_leads_elsewhere(row: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    other = hashlib.sha256(row[place].encode()).hexdigest()
    assert climb(other, place, len(row), proof(row, place)) != root(row)


@given(row=leaves, data=st.data())
def test_any_change_of_the_leaves_changes_the_root(row: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    changed = [*row]
    changed[place] = hashlib.sha256(row[place].encode()).hexdigest()
    assert root(changed) != root(row)
    assert root([*row, row[place]]) != root(row)


@given(row=leaves, data=st.data())
def test_a_proof_of_the_wrong_length_is_refused(row: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(row) - 1))
    path = proof(row, place)
    with pytest.raises(Tampered, match="too long"):
        climb(row[place], place, len(row), (*path, EMPTY))
    if path:
        with pytest.raises(Tampered, match="too short"):
            climb(row[place], place, len(row), path[:-1])
    with pytest.raises(Tampered, match="outside"):
        climb(row[place], len(row), len(row), path)


SEAL = Seal(
    number=1, size=2, root=EMPTY, previous="", at=datetime(2026, 11, 23, tzinfo=UTC), key="ab", signature="cd"
)


@pytest.mark.parametrize(
    "other",
    [
        replace(SEAL, number=2),
        replace(SEAL, size=3),
        replace(SEAL, root=seal_hash(SEAL)),
        replace(SEAL, previous=EMPTY),
        replace(SEAL, at=datetime(2026, 11, 24, tzinfo=UTC)),
        replace(SEAL, key="ac"),
    ],
)
def test_a_seal_hashes_all_it_says(other: Seal) -> None:
    assert seal_hash(other) != seal_hash(SEAL)


def test_a_signature_signs_the_hash_and_is_not_in_it() -> None:
    assert seal_hash(replace(SEAL, signature="")) == seal_hash(SEAL)


def test_a_seal_hashes_the_moment_in_utc_wherever_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    told = seal_hash(SEAL)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert seal_hash(SEAL) == told
        assert seal_hash(replace(SEAL, at=SEAL.at.astimezone(timezone(timedelta(hours=5))))) == told
    finally:
        monkeypatch.undo()
        time.tzset()


SEAL = Seal(
    number=7, size=12, root="a" * 64, previous="b" * 64, at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC), key="k1", signature="s1"
)  # fmt: skip


def test_a_seal_is_shown_with_all_it_says_and_read_back_as_it_was() -> None:
    shown = told(SEAL)
    assert shown == {
        "number": 7,
        "size": 12,
        "root": "a" * 64,
        "previous": "b" * 64,
        "at": "2026-03-01T09:30:00.000000+00:00",
        "key": "k1",
        "hash": seal_hash(SEAL),
        "signature": "s1",
    }
    assert read(shown) == SEAL


def test_the_hash_of_a_seal_is_one_that_a_stranger_can_make() -> None:
    said = (
        f'{{"at":"2026-03-01T09:30:00.000000+00:00","key":"k1","number":7,"previous":"{"b" * 64}",'
        f'"root":"{"a" * 64}","size":12}}'
    )
    assert seal_hash(SEAL) == hashlib.sha256(b"\x03" + said.encode()).hexdigest()


@pytest.mark.parametrize("field", ["number", "size", "root", "previous", "at", "key", "hash"])
def test_a_seal_that_says_something_else_than_was_hashed_is_refused(field: str) -> None:
    other = {"number": 8, "size": 13, "at": "2026-03-01T09:31:00+00:00"}.get(field, "c" * 64)
    with pytest.raises(Tampered, match="this seal does not say what was hashed"):
        read({**told(SEAL), field: other})


@pytest.mark.parametrize(
    "shown",
    [
        {key: value for key, value in told(SEAL).items() if key != "signature"},
        {**told(SEAL), "number": "seven"},
        {**told(SEAL), "at": 7},
    ],
    ids=["a field is missing", "a number is none", "a time is none"],
)
def test_what_is_no_seal_is_refused(shown: dict[str, object]) -> None:
    with pytest.raises(Tampered, match="this is not a seal of the ledger"):
        read(shown)
