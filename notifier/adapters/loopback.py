"""Two servers of this machine that take mail as the real ones do, and keep it in a folder: for the demo, and to try out.

One speaks SMTP. The other answers the call that SendGrid's library makes, and refuses what SendGrid refuses of it.
Neither passes anything on.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from socketserver import BaseServer

KEY = "SG.demo"
"""The key that the stand-in for SendGrid takes."""

_HERE = "127.0.0.1"
_MOST = 1_000
_LONGEST = 30_000_000
_PATH = re.compile(r"<([^<>]*)>")


class Kept:
    """What a server took, in a folder.

    Attributes:
        folder: where it lies.
        port: where the server listens.
        mails: for how many people it took a mail.
        times: how many connections or calls that took.
        files: how many files lie in the folder.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = 0
        self.mails = 0
        self.times = 0
        self.files = 0
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Count a connection or a call."""
        with self._lock:
            self.times += 1

    def keep(self, content: bytes, *, kind: str, mails: int = 1) -> str:
        """Keep what came, and give the name of its file."""
        with self._lock:
            self.mails += mails
            self.files += 1
            name = f"{self.files:04}.{kind}"
            (self.folder / name).write_bytes(content)
        return name


@contextmanager
def mail_server(folder: Path) -> Iterator[Kept]:
    """Take mail over SMTP while the block runs; each lies in the folder as a file."""
    kept = Kept(folder)

    class Connection(_Smtp):
        box = kept

    with ThreadingTCPServer((_HERE, 0), Connection) as server, _running(server):
        kept.port = server.server_address[1]
        yield kept


@contextmanager
def sendgrid(folder: Path) -> Iterator[Kept]:
    """Take calls of SendGrid's library while the block runs; each lies in the folder as it came."""
    kept = Kept(folder)

    class Call(_Api):
        box = kept

    with ThreadingHTTPServer((_HERE, 0), Call) as server, _running(server):
        kept.port = server.server_address[1]
        yield kept


@contextmanager
def _running(server: BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


class _Smtp(StreamRequestHandler):
    """One connection of a client that hands mail over."""

    box: Kept

    def handle(self) -> None:
        self.box.begin()
        self._say("220 demo")
        recipient = ""
        while raw := self.rfile.readline(1_000):
            line = raw.decode("ascii", "replace")
            match line[:4].strip().upper():
                case "EHLO":
                    self._say("250-demo", "250-8BITMIME", "250 PIPELINING")
                case "RCPT" if found := _PATH.search(line):
                    recipient = found[1]
                    self._say("250 OK")
                case "DATA" if recipient:
                    self._say("354 go on")
                    self._say(f"250 kept as {self.box.keep(self._mail(), kind='eml')}")
                    recipient = ""
                case "HELO" | "MAIL" | "RSET" | "NOOP":
                    self._say("250 OK")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("503 not now")

    def _mail(self) -> bytes:
        """Read a mail to its end; points that were doubled are single again."""
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode("ascii"))


class _Api(BaseHTTPRequestHandler):
    """One connection of SendGrid's library."""

    protocol_version = "HTTP/1.1"
    box: Kept

    def do_POST(self) -> None:
        """Take one call."""
        body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), _LONGEST))
        if self.path != "/v3/mail/send":
            self._answer(404, "no such call")
        elif self.headers.get("Authorization") != f"Bearer {KEY}":
            self._answer(401, "authorization required")
        elif not (people := _people(body)):
            self._answer(400, "personalizations: 1 to 1000, and every address once")
        else:
            self.box.begin()
            self._answer(202, "", name=self.box.keep(body, kind="json", mails=people))

    def _answer(self, status: int, why: str, *, name: str = "") -> None:
        told = json.dumps({"errors": [{"message": why}]}).encode() if why else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(told)))
        if name:
            self.send_header("X-Message-Id", name)
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the standard library calls it
        """Say nothing of addresses."""


def _people(body: bytes) -> int:
    """Count the people of a call; none when SendGrid would refuse it."""
    try:
        addresses = [one["to"][0]["email"].lower() for one in json.loads(body)["personalizations"]]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        return 0
    return len(addresses) if len(set(addresses)) == len(addresses) <= _MOST else 0
