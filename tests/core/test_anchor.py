"""Copies of seals: read as they were written, and every line that is no copy, or out of its place, is told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from notifier.core.anchor import PLACE, added, disorder, lost, read, strays
from notifier.core.ledger import EMPTY, Seal, seal_hash, told
from notifier.core.ledger import read as read_seal
from notifier.errors import Tampered

FIRST = Seal(
    number=1, size=2, root=EMPTY, previous="", at=datetime(2026, 11, 23, tzinfo=UTC), key="ab", signature="cd"
)
SECOND = replace(FIRST, number=2, previous=seal_hash(FIRST))
FIFTH = replace(FIRST, number=5, previous=seal_hash(SECOND))


def written(*seals: Seal) -> str:
    text = ""
    for seal in seals:
        text = added(text, seal)
    return text


def faults(*seals: Seal) -> list[str]:
    return [str(fault) for fault in disorder(read(written(*seals))[0])]


def test_copies_are_read_as_they_were_written() -> None:
    anchors, wrong = read(written(FIRST, SECOND, FIFTH))
    assert [(one.line, one.seal) for one in anchors] == [(1, FIRST), (2, SECOND), (3, FIFTH)]
    assert wrong == ()
    assert read("") == ((), ())


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("", "this is not a seal"),
        ("hello", "this is not a seal"),
        ("[]", "this is not a seal"),
        ("{}", "this is not a seal"),
        (json.dumps({**told(FIRST), "at": "yesterday"}), "this is not a seal"),
        (json.dumps(told(FIRST)), "not written as seals are"),
        (json.dumps({**told(FIRST), "size": 3}), "does not say what was hashed"),
    ],
)
def test_a_line_that_is_no_copy_is_told_with_its_place(line: str, cause: str) -> None:
    anchors, (fault,) = read(f"{written(FIRST)}{line}\n{written(SECOND)}")
    assert [one.seal.number for one in anchors] == [1, 2]
    assert str(fault).startswith(f"{PLACE}:2: ")
    assert cause in str(fault)


def test_copies_follow_each_other() -> None:
    assert faults(FIRST, SECOND, FIFTH) == []
    assert faults(SECOND, FIRST) == [f"{PLACE}:2: seal 1 does not come after seal 2"]
    assert faults(FIRST, FIRST) == [f"{PLACE}:2: seal 1 does not come after seal 1"]
    assert faults(FIRST, replace(SECOND, previous=EMPTY)) == [f"{PLACE}:2: seal 2 does not follow seal 1"]


def test_a_copy_whose_seal_is_gone_or_another_is_told() -> None:
    anchors, _ = read(written(FIRST, SECOND))
    assert list(strays(anchors, {1: seal_hash(FIRST), 2: seal_hash(SECOND), 3: EMPTY})) == []
    assert [str(fault) for fault in strays(anchors, {1: EMPTY})] == [
        f"{PLACE}:1: seal 1 of the ledger is not the one anchored",
        f"{PLACE}:2: seal 2 was anchored, and the ledger has none",
    ]


def test_a_copy_that_was_taken_out_is_told() -> None:
    anchors, _ = read(written(FIRST))
    assert list(lost(anchors, [1])) == []
    assert [str(fault) for fault in lost(anchors, [1, 2])] == [f"{PLACE}: the copy of seal 2 is gone"]


def test_a_seal_is_read_as_it_was_told() -> None:
    assert read_seal(told(FIRST)) == FIRST
    with pytest.raises(Tampered):
        read_seal({**told(FIRST), "root": seal_hash(FIRST)})
