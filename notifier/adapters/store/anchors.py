"""What the store knows of copies of its seals: which commit holds one, and what a time stamp authority said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import anchor

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

GIT = "git"
"""A commit of the policy repository; the proof is its id."""

STAMP = "rfc3161"
"""A time stamp of somebody else; the proof is the answer (DER) in hexadecimal."""


def known(engine: Engine, kind: str) -> dict[int, str]:
    """Give the proof of every seal that has one of a kind, by number."""
    found = select(anchor.c.seal_number, anchor.c.proof).where(anchor.c.kind == kind)
    with reading(engine).begin() as connection:
        rows = connection.execute(found.order_by(anchor.c.seal_number))
        return {row.seal_number: row.proof for row in rows}


def keep(engine: Engine, number: int, kind: str, proof: str, *, now: datetime) -> None:
    """Keep a proof; when another host kept one already, that one stays."""
    row = {"seal_number": number, "kind": kind, "proof": proof, "at": now}
    try:
        with engine.begin() as connection:
            connection.execute(insert(anchor), row)
    except IntegrityError:
        return
