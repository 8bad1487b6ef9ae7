"""SMTP over connections that stay open, with a result for every recipient."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from notifier.adapters.mail.message import letterhead
from notifier.core import bounce
from notifier.core.delivery import ChunkId, Outcome
from notifier.errors import AccountRefused, PermanentDeliveryError, TransientDeliveryError

if TYPE_CHECKING:
    from notifier.adapters.mail.batch import Batch
    from notifier.adapters.mail.message import Letterhead
    from notifier.core.delivery import DeliveryId, Recipient

Security = Literal["starttls", "tls", "none"]

_TIMEOUT = 60
_PER_CONNECTION = 100
_GO_ON = 354
_REFUSED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where mail is handed over.

    Attributes:
        host: its name.
        port: its port.
        security: how the connection is made private.
        user: who we are; empty when the server does not ask.
        password: how we prove it.
        bounces: the domain that bounces come back to, each named by its delivery; empty for the sender's address.
        proof: the key that return addresses are proved with.
        context: the certificates that are trusted; those of the system when empty.
    """

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    bounces: str = ""
    proof: bytes = b""
    context: ssl.SSLContext | None = None


class Smtp:
    """Hand mails over one by one, each thread on a connection of its own that is renewed now and then."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._own = threading.local()
        self._all: list[smtplib.SMTP] = []
        self._lock = threading.Lock()

    def send(self, batch: Batch) -> Outcome:
        """Hand a batch over; what a broken connection left unsaid is said for each recipient."""
        head = _letterhead(batch)
        rejected: list[tuple[DeliveryId, str]] = []
        deferred: list[DeliveryId] = []
        unknown: list[DeliveryId] = []
        broken = False
        for place, one in enumerate(batch.recipients):
            try:
                self._one(batch, head, one)
            except PermanentDeliveryError as error:
                rejected.append((one.delivery, str(error)))
            except TransientDeliveryError:
                deferred.append(one.delivery)
            except _Broken as error:
                self._drop()
                broken = True
                (unknown if error.said else deferred).append(one.delivery)
                deferred += [other.delivery for other in batch.recipients[place + 1 :]]
                break
        if broken and len(deferred) == len(batch.recipients):
            raise TransientDeliveryError(f"{self.server.host} takes no mail at the moment")
        return Outcome(rejected=tuple(rejected), deferred=tuple(deferred), unknown=tuple(unknown))

    def evidence(self, campaign: str, deliveries: tuple[DeliveryId, ...]) -> frozenset[DeliveryId] | None:
        """A mail server says nothing when asked."""
        del campaign, deliveries
        return None

    def close(self) -> None:
        """Take leave of the server."""
        with self._lock:
            for connection in self._all:
                _leave(connection)
            self._all.clear()

    def _one(self, batch: Batch, head: Letterhead, one: Recipient) -> None:
        mail = head.to(one, domain=batch.sender.domain)
        connection = self._connection()
        said = False
        try:
            for code, told in _announced(connection, self._return_path(batch, one), one.address):
                _judge(connection, code, told)
            said = True
            connection.send(mail + b".\r\n")
            _judge(connection, *connection.getreply())
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise _Broken(said=said) from error

    def _return_path(self, batch: Batch, one: Recipient) -> str:
        if not self.server.bounces:
            return batch.sender.address
        return bounce.address(one.delivery, self.server.bounces, self.server.proof)

    def _connection(self) -> smtplib.SMTP:
        kept: smtplib.SMTP | None = getattr(self._own, "connection", None)
        used: int = getattr(self._own, "used", 0)
        if kept is None or used >= _PER_CONNECTION:
            self._drop()
            kept, used = self._open(), 0
            self._own.connection = kept
        self._own.used = used + 1
        return kept

    def _drop(self) -> None:
        kept: smtplib.SMTP | None = getattr(self._own, "connection", None)
        if kept is not None:
            self._own.connection = None
            with self._lock:
                if kept in self._all:
                    self._all.remove(kept)
            _leave(kept)

    def _open(self) -> smtplib.SMTP:
        server = self.server
        here = socket.gethostname()  # the library would ask the network for it
        try:
            if server.security == "tls":
                connection: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, local_hostname=here, timeout=_TIMEOUT, context=_context(server)
                )
            else:
                connection = smtplib.SMTP(server.host, server.port, local_hostname=here, timeout=_TIMEOUT)
            connection.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                connection.starttls(context=_context(server))
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as error:
            raise AccountRefused(f"{server.host} refuses us ({type(error).__name__})") from error
        except (smtplib.SMTPException, OSError) as error:
            raise _Broken(said=False) from error
        with self._lock:
            self._all.append(connection)
        return connection


def _context(server: Server) -> ssl.SSLContext:
    return server.context or ssl.create_default_context()


class _Broken(Exception):
    """The connection is gone; `said` when the mail may have been taken."""

    def __init__(self, *, said: bool) -> None:
        super().__init__()
        self.said = said


def _announced(connection: smtplib.SMTP, sender: str, recipient: str) -> list[tuple[int, bytes]]:
    """Say from whom, to whom, and that the mail follows; give the answers, of which the first refusal counts.

    A server that takes commands in a row (RFC 2920) gets them at once, which spares two ways over the network a mail.
    Nothing of the mail leaves before every answer is good.
    """
    body = " BODY=8BITMIME" if connection.has_extn("8bitmime") else ""
    commands = (
        f"MAIL FROM:{smtplib.quoteaddr(sender)}{body}",
        f"RCPT TO:{smtplib.quoteaddr(recipient)}",
        "DATA",
    )
    if connection.has_extn("pipelining"):
        connection.send("\r\n".join((*commands, "")).encode("ascii"))
        answers = [connection.getreply() for _ in commands]
        if answers[-1][0] == _GO_ON and any(code >= _REFUSED for code, _ in answers):
            # It waits for a mail although it has nobody to give it to: an empty one ends that.
            connection.send(b".\r\n")
            connection.getreply()
        return answers
    answers = []
    for command in commands:
        answers.append(connection.docmd(command))
        if answers[-1][0] >= _REFUSED:
            break
    return answers


def _judge(connection: smtplib.SMTP, code: int, said: bytes) -> None:
    """Say what an answer means: the mail is on its way, cannot go now, or never will."""
    if code < _REFUSED:
        return
    connection.rset()
    status = said.decode("utf-8", "replace").split(" ")[0][:10]
    if code < 500:
        raise TransientDeliveryError(f"{code} {status}")
    raise PermanentDeliveryError(f"{code} {status}")


def _leave(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except (smtplib.SMTPException, OSError):
        connection.close()


@lru_cache(maxsize=64)
def _written(batch: Batch) -> Letterhead:
    return letterhead(batch).stuffed()


def _letterhead(batch: Batch) -> Letterhead:
    """Write the head of a batch; the date is that of its minute, so that it is seldom written."""
    minute = batch.at.replace(second=0, microsecond=0)
    same = replace(batch, recipients=(), chunk=ChunkId(0), attempt=0, at=minute)
    return _written(same)
