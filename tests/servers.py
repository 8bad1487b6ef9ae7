"""The pages on a port of this machine, as `policy serve` runs them."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import uvicorn

from notifier.adapters.patience import Impatient

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def serving(app: Any, *, http: type[Impatient] = Impatient, **options: Any) -> Iterator[str]:
    """Give the address of an application that runs while it is needed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = {"log_level": "error", "access_log": False, "http": http, **options}
    server = uvicorn.Server(uvicorn.Config(app, port=port, **told))
    thread = threading.Thread(target=server.run)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(20)
