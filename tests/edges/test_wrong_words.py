"""Whatever a person types, and whatever their repository is like, no command ends in a traceback."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import click
import pytest
from command import LEAVES, policy
from repeats import again

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from repositories import PolicyRepo

STAYS = {("serve",), ("worker",), ("site", "serve"), ("demo",), ("site", "build")}
"""Commands that go on until somebody stops them, or take long: only wrong words are tried on them."""

ODD = (
    "",
    "-",
    "--",
    "..",
    "/dev/null/at/all",
    "*",
    "privacy/9.9.9",
    "-1",
    "1e999",
    "é\u202e",
    "\udcff",
    "x" * 5000,
)


def fitting(path: tuple[str, ...], folder: Path) -> list[str]:
    """Words of the right shape for every argument and every option that has to be there."""
    said = list(path)
    for one in LEAVES[path].params:
        wanted = isinstance(one, click.Argument) or one.required
        if wanted and isinstance(one, click.Option):
            said.append(one.opts[0])
        if wanted:
            said.append(_word(one, folder))
    return said


def _word(one: click.Parameter, folder: Path) -> str:
    match one.type:
        case click.Path():
            return str(folder / "strange")
        case click.Choice(choices=choices):
            return str(next(iter(choices)))
        case _ if one.type is click.INT or isinstance(one.type, click.IntRange):
            return "7"
        case _:
            return "privacy"


def no_folder(repo: PolicyRepo) -> None:
    repo.path = repo.path / "away"


def no_registry(repo: PolicyRepo) -> None:
    (repo.path / "policy/policies.toml").unlink()


def strange_registry(repo: PolicyRepo) -> None:
    (repo.path / "policy/policies.toml").write_bytes(b"\xff\xfe[[policy]\n")


def strange_text(repo: PolicyRepo) -> None:
    (repo.path / "policy/privacy.md").write_bytes(b"# Title\n\n\xff\xfe\x00")


def no_translation(repo: PolicyRepo) -> None:
    (repo.path / "translations/fr/policy/privacy.md").unlink()


def strange_record(repo: PolicyRepo) -> None:
    (repo.path / "policy/releases/privacy/1.0.0.toml").write_text("version = [1,\n", "utf-8")


def strange_draft(repo: PolicyRepo) -> None:
    (repo.path / "policy/releases/privacy/next.toml").write_text("after = 7\nclause = [1]\n", "utf-8")


def strange_store(repo: PolicyRepo) -> None:
    (repo.path / ".notifier").mkdir()
    (repo.path / ".notifier" / "notifier.db").write_bytes(b"no database" * 400)


def no_history(repo: PolicyRepo) -> None:
    (repo.path / ".git" / "HEAD").write_text("ref: refs/heads/elsewhere\n", "utf-8")


BREAKS = [
    no_folder, no_registry, strange_registry, strange_text, no_translation, strange_record, strange_draft,
    strange_store, no_history,
]  # fmt: skip


def told(repo: PolicyRepo, *words: str) -> None:
    """Run a command; it may refuse, in lines that say so."""
    ran = policy(repo.path, *words)
    assert ran.code in {0, 1, 2, 130}, words  # 130: asked, and nobody answered
    assert "Traceback" not in ran.err
    if ran.code == 1:
        assert all(line.startswith("policy: ") for line in ran.err.splitlines()), (words, ran.err)


@pytest.mark.parametrize("broken", BREAKS, ids=lambda one: one.__name__.replace("_", "-"))
def test_no_command_breaks_over_a_broken_repository(
    repo: PolicyRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: Callable[[PolicyRepo], None]
) -> None:
    monkeypatch.chdir(tmp_path)
    repo.release("1.0.0", published=date(2015, 10, 1))
    (tmp_path / "strange").write_bytes(b"\xff\xfe\x00 strange\n")
    broken(repo)
    for path in sorted(LEAVES.keys() - STAYS):
        told(repo, *fitting(path, tmp_path))


@again
@pytest.mark.parametrize("path", sorted(LEAVES))
def test_no_command_breaks_over_wrong_words(
    repo: PolicyRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    repo.release("1.0.0", published=date(2015, 10, 1))
    chance = Random("-".join(path))
    options = [name for one in LEAVES[path].params if isinstance(one, click.Option) for name in one.opts]
    told(repo, *path, "--nonsense")
    for _ in range(0 if path in STAYS else 6):
        words = chance.choices([*ODD, *options], k=chance.randint(1, 4))
        if not {"--watch", "--help"} & set(words):
            told(repo, *path, *words)
