"""Build the site of a long history, and the same pages as Markdown with plain mkdocs-material, in one run.

    python -m tests.benchmarks.site [--full]

Every build is a process of its own, its start included, and its CPU time is counted, so that a busy machine changes
little. Cold builds of ours and of the peer take turns, each in a folder that nobody built in, and the median of four counts:
one build swings by a fifth. Plain Material is measured at its best (no search, nothing in the navigation) and as it comes. At 500 versions it
is drawn on from 30 and 100, in a straight line; `--full` builds it, and looks at every page in both colours on both
screens. Sites are written to memory where the system has such a folder, so that the disk is not measured. The package is
compiled first, as every installed one is.
"""

from __future__ import annotations

import compileall
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import notifier
from tests.benchmarks.site import quality
from tests.benchmarks.site.history import markdown, repository, steps

if TYPE_CHECKING:
    from collections.abc import Callable

FEW, SOME, MANY = 30, 100, 500
ROUNDS = 4
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
BIN = Path(sys.executable).parent
METER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(code)
"""
"""Starts a command from a small process: the peak that a system tells of a child begins with that of its parent."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a process took.

    Attributes:
        cpu: seconds, of it and its children.
        memory: its peak, in MB.
    """

    cpu: float
    memory: float


def run(*command: str, at: Path) -> Run:
    """Run a command to its end."""
    told = subprocess.run(
        [sys.executable, "-c", METER, *command],
        cwd=at,
        env=QUIET,
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {told.returncode}: {told.stderr[-800:]}")
    cpu, memory = map(float, told.stdout.splitlines()[-1].split())
    return Run(cpu=cpu, memory=memory / 1024)


def ours(root: Path) -> Run:
    """Build with this package."""
    return run(str(BIN / "policy"), "site", "build", at=root)


def plain(root: Path, versions: int, *, ordinary: bool = False) -> Run:
    """Build the same pages with plain mkdocs-material."""
    markdown(root, steps(versions), ordinary=ordinary)
    return run(str(BIN / "mkdocs"), "build", "--quiet", at=root)


def turns(*builds: Callable[[int], Run]) -> list[Run]:
    """Let builds take turns, told the number of the round, and give the median of each."""
    rounds = [[build(number) for build in builds] for number in range(ROUNDS)]
    return [
        Run(
            cpu=statistics.median(one.cpu for one in told),
            memory=statistics.median(one.memory for one in told),
        )
        for told in zip(*rounds, strict=True)
    ]


def cold(root: Path) -> Callable[[int], Run]:
    """Give a build with this package in a copy of a repository where nobody built before; the first copy stays."""

    def build(number: int) -> Run:
        copy = Path(shutil.copytree(root, root.with_name(f"{root.name}-{number}")))
        told = ours(copy)
        if number:
            shutil.rmtree(copy)
        return told

    return build


def row(what: str, peer: str, mine: str, share: str, goal: str, *, good: bool | None) -> None:
    """Print one line of the table."""
    verdict = "" if good is None else "ok" if good else "MISSED"
    print(f"{what:<58} {peer:>12} {mine:>10} {share:>7}  {goal:<9} {verdict}", flush=True)


def compared(what: str, peer: Run | float, mine: Run, goal: float) -> None:
    """Print our CPU time beside that of a peer."""
    theirs = peer if isinstance(peer, float) else peer.cpu
    share = mine.cpu / theirs
    row(what, f"{theirs:.1f} s", f"{mine.cpu:.2f} s", f"{share:.3f}", f"<= {goal}", good=share <= goal)


def weight(site: Path) -> float:
    """Weigh what the text in force loads for its first view in KB, compressed where it is text."""
    page = site / "privacy/index.html"
    told = page.read_text("utf-8")
    loaded = re.findall(r'<(?:link|script)[^>]* (?:href|src)="?([^" >]+\.(?:css|js|svg|woff2))', told)
    parts = {page, *((page.parent / name).resolve() for name in loaded)}
    sizes = [
        part.stat().st_size if part.suffix == ".woff2" else len(gzip.compress(part.read_bytes(), 9))
        for part in parts
    ]
    return sum(sizes) / 1024


def main(*, full: bool) -> None:
    """Print the table."""
    compileall.compile_dir(Path(notifier.__file__).parent, quiet=1)
    shared = Path("/dev/shm")
    place = shared if os.access(shared, os.W_OK) else None
    row("", "plain", "ours", "ratio", "to reach", good=None)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        base = Path(folder)
        repository(base / "few", steps(FEW))
        few, lean = turns(cold(base / "few"), lambda n: plain(base / f"lean-{n}", FEW))
        compared(f"{FEW} versions, cold, CPU; beside Material at its best", lean, few, 0.3)
        usual = plain(base / "usual", FEW, ordinary=True)
        compared(f"{FEW} versions, cold, CPU; beside Material as it comes", usual, few, 0.3)
        history = steps(MANY + 1)
        repository(base / "many", history[:-1])
        other = MANY if full else SOME
        many, more = turns(cold(base / "many"), lambda n: plain(base / f"more-{n}", other))
        if full:
            theirs, how = more.cpu, "built"
        else:
            theirs = lean.cpu + (more.cpu - lean.cpu) * (MANY - FEW) / (SOME - FEW)
            how = f"from {FEW} and {SOME}"
        compared(f"{MANY} versions, cold, CPU (plain: {how})", theirs, many, 0.2)
        row(f"{MANY} versions, memory", "", f"{many.memory:.0f} MB", "", "<= 250", good=many.memory <= 250)
        repository(base / "many-0", history, beginning=MANY)
        compared(f"rebuild after one new release at {MANY}, CPU", theirs, ours(base / "many-0"), 0.08)
        heavy = weight(base / "few-0/site")
        row("first view of the text in force, gzip", "", f"{heavy:.0f} KB", "", "<= 120", good=heavy <= 120)
        for what, told, goal, good in quality.figures(base / "few-0/site", full=full):
            row(what, "", told, "", goal, good=good)


if __name__ == "__main__":
    main(full="--full" in sys.argv[1:])
