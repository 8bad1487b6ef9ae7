"""What the client's systems are told of: decisions of people, and releases; without words and without addresses."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from notifier.adapters.store.answers import answered
from notifier.core.binding import day_at
from notifier.core.errand import Happening

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from notifier.adapters.store.keys import Hook
    from notifier.core.consent import Entry
    from notifier.core.subject import Person
    from notifier.flows.agree import Desk


def call_id(hook: int, name: str) -> str:
    """Name an event to a hook, the same however often it is told."""
    return f"msg_{sha256(f'{hook} {name}'.encode()).hexdigest()[:24]}"


def secret_name(hook: int) -> str:
    """Name the purpose of the secret that signs calls to a hook."""
    return f"hook {hook}"


def releases(desk: Desk, hook: Hook, now: datetime) -> Iterator[str]:
    """Name what became of releases since a hook is told."""
    for policy in desk.catalog.registry.policies:
        began, today = day_at(hook.created_at, policy.time_zone), day_at(now, policy.time_zone)
        for record in desk.catalog.history(policy.name).records:
            if record.withdrawn:
                continue
            for kind, day in (
                (Happening.PUBLISHED, record.published_on),
                (Happening.IN_FORCE, record.effective_on),
            ):
                if kind in hook.kinds and began <= day <= today:
                    yield f"{kind} {policy.name} {record.version}"


def event(desk: Desk, name: str) -> bytes | None:
    """Write an event down; nothing when the person it is about was forgotten since."""
    kind, _, rest = name.partition(" ")
    if rest:
        policy, _, version = rest.partition(" ")
        return _release(desk, Happening(kind), policy, version)
    entries, person, _ = answered(desk.engine, name)
    if not entries or person is None or person.subject is None:
        return None
    return _decision(entries, person, leaf=name)


def _decision(entries: tuple[Entry, ...], person: Person, *, leaf: str) -> bytes:
    """Write down that a person answered."""
    first = entries[0]
    return _json(
        Happening.DECIDED,
        first.at,
        {
            "person": person.subject.external_id if person.subject else "",
            "policy": first.policy,
            "version": str(first.version),
            "language": first.language,
            "method": first.method,
            "receipt": leaf,
            "answers": [{"answer": one.answer, "covers": list(one.covers)} for one in entries],
        },
    )


def _release(desk: Desk, kind: Happening, name: str, version: str) -> bytes | None:
    named = any(policy.name == name for policy in desk.catalog.registry.policies)
    records = desk.catalog.history(name).records if named else ()
    for record in records:
        if str(record.version) == version and not record.withdrawn:
            data = {
                "policy": name,
                "version": version,
                "level": record.level.word,
                "published_on": record.published_on.isoformat(),
                "effective_on": record.effective_on.isoformat(),
            }
            return _json(kind, None, data)
    return None


def _json(kind: Happening, at: datetime | None, data: Mapping[str, object]) -> bytes:
    told = {"type": str(kind), **({"timestamp": at.isoformat()} if at else {}), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
