"""What attackers, scanners, broken clients and a broken store do to the pages: nothing."""

from __future__ import annotations

import contextlib
import io
import logging
import socket
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from builders import history, record
from servers import serving

from notifier.adapters.patience import Impatient
from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.writer import Together
from notifier.adapters.tokens import Tokens
from notifier.core.binding import binding
from notifier.core.release import Version
from notifier.core.token import Purpose, personal
from notifier.errors import DecisionRefused
from notifier.flows.bind import end_of

if TYPE_CHECKING:
    from desks import Hall
    from playwright.sync_api import Browser, Route


def own(house: Hall, person: int = 1) -> str:
    """The person's own link, that no warning carried."""
    return house.desk.link(person, house.desk.catalog.policy("privacy").name, now=house.clock()).rpartition(
        "/"
    )[2]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_bit_of_a_token_may_be_another(house: Hall, purpose: Purpose) -> None:
    tokens = Tokens(house.settings, on=house.clock().date())
    good = tokens.mint(purpose, (1 << 40) | 1)
    told = urlsafe_b64decode(good)
    assert tokens.read(purpose, good) == (1 << 40) | 1
    for place in range(len(told) * 8):
        forged = bytearray(told)
        forged[place // 8] ^= 1 << (place % 8)
        with pytest.raises(DecisionRefused):
            tokens.read(purpose, urlsafe_b64encode(bytes(forged)).decode())


def test_every_flipped_bit_of_a_persons_own_link_opens_nothing(hall: Hall) -> None:
    hall.front.failures.most = 1_000
    told = urlsafe_b64decode(own(hall))
    assert hall.client.get(f"/p/{own(hall)}").status_code == 200
    for place in range(len(told) * 8):
        forged = bytearray(told)
        forged[place // 8] ^= 1 << (place % 8)
        link = urlsafe_b64encode(bytes(forged)).decode()
        assert hall.client.get(f"/p/{link}").status_code == 404
    assert hall.count() == 0


def test_a_token_of_one_purpose_opens_no_other_door(hall: Hall) -> None:
    hall.front.failures.most = 1_000
    tokens = Tokens(hall.settings, on=hall.clock().date())
    doors = {"c": Purpose.CONSENT, "p": Purpose.PERSON}
    numbers = ((1 << 40) | 1, personal("privacy", 1), 1)
    for purpose in Purpose:
        for number in numbers:
            link = tokens.mint(purpose, number)
            for door, needed in doors.items():
                right = purpose is needed and number == {"c": numbers[0], "p": numbers[1]}[door]
                expected = 200 if right else 404
                assert hall.client.get(f"/{door}/{link}").status_code == expected, (door, purpose, number)
                if not right:
                    assert hall.client.post(f"/{door}/{link}", data={"own": "yes"}).status_code == 404
                    assert hall.client.get(f"/{door}/{link}/state").status_code == 404
    assert hall.count() == 0


def test_a_persons_own_link_opens_the_page_and_what_is_shown_there_counts_there_only(hall: Hall) -> None:
    link = f"/p/{own(hall)}"
    page = hall.client.get(link)
    assert "A change needs your answer" in page.text
    by_warning = hall.form(_0="accept")
    assert hall.client.post(link, data=by_warning).status_code == 404
    assert hall.count() == 0


def test_fifty_posts_of_one_answer_at_once_are_one_event(house: Hall) -> None:
    writer = Together(house.ledger)
    house.desk.writer = writer
    form = house.form(_0="accept")
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda _: house.post(form).status_code, range(50)))
    writer.close()
    assert set(told) == {303}
    assert house.ledger.count() == 1
    assert list(check(house.engine)) == []


def test_fifty_different_answers_at_once_make_one_chain(house: Hall) -> None:
    forms = [house.form(1, _0=("accept", "keep")[turn % 2]) for turn in range(50)]
    with ThreadPoolExecutor(16) as pool:
        told = list(pool.map(lambda form: house.post(form).status_code, forms))
    assert set(told) <= {303, 409}
    assert 303 in told
    assert house.ledger.count() >= 1
    assert list(check(house.engine)) == []


class Hurried(Impatient):
    HEAD: ClassVar[float] = 0.3


def _drip(port: int, sent: bytes) -> tuple[bytes, float]:
    """Send a part of a request and wait; give what came back, and after how long."""
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(sent)
        told = b""
        while part := wire.recv(65_536):
            told += part
    return told, time.perf_counter() - start


def test_clients_that_take_their_time_are_hung_up_on(hall: Hall) -> None:
    hall.front.patience = hall.front.api.patience = 0.3
    with serving(hall.front.app(), http=Hurried) as door:
        port = int(door.rpartition(":")[2])
        link = hall.link(1)
        for sent in (b"", b"GET / HT", b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: "):
            told, after = _drip(port, sent)
            assert told == b""
            assert 0.2 < after < 10
        head = (
            f"POST /c/{link} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n\r\nown="
        )
        told, after = _drip(port, head.encode())
        assert told.startswith(b"HTTP/1.1 408 ")
        assert after < 10
        with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
            for _ in range(2):
                wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
                heard = b""
                while not heard.endswith(b"here\n"):
                    heard += wire.recv(65_536)
                assert heard.startswith(b"HTTP/1.1 200 ")
    assert hall.count() == 0


def test_headers_without_an_end_are_hung_up_on(hall: Hall) -> None:
    with serving(hall.front.app()) as door:
        port = int(door.rpartition(":")[2])
        begins = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"
        for line in (b"X-Long: " + b"a" * 200_000, b"X-Many: a\r\n" * 20_000):
            with contextlib.suppress(ConnectionError):  # hung up while we were still talking
                assert _drip(port, begins + line)[0] == b""
        assert _drip(port, begins + b"X-Fits: " + b"a" * 8_000 + b"\r\nConnection: close\r\n\r\n")[
            0
        ].endswith(b"here\n")


def test_a_link_is_in_no_log_and_not_in_the_store(hall: Hall) -> None:
    form = hall.form(_0="accept")
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    names = ("", "uvicorn", "uvicorn.error", "uvicorn.access", "sqlalchemy", "notifier", "asyncio")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger().addHandler(handler)
    logging.getLogger("uvicorn").addHandler(handler)
    try:
        with serving(hall.front.app(), log_config=None, log_level="debug") as door:
            port = int(door.rpartition(":")[2])
            for link in (
                f"c/{hall.link(1)}",
                f"p/{own(hall)}",
                f"c/{hall.link(1)[:-1]}",
                f"c/{hall.link(99)}",
            ):
                for method in ("GET", "POST", "HEAD", "PUT"):
                    _drip(
                        port,
                        f"{method} /{link} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode(),
                    )
                _drip(port, f"GET /{link} HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
            sent = urlencode(form)
            told, _ = _drip(
                port,
                f"POST /c/{hall.link(1)} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(sent)}\r\n\r\n{sent}".encode(),
            )
            assert b" 303 " in told
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger("uvicorn").removeHandler(handler)
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
    logged = written.getvalue()
    assert logged
    kept = b"".join(file.read_bytes() for file in hall.settings.folder.rglob("*") if file.is_file())
    for link in (hall.link(1), own(hall), hall.link(99)):
        assert link not in logged
        assert link[10:30] not in logged
        assert link.encode() not in kept


ZONES = [
    "Europe/Paris",
    "America/New_York",
    "Africa/Cairo",
    "America/Havana",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
]


DAYS = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 4, 24),
    date(2026, 11, 1),
    date(2027, 1, 1),
    date(2028, 2, 29),
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_release_binds_from_the_first_instant_of_its_day_and_not_before(zone: str, day: date) -> None:
    told = history(record("1.0.0", effective=date(2020, 1, 1)), record("1.1.0", effective=day))
    last = end_of(day - timedelta(days=1), zone)
    first = last + timedelta(microseconds=1)
    assert first.astimezone(ZoneInfo(zone)).date() == day
    assert last.astimezone(UTC).astimezone(ZoneInfo(zone)).date() == day - timedelta(days=1)
    for at, version in ((last, Version(1, 0, 0)), (first, Version(1, 1, 0))):
        bound = binding(told, (), Version(1, 0, 0), at.astimezone(UTC), zone=zone)
        assert {one.version for one in bound} == {version}


@pytest.mark.parametrize(
    ("at", "binds"),
    [
        (datetime(2026, 2, 28, 22, 59, 59, 999_999, tzinfo=UTC), "1.0.0"),
        (datetime(2026, 2, 28, 23, 0, tzinfo=UTC), "2.0.0"),
    ],
)
def test_the_page_says_what_binds_at_the_very_instant(hall: Hall, at: datetime, binds: str) -> None:
    hall.say("accept")
    hall.clock.at = at
    assert f"version {binds} binds you." in hall.get().text


def test_a_clock_that_goes_back_does_not_turn_answers_around(hall: Hall) -> None:
    hall.clock.at = hall.clock.at.replace(month=3, day=2)
    hall.say("accept")
    hall.clock.on(-3600)
    assert "version 2.0.0 binds you." in hall.get().text
    hall.say("keep")
    assert "except where an earlier one still does" in hall.get().text
    hall.clock.on(7200)
    assert "except where an earlier one still does" in hall.get().text
    moments = [entry.at for entry in hall.ledger.of(1)]
    assert moments == sorted(moments)


def test_a_link_ends_on_its_last_day_and_not_before(hall: Hall) -> None:
    link = hall.link(1)
    hall.clock.at += timedelta(days=400)
    assert hall.client.get(f"/c/{link}").status_code == 200
    hall.clock.at += timedelta(days=1)
    assert hall.client.get(f"/c/{link}").status_code == 404


@pytest.mark.parametrize("kind", ["text/html", "application/json", "multipart/form-data; boundary=a"])
def test_other_kinds_of_bodies_are_no_answer_on_a_persons_own_page(hall: Hall, kind: str) -> None:
    told = hall.client.post(f"/p/{own(hall)}", content=b"own=yes", headers={"Content-Type": kind})
    assert told.status_code == 415


def test_what_a_banner_is_told_names_nobody_and_no_refusal(hall: Hall) -> None:
    told = hall.client.get(f"/p/{own(hall)}/state?language=fr")
    assert told.headers["access-control-allow-origin"] == "*"
    assert told.headers["cache-control"] == "no-store"
    asked = told.json()
    assert (asked["shown"], asked["asks"], asked["language"]) == (True, True, "fr")
    assert "person1" not in told.text
    answers = []
    for choice in ("keep", "accept"):
        hall.say(choice)
        answers.append(hall.client.get(f"/p/{own(hall)}/state?language=fr").json())
    assert answers[0] == answers[1]
    assert answers[0]["asks"] is False
    assert hall.client.post(f"/p/{own(hall)}/state").status_code == 405


@pytest.mark.browser
def test_no_other_site_learns_of_a_link(hall: Hall, chromium: Browser) -> None:
    heard: list[dict[str, str]] = []

    def elsewhere(route: Route) -> None:
        heard.append(route.request.headers)
        route.fulfill(status=200, body="elsewhere")

    with serving(hall.front.app()) as door:
        page = chromium.new_page()
        page.route("https://policies.example.org/**", elsewhere)
        for name in ("See every change in the whole text", "Example House"):
            page.goto(f"{door}/c/{hall.link(1)}")
            page.get_by_role("link", name=name).click()
            page.wait_for_url("https://policies.example.org/**")
            assert page.evaluate("document.referrer") == ""
        page.close()
    assert len(heard) == 2
    assert all("referer" not in headers and hall.link(1) not in str(headers) for headers in heard)
