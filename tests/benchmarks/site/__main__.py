"""Build the site of a long history, and the same pages as Markdown with plain mkdocs-material, in the same run.

Run `python -m tests.benchmarks.site [versions …]`; 30 and 500 versions by default. Each build runs in a process of its own.
"""

from __future__ import annotations

import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.site.history import long_history

GOALS = {30: 0.3, 500: 0.2}


def ours(root: Path, versions: int) -> int:
    """Build with this package; give the number of pages."""
    from notifier.flows.publish import publish

    return publish(root, library=long_history(versions)).pages


def plain(root: Path, versions: int) -> int:
    """Build the same pages as Markdown, nothing of them in the navigation or the search."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    case = long_history(versions)
    docs = root / "docs"
    count = 0
    for language in case.languages:
        base = docs if language == "en" else docs / language
        names = {
            "index",
            "privacy/index",
            "privacy/versions/index",
            "privacy/upcoming/index",
            "privacy/bilingual/index",
        }
        names |= {f"privacy/clauses/{ref.id}" for record in case.records for ref in record.clauses}
        for name in sorted(names):
            _write(base / f"{name}.md", "# Page\n\nSome words.\n")
        for before, record in zip([None, *case.records], case.records, strict=False):
            text = case.text(record, language).split("---\n", 2)[2]
            _write(base / f"privacy/versions/{record.version}.md", text)
            if before:
                _write(base / f"privacy/changes/{record.version}.md", text)
        count += len(names) + 2 * len(case.records) - 1
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\nplugins: []\nmarkdown_extensions: [attr_list, tables]\n"
        "not_in_nav: '*'\nnav: [index.md]\n",
        "utf-8",
    )
    build(load_config(str(root / "mkdocs.yml")))
    return count


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def measured(kind: str, versions: int, root: Path) -> dict[str, float]:
    """Build in a process of its own; give CPU seconds, pages and peak memory."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    if kind == "ours":
        source = Path(__file__).parents[3] / "mkdocs.yml"
        (root / "mkdocs.yml").write_text(source.read_text("utf-8"), "utf-8")
    command = [sys.executable, "-m", "tests.benchmarks.site", kind, str(versions), str(root)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(told.stdout.strip().splitlines()[-1]))


def child(kind: str, versions: int, root: Path) -> None:
    """Build once and tell what it took; making the texts is not counted."""
    case = long_history(versions)
    del case
    start = time.process_time()
    long_history(versions)
    making = time.process_time() - start
    start = time.process_time()
    pages = {"ours": ours, "plain": plain}[kind](root, versions)
    took = time.process_time() - start - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": took, "pages": pages, "memory": peak}))


def weight(site: Path) -> float:
    """Weigh the first view of the text in force, compressed where it is text."""
    page = site / "privacy/index.html"
    parts = [page, *site.glob("assets/stylesheets/main.*.css"), *site.glob("assets/policy/*.css")]
    parts += [*list(site.glob("assets/policy/*.js")), site / "assets/policy/mark.svg"]
    fonts = [site / "assets/policy/fonts/sans.woff2", site / "assets/policy/fonts/serif.woff2"]
    packed = sum(len(gzip.compress(part.read_bytes(), 9)) for part in parts)
    return (packed + sum(font.stat().st_size for font in fonts)) / 1024


def main(sizes: list[int]) -> None:
    """Print one table."""
    print("| versions | pages | plain Material, CPU s | ours, CPU s | share | goal | memory, MB |")
    print("|---|---|---|---|---|---|---|")
    for versions in sizes:
        with tempfile.TemporaryDirectory() as folder:
            mine = measured("ours", versions, Path(folder) / "ours")
            theirs = measured("plain", versions, Path(folder) / "plain")
            heavy = weight(Path(folder) / "ours/site")
        share = mine["cpu"] / theirs["cpu"]
        goal = GOALS.get(versions, 0.3)
        print(
            f"| {versions} | {mine['pages']:.0f} ({theirs['pages']:.0f}) | {theirs['cpu']:.1f} | {mine['cpu']:.1f} "
            f"| {share:.2f} | {goal} | {mine['memory']:.0f} |"
        )
    print(f"first view of the text in force: {heavy:.0f} KB compressed (goal 120)")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [("ours" | "plain") as kind, versions, root]:
            child(kind, int(versions), Path(root))
        case sizes:
            main([int(size) for size in sizes] or [30, 500])
