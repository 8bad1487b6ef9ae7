"""SendGrid tells over HTTP what became of mails: what is not signed, not fresh or too large changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from provider import PUBLIC, body, post
from sqlalchemy import func, select

from notifier.adapters.mail.webhook import FRESH, LONGEST
from notifier.adapters.store.tables import event, suppression

if TYPE_CHECKING:
    from desks import Hall


@pytest.fixture
def hooked(house: Hall) -> Hall:
    """A desk that knows SendGrid's key."""
    house.desk.settings = house.settings.model_copy(update={"sendgrid_webhook_key": PUBLIC})
    return house


def kept(house: Hall) -> int:
    with house.engine.begin() as connection:
        return int(connection.execute(select(func.count()).select_from(event)).scalar_one())


def test_signed_events_are_kept_once_and_a_bounce_suppresses_the_address(hooked: Hall) -> None:
    for _ in range(2):
        assert post(hooked, body(hooked)).text == "1\n"
    assert kept(hooked) == 1
    with hooked.engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(suppression)).scalar_one() == 1


def test_what_is_not_signed_is_not_kept(hooked: Hall) -> None:
    assert post(hooked, body(hooked), signed=body(hooked, person=2)).status_code == 403
    assert hooked.client.post("/events/sendgrid", content=body(hooked)).status_code == 403
    assert kept(hooked) == 0


def test_what_is_old_or_from_the_future_is_not_kept(hooked: Hall) -> None:
    now, late = int(hooked.clock().timestamp()), int(FRESH.total_seconds()) + 1
    for moment in (now - late, now + late):
        assert post(hooked, body(hooked), moment=moment).status_code == 403
    assert kept(hooked) == 0


def test_without_a_key_every_event_is_refused(house: Hall) -> None:
    assert post(house, body(house)).status_code == 403
    assert kept(house) == 0


def test_a_body_that_no_provider_sends_is_not_read_to_its_end(hooked: Hall) -> None:
    assert post(hooked, b" " * (LONGEST + 1)).status_code == 413
    assert post(hooked, b" " * 100_000 + body(hooked)).status_code == 200
    assert kept(hooked) == 1


@pytest.mark.parametrize("told", [b"", b"{}", b"[1, null, {}]", b"not json"])
def test_what_is_no_list_of_events_changes_nothing(hooked: Hall, told: bytes) -> None:
    assert post(hooked, told).status_code in {200, 403}
    assert kept(hooked) == 0


def test_only_posts_are_taken(hooked: Hall) -> None:
    assert hooked.client.get("/events/sendgrid").status_code == 405
