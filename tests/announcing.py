"""A release that people are told of, by commands as an operator types them."""

from __future__ import annotations

import email
from email.policy import default
from typing import TYPE_CHECKING

from click.testing import CliRunner

from notifier.cli import group

if TYPE_CHECKING:
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


def crowd(repo: PolicyRepo, count: int) -> None:
    """A file of people who read English and French by turns."""
    lines = [f"c{n},c{n}@example.org,{'en' if n % 3 else 'fr'},accounts,1.0.0" for n in range(count)]
    (repo.path / "people.csv").write_text("\n".join([PEOPLE.splitlines()[0], *lines, ""]), "utf-8")
