"""A release reaches everyone once, each in their language, from the words that bind them."""

from __future__ import annotations

import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from announcing import crowd, mails, run, said, sent
from click.testing import CliRunner
from repeats import again
from sendgrid_stand_in import Running, StandIn

from notifier.cli import group
from notifier.cli.house import House
from notifier.cli.notify_ahead import lasting
from notifier.flows import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result
    from repositories import PolicyRepo


def test_everybody_is_told_once_in_their_language(released: PolicyRepo) -> None:
    told = sent(released)
    assert [str(message["To"]) for message in told.values()] == [
        "ada@example.org",
        "ben@example.org",
        "ADA@example.org",
    ]
    assert [message["Content-Language"] for message in told.values()] == ["en", "fr", "en"]
    english, french = told["000000001"], told["000000002"]
    assert english["Subject"] == "Your rights change on 15 January 2999: Example House, Privacy policy"
    assert french["Subject"] == (
        "Vos droits changent le 15 janvier 2999\u00a0: Example House, Règles de confidentialité"
    )


def test_every_mail_has_a_link_of_its_own_and_both_parts_say_the_same(released: PolicyRepo) -> None:
    links = set()
    for message in sent(released).values():
        text = message.get_body(("plain",)).get_content()
        page = message.get_body(("html",)).get_content()
        [link] = {word for word in text.split() if word.startswith("https://decide.example.org/c/")}
        assert f'href="{link}"' in page
        assert ".invalid" not in text + page
        for words in ("thirty", "sixty") if message["Content-Language"] == "en" else ("trente", "soixante"):
            assert words in text
            assert words in page
        links.add(link)
    assert len(links) == 3


def test_sending_twice_sends_once(released: PolicyRepo) -> None:
    first = {name: message.as_bytes() for name, message in sent(released).items()}
    told = said(released, "notify", "send")
    assert "completed" in told
    assert "3 mails of these had left before; they were not sent again" in told
    again = mails(released.path / ".notifier" / "outbox")
    assert {name: message.as_bytes() for name, message in again.items()} == first


def test_status_counts_who_was_and_was_not_reached(released: PolicyRepo) -> None:
    sent(released)
    told = json.loads(said(released, "notify", "status", "--format", "json"))
    assert told["state"] == "completed"
    assert told["deliveries"] == {"accepted": 3, "unreachable": 1}
    assert told["reasons"] == {"no-address": 1}
    assert told["planned_by"] == "Ada"
    assert told["approved_by"] == "Ben"


def test_whoever_planned_does_not_approve(released: PolicyRepo) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan")
    with pytest.raises(Exception, match="a second person approves it"):
        run(released, "notify", "approve")
    for one in ("Ada", "ADA", "Ada <elsewhere@example.org>"):
        with pytest.raises(Exception, match="a second person approves it"):
            run(released, "notify", "approve", "--as", one)


def test_nothing_is_sent_before_approval(released: PolicyRepo) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan")
    with pytest.raises(Exception, match="cannot send a campaign that is draft"):
        run(released, "notify", "send")
    assert mails(released.path) == {}


def test_two_people_with_one_address_are_told_in_different_calls(released: PolicyRepo) -> None:
    sent(released)
    told = json.loads(said(released, "notify", "status", "--format", "json"))
    assert told["chunks"] == {"accepted": 3}


def test_a_dry_run_writes_nothing(released: PolicyRepo) -> None:
    said(released, "subjects", "import", "--dry-run", str(released.path / "people.csv"))
    with pytest.raises(Exception, match="nobody is to be told"):
        run(released, "notify", "plan", "--dry-run")
    said(released, "subjects", "import", str(released.path / "people.csv"))
    assert "3 people by outbox" in said(released, "notify", "plan", "--dry-run")
    with pytest.raises(Exception, match="no campaign is planned"):
        run(released, "notify", "status")


FRENCH = (
    "          1  fr  from 1.0.0  consent: Vos droits changent le 15 janvier 2999\u00a0: "
    "Example House, Règles de confidentialité"
)


def dump(repo: PolicyRepo) -> list[str]:
    """Every row of the store."""
    with closing(sqlite3.connect(repo.path / ".notifier" / "notifier.db")) as store:
        return list(store.iterdump())


def test_a_dry_run_of_sending_shows_the_whole_effect_and_writes_nothing(released: PolicyRepo) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan", "--rate", "2", "--chunk-size", "2")
    said(released, "notify", "approve", by="Ben")
    before = dump(released)
    assert said(released, "notify", "send", "--dry-run").splitlines() == [
        "would send privacy-2.0.0-notice-1 by outbox; now: approved, not sent yet",
        "          2  en  from 1.0.0  consent: Your rights change on 15 January 2999: Example House, Privacy policy",
        FRENCH,
        "          1  of these has no address",
        "3 mails in 3 parts of up to 2",
        "at 2 mails a second this takes about 1 minute",
    ]
    assert (dump(released), mails(released.path)) == (before, {})
    said(released, "notify", "send")
    after = dump(released)
    assert "0 mails in 0 parts" in said(released, "notify", "send", "--dry-run")
    assert dump(released) == after


def test_a_dry_run_of_sending_counts_what_is_left_of_a_planned_campaign(released: PolicyRepo) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan")
    said(released, "notify", "approve", by="Ben")
    house = House(str(released.path))
    deliver.expand(house.post("outbox"), house.campaigns.find(), actor="Ada")
    told = said(released, "notify", "send", "--dry-run")
    assert "as fast as they are taken" in told
    assert "3 mails in 3 parts of up to 1000" in told


@pytest.mark.parametrize(
    ("mails", "told"), [(60, "about 1 minute"), (61, "about 2 minutes"), (5401, "about 1.5 hours")]
)
def test_how_long_sending_takes_is_told_in_minutes_and_then_in_hours(mails: int, told: str) -> None:
    assert str(lasting(mails, 1)).endswith(told)


def test_a_dry_run_of_sending_refuses_what_sending_would_refuse(
    released: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    monkeypatch.setenv("NOTIFIER_TRANSPORT", "smtp")
    said(released, "notify", "plan")
    said(released, "notify", "approve", by="Ben")
    with pytest.raises(Exception, match="no server to send to"):
        run(released, "notify", "send", "--dry-run")


@again
def test_listmonk_3022_killed_midway_it_resumes_and_reaches_everyone_once(released: PolicyRepo) -> None:
    crowd(released, 400)
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan", "--chunk-size", "5")
    said(released, "notify", "approve", by="Ben")
    outbox = released.path / ".notifier" / "outbox"
    command = [
        sys.executable,
        "-c",
        "from notifier.cli import main; main()",
        "--repo",
        str(released.path),
        "notify",
        "send",
    ]
    seen = 0
    for threshold in (1, 60, 200):
        sender = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while sender.poll() is None and seen < threshold:
            seen = sum(1 for _ in outbox.rglob("*.eml"))
        sender.send_signal(signal.SIGKILL)
        sender.wait()
    first = {place: place.stat().st_mtime_ns for place in outbox.rglob("*.eml")}
    assert 0 < len(first) < 400
    assert "completed" in said(released, "notify", "send")
    told = mails(outbox)
    assert sorted(str(message["To"]) for message in told.values()) == sorted(
        f"c{n}@example.org" for n in range(400)
    )
    assert all(place.stat().st_mtime_ns == written for place, written in first.items()), (
        "nobody was told again"
    )


def test_a_campaign_can_be_stopped_resumed_and_ended(released: PolicyRepo) -> None:
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan")
    said(released, "notify", "approve", by="Ben")
    with pytest.raises(Exception, match="cannot pause a campaign that is approved"):
        run(released, "notify", "pause")
    assert "then: cancelled" in said(released, "notify", "cancel", "--why", "a typo", "--dry-run")
    assert "cancelled" in said(released, "notify", "cancel", "--why", "a typo")
    assert "cancelled (a typo)" in said(released, "notify", "status")
    with pytest.raises(Exception, match="cannot send a campaign that is cancelled"):
        run(released, "notify", "send")
    assert mails(released.path) == {}


def test_the_report_lists_whom_nobody_reached(released: PolicyRepo) -> None:
    sent(released)
    assert said(released, "notify", "report").splitlines() == [
        "external_id,language,status,reason",
        "p4,en,unreachable,no-address",
    ]
    assert json.loads(said(released, "notify", "report", "--format", "json"))["external_id"] == "p4"
    assert "completed, 0 chunks unknown" in said(released, "notify", "reconcile")


def test_the_silent_are_reminded_twice_at_most(released: PolicyRepo) -> None:
    with pytest.raises(Exception, match="nobody was told of privacy"):
        run(released, "notify", "plan", "--kind", "reminder")
    sent(released)
    for number in (1, 2):
        assert f"reminder-{number}: 3 people" in said(released, "notify", "plan", "--kind", "reminder")
        said(released, "notify", "approve", by="Ben")
        said(released, "notify", "send")
    with pytest.raises(Exception, match="the silent were reminded 2 times"):
        run(released, "notify", "plan", "--kind", "reminder")
    assert len(mails(released.path / ".notifier" / "outbox" / "privacy-2.0.0-reminder-2")) == 3


@pytest.fixture
def pages() -> Iterator[tuple[str, set[str]]]:
    """A site of which some pages are there."""
    there: set[str] = set()

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path in there else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", there
        server.shutdown()
        thread.join()


def test_nothing_leaves_while_a_page_is_missing_that_the_mails_lead_to(
    released: PolicyRepo, pages: tuple[str, set[str]]
) -> None:
    site, there = pages
    registry = released.read("policy/policies.toml")
    for name in ("site_url", "decision_url"):
        registry = re.sub(rf'{name} = "[^"]*"', f'{name} = "{site}"', registry)
    released.write("policy/policies.toml", registry)
    released.commit("Move house")
    with Running(StandIn()) as provider:
        sending = {
            "NOTIFIER_TRANSPORT": "sendgrid",
            "NOTIFIER_SENDGRID_API_KEY": "SG.test",
            "NOTIFIER_SENDGRID_HOST": provider.host,
            "NOTIFIER_MAIL_FROM": "privacy@example.org",
        }
        command = CliRunner(env=sending | {"NOTIFIER_OPERATOR": "Ada"})

        def policy(*arguments: str) -> Result:
            return command.invoke(group, ["--repo", str(released.path), *arguments])

        policy("subjects", "import", str(released.path / "people.csv"))
        policy("notify", "plan")
        approved = CliRunner(env=sending | {"NOTIFIER_OPERATOR": "Ben"}).invoke(
            group, ["--repo", str(released.path), "notify", "approve"]
        )
        assert approved.exit_code == 0, approved.output
        missing = set()
        for _ in range(9):
            done = policy("notify", "send")
            if done.exit_code == 0:
                break
            assert provider.stand_in.seen.calls == 0, "nothing has left"
            found = re.search(rf"lead to {site}(\S*), which cannot be read \(404\)", str(done.exception))
            assert found, done.exception
            there.add("/" + found[1])
            missing.add(found[1])
        assert "completed" in done.output
        assert "healthz" in missing, "the decision pages are asked for their health"
        assert any("2.0.0" in page for page in missing)
        assert provider.stand_in.seen.mails == 3


def test_a_large_campaign_is_approved_by_whoever_types_its_number_back(released: PolicyRepo) -> None:
    crowd(released, 10_001)
    said(released, "subjects", "import", str(released.path / "people.csv"))
    said(released, "notify", "plan")
    for typed in ([], ["--people", "10000"]):
        with pytest.raises(Exception, match=r"tells 10001 people.*--people 10001"):
            run(released, "notify", "approve", *typed, by="Ben")
    assert "approved" in said(released, "notify", "approve", "--people", "10001", by="Ben")


def test_a_campaign_is_told_in_the_language_of_the_terminal(
    released: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    brought = said(released, "subjects", "import", str(released.path / "people.csv"))
    assert "5 personnes enregistrées, 1 ligne refusée, 0 personne effacée laissée de côté\n" in brought
    planned = said(released, "notify", "plan")
    assert planned.startswith("privacy-2.0.0-notice-1\u00a0: 3 personnes par outbox\n")
    assert "          1  n’a pas d’adresse\n" in planned
    said(released, "notify", "approve", by="Ben")
    assert said(released, "notify", "send").splitlines() == [
        "privacy-2.0.0-notice-1\u00a0: terminée",
        "          3  courriels acceptés",
        "          1  personne injoignable",
        "          1  d’entre elles n’a pas d’adresse",
    ]
    assert said(released, "notify", "reconcile") == (
        "privacy-2.0.0-notice-1\u00a0: terminée, 0 lot au sort inconnu, 0 réglé à la main\n"
    )
