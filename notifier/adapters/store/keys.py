"""Keys of applications and hooks in the store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import blake2b
from hmac import compare_digest
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from notifier.adapters.store.engine import reading
from notifier.adapters.store.outgoing_tables import api_key, hook
from notifier.core.errand import Happening
from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Engine, Row

PREFIX = "policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An application that may ask.

    Attributes:
        id: its number.
        name: as the operator calls it.
        scopes: what it may do.
        created_at: since when.
        created_by: who made it.
        revoked_at: until when; nothing while it is good.
    """

    id: int
    name: str
    scopes: frozenset[str]
    created_at: datetime
    created_by: str
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address that an operator let be told of events.

    Attributes:
        id: its number.
        url: where.
        kinds: of what.
        internal: whether it may be an address inside the operator's own network.
        created_at: since when.
        created_by: who added it.
        ended_at: until when; nothing while it is told.
    """

    id: int
    url: str
    kinds: frozenset[Happening]
    internal: bool
    created_at: datetime
    created_by: str
    ended_at: datetime | None = None


class Keys:
    """The keys of a store.

    Attributes:
        secrets: hash the keys: the present secret first, then those of before.
    """

    def __init__(self, engine: Engine, *, secrets: tuple[bytes, ...]) -> None:
        self.engine = engine
        self.secrets = secrets

    def create(self, name: str, scopes: Iterable[str], *, actor: str, now: datetime) -> str:
        """Make a key and give it, once: only its hash is kept.

        Raises:
            SettingsRefused: when there is a key of that name, good or revoked.
        """
        if not name.strip():
            raise SettingsRefused(
                say("a key needs a name"), remedy=say("name the application that will use it")
            )
        told = secrets.token_urlsafe(32)
        with self.engine.begin() as connection:
            if connection.execute(select(api_key.c.id).where(api_key.c.name == name)).first():
                raise SettingsRefused(
                    say("there is a key '{name}'", name=name), remedy=say("choose another name")
                )
            row = {
                "name": name,
                "digest": _hash(self.secrets[0], told),
                "scopes": " ".join(sorted(scopes)),
                "created_at": now,
                "created_by": actor,
            }
            number = connection.execute(insert(api_key).returning(api_key.c.id), row).scalar_one()
        return f"{PREFIX}_{number}_{told}"

    def revoke(self, name: str, *, now: datetime) -> None:
        """End a key at once.

        Raises:
            SettingsRefused: when no good key has this name.
        """
        with self.engine.begin() as connection:
            ended = connection.execute(
                update(api_key)
                .where(api_key.c.name == name, api_key.c.revoked_at.is_(None))
                .values(revoked_at=now)
            )
        if not ended.rowcount:
            raise SettingsRefused(say("no good key '{name}'", name=name), remedy=say("run policy keys list"))

    def all(self) -> tuple[Key, ...]:
        """Give every key, also those that were revoked."""
        with reading(self.engine).begin() as connection:
            return tuple(_key(row) for row in connection.execute(select(api_key).order_by(api_key.c.id)))

    def holder(self, told: str) -> Key | None:
        """Give whose key this is; nobody's when it is forged or revoked."""
        prefix, _, rest = told.partition("_")
        number, _, secret = rest.partition("_")
        if prefix != PREFIX or not (number.isascii() and number.isdigit() and len(number) <= 15):
            return None
        with reading(self.engine).begin() as connection:
            row = connection.execute(select(api_key).where(api_key.c.id == int(number))).first()
        if row is None or row.revoked_at is not None:
            return None
        good = [compare_digest(_hash(one, secret), row.digest) for one in self.secrets]
        return _key(row) if any(good) else None


class Hooks:
    """The hooks of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, url: str, kinds: Iterable[Happening], *, internal: bool, actor: str, now: datetime) -> Hook:
        """Let an address be told of events from now on."""
        row = {
            "url": url,
            "kinds": " ".join(sorted(kinds)),
            "internal": int(internal),
            "created_at": now,
            "created_by": actor,
        }
        with self.engine.begin() as connection:
            return _hook(connection.execute(insert(hook).returning(hook), row).one())

    def end(self, number: int, *, now: datetime) -> None:
        """Tell an address nothing more.

        Raises:
            SettingsRefused: when there is none of this number that is told.
        """
        with self.engine.begin() as connection:
            ended = connection.execute(
                update(hook).where(hook.c.id == number, hook.c.ended_at.is_(None)).values(ended_at=now)
            )
        if not ended.rowcount:
            raise SettingsRefused(
                say("no hook {number} that is told", number=number), remedy=say("run policy hooks list")
            )

    def all(self) -> tuple[Hook, ...]:
        """Give every hook, also those that ended."""
        with reading(self.engine).begin() as connection:
            return tuple(_hook(row) for row in connection.execute(select(hook).order_by(hook.c.id)))

    def told(self) -> tuple[Hook, ...]:
        """Give the hooks that are told."""
        return tuple(one for one in self.all() if one.ended_at is None)


def _hash(secret: bytes, told: str) -> bytes:
    return blake2b(told.encode("utf-8", "replace"), digest_size=32, key=secret).digest()


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        scopes=frozenset(row.scopes.split()),
        created_at=row.created_at,
        created_by=row.created_by,
        revoked_at=row.revoked_at,
    )


def _hook(row: Row[Any]) -> Hook:
    return Hook(
        id=row.id,
        url=row.url,
        kinds=frozenset(Happening(kind) for kind in row.kinds.split()),
        internal=bool(row.internal),
        created_at=row.created_at,
        created_by=row.created_by,
        ended_at=row.ended_at,
    )
