"""Measure the command, the reading of old texts and the import of histories, beside git, in one run.

    python -m tests.benchmarks.release [--quick]

Real histories are read from POLICY_CORPUS, or from ../shared/corpus beside the repository.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.adapters import rules
from notifier.adapters.catalog import Catalog
from notifier.adapters.registry import read as read_registry
from notifier.adapters.repository import Repository
from notifier.core.chronicle import Step
from notifier.core.text import EN, FR, Language
from notifier.flows.bring_in import assessed

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = 1000
REGISTRY = """\
organisation = "Bench"
contact = "bench@example.org"
site_url = "https://example.org/"
decision_url = "https://example.org/"
[services.all]
titles = { en = "All", fr = "Tout" }
channels = ["site"]
[policies.privacy]
titles = { en = "Privacy", fr = "Vie privée" }
languages = ["en", "fr"]
services = ["all"]
notice_days = { material = 14, rights-reduction = 30 }
"""
PEOPLE = {
    f"GIT_{role}_{what}": said
    for role in ("AUTHOR", "COMMITTER")
    for what, said in (("NAME", "Bench"), ("EMAIL", "bench@example.org"))
}


def wall(work: Callable[[], object], runs: int) -> float:
    """Give the median wall time of a piece of work, after one that warms up."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def cpu() -> float:
    """Give the CPU seconds of this process and its children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def told(what: str, value: str, limit: str, *, good: bool | None) -> None:
    """Print one line of the table."""
    print(f"{what:<58} {value:>12}  {limit:<18} {'' if good is None else 'ok' if good else 'MISSED'}")


def policy_text(language: Language, *, changed: bool = False) -> str:
    """Write a policy of 300 clauses; in the changed one every tenth says something else."""
    lines = ["# Policy {#policy}" if language == EN else "# Politique {#policy}", ""]
    for n in range(1, 300):
        if n % 20 == 0:
            lines += [f"## {'Part' if language == EN else 'Partie'} {n} {{#part-{n}}}", ""]
            continue
        days = n + 1 if changed and n % 10 == 3 else n
        english = f"We keep the records of kind {n} for {days} days after you close your account, and then delete them."
        french = f"Nous gardons les données de type {n} pendant {days} jours après la fermeture de votre compte, puis les effaçons."
        lines += [english if language == EN else french, ""]
    return "\n".join(lines)


def repository(folder: Path) -> Path:
    """Make a repository with one release, and a working tree with 30 changes in both languages."""
    os.environ.update(PEOPLE)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    places = {EN: folder / "policy/privacy.md", FR: folder / "translations/fr/policy/privacy.md"}
    for language, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(policy_text(language), "utf-8")
    (folder / "policy/policies.toml").write_text(REGISTRY, "utf-8")
    command = [sys.executable, "-m", "notifier", "--repo", str(folder), "release", "privacy", "--historic"]
    day = [
        "--published",
        "2020-01-01",
        "--effective",
        "2020-01-01",
        "--summary",
        "en=First.",
        "--summary",
        "fr=Premier.",
    ]
    subprocess.run([*command, *day], check=True, capture_output=True)
    for language, place in places.items():
        place.write_text(policy_text(language, changed=True), "utf-8")
    return folder


def command_times(folder: Path, runs: int) -> None:
    """Measure the command as people start it."""
    policy = str(Path(sys.executable).with_name("policy"))

    def run(*arguments: str) -> Callable[[], object]:
        return lambda: subprocess.run([*arguments], check=False, capture_output=True, cwd=folder)

    bare = wall(run(sys.executable, "-c", "pass"), runs)
    helped = wall(run(policy, "--help"), runs)
    loaded = wall(run(sys.executable, "-c", "import notifier.cli.check, notifier.adapters.repository"), runs)
    checked = wall(run(policy, "check", "privacy"), runs)
    words = wall(run("git", "diff", "--word-diff", "HEAD"), runs)
    found = Catalog(folder)
    count = len(found.working("privacy", EN).clauses)
    told("python -c pass", f"{bare:.3f} s", "", good=None)
    told("policy --help", f"{helped:.3f} s", "<= 0.15 s", good=helped <= 0.15)
    told("start-up of policy check (imports)", f"{loaded:.3f} s", "<= 0.25 s", good=loaded <= 0.25)
    told(
        f"policy check, {count} clauses x 2 languages, 30 changes",
        f"{checked:.3f} s",
        "<= 1 s",
        good=checked <= 1,
    )
    told("git diff --word-diff of the same (redline only)", f"{words:.3f} s", "", good=None)


def reading_times(folder: Path, runs: int) -> None:
    """Measure the reading of old texts beside `git cat-file --batch`."""
    home = Repository(folder)
    base = policy_text(EN)
    names = [home.keep(f"{base}\n{n}\n".encode()) for n in range(TEXTS)]
    listing = "".join(f"{name}\n" for name in names)

    def batch() -> object:
        return subprocess.run(
            ["git", "cat-file", "--batch"],
            input=listing.encode(),
            check=True,
            capture_output=True,
            cwd=folder,
        )

    def read() -> object:
        fresh = Repository(folder)
        return [fresh.blob(name).decode() for name in names]

    peer, ours = wall(batch, runs), wall(read, runs)
    told(f"git cat-file --batch, {TEXTS} texts", f"{peer:.3f} s", "", good=None)
    told(f"Repository.blob, {TEXTS} texts", f"{ours:.3f} s", "<= 2x git", good=ours <= 2 * peer)


def import_times(limit: int) -> None:
    """Measure the assessment of historic releases, from real pairs as histories of two steps."""
    corpus = Path(os.environ.get("POLICY_CORPUS", Path(__file__).parents[3].parent / "shared" / "corpus"))
    file = corpus / "releases.jsonl"
    if not file.exists():
        print(f"histories: {file} is not there; set POLICY_CORPUS")
        return
    policy = read_registry(REGISTRY, place="policies.toml").policies[0]
    pairs = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
    for language in (EN, FR):
        rules.read(language)
    day = date(2020, 1, 1)
    start, done, levels = cpu(), 0, dict[str, int]()
    while done < limit:
        for pair in pairs[: limit - done]:
            language = Language(pair["lang"])
            steps = tuple(
                Step(on=day + timedelta(n), commit=str(n), title="", texts=((language, pair[side]),))
                for n, side in enumerate(("before", "after"))
            )
            for one in tuple(assessed(steps, policy))[1:]:
                levels[one.level.word] = levels.get(one.level.word, 0) + 1
            done += 1
    spent = (cpu() - start) * TEXTS / limit
    told(
        f"assessing {TEXTS} historic releases ({limit} measured)",
        f"{spent:.1f} s CPU",
        "<= 60 s CPU",
        good=spent <= 60,
    )
    print("levels: " + ", ".join(f"{count} {word}" for word, count in sorted(levels.items())))


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as name:
        folder = repository(Path(name) / "repo")
        command_times(folder, 3 if quick else 9)
        reading_times(folder, 2 if quick else 5)
    import_times(120 if quick else 1000)


if __name__ == "__main__":
    main()
