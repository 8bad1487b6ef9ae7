"""Inline text of a clause as it is dressed, safe to place on a page."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from notifier.core.document import Run

_SAFE = re.compile(r"(?:https?:|mailto:|tel:)[^\s<>\"]*\Z", re.IGNORECASE)


def dressed(runs: Iterable[Run], follow: Callable[[str], str]) -> str:
    """Write runs as HTML; `follow` turns the target of a link inside the policy into a link of the page."""
    return "".join(_run(run, follow) for run in runs)


def _run(run: Run, follow: Callable[[str], str]) -> str:
    html = escape(run.text, quote=False)
    if run.code:
        html = f"<code>{html}</code>"
    if run.emphasis:
        html = f"<em>{html}</em>"
    if run.strong:
        html = f"<strong>{html}</strong>"
    if link := _link(run.target, follow):
        html = f'<a href="{escape(link)}">{html}</a>'
    return html


def _link(target: str, follow: Callable[[str], str]) -> str:
    """Give a link that is safe; anything that could run or hide is dropped, its words stay."""
    if _SAFE.match(target):
        return target
    if target.startswith("#") or re.match(r"[\w./-]+\Z", target.partition("#")[0]):
        return follow(target)
    return ""
