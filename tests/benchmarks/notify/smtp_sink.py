"""A mail server that takes everything and keeps nothing but a count: `python smtp_sink.py PORT`.

Commands that come in a row are answered in one go, as RFC 2920 (3.2) asks of a server.
"""

from __future__ import annotations

import asyncio
import sys

ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 30000000\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self) -> None:
        self.held = b""
        self.in_mail = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.held += data
        answers = b"".join(iter(self.answer, b""))
        if answers:
            self.transport.write(answers)

    def answer(self) -> bytes:
        """Answer the next command or mail that is here whole; nothing when there is none."""
        told, end, rest = self.held.partition(END if self.in_mail else b"\r\n")
        if not end:
            return b""
        self.held = rest
        word = told[:4].upper()
        if self.in_mail:
            self.in_mail = False
            return b"250 taken\r\n"
        self.in_mail = word == b"DATA"
        return ANSWERS.get(word, b"250 OK\r\n")


async def forever(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(forever(int(sys.argv[1])))
