"""Where providers tell what became of mails: signed and fresh, or nothing is kept."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from notifier.adapters.mail.webhook import LONGEST, Verifier
from notifier.adapters.store.events import Events
from notifier.errors import DecisionRefused, SettingsRefused
from notifier.flows import track
from notifier.web.headers import TooLarge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from starlette.requests import Request

    from notifier.flows.agree import Desk

BASE = "/events"
_SIGNATURE = "x-twilio-email-event-webhook-signature"
_TIMESTAMP = "x-twilio-email-event-webhook-timestamp"


class Inbox:
    """The routes of providers.

    Attributes:
        desk: the settings and the store.
        clock: tells the moment.
    """

    def __init__(self, desk: Desk, *, clock: Callable[[], datetime]) -> None:
        self.desk = desk
        self.clock = clock

    def routes(self) -> Sequence[Route]:
        """Give the routes."""
        return (Route(f"{BASE}/sendgrid", self.sendgrid, methods=["POST"]),)

    async def sendgrid(self, request: Request) -> Response:
        """Take the events of SendGrid; what is not signed is refused, and sent again by nobody."""
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                raise TooLarge
        return await run_in_threadpool(self._take, request, bytes(body))

    def _take(self, request: Request, body: bytes) -> Response:
        try:
            taken = track.take(
                Events(self.desk.engine),
                Verifier(self.desk.settings.sendgrid_webhook_key),
                body,
                signature=request.headers.get(_SIGNATURE, ""),
                timestamp=request.headers.get(_TIMESTAMP, ""),
                now=self.clock(),
            )
        except DecisionRefused as error:
            logging.getLogger(__name__).warning("events refused: %s", error)
            return PlainTextResponse("not signed, or not fresh\n", 403)
        except SettingsRefused as error:
            logging.getLogger(__name__).warning("events refused: %s", error)
            return PlainTextResponse("not here\n", 403)
        return PlainTextResponse(f"{taken}\n")
