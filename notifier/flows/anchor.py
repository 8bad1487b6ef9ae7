"""Leave copies of seals with others, and hold the ledger against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.store import anchors, seals
from notifier.adapters.store.ledger_check import check
from notifier.core import anchor as copies
from notifier.core import ledger
from notifier.core.said import say
from notifier.errors import HistoryMissing, Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.timestamps import Stamps
    from notifier.core.anchor import Anchor
    from notifier.core.ledger import Seal
    from notifier.core.progress import Told


def anchor(catalog: Catalog, engine: Engine, *, now: datetime) -> tuple[Seal, str] | None:
    """Commit a copy of the newest seal to the policy repository; nothing when it is there already.

    Interrupted between commit and store, the next call finds the copy and only notes it.
    """
    newest = seals.last(engine)
    if newest is None or newest.number in anchors.known(engine, anchors.GIT):
        return None
    written = catalog.anchored
    copied, _ = copies.read(written)
    if newest.number in {one.seal.number for one in copied}:
        commit = catalog.repository.head
    else:
        files = {copies.PLACE: copies.added(written, newest).encode()}
        commit = catalog.commit(files, message=_message(newest))
    anchors.keep(engine, newest.number, anchors.GIT, commit, now=now)
    return newest, commit


def stamp(engine: Engine, stamps: Stamps, *, now: datetime) -> Seal | None:
    """Have the newest seal stamped; nothing when it is."""
    newest = seals.last(engine)
    if newest is None or newest.number in anchors.known(engine, anchors.STAMP):
        return None
    told = stamps.stamp(_message_of(newest))
    anchors.keep(engine, newest.number, anchors.STAMP, told.hex(), now=now)
    return newest


def verify(
    catalog: Catalog,
    engine: Engine | None,
    *,
    keys: frozenset[str],
    stamps: Stamps | None,
    progress: Told | None = None,
) -> Iterator[Tampered]:
    """Give everything in the ledger and its copies that is not as it was written, the first bad row first.

    Without a store, the copies are all there is: they hold each other.
    """
    if engine:
        yield from check(engine, keys=keys, progress=progress)
    yield from _copies(catalog, engine, keys)
    if engine and stamps:
        yield from _stamps(engine, stamps)


def _copies(catalog: Catalog, engine: Engine | None, keys: frozenset[str]) -> Iterator[Tampered]:
    copied, faults = copies.read(catalog.anchored)
    yield from faults
    yield from copies.disorder(copied)
    for one in copied:
        if not seals.signed(one.seal) or (engine and keys and one.seal.key not in keys):
            cause = say("seal {number} was not signed with our key", number=one.seal.number)
            yield Tampered(cause, source=copies.PLACE, line=one.line)
    if engine:
        known = {one.number: ledger.seal_hash(one) for one in seals.all_seals(engine)}
        promised = anchors.known(engine, anchors.GIT)
        yield from copies.strays(copied, known)
        yield from copies.lost(copied, promised)
        yield from _commits(catalog, copied, promised)


def _commits(catalog: Catalog, copied: tuple[Anchor, ...], promised: dict[int, str]) -> Iterator[Tampered]:
    """Hold each copy against the commit that made it; a shallow clone has no old ones to ask."""
    if catalog.repository.shallow:
        return
    place = catalog.inside(copies.PLACE)
    lines = {one.seal.number: copies.added("", one.seal) for one in copied}
    for number, commit in promised.items():
        try:
            content = catalog.repository.blob(f"{commit}:{place}")
        except HistoryMissing:
            content = b""
        if number in lines and lines[number].encode() not in content:
            yield Tampered(
                say(
                    "commit {commit} does not hold the copy of seal {number}",
                    commit=commit[:12],
                    number=number,
                ),
                source=copies.PLACE,
                remedy=say("fetch the whole history, or ask who rewrote it"),
            )


def _stamps(engine: Engine, stamps: Stamps) -> Iterator[Tampered]:
    known = {one.number: one for one in seals.all_seals(engine)}
    for number, told in anchors.known(engine, anchors.STAMP).items():
        try:
            moment = stamps.verify(bytes.fromhex(told), _message_of(known[number]))
        except (Tampered, ValueError) as error:
            cause = error.cause if isinstance(error, Tampered) else say("this is no time stamp")
            yield Tampered(cause, source=f"ledger seal {number}")
            continue
        if moment.replace(microsecond=0) < known[number].at.replace(microsecond=0):
            yield Tampered(
                say("it says that it was made after its time stamp"), source=f"ledger seal {number}"
            )


def _message_of(seal: Seal) -> bytes:
    return bytes.fromhex(ledger.seal_hash(seal))


def _message(seal: Seal) -> str:
    return (
        f"Anchor seal {seal.number} of the ledger\n\n"
        f"Whoever has this commit can tell whether any answer sealed until then was changed since.\n\n"
        f"Seal: {ledger.seal_hash(seal)}\n"
    )
