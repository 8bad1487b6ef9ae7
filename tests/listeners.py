"""A system of the client: it listens on loopback, keeps what it hears, and answers as a test says."""

from __future__ import annotations

import contextlib
import hmac
import json
import threading
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Heard:
    """One call as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.body)
        return told

    def signed(self, secret: str) -> bool:
        """Check a signature as the Standard Webhooks say receivers should."""
        key = b64decode(secret.removeprefix("whsec_"))
        name, at = self.headers["webhook-id"], self.headers["webhook-timestamp"]
        message = f"{name}.{at}.".encode() + self.body
        good = b64encode(hmac.new(key, message, sha256).digest()).decode()
        return f"v1,{good}" in self.headers["webhook-signature"].split(" ")


@dataclass
class Listener:
    """Answers with these statuses, one after the other, and then with 204."""

    port: int = 0
    statuses: list[int] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/events?from=policy"


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told = {name.lower(): value for name, value in self.headers.items()}
            listener.heard.append(Heard(path=self.path, headers=told, body=body))
            self.send_response(listener.statuses.pop(0) if listener.statuses else 204)
            for name, value in listener.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
            del format, arguments

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield listener
    server.shutdown()
    server.server_close()
    thread.join(10)
