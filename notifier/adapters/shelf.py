"""What was printed is kept on disk by the hash of all that it was made from, so that it is printed once."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BUILDS = 4
"""What was not asked for in so many builds is thrown away."""

_TABLES = """
CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, build INTEGER NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS kept_build ON kept (build);
"""


class DiskShelf:
    """A file of kept things; what cannot be read or written is simply made again.

    Raises:
        OSError: when there is no place for the file.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._base = _connected(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._base = _connected(path)
        self._build = int(self._base.execute("SELECT coalesce(max(build), 0) + 1 FROM kept").fetchone()[0])
        self._used: list[tuple[int, bytes]] = []
        self._base.execute("BEGIN")

    def get(self, key: bytes, /) -> bytes | None:
        """Give what is kept under a key."""
        with suppress(sqlite3.Error, zlib.error):
            found = self._base.execute("SELECT content FROM kept WHERE key = ?", (key,)).fetchone()
            if found:
                content = zlib.decompress(found[0])
                self._used.append((self._build, key))
                return content
        return None

    def put(self, key: bytes, content: bytes, /) -> None:
        """Keep something under a key; while another build writes, nothing is kept."""
        row = (key, self._build, zlib.compress(content, 1))
        with suppress(sqlite3.Error):
            self._base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", row)

    def close(self) -> None:
        """Write all of it, and throw away what nothing asks for any more."""
        with suppress(sqlite3.Error):
            self._base.executemany("UPDATE kept SET build = ? WHERE key = ?", self._used)
            self._base.execute("DELETE FROM kept WHERE build <= ?", (self._build - _BUILDS,))
            self._base.execute("COMMIT")
        self._base.close()


class NoShelf:
    """Keeps nothing."""

    def get(self, key: bytes, /) -> bytes | None:
        """Give nothing."""
        del key
        return None

    def put(self, key: bytes, content: bytes, /) -> None:
        """Forget it."""

    def close(self) -> None:
        """Do nothing."""


def opened(path: Path | None) -> DiskShelf | NoShelf:
    """Open the file of kept things; where there is no place for one, nothing is kept."""
    if path is None:
        return NoShelf()
    try:
        return DiskShelf(path)
    except (OSError, sqlite3.Error):
        return NoShelf()


def _connected(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=0.2, isolation_level=None)
    # A cache that a power cut spoils is thrown away: it need not be safe, only quick.
    base.execute("PRAGMA journal_mode = MEMORY")
    base.execute("PRAGMA synchronous = OFF")
    base.executescript(_TABLES)
    return base
