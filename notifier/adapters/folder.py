"""The folder of a built site: what stands there as it was written is left alone, and what no page needs any more goes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import NamedTuple

import orjson


class Stood(NamedTuple):
    """A file as it was left: what it was made from, its size and the moment of its last change."""

    key: str
    size: int
    changed: int


class Folder:
    """A site that is written file by file.

    A file is left alone when it was made from the same things (its key) and nobody touched it since; `book` is the file
    that remembers this from one build to the next. Without a book every file is written.

    Attributes:
        written: how many files are new or others than before.
        kept: how many were left alone.
        removed: how many went.
    """

    def __init__(self, out: Path, *, book: Path | None = None) -> None:
        self.out = out
        self.written = self.kept = self.removed = 0
        self._book = book
        self._before = _remembered(book, out) if book else {}
        self._now: dict[str, Stood] = {}
        self._folders: set[str] = set()

    def stands(self, url: str, key: str) -> bool:
        """Tell whether a file made from the same things stands where it was left; it stays then."""
        path = _path(url)
        known = self._before.get(path)
        if known is None or not key or known.key != key or _state(self.out / path) != known[1:]:
            return False
        self._now[path] = known
        self.kept += 1
        return True

    def write(self, url: str, content: bytes, key: str = "") -> None:
        """Write a file, unless it holds these bytes already."""
        path = _path(url)
        place = os.path.join(self.out, path)  # noqa: PTH118 - thousands of files: plain strings are quicker
        if self._before and _same(place, content):
            self.kept += 1
        else:
            self._make(place.rpartition(os.sep)[0])
            with open(place, "wb") as file:  # noqa: PTH123 - as above
                file.write(content)
            self.written += 1
        self._now[path] = Stood(key, *_state(Path(place)))

    def adopt(self, scratch: Path) -> None:
        """Take over all files of another folder."""
        for found in sorted(scratch.rglob("*")):
            if found.is_file():
                self.write(found.relative_to(scratch).as_posix(), found.read_bytes())

    def close(self) -> None:
        """Remove what was not written or left alone, but for hidden files, and remember the rest."""
        for place, _, names in os.walk(self.out, topdown=False):
            for name in names:
                path = Path(place, name)
                if not name.startswith(".") and path.relative_to(self.out).as_posix() not in self._now:
                    path.unlink()
                    self.removed += 1
            if not os.listdir(place):  # noqa: PTH208 - as above
                Path(place).rmdir()
        if self._book:
            self._book.parent.mkdir(parents=True, exist_ok=True)
            files = {path: list(stood) for path, stood in self._now.items()}
            told = {"out": str(self.out), "files": files}
            self._book.write_bytes(orjson.dumps(told))

    def _make(self, folder: str) -> None:
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - as above
            self._folders.add(folder)


def _path(url: str) -> str:
    return f"{url}index.html" if not url or url.endswith("/") else url


def _state(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except OSError:
        return -1, -1
    return told.st_size, told.st_mtime_ns


def _same(place: str, content: bytes) -> bool:
    try:
        with open(place, "rb") as file:  # noqa: PTH123 - thousands of files: plain strings are quicker
            return file.read(len(content) + 1) == content
    except OSError:
        return False


def _remembered(book: Path, out: Path) -> dict[str, Stood]:
    """Read what stood in the folder; nothing when the book is of another folder, or cannot be read."""
    try:
        told = orjson.loads(book.read_bytes())
        files = {path: Stood(*stood) for path, stood in told["files"].items()}
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {}
    return files if told["out"] == str(out) else {}


def emptied(path: Path) -> Path:
    """Give an empty folder."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path
