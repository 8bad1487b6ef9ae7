"""The pages of one policy in one language."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from notifier.core.changeset import compare
from notifier.core.document import Kind, parse
from notifier.core.identity import assign
from notifier.core.timeline import State
from notifier.errors import NotifierError
from notifier.render import addresses
from notifier.render.pages import texts
from notifier.render.pages.press import safe
from notifier.site import files
from notifier.site.departed import departed
from notifier.site.model import Anchor, Asset, Page, Printed, Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from notifier.core.release import Record, Version
    from notifier.core.text import ClauseId, Language
    from notifier.core.timeline import Stay
    from notifier.site.build import Site
    from notifier.site.departed import Departed
    from notifier.site.pasts import Past, Wording
    from notifier.site.reading import Said


_ROOMS = {"version.html": "versions", "clause.html": "clauses"}
"""The room that a page stands in, where it is not one itself."""


class Room:
    """The pages of one policy in one language."""

    def __init__(self, site: Site, shelf: Shelf, language: Language) -> None:
        self.site = site
        self.shelf = shelf
        self.language = language
        self.press = site.presses[language]
        self.name = shelf.policy.name
        self.title = self.press.title(shelf.policy.titles)
        self._ways: dict[tuple[str, str], Markup] = {}

    def items(self) -> Iterator[Page | Asset]:
        """Give every page and file, those of one release together, so that each text is read once."""
        yield from self._doors()
        for stay in self.shelf.stays:
            number = stay.record.version
            yield from self._with_paper(self._version(stay), addresses.paper, number)
            if stay.previous:
                page = self._change(stay, stay.previous)
                yield from self._with_paper(page, addresses.paper_change, number)
            yield from files.of_stay(self.site, stay, self.language)
        yield from files.of_feeds(self.site, self.shelf, self.language)
        yield from self._histories()

    def _with_paper(self, page: Page, address: Callable[..., str], number: Version) -> Iterator[Page | Asset]:
        """Give a page, and what it says on paper."""
        yield page
        if self.site.printer:
            url = address(self.language, self.name, number)
            yield Asset(url=url, content=partial(self._paper, page), key=("paper", page.key))

    def _paper(self, page: Page) -> bytes:
        printer, home = self.site.printer, self.site.registry.site_url
        printed = page.print()
        foot = f"{printed.title} · {home}{page.url}".replace('"', "”").replace("\\", "/")
        html = self.press.page(
            "paper.html",
            page.url,
            title=printed.title,
            description=printed.description,
            foot=safe(foot.replace("<", "‹")),
            html=safe(printed.html),
        )
        return printer(html, home + page.url, page.updated) if printer else b""

    def _doors(self) -> Iterator[Page]:
        """Give the pages of today."""
        _ = self.press.words.gettext
        if current := self.shelf.current:
            yield self._text(current)
            if len(self.shelf.policy.languages) > 1:
                yield self._plain(
                    "bilingual",
                    addresses.bilingual,
                    _("Side by side"),
                    stay=current,
                    pairs=partial(self._pairs, current),
                )
        if self.site.draft:
            yield self._page(
                "draft", addresses.draft, updated=self.site.on, printed=self._printed_draft, listed=False
            )
        yield self._plain(
            "upcoming",
            addresses.upcoming,
            _("What is announced"),
            stays=self.shelf.waiting,
            text_link=self._link_to_text(),
        )
        if len(self.shelf.stays) > 1:
            later = (self.shelf.current or self.shelf.stays[-1]).record
            yield self._plain(
                "compare", addresses.compare, _("Compare two versions"), stays=self.shelf.stays, later=later
            )
        yield self._plain("versions", addresses.versions, _("All versions"), stays=self.shelf.stays)

    def _histories(self) -> Iterator[Page]:
        """Give the pages of single clauses."""
        pasts = self.site.pasts(self.shelf, self.language)
        yield self._plain(
            "clauses",
            addresses.clauses,
            self.press.words.gettext("Clause by clause"),
            pasts=lambda: [(past, self._said(past, past.wordings[-1]).title) for past in pasts],
        )
        for past in pasts:
            yield self._clause(past)

    def _clause(self, past: Past) -> Page:
        def printed(here: str) -> Printed:
            title = self._said(past, past.wordings[-1]).title
            html = self._print(
                "clause.html",
                here,
                past=past,
                title=title,
                departed=self._departed.get(past.name),
                wordings=[(wording, self._said(past, wording).html) for wording in past.wordings],
                name=Markup("<code>{}</code>").format(past.name),
            )
            return self._described(html, title)

        return self._page(
            "clause",
            addresses.clause,
            past.name,
            updated=(past.gone or past.wordings[-1].stay).record.published_on,
            key=(
                past.gone and (self._stand(past.gone), self._departed[past.name]),
                *((self._stand(one.stay), one.standing, one.ref) for one in past.wordings),
            ),
            printed=printed,
        )

    def _said(self, past: Past, wording: Wording) -> Said:
        return self.site.reading.said(wording.stay.record, self.language, past.name)

    def _described(self, html: str, title: str, description: str = "", **more: Any) -> Printed:
        title = title if title.startswith(self.title) else f"{title} · {self.title}"
        return Printed(
            html=html,
            title=title,
            description=description or f"{title} · {self.site.registry.organisation}",
            **more,
        )

    def _stand(self, stay: Stay) -> tuple[object, ...]:
        """Give all that is told of a release and its time."""
        before = stay.previous and self.site.reading.print(stay.previous)
        return self.site.reading.print(stay.record), before, stay.state, stay.since, stay.until

    def _pairs(self, stay: Stay) -> Iterator[tuple[dict[str, object], ...]]:
        """Give the text in every language, the page's own first, cut where all of them can be cut."""
        tongues = sorted(self.shelf.policy.languages, key=lambda language: language != self.language)
        told = [
            texts.units(self.site.reading.document(stay.record, tongue), self.site.presses[tongue].words)
            for tongue in tongues
        ]
        for row in zip(*told, strict=True):
            yield tuple(
                {"language": tongue, "html": safe(html if not place else texts.nameless(html))}
                for place, (tongue, html) in enumerate(zip(tongues, row, strict=True))
            )

    def _page(
        self,
        kind: str,
        address: Callable[..., str],
        *rest: object,
        printed: Callable[[str], Printed],
        updated: date,
        key: tuple[object, ...] = (),
        listed: bool = True,
    ) -> Page:
        """Give a page; with a key that tells all it is made from, it is printed once."""
        here = address(self.language, self.name, *rest)
        return Page(
            url=here,
            kind=kind,
            language=self.language,
            alternates=tuple(
                (other, address(other, self.name, *rest)) for other in self.shelf.policy.languages
            ),
            updated=updated,
            listed=listed,
            print=lambda: printed(here),
            key=(kind, here, sorted(self.shelf.addresses), key) if key else (),
        )

    def _print(self, template: str, here: str, **values: Any) -> str:
        room = values.get("room", _ROOMS.get(template, template.removesuffix(".html")))
        return self.press.page(template, here, shelf=self.shelf, rooms=self._rooms(here, room), **values)

    def _rooms(self, here: str, room: str) -> Markup:
        """Write the way to all rooms of the policy, once for all pages that stand beside each other."""
        key = here if here in self.shelf.addresses else here.rstrip("/").rpartition("/")[0], room
        if key not in self._ways:
            self._ways[key] = safe(self.press.page("rooms.html", here, shelf=self.shelf, room=room))
        return self._ways[key]

    def _plain(self, kind: str, address: Callable[..., str], title: str, **values: Any) -> Page:
        return self._page(
            kind,
            address,
            updated=self._latest(),
            printed=lambda here: self._described(
                self._print(
                    f"{kind}.html",
                    here,
                    **{name: value() if callable(value) else value for name, value in values.items()},
                ),
                title,
            ),
        )

    def _latest(self) -> date:
        return max((stay.record.published_on for stay in self.shelf.stays), default=self.site.on)

    def _link_to_text(self) -> Markup:
        return Markup('<a href="../">{}</a>').format(self.press.words.gettext("the present text"))

    @cached_property
    def _departed(self) -> dict[ClauseId, Departed]:
        """Give the clauses that the newest text no longer has, and where links to them lead."""
        return {one.name: one for one in departed(self.site, self.shelf, self.language)}

    def _text(self, stay: Stay) -> Page:
        day = self.press.day(stay.since)
        description = self.press.words.gettext("{title}, version {number}, in force since {day}.").format(
            title=self.title, number=stay.record.version, day=day
        )
        here = {clause.id for clause in stay.record.clauses}
        gone = tuple(one for one in self._departed.values() if one.name not in here)
        return self._page(
            "text",
            addresses.text,
            updated=stay.since,
            key=(self._stand(stay), gone),
            printed=lambda here: self._printed_text(
                "text.html", here, stay, title=self.title, description=description, gone=gone
            ),
        )

    def _version(self, stay: Stay) -> Page:
        title = f"{self.title} {stay.record.version}"
        return self._page(
            "version",
            addresses.version,
            stay.record.version,
            updated=stay.record.published_on,
            key=(self._stand(stay),),
            printed=lambda here: self._printed_text("version.html", here, stay, title=title),
        )

    def _printed_text(
        self,
        template: str,
        here: str,
        stay: Stay,
        *,
        title: str,
        description: str = "",
        gone: Sequence[Departed] = (),
    ) -> Printed:
        document = self.site.reading.document(stay.record, self.language)
        head = next((c.id for c in document.clauses if c.kind is Kind.HEADING and c.depth == 1), "text")
        parts = tuple(
            Anchor(name=clause.id, title=clause.text)
            for clause in document.clauses
            if clause.kind is Kind.HEADING and clause.depth == 2
        )
        source = files.source_address(self.language, stay.record)
        text = next(ref for ref in stay.record.texts if ref.language == self.language)
        html = self._print(
            template,
            here,
            stay=stay,
            head=head,
            title=document.title or self.title,
            parts=parts,
            html=safe(texts.text(document, self.press.words, gone=[one.name for one in gone])),
            sha256=text.sha256,
            gone=gone,
            source=source,
            paper=self._paper_link(addresses.paper, stay),
            command=Markup("<code>sha256sum {}</code>").format(source.rpartition("/")[2]),
        )
        return self._described(html, title, description, anchors=parts)

    def _paper_link(self, address: Callable[..., str], stay: Stay) -> str:
        return address(self.language, self.name, stay.record.version) if self.site.printer else ""

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
            updated=stay.record.published_on,
            key=(self._stand(stay),),
            printed=lambda here: self._printed_change(here, title, stay, before),
        )

    def _printed_draft(self, here: str) -> Printed:
        """Print what the text that is worked on would change; where it cannot be read, the cause."""
        newest = self.shelf.stays[-1].record if self.shelf.stays else None
        before = (
            self.site.reading.document(newest, self.language) if newest else parse("", language=self.language)
        )
        values: dict[str, Any] = {"refused": "", "parts": (), "count": 0, "hidden": 0}
        try:
            working = self.site.library.working(self.name, self.language)
            after = assign(working, before=before)
        except NotifierError as error:
            values["refused"] = str(error)
        else:
            marker = texts.redline(compare(before, after), self.press)
            values |= {"parts": marker.parts, "count": marker.count, "hidden": marker.hidden}
        version = newest.version if newest else ""
        html = self._print("draft.html", here, title=self.title, version=version, **values)
        return self._described(html, self.press.words.gettext("Draft"))

    def _printed_change(self, here: str, title: str, stay: Stay, before: Record) -> Printed:
        changeset = self.site.reading.changes(before, stay.record, self.language)
        if stay in self.shelf.stays[-files.REDLINES :]:
            files.redline(self.site, before, stay.record, self.language)  # while both texts are at hand
        told = texts.change(changeset, stay.record, self.press)
        html = self._print(
            "change.html",
            here,
            stay=stay,
            title=title,
            room="upcoming" if stay.state is State.ANNOUNCED else "versions",
            paper=self._paper_link(addresses.paper_change, stay),
            number_link=lambda record: Markup('<a href="{}">{}</a>').format(
                addresses.relative(here, addresses.version(self.language, self.name, record.version)),
                record.version,
            ),
            notice=max((stay.since - stay.record.published_on).days, 0),
            notes=told.notes,
            alone=told.alone,
            parts=told.parts,
            count=told.count,
            hidden=told.hidden,
        )
        anchors = tuple(
            Anchor(name=part.name, title=part.title)
            for part in told.parts
            if part.name and part.state != "same"
        )
        return self._described(html, title, anchors=anchors)
