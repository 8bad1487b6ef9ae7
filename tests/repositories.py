"""Real git repositories for tests: fixed people, fixed days, so that hashes are the same everywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from notifier.adapters.catalog import Catalog, text_place
from notifier.core.changeset import key
from notifier.core.draft import Draft, Entry
from notifier.core.text import EN, FR, Language
from notifier.flows.prepare import prepare
from notifier.flows.release import release

if TYPE_CHECKING:
    from collections.abc import Callable

    from notifier.core.release import Record

ADA = "Ada Martin <ada@example.org>"
BEN = "Ben Okoye <ben@example.org>"

PEOPLE = {
    "GIT_AUTHOR_NAME": "Ada Martin",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-05T09:00:00+0100",
    "GIT_COMMITTER_NAME": "Ada Martin",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_COMMITTER_DATE": "2026-01-05T09:00:00+0100",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}

REGISTRY = """\
organisation = "Example House"
contact = "privacy@example.org"
site_url = "https://policies.example.org/"
decision_url = "https://decide.example.org/"

[services.accounts]
titles = { en = "Accounts", fr = "Comptes" }
channels = ["site", "feed", "email"]

[services.library]
titles = { en = "Library", fr = "Bibliothèque" }
channels = ["site"]

[policies.privacy]
titles = { en = "Privacy policy", fr = "Règles de confidentialité" }
governing = "en"
languages = ["en", "fr"]
services = ["accounts", "library"]
protected = ["changes"]
notice_days = { editorial = 0, material = 14, rights-reduction = 30 }
"""

V1 = {
    EN: dedent(
        """\
        # Privacy policy {#privacy}

        This policy says what we do with your data.

        ## Retention {#retention}

        We keep search requests for thirty days.

        - Photos are deleted when you delete them.
        - Letters are kept for one year.

        ## Changes {#changes}

        We never reduce your rights without your express consent.
        """
    ),
    FR: dedent(
        """\
        # Règles de confidentialité {#privacy}

        Ces règles disent ce que nous faisons de vos données.

        ## Conservation {#retention}

        Nous gardons les recherches trente jours.

        - Les photos sont supprimées quand vous les supprimez.
        - Les lettres sont gardées un an.

        ## Modifications {#changes}

        Nous ne réduisons jamais vos droits sans votre accord exprès.
        """
    ),
}


def edited(texts: dict[Language, str], *changes: tuple[str, str]) -> dict[Language, str]:
    """The texts with words replaced, in whatever language they stand; words that are nowhere are a mistake."""
    done = dict(texts)
    for before, after in changes:
        places = [language for language, text in done.items() if before in text]
        assert places, before
        for language in places:
            done[language] = done[language].replace(before, after)
    return done


LONGER = (("thirty days", "sixty days"), ("trente jours", "soixante jours"))
"""Search requests are kept for longer, in both languages: a rights reduction."""

SHORTER = (("thirty days", "ten days"), ("trente jours", "dix jours"))
"""Search requests are kept for less long, in both languages: material, and nothing is taken from anyone."""


@dataclass
class PolicyRepo:
    """A repository of policies on its way."""

    path: Path
    today: date = date(2026, 1, 5)
    texts: dict[Language, str] = field(default_factory=lambda: dict(V1))

    @property
    def catalog(self) -> Catalog:
        return Catalog(self.path)

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(self.path), *arguments], check=True, capture_output=True, text=True
        ).stdout.strip()

    def write(self, place: str, text: str) -> None:
        path = self.path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, place: str) -> str:
        return (self.path / place).read_bytes().decode()

    def edit(self, texts: dict[Language, str], name: str = "privacy") -> None:
        self.texts = texts
        for language, text in texts.items():
            self.write(text_place(name, language), text)

    def commit(self, message: str = "Work on the text") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def release(
        self,
        version: str,
        texts: dict[Language, str] | None = None,
        *,
        name: str = "privacy",
        published: date | None = None,
        effective: date | None = None,
        historic: bool = True,
    ) -> Record:
        """Release the texts, every change ruled as assessed by Ada; the version is what must come out."""
        self.edit(texts or self.texts, name)
        told = published or self.today

        def edit(draft: Draft) -> Draft:
            return replace(
                draft,
                published_on=told,
                effective_on=effective or told,
                summaries=((EN, f"What {version} changes."), (FR, f"Ce que {version} change.")),
                entries=draft.entries or self.agreed(name),
            )

        done = release(self.catalog, name, today=self.today, historic=historic, edit=edit)
        assert not done.plan.refusals, [str(refusal) for refusal in done.plan.refusals]
        assert done.plan.record is not None
        assert str(done.plan.record.version) == version
        return done.plan.record

    def agreed(self, name: str = "privacy") -> tuple[Entry, ...]:
        """Rule on every change as the rules assess it."""
        judged = prepare(self.catalog, name, today=self.today).plan.judged
        return tuple(
            Entry(
                clause=one.clause,
                keys=((one.language, key(one.assessed.change, one.language)),),
                level=one.assessed.level,
                by=ADA,
                on=self.today,
            )
            for one in judged
        )


def make(path: Path) -> PolicyRepo:
    """A fresh repository with the registry and the first texts, nothing released yet."""
    return copied(first, PolicyRepo(path))


def first(repo: PolicyRepo) -> None:
    """Begin a repository, as every fresh one is."""
    begun = ["git", "init", "--quiet", "--template=", "--initial-branch=main", str(repo.path)]
    subprocess.run(begun, check=True)
    repo.write("policy/policies.toml", REGISTRY)
    repo.edit(dict(V1))
    repo.commit("Write the first policy")


def copied(story: Callable[[PolicyRepo], None], repo: PolicyRepo) -> PolicyRepo:
    """Give a repository that this has happened to; it happens once for all tests of a process, for git takes its time."""
    folder, texts = _happened(story)
    shutil.copytree(folder.name, repo.path, dirs_exist_ok=True)
    repo.texts = dict(texts)
    return repo


@cache
def _happened(
    story: Callable[[PolicyRepo], None],
) -> tuple[tempfile.TemporaryDirectory[str], dict[Language, str]]:
    """Let a story happen on its fixed days; the folder lives as long as the process."""
    folder = tempfile.TemporaryDirectory(prefix="notifier-repo-")
    repo = PolicyRepo(Path(folder.name))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in PEOPLE.items():
            patch.setenv(name, value)
        story(repo)
    return folder, repo.texts


def lengthened(repo: PolicyRepo, *, effective: date) -> None:
    """Release twice: what is announced in January takes something away from a day on."""
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.release(
        "2.0.0",
        edited(repo.texts, *LONGER),
        published=date(2026, 1, 5),
        effective=effective,
        historic=False,
    )
