"""A pull request from the first edit to the merged release, as a legal team lives it."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

from command import policy
from repositories import ADA, BEN, PolicyRepo, edited, make

from notifier.core.text import FR

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from conftest import Golden

PLACE = "policy/releases/privacy/next.toml"


def _clone(origin: Path, path: Path) -> PolicyRepo:
    subprocess.run(["git", "clone", "--quiet", str(origin), str(path)], check=True)
    return PolicyRepo(path)


def _steady(comment: str) -> str:
    """Write the edition of the rules as a sign: they change more often than what a comment looks like."""
    return re.sub(r'(?m)^edition = ".+"$', 'edition = "…"', comment)


def test_a_pull_request_goes_from_edit_to_merged_release(
    tmp_path: Path, people: None, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    origin = tmp_path / "origin.git"
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(origin)], check=True)
    home = make(tmp_path / "home")
    home.release("1.0.0", published=date(2015, 10, 1))
    home.git("remote", "add", "origin", str(origin))
    home.git("push", "--quiet", "--follow-tags", "origin", "main")

    # Ada edits the English in the browser: no draft, no French, a title that plays it down.
    ada = _clone(origin, tmp_path / "ada")
    ada.git("switch", "--quiet", "-c", "longer")
    texts = edited(home.texts, ("thirty days", "sixty days"))
    ada.edit(texts)
    ada.commit("Housekeeping")
    ada.git("push", "--quiet", "-u", "origin", "longer")

    def comment(name: str, day: str, title: str) -> int:
        """What the workflow posts: one comment in each language, made in its own fresh clone."""
        runner = _clone(origin, tmp_path / f"runner-{name}")
        runner.git("switch", "--quiet", "--detach", "origin/longer")
        told = ("check", "--format", "markdown", "--title", title, "--base", "origin/main", "--today", day)
        golden(f"pull-request/{name}-en.md", _steady(policy(runner.path, *told).out))
        ran = policy(runner.path, *told, "--lang", "fr")
        golden(f"pull-request/{name}-fr.md", _steady(ran.out))
        return ran.code

    assert comment("1-opened", "2026-01-05", "Housekeeping") == 1

    # Ben translates; Ada drafts, writes the summaries and rules.
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ben Okoye")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ben@example.org")
    ben = _clone(origin, tmp_path / "ben")
    ben.git("switch", "--quiet", "longer")
    ben.edit({FR: home.texts[FR].replace("trente jours", "soixante jours")})
    ben.commit("Garder les recherches soixante jours")
    ben.git("push", "--quiet", "origin", "longer")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada Martin")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.org")
    ada.git("pull", "--quiet", "--ff-only", "origin", "longer")
    summaries = ("--summary", "en=Searches are kept for sixty days.", "--summary", "fr=Soixante jours.")
    assert policy(ada.path, "draft", *summaries, "--today", "2026-01-06").code == 0
    forged = (
        ada.read(PLACE)
        .replace('level = ""', 'level = "rights-reduction"')
        .replace('by = ""', f'by = "{BEN}"')
    )
    ada.write(PLACE, forged)
    ada.commit("Rule")
    ada.git("push", "--quiet", "origin", "longer")
    assert comment("2-ruled-in-the-name-of-another", "2026-01-06", "Keep searches for sixty days") == 1

    ada.write(PLACE, forged.replace(f'by = "{BEN}"', f'by = "{ADA}"'))
    ada.commit("Rule in my own name")
    ada.git("push", "--quiet", "origin", "longer")
    assert comment("3-ready", "2026-01-06", "Keep searches for sixty days") == 0

    # Merged; the release follows, days later the draft would be late and says so.
    main = _clone(origin, tmp_path / "main")
    main.git("merge", "--quiet", "--no-ff", "-m", "Keep searches for sixty days (#1)", "origin/longer")
    late = policy(main.path, "release", "privacy", "--today", "2026-01-09")
    assert "published_on 2026-01-06 is past: a release is never back-dated" in late.err
    assert policy(main.path, "release", "privacy", "--today", "2026-01-06").code == 0
    main.git("push", "--quiet", "--atomic", "--follow-tags", "origin", "HEAD")

    # A stranger with a clone, and nothing else.
    stranger = _clone(origin, tmp_path / "stranger")
    assert policy(stranger.path, "verify").out == "verified: 2 records, 4 texts, 2 tags; all as published\n"
    assert "sixty days" in policy(stranger.path, "show", "privacy", "2.0.0").out
    assert "thirty days" in policy(stranger.path, "show", "privacy", "--on", "2026-02-04").out
    assert "soixante jours" in policy(stranger.path, "show", "--on", "2026-02-05", "--lang", "fr").out
    assert (
        policy(stranger.path, "check", "--today", "2026-01-07").out
        == "privacy: nothing changed since 2.0.0.\n"
    )
