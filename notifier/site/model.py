"""What the site tells: every policy with its releases, as they stand on one day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from notifier.core.timeline import State, Stay, stays
from notifier.render import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from notifier.core.anchor import Anchor as Copy
    from notifier.core.document import Document
    from notifier.core.policy import Policy, Registry
    from notifier.core.release import History, Record
    from notifier.core.text import Language, PolicyName


class Library(Protocol):
    """Where policies, releases and their texts are read."""

    @property
    def registry(self) -> Registry:
        """Give everything a team publishes."""
        ...

    def history(self, name: PolicyName, /) -> History:
        """Give all releases of one policy."""
        ...

    def called(self, people: Iterable[str], /) -> Mapping[str, str]:
        """Give people of the records by the names they are shown under; who is not in it is shown as recorded."""
        ...

    @property
    def anchors(self) -> tuple[Copy, ...]:
        """Give the copies of seals of the ledger of answers."""
        ...

    def text(self, record: Record, language: Language, /) -> str:
        """Give the exact released text."""
        ...

    def document(self, record: Record, language: Language, /) -> Document:
        """Give the released text, read, with the permanent ids of its clauses."""
        ...

    def working(self, name: PolicyName, language: Language, /) -> Document:
        """Give the text that is worked on."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One policy and its releases.

    Attributes:
        policy: the policy.
        stays: its releases, oldest first.
        addresses: the addresses of its pages that exist, in every language.
    """

    policy: Policy
    stays: tuple[Stay, ...]
    addresses: frozenset[str]

    @property
    def current(self) -> Stay | None:
        """Give the release in force."""
        return next((stay for stay in self.stays if stay.state is State.FORCE), None)

    @property
    def waiting(self) -> tuple[Stay, ...]:
        """Give what is announced, nearest first."""
        told = [stay for stay in self.stays if stay.state is State.ANNOUNCED]
        return tuple(sorted(told, key=lambda stay: (stay.since, stay.record.version)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place on a page that its table of contents leads to."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What a page says.

    Attributes:
        html: its own part of the page.
        title: for the window and for search engines.
        description: a sentence for search engines.
        anchors: its table of contents.
        facts: what it is in the words of schema.org, for machines; nothing for pages that are not a text.
    """

    html: str
    title: str
    description: str
    anchors: tuple[Anchor, ...] = ()
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site; its HTML is made when it is asked for, so that a large site needs little memory.

    Attributes:
        url: its address.
        kind: what it is: pages of one kind look alike.
        language: of the page.
        alternates: the same page in every language, this one included.
        updated: the day its content last changed.
        listed: whether search engines should list it.
        print: makes what it says.
        key: all that it is made from, beside the code and the registry; empty for a page that is made anew every time.
    """

    url: str
    kind: str
    language: Language
    alternates: tuple[tuple[Language, str], ...]
    updated: date
    listed: bool
    print: Callable[[], Printed]
    key: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file beside the pages; its key is that of a page."""

    url: str
    content: Callable[[], bytes]
    key: tuple[object, ...] = ()


def shelve(library: Library, policy: Policy, on: date, *, draft: bool = False) -> Shelf:
    """Take one policy as it stands on a day, in a preview with the text that is worked on."""
    told = stays(library.history(policy.name), on)
    in_force = any(stay.state is State.FORCE for stay in told)
    rooms = [addresses.upcoming, addresses.versions, addresses.clauses]
    rooms += [addresses.draft] if draft else []
    rooms += [addresses.text] if in_force else []
    rooms += [addresses.compare] if len(told) > 1 else []
    rooms += [addresses.bilingual] if in_force and len(policy.languages) > 1 else []
    return Shelf(
        policy=policy,
        stays=told,
        addresses=frozenset(room(language, policy.name) for room in rooms for language in policy.languages),
    )
