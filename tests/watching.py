"""Somebody who wants to be told: puts an address in, reads the invitation, says yes."""

from __future__ import annotations

import email
import re
from email.policy import default
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from notifier.adapters.store.tables import person
from notifier.core import watch
from notifier.core.subject import PersonState

if TYPE_CHECKING:
    from email.message import EmailMessage

    from desks import Hall
    from httpx import Response


def put_in(hall: Hall, address: str = "Nora@example.org", lang: str = "en", **headers: str) -> Response:
    return hall.client.post(f"/watch/privacy?lang={lang}", data={"email": address}, headers=headers)


def outbox(hall: Hall) -> list[EmailMessage]:
    places = sorted((hall.repo.path / ".notifier" / "outbox").rglob("*.eml"))
    return [email.message_from_bytes(place.read_bytes(), policy=default) for place in places]


def path(message: EmailMessage, door: str) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    (found,) = set(re.findall(rf"/{door}/[\w-]+", body.get_content()))
    return str(found)


def told(hall: Hall) -> int:
    with hall.engine.begin() as connection:
        active = person.c.external_id.startswith(watch.PREFIX) & (person.c.state == PersonState.ACTIVE)
        return int(connection.execute(select(func.count()).where(active)).scalar_one())


def joined(hall: Hall) -> Response:
    put_in(hall)
    return hall.client.post(path(outbox(hall)[-1], "w"))
