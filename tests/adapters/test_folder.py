"""The folder of a built site, and what is kept from one build to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notifier.adapters.folder import Folder
from notifier.adapters.shelf import DiskShelf, NoShelf, opened

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "cache/site.json"


def built(out: Path, book: Path, files: dict[str, tuple[str, bytes]]) -> Folder:
    folder = Folder(out, book=book)
    for url, (key, content) in files.items():
        if not folder.stands(url, key):
            folder.write(url, content, key)
    folder.close()
    return folder


FILES = {"": ("k0", b"start"), "a/": ("k1", b"one"), "a/b.json": ("", b"{}")}


def test_what_was_made_from_the_same_things_is_left_alone(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "site"
    assert built(out, book, FILES).written == 3
    before = (out / "a/index.html").stat().st_mtime_ns
    again = built(out, book, {**FILES, "a/": ("k1", b"never asked for")})
    assert (again.written, again.kept, again.removed) == (0, 3, 0)
    assert (out / "a/index.html").read_bytes() == b"one"
    assert (out / "a/index.html").stat().st_mtime_ns == before


def test_a_file_that_somebody_touched_is_written_again(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "site"
    built(out, book, FILES)
    (out / "a/index.html").write_bytes(b"other words")
    (out / "index.html").unlink()
    assert built(out, book, FILES).written == 2
    assert (out / "a/index.html").read_bytes() == b"one"
    assert (out / "index.html").read_bytes() == b"start"


def test_what_no_build_makes_any_more_goes_and_hidden_files_stay(tmp_path: Path, book: Path) -> None:
    out = tmp_path / "site"
    built(out, book, FILES)
    (out / ".well-known").write_text("mine", "utf-8")
    assert built(out, book, {"": ("k0", b"start")}).removed == 2
    assert {path.name for path in out.rglob("*")} == {"index.html", ".well-known"}


@pytest.mark.parametrize("content", [b"no json", b"[]", b'{"out": "elsewhere", "files": {"x": [1]}}'])
def test_a_book_that_cannot_be_read_makes_everything_anew(tmp_path: Path, book: Path, content: bytes) -> None:
    built(tmp_path / "site", book, FILES)
    book.write_bytes(content)
    assert not Folder(tmp_path / "site", book=book).stands("a/", "k1")


def test_another_folder_is_not_known_from_the_book_of_the_first(tmp_path: Path, book: Path) -> None:
    built(tmp_path / "site", book, FILES)
    assert built(tmp_path / "other", book, FILES).written == 3


def test_a_shelf_keeps_what_is_asked_for_and_drops_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite3"
    shelf = DiskShelf(path)
    shelf.put(b"old", b"1")
    shelf.put(b"new", b"2" * 500)
    shelf.close()
    for _ in range(4):
        shelf = DiskShelf(path)
        assert shelf.get(b"new") == b"2" * 500
        shelf.close()
    assert DiskShelf(path).get(b"old") is None


def test_a_spoilt_shelf_is_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "shelf.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    shelf = DiskShelf(path)
    assert shelf.get(b"a") is None
    shelf.put(b"a", b"1")
    shelf.close()
    assert DiskShelf(path).get(b"a") == b"1"


def test_two_builds_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    one, two = DiskShelf(tmp_path / "shelf"), DiskShelf(tmp_path / "shelf")
    one.put(b"a", b"1")
    two.put(b"b", b"2")
    assert two.get(b"b") is None
    one.close()
    two.close()


def test_where_there_is_no_place_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for shelf in (opened(None), opened(tmp_path / "file" / "shelf")):
        assert isinstance(shelf, NoShelf)
        shelf.put(b"a", b"1")
        assert shelf.get(b"a") is None
        shelf.close()
