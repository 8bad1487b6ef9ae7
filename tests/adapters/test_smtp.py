"""SMTP with a real server on loopback: a result for everyone, whatever the server answers."""

from __future__ import annotations

import email
import socket
import threading
from dataclasses import dataclass, field
from email.policy import default
from typing import TYPE_CHECKING

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from campaigns import SENDER, START, Links, mail

from notifier.adapters.mail.batch import Batch
from notifier.adapters.mail.message import letterhead
from notifier.adapters.mail.smtp import Server, Smtp
from notifier.core import bounce
from notifier.core.delivery import ChunkId, Recipient, delivery_id
from notifier.core.mail import Audience
from notifier.core.text import EN
from notifier.errors import AccountRefused, PermanentDeliveryError, TransientDeliveryError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Taken:
    """A server that keeps what it takes, and answers as it is told."""

    mails: list[tuple[str, str, bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    sessions: set[int] = field(default_factory=set)
    quits: set[str] = field(default_factory=set)
    in_a_row: bool = False

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        return [*responses[:-1], *(["250-PIPELINING"] if self.in_a_row else []), responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        self.sessions.add(id(session))
        if (told := self.answers.get(address, "")) and not told.startswith("data "):
            return told
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        [address] = envelope.rcpt_tos
        told = self.answers.get(address, "")
        if told.startswith("data "):
            return told.removeprefix("data ")
        self.mails.append((envelope.mail_from, address, envelope.original_content))
        if address in self.quits:
            server.transport.abort()
        return "250 taken"


@pytest.fixture(params=[False, True], ids=["one by one", "in a row"])
def taken(request: pytest.FixtureRequest) -> Taken:
    """A server that takes each command alone, and one that takes several in a row."""
    return Taken(in_a_row=request.param)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def server(taken: Taken) -> Iterator[Server]:
    port = free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=port, server_hostname="localhost")
    controller.start()
    yield Server(host="127.0.0.1", port=port, security="none", bounces="bounces.example.org", proof=b"k" * 32)
    controller.stop()


def batch(*addresses: str, leave: bool = False) -> Batch:
    deliveries = [delivery_id(1, n) for n in range(1, len(addresses) + 1)]
    links = Links().links(deliveries, Audience.CONSENT)
    return Batch(
        campaign="privacy-2.0.0-notice-1",
        chunk=ChunkId(1),
        attempt=1,
        language=EN,
        mail=mail("en"),
        leave=leave,
        sender=SENDER,
        recipients=tuple(map(Recipient, deliveries, addresses, links)),
        at=START,
    )


def test_everyone_gets_a_mail_of_their_own_over_one_connection(taken: Taken, server: Server) -> None:
    way = Smtp(server)
    outcome = way.send(batch("a@example.org", "b@example.org", "c@example.org"))
    way.close()
    assert (outcome.rejected, outcome.deferred, outcome.unknown) == ((), (), ())
    assert [address for _, address, _ in taken.mails] == ["a@example.org", "b@example.org", "c@example.org"]
    assert len(taken.sessions) == 1
    read = [email.message_from_bytes(content, policy=default) for _, _, content in taken.mails]
    assert [str(message["To"]) for message in read] == ["a@example.org", "b@example.org", "c@example.org"]
    assert len({message["Message-ID"] for message in read}) == 3
    assert read[0]["Subject"] == "Your rights change (en): déjà"
    assert read[0]["Auto-Submitted"] == "auto-generated"
    assert "Precedence" not in read[0]
    links = {message.get_body(("plain",)).get_content().split()[-1] for message in read}
    assert len(links) == 3


def test_bounces_come_back_to_an_address_that_names_the_delivery(taken: Taken, server: Server) -> None:
    way = Smtp(server)
    way.send(batch("a@example.org"))
    way.close()
    assert bounce.about(taken.mails[0][0], [server.proof]) == delivery_id(1, 1)
    assert bounce.about(taken.mails[0][0], [b"another key"]) is None


def test_every_recipient_has_a_result_of_its_own(taken: Taken, server: Server) -> None:
    taken.answers = {
        "gone@example.org": "550 5.1.1 no such person",
        "full@example.org": "452 4.2.2 mailbox full",
        "large@example.org": "data 552 5.3.4 too large",
        "busy@example.org": "data 451 4.3.0 later",
    }
    everyone = ("a@example.org", *taken.answers, "z@example.org")
    way = Smtp(server)
    outcome = way.send(batch(*everyone))
    way.close()
    assert [address for _, address, _ in taken.mails] == ["a@example.org", "z@example.org"]
    assert outcome.rejected == ((delivery_id(1, 2), "550 5.1.1"), (delivery_id(1, 4), "552 5.3.4"))
    assert outcome.deferred == (delivery_id(1, 3), delivery_id(1, 5))


def test_a_connection_that_breaks_after_the_mail_leaves_one_unknown_and_the_rest_for_later(
    taken: Taken, server: Server
) -> None:
    taken.quits = {"b@example.org"}
    way = Smtp(server)
    outcome = way.send(batch("a@example.org", "b@example.org", "c@example.org"))
    assert outcome.unknown == (delivery_id(1, 2),)
    assert outcome.deferred == (delivery_id(1, 3),)
    assert way.send(batch("d@example.org")).deferred == ()
    way.close()


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    way = Smtp(Server(host="127.0.0.1", port=1, security="none"))
    with pytest.raises(TransientDeliveryError, match="takes no mail at the moment"):
        way.send(batch("a@example.org"))


def test_a_connection_is_renewed_now_and_then(taken: Taken, server: Server) -> None:
    way = Smtp(server)
    way.send(batch(*(f"p{n}@example.org" for n in range(130))))
    way.close()
    assert (len(taken.mails), len(taken.sessions)) == (130, 2)


def test_a_server_that_refuses_us_is_not_asked_again(taken: Taken) -> None:
    class Closed(Controller):
        def factory(self) -> SMTP:
            refuse = lambda *_: AuthResult(success=False, handled=False)  # noqa: E731
            return SMTP(
                self.handler,
                authenticator=refuse,
                auth_required=True,
                auth_require_tls=False,
                hostname="localhost",
            )

    port = free_port()
    controller = Closed(taken, hostname="127.0.0.1", port=port)
    controller.start()
    way = Smtp(Server(host="127.0.0.1", port=port, security="none", user="us", password="wrong"))
    with pytest.raises(AccountRefused, match="refuses us"):
        way.send(batch("a@example.org"))
    starttls = Smtp(Server(host="127.0.0.1", port=port, security="starttls"))
    with pytest.raises(AccountRefused, match="refuses us"):
        starttls.send(batch("a@example.org"))
    controller.stop()


def test_watchers_can_leave_with_one_click_and_bound_people_cannot(taken: Taken, server: Server) -> None:
    way = Smtp(server)
    way.send(batch("a@example.org"))
    way.send(batch("b@example.org", leave=True))
    way.close()
    bound, watcher = (email.message_from_bytes(content, policy=default) for _, _, content in taken.mails)
    assert bound["List-Unsubscribe"] is None
    assert watcher["List-Unsubscribe"] == f"<{Links().links([delivery_id(1, 1)], Audience.CONSENT)[0]}>"
    assert watcher["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    "forged", ["a@example.org\r\nBcc: all@example.org", "a b@example.org", "<a@example.org>"]
)
def test_an_address_cannot_forge_a_header(forged: str) -> None:
    one = batch(forged)
    with pytest.raises(PermanentDeliveryError, match="an address that is none"):
        letterhead(one).to(one.recipients[0], domain="example.org")


def test_a_name_cannot_forge_a_header() -> None:
    from dataclasses import replace

    forged = replace(SENDER, reply_to="help@example.org\r\nBcc: all@example.org")
    with pytest.raises(PermanentDeliveryError, match="more than one line"):
        letterhead(replace(batch("a@example.org"), sender=forged))


def test_no_line_is_longer_than_a_mail_may_have() -> None:
    from dataclasses import replace

    wide = mail("en")
    words = "déjà vu " * 400 + "x" * 950
    wide = replace(wide, html=wide.html.replace("<p>", f"<p>{words}"), text=words + "\n" + wide.placeholder)
    one = replace(batch("a@example.org"), mail=wide)
    written = letterhead(one).to(one.recipients[0], domain="example.org")
    assert max(len(line) for line in written.split(b"\r\n")) <= 998


def test_a_server_that_waits_for_a_mail_nobody_gets_is_given_none() -> None:
    said: list[bytes] = []

    def serve(listening: socket.socket) -> None:
        peer, _ = listening.accept()
        with peer, peer.makefile("rb") as lines:
            peer.sendall(b"220 odd\r\n")
            for line in lines:
                said.append(line)
                answers = {
                    b"EHLO": b"250-odd\r\n250 PIPELINING\r\n",
                    b"RCPT": b"550 5.1.1 nobody\r\n",
                    b"DATA": b"354 go on\r\n",
                }
                peer.sendall(
                    answers.get(line[:4].upper(), b"250 OK\r\n") if line != b".\r\n" else b"554 nobody\r\n"
                )

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        way = Smtp(Server(host="127.0.0.1", port=listening.getsockname()[1], security="none"))
        outcome = way.send(batch("a@example.org"))
        way.close()
    assert [reason for _, reason in outcome.rejected] == ["550 5.1.1"]
    assert b".\r\n" in said
    assert not any(line.startswith(b"Subject") for line in said), "nothing of the mail has left"
