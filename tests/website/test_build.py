"""The site as MkDocs builds it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import material
import pytest
from bookcase import EDITIONS, TODAY, Bookcase, bookcase
from lxml import etree, html
from sites import folder

from notifier.errors import SettingsRefused
from notifier.flows.publish import publish

UPSTREAM = {
    "404.html": "80c93494b5432b1bcdf292caeb67a0653c45b37372f49e08ad4a70ca695a7495",
    "base.html": "8536d352b0093623df9e0032894f321cbe264b15a9b48cdd962583772455dadb",
    "main.html": "9948b55a7bc979c35825df99baba9e6971fca4eb298dea3cdde61e990a2de5e0",
    "partials/javascripts/base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "partials/javascripts/content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
    "partials/language.html": "3a44516f305006ac794f51a45ad7b532cf270916d8e92e8c42784e58b2eff0a3",
}
"""The files of the theme that ours stand in for or build upon, as they were when ours were written."""


@pytest.mark.parametrize("name", UPSTREAM)
def test_a_theme_file_we_build_upon_is_what_it_was(name: str) -> None:
    path = Path(material.__file__).parent / "templates" / name
    assert sha256(path.read_bytes()).hexdigest() == UPSTREAM[name], (
        f"{name} changed upstream: compare it with ours"
    )


def test_hosts_are_told_the_policy_of_the_pages(built: Path) -> None:
    told = (built / "_headers").read_text("utf-8")
    page = html.parse(built / "index.html").xpath("string(//meta[@http-equiv]/@content)")
    assert f"Content-Security-Policy: {page}; frame-ancestors 'none'" in told
    assert "unsafe" not in page


@pytest.mark.parametrize(("root", "lang", "words"), [("", "en", "by mail"), ("fr/", "fr", "par courriel")])
def test_every_page_leads_to_where_people_ask_to_be_told_by_mail(
    built: Path, root: str, lang: str, words: str
) -> None:
    links = html.parse(built / f"{root}privacy/index.html").xpath("//a[contains(@href, '/watch/privacy')]")
    assert [(link.get("href"), link.text) for link in links] == [
        (f"https://decide.example.org/watch/privacy?lang={lang}", words)
    ]


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def test_contrib_declarations_696_every_page_exists_in_both_languages_at_the_same_address(
    built: Path,
) -> None:
    pages = {path.relative_to(built).as_posix() for path in built.rglob("index.html")}
    english = {page for page in pages if not page.startswith("fr/")}
    assert {f"fr/{page}" for page in english} == pages - english


def test_two_builds_are_the_same_byte_for_byte(built: Path, tmp_path: Path) -> None:
    again = publish(folder(tmp_path), on=TODAY, library=bookcase()).out
    assert contents(built) == contents(again)


def test_pouring_a_page_gives_the_bytes_that_framing_it_gives(built: Path, tmp_path: Path) -> None:
    framed = publish(folder(tmp_path), on=TODAY, library=bookcase(), pour=False).out
    assert contents(built) == contents(framed)


def test_no_page_holds_an_inline_script_or_style_or_leaves_its_origin(built: Path) -> None:
    for path in built.rglob("*.html"):
        page = html.parse(path)
        assert not page.xpath("//script[not(@src)]|//style|//@style|//*[starts-with(name(@*), 'on')]"), path
        for address in page.xpath(
            "//script/@src|//link[not(@itemprop or @rel='canonical' or contains(@rel, 'alternate'))]/@href|//img/@src"
        ):
            assert "//" not in address, (path, address)


def test_every_link_leads_somewhere_fragments_included(built: Path) -> None:
    trees = {path: html.parse(path) for path in built.rglob("*.html")}
    ids = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    for path, tree in trees.items():
        for link in tree.xpath("//a/@href"):
            if link.startswith(("https://", "mailto:")):
                continue
            target, _, fragment = link.partition("#")
            there = (
                (built / target[1:] if target[:1] == "/" else path.parent / target).resolve()
                if target
                else path
            )
            there = there / "index.html" if there.is_dir() else there
            assert there.exists(), (path, link)
            assert not fragment or fragment in ids[there], (path, link)


def test_every_id_stands_once_on_its_page(built: Path) -> None:
    for path in built.rglob("*.html"):
        ids = html.parse(path).xpath("//@id")
        assert len(ids) == len(set(ids)), path


def test_the_site_map_tells_true_days_and_both_languages(built: Path) -> None:
    told = etree.parse(built / "sitemap.xml")
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        entry.findtext("s:loc", namespaces=spaces): entry.findtext("s:lastmod", namespaces=spaces)
        for entry in told.getroot()
    }
    assert days["https://policies.example.org/privacy/"] == "2026-06-01"
    assert days["https://policies.example.org/fr/privacy/versions/1.0.0/"] == "2015-10-01"


def test_a_lost_reader_is_helped_in_both_languages(built: Path) -> None:
    page = html.parse(built / "404.html")
    assert page.xpath("//section/@lang") == ["en", "fr"]


def test_pages_that_people_wrote_stand_in_the_same_frame(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "docs/guide.md").write_text(
        "# Guide\n\n## One {#one}\n\nWords.\n\n## Two {#two}\n\nWords.\n", "utf-8"
    )
    page = html.parse(publish(root, on=TODAY, library=bookcase()).out / "guide/index.html")
    assert page.xpath("//nav[@class='aside']//a/@href") == ["#one", "#two"]


@pytest.mark.parametrize(
    ("file", "cause"),
    [
        (None, "not found; run policy init"),
        (
            "site_name: x\ndocs_dir: docs\ntheme: {name: material, font: false}\nplugins: []\n",
            "the plugin 'policy-notifier' is missing",
        ),
    ],
)
def test_a_site_that_cannot_be_built_says_why(tmp_path: Path, file: str | None, cause: str) -> None:
    (tmp_path / "docs").mkdir()
    if file:
        (tmp_path / "mkdocs.yml").write_text(file, "utf-8")
    with pytest.raises(SettingsRefused, match=cause):
        publish(tmp_path, on=TODAY, library=bookcase())


def test_a_warning_of_the_builder_is_a_refusal(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "docs/guide.md").write_text("# Guide\n\n[gone](gone.md)\n", "utf-8")
    with pytest.raises(SettingsRefused, match=r"gone\.md"):
        publish(root, on=TODAY, library=bookcase())


def test_a_build_leaves_alone_what_stands_and_gives_what_a_fresh_one_gives(tmp_path: Path) -> None:
    root = folder(tmp_path)
    first = publish(root, on=TODAY, library=Bookcase(EDITIONS[:4]))
    again = publish(root, on=TODAY, library=Bookcase(EDITIONS[:4]))
    assert (again.written, again.removed) == (0, 0)
    assert again.kept == first.written
    grown = publish(root, on=TODAY, library=bookcase())
    assert 0 < grown.written < first.written
    fresh = publish(root, on=TODAY, library=bookcase(), out=tmp_path / "fresh").out
    assert contents(grown.out) == contents(fresh)
    shrunk = publish(root, on=TODAY, library=Bookcase(EDITIONS[:4]))
    assert shrunk.removed
    assert contents(shrunk.out) == contents(
        publish(root, on=TODAY, library=Bookcase(EDITIONS[:4]), out=tmp_path / "third").out
    )
