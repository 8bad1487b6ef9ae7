"""The tutorial, played as it is written: every command, and what it answers."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from notifier.adapters.scratch import port
from notifier.adapters.visitor import answer, mails

PAGE = Path(__file__).parents[2] / "docs" / "tutorial.md"
PART = re.compile(r"^```(\w+)\n(.*?)^```$|^<!-- visitor: (\S+) (\w+) -->$", re.MULTILINE | re.DOTALL)


class Reader:
    """A stranger who types what the tutorial says, in an empty folder."""

    def __init__(self, folder: Path, number: int, stack: ExitStack) -> None:
        self.folder = self.here = folder
        self.number = number
        self.stack = stack
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("NOTIFIER_", "GIT_"))
        }
        self.environment = kept | {"PATH": path, "HOME": str(folder), "GIT_CONFIG_GLOBAL": os.devnull}

    def types(self, line: str) -> str:
        """Type one command, and give what it says."""
        line = line.replace("8080", str(self.number))
        if line.startswith("cd "):
            self.here = self.here / line.removeprefix("cd ")
            return ""
        if line.endswith(" &"):
            self.starts(line.removesuffix(" &"))
            return ""
        # What it complains of comes first, as a person is likely to see it.
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.here,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return (done.stderr + done.stdout).replace("\u00a0", " ")

    def starts(self, line: str) -> None:
        """Start a server, and stop it at the end."""
        server = subprocess.Popen(
            ["bash", "-c", f"exec {line}"], cwd=self.here, env=self.environment, stderr=subprocess.DEVNULL
        )
        self.stack.callback(server.wait, 20)
        self.stack.callback(server.terminate)

    def answers(self, address: str, choice: str) -> None:
        """Follow the link in a mail, and answer."""
        home = f"http://127.0.0.1:{self.number}/"
        sent = {mail.to: mail.link for mail in mails(self.here / ".notifier" / "outbox", decision_url=home)}
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.number)):
                break
            time.sleep(0.1)
        answer(sent[address], choice)


def told(block: str) -> list[tuple[str, str]]:
    """Cut a block into commands, each with what it is said to answer."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def pattern(expected: str) -> str:
    """Make a pattern of an answer; `…` is anything, and alone on a line any lines."""
    lines = []
    for line in expected.splitlines():
        if line == "…":
            lines.append(r"(?:.*\n)*?")
        else:
            # Only `…` is special; the rest stands as it is.
            lines.append(".*".join(re.escape(part) for part in line.split("…")) + r"\n")
    return "".join(lines)


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    with ExitStack() as stack:
        reader = Reader(tmp_path, port(), stack)
        for kind, block, address, choice in PART.findall(PAGE.read_text("utf-8")):
            if address:
                reader.answers(address, choice)
            elif kind == "csv":
                (tmp_path / "people.csv").write_text(block, "utf-8")
            else:
                for line, expected in told(block):
                    said = reader.types(line)
                    assert re.fullmatch(pattern(expected), said), f"$ {line}\n{said}"


@pytest.mark.parametrize(
    ("expected", "said", "fits"),
    [("a\n", "a\n", True), ("a …\n", "a b\n", True), ("…\nz\n", "x\ny\nz\n", True), ("a\n", "a\nb\n", False)],
)
def test_only_the_sign_for_anything_stands_for_anything(expected: str, said: str, *, fits: bool) -> None:
    assert bool(re.fullmatch(pattern(expected), said)) is fits
