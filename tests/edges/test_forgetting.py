"""`policy subjects erase`, `expire` and `export`: what is forgotten where, and what a person may see of themselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import desks
import pytest
from click.testing import CliRunner
from sendgrid_stand_in import Running, StandIn
from sqlalchemy import select

from notifier.adapters.store.tables import audit
from notifier.cli import group
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click.testing import Result
    from desks import Hall


def run(hall: Hall, *arguments: str, **env: str) -> Result:
    told = {"NOTIFIER_KEY": desks.KEY, "NOTIFIER_OPERATOR": "Ada", **env}
    return CliRunner(env=told).invoke(group, ["--repo", str(hall.repo.path), *arguments])


def said(hall: Hall, *arguments: str, **env: str) -> str:
    done = run(hall, *arguments, **env)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


@pytest.fixture
def provider() -> Iterator[tuple[StandIn, dict[str, str]]]:
    with Running(StandIn()) as running:
        env = {"NOTIFIER_SENDGRID_API_KEY": "SG.test", "NOTIFIER_SENDGRID_HOST": running.host}
        yield running.stand_in, env


def test_erasing_keeps_evidence_until_a_day_and_says_so(hall: Hall, tmp_path: Path) -> None:
    hall.say("keep")
    assert said(hall, "subjects", "erase", "p1", "--until", "2099-12-31", "--dry-run") == (
        "would erase person 1; evidence is kept until 2099-12-31\n"
    )
    assert said(hall, "subjects", "erase", "p1", "--until", "2099-12-31") == (
        "erased person 1; evidence is kept until 2099-12-31\n"
    )
    assert "nobody is known as 'p1'" in run(hall, "subjects", "show", "p1").output
    assert "retention-1  1.0.0" in said(hall, "binding", "p1", "--on", "2026-03-05")
    pack = tmp_path / "pack"
    said(hall, "evidence", "p1", "--to", str(pack))
    assert "person1@example.org" in (pack / "answers.json").read_text("utf-8")
    assert "nothing to shred" in said(hall, "subjects", "expire")
    assert said(hall, "subjects", "erase", "p1", "--shred") == "erased person 1\n"
    assert "nobody with this external id" in str(run(hall, "binding", "p1").exception)
    assert "verified: 1 entry," in said(hall, "consent", "verify")


def test_shredding_at_once_keeps_nothing(hall: Hall) -> None:
    hall.say("accept", 2)
    assert said(hall, "subjects", "erase", "p2", "--shred") == "erased person 2\n"
    assert hall.ledger.private(2) == ()
    assert hall.get(2).status_code == 404
    for wrong in (("--shred", "--until", "2099-12-31"), ("--until", "2020-01-01")):
        assert run(hall, "subjects", "erase", "p3", *wrong).exit_code == 2


def test_expired_evidence_goes_with_the_daily_job(hall: Hall) -> None:
    hall.say("keep", 3)
    said(hall, "subjects", "erase", "p3", "--until", "2099-12-31")
    with hall.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE retained SET until = '2020-01-01T00:00:00.000000+00:00'")
    assert said(hall, "subjects", "expire", "--dry-run") == "would shred the evidence on person 3\n"
    assert said(hall, "subjects", "expire") == "shredded the evidence on person 3\n"
    assert said(hall, "subjects", "expire") == "nothing to shred\n"
    assert hall.ledger.private(3) == ()


def test_mails_to_the_person_leave_the_outbox(hall: Hall) -> None:
    outbox = hall.settings.outbox_folder
    for place in ("privacy-2.0.0/000000/000000001.eml", "privacy-2.0.0/000000/000000002.eml"):
        (outbox / place).parent.mkdir(parents=True, exist_ok=True)
        (outbox / place).write_text("To: somebody\n\n")
    assert "removed 1 mail from the outbox" in said(hall, "subjects", "erase", "p1")
    assert [path.name for path in outbox.rglob("*.eml")] == ["000000002.eml"]


def test_the_provider_is_asked_to_erase(hall: Hall, provider: tuple[StandIn, dict[str, str]]) -> None:
    stand_in, env = provider
    assert "SendGrid erases what it keeps (job job-1)" in said(hall, "subjects", "erase", "p1", **env)
    assert stand_in.seen.forgotten == ["person1@example.org"]
    said(hall, "subjects", "erase", "p2", "--without-provider", **env)
    assert stand_in.seen.forgotten == ["person1@example.org"]


@pytest.mark.parametrize("status", [401, 429, 500])
def test_a_provider_that_cannot_be_asked_stops_it_before_anything_is_gone(
    hall: Hall, provider: tuple[StandIn, dict[str, str]], status: int
) -> None:
    stand_in, env = provider
    stand_in.faults.status = status
    done = run(hall, "subjects", "erase", "p1", **env)
    assert isinstance(done.exception, SubjectRefused)
    assert f"SendGrid answered {status}" in str(done.exception)
    assert "nothing is erased yet" in str(done.exception)
    gone = run(hall, "subjects", "erase", "p1", **{**env, "NOTIFIER_SENDGRID_HOST": "http://127.0.0.1:9"})
    assert "gave no answer" in str(gone.exception)
    assert json.loads(said(hall, "subjects", "show", "p1"))["email"] == "person1@example.org"


def test_a_person_gets_everything_kept_about_them(hall: Hall) -> None:
    hall.say("keep")
    told = json.loads(said(hall, "subjects", "export", "p1"))
    assert told["email"] == "person1@example.org"
    assert [one["answer"] for one in told["answers"]] == ["declined"]
    assert told["kept_with_answers"][0]["external_id"] == "p1"
    assert told["binding"]["privacy"]["retention-1"] == "1.0.0"
    assert told["mails"] == []
    assert told["unreachable"] == []
    assert len(said(hall, "subjects", "export").splitlines()) == 4


def test_what_is_kept_of_a_connection_is_its_network(hall: Hall) -> None:
    hall.client.headers["User-Agent"] = "x" * 1000
    hall.say("keep")
    (told,) = hall.ledger.private(1)
    assert told["address"] in {"", "127.0.0.0/24"}
    assert len(told["agent"]) <= 200


def test_who_looked_at_answers_is_written_down(hall: Hall, tmp_path: Path) -> None:
    hall.say("keep")
    said(hall, "consent", "export")
    said(hall, "subjects", "export", "p1")
    said(hall, "evidence", "p1", "--to", str(tmp_path / "pack"))
    with hall.engine.begin() as connection:
        rows = connection.execute(select(audit.c.actor, audit.c.action, audit.c.object)).all()
    assert [tuple(row) for row in rows] == [
        ("Ada", "export answers", "everybody"),
        ("Ada", "export", "person 1"),
        ("Ada", "evidence", "person 1"),
    ]
