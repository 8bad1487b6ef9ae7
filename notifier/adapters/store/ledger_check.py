"""Check the ledger: recompute every hash, chain, root and signature, and name what does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry as entries
from notifier.adapters.store.ledger_tables import private as privates
from notifier.adapters.store.ledger_tables import seal as seals
from notifier.adapters.store.ledger_tables import sealed
from notifier.adapters.store.seals import of_row, signed
from notifier.core import consent, ledger
from notifier.core.progress import reported
from notifier.core.said import say
from notifier.errors import Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine, Row

    from notifier.core.progress import Told

_BATCH = 10_000


def check(
    engine: Engine, *, keys: frozenset[str] = frozenset(), progress: Told | None = None
) -> Iterator[Tampered]:
    """Give everything in the ledger that is not as it was written, the first bad row first.

    Args:
        engine: the store.
        keys: the public keys that may seal; with none, a seal only has to be signed by the key it names.
        progress: is told now and then how many entries were checked.
    """
    with reading(engine).connect() as connection, connection.begin():
        yield from _entries(connection, progress)
        yield from _seals(connection, keys)


def _entries(connection: Connection, progress: Told | None) -> Iterator[Tampered]:
    """Check the answers in the order they came, each with the personal data that is kept of it."""
    heads: dict[int, str] = {}
    found = (
        select(entries, privates.c.salt, privates.c.body.label("told"))
        .outerjoin(privates, privates.c.entry_id == entries.c.id)
        .order_by(entries.c.id)
    )
    for row in reported(connection.execution_options(yield_per=_BATCH).execute(found), progress):
        if cause := _entry(row, heads.get(row.person_id, "")):
            yield Tampered(cause, source=f"ledger entry {row.id}")
        heads[row.person_id] = row.leaf


def _entry(row: Row[Any], head: str) -> str:
    """Tell what is wrong with an entry; nothing when it holds."""
    if consent.leaf(row.body) != row.leaf:
        return say("its words are not those that were hashed")
    try:
        entry = consent.read(row.body)
    except Tampered as error:
        return error.cause
    told = (entry.person, entry.policy, entry.at, entry.previous)
    if told != (row.person_id, row.policy, row.at, row.previous):
        return say("its columns do not say what its words say")
    if entry.previous != head:
        return say("the entry of this person before it is not the one it names")
    if row.salt is not None and consent.commitment(row.salt, row.told) != entry.commitment:
        return say("its personal data is not what was committed to")
    return ""


def _seals(connection: Connection, keys: frozenset[str]) -> Iterator[Tampered]:
    previous, number = "", 0
    for row in connection.execute(select(seals).order_by(seals.c.number)).all():
        for cause in _seal(connection, row, previous, number + 1, keys):
            yield Tampered(cause, source=f"ledger seal {row.number}")
        previous, number = row.hash, row.number


def _seal(
    connection: Connection, row: Row[Any], previous: str, number: int, keys: frozenset[str]
) -> Iterator[str]:
    seal = of_row(row)
    if seal.number != number or seal.previous != previous:
        yield say("it does not follow the seal before it")
    if ledger.seal_hash(seal) != row.hash or not signed(seal):
        yield say("it is not what was signed")
    elif keys and seal.key not in keys:
        yield say("it was signed with a key that is not ours")
    leaves = _leaves(connection, seal.number)
    if [place for place, _ in leaves] != list(range(seal.size)):
        yield say("entries under it are missing or were put in")
    elif ledger.root([leaf for _, leaf in leaves]) != seal.root:
        yield say("entries under it are not those that were sealed")


def _leaves(connection: Connection, number: int) -> list[tuple[int, str]]:
    found = (
        select(sealed.c.place, entries.c.leaf)
        .join(entries, entries.c.id == sealed.c.entry_id)
        .where(sealed.c.seal_number == number)
        .order_by(sealed.c.place)
    )
    return [(place, leaf) for place, leaf in connection.execute(found)]
