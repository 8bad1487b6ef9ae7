from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from command import policy
from repositories import ADA, BEN, PolicyRepo, make

from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from pathlib import Path

TODAY = ("--today", "2026-01-05")
TEXTS = ("--text", "en=terms/new.md", "--text", "fr=terms/nouveau.md")

ENGLISH = "# Privacy\n\nWe keep letters for thirty days.\n\n## Your choices\n\nYou can object at any time.\n"
FRENCH = "# Vie privée\n\nNous gardons les lettres trente jours.\n\n## Vos choix\n\nVous pouvez vous opposer à tout moment.\n"


@pytest.fixture
def old(tmp_path: Path, people: None, monkeypatch: pytest.MonkeyPatch) -> PolicyRepo:
    """A repository without releases: three years of commits, a rename, a typo, a reduction, a day with two commits."""
    repo = make(tmp_path / "old")

    def commit(day: str, title: str, english: str, french: str, names: tuple[str, str]) -> None:
        for name, text in zip(names, (english, french), strict=True):
            repo.write(f"terms/{name}.md", text)
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T09:00:00+0100")
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T09:00:00+0100")
        repo.commit(title)

    before, after = ("old", "vieux"), ("new", "nouveau")
    commit("2019-03-01", "First terms", ENGLISH.replace("letters", "leters"), FRENCH, before)
    commit("2019-04-01", "Fix a typo", ENGLISH, FRENCH, before)
    repo.git("mv", "terms/old.md", "terms/new.md")
    repo.git("mv", "terms/vieux.md", "terms/nouveau.md")
    commit("2020-01-01", "Move the files", ENGLISH, FRENCH, after)
    commit("2021-05-01", "Draft", ENGLISH.replace("thirty", "fifty"), FRENCH, after)
    commit(
        "2021-05-01",
        "Keep letters for longer",
        ENGLISH.replace("thirty", "sixty"),
        FRENCH.replace("trente", "soixante"),
        after,
    )
    return repo


def test_a_history_is_proposed_from_git_through_renames_one_release_a_day(
    repo: PolicyRepo, old: PolicyRepo
) -> None:
    ran = policy(repo.path, "import", "history", "privacy", "--from", str(old.path), *TEXTS)
    assert ran.out == (
        "1.0.0  2019-03-01  0 changes, the first release  First terms\n"
        "1.0.1  2019-04-01  1 change, typo or layout  Fix a typo\n"
        "2.0.0  2021-05-01  2 changes, takes something away  Keep letters for longer\n"
    )


def test_reviewed_steps_are_entered_as_past_releases(
    repo: PolicyRepo, old: PolicyRepo, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    source = ("--from", str(old.path), *TEXTS)
    policy(repo.path, "import", "history", "privacy", *source, "--by", ADA, "--out", str(plan))
    ran = policy(repo.path, "import", "apply", str(plan), *source, *TODAY)
    assert ran.out.splitlines() == [
        "brought in privacy 1.0.0 (the first release), 2019-03-01",
        "brought in privacy 1.0.1 (typo or layout), 2019-04-01",
        "brought in privacy 2.0.0 (takes something away), 2021-05-01",
    ]
    assert policy(repo.path, "verify").code == 0
    shown = policy(repo.path, "show", "privacy", "--on", "2020-06-01", "--lang", "fr").out
    assert "## Vos choix {#your-choices}" in shown
    last = repo.catalog.history("privacy").records[-1]
    assert last.brought_in_on is not None
    assert [red.clause for red in last.reduces] == ["privacy-1"]


def test_a_step_that_is_lowered_needs_what_every_lowering_needs(
    repo: PolicyRepo, old: PolicyRepo, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    source = ("--from", str(old.path), *TEXTS)
    policy(repo.path, "import", "history", "privacy", *source, "--by", ADA, "--out", str(plan))
    lowered = plan.read_text("utf-8").replace(
        'level = "rights-reduction"\nreason = ""', 'level = "material"\nreason = "x"'
    )
    plan.write_text(lowered, "utf-8")
    ran = policy(repo.path, "import", "apply", str(plan), *source, *TODAY)
    assert (ran.code, len(ran.out.splitlines())) == (1, 2)
    assert "lowered from “takes something away” to “people should know” by one person alone" in ran.err
    plan.write_text(lowered.replace('second = ""', f'second = "{BEN}"'), "utf-8")
    repo.git("reset", "--quiet", "--hard", "privacy/1.0.1")
    dropped = plan.read_text("utf-8").replace("keep = true", "keep = false", 2)
    plan.write_text(dropped, "utf-8")
    ran = policy(repo.path, "import", "apply", str(plan), *source, *TODAY)
    assert ran.out == "brought in privacy 1.1.0 (people should know), 2021-05-01\n"


def test_a_file_that_git_does_not_know_is_named(repo: PolicyRepo, old: PolicyRepo) -> None:
    ran = policy(
        repo.path, "import", "history", "privacy", "--from", str(old.path), "--text", "en=nowhere.md"
    )
    assert (ran.code, ran.err) == (1, "policy: nowhere.md: git knows no such file in English\n")
    assert policy(repo.path, "import", "history", "privacy", "--from", ".", "--text", "nowhere.md").code == 2


def test_a_step_of_another_history_is_refused(repo: PolicyRepo, old: PolicyRepo, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('policy = "privacy"\n[[steps]]\ncommit = "0123456789abcdef"\n', "utf-8")
    ran = policy(repo.path, "import", "apply", str(plan), "--from", str(old.path), *TEXTS)
    assert (
        ran.err == "policy: plan.toml: no step was made by commit 0123456789ab; run policy import history\n"
    )


PASTED = """\
House rules for your data

Last edit : 04/05/2016

You can borow our books for all sorts of reasons, and we keep a note of each of them in a register. We recieve
your name when you join.

What we note

We note two things :

  • your name and your adress when you join the library and the day on which you joined it
  • the books that you take home
  • your name and your adress when you join the library and the day on which you joined it

Who sees it

Only the people of the desk see the register. Nous ne montrons le registre à personne sans votre accord et nous ne le vendons pas.
"""


def test_a_pasted_text_is_read_and_its_defects_are_told(tmp_path: Path, repo: PolicyRepo) -> None:
    """Typos, a block that stands twice, a French sentence, a day of two readings: what pasted policies have."""
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(PASTED, "utf-8")
    out = tmp_path / "privacy.md"
    told = policy(repo.path, "import", "text", str(pasted), "--out", str(out)).out
    assert "'04/05/2016' can be read as two days; write the month as a word" in told
    assert "'borow' is in no dictionary" in told
    assert "'recieve' is in no dictionary" in told
    assert "privacy.md:13: says again what line 11 says; keep one of them" in told
    assert "'Nous ne montrons le registre à personne sans …' is not in English" in told
    assert "'montrons'" not in told
    written = out.read_text("utf-8")
    assert written.startswith("# House rules for your data {#house-rules-for-your-data}\n")
    assert "## Who sees it {#who-sees-it}\n" in written


def test_a_word_file_keeps_its_headings_and_lists(tmp_path: Path, repo: PolicyRepo) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def paragraph(words: str, properties: str = "") -> str:
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"

    item = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
    body = (
        paragraph("Privacy", '<w:pStyle w:val="Heading1"/>')
        + paragraph("")
        + paragraph("We keep:")
        + paragraph("names", item)
        + paragraph("letters", item)
        + paragraph("Choices", '<w:pStyle w:val="Titre2"/>')
    )
    word, out = tmp_path / "policy.docx", tmp_path / "privacy.md"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
    assert policy(repo.path, "import", "text", str(word), "--out", str(out)).code == 0
    assert (
        out.read_text("utf-8")
        == "# Privacy {#privacy}\n\nWe keep:\n\n- names\n- letters\n\n## Choices {#choices}\n"
    )
    word.write_text("no zip", "utf-8")
    assert "no Word file; save it as .docx again" in policy(repo.path, "import", "text", str(word)).err


def test_markdown_is_read_as_it_stands(tmp_path: Path, repo: PolicyRepo) -> None:
    made = tmp_path / "a.md"
    made.write_text("# Data {#d}\n\nWe keep it.\n", "utf-8")
    assert policy(repo.path, "import", "text", str(made)).out == "0 things to look at\n"


def test_both_languages_of_an_imported_text_are_parallel(
    repo: PolicyRepo, old: PolicyRepo, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.toml"
    source = ("--from", str(old.path), *TEXTS)
    policy(repo.path, "import", "history", "privacy", *source, "--out", str(plan))
    policy(repo.path, "import", "apply", str(plan), *source, *TODAY)
    record = repo.catalog.history("privacy").records[0]
    english, french = (repo.catalog.document(record, language) for language in (EN, FR))
    assert [one.id for one in english.clauses] == [one.id for one in french.clauses]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('level = "huge"', "no level 'huge'; write editorial, material or rights-reduction"),
        ("published_on = 5", ":9: 'steps 1, published_on' must be a day, like 2027-01-31"),
        ("", "step 1 has no 'level'; run policy import history"),
    ],
)
def test_a_plan_that_was_edited_wrongly_is_one_line_and_leaves_the_texts(
    repo: PolicyRepo, old: PolicyRepo, tmp_path: Path, line: str, told: str
) -> None:
    plan = tmp_path / "plan.toml"
    source = ("--from", str(old.path), *TEXTS)
    policy(repo.path, "import", "history", "privacy", *source, "--out", str(plan))
    key = line.partition(" ")[0] or "level"
    lines = plan.read_text("utf-8").split("\n")
    lines[next(n for n, one in enumerate(lines) if one.startswith(f"{key} ="))] = line
    plan.write_text("\n".join(lines), "utf-8")
    before = repo.read("policy/privacy.md")
    ran = policy(repo.path, "import", "apply", str(plan), *source)
    assert (ran.code, ran.err.startswith("policy: plan.toml")) == (1, True), ran.err
    assert told in ran.err
    assert repo.read("policy/privacy.md") == before
