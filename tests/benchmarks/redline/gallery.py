"""Draw the gallery of redlines, ours beside `git diff --word-diff`: `python -m tests.benchmarks.redline.gallery`."""

from __future__ import annotations

import subprocess
import tempfile
import tomllib
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from notifier.adapters.words import read
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.text import Language
from notifier.render import html

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PICTURES = ROOT / "docs" / "pictures" / "redlines"
STYLE = """
body { margin: 0; font: 16px/1.5 sans-serif; color: #1a1a1a; width: 960px }
main { display: grid; grid-template-columns: 1fr 1fr; gap: 24px; padding: 20px }
h2 { font-size: 13px; margin: 0 0 8px; color: #555; font-weight: 600 }
pre.git { white-space: pre-wrap; font: 13px/1.5 monospace; margin: 0; background: #f6f6f6; padding: 10px }
.change p, .change h1, .change h2 { margin: .2em 0; font-size: 16px; color: inherit } .change pre { white-space: pre-wrap }
p.fate { font-size: 12px !important; color: #555 }
"""


def by_git(before: str, after: str) -> str:
    """Give what git shows, its marks coloured as a terminal does."""
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "a"), Path(folder, "b")
        old.write_text(before, "utf-8")
        new.write_text(after, "utf-8")
        ran = subprocess.run(
            ["git", "diff", "--no-index", "--word-diff=plain", "-U100", str(old), str(new)],
            capture_output=True,
            check=False,
        )
    told = escape(ran.stdout.decode("utf-8").split("@@\n", 1)[-1])
    for mark, end, colour in (("[-", "-]", "#a40000"), ("{+", "+}", "#006400")):
        told = told.replace(mark, f'<span style="color:{colour}">{mark}').replace(end, f"{end}</span>")
    return told


def page(change: dict[str, str]) -> str:
    """Give one picture as a page."""
    language = Language(change.get("language", "en"))
    changes = compare(*(parse(change[side], language=language) for side in ("before", "after")))
    ours = html.changes(changes, read(language))
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><style>{html.STYLE}{STYLE}</style>'
        f"<main><section><h2>policy diff</h2>{ours}</section>"
        f'<section><h2>git diff --word-diff</h2><pre class="git">{by_git(change["before"], change["after"])}</pre></section></main>'
    )


def main() -> None:
    """Write a picture of every change, and the page that shows them."""
    changes = tomllib.loads((HERE / "gallery.toml").read_text("utf-8"))["change"]
    PICTURES.mkdir(parents=True, exist_ok=True)
    told = ["# Redlines, beside a word diff\n", INTRODUCTION]
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        sheet = browser.new_page(viewport={"width": 960, "height": 100})
        for number, change in enumerate(changes, 1):
            sheet.set_content(page(change))
            sheet.screenshot(path=PICTURES / f"{number:02}.png", full_page=True)
            told.append(
                f"\n## {number}. {change['title']}\n\n![Left: policy diff. Right: git diff.](pictures/redlines/{number:02}.png)\n"
            )
        browser.close()
    (ROOT / "docs" / "redlines.md").write_text("".join(told), "utf-8")


INTRODUCTION = """
Twenty changes that are hard to read, each as `policy diff` draws it and as `git diff --word-diff` does. The texts are in
`tests/benchmarks/redline/gallery.toml`; `python -m tests.benchmarks.redline.gallery` draws this page anew.
"""

if __name__ == "__main__":
    main()
