"""Providers tell what became of mails: signed, fresh, each once, in any order."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from campaigns import START, approved, enrolled, payload, post, subjects
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from notifier.adapters.mail import webhook
from notifier.adapters.mail.webhook import Verifier
from notifier.adapters.store import tables
from notifier.adapters.store.events import Events
from notifier.core.delivery import RANKS, Event, Status, delivery_id
from notifier.errors import DecisionRefused, SettingsRefused
from notifier.flows import deliver, track

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from notifier.core.campaign import Campaign

KEY = ec.generate_private_key(ec.SECP256R1())
PUBLIC = base64.b64encode(
    KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
).decode()
NOW = str(int(START.timestamp()))


def signed(body: bytes, timestamp: str = NOW) -> str:
    return base64.b64encode(KEY.sign(timestamp.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()


def told(kind: str, person: int, *, name: str = "", at: int = 0, chunk: str = "") -> dict[str, object]:
    return {
        "event": kind,
        "sg_event_id": name or f"{kind}-{person}",
        "timestamp": int(START.timestamp()) + at,
        "email": "somebody@example.org",
        "d": str(delivery_id(1, person)),
        "c": chunk,
        "reason": "550 somebody@example.org unknown",
        "type": "bounce" if kind == "bounce" else "",
        "status": "5.1.1" if kind == "bounce" else "",
    }


@pytest.fixture
def planned(store: Engine) -> Campaign:
    enrolled(store, subjects(6))
    one = approved(store)
    deliver.expand(post(store, None), one, actor="Ada")  # type: ignore[arg-type]
    return one


def take(store: Engine, body: bytes, *, signature: str | None = None, timestamp: str = NOW) -> int:
    sign = signed(body, timestamp) if signature is None else signature
    return track.take(Events(store), Verifier(PUBLIC), body, signature=sign, timestamp=timestamp, now=START)


def row(store: Engine, person: int) -> tuple[int, str | None]:
    with store.connect() as connection:
        found = connection.execute(
            select(tables.delivery.c.rank, tables.delivery.c.reason).where(
                tables.delivery.c.id == delivery_id(1, person)
            )
        ).one()
    return found.rank, found.reason


def count(store: Engine, name: str) -> int:
    with store.connect() as connection:
        return int(
            connection.execute(select(func.count()).select_from(tables.metadata.tables[name])).scalar_one()
        )


def test_events_move_deliveries_up_and_never_down(store: Engine, planned: Campaign) -> None:
    assert take(store, payload(told("delivered", 1), told("processed", 1), told("deferred", 2))) == 3
    assert take(store, payload(told("processed", 1, name="late"), told("bounce", 2))) == 2
    assert row(store, 1)[0] == RANKS[Event.DELIVERED]
    assert row(store, 2) == (RANKS[Event.BOUNCED], "bounce 5.1.1")
    assert Events(store).counts(planned) == {"delivered": 1, "bounced": 1}


def test_the_same_event_twice_is_kept_once(store: Engine, planned: Campaign) -> None:
    body = payload(told("delivered", 1), told("delivered", 1), told("open", 1), told("click", 1))
    for _ in range(3):
        assert take(store, body) == 2
    assert count(store, "event") == 1


def test_a_bounce_keeps_the_address_from_later_campaigns(store: Engine, planned: Campaign) -> None:
    take(store, payload(told("bounce", 3), told("spamreport", 4), told("dropped", 5)))
    assert count(store, "suppression") == 2
    sender = post(store, None)  # type: ignore[arg-type]
    assert sum(group.suppressed for group in sender.campaigns.groups()) == 2
    second = approved(store, ordinal=2)
    deliver.expand(sender, second, actor="Ada")
    with store.connect() as connection:
        unreachable = connection.execute(
            select(tables.delivery.c.id, tables.delivery.c.reason).where(
                tables.delivery.c.state == Status.UNREACHABLE
            )
        ).all()
    assert {(number, reason) for number, reason in unreachable} == {
        (delivery_id(second.id, 3), "suppressed"),
        (delivery_id(second.id, 4), "suppressed"),
    }


def test_no_address_is_kept_of_an_event(store: Engine, planned: Campaign) -> None:
    take(store, payload(told("bounce", 3)))
    with store.connect() as connection:
        rows = connection.execute(select(tables.event)).all()
    assert "example.org" not in str(rows)


GOOD = payload(told("delivered", 1))
FORGED = {
    "no signature": (GOOD, "", NOW, "without a good signature"),
    "not a signature": (GOOD, "bm9wZQ==", NOW, "without a good signature"),
    "a signature of other words": (GOOD, signed(b"[]"), NOW, "without a good signature"),
    "old": (GOOD, None, str(int(NOW) - 601), "too old or from the future"),
    "from the future": (GOOD, None, str(int(NOW) + 601), "too old or from the future"),
    "no moment": (GOOD, None, "soon", "without a good signature"),
    "not text": (b"\xff\xfe", signed(b"\xff\xfe"), NOW, "without a good signature"),
    "not a list": (b"{}", None, NOW, "not a list"),
    "not JSON": (b"[", None, NOW, "not JSON"),
    "too much": (b"[" + b" " * 2_000_001 + b"]", None, NOW, "too many events"),
}


@pytest.mark.parametrize("case", FORGED)
def test_what_is_forged_old_or_broken_changes_nothing(store: Engine, planned: Campaign, case: str) -> None:
    body, signature, timestamp, said = FORGED[case]
    with pytest.raises(DecisionRefused, match=said):
        take(store, body, signature=signature, timestamp=timestamp)
    assert count(store, "event") == 0
    assert row(store, 1) == (0, None)


def test_without_a_key_every_event_is_refused() -> None:
    with pytest.raises(SettingsRefused, match="NOTIFIER_SENDGRID_WEBHOOK_KEY"):
        Verifier("").check(b"[]", signature=signed(b"[]"), timestamp=NOW, now=START)


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.integers(),
            st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
            st.fixed_dictionaries(
                {
                    "event": st.sampled_from(["delivered", "bounce", "group_resubscribe"]),
                    "sg_event_id": st.text(max_size=8),
                    "timestamp": st.one_of(st.integers(), st.text(max_size=3), st.just(1e300)),
                },
                optional={"d": st.one_of(st.text(max_size=5), st.integers()), "c": st.text(max_size=6)},
            ),
        ),
        max_size=5,
    )
)
def test_whatever_a_list_holds_only_events_of_ours_are_read(events: list[object]) -> None:
    import json

    for one in webhook.read(json.dumps(events).encode()):
        assert one.kind in Event
        assert one.delivery is None or 0 <= one.delivery < 1 << 62


def test_events_of_the_hour_before_are_in_time_if_they_were_sent_now(
    store: Engine, planned: Campaign
) -> None:
    old = told("delivered", 1, at=-3600)
    assert take(store, payload(old)) == 1
    assert Events(store).latest() == START - timedelta(hours=1)
