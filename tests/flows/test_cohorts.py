"""From the pull request to the record: people who keep earlier words are told of, ruled on, and freed or left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from repositories import LONGER, edited

from notifier.adapters import records
from notifier.cli import group
from notifier.core.binding import binding
from notifier.core.release import Version

if TYPE_CHECKING:
    from repositories import PolicyRepo

RED = "2.0.0/retention-1"
TEN = (("sixty days", "ten days"), ("soixante jours", "dix jours"))
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
def reduced(repo: PolicyRepo) -> PolicyRepo:
    """Searches were kept for thirty days, then for sixty; now somebody proposes ten."""
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.release("2.0.0", edited(repo.texts, *LONGER), published=date(2025, 11, 1))
    repo.edit(edited(repo.texts, *TEN))
    repo.commit("Keep searches for ten days")
    return repo


def policy(repo: PolicyRepo, *arguments: str) -> str:
    done = CliRunner().invoke(
        group, ["--repo", str(repo.path), *arguments, "--today", "2026-01-05"], catch_exceptions=False
    )
    return done.output


def silent(repo: PolicyRepo) -> str:
    bound = binding(repo.catalog.history("privacy"), (), Version(1, 0, 0), LATER)
    return next(str(one.version) for one in bound if one.clause == "retention-1")


def test_check_tells_of_them_and_the_draft_asks(reduced: PolicyRepo) -> None:
    told = policy(reduced, "check", "privacy")
    assert f"people who did not accept '{RED}' keep the words of 1.0.0 (for them: people should know)" in told
    policy(reduced, "draft", "privacy")
    draft = reduced.read("policy/releases/privacy/next.toml")
    assert "[[held]]" in draft
    assert f'reduction = "{RED}"' in draft
    assert 'before = "We keep search requests for thirty days."' in draft
    policy(reduced, "draft", "privacy")
    assert reduced.read("policy/releases/privacy/next.toml") == draft


def released(repo: PolicyRepo, *ruling: str) -> None:
    policy(repo, "draft", "privacy")
    policy(repo, "review", "privacy", "--agree")
    if ruling:
        told = policy(repo, "review", "privacy", RED, *ruling)
        assert told.strip() == f"{RED}: people should know, ruled by Ada Martin <ada@example.org>"
    place = "policy/releases/privacy/next.toml"
    draft = repo.read(place).replace('en = ""', 'en = "Shorter."').replace('fr = ""', 'fr = "Plus court."')
    repo.write(place, draft)
    repo.commit("Rule on it")
    told = policy(repo, "release", "privacy")
    assert "2.1.0" in told, told


def test_left_alone_they_keep_their_words(reduced: PolicyRepo) -> None:
    released(reduced)
    assert reduced.catalog.history("privacy").records[-1].lifts == ()
    assert silent(reduced) == "1.0.0"


def test_ruled_on_they_move_and_the_record_says_why(reduced: PolicyRepo) -> None:
    released(reduced, "--level", "material", "--reason", "Ten days are fewer than thirty.")
    record = reduced.catalog.history("privacy").records[-1]
    assert record.lifts == (RED,)
    (freed,) = record.freed
    assert {change.ruling.reason for change in freed.changes if change.ruling} == {
        "Ten days are fewer than thirty."
    }
    assert silent(reduced) == "2.1.0"
    written = reduced.read("policy/releases/privacy/2.1.0.toml")
    assert records.write(records.read(written, place="x")) == written
    assert "verified" in CliRunner().invoke(group, ["--repo", str(reduced.path), "verify"]).output
