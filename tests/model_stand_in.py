"""A language model that stands on loopback and says what a test wants it to say."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def completion(words: str) -> bytes:
    """Give what a model answers with, around its words."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()


def opinion(**fields: str) -> str:
    """Give an answer of the schema; fields that are left out are empty."""
    empty = dict.fromkeys(("before", "after", "why", "question"), "")
    return json.dumps({"level": "nothing", "category": "other", **empty, **fields})


@dataclass
class Model:
    """What the stand-in answers, in order, and what it was asked.

    Attributes:
        answers: the bodies it sends, each once; after the last one the last again.
        status: of every answer.
        stall: whether it sends the beginning of its answer and then nothing until it is let go.
        endless: whether its answer never ends.
    """

    answers: list[bytes] = field(default_factory=list)
    status: int = 200
    stall: bool = False
    endless: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Give the address to set."""
        return f"http://127.0.0.1:{self.port}/v1"


@contextlib.contextmanager
def standing(model: Model) -> Iterator[Model]:
    """Let a model answer while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.asked.append(json.loads(body))
            model.headers.append({name.lower(): value for name, value in self.headers.items()})
            told = model.answers.pop(0) if len(model.answers) > 1 else model.answers[0]
            self.send_response(model.status)
            self.send_header("Content-Type", "application/json")
            if model.status == 302:
                self.send_header("Location", f"{model.url}/elsewhere")
            if model.endless:
                self.end_headers()
                with contextlib.suppress(OSError):
                    while not model.let_go.is_set():
                        self.wfile.write(b" " * 4096)
                return
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            if model.stall:
                self.wfile.write(told[:5])
                self.wfile.flush()
                model.let_go.wait(20)
                return
            self.wfile.write(told)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
            del format, arguments

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
