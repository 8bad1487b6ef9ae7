"""Programs that run for long tell how they are, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING
from urllib.request import urlopen

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import generate_latest
from sqlalchemy import create_engine, insert

from notifier.adapters import logs
from notifier.adapters.metrics import registry, serve
from notifier.adapters.store import tables
from notifier.adapters.store.seals import Signer, seal
from notifier.core.token import Purpose
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desks import Hall

SECRET = "SG." + "k" * 22 + "." + "s" * 43


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Every logger of this process writes here."""
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    out = io.StringIO()
    logs.set_up("json", out=out)
    yield out
    root.handlers[:] = kept
    root.setLevel(level)


def number(text: bytes, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} ([\d.e+]+)$", text.decode(), re.MULTILINE)
    assert found, f"{name} is not in {text.decode()}"
    return float(found[1])


def test_a_line_says_when_how_bad_from_where_and_what(lines: io.StringIO) -> None:
    logging.getLogger("notifier.somewhere").warning("not done: %s", "later")
    told = json.loads(lines.getvalue())
    assert told.pop("at").endswith("+00:00")
    assert told == {"level": "warning", "from": "notifier.somewhere", "message": "not done: later"}


@given(
    name=st.from_regex(r"[a-z0-9._+-]{1,20}", fullmatch=True),
    token=st.from_regex(r"[A-Za-z0-9_-]{44}", fullmatch=True),
)
def test_no_address_link_or_key_is_written(name: str, token: str) -> None:
    told = (
        f"refused <{name}@mail.example.org>: https://decide.example.org/c/{token}?lang=fr "
        f"Authorization: Bearer {SECRET} postgresql://user:{name}pass@db/x"
    )
    said = logs.quiet(told)
    for secret in (f"{name}@", token, SECRET, f"{name}pass"):
        assert secret not in said


def test_a_trace_is_looked_through_too(lines: io.StringIO) -> None:
    try:
        int("550 ada@example.org unknown")
    except ValueError:
        logging.getLogger("notifier").exception("broken")
    told = json.loads(lines.getvalue())
    assert "ValueError" in told["trace"]
    assert "ada@" not in told["trace"]


def test_a_plain_line_is_looked_through_too() -> None:
    record = logging.LogRecord("notifier", logging.ERROR, "", 0, "to %s", ("ada@example.org",), None)
    assert logs.Plain().format(record) == "ERROR notifier: to …"


def test_the_numbers_follow_the_store(house: Hall) -> None:
    with house.engine.begin() as connection:
        row = {"id": 7, "campaign_id": 1, "variant_id": 1, "size": 40, "state": "ready", "attempt": 0}
        connection.execute(tables.campaign.update().values(state="sending"))
        connection.execute(
            insert(tables.variant),
            {
                "id": 1,
                "campaign_id": 1,
                "language": "en",
                "from_version": "1.0.0",
                "audience": "consent",
                "covers": "",
                **dict.fromkeys(("subject", "html", "text", "tag", "sha256"), "x"),
            },
        )
        connection.execute(insert(tables.chunk), row)
    told = registry(house.engine, clock=house.clock)
    before = generate_latest(told)
    assert number(before, 'notifier_campaigns{state="sending"}') == 1
    people = 'notifier_campaign_people{kind="notice",policy="privacy",state="ready",version="2.0.0"}'
    assert number(before, people) == 40
    assert number(before, "notifier_ledger_entries") == 0
    assert b"seal_age" not in before
    house.say("accept")
    assert number(generate_latest(told), "notifier_ledger_unsealed") == 1
    seal(house.engine, Signer.of(house.settings), now=house.clock())
    house.clock.on(90)
    after = generate_latest(told)
    assert number(after, "notifier_ledger_entries") == 1
    assert number(after, "notifier_ledger_unsealed") == 0
    assert number(after, "notifier_ledger_seal_age_seconds") == 90
    assert number(after, "notifier_store_up") == 1


def test_a_store_that_is_away_is_a_number(tmp_path: Path, house: Hall) -> None:
    away = create_engine(f"sqlite:///{tmp_path}/nothing/here.db")
    told = generate_latest(registry(away, clock=house.clock))
    assert number(told, "notifier_store_up") == 0


def test_numbers_have_a_port_of_their_own_and_a_taken_one_is_refused(hall: Hall) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsRefused, match=f"port {port} cannot be opened"):
            serve(port, hall.engine, clock=hall.clock)
    serve(port, hall.engine, clock=hall.clock)
    with urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        assert b"notifier_store_up 1.0" in answer.read()


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as one:
        return int(one.getsockname()[1])


def test_a_whole_run_of_the_pages_logs_nothing_about_anybody(hall: Hall, tmp_path: Path) -> None:
    port, numbers = free(), free()
    out = tmp_path / "log"
    key = hall.settings.key.get_secret_value()
    box = hall.repo.path / ".notifier" / "outbox"
    box.parent.mkdir(exist_ok=True)
    box.write_text("a file where the outbox should be: receipts and invitations fail", "utf-8")
    with out.open("w") as file:
        run = subprocess.Popen(
            [
                *(sys.executable, "-m", "notifier", "--repo", str(hall.repo.path), "serve"),
                *("--port", str(port), "--log", "json", "--metrics", str(numbers)),
            ],
            env={**os.environ, "NOTIFIER_KEY": key, "NOTIFIER_SENDGRID_API_KEY": SECRET},
            stdout=file,
            stderr=file,
        )
        base = f"http://127.0.0.1:{port}"
        client = httpx.Client(transport=httpx.HTTPTransport(retries=60), timeout=30)
        try:
            for _ in range(600):
                try:
                    client.get(f"{base}/healthz")
                    break
                except httpx.ConnectError:
                    assert run.poll() is None, out.read_text()
                    time.sleep(0.05)
            links = [hall.link(1), hall.link(1, purpose=Purpose.PERSON), "x" * 44]
            for link in links:
                client.get(f"{base}/c/{link}")
                client.post(f"{base}/c/{link}", data={"nonce": "n"})
            client.post(f"{base}/watch/privacy?lang=en", data={"email": "nora@example.org"})
            client.post(f"{base}/events/sendgrid", content=b'[{"email":"ada@example.org"}]')
            told = client.get(f"http://127.0.0.1:{numbers}/metrics").text
        finally:
            run.send_signal(signal.SIGTERM)
            run.wait(20)
    log = out.read_text("utf-8")
    assert "notifier_store_up 1.0" in told
    assert "events refused" in log
    assert "an invitation could not be sent" in log
    rows = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert {row["level"] for row in rows} <= {"info", "warning", "error"}
    for secret in (*links, "@example.org", key, SECRET):
        assert secret not in log
        assert secret not in told
