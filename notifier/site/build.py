"""Turn policies as they stand on one day into pages and files; knows nothing of the builder that frames them."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from notifier.core.changeset import compare
from notifier.core.document import Kind
from notifier.core.timeline import State
from notifier.render import addresses
from notifier.render.pages import texts
from notifier.render.pages.press import Press, safe
from notifier.site.model import Anchor, Asset, Page, Printed, Shelf, shelve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from notifier.core.document import Clause, Document
    from notifier.core.release import Record
    from notifier.core.text import Language
    from notifier.core.timeline import Stay
    from notifier.render.words import Words
    from notifier.site.model import Library


class Site:
    """All pages and files of a site.

    Attributes:
        shelves: every policy.
        presses: one for each language.
    """

    def __init__(self, library: Library, *, words: Mapping[Language, Words], on: date) -> None:
        self.library = library
        self.on = on
        self.registry = library.registry
        self.shelves = tuple(shelve(library, policy, on) for policy in self.registry.policies)
        self.presses = {
            language: Press(words=catalogue, registry=self.registry) for language, catalogue in words.items()
        }
        self.languages = tuple(
            dict.fromkeys(lang for shelf in self.shelves for lang in shelf.policy.languages)
        )

    def pages(self) -> Iterator[Page]:
        """Give every page, the start pages first."""
        for language in self.languages:
            yield self._start(language)
        for shelf in self.shelves:
            for language in shelf.policy.languages:
                yield from _Room(self, shelf, language).pages()

    def assets(self) -> Iterator[Asset]:
        """Give every file beside the pages."""
        for language in self.languages:
            yield Asset(url=f"{addresses.root(language)}search.json", content=partial(self._index, language))
        for shelf in self.shelves:
            for language in shelf.policy.languages:
                for stay in shelf.stays:
                    yield Asset(
                        url=source_address(language, stay.record),
                        content=partial(self._source, stay.record, language),
                    )

    def _source(self, record: Record, language: Language) -> bytes:
        return self.library.text(record, language).encode()

    def _index(self, language: Language) -> bytes:
        """List the clauses in force for the search of a language."""
        return payload(
            {
                "clauses": [
                    {
                        "url": f"{shelf.policy.name}/#{clause.id}",
                        "title": part or dict(shelf.policy.titles)[language],
                        "text": clause.text,
                    }
                    for shelf in self.shelves
                    if language in shelf.policy.languages and shelf.current
                    for part, clause in _placed(self.library.document(shelf.current.record, language))
                ]
            }
        )

    def _start(self, language: Language) -> Page:
        press = self.presses[language]
        cards = [
            {"shelf": shelf, "stay": shelf.current, "waiting": shelf.waiting}
            for shelf in self.shelves
            if language in shelf.policy.languages
        ]
        here = addresses.root(language)
        return Page(
            url=here,
            kind="start",
            language=language,
            title=self.registry.organisation,
            description=press.words.gettext(
                "The rules between you and us: what is in force, since when, and everything that ever changed."
            ),
            alternates=tuple((other, addresses.root(other)) for other in self.languages),
            updated=max(
                (stay.record.published_on for shelf in self.shelves for stay in shelf.stays), default=self.on
            ),
            listed=True,
            print=lambda: Printed(html=press.page("start.html", here, cards=cards)),
        )


def source_address(language: Language, record: Record) -> str:
    """Give where the exact text of a release can be downloaded."""
    return f"{addresses.version(language, record.policy, record.version)}{record.policy}-{record.version}-{language}.md"


def payload(value: object) -> bytes:
    """Write JSON the same way everywhere: readable, in the order given, ending in a newline."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _placed(document: Document) -> Iterator[tuple[str, Clause]]:
    """Give every clause that is not a heading with the heading it stands under."""
    part = ""
    for clause in document.clauses:
        if clause.kind is Kind.HEADING:
            part = clause.text if clause.depth > 1 else ""
        yield part, clause


class _Room:
    """The pages of one policy in one language."""

    def __init__(self, site: Site, shelf: Shelf, language: Language) -> None:
        self.site = site
        self.shelf = shelf
        self.language = language
        self.press = site.presses[language]
        self.name = shelf.policy.name
        self.title = self.press.title(shelf.policy.titles)

    def pages(self) -> Iterator[Page]:
        _ = self.press.words.gettext
        if self.shelf.current:
            yield self._text(self.shelf.current)
        yield self._plain(
            "upcoming",
            addresses.upcoming,
            _("What is announced"),
            stays=self.shelf.waiting,
            text_link=self._link_to_text(),
        )
        yield self._plain("versions", addresses.versions, _("All versions"), stays=self.shelf.stays)
        for stay in self.shelf.stays:
            yield self._version(stay)
            if stay.previous:
                yield self._change(stay, stay.previous)

    def _page(
        self,
        kind: str,
        address: Callable[..., str],
        *rest: object,
        title: str,
        printed: Callable[[str], Printed],
        updated: date,
        description: str = "",
        listed: bool = True,
    ) -> Page:
        here = address(self.language, self.name, *rest)
        return Page(
            url=here,
            kind=kind,
            language=self.language,
            title=title,
            description=description or f"{title} · {self.title} · {self.site.registry.organisation}",
            alternates=tuple(
                (other, address(other, self.name, *rest)) for other in self.shelf.policy.languages
            ),
            updated=updated,
            listed=listed,
            print=lambda: printed(here),
        )

    def _print(self, template: str, here: str, **values: Any) -> str:
        return self.press.page(template, here, shelf=self.shelf, **values)

    def _plain(self, kind: str, address: Callable[..., str], title: str, **values: Any) -> Page:
        return self._page(
            kind,
            address,
            title=f"{title} · {self.title}",
            updated=self._latest(),
            printed=lambda here: Printed(html=self._print(f"{kind}.html", here, **values)),
        )

    def _latest(self) -> date:
        return max((stay.record.published_on for stay in self.shelf.stays), default=self.site.on)

    def _link_to_text(self) -> Markup:
        return Markup('<a href="../">{}</a>').format(self.press.words.gettext("the present text"))

    def _text(self, stay: Stay) -> Page:
        day = self.press.time(stay.since).striptags()
        return self._page(
            "text",
            addresses.text,
            title=self.title,
            description=self.press.words.gettext("{title}, version {number}, in force since {day}.").format(
                title=self.title, number=stay.record.version, day=day
            ),
            updated=stay.since,
            printed=lambda here: self._printed_text("text.html", here, stay),
        )

    def _version(self, stay: Stay) -> Page:
        return self._page(
            "version",
            addresses.version,
            stay.record.version,
            title=f"{self.title} {stay.record.version}",
            updated=stay.record.published_on,
            printed=lambda here: self._printed_text("version.html", here, stay),
        )

    def _printed_text(self, template: str, here: str, stay: Stay) -> Printed:
        document = self.site.library.document(stay.record, self.language)
        head = next((c.id for c in document.clauses if c.kind is Kind.HEADING and c.depth == 1), "text")
        parts = [
            Anchor(name=clause.id, title=clause.text)
            for clause in document.clauses
            if clause.kind is Kind.HEADING and clause.depth == 2
        ]
        source = source_address(self.language, stay.record)
        text = next(ref for ref in stay.record.texts if ref.language == self.language)
        html = self._print(
            template,
            here,
            stay=stay,
            head=head,
            title=document.title or self.title,
            parts=parts,
            html=safe(texts.text(document, self.press.words)),
            sha256=text.sha256,
            source=source,
            command=Markup("<code>sha256sum {}</code>").format(source.rpartition("/")[2]),
        )
        return Printed(html=html, anchors=tuple(parts))

    def _change(self, stay: Stay, before: Record) -> Page:
        _ = self.press.words.gettext
        announced = stay.state is State.ANNOUNCED
        title = (
            _("What will change in version {number}") if announced else _("What changed in version {number}")
        ).format(number=stay.record.version)
        return self._page(
            "change",
            addresses.change,
            stay.record.version,
            title=f"{title} · {self.title}",
            updated=stay.record.published_on,
            printed=lambda here: self._printed_change(here, title, stay, before),
        )

    def _printed_change(self, here: str, title: str, stay: Stay, before: Record) -> Printed:
        library = self.site.library
        changeset = compare(
            library.document(before, self.language), library.document(stay.record, self.language)
        )
        told = texts.change(changeset, stay.record, self.press)
        html = self._print(
            "change.html",
            here,
            stay=stay,
            title=title,
            room="upcoming" if stay.state is State.ANNOUNCED else "versions",
            number_link=lambda record: Markup('<a href="{}">{}</a>').format(
                addresses.relative(here, addresses.version(self.language, self.name, record.version)),
                record.version,
            ),
            notice=max((stay.since - stay.record.published_on).days, 0),
            notes=told.notes,
            parts=told.parts,
            count=told.count,
            hidden=sum(1 for part in told.parts if part.state == "same"),
        )
        return Printed(
            html=html,
            anchors=tuple(
                Anchor(name=part.name, title=part.title)
                for part in told.parts
                if part.name and part.state != "same"
            ),
        )


__all__ = ["Site", "source_address"]
