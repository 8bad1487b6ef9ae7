"""A server that does not wait for ever: a client that says what it wants too slowly, or at too great length, is hung up on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport


class Impatient(HttpToolsProtocol):
    """Speaks HTTP, and closes a connection on which no request arrives whole in time.

    uvicorn itself counts only the time between two requests, and its parser takes headers without an end. What an answer
    takes, and bodies, are counted elsewhere.
    """

    HEAD: ClassVar[float] = 15.0
    """Seconds for a request line and its headers."""

    LONGEST: ClassVar[int] = 64 * 1024
    """Bytes of a request line and its headers, and what came with them."""

    _hanging_up: TimerHandle | None = None
    _in_head = False
    _heard = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait with the connection."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait no longer once the request is there; wait anew when the next one begins."""
        super().data_received(data)
        self._heard = self._heard + len(data) if self._in_head else 0
        if self._heard > self.LONGEST:
            self.transport.close()
        elif self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._hanging_up is None:
            self._wait()

    def on_message_begin(self) -> None:
        """Note that a request begins."""
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        """Note that all headers of a request are there."""
        self._in_head = False
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._hanging_up = self.loop.call_later(self.HEAD, self.transport.close)

    def _stop(self) -> None:
        if self._hanging_up is not None:
            self._hanging_up.cancel()
            self._hanging_up = None
