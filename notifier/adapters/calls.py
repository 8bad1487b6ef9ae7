"""Calls to the client's own systems, signed as the Standard Webhooks say, and only where an operator sent them."""

from __future__ import annotations

import hmac
import socket
from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import urllib3

from notifier.core.said import say
from notifier.errors import PermanentDeliveryError, SettingsRefused, TransientDeliveryError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from urllib.parse import SplitResult

TIMEOUT = urllib3.Timeout(connect=5, read=15)
_HEARD = 4_096
_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One event on its way to one address.

    Attributes:
        id: the same however often it is tried, so that the receiver can tell a repetition.
        at: the moment of this try, in seconds.
        body: JSON.
        secrets: sign it: the present one first, then those of before, so that a change of key loses nothing.
    """

    id: str
    at: int
    body: bytes
    secrets: tuple[bytes, ...]


def signatures(call: Call) -> str:
    """Sign what is sent: HMAC-SHA256 over id, moment and body, one signature for each secret."""
    message = b".".join((call.id.encode(), str(call.at).encode(), call.body))
    return " ".join(
        f"v1,{b64encode(hmac.digest(secret, message, sha256)).decode()}" for secret in call.secrets
    )


def shown(secret: bytes) -> str:
    """Write a secret as receivers enter it."""
    return f"whsec_{b64encode(secret).decode()}"


def check(url: str) -> SplitResult:
    """Refuse an address that no event may go to.

    Raises:
        SettingsRefused: when it is not an absolute address over TLS, or holds a password.
    """
    try:
        told = urlsplit(url)
        port = told.port
    except ValueError:
        told, port = urlsplit(""), None
    del port
    if told.scheme not in _PORTS or not told.hostname or not url.isascii() or told.fragment:
        raise SettingsRefused(
            say("not an address to call"), source=url, remedy=say("write https://host/path")
        )
    if told.username or told.password:
        raise SettingsRefused(say("an address must not hold a password"), source=told.hostname)
    if told.scheme == "http" and told.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise SettingsRefused(
            say("events hold personal data and go over TLS"),
            source=url,
            remedy=say("write https://host/path"),
        )
    return told


class Caller:
    """Makes calls: no redirect is followed, and what is answered is read no further than its status.

    The name is looked up once and the connection made to what was found, so that an address that was checked cannot be
    another one when it is called. Addresses inside one's own network are called only where the operator said so.
    """

    def __init__(self, *, timeout: urllib3.Timeout = TIMEOUT) -> None:
        self.timeout = timeout

    def post(self, url: str, call: Call, *, internal: bool) -> None:
        """Tell an address of an event.

        Raises:
            TransientDeliveryError: when it did not take the event; it is tried again later.
            PermanentDeliveryError: when it says that it is gone, or must not be called.
        """
        told = check(url)
        place = _found(told, internal=internal)
        headers = {
            "Host": told.netloc,
            "Content-Type": "application/json",
            "User-Agent": "policy-notifier",
            "webhook-id": call.id,
            "webhook-timestamp": str(call.at),
            "webhook-signature": signatures(call),
        }
        path = (told.path or "/") + (f"?{told.query}" if told.query else "")
        try:
            with _pool(told, place, self.timeout) as pool:
                answer = pool.urlopen(
                    "POST",
                    path,
                    body=call.body,
                    headers=headers,
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                answer.read(_HEARD, decode_content=False)
                answer.close()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise TransientDeliveryError(f"cannot be reached ({type(error).__name__})") from error
        if answer.status == 410:
            raise PermanentDeliveryError("answered 410: it wants to be told no more")
        if not 200 <= answer.status < 300:
            raise TransientDeliveryError(f"answered {answer.status}")


def _pool(told: SplitResult, place: str, timeout: urllib3.Timeout) -> urllib3.HTTPConnectionPool:
    port = told.port or _PORTS[told.scheme]
    if told.scheme == "http":
        return urllib3.HTTPConnectionPool(place, port, timeout=timeout, maxsize=1)
    return urllib3.HTTPSConnectionPool(
        place,
        port,
        timeout=timeout,
        maxsize=1,
        server_hostname=told.hostname,
        assert_hostname=told.hostname,
    )


def _found(told: SplitResult, *, internal: bool) -> str:
    """Look a name up, and give an address that may be called."""
    try:
        found = socket.getaddrinfo(
            told.hostname, told.port or _PORTS[told.scheme], type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
        )
    except OSError as error:
        raise TransientDeliveryError("its name is not found") from error
    places = [str(one[4][0]) for one in found]
    allowed = _allowed(places, internal=internal)
    if not allowed:
        raise PermanentDeliveryError("it is inside our own network; add it with --internal if that is meant")
    return allowed[0]


def _allowed(places: Sequence[str], *, internal: bool) -> list[str]:
    """Keep the addresses of a name that lead outside; all of them where inside is meant, but never the cloud's own."""
    kept = []
    for place in places:
        told = ip_address(place.partition("%")[0])
        told = getattr(told, "ipv4_mapped", None) or told
        inside = not told.is_global or told.is_multicast
        if (internal and not told.is_link_local and not told.is_multicast) or not inside:
            kept.append(place)
    return kept
