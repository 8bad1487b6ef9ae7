"""The desk where people decide: show what is asked, and record an answer only to what was shown."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.store.ledger import Answered, Outcome
from notifier.adapters.store.visits import Visitor, visitor
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
    from notifier.core.text import Digest
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

    def visit(self, link: str, *, now: datetime, language: Language | None = None) -> Visit:
        """Show a person what they are asked.

        Raises:
            DecisionRefused: when the link was forged, has ended, or leads to nobody; one refusal for all.
        """
        delivery = self.tokens(now).read(Purpose.CONSENT, link)
        return self.shown(delivery, visitor(self.engine, delivery), now=now, language=language)

    def shown(
        self, delivery: int, who: Visitor | None, *, now: datetime, language: Language | None = None
    ) -> Visit:
        """Show a person what they are asked, once it is known who they are."""
        told = visit(self.shelf, who, delivery=delivery, now=now, words=self.words, language=language)
        return replace(told, nonce=self._nonce(delivery, told.page, now))

    def answer(self, link: str, form: Form, *, peer: Peer, now: datetime) -> tuple[Result, Visit]:
        """Record an answer, if it answers what the person would be shown now; else show that.

        Raises:
            DecisionRefused: when the link or the page was never ours.
        """
        told = self.visit(link, now=now, language=form.language)
        issued = self._issued(told.delivery, form, now)
        chosen = self._chosen(told, form)
        if not form.own or not chosen:
            return (Result.INCOMPLETE if self._fresh(told, form, issued) else Result.OUTDATED), told
        once = hashlib.sha256(canonical({"nonce": form.nonce, "chosen": chosen}).encode()).digest()
        if not self._fresh(told, form, issued):
            return (Result.RECORDED if self._known(told, once) else Result.OUTDATED), told
        if now - issued < self.dwell:
            return Result.HASTY, told
        (outcome,) = self.writer.append([self._answered(told, chosen, once, peer)])
        after = self.visit(link, now=now, language=form.language)
        return (Result.OUTDATED if outcome is Outcome.STALE else Result.RECORDED), after

    def _known(self, told: Visit, once: bytes) -> bool:
        """Say whether this very answer is recorded already: somebody pressed twice."""
        from notifier.adapters.store.ledger import Ledger

        return bool(told.visitor.head) and Ledger(self.engine).has(once)

    def _fresh(self, told: Visit, form: Form, issued: datetime) -> bool:
        same = (form.page, form.shown) == (told.page, told.sheet.shown)
        return same and told.at - issued <= OPEN

    @staticmethod
    def _chosen(told: Visit, form: Form) -> dict[str, str]:
        """Give the answer to each question that got one, by the place of the question."""
        places = range(len(told.sheet.asks))
        both = {place: form.choices.get(place, form.everything) for place in places}
        return {str(place): choice.value for place, choice in both.items() if choice}

    def _answered(self, told: Visit, chosen: Mapping[str, str], once: bytes, peer: Peer) -> Answered:
        """Write an answer down: one entry for each question, each naming the one before."""
        salt, private = secrets.token_bytes(16), _private(told, peer)
        entries: list[Entry] = []
        previous = told.visitor.head
        for place, choice in sorted(chosen.items()):
            entry = replace(
                _entry(told, int(place), Choice(choice)),
                commitment=commitment(salt, private),
                previous=previous,
            )
            entries.append(entry)
            previous = leaf(body(entry))
        return Answered(entries=tuple(entries), once=once, salt=salt, private=private)

    def _nonce(self, delivery: int, page: Digest, now: datetime) -> str:
        issued = int(now.timestamp())
        return f"{issued}.{self.tokens(now).stamp(_stamped(delivery, page, issued))}"

    def _issued(self, delivery: int, form: Form, now: datetime) -> datetime:
        """Tell when we showed the page that is answered; a page we never showed this person is refused."""
        issued, _, stamp = form.nonce.partition(".")
        if not (issued.isascii() and issued.isdigit() and len(issued) <= 11):
            raise token.refused()
        if not self.tokens(now).stamped(_stamped(delivery, form.page, int(issued)), stamp):
            raise token.refused()
        return datetime.fromtimestamp(int(issued), tz=now.tzinfo)


def _stamped(delivery: int, page: str, issued: int) -> bytes:
    return f"{delivery}|{page}|{issued}".encode()


def _entry(told: Visit, place: int, choice: Choice) -> Entry:
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
        method=Method.PAGE,
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
