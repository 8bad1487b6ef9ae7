"""Mails that come back name their delivery; nobody else can make one up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.bounce import about, address, read
from notifier.core.delivery import DeliveryId, Event, delivery_id

KEY = b"k" * 32
ONE = delivery_id(3, 41)


def report(to: str, *blocks: str, kind: str = "message/delivery-status") -> bytes:
    told = "\n".join(f"{block}\n" for block in ("Reporting-MTA: dns; mx.example.org", *blocks))
    return (
        f"From: MAILER-DAEMON@example.org\nTo: {to}\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThis mail could not be delivered.\n"
        f"--b\nContent-Type: {kind}\n\n{told}\n--b--\n"
    ).encode()


def failed(status: str) -> str:
    return f"Final-Recipient: rfc822; ben@example.org\nAction: failed\nStatus: {status}"


@given(number=st.integers(min_value=1, max_value=(1 << 62) - 1))
def test_a_return_address_names_its_delivery(number: int) -> None:
    told = address(DeliveryId(number), "bounces.example.org", KEY)
    assert about(told, (b"x" * 32, KEY)) == number
    assert about(told.upper(), (KEY,)) == number
    assert about(told, (b"x" * 32,)) is None


@pytest.mark.parametrize(
    ("status", "event"),
    [
        ("5.1.1", Event.BOUNCED),
        ("5.1.10", Event.BOUNCED),
        ("5.2.1 (mailbox disabled)", Event.BOUNCED),
        ("5.7.1", Event.DROPPED),
        ("4.4.7", Event.DEFERRED),
    ],
)
def test_the_status_tells_what_became_of_the_mail(status: str, event: Event) -> None:
    found = read(report(address(ONE, "bounces.example.org", KEY), failed(status)), (KEY,))
    assert found is not None
    assert (found.delivery, found.event) == (ONE, event)
    assert status.startswith(found.status)


@pytest.mark.parametrize(
    "body",
    [
        report("bounce+3-000000000000@bounces.example.org", failed("5.1.1")),
        report("help@example.org", failed("5.1.1")),
        report(address(ONE, "b.example", KEY), failed("2.1.5")),
        report(address(ONE, "b.example", KEY), "Action: failed"),
        report(address(ONE, "b.example", KEY), failed("5.1.1"), kind="text/plain"),
        f"To: {address(ONE, 'b.example', KEY)}\n\nI am away until Monday.\n".encode(),
        f"To: {address(ONE, 'b.example', KEY)}\nContent-Type: message/delivery-status\n\n".encode(),
        b"\xff\x00 no mail at all",
        b"",
    ],
)
def test_what_is_no_report_on_our_mail_tells_nothing(body: bytes) -> None:
    assert read(body, (KEY,)) is None


def test_the_second_block_of_a_report_may_tell() -> None:
    told = report(address(ONE, "b.example", KEY), "Final-Recipient: rfc822; a@example.org", failed("5.1.1"))
    found = read(told, (KEY,))
    assert found is not None
    assert found.status == "5.1.1"


@given(body=st.binary(max_size=300))
def test_no_body_breaks_the_reader(body: bytes) -> None:
    assert read(body, (KEY,)) is None
