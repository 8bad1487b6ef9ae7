"""The ledger that a stranger can check: a tree of hashes over entries (RFC 9162), sealed in a chain.

A seal covers the entries since the one before it, and names that seal. Whoever keeps a copy of one seal (in git, on the
site) can tell whether any entry under it, or under an earlier one, was changed, taken out or put in since.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from notifier.core.consent import canonical
from notifier.core.said import say
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EMPTY = hashlib.sha256(b"").hexdigest()
"""The root of a tree without leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """A signed root over entries, chained to the seal before it.

    Attributes:
        number: counted from 1.
        size: how many entries it covers.
        root: of the tree over their leaves.
        previous: the hash of the seal before; empty for the first.
        at: the moment it was made.
        key: the public key that signed it, in hexadecimal.
        signature: Ed25519 over its hash, in hexadecimal.
    """

    number: int
    size: int
    root: str
    previous: str
    at: datetime
    key: str
    signature: str = ""


def seal_hash(seal: Seal) -> str:
    """Hash everything a seal says, but its signature."""
    return hashlib.sha256(b"\x03" + canonical(_said(seal)).encode("ascii")).hexdigest()


def told(seal: Seal) -> dict[str, Any]:
    """Give a seal as it is shown to others: everything it says, its hash and its signature."""
    return {**_said(seal), "hash": seal_hash(seal), "signature": seal.signature}


def read(told: Mapping[str, Any]) -> Seal:
    """Read a seal as `told` gives it.

    Raises:
        Tampered: when it is no such seal, or its hash is not that of what it says.
    """
    try:
        seal = Seal(
            number=int(told["number"]),
            size=int(told["size"]),
            root=str(told["root"]),
            previous=str(told["previous"]),
            at=datetime.fromisoformat(told["at"]),
            key=str(told["key"]),
            signature=str(told["signature"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Tampered(say("this is not a seal of the ledger")) from error
    if seal_hash(seal) != told.get("hash"):
        raise Tampered(say("this seal does not say what was hashed"))
    return seal


def _said(seal: Seal) -> dict[str, Any]:
    return {
        "number": seal.number,
        "size": seal.size,
        "root": seal.root,
        "previous": seal.previous,
        "at": seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "key": seal.key,
    }


def root(leaves: Sequence[str]) -> str:
    """Give the root over leaves; the last of an odd row moves up, as in RFC 9162."""
    if not leaves:
        return EMPTY
    row = [bytes.fromhex(leaf) for leaf in leaves]
    while len(row) > 1:
        row = _above(row)
    return row[0].hex()


def proof(leaves: Sequence[str], place: int) -> tuple[str, ...]:
    """Give the hashes that lead from the leaf at a place up to the root."""
    row = [bytes.fromhex(leaf) for leaf in leaves]
    path = []
    while len(row) > 1:
        beside = place ^ 1
        if beside < len(row):
            path.append(row[beside].hex())
        row = _above(row)
        place //= 2
    return tuple(path)


def climb(leaf: str, place: int, size: int, path: Sequence[str]) -> str:
    """Give the root that a proof leads to.

    Raises:
        Tampered: when the proof is too short or too long for the tree.
    """
    if not 0 <= place < size:
        raise Tampered(say("this proof names a leaf outside of its tree"))
    node, rest = bytes.fromhex(leaf), list(path)
    last = size - 1
    while last:
        if place % 2 or place < last:
            if not rest:
                raise Tampered(say("this proof is too short"))
            beside = bytes.fromhex(rest.pop(0))
            node = _node(beside, node) if place % 2 else _node(node, beside)
        place //= 2
        last //= 2
    if rest:
        raise Tampered(say("this proof is too long"))
    return node.hex()


def _above(row: list[bytes]) -> list[bytes]:
    above = [_node(row[place], row[place + 1]) for place in range(0, len(row) - 1, 2)]
    return [*above, row[-1]] if len(row) % 2 else above


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
