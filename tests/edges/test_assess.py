from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from notifier.cli.assess import command as assess
from notifier.cli.explain import command as explain
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from pathlib import Path


def test_a_line_is_answered_by_a_line(tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    ask = {
        "id": "a",
        "lang": "en",
        "before": "We keep it for [one](/x) year.",
        "after": "We keep it for [two](/x) years.",
    }
    asked.write_text(json.dumps(ask) + "\n\n", "utf-8")
    told = json.loads(CliRunner().invoke(assess, ["--jsonl", str(asked)]).output)
    (change,) = told["changes"]
    assert (told["id"], told["level"], told["direction"]) == ("a", "rights-reduction", "adverse")
    assert (change["kind"], change["before"], change["category"]) == ("edited", ask["before"], "retention")
    assert change["findings"][0]["why"] == "Your data was kept for “one year”, now “two years”."


def test_a_line_that_is_no_request_is_named(tmp_path: Path) -> None:
    asked = tmp_path / "asked.jsonl"
    asked.write_text('\n{"id": 1}\n', "utf-8")
    error = CliRunner().invoke(assess, ["--jsonl", str(asked)]).exception
    assert isinstance(error, TextRefused)
    assert (error.line, "not a request" in str(error)) == (2, True)


def test_explain_shows_what_was_read_what_fired_and_what_was_proved(tmp_path: Path) -> None:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    before.write_text("# A {#a}\n\nWe keep letters for one year.\n\nWe recieve mail.\n", "utf-8")
    after.write_text("# A {#a}\n\nWe keep letters for two years.\n\nWe receive mail.\n", "utf-8")
    args = ["--before", str(before), "--after", str(after)]
    told = CliRunner().invoke(explain, args).output
    assert "a-1: rights-reduction, adverse, retention" in told
    assert "company does keep (takes); will asked: none; duration 365.25" in told
    assert "rules that fired: number-worse" in told
    assert "proved editorial by:" in told
    assert "a-1" not in CliRunner().invoke(explain, [*args, "a-2"]).output


def test_explain_says_that_a_sentence_only_moved(tmp_path: Path) -> None:
    before, after = tmp_path / "before.md", tmp_path / "after.md"
    before.write_text(
        "# A {#a}\n\nDemandez-nous une copie.\n\nNous écrivons. Nous lisons vos lettres.\n", "utf-8"
    )
    after.write_text(
        "# A {#a}\n\nDemandez-nous une copie. Nous lisons vos lettres.\n\nNous écrivons.\n", "utf-8"
    )
    told = (
        CliRunner()
        .invoke(
            explain,
            ["--before", str(before), "--after", str(after), "--lang", "fr"],
            env={"LC_ALL": "fr_FR.UTF-8"},
        )
        .output
    )
    assert told.count("moved sentence") == 2
    assert "not proved" not in told


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("We write.", "We read.", "only before “write”; only after “read”"),
        ("We write. We read it all.", "We write.", "only before “we read it all”"),
        ("We write.", "We write. We read it all.", "only after “we read it all”"),
        ("We write.", "We wri\u200bte.", "hidden characters came or went"),
        ("We write.", "We writ\u0435.", "letters of another script look like these"),
    ],
)
def test_explain_says_what_stands_against_a_proof(
    tmp_path: Path, before: str, after: str, reason: str
) -> None:
    files = []
    for name, text in (("before", before), ("after", after)):
        (tmp_path / f"{name}.md").write_text(f"# A {{#a}}\n\n{text}\n", "utf-8")
        files += [f"--{name}", str(tmp_path / f"{name}.md")]
    assert (
        f"not proved editorial: {reason}\n" in CliRunner().invoke(explain, files, env={"LC_ALL": "C"}).output
    )
