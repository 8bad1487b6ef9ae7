"""Returned mails as they lie on disk: one file, a folder of files, a Maildir, or an mbox."""

from __future__ import annotations

import mailbox
from typing import TYPE_CHECKING

from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST = 1_000_000
"""Bytes of one mail that are read: a report stands at its beginning."""


def read(place: Path) -> Iterator[bytes]:
    """Give each mail, and change nothing there.

    Raises:
        SettingsRefused: when nothing can be read there.
    """
    try:
        yield from _read(place)
    except OSError as error:
        raise SettingsRefused(
            say("cannot be read ({cause})", cause=error.strerror or error), source=str(place)
        ) from error


def _read(place: Path) -> Iterator[bytes]:
    if place.is_dir():
        folders = [place / "new", place / "cur"] if (place / "cur").is_dir() else [place]
        for file in sorted(file for folder in folders for file in folder.iterdir() if file.is_file()):
            yield _first(file)
        return
    if _first(place).startswith(b"From "):
        box = mailbox.mbox(place, create=False)
        yield from (box.get_bytes(name)[:LARGEST] for name in box.keys())  # noqa: SIM118 - a mailbox is no dict
        return
    yield _first(place)


def _first(file: Path) -> bytes:
    with file.open("rb") as told:
        return told.read(LARGEST)
