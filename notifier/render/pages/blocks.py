"""Lay clauses out as a page: paragraphs, nested lists, tables, headings, each with its own address."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from notifier.core.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from notifier.core.document import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One clause, ready to be laid out.

    Attributes:
        kind: of the clause.
        html: its words, as HTML that is safe to place.
        id: its address on the page; empty where another block has it.
        depth: of a heading or an item.
        marker: of an item.
        cells: of a row, as HTML.
        head: whether the row is the head of its table.
        classes: names for the style sheet.
        anchor: the link to itself, as HTML; empty for none.
    """

    kind: Kind
    html: str
    id: str = ""
    depth: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    head: bool = False
    classes: tuple[str, ...] = ()
    anchor: str = ""


def of(clause: Clause, html: str, *, cells: tuple[str, ...] = (), **more: object) -> Block:
    """Lay out a clause as the place in the text asks for."""
    return Block(
        kind=clause.kind,
        html=html,
        depth=clause.depth,
        marker=clause.marker,
        cells=cells,
        head=clause.kind is Kind.ROW and not clause.header,
        **({"id": str(clause.id)} | more),  # type: ignore[arg-type]
    )


@dataclass(slots=True)
class _Page:
    """What is written, and what is still open: the tags to close, innermost last."""

    written: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def close(self, until: int = 0) -> None:
        while len(self.open) > until:
            self.written.append(self.open.pop())

    @property
    def lists(self) -> list[int]:
        """Where in the open tags each list begins."""
        return [place for place, tag in enumerate(self.open) if tag in {"</ul>\n", "</ol>\n"}]


def layout(blocks: Iterable[Block]) -> str:
    """Write blocks one after the other, opening and closing what they stand in."""
    page = _Page()
    for block in blocks:
        match block.kind:
            case Kind.ITEM:
                _item(page, block)
            case Kind.ROW:
                _row(page, block)
            case Kind.PARAGRAPH | Kind.QUOTE | Kind.CODE if block.depth and page.lists:
                _close_to(page, block.depth)
                page.written.append(_single(block))
            case _:
                page.close()
                page.written.append(_single(block))
    page.close()
    return "".join(page.written)


def _close_to(page: _Page, depth: int) -> None:
    """Stay inside the item of a depth."""
    lists = page.lists
    if len(lists) > depth:
        page.close(lists[depth])
    elif "</tbody></table></div>\n" in page.open:
        page.close(page.open.index("</tbody></table></div>\n"))


def _item(page: _Page, block: Block) -> None:
    depth = max(block.depth, 1)
    ordered = block.marker[:1].isdigit()
    closing = "</ol>\n" if ordered else "</ul>\n"
    lists = page.lists
    if not lists:
        page.close()
    if len(lists) >= depth:
        page.close(lists[depth - 1] + 1)
        if page.open[-1] != closing:
            page.close(lists[depth - 1])
    if len(page.lists) < depth:
        start = block.marker.rstrip(".)")
        number = f' start="{start}"' if ordered and start != "1" else ""
        page.written.append(f"<ol{number}>\n" if ordered else "<ul>\n")
        page.open.append(closing)
    page.written.append(f"<li{_attributes(block)}>{block.html}{block.anchor}")
    page.open.append("</li>\n")


def _row(page: _Page, block: Block) -> None:
    inside = bool(page.open) and page.open[-1] == "</tbody></table></div>\n"
    if block.head or not inside:
        if inside:
            page.close(len(page.open) - 1)
        elif not page.lists:
            page.close()
        page.written.append('<div class="table" tabindex="0"><table>\n')
        if block.head:
            cells = "".join(f'<th scope="col">{cell}</th>' for cell in block.cells)
            page.written.append(f"<thead><tr{_attributes(block)}>{cells}</tr></thead>\n")
        page.written.append("<tbody>\n")
        page.open.append("</tbody></table></div>\n")
        if block.head:
            return
    first, *rest = block.cells or (block.html,)
    cells = f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)
    page.written.append(f"<tr{_attributes(block)}>{cells}</tr>\n")


def _single(block: Block) -> str:
    attributes = _attributes(block)
    match block.kind:
        case Kind.HEADING:
            depth = min(max(block.depth, 2), 6)
            return f"<h{depth}{attributes}>{block.html}{block.anchor}</h{depth}>\n"
        case Kind.QUOTE:
            return f"<blockquote{attributes}><p>{block.html}{block.anchor}</p></blockquote>\n"
        case Kind.CODE:
            return f"<pre{attributes}><code>{block.html}</code></pre>\n"
        case _:
            return f"<p{attributes}>{block.html}{block.anchor}</p>\n"


def _attributes(block: Block) -> str:
    name = f' id="{escape(block.id)}"' if block.id else ""
    classes = f' class="{" ".join(block.classes)}"' if block.classes else ""
    return name + classes
