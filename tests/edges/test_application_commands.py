"""Operators make keys, tell systems of events and look after errands at the command line."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import desks
from applications import BASE
from click.testing import CliRunner
from listeners import listening
from sqlalchemy import update

from notifier.adapters.store.keys import Keys
from notifier.adapters.store.outgoing_tables import errand
from notifier.cli import group
from notifier.core.errand import Happening
from notifier.errors import Refusal

if TYPE_CHECKING:
    from click.testing import Result
    from desks import Hall


def run(hall: Hall, *arguments: str, **env: str) -> Result:
    given = {"NOTIFIER_KEY": desks.KEY, "NOTIFIER_OPERATOR": "Ada", **env}
    return CliRunner(env=given).invoke(group, ["--repo", str(hall.repo.path), *arguments])


def said(hall: Hall, *arguments: str, **env: str) -> str:
    done = run(hall, *arguments, **env)
    assert done.exit_code == 0, (done.output, done.exception)
    return done.output


def refusal(hall: Hall, *arguments: str) -> str:
    done = run(hall, *arguments)
    assert isinstance(done.exception, Refusal), (done.output, done.exception)
    return str(done.exception)


def test_a_key_is_shown_once_opens_what_it_says_and_ends(hall: Hall) -> None:
    key, last = said(hall, "keys", "create", "shop", "--scope", "binding:read").splitlines()
    assert last == "keep it now: it is not shown again"
    asks = {"headers": {"Authorization": f"Bearer {key}"}, "params": {"person": "p1"}}
    assert hall.client.get(f"{BASE}/binding", **asks).status_code == 200
    assert hall.client.get(f"{BASE}/people", **asks).status_code == 403
    listed = said(hall, "keys", "list")
    assert re.fullmatch(r"shop  binding:read  since \d{4}-\d\d-\d\d, Ada\n", listed)
    assert key not in listed + said(hall, "keys", "list", "--format", "json")
    assert said(hall, "keys", "revoke", "shop", "--dry-run") == "would revoke 'shop'\n"
    assert hall.client.get(f"{BASE}/binding", **asks).status_code == 200
    assert said(hall, "keys", "revoke", "shop") == "revoked 'shop'\n"
    assert hall.client.get(f"{BASE}/binding", **asks).status_code == 401
    assert "  revoked " in said(hall, "keys", "list")
    (one,) = json.loads(said(hall, "keys", "list", "--format", "json"))
    assert (one["name"], one["scopes"], one["created_by"]) == ("shop", ["binding:read"], "Ada")
    assert one["revoked_at"]


def test_making_a_key_may_be_tried(hall: Hall) -> None:
    told = said(
        hall, "keys", "create", "shop", "--scope", "people:write", "--scope", "binding:read", "--dry-run"
    )
    assert told == "would make a key 'shop' for binding:read, people:write\n"
    assert Keys(hall.engine, secrets=hall.settings.secrets("api keys")).all() == ()
    assert said(hall, "keys", "list") == "no key; make one: policy keys create NAME --scope binding:read\n"


def test_keys_that_cannot_be_made_or_ended_are_refused_in_a_line(hall: Hall) -> None:
    said(hall, "keys", "create", "shop", "--scope", "binding:read")
    for arguments in (
        ("keys", "create", "shop", "--scope", "binding:read"),
        ("keys", "create", "", "--scope", "binding:read"),
        ("keys", "revoke", "nobody"),
    ):
        told = refusal(hall, *arguments)
        assert "\n" not in told.strip(), told
    assert run(hall, "keys", "create", "x", "--scope", "everything").exit_code == 2
    assert run(hall, "keys", "create", "x").exit_code == 2


def test_a_system_is_told_from_when_it_is_added_until_it_is_ended(hall: Hall) -> None:
    with listening() as listener:
        hook, secret = said(hall, "hooks", "add", listener.url, "--internal").splitlines()
        assert hook == "hook 1"
        assert said(hall, "hooks", "secret", "1") == f"{secret}\n"
        hall.clock.at = datetime.now(UTC)  # as the command does
        hall.say("keep")
        assert said(hall, "errands") == "told 2\n"
        (heard,) = listener.heard
        assert heard.signed(secret)
        listed = said(hall, "hooks", "list")
        assert f"hook 1  {listener.url}\n" in listed
        assert f"told 1, waiting 0, given up 0: {', '.join(sorted(Happening))}" in listed
        assert said(hall, "hooks", "end", "1", "--dry-run") == "would end hook 1\n"
        assert said(hall, "hooks", "end", "1") == "ended hook 1\n"
        assert f"hook 1  {listener.url}  ended\n" in said(hall, "hooks", "list")
        (one,) = json.loads(said(hall, "hooks", "list", "--format", "json"))
        assert (one["done"], one["internal"], one["failures"]) == (1, True, [])
        assert said(hall, "errands", "--dry-run") == "1 call to hook 1, done\n1 receipt, done\n"
        assert said(hall, "errands") == "told 0\n"


def test_what_a_system_did_not_take_is_shown_and_may_be_tried_again(hall: Hall) -> None:
    with listening() as listener:
        listener.statuses = [500]
        said(hall, "hooks", "add", listener.url, "--internal", "--event", "decision.recorded")
        hall.clock.at = datetime.now(UTC)
        hall.say("keep")
        said(hall, "errands")
        listed = said(hall, "hooks", "list")
        assert "told 0, waiting 1, given up 0: decision.recorded" in listed
        assert "last failure: " in listed
        assert "500" in listed
        with hall.engine.begin() as connection:
            connection.execute(update(errand).where(errand.c.kind == "call").values(state="given_up"))
        assert said(hall, "errands", "--again").splitlines()[0] == "trying 1 once more"
        assert "told 1, waiting 0" in said(hall, "hooks", "list")
        assert len(listener.heard) == 2


def test_adding_a_system_may_be_tried_and_a_bad_address_is_refused(hall: Hall) -> None:
    told = said(
        hall, "hooks", "add", "https://shop.example.org/hook", "--event", "decision.recorded", "--dry-run"
    )
    assert told == "would tell https://shop.example.org/hook of decision.recorded\n"
    assert said(hall, "hooks", "list") == "no hook; add one: policy hooks add https://…\n"
    for arguments in (
        ("hooks", "add", "ftp://shop.example.org"),
        ("hooks", "add", "nowhere"),
        ("hooks", "secret", "7"),
        ("hooks", "end", "7"),
    ):
        told = refusal(hall, *arguments)
        assert "\n" not in told.strip(), told


def test_the_commands_speak_french(hall: Hall) -> None:
    french = {"LC_ALL": "fr_FR.UTF-8"}
    assert "aucune clé" in said(hall, "keys", "list", **french)
    assert "aucun" in said(hall, "hooks", "list", **french)
