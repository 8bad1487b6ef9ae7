"""What stands beside the pages: PDF, the preview of a draft, pages for another builder."""

from __future__ import annotations

import io
import itertools
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bookcase import EDITIONS, TODAY, Bookcase
from click.testing import CliRunner
from lxml import html
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from sites import folder

from notifier.adapters import words
from notifier.adapters.paper import printer
from notifier.cli import group
from notifier.core.document import parse
from notifier.core.text import EN, FR
from notifier.errors import NotifierError, TextRefused
from notifier.flows.preview import Preview
from notifier.flows.publish import Report, publish, write_pages
from notifier.site.build import Site
from notifier.site.model import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    catalogues = {language: words.read(language) for language in (EN, FR)}
    site = Site(Bookcase(EDITIONS[:4]), words=catalogues, on=TODAY, printer=printer())
    wanted = ("privacy/versions/1.0.0/", "fr/privacy/changes/2.0.0/")
    return {
        item.url: item.content()
        for item in site.items()
        if isinstance(item, Asset) and item.url.endswith(".pdf") and item.url.startswith(wanted)
    }


def test_every_version_and_change_is_there_on_paper(papers: dict[str, bytes]) -> None:
    assert set(papers) == {
        "privacy/versions/1.0.0/privacy-1.0.0-en.pdf",
        "fr/privacy/changes/2.0.0/privacy-2.0.0-changes-fr.pdf",
    }


@pytest.mark.parametrize(
    ("url", "language", "title"),
    [
        ("privacy/versions/1.0.0/privacy-1.0.0-en.pdf", "en", "Privacy policy 1.0.0"),
        (
            "fr/privacy/changes/2.0.0/privacy-2.0.0-changes-fr.pdf",
            "fr",
            "Ce qui a changé dans la version 2.0.0",
        ),
    ],
)
def test_paper_tells_its_language_and_title_and_that_it_is_tagged(
    papers: dict[str, bytes], url: str, language: str, title: str
) -> None:
    paper = PdfReader(io.BytesIO(papers[url]))
    root = paper.root_object
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata.title.startswith(title)
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()


def elements(paper: PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Every structure element of a paper with its kind, in the order it is read."""
    waiting = [paper.root_object["/StructTreeRoot"]["/K"]]
    while waiting:
        told = waiting.pop().get_object()
        if isinstance(told, ArrayObject):
            waiting += reversed(told)
        elif isinstance(told, DictionaryObject) and "/S" in told:
            yield told["/S"], told
            waiting.append(told.get("/K", ArrayObject()))


def test_paper_can_be_read_by_ear(papers: dict[str, bytes]) -> None:
    for content in papers.values():
        paper = PdfReader(io.BytesIO(content))
        read = list(elements(paper))
        kinds = [kind for kind, _ in read]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch("/H[1-6]", kind)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
        heads = {told["/ID"] for kind, told in read if kind == "/TH"}
        cells = [set(told["/A"]["/Headers"]) for kind, told in read if kind == "/TD"]
        assert cells
        assert all(len(named) == 2 and named <= heads for named in cells)  # by its row and by its column
        assert kinds.count("/LI") == kinds.count("/LBody") > 5
        links = [link.get_object() for page in paper.pages for link in page.get("/Annots", ())]
        assert kinds.count("/Link") >= len(links) > 0
        assert all("/StructParent" in link and link["/Contents"] for link in links)
        assert all(page["/Tabs"] == "/S" and "/StructParents" in page for page in paper.pages)


def test_paper_carries_its_own_letters(papers: dict[str, bytes]) -> None:
    for content in papers.values():
        for page in PdfReader(io.BytesIO(content)).pages:
            fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
            assert all("+Policy-" in font["/BaseFont"] for font in fonts)
            assert all("/ToUnicode" in font for font in fonts)


def test_paper_says_what_went_and_came_and_keeps_the_numbers_of_a_list(papers: dict[str, bytes]) -> None:
    paper = PdfReader(io.BytesIO(papers["fr/privacy/changes/2.0.0/privacy-2.0.0-changes-fr.pdf"]))
    told = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    assert "compte [supprimé : 30 fin de la suppression] [ajouté : 90 fin de l’ajout] jours" in told.replace(
        "\u00a0", " "
    )
    labels = [kind for kind, _ in elements(paper)].count("/Lbl")
    assert labels == 7  # three bullets and four numbers: the item that went has none


def test_two_printings_are_the_same_byte_for_byte(papers: dict[str, bytes]) -> None:
    one = printer()("<title>T</title><p>Word <ins>new</ins></p>", "https://x.org/a/", TODAY)
    assert one == printer()("<title>T</title><p>Word <ins>new</ins></p>", "https://x.org/a/", TODAY)


def test_paper_loads_nothing_from_elsewhere(caplog: pytest.LogCaptureFixture) -> None:
    printer()("<p><img src='file:///etc/passwd' alt=''></p>", "https://x.org/", TODAY)
    assert "a page does not load file:///etc/passwd" in caplog.text


def test_pages_lead_to_their_paper(tmp_path: Path) -> None:
    out = publish(folder(tmp_path), on=TODAY, library=Bookcase(EDITIONS[:2]), pdf=True).out
    for page in ("privacy/", "fr/privacy/changes/1.0.1/"):
        tree = html.parse(out / page / "index.html")
        (link,) = tree.xpath("//a[@type='application/pdf']/@href")
        assert (out / page / link).resolve().read_bytes().startswith(b"%PDF")


class Worked(Bookcase):
    """A library whose text is worked on."""

    text_: str = ""

    def working(self, name, language, /):
        if not self.text_:
            raise TextRefused("not found", source=f"policy/{name}.md")
        return parse(self.text_, language=language)


def draft(text: str, url: str = "privacy/draft/", editions=EDITIONS[:2]) -> html.HtmlElement:
    case = Worked(editions)
    case.text_ = text
    catalogues = {language: words.read(language) for language in (EN, FR)}
    site = Site(case, words=catalogues, on=TODAY, draft=True)
    page = next(page for page in site.pages() if page.url == url)
    assert not page.listed
    return html.fragment_fromstring(page.print().html, create_parent="main")


def test_a_draft_is_marked_against_the_newest_text_and_says_that_it_binds_nobody() -> None:
    text = EDITIONS[1].texts[0].replace("30 days after", "90 days after")
    page = draft(text)
    assert "binds nobody" in page.text_content()
    assert "version 1.0.1" in page.text_content()
    assert [mark.text_content() for mark in page.xpath("//section//ins")] == ["[added: 90 end of addition]"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (EDITIONS[1].texts[0], "says what is published"),
        ("", "policy/privacy.md: not found"),
    ],
)
def test_a_draft_without_a_change_or_without_a_text_says_so(text: str, said: str) -> None:
    assert said in draft(text).text_content()


def test_the_first_draft_of_a_policy_is_all_new() -> None:
    page = draft("# Privacy\n\nWords.\n", editions=())
    assert page.xpath("//section[contains(@class, 'part--new')]")
    assert "compared" not in page.text_content()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A clone of this project's own policy."""
    for name in ("policy", "translations", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    objects = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--path-format=absolute", "--git-path", "objects"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    (tmp_path / ".git/objects/info/alternates").write_text(objects + "\n", "utf-8")
    return tmp_path


@pytest.mark.browser
def test_a_preview_follows_the_text_that_is_worked_on(repository: Path, chromium) -> None:
    news: list[Report | NotifierError] = []
    heard = threading.Event()

    def told(one: Report | NotifierError) -> None:
        news.append(one)
        heard.set()

    preview = Preview(repository, port=0, on=None, told=told)
    thread = threading.Thread(target=preview.serve)
    heard.clear()
    thread.start()
    try:
        context = chromium.new_context()
        page = context.new_page()
        while preview.address.endswith(":0/"):
            pass
        page.goto(preview.address + "privacy/draft/")
        assert "binds nobody" in page.locator("main, article").first.inner_text()
        text = repository / "policy/privacy.md"
        with page.expect_navigation(timeout=30_000):
            text.write_text(text.read_text("utf-8") + "\nWe never sell your data to anybody.\n", "utf-8")
        assert page.locator("ins", has_text="We never sell your data to anybody.").count()
        assert heard.is_set()
        context.close()
    finally:
        preview.close()
        thread.join()
    assert isinstance(news[-1], Report)


def test_the_same_pages_can_be_written_for_another_builder(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    count = write_pages(repository, tmp_path / "export/docs", on=TODAY)
    assert count > 100
    (tmp_path / "export/mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: mkdocs}\nplugins: []\nnot_in_nav: '*'\nnav: [index.md]\n", "utf-8"
    )
    subprocess.run(
        [shutil.which("mkdocs") or str(ROOT / ".venv/bin/mkdocs"), "build", "-q"],
        cwd=tmp_path / "export",
        check=True,
    )
    ours = publish(repository, on=TODAY).out
    for url in ("privacy/", "fr/privacy/changes/1.1.0/", "privacy/versions/"):
        mine = html.parse(ours / url / "index.html").xpath("//article[@id='main_']")[0]
        theirs = html.parse(tmp_path / "export/site" / url / "index.html").xpath("//div[@role='main']")[0]
        assert _said(mine) in _said(theirs)


def _said(tree: html.HtmlElement) -> str:
    return " ".join(tree.text_content().split())


def test_the_command_tells_what_was_built(repository: Path, tmp_path: Path) -> None:
    line = ["--repo", str(repository), "site", "build", "--on", "2026-11-24", "--out", str(tmp_path / "out")]
    assert "pages: start 2" in CliRunner().invoke(group, line).output
    again = CliRunner().invoke(group, [*line, "--format", "json"])
    assert '"written": 0' in again.output
    assert '"removed": 0' in again.output


def test_the_command_writes_pages_for_another_builder(repository: Path, tmp_path: Path) -> None:
    line = ["--repo", str(repository), "site", "build", "--pages", str(tmp_path / "pages")]
    assert "files in" in CliRunner().invoke(group, line).output
    assert (tmp_path / "pages/fr/privacy/index.md").read_text("utf-8").startswith("---\ntitle: ")
