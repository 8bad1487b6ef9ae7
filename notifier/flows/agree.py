"""The desk where people decide: show what is asked, and record an answer only to what was shown."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.store.ledger import Answered, Ledger, Outcome
from notifier.adapters.store.visits import Came, Guests, Visitor, warned
from notifier.adapters.tokens import Tokens
from notifier.core import question, token
from notifier.core.consent import Entry, Method, body, canonical, commitment, leaf
from notifier.core.text import Language, digest
from notifier.core.token import Purpose
from notifier.flows.shelf import Shelf
from notifier.flows.visit import Visit, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Engine

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.settings import Settings
    from notifier.core.question import Ask
    from notifier.core.text import PolicyName
    from notifier.render.words import Words

OPEN = timedelta(hours=2)
"""How long a page may stay open before it is answered."""

DWELL = timedelta(seconds=2)
"""Nobody reads a page faster; what answers sooner is a machine that presses buttons."""


class Result(StrEnum):
    """What became of an answer."""

    RECORDED = "recorded"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    HASTY = "hasty"


class Choice(StrEnum):
    """The two answers, alike in every way."""

    ACCEPT = "accept"
    KEEP = "keep"


class Door(StrEnum):
    """Which link a person came by: that of a warning, or one of their own."""

    WARNING = "c"
    PERSON = "p"


_PURPOSES = {Door.WARNING: Purpose.CONSENT, Door.PERSON: Purpose.PERSON}


class Writer(Protocol):
    """Where answers are written."""

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        """Add answers, each wholly or not at all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """An answer as it came in.

    Attributes:
        language: of the page that was answered.
        nonce: of that page.
        page: its hash.
        shown: the hash of the text it showed.
        choices: the answer to each question, by its place.
        everything: one answer to all other questions; nothing when each was answered alone.
        own: whether the person confirmed that the answers are theirs.
    """

    language: Language
    nonce: str
    page: str
    shown: str
    choices: Mapping[int, Choice]
    everything: Choice | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an answer, and what the ledger keeps of it: nothing unless it was recorded.

    Attributes:
        result: what became of it.
        entries: what the ledger keeps.
        again: whether it was kept before already.
    """

    result: Result
    entries: tuple[Entry, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What the connection tells of whoever answers; kept apart from the ledger, and erasable."""

    address: str = ""
    agent: str = ""


class Desk:
    """Shows questions and records answers.

    Attributes:
        shelf: the releases as they are now.
        engine: the store.
        settings: the deployment.
        writer: where answers go.
        words: the catalogue of each language.
        dwell: how long nobody can have read.
        guests: finds whoever comes.
    """

    def __init__(
        self,
        *,
        root: Path,
        engine: Engine,
        settings: Settings,
        writer: Writer,
        words: Callable[[Language], Words],
        dwell: timedelta = DWELL,
    ) -> None:
        self.shelf = Shelf(root)
        self.engine = engine
        self.settings = settings
        self.writer = writer
        self.words = words
        self.dwell = dwell
        self.guests = Guests(engine)
        self._tokens: Tokens | None = None

    @property
    def catalog(self) -> Catalog:
        """Give the releases as they are now."""
        return self.shelf.catalog

    def tokens(self, now: datetime) -> Tokens:
        """Give the links as they open on this day."""
        if self._tokens is None or self._tokens.on != now.date():
            self._tokens = Tokens(self.settings, on=now.date())
        return self._tokens

    def came(self, door: Door, link: str, *, now: datetime) -> Came:
        """Tell who comes by a link.

        Raises:
            DecisionRefused: when it was forged, has ended, or leads to no policy; one refusal for all.
        """
        number = self.tokens(now).read(_PURPOSES[door], link)
        if door is Door.WARNING:
            return warned(number)
        names = [policy.name for policy in self.catalog.registry.policies]
        policy, person = token.about(number, names)
        return Came(person=person, policy=policy)

    def visit(self, door: Door, link: str, *, now: datetime, language: Language | None = None) -> Visit:
        """Show a person what they are asked.

        Raises:
            DecisionRefused: when the link was forged, has ended, or leads to nobody; one refusal for all.
        """
        came = self.came(door, link, now=now)
        return self.shown(came, self.guests.find(came), now=now, language=language)

    def present(
        self, person: int, policy: PolicyName, *, now: datetime, language: Language | None = None
    ) -> Visit:
        """Show what a person is asked about a policy, whichever way they came."""
        came = Came(person=person, policy=policy)
        return self.shown(came, self.guests.find(came), now=now, language=language)

    def shown(
        self, came: Came, who: Visitor | None, *, now: datetime, language: Language | None = None
    ) -> Visit:
        """Show a person what they are asked, once it is known who they are."""
        told = visit(self.shelf, who, delivery=came.delivery, now=now, words=self.words, language=language)
        issued = int(now.timestamp())
        stamp = self.tokens(now).stamp(_stamped(told, told.page, issued))
        return replace(told, nonce=f"{issued}.{stamp}")

    def link(self, person: int, policy: PolicyName, *, now: datetime) -> str:
        """Give the address of a person's own page on a policy."""
        made = self.tokens(now).mint(Purpose.PERSON, token.personal(policy, person))
        return f"{self.catalog.registry.decision_url}{Door.PERSON}/{made}"

    def answer(
        self, told: Visit, form: Form, *, peer: Peer, now: datetime, method: Method = Method.PAGE
    ) -> Receipt:
        """Record an answer, if it answers what the person is shown now; else tell what to show.

        Raises:
            DecisionRefused: when the page was never ours.
        """
        weighed = self.weigh(told, form, peer=peer, now=now, method=method)
        if isinstance(weighed, Receipt):
            return weighed
        (outcome,) = self.writer.append([weighed])
        return self.receipt(weighed, outcome)

    def weigh(
        self, told: Visit, form: Form, *, peer: Peer, now: datetime, method: Method = Method.PAGE
    ) -> Answered | Receipt:
        """Give an answer as it is to be recorded; or what became of it, when there is nothing to record.

        Raises:
            DecisionRefused: when the page was never ours.
        """
        issued = self._issued(told, form, now)
        chosen = _chosen(told, form)
        fresh = _fresh(told, form) and now - issued <= OPEN
        if not form.own or not chosen:
            return Receipt(result=Result.INCOMPLETE if fresh else Result.OUTDATED)
        once = hashlib.sha256(canonical({"nonce": form.nonce, "chosen": chosen}).encode()).digest()
        if not fresh:
            return self._known(once)
        if method is Method.PAGE and timedelta() <= now - issued < self.dwell:
            return Receipt(result=Result.HASTY)
        return _answered(told, chosen, once, peer, method)

    def receipt(self, answered: Answered, outcome: Outcome) -> Receipt:
        """Tell what became of an answer that was written."""
        match outcome:
            case Outcome.KEPT:
                return Receipt(result=Result.RECORDED, entries=answered.entries)
            case Outcome.SAME:
                return self._known(answered.once)
            case Outcome.STALE:
                return Receipt(result=Result.OUTDATED)

    def _known(self, once: bytes) -> Receipt:
        """Say whether this very answer is recorded already: somebody pressed twice."""
        kept = Ledger(self.engine).kept(once)
        return Receipt(result=Result.RECORDED if kept else Result.OUTDATED, entries=kept, again=bool(kept))

    def _issued(self, told: Visit, form: Form, now: datetime) -> datetime:
        """Tell when we showed the page that is answered; a page we never showed this person is refused."""
        issued, _, stamp = form.nonce.partition(".")
        if not (issued.isascii() and issued.isdigit() and len(issued) <= 11):
            raise token.refused()
        if not self.tokens(now).stamped(_stamped(told, form.page, int(issued)), stamp):
            raise token.refused()
        return datetime.fromtimestamp(int(issued), tz=now.tzinfo)


def _fresh(told: Visit, form: Form) -> bool:
    return (form.page, form.shown) == (told.page, told.sheet.shown)


def _chosen(told: Visit, form: Form) -> dict[str, str]:
    """Give the answer to each question that got one, by the place of the question."""
    places = range(len(told.sheet.asks))
    both = {place: form.choices.get(place, form.everything) for place in places}
    return {str(place): choice.value for place, choice in both.items() if choice}


def _answered(told: Visit, chosen: Mapping[str, str], once: bytes, peer: Peer, method: Method) -> Answered:
    """Write an answer down: one entry for each question, each naming the one before."""
    salt, private = secrets.token_bytes(16), _private(told, peer)
    entries: list[Entry] = []
    previous = told.visitor.head
    for place, choice in sorted(chosen.items(), key=lambda one: int(one[0])):
        entry = replace(
            _entry(told, int(place), Choice(choice), method),
            commitment=commitment(salt, private),
            previous=previous,
        )
        entries.append(entry)
        previous = leaf(body(entry))
    return Answered(entries=tuple(entries), once=once, salt=salt, private=private)


def _stamped(told: Visit, page: str, issued: int) -> bytes:
    """Name a page as it was shown to one person by one link."""
    return f"{told.visitor.person.id}|{told.policy.name}|{told.delivery}|{page}|{issued}".encode()


def _entry(told: Visit, place: int, choice: Choice, method: Method) -> Entry:
    ask: Ask = told.sheet.asks[place]
    accept = choice is Choice.ACCEPT
    sentence = told.statements[place].accept if accept else told.statements[place].keep
    return Entry(
        person=told.visitor.person.id,
        delivery=told.delivery,
        policy=told.policy.name,
        version=told.sheet.release.version,
        since=ask.since,
        answer=question.answer(accept=accept, before=told.said[place]),
        covers=ask.reductions,
        language=told.sheet.language,
        shown=told.sheet.shown,
        statement=digest(sentence),
        page=told.page,
        method=method,
        at=told.at,
        commitment=told.page,
    )


def _private(told: Visit, peer: Peer) -> str:
    subject = told.visitor.person.subject
    assert subject is not None  # noqa: S101 - an erased person is never shown a page
    return canonical(
        {
            "external_id": subject.external_id,
            "email": subject.email,
            "address": peer.address,
            "agent": peer.agent,
        }
    )
