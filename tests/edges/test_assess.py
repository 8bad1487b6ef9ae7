from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from notifier.adapters import rules
from notifier.cli.assess import command as assess
from notifier.cli.explain import command as explain
from notifier.core.judgement import RULES
from notifier.core.text import EN, FR
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from click.testing import Result

    from tests.conftest import Golden


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


BEFORE = {
    "en": "# Letters {#letters}\n\nWe keep letters for one year. We never sell your name to advertisers.\n\nWe recieve mail.\n",
    "fr": "# Lettres {#letters}\n\nNous conservons vos lettres pendant un an. Nous ne vendons jamais votre nom à des annonceurs.\n\nNous recevvons du courrier.\n",
}
AFTER = {
    "en": "# Letters {#letters}\n\nWe keep letters for two years. We never sell your name to advertisers without your consent.\n\nWe receive mail.\n",
    "fr": "# Lettres {#letters}\n\nNous conservons vos lettres pendant deux ans. Nous ne vendons jamais votre nom à des annonceurs sans votre consentement.\n\nNous recevons du courrier.\n",
}


def _explained(
    tmp_path: Path, before: str, after: str, language: str, *more: str, locale: str = "C"
) -> Result:
    given = []
    for name, text in (("before", before), ("after", after)):
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
        given += [f"--{name}", str(tmp_path / f"{name}.md")]
    return CliRunner().invoke(explain, [*given, "--lang", language, *more], env={"LC_ALL": locale})


@pytest.mark.parametrize(("language", "locale"), [("en", "C"), ("fr", "fr_FR.UTF-8")])
def test_a_lawyer_reads_how_a_change_was_judged(
    tmp_path: Path, golden: Golden, language: str, locale: str
) -> None:
    told = _explained(tmp_path, BEFORE[language], AFTER[language], language, locale=locale).output
    assert max(map(len, told.splitlines())) <= 80
    tried = re.search(r"\n  (?:Tried|Essayé)\s*:[^.]*\.", told)
    assert tried, told
    steady = told.replace(tried[0], "", 1)
    golden(f"explain-{language}.txt", steady)
    page = Path("docs/judging.md" if language == "en" else "docs/fr/judging.md")
    assert steady.partition("\n\nletters-2")[0] in page.read_text("utf-8")


def test_a_french_lawyer_reads_an_english_text_in_french(tmp_path: Path) -> None:
    told = _explained(tmp_path, BEFORE["en"], AFTER["en"], "en", locale="fr_FR.UTF-8").output
    assert "On n’a pas pu prouver que c’est la même chose" in told
    assert "«\u00a0one year\u00a0»" in told


def test_one_clause_is_explained_alone(tmp_path: Path) -> None:
    told = _explained(tmp_path, BEFORE["en"], AFTER["en"], "en", "letters-2").output
    assert told.startswith("letters-2: ")
    assert "letters-1" not in told


def test_a_clause_that_did_not_change_cannot_be_explained(tmp_path: Path) -> None:
    error = _explained(tmp_path, BEFORE["en"], AFTER["en"], "en", "letters-9").exception
    assert isinstance(error, TextRefused)
    assert "clause 'letters-9' did not change" in str(error)


def test_two_equal_texts_have_nothing_to_explain(tmp_path: Path) -> None:
    error = _explained(tmp_path, BEFORE["en"], BEFORE["en"], "en").exception
    assert isinstance(error, TextRefused)
    assert "nothing changed" in str(error)


def test_explain_says_that_a_sentence_only_moved(tmp_path: Path) -> None:
    told = _explained(
        tmp_path,
        "# A {#a}\n\nDemandez-nous une copie.\n\nNous écrivons. Nous lisons vos lettres.\n",
        "# A {#a}\n\nDemandez-nous une copie. Nous lisons vos lettres.\n\nNous écrivons.\n",
        "fr",
        locale="fr_FR.UTF-8",
    ).output
    assert told.count("phrase déplacée") == 2


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("We write.", "We read.", "“write” became “read”"),
        ("We write. We read it all.", "We write.", "“we read it all” is gone"),
        ("We write.", "We write. We read it all.", "“we read it all” is new"),
        ("We write.", "We wri\u200bte.", "characters that nobody sees came or went"),
        ("We write.", "We writ\u0435.", "letters of another script look like these"),
        ("We keep your " + "cat " * 6000, "We sell your " + "cat " * 6000, "the texts are too long"),
        ("We never write to you.", "", "“we never write to you” is gone"),
    ],
)
def test_explain_says_what_stands_against_a_proof(
    tmp_path: Path, before: str, after: str, reason: str
) -> None:
    told = _explained(tmp_path, f"# A {{#a}}\n\n{before}\n", f"# A {{#a}}\n\n{after}\n", "en").output
    assert reason in " ".join(told.split())


def test_every_concept_rule_and_step_has_a_name_in_both_languages() -> None:
    table = {language: rules.names(language) for language in (EN, FR)}
    assert all(name for kinds in table.values() for names in kinds.values() for name in names.values())
    concepts = tomllib.loads((files("notifier") / "rules/taxonomy.toml").read_text("utf-8"))["concepts"]
    assert set(concepts) <= set(table[EN]["concepts"])
    assert {rule.__name__ for rule in RULES} <= set(table[EN]["rules"])
    proved = [
        {
            step
            for case in tomllib.loads(Path(f"tests/cases/editorial.{name}.toml").read_text("utf-8"))["case"]
            for step in case.get("steps", ())
        }
        for name in (EN, FR)
    ]
    assert proved[0] & proved[1] <= set(table[FR]["steps"])


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("Ask, if you write, the cook.", "Ask if you write the cook.", "another order, or have other marks"),
        (
            "Ada owns ink, Ben hats, Cleo oars, Dan tar, Eve rope, Fay silk, Gus tin and Hal wax.",
            "Ada owns jam, Ben caps, Cleo nets, Dan oil, Eve yarn, Fay wool, Gus zinc and Hal glue.",
            "2 more.",
        ),
        ("The shop is blue.", "The shop is green.", "mostly took nothing away"),
        ("We share your letters with your express consent.", "We share your letters.", "expressly agrees"),
        ("You may knock.", "You may ring.", "may · “may knock”"),
        ("We write to **you**.", "We write to you.", "Yes: the same words."),
    ],
)
def test_explain_says_it_in_words(tmp_path: Path, before: str, after: str, told: str) -> None:
    output = _explained(tmp_path, f"# A {{#a}}\n\n{before}\n", f"# A {{#a}}\n\n{after}\n", "en").output
    assert told in " ".join(output.split())
