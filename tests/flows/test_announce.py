"""A release reaches everyone once, each in their language, from the words that bind them."""

from __future__ import annotations

import email
import json
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import date
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from repeats import again
from repositories import LONGER, edited
from sendgrid_stand_in import Running, StandIn

from notifier.cli import group
from notifier.cli.house import House
from notifier.cli.notify_ahead import lasting
from notifier.flows import deliver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from click.testing import Result
    from repositories import PolicyRepo

PEOPLE = """\
external_id,email,language,services,baseline
p1,ada@example.org,en,accounts,1.0.0
p2,ben@example.org,fr,accounts library,1.0.0
p3,cleo@example.org,fr,library,1.0.0
p4,,en,accounts,1.0.0
p5,ADA@example.org,en,accounts,1.0.0
p6,eve@example,en,accounts,1.0.0
"""


@pytest.fixture
def released(repo: PolicyRepo) -> PolicyRepo:
    """A policy whose second release, announced for January, takes something away."""
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.release(
        "2.0.0",
        edited(repo.texts, *LONGER),
        published=date(2026, 1, 5),
        effective=date(2999, 1, 15),
        historic=False,
    )
    (repo.path / "people.csv").write_text(PEOPLE, "utf-8")
    return repo


def run(repo: PolicyRepo, *arguments: str, by: str = "Ada") -> Result:
    return CliRunner(env={"NOTIFIER_OPERATOR": by}).invoke(
        group, ["--repo", str(repo.path), *arguments], catch_exceptions=False
    )


def mails(folder: Path) -> dict[str, EmailMessage]:
    found = {}
    for place in sorted(folder.rglob("*.eml")):
        message = email.message_from_bytes(place.read_bytes(), policy=default)
        found[place.stem] = message
    return found


def said(repo: PolicyRepo, *arguments: str, by: str = "Ada") -> str:
    done = run(repo, *arguments, by=by)
    assert done.exit_code == 0, done.output
    return done.output


def sent(repo: PolicyRepo) -> dict[str, EmailMessage]:
    said(repo, "subjects", "import", str(repo.path / "people.csv"))
    said(repo, "notify", "plan")
    said(repo, "notify", "approve", by="Ben")
    said(repo, "notify", "send")
    return mails(repo.path / ".notifier" / "outbox")


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
    assert "completed" in said(released, "notify", "send")
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


def test_a_bad_line_is_reported_with_its_number_and_the_others_are_kept(released: PolicyRepo) -> None:
    done = run(released, "subjects", "import", str(released.path / "people.csv"))
    assert "people.csv:7: 'eve@example' is not a mail address" in done.stderr
    assert "kept 5 people, refused 1 line" in done.stdout
    assert (released.path / "people.refused.csv").read_text("utf-8").splitlines()[1].startswith("7,")


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


def test_an_erased_person_stays_erased(released: PolicyRepo) -> None:
    file = str(released.path / "people.csv")
    said(released, "subjects", "import", file)
    assert json.loads(said(released, "subjects", "show", "p2"))["email"] == "ben@example.org"
    said(released, "subjects", "erase", "p2")
    assert "left 1 erased person alone" in said(released, "subjects", "import", file)
    assert "nobody is known as 'p2'" in run(released, "subjects", "show", "p2").stderr
    everybody = [json.loads(line) for line in said(released, "subjects", "export").splitlines()]
    assert {"id": 2, "state": "erased"} in everybody
    for place in (released.path / ".notifier").glob("notifier.db*"):
        assert b"ben@example.org" not in place.read_bytes()


def crowd(repo: PolicyRepo, count: int) -> None:
    """A file of people who read English and French by turns."""
    lines = [f"c{n},c{n}@example.org,{'en' if n % 3 else 'fr'},accounts,1.0.0" for n in range(count)]
    (repo.path / "people.csv").write_text("\n".join([PEOPLE.splitlines()[0], *lines, ""]), "utf-8")


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


BAD = {
    "a formula": ("=1+1,a@example.org,en,accounts,1.0.0", "external_id begins like a formula"),
    "a header in a name": (
        '"x\r\nBcc: b",a@example.org,en,accounts,1.0.0',
        "external_id holds a control character",
    ),
    "no id": (",a@example.org,en,accounts,1.0.0", "external_id is empty"),
    "another language": ("x,a@example.org,de,accounts,1.0.0", "language 'de' is not published"),
    "another service": ("x,a@example.org,en,planes,1.0.0", "service 'planes' is not in policy/policies.toml"),
    "no service": ("x,a@example.org,en,,1.0.0", "no service"),
    "too few cells": ("x", "only 1 cell"),
    "letters of another encoding": ("x,\udce9@example.org,en,accounts,1.0.0", "not UTF-8"),
    "a quote that never ends": ('"x,a@example.org,en,accounts,1.0.0', "a quote that does not end well"),
    "no mail address": ("x,ada@,en,accounts,1.0.0", "'ada@' is not a mail address"),
    "a formula in the address": ("x,@SUM(A1),en,accounts,1.0.0", "email begins like a formula"),
    "a release that never was": ("x,a@example.org,en,accounts,7.0.0", "privacy 7.0.0 was never released"),
    "a quote that does not end well": ('"x"y,a@example.org,en,accounts,1.0.0', "no CSV"),
    "a cell of ten megabytes": (f"{'x' * 10_000_000},a@example.org,en,accounts,1.0.0", "no CSV"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_told_and_the_next_one_is_kept(released: PolicyRepo, case: str) -> None:
    line, why = BAD[case]
    good = "good,g\u00fcnter@b\u00fccher.example,en,accounts,1.0.0"
    text = "\n".join(
        ["external_id,email,language,services,baseline", line, good.replace("g\u00fcnter", "g"), ""]
    )
    (released.path / "people.csv").write_bytes(b"\xef\xbb\xbf" + text.encode("utf-8", "surrogateescape"))
    done = run(released, "subjects", "import", str(released.path / "people.csv"))
    assert why in done.stderr
    assert "kept 1 person, refused 1 line" in done.stdout
    assert json.loads(said(released, "subjects", "show", "good"))["email"] == "g@xn--bcher-kva.example"


def test_a_file_that_is_no_list_of_people_is_refused_in_one_line(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    place.write_text("name,mail\nAda,ada@example.org\n", "utf-8")
    with pytest.raises(Exception, match="no column external_id, email, language, services, baseline"):
        run(released, "subjects", "import", str(place))
    place.write_text("external_id,email,email,language,services,baseline\n", "utf-8")
    with pytest.raises(Exception, match="two columns are called email"):
        run(released, "subjects", "import", str(place))
    for encoding in ("utf-16", "utf-16-be"):
        place.write_bytes(PEOPLE.encode(encoding))
        with pytest.raises(Exception, match="not UTF-8; save the file as UTF-8"):
            run(released, "subjects", "import", str(place))
    place.write_bytes(b"")
    with pytest.raises(Exception, match="no column external_id"):
        run(released, "subjects", "import", str(place))


def test_a_file_from_a_spreadsheet_of_another_house_is_read_as_it_is(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    head = "Numéro;Courriel;Ville;Langue;Services;Depuis"
    place.write_bytes(f'{head}\r\nx1;"ada@example.org";Genève;FR;accounts library;1.0.0\r\n'.encode("cp1252"))
    columns = [
        "external_id=Numéro",
        "email=Courriel",
        "language=Langue",
        "services=Services",
        "baseline=Depuis",
    ]
    told = [part for column in columns for part in ("--column", column)]
    assert "kept 1 person" in said(released, "subjects", "import", str(place), *told, "--encoding", "cp1252")
    kept = json.loads(said(released, "subjects", "show", "x1"))
    assert (kept["language"], kept["services"]) == ("fr", ["accounts", "library"])
    for wrong in (["--column", "city=Ville"], ["--encoding", "utf-16"], ["--encoding", "none"]):
        assert run(released, "subjects", "import", str(place), *wrong).exit_code == 2


def test_of_two_lines_about_one_person_the_later_counts_and_the_other_is_told(released: PolicyRepo) -> None:
    place = released.path / "people.csv"
    place.write_text(PEOPLE.splitlines()[0] + "\n", "utf-8")
    with place.open("a", encoding="utf-8") as lines:
        lines.write("x,old@example.org,en,accounts,1.0.0\ny,y@example.org,en,accounts,1.0.0\n")
        lines.write("x,new@example.org,en,accounts,1.0.0\n")
    done = run(released, "subjects", "import", str(place))
    assert "people.csv:2: the same person again on line 4, which counts" in done.stderr
    assert "kept 2 people, refused 1 line" in done.stdout
    assert json.loads(said(released, "subjects", "show", "x"))["email"] == "new@example.org"


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
