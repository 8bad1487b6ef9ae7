"""Seal the ledger: sign the root over new entries, and chain it to the seal before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry as entries
from notifier.adapters.store.ledger_tables import seal as seals
from notifier.adapters.store.ledger_tables import sealed
from notifier.core import ledger
from notifier.core.ledger import Seal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row

    from notifier.adapters.settings import Settings

LARGEST = 100_000
"""How many entries one seal covers at most."""


class Signer:
    """Signs seals with the key of a deployment (Ed25519)."""

    def __init__(self, secret: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw().hex()

    @classmethod
    def of(cls, settings: Settings) -> Signer:
        """Give the signer of a deployment."""
        return cls(settings.secret("seal"))

    def sign(self, seal: Seal) -> Seal:
        """Sign what a seal says."""
        return replace(seal, signature=self.stamp(bytes.fromhex(ledger.seal_hash(seal))))

    def stamp(self, message: bytes) -> str:
        """Sign 32 bytes, and give the signature in hexadecimal."""
        return self._key.sign(message).hex()


def signers(settings: Settings) -> frozenset[str]:
    """Give the public keys that may have sealed for a deployment: of its key, and of every earlier one."""
    return frozenset(Signer(secret).public for secret in settings.secrets("seal"))


def signed(seal: Seal) -> bool:
    """Say whether the signature of a seal is that of the key it names."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal.key))
        key.verify(bytes.fromhex(seal.signature), bytes.fromhex(ledger.seal_hash(seal)))
    except (InvalidSignature, ValueError):
        return False
    return True


def seal(engine: Engine, signer: Signer, *, now: datetime, largest: int = LARGEST) -> Seal | None:
    """Seal the entries that no seal covers yet; nothing when there are none, or another host seals them just now."""
    try:
        with engine.begin() as connection:
            fresh = _unsealed(connection, largest)
            if not fresh:
                return None
            last = newest(connection)
            made = signer.sign(
                Seal(
                    number=last.number + 1 if last else 1,
                    size=len(fresh),
                    root=ledger.root([leaf for _, leaf in fresh]),
                    previous=ledger.seal_hash(last) if last else "",
                    at=now,
                    key=signer.public,
                )
            )
            _insert(connection, made, [number for number, _ in fresh])
            return made
    except IntegrityError:
        return None


def waiting(engine: Engine) -> int:
    """Count the entries that no seal covers yet."""
    found = (
        select(func.count())
        .select_from(entries.outerjoin(sealed, sealed.c.entry_id == entries.c.id))
        .where(sealed.c.entry_id.is_(None))
    )
    with reading(engine).begin() as connection:
        return int(connection.execute(found).scalar_one())


def newest(connection: Connection) -> Seal | None:
    """Give the last seal."""
    row = connection.execute(select(seals).order_by(seals.c.number.desc()).limit(1)).one_or_none()
    return of_row(row) if row else None


def last(engine: Engine) -> Seal | None:
    """Give the last seal of a store."""
    with reading(engine).begin() as connection:
        return newest(connection)


def all_seals(engine: Engine) -> tuple[Seal, ...]:
    """Give every seal, oldest first."""
    with reading(engine).begin() as connection:
        return tuple(of_row(row) for row in connection.execute(select(seals).order_by(seals.c.number)))


def of_row(row: Row[tuple[object, ...]]) -> Seal:
    """Give the seal that a row holds."""
    return Seal(
        number=row.number,
        size=row.size,
        root=row.root,
        previous=row.previous,
        at=row.at,
        key=row.key,
        signature=row.signature,
    )


def _unsealed(connection: Connection, largest: int) -> list[tuple[int, str]]:
    found = (
        select(entries.c.id, entries.c.leaf)
        .outerjoin(sealed, sealed.c.entry_id == entries.c.id)
        .where(sealed.c.entry_id.is_(None))
        .order_by(entries.c.id)
        .limit(largest)
    )
    return [(number, leaf) for number, leaf in connection.execute(found)]


def _insert(connection: Connection, made: Seal, numbers: Sequence[int]) -> None:
    connection.execute(
        insert(seals),
        {
            "number": made.number,
            "size": made.size,
            "root": made.root,
            "previous": made.previous,
            "hash": ledger.seal_hash(made),
            "at": made.at,
            "key": made.key,
            "signature": made.signature,
        },
    )
    connection.execute(
        insert(sealed),
        [
            {"entry_id": number, "seal_number": made.number, "place": place}
            for place, number in enumerate(numbers)
        ],
    )
