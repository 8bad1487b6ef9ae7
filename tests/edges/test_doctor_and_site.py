from __future__ import annotations

import html
import json
import threading
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import SHORTER, V1, PolicyRepo, edited

from notifier.core.release import in_force
from notifier.render import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from notifier.core.release import Record
    from notifier.core.text import Language


def _page(repo: PolicyRepo, record: Record, language: Language) -> str:
    clauses = repo.catalog.document(record, language).clauses
    body = "".join(f"<p id='{clause.id}'>{html.escape(clause.text)}</p>" for clause in clauses)
    return f"<!doctype html><style>p {{}}</style><body>{body}</body>"


def publish(repo: PolicyRepo, out: Path, on: date) -> None:
    """Write the pages and texts that a site has of every release, as plainly as can be."""
    history = repo.catalog.history("privacy")
    current = in_force(history, on)
    for record in history.records:
        for ref in record.texts:
            folder = out / addresses.version(ref.language, record.policy, record.version)
            folder.mkdir(parents=True)
            (folder / "index.html").write_text(_page(repo, record, ref.language), "utf-8")
            text = repo.catalog.text(record, ref.language)
            (folder / f"privacy-{record.version}-{ref.language}.md").write_text(text, "utf-8")
            if record == current:
                place = out / addresses.text(ref.language, record.policy) / "index.html"
                place.write_text(_page(repo, record, ref.language), "utf-8")


@pytest.fixture
def two(repo: PolicyRepo) -> PolicyRepo:
    """A policy of 2015, changed in 2016."""
    repo.release("1.0.0", published=date(2015, 10, 1))
    repo.release("1.1.0", edited(V1, *SHORTER), published=date(2016, 6, 1))
    return repo


@pytest.fixture
def site(two: PolicyRepo, tmp_path: Path) -> Path:
    """The published site of both releases."""
    publish(two, tmp_path / "site", date(2026, 1, 5))
    return tmp_path / "site"


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site behind an address on this machine."""

    class Silent(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_site_that_says_what_was_released_verifies(two: PolicyRepo, site: Path) -> None:
    assert policy(two.path, "verify", "--site", str(site)).out.startswith("verified: 2 records")


def test_a_site_is_verified_by_its_address_too(two: PolicyRepo, site: Path, address: str) -> None:
    assert policy(two.path, "verify", "--site", address).code == 0
    (site / "privacy/versions/1.0.0/privacy-1.0.0-en.md").unlink()
    told = policy(two.path, "verify", "--site", address).err
    assert told == (
        "policy: privacy/versions/1.0.0/privacy-1.0.0-en.md: is not on the site; "
        "run policy site build, then publish it\n"
    )


def test_github_apr_24_words_on_the_site_that_were_not_released_are_named(
    two: PolicyRepo, site: Path
) -> None:
    page = site / "fr/privacy/index.html"
    page.write_text(page.read_text("utf-8").replace("dix jours", "vingt jours"), "utf-8")
    text = site / "privacy/versions/1.1.0/privacy-1.1.0-en.md"
    text.write_text(text.read_text("utf-8").replace("ten days", "twenty days"), "utf-8")
    assert policy(two.path, "verify", "--site", str(site)).err.splitlines() == [
        "policy: privacy/versions/1.1.0/privacy-1.1.0-en.md: is not the text that privacy 1.1.0 released",
        "policy: fr/privacy/: does not say 'retention-1' as 1.1.0 does",
    ]


def test_a_page_that_is_missing_is_named(two: PolicyRepo, site: Path) -> None:
    (site / "privacy/index.html").unlink()
    assert "policy: privacy/: is not on the site" in policy(two.path, "verify", "--site", str(site)).err


def test_a_site_that_is_not_there_is_one_line(two: PolicyRepo) -> None:
    ran = policy(two.path, "verify", "--site", "/nowhere/at/all")
    assert (ran.code, ran.err) == (
        1,
        "policy: /nowhere/at/all: not a folder; run policy site build, or give an address\n",
    )
    ran = policy(two.path, "verify", "--site", "http://127.0.0.1:9")
    assert "the site does not answer" in ran.err


# The doctor


@pytest.fixture
def healthy(two: PolicyRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PolicyRepo:
    """A repository and a deployment with nothing wrong."""
    monkeypatch.setenv("NOTIFIER_FOLDER", str(tmp_path / "deployment"))
    monkeypatch.setenv("NOTIFIER_TRANSPORT", "smtp")
    monkeypatch.setenv("NOTIFIER_SMTP_HOST", "mail.example.org")
    monkeypatch.setenv("NOTIFIER_MAIL_FROM", "privacy@example.org")
    return two


def test_a_healthy_repository_is_told_so(healthy: PolicyRepo) -> None:
    assert policy(healthy.path, "doctor").out == "all is well\n"


def test_auditbuffet_a_promised_channel_without_mail_settings_is_told(
    healthy: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFIER_MAIL_FROM", "")
    assert policy(healthy.path, "doctor").out == (
        "NOTIFIER_MAIL_FROM: accounts promises email, and none can leave: no address to send from; set it\n"
    )
    monkeypatch.setenv("NOTIFIER_TRANSPORT", "outbox")
    assert "mail only goes to a folder" in policy(healthy.path, "doctor").out
    monkeypatch.setenv("NOTIFIER_TRANSPORT", "pigeon")
    assert "NOTIFIER_TRANSPORT" in policy(healthy.path, "doctor").out


def test_bedrock_16054_a_release_that_nobody_was_warned_of_is_told(
    healthy: PolicyRepo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    texts = edited(healthy.texts, ("one year", "six months"), ("un an", "six mois"))
    healthy.release("1.2.0", texts, historic=False, effective=date(2026, 1, 30))
    monkeypatch.setenv("NOTIFIER_DATABASE_URL", f"sqlite:///{tmp_path / 'store.db'}")
    told = policy(healthy.path, "doctor").out
    assert (
        "nobody was warned of privacy 1.2.0, published 2026-01-05; run policy notify plan privacy\n" in told
    )


def test_a_database_that_cannot_be_reached_is_told(
    healthy: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTIFIER_DATABASE_URL", "sqlite:////proc/nowhere/store.db")
    ran = policy(healthy.path, "doctor")
    assert ran.code == 1
    assert "NOTIFIER_DATABASE_URL" in ran.out


def test_the_mozilla_preview_left_over_a_site_that_missed_the_day_is_told(
    healthy: PolicyRepo, tmp_path: Path
) -> None:
    publish(healthy, tmp_path / "old", date(2015, 12, 1))
    told = policy(healthy.path, "doctor", "--site", str(tmp_path / "old")).out
    assert told == (
        f"{tmp_path / 'old'}: the site does not show privacy 1.1.0, in force since 2016-06-01; run policy site build\n"
    )


def test_a_late_translation_a_wrong_clock_and_a_tampered_record_are_told(
    healthy: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy.edit(edited(healthy.texts, ("one year", "half a year")))
    place = "policy/releases/privacy/1.0.0.toml"
    healthy.write(place, healthy.read(place).replace("1.0.0 changes", "1.0.0 changed"))
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2090-01-05T09:00:00+0100")
    healthy.git("commit", "--quiet", "--allow-empty", "-m", "From the future")
    told = json.loads(policy(healthy.path, "doctor", "--format", "json").out)
    causes = " | ".join(one["cause"] for one in told)
    assert "1 clause of privacy is late in French: retention-3" in causes
    assert "the last commit was made 2090-01-05" in causes
    assert {one["place"] for one in told} >= {place}


def test_a_shallow_clone_and_a_nameless_git_are_told(
    healthy: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = healthy.path.parent / "shallow"
    healthy.git("clone", "--quiet", "--depth=1", healthy.path.as_uri(), str(shallow))
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.setenv(name, "")
    told = policy(shallow, "doctor").out
    assert "this clone is shallow: old texts are cut off; run git fetch --unshallow" in told
