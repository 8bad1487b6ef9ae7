"""What a person answered, and how the ledger writes it down.

An entry is one answer of one person, written as canonical JSON: sorted keys, no spaces, ASCII only, so that every machine
hashes the same bytes. It names the entry of the same person before it, so that nothing can be taken out or put between,
and commits to personal data by a salted hash, so that forgetting the salt forgets the person and breaks nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from notifier.core.release import ReductionId, Version
from notifier.core.said import say
from notifier.core.text import Digest, Language, PolicyName
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Mapping

EDITION = 1
"""Changes whenever the form of an entry does."""

_FIELDS = 16
_DEL = b"\x7f"


class Answer(StrEnum):
    """What a person can say to a reduction of their rights."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of one person to the reductions they were shown.

    Attributes:
        policy: the policy it concerns.
        version: the release whose page was shown.
        answer: accepted, declined or withdrawn.
        covers: the reductions that were shown and answered.
        language: of the text shown.
        shown: the SHA-256 of the text shown.
        at: the moment, aware, UTC.
    """

    policy: PolicyName
    version: Version
    answer: Answer
    covers: tuple[ReductionId, ...]
    language: Language
    shown: Digest
    at: datetime

    @property
    def accepted(self) -> bool:
        """Say whether the person accepted."""
        return self.answer is Answer.ACCEPTED


class Method(StrEnum):
    """Where a person answered."""

    PAGE = "page"
    APPLICATION = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer of one person, as the ledger keeps it.

    Attributes:
        person: their number in the store; it says nothing outside of it.
        delivery: the warning that led them to the page; 0 when there was none.
        policy: the policy it concerns.
        version: the release whose page was shown.
        since: the release that bound them before, at their baseline or later.
        answer: accepted, declined or withdrawn.
        covers: the reductions that were shown and answered.
        language: of the page.
        shown: the SHA-256 of the released text in that language.
        statement: the SHA-256 of the sentence they chose.
        page: the SHA-256 of everything that was asked and marked on the page.
        method: where they answered.
        at: the moment, aware, UTC.
        commitment: the salted SHA-256 of the personal data that goes with it.
        previous: the leaf of this person's entry before; empty for the first.
    """

    person: int
    delivery: int
    policy: PolicyName
    version: Version
    since: Version
    answer: Answer
    covers: tuple[ReductionId, ...]
    language: Language
    shown: Digest
    statement: Digest
    page: Digest
    method: Method
    at: datetime
    commitment: Digest
    previous: str = ""

    @property
    def decision(self) -> Decision:
        """Give the answer as the rule of binding reads it."""
        return Decision(
            policy=self.policy,
            version=self.version,
            answer=self.answer,
            covers=self.covers,
            language=self.language,
            shown=self.shown,
            at=self.at,
        )


def body(entry: Entry) -> str:
    """Write an entry down, the same on every machine."""
    return canonical(
        {
            "edition": EDITION,
            "person": entry.person,
            "delivery": entry.delivery,
            "policy": entry.policy,
            "version": str(entry.version),
            "since": str(entry.since),
            "answer": entry.answer,
            "covers": list(entry.covers),
            "language": entry.language,
            "shown": entry.shown,
            "statement": entry.statement,
            "page": entry.page,
            "method": entry.method,
            "at": _moment(entry.at),
            "commitment": entry.commitment,
            "previous": entry.previous,
        }
    )


def read(written: str) -> Entry:
    """Read an entry.

    Raises:
        Tampered: when it is not an entry as `body` writes it.
    """
    try:
        told = orjson.loads(written)
        entry = _entry(told)
    except Exception as error:  # whatever stands there, it is no entry
        raise Tampered(say("this is not an entry of the ledger")) from error
    if not _exact(told, entry, written):
        raise Tampered(say("this entry is not written as entries are"))
    return entry


def _entry(told: Mapping[str, Any]) -> Entry:
    return Entry(
        person=told["person"],
        delivery=told["delivery"],
        policy=PolicyName(told["policy"]),
        version=_version(told["version"]),
        since=_version(told["since"]),
        answer=Answer(told["answer"]),
        covers=tuple(told["covers"]),
        language=Language(told["language"]),
        shown=Digest(told["shown"]),
        statement=Digest(told["statement"]),
        page=Digest(told["page"]),
        method=Method(told["method"]),
        at=datetime.fromisoformat(told["at"]),
        commitment=Digest(told["commitment"]),
        previous=told["previous"],
    )


@lru_cache(maxsize=1024)
def _version(text: str) -> Version:
    return Version.read(text)


def _exact(told: Mapping[str, Any], entry: Entry, written: str) -> bool:
    """Say whether an entry is written in the one way."""
    kinds = (type(told["person"]), type(told["delivery"]), type(told["covers"]))
    if len(told) != _FIELDS or told["edition"] != EDITION or kinds != (int, int, list):
        return False
    if _moment(entry.at) != told["at"]:
        return False
    return canonical(told) == written


def leaf(written: str) -> str:
    """Hash an entry as a leaf of the tree (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\x00" + written.encode("utf-8")).hexdigest()


def commitment(salt: bytes, private: str) -> Digest:
    """Commit to personal data without telling it: without the salt, nobody can try what it was."""
    return Digest(hashlib.sha256(b"\x02" + salt + private.encode("utf-8")).hexdigest())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(told: Mapping[str, Any]) -> str:
    """Write values as JSON in the one way that is hashed.

    Law: the quick writer says the same wherever nothing but ASCII is to be written, and DEL is not.
    """
    try:
        quick = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    except TypeError:  # half a surrogate pair, a number beyond 64 bits: the thorough one knows what to do
        quick = _DEL
    if quick.isascii() and _DEL not in quick:
        return quick.decode("ascii")
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
