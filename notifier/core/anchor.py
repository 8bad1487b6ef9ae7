"""Anchors: copies of seals in the policy repository, so that every clone of it is a witness.

Each line of the file is one seal as canonical JSON. A seal names the one before, so a copy of one vouches for all that
came before it: whoever rewrites the ledger afterwards, even with the key in hand, cannot rewrite the copies others hold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core import ledger
from notifier.core.consent import canonical
from notifier.core.said import say
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from notifier.core.ledger import Seal

PLACE = "policy/ledger.jsonl"
"""Where the copies stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A copy of a seal, and the line it stands on."""

    seal: Seal
    line: int


def added(written: str, seal: Seal) -> str:
    """Give the file with one more copy at its end."""
    return f"{written}{canonical(ledger.told(seal))}\n"


def read(written: str) -> tuple[tuple[Anchor, ...], tuple[Tampered, ...]]:
    """Read the copies, and tell every line that is none."""
    anchors: list[Anchor] = []
    faults: list[Tampered] = []
    for line, told in enumerate(written.splitlines(), 1):
        try:
            anchors.append(Anchor(seal=_seal(told), line=line))
        except Tampered as error:
            faults.append(Tampered(error.cause, source=PLACE, line=line))
    return tuple(anchors), tuple(faults)


def _seal(told: str) -> Seal:
    try:
        seal = ledger.read(json.loads(told))
    except (ValueError, AttributeError) as error:
        raise Tampered(say("this is not a seal of the ledger")) from error
    if canonical(ledger.told(seal)) != told:
        raise Tampered(say("this seal is not written as seals are"))
    return seal


def disorder(anchors: Iterable[Anchor]) -> Iterator[Tampered]:
    """Tell the copies that do not follow each other: a later line holds a later seal, chained where it is the next."""
    before: Seal | None = None
    for one in anchors:
        if before and one.seal.number <= before.number:
            yield _fault(one, say("seal {number} does not come after seal {before}", **_numbers(one, before)))
        elif (
            before and one.seal.number == before.number + 1 and one.seal.previous != ledger.seal_hash(before)
        ):
            yield _fault(one, say("seal {number} does not follow seal {before}", **_numbers(one, before)))
        before = one.seal


def strays(anchors: Iterable[Anchor], seals: Mapping[int, str]) -> Iterator[Tampered]:
    """Tell the copies whose seal the ledger does not hold any more; `seals` gives the hash of each by its number."""
    for one in anchors:
        number = one.seal.number
        if number not in seals:
            yield _fault(one, say("seal {number} was anchored, and the ledger has none", number=number))
        elif seals[number] != ledger.seal_hash(one.seal):
            yield _fault(one, say("seal {number} of the ledger is not the one anchored", number=number))


def lost(anchors: Iterable[Anchor], promised: Iterable[int]) -> Iterator[Tampered]:
    """Tell the seals that the ledger says were anchored, and that have no copy any more."""
    held = {one.seal.number for one in anchors}
    for number in promised:
        if number not in held:
            yield Tampered(say("the copy of seal {number} is gone", number=number), source=PLACE)


def _numbers(one: Anchor, before: Seal) -> dict[str, int]:
    return {"number": one.seal.number, "before": before.number}


def _fault(one: Anchor, cause: str) -> Tampered:
    return Tampered(cause, source=PLACE, line=one.line)
