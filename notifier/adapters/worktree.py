"""Files of the working tree: read whole, written whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

from notifier.core.said import say
from notifier.errors import TextRefused

_LINE_END = re.compile(r"\r\n|\n|\r")
JOURNAL = "policy-release"
"""The file in git's folder that names a commit whose files have still to follow."""

LIMIT = 1_000_000
"""Bytes: a text longer than this is no policy."""


def write(path: Path, content: bytes | None) -> None:
    """Put a file in place in one step, or remove it; a reader sees the old or the new one, never a part."""
    if content is None:
        path.unlink(missing_ok=True)
        return
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".policy-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read(path: Path, *, place: str) -> str:
    """Read a text of at most a megabyte; Windows line ends become plain ones, mixed ones are refused."""
    size = path.stat().st_size
    if size > LIMIT:
        raise TextRefused(
            say("{size:.1f} MB are no policy text", size=size / 1e6),
            source=place,
            remedy=say("keep each text under 1 MB"),
        )
    text = decoded(path.read_bytes(), place=place).removeprefix("\ufeff")
    ends = _LINE_END.findall(text)
    if len(set(ends)) > 1:
        line = next(n for n, end in enumerate(ends, 1) if end != ends[0])
        raise TextRefused(
            say("line ends of two kinds"),
            source=place,
            line=line,
            remedy=say("save the file with plain line ends (LF)"),
        )
    return _LINE_END.sub("\n", text)


def decoded(content: bytes, *, place: str) -> str:
    """Read bytes as UTF-8, or tell the line that is not."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextRefused(
            say("the byte 0x{byte} is not UTF-8", byte=f"{content[error.start]:02X}"),
            source=place,
            line=content.count(b"\n", 0, error.start) + 1,
            remedy=say("save the file as UTF-8"),
        ) from error


def unfinished(folder: Path) -> bool:
    """Tell whether a release was stopped after git made it and before these files followed."""
    for place in (folder, *folder.parents):
        marker = place / ".git"
        if marker.is_dir():
            return (marker / JOURNAL).exists()
        if marker.is_file():
            return (place / marker.read_text("utf-8").removeprefix("gitdir:").strip() / JOURNAL).exists()
    return False
