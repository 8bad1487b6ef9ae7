"""Who works: names by which the chunks of a process that died are known to be nobody's."""

from __future__ import annotations

import os
import socket


def own_name() -> str:
    """Name this process: host, process, start."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def dead(worker: str) -> bool:
    """Say whether a worker of this host surely runs no more; of other hosts nothing is known."""
    host, _, rest = worker.partition("/")
    process, _, started = rest.partition("/")
    return host == socket.gethostname() and _started(int(process)) != started


def _started(process: int) -> str:
    """Give when a process started, in ticks since boot; empty when it does not run."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
            return file.read().rpartition(")")[2].split()[19]
    except FileNotFoundError:
        return ""
