"""Turn policies as they stand on one day into pages and files; knows nothing of the builder that frames them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.shelf import NoShelf
from notifier.core.ledger import seal_hash
from notifier.render import addresses
from notifier.render.pages.press import Press
from notifier.render.words import moment
from notifier.site import files
from notifier.site.kept import Kept
from notifier.site.model import Page, Printed, shelve
from notifier.site.pasts import begun, pasts
from notifier.site.reading import Reading
from notifier.site.room import Room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from notifier.core.release import Record
    from notifier.core.text import ClauseId, Language, PolicyName
    from notifier.render.words import Words
    from notifier.site.kept import Shelf as KeptShelf
    from notifier.site.model import Asset, Library, Shelf
    from notifier.site.pasts import Past

    Printer = Callable[[str, str, date], bytes]


SEALS = 100
"""How many seals a page lists; the file has all of them."""


class Site:
    """All pages and files of a site.

    Attributes:
        shelves: every policy.
        printer: prints PDF; nothing when there are none.
        draft: whether the texts that are worked on are shown.
        presses: one for each language.
    """

    def __init__(
        self,
        library: Library,
        *,
        words: Mapping[Language, Words],
        on: date,
        shelf: KeptShelf | None = None,
        printer: Printer | None = None,
        draft: bool = False,
    ) -> None:
        self.library = library
        self.registry = library.registry
        self.printer, self.draft = printer, draft
        self.shelves = tuple(shelve(library, policy, on, draft=draft) for policy in self.registry.policies)
        called = library.called(_rulers(self.shelves))
        self.kept = Kept(shelf or NoShelf(), self.registry, bool(printer), called)
        self.reading = Reading(library, self.kept, self._begun)
        self.on = on
        self._pasts: dict[tuple[PolicyName, Language], list[Past]] = {}
        self._begins: dict[Language, dict[tuple[object, ...], list[ClauseId]]] = {}
        self.presses = {
            language: Press(words=catalogue, registry=self.registry, called=called)
            for language, catalogue in words.items()
        }
        self.languages = tuple(
            dict.fromkeys(lang for shelf in self.shelves for lang in shelf.policy.languages)
        )

    def items(self) -> Iterator[Page | Asset]:
        """Give every page and file, the start pages first."""
        for language in self.languages:
            yield self._start(language)
            if self.library.anchors:
                yield self._seals(language)
        yield from files.common(self)
        for shelf in self.shelves:
            for language in shelf.policy.languages:
                yield from Room(self, shelf, language).items()

    def pages(self) -> Iterator[Page]:
        """Give every page."""
        return (item for item in self.items() if isinstance(item, Page))

    def pasts(self, shelf: Shelf, language: Language) -> list[Past]:
        """Give the history of every clause, followed once."""
        key = (shelf.policy.name, language)
        if key not in self._pasts:
            self._pasts[key] = pasts(shelf.stays, language)
            self._begins.setdefault(language, {}).update(begun(self._pasts[key]))
        return self._pasts[key]

    def _begun(self, record: Record, language: Language) -> list[ClauseId]:
        """Tell which clauses got a wording with a release."""
        shelf = next(shelf for shelf in self.shelves if shelf.policy.name == record.policy)
        self.pasts(shelf, language)
        return self._begins[language].get((record.policy, record.version), [])

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
            alternates=tuple((other, addresses.root(other)) for other in self.languages),
            updated=max(
                (stay.record.published_on for shelf in self.shelves for stay in shelf.stays), default=self.on
            ),
            listed=True,
            print=lambda: Printed(
                html=press.page("start.html", here, cards=cards, sealed=bool(self.library.anchors)),
                title=self.registry.organisation,
                description=press.words.gettext(
                    "The rules between you and us: what is in force, since when, and everything that ever changed."
                ),
            ),
        )

    def _seals(self, language: Language) -> Page:
        """Give the page of the seals that were anchored: every copy of it is one more witness."""
        press, here = self.presses[language], addresses.seals(language)
        sealed = [anchor.seal for anchor in reversed(self.library.anchors)]
        title = press.words.gettext("Seals over all answers")
        return Page(
            url=here,
            kind="seals",
            language=language,
            alternates=tuple((other, addresses.seals(other)) for other in self.languages),
            updated=sealed[0].at.date(),
            listed=True,
            print=lambda: Printed(
                html=press.page(
                    "seals.html",
                    here,
                    count=len(sealed),
                    seals=sealed[:SEALS],
                    moments=[moment(seal.at, language, "UTC") for seal in sealed[:SEALS]],
                    hashes=[seal_hash(seal) for seal in sealed[:SEALS]],
                    keys=list(dict.fromkeys(seal.key for seal in sealed)),
                ),
                title=title,
                description=press.words.gettext(
                    "What proves that answers about our policies are not changed later, and how to check it."
                ),
            ),
        )


def _rulers(shelves: Iterable[Shelf]) -> list[str]:
    """Give everybody who ruled on a change, each once."""
    records = (stay.record for shelf in shelves for stay in shelf.stays)
    return list(dict.fromkeys(ref.ruling.by for record in records for ref in record.changes if ref.ruling))
