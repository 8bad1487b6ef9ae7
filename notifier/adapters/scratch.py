"""A scratch copy of the project's own repository, where a story can be played without touching anything."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import tempfile
from pathlib import Path

from git import Repo

from notifier.core.said import say
from notifier.errors import TextRefused

HOME = Path(__file__).resolve().parents[2]
"""The clone that the package runs from, if it does."""

SAMPLE = Path(__file__).resolve().parents[1] / "sample"
"""The project's own policy, as an installed package carries it: without a history."""

MARK = ".policy-demo"
"""The file that says that a folder was made by the demo, and may be made anew by it."""


def prepare(folder: Path | None) -> Path:
    """Give an empty folder for the scratch copy; one that an earlier demo made is emptied, any other is left alone."""
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="policy-demo-"))
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise TextRefused(
                say("is not empty"), source=str(folder), remedy=say("name a folder that does not exist yet")
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def copy(folder: Path, *, decision_url: str, site_url: str) -> Path:
    """Copy the repository with its whole history, or the sample of an installed package; its addresses lead here."""
    (folder / MARK).write_text("Made by policy demo; it may be deleted.\n", "utf-8")
    root = folder / "repository"
    with _cloned(root) if (HOME / ".git").exists() else _begun(root) as repo:
        with repo.config_writer() as config:
            config.set_value("user", "name", "Ada Laurent")
            config.set_value("user", "email", "ada@imagina-network.example")
        registry = root / "policy" / "policies.toml"
        told = registry.read_text("utf-8")
        for name, url in (("decision_url", decision_url), ("site_url", site_url)):
            told = re.sub(rf'^{name} = ".*"$', f'{name} = "{url}"', told, flags=re.MULTILINE)
        registry.write_text(told, "utf-8")
        repo.git.add(".")
        repo.git.commit("--quiet", "--no-verify", "--message", "Point the addresses at this machine")
    return root


def _cloned(root: Path) -> Repo:
    repo = Repo.clone_from(str(HOME), str(root), multi_options=["--no-hardlinks"])
    if repo.head.is_detached:
        repo.git.switch("--create", "demo")
    return repo


def _begun(root: Path) -> Repo:
    shutil.copytree(SAMPLE, root)
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Policies\n", "utf-8")
    return Repo.init(str(root), initial_branch="main")


def port() -> int:
    """Give a port of this machine that nobody uses now."""
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
