"""Lay clauses out as a page: paragraphs, nested lists, tables, headings, each with its own address."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from notifier.core.document import BAR, Kind
from notifier.render import html
from notifier.render.recall import Recall

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from notifier.core.document import Clause, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One clause, ready to be laid out.

    Attributes:
        kind: of the clause.
        cells: its words as HTML that is safe to place: one cell, or those of a row.
        id: its address on the page; empty where another block has it.
        depth: of a heading or an item.
        marker: of an item.
        head: whether it is the head of its table.
        classes: names for the style sheet.
        anchor: the link to itself, as HTML; empty for none.
    """

    kind: Kind
    cells: tuple[str, ...]
    id: str = ""
    depth: int = 0
    marker: str = ""
    head: bool = False
    classes: tuple[str, ...] = ()
    anchor: str = ""


def of(
    clause: Clause, follow: Callable[[str], str], *, classes: tuple[str, ...] = (), anchor: str = ""
) -> Block:
    """Lay out a clause; `follow` turns where its links lead into links of the page."""
    return Block(
        kind=clause.kind,
        cells=tuple(html.inline(hung(cell, follow)) for cell in cells(clause)),
        id=clause.id,
        depth=clause.depth,
        marker=clause.marker,
        head=clause.kind is Kind.ROW and not clause.header,
        classes=classes,
        anchor=anchor,
    )


def hung(runs: Iterable[Run], follow: Callable[[str], str]) -> Iterator[Run]:
    """Let links lead where the page wants them to."""
    return (run._replace(target=follow(run.target)) if run.target else run for run in runs)


def cells(clause: Clause) -> list[list[Run]]:
    """Give the runs of each cell of a row; the one cell of anything else."""
    told: list[list[Run]] = [[]]
    for run in clause.runs:
        if run == BAR and len(told) < len(clause.cells):
            told.append([])
        else:
            told[-1].append(run)
    return told


_SECTIONS: Recall[str] = Recall(4_000)
_BLOCKS: Recall[Block] = Recall(2_000)


def same(clause: Clause, follow: Callable[[str], str], *, classes: tuple[str, ...] = ()) -> Block:
    """Lay out a clause as it stands, once for all versions that have it."""
    return _BLOCKS((follow, classes, look(clause)), partial(of, clause, follow, classes=classes))


def look(clause: Clause) -> Hashable:
    """Give what decides how a clause is laid out: clauses that look equal have equal HTML."""
    block = clause.block
    return (
        clause.id,
        block.kind,
        block.depth,
        block.marker,
        block.head and len(clause.cells),
        block.said.raw,
        block.said.runs if block.said.leans else (),
        clause.source,
    )


def section(
    clauses: Sequence[Clause],
    follow: Callable[[str], str],
    *,
    table: str,
    link: str = "",
    classes: tuple[str, ...] = (),
) -> str:
    """Lay out clauses as they stand, from a heading up to the next; `link` names the link of a heading to itself.

    Law: it gives what laying out every clause anew gives.
    """
    key = (follow, table, link, classes, tuple(map(look, clauses)))
    return _SECTIONS(key, partial(_section, clauses, follow, table, link, classes))


def _section(
    clauses: Sequence[Clause], follow: Callable[[str], str], table: str, link: str, classes: tuple[str, ...]
) -> str:
    told = (of(clause, follow, classes=classes, anchor=_anchor(clause, link)) for clause in clauses)
    return layout(told, table=table)


def _anchor(clause: Clause, link: str) -> str:
    """Give a heading the link to itself."""
    if clause.kind is not Kind.HEADING or not link:
        return ""
    label = escape(link.format(title=clause.text))
    return f' <a class="anchor" href="#{escape(clause.id)}" aria-label="{label}">#</a>'


def sections(clauses: Iterable[Clause]) -> Iterator[list[Clause]]:
    """Cut a text before each heading."""
    part: list[Clause] = []
    for clause in clauses:
        if part and clause.kind is Kind.HEADING:
            yield part
            part = []
        part.append(clause)
    if part:
        yield part


@dataclass(slots=True)
class _Page:
    """What is written, and what is still open: the tags to close, innermost last."""

    table: str
    written: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def close(self, until: int = 0) -> None:
        while len(self.open) > until:
            self.written.append(self.open.pop())

    @property
    def lists(self) -> list[int]:
        """Where in the open tags each list begins."""
        return [place for place, tag in enumerate(self.open) if tag in {"</ul>\n", "</ol>\n"}]


def layout(blocks: Iterable[Block], *, table: str) -> str:
    """Write blocks one after the other, opening and closing what they stand in; `table` names a table by ear."""
    page = _Page(table=escape(table))
    for block in blocks:
        match block.kind:
            case Kind.ITEM:
                _item(page, block)
            case Kind.ROW:
                _row(page, block)
            case Kind.PARAGRAPH | Kind.QUOTE | Kind.CODE | Kind.HTML if block.depth and page.lists:
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
    page.written.append(f"<li{_attributes(block)}>{block.cells[0]}{block.anchor}")
    page.open.append("</li>\n")


def _row(page: _Page, block: Block) -> None:
    inside = bool(page.open) and page.open[-1] == "</tbody></table></div>\n"
    if block.head or not inside:
        if inside:
            page.close(len(page.open) - 1)
        elif not page.lists:
            page.close()
        page.written.append(
            '<div class="table" role="group" aria-label="' + page.table + '" tabindex="0"><table>\n'
        )
        if block.head:
            cells = "".join(f'<th scope="col">{cell}</th>' for cell in block.cells)
            page.written.append(f"<thead><tr{_attributes(block)}>{cells}</tr></thead>\n")
        page.written.append("<tbody>\n")
        page.open.append("</tbody></table></div>\n")
        if block.head:
            return
    first, *rest = block.cells
    cells = f'<th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in rest)
    page.written.append(f"<tr{_attributes(block)}>{cells}</tr>\n")


def _single(block: Block) -> str:
    attributes = _attributes(block)
    match block.kind:
        case Kind.HEADING:
            depth = min(max(block.depth, 2), 6)
            return f"<h{depth}{attributes}>{block.cells[0]}{block.anchor}</h{depth}>\n"
        case Kind.QUOTE:
            return f"<blockquote{attributes}><p>{block.cells[0]}{block.anchor}</p></blockquote>\n"
        case Kind.CODE | Kind.HTML:
            return f"<pre{attributes}>{block.cells[0]}</pre>\n"
        case _:
            return f"<p{attributes}>{block.cells[0]}{block.anchor}</p>\n"


def _attributes(block: Block) -> str:
    name = f' id="{escape(block.id)}"' if block.id else ""
    classes = f' class="{" ".join(block.classes)}"' if block.classes else ""
    return name + classes
