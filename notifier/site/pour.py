"""Pour pages into a form: the theme frames one page of each form, and every page of that form is filled in the same way.

Law: pouring a page gives the same bytes as letting the theme frame it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.site.model import Page

FIELDS = ("head", "switch", "content", "toc")
"""What differs between the pages of one form."""

_HOLE = re.compile(r"<!--pour:(\w+)-->")


def hole(field: str) -> Markup:
    """Mark a place that is filled page by page."""
    return Markup("<!--pour:{}-->").format(field)


def form_of(page: Page) -> tuple[str, int]:
    """Tell which form a page is poured into: links of the frame differ by language and depth only."""
    return page.language, page.url.count("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A framed page with holes: text and the names of holes by turns, beginning and ending with text.

    Attributes:
        name: its hash.
    """

    pieces: tuple[str, ...]
    name: str

    @classmethod
    def cut(cls, framed: str) -> Form:
        """Take a form from what the theme gave."""
        name = blake2b(framed.encode(), digest_size=16).hexdigest()
        return cls(pieces=tuple(_HOLE.split(framed)), name=name)

    def fill(self, slots: Mapping[str, str]) -> str:
        """Give a whole page."""
        return "".join(piece if place % 2 == 0 else slots[piece] for place, piece in enumerate(self.pieces))
