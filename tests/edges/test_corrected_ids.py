"""The tool took one clause for another; a line in the release record says which is which, all the way to the site."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import ADA, PolicyRepo, edited, make
from sites import folder

if TYPE_CHECKING:
    from pathlib import Path

PLACE = "policy/releases/privacy/next.toml"
WENT = ("We keep search requests for thirty days.", "Whatever you looked for is gone after a month.")
PARTI = (
    "Nous gardons les recherches trente jours.",
    "Ce que vous avez cherché disparaît au bout d’un mois.",
)
WORDS = '\n[[ids]]\nwords = "Whatever you looked for"\nid = "{id}"\n'


def clauses(told: str) -> list[str]:
    return [change["clause"] for one in json.loads(told)["policies"] for change in one["changes"]]


@pytest.fixture
def home(tmp_path: Path, people: None) -> PolicyRepo:
    del people
    made = make(tmp_path / "home")
    made.release("1.0.0", published=date(2015, 10, 1))
    made.git("switch", "--quiet", "-c", "reworded")
    made.edit(edited(made.texts, WENT, PARTI))
    made.commit("Say it in plain words")
    return made


def draft(home: PolicyRepo, *more: str) -> None:
    summaries = ("--summary", "en=Searches, in plain words.", "--summary", "fr=Les recherches.")
    ran = policy(home.path, "draft", *summaries, "--today", "2026-01-05", *more)
    assert ran.code == 0, ran.err


def test_a_corrected_id_holds_from_the_pull_request_to_the_site(home: PolicyRepo, tmp_path: Path) -> None:
    check = ("check", "--today", "2026-01-05", "--base", "main")
    draft(home)
    before = policy(home.path, *check).out
    assert "retention-4" in before

    home.write(PLACE, home.read(PLACE) + WORDS.format(id="retention-1"))
    again = policy(home.path, *check)
    assert "retention-1" in again.out
    assert "retention-4" not in again.out
    draft(home)
    told = home.read(PLACE)
    assert 'clause = "retention-1"' in told
    assert "retention-4" not in told
    home.write(
        PLACE, told.replace('level = ""', 'level = "rights-reduction"').replace('by = ""', f'by = "{ADA}"')
    )
    home.commit("Rule, and say which clause it is")
    assert policy(home.path, *check).code == 0

    home.git("switch", "--quiet", "main")
    home.git("merge", "--quiet", "--no-ff", "-m", "Say it in plain words (#1)", "reworded")
    ran = policy(home.path, "release", "privacy", "--today", "2026-01-05")
    assert ran.code == 0, ran.err
    record = home.read("policy/releases/privacy/2.0.0.toml")
    assert 'corrected = [ { words = "Whatever you looked for", id = "retention-1" } ]' in record
    assert policy(home.path, "verify").code == 0
    assert (
        policy(home.path, "check", "--today", "2026-01-06").out == "privacy: nothing changed since 2.0.0.\n"
    )
    shown = policy(home.path, "diff", "privacy", "1.0.0", "2.0.0", "--format", "json").out
    assert [change["clause"] for change in json.loads(shown)["changes"]] == ["retention-1"]

    folder(home.path)
    out = tmp_path / "site"
    built = policy(home.path, "site", "build", "--on", "2026-03-01", "--out", str(out))
    assert built.code == 0, built.err
    life = (out / "privacy" / "clauses" / "retention-1" / "index.html").read_text("utf-8")
    assert "search requests" in life
    assert "Whatever you looked for" in life
    assert not (out / "privacy" / "clauses" / "retention-4").exists()
    assert 'id="retention-1"' in (out / "privacy" / "index.html").read_text("utf-8")


def test_a_clause_said_to_be_new_is_one_clause_that_went_and_one_that_came(home: PolicyRepo) -> None:
    longer = (
        (WENT[1], "We keep search requests for sixty days."),
        (PARTI[1], PARTI[0].replace("trente", "soixante")),
    )
    home.edit(edited(home.texts, *longer))
    draft(home)
    assert 'clause = "retention-1"' in home.read(PLACE)
    home.write(
        PLACE, home.read(PLACE) + WORDS.replace("Whatever you looked for", "We keep search").format(id="")
    )
    draft(home)
    told = home.read(PLACE)
    assert 'clause = "retention-1"' in told
    assert 'clause = "retention-4"' in told


def test_an_id_that_nobody_had_is_refused_in_the_pull_request(home: PolicyRepo) -> None:
    draft(home)
    home.write(PLACE, home.read(PLACE) + WORDS.format(id="storage-9"))
    ran = policy(home.path, "check", "--today", "2026-01-05", "--base", "main")
    assert ran.code == 1
    assert "the release before has no clause 'storage-9'" in ran.err + ran.out
