"""The two servers of the demo, met by the clients that meet the real ones."""

from __future__ import annotations

import json
import smtplib
from email.message import EmailMessage
from typing import TYPE_CHECKING

import campaigns as build
import pytest

from notifier.adapters import loopback
from notifier.adapters.mail.batch import Batch
from notifier.adapters.mail.sendgrid import SendGrid
from notifier.core.delivery import ChunkId, DeliveryId, Recipient
from notifier.core.text import EN
from notifier.errors import AccountRefused, BatchRefused

if TYPE_CHECKING:
    from pathlib import Path


def letter(words: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "Words"
    message.set_content(words)
    return message


def test_mails_over_smtp_lie_in_the_folder_as_they_were_sent(tmp_path: Path) -> None:
    with loopback.mail_server(tmp_path / "box") as box:
        with smtplib.SMTP("127.0.0.1", box.port) as client:
            client.send_message(letter("One.\n.begins with a point\n"))
            client.send_message(letter("Two.\n"))
        with smtplib.SMTP("127.0.0.1", box.port) as client:
            client.send_message(letter("Three.\n"))
    kept = sorted((tmp_path / "box").iterdir())
    assert (box.mails, box.times, [file.name for file in kept]) == (
        3,
        2,
        ["0001.eml", "0002.eml", "0003.eml"],
    )
    assert b"\r\n.begins with a point\r\n" in kept[0].read_bytes()


def test_a_mail_to_nobody_is_not_taken(tmp_path: Path) -> None:
    with loopback.mail_server(tmp_path / "box") as box, smtplib.SMTP("127.0.0.1", box.port) as client:
        client.ehlo()
        assert client.docmd("DATA")[0] == 503
        assert client.docmd("VRFY b@example.org")[0] == 503
        assert client.docmd("NOOP")[0] == 250
    assert (box.mails, list((tmp_path / "box").iterdir())) == (0, [])


def batch(*addresses: str) -> Batch:
    return Batch(
        campaign="privacy-2.0.0-notice-1",
        chunk=ChunkId(1),
        attempt=1,
        language=EN,
        mail=build.mail("en"),
        leave=False,
        sender=build.SENDER,
        recipients=tuple(
            Recipient(delivery=DeliveryId(number), address=address, link="https://decide.example.org/c/x")
            for number, address in enumerate(addresses, 1)
        ),
        at=build.START,
    )


def test_calls_of_the_library_are_kept_and_what_sendgrid_refuses_is_refused(tmp_path: Path) -> None:
    with loopback.sendgrid(tmp_path / "calls") as box:
        host = f"http://127.0.0.1:{box.port}"
        way = SendGrid(loopback.KEY, host=host)
        assert way.send(batch("a@example.org", "b@example.org")).message == "0001.json"
        with pytest.raises(BatchRefused):
            way.send(batch("a@example.org", "A@example.org"))
        with pytest.raises(BatchRefused):
            way.send(batch(*(f"p{n}@example.org" for n in range(1_001))))
        with pytest.raises(AccountRefused):
            SendGrid("SG.other", host=host).send(batch("a@example.org"))
        way.close()
    (kept,) = (tmp_path / "calls").iterdir()
    people = json.loads(kept.read_bytes())["personalizations"]
    assert [one["to"][0]["email"] for one in people] == ["a@example.org", "b@example.org"]
    assert (box.mails, box.times) == (2, 1)
