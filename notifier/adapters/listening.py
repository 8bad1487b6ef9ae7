"""The places of this machine where a server can listen."""

from __future__ import annotations

import socket
from contextlib import closing

from notifier.core.said import say
from notifier.errors import SettingsRefused


def free(host: str, port: int) -> None:
    """Make sure that somebody can listen here, before a server is started in vain.

    Raises:
        SettingsRefused: when another program listens here, or the address is not one of this machine.
    """
    place = f"{host}:{port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as probe:
            # As servers do: a port that was just closed is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingsRefused(
            say("nobody can listen here ({cause})", cause=error.strerror),
            source=place,
            remedy=say("end the program that does, or name another --host or --port"),
        ) from error
