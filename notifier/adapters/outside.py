"""Texts from outside: pasted words, Markdown, Word files."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from notifier.adapters import worktree
from notifier.core.inspection import titled
from notifier.core.said import say
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from pathlib import Path

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def markdown(path: Path) -> str:
    """Read a file as Markdown: `.md` as it stands, `.docx` by its styles, anything else as pasted words."""
    match path.suffix.lower():
        case ".md" | ".markdown":
            return worktree.read(path, place=str(path))
        case ".docx":
            return _word(path)
        case _:
            return titled(worktree.read(path, place=str(path)))


def _word(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("word/document.xml").file_size > 20 * worktree.LIMIT:
                raise TextRefused(say("too long for a policy"), source=str(path))
            content = archive.read("word/document.xml")
    except (zipfile.BadZipFile, KeyError) as error:
        raise TextRefused(
            say("no Word file"), source=str(path), remedy=say("save it as .docx again")
        ) from error
    if b"<!DOCTYPE" in content:
        raise TextRefused(say("no Word file"), source=str(path), remedy=say("save it as .docx again"))
    told: list[str] = []
    for paragraph in ET.fromstring(content).iter(f"{_WORD}p"):  # noqa: S314 - without a DTD nothing expands
        line = _paragraph(paragraph)
        if line:
            tight = line.lstrip().startswith("- ") and bool(told) and told[-1].lstrip().startswith("- ")
            told += [line] if tight or not told else ["", line]
    return "\n".join([*told, ""])


def _paragraph(paragraph: ET.Element) -> str:
    """Give a paragraph with the sign of its style: heading, list item, or none."""
    words = "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t")).strip()
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    name = (style.get(f"{_WORD}val") or "").lower() if style is not None else ""
    depth = paragraph.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}ilvl")
    if words and name.startswith(("heading", "titre", "title")):
        return f"{'#' * min(int(name[-1]) if name[-1:].isdigit() else 1, 6)} {words}"
    if words and depth is not None:
        return f"{'  ' * int(depth.get(f'{_WORD}val') or 0)}- {words}"
    return words
