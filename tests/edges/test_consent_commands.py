"""The command line tells what people answered, what binds them, and every row somebody touched."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import desks
import pytest
from click.testing import CliRunner
from sqlalchemy import text

from notifier.adapters.store.people import People
from notifier.cli import group
from notifier.errors import Refusal

if TYPE_CHECKING:
    from click.testing import Result
    from desks import Hall

from notifier.adapters.settings import Settings


def run(hall: Hall, *arguments: str) -> Result:
    env = {"NOTIFIER_KEY": desks.KEY}
    return CliRunner(env=env).invoke(
        group, ["--repo", str(hall.repo.path), *arguments], catch_exceptions=True
    )


def said(hall: Hall, *arguments: str) -> str:
    done = run(hall, *arguments)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def test_binding_tells_clause_by_clause_what_binds(hall: Hall) -> None:
    hall.say("keep", 1)
    hall.say("accept", 2)
    refused = said(hall, "binding", "p1", "--on", "2026-03-05")
    assert "privacy: 2.0.0 binds p1 at 2026-03-05" in refused
    assert "retention-1  1.0.0  not accepted: 2.0.0/retention-1" in refused
    assert "the other" in refused
    assert "changes-1" not in refused
    assert "changes-1" in said(hall, "binding", "p1", "--on", "2026-03-05", "--all")
    assert "clauses: 2.0.0" in said(hall, "binding", "p2", "--on", "2026-03-05")
    accepted = json.loads(
        said(hall, "binding", "person2@example.org", "--on", "2026-03-05", "--format", "json")
    )
    assert {clause["version"] for clause in accepted[0]["clauses"]} == {"2.0.0"}
    assert "1.0.0 binds p1" in said(hall, "binding", "p1", "--policy", "privacy", "--on", "2026-02-28")
    assert "nothing binds p1" in said(hall, "binding", "p1", "--on", "2020-01-01")


def test_binding_of_everybody_is_a_line_each(hall: Hall) -> None:
    hall.say("keep", 1)
    hall.say("accept", 2)
    People(hall.engine, secret=hall.settings.address_secret).erase(4, actor="Ada", now=hall.clock())
    lines = [json.loads(line) for line in said(hall, "binding", "--on", "2026-03-05").splitlines()]
    held = {"newest": "2.0.0", "held": {"retention-1": "1.0.0"}}
    assert lines == [
        {"person": "p1", **held},
        {"person": "p2", "newest": "2.0.0", "held": {}},
        {"person": "p3", **held},
    ]
    for one in lines:
        alone = json.loads(said(hall, "binding", one["person"], "--on", "2026-03-05", "--format", "json"))
        told = {c["clause"]: c["version"] for c in alone[0]["clauses"] if c["held_by"]}
        assert told == one["held"]
    before = said(hall, "binding", "--on", "2014-01-01").splitlines()
    assert json.loads(before[0]) == {"person": "p1", "newest": None, "held": {}}


def test_silence_binds_like_a_refusal(hall: Hall) -> None:
    hall.say("keep", 1)
    told = [
        json.loads(said(hall, "binding", who, "--on", "2026-03-05", "--format", "json"))
        for who in ("p1", "p3")
    ]
    assert told[0][0]["clauses"] == told[1][0]["clauses"]
    assert "silence binds like a refusal: to nothing" in said(hall, "consent", "show", "p3")


def test_consent_shows_and_exports_every_answer_without_addresses(hall: Hall) -> None:
    hall.say("keep")
    hall.say("accept")
    told = said(hall, "consent", "show", "person1@example.org")
    assert [line.split()[5] for line in told.splitlines()] == ["declined", "accepted"]
    entries = json.loads(said(hall, "consent", "show", "p1", "--format", "json"))
    assert [entry["answer"] for entry in entries] == ["declined", "accepted"]
    lines = said(hall, "consent", "export").splitlines()
    assert [json.loads(line)["leaf"] for line in lines] == [entries[1]["previous"], hall.ledger.head(1)]
    assert "example.org" not in "".join(lines)
    assert said(hall, "consent", "export", "--policy", "cookies") == ""


def test_sealing_and_verifying(hall: Hall) -> None:
    assert "nothing to seal" in said(hall, "consent", "seal")
    hall.say("keep")
    assert "would seal 1 entry" in said(hall, "consent", "seal", "--dry-run")
    assert "seal 1: 1 entry," in said(hall, "consent", "seal")
    hall.say("accept", 2)
    assert "verified: 2 entries, 1 of them under 1 seal;" in said(hall, "consent", "verify")
    wrong = run(hall, "consent", "verify", "--key", "ab")
    assert wrong.exit_code == 1
    assert "ledger seal 1: it was signed with a key that is not ours" in wrong.output


def test_a_tampered_ledger_fails_both_verifications_and_is_named(hall: Hall) -> None:
    hall.say("keep")
    assert "all as published" in said(hall, "verify")
    with hall.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER entry_no_update"))
        connection.execute(text("UPDATE entry SET body = replace(body, 'declined', 'accepted')"))
    for command in (("verify",), ("consent", "verify")):
        done = run(hall, *command)
        assert done.exit_code == 1
        assert "ledger entry 1: its words are not those that were hashed" in done.output


@pytest.mark.parametrize(
    ("who", "cause"),
    [
        ("nobody", "nobody with this external id or address"),
        ("shared@example.org", "2 people share this address"),
    ],
)
def test_a_person_must_be_named_alone(hall: Hall, who: str, cause: str) -> None:
    with hall.engine.begin() as connection:
        connection.execute(
            text("UPDATE person SET address_key = (SELECT address_key FROM person WHERE id = 3) WHERE id = 4")
        )
    name = "person3@example.org" if who.startswith("shared") else who
    done = run(hall, "binding", name)
    assert isinstance(done.exception, Refusal)
    assert cause in str(done.exception)


def test_a_person_without_this_policy_is_said_so(hall: Hall) -> None:
    with hall.engine.begin() as connection:
        connection.execute(text("UPDATE profile SET baselines = ''"))
    done = run(hall, "binding", "p1", "--policy", "privacy")
    assert "was never bound by privacy" in str(done.exception)
    assert said(hall, "binding", "p1") == ""


def test_settings_of_the_test_are_those_of_the_command(hall: Hall) -> None:
    assert Settings(key=hall.settings.key).secret("seal") == hall.settings.secret("seal")


def test_consent_and_binding_speak_the_language_of_the_terminal(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    hall.say("keep")
    assert "  refusé  2.0.0/retention-1\n" in said(hall, "consent", "show", "p1")
    assert said(hall, "consent", "seal").startswith("sceau 1\u00a0: 1 inscription, racine ")
    assert said(hall, "consent", "verify") == (
        "vérifié\u00a0: 1 inscription, dont 1 sous 1 sceau\u202f; tout est tel qu’écrit\n"
        "  0 sceau ancré dans git, 0 horodaté\n"
    )
    bound = said(hall, "binding", "p1", "--on", "2026-03-05")
    assert bound.startswith("privacy\u00a0: 2.0.0 lie p1 le 2026-03-05 ")
    assert "  retention-1  1.0.0  non accepté\u00a0: 2.0.0/retention-1\n" in bound
    assert "autres clauses\u00a0: 2.0.0\n" in bound
    assert "aucune clé" in said(hall, "keys", "list")
    assert "aucun appel" in said(hall, "hooks", "list")
    assert said(hall, "errands") == "transmis\u00a0: 0\n"
