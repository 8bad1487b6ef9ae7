"""What one person is shown at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core import question, token
from notifier.core.binding import accepted, day_at
from notifier.core.subject import PersonState

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from notifier.adapters.store.visits import Visitor
    from notifier.core.binding import Bound
    from notifier.core.policy import Policy
    from notifier.core.question import Said, Sheet
    from notifier.core.text import Digest, Language
    from notifier.flows.shelf import Shelf
    from notifier.render.answers import Statements
    from notifier.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A clause at which earlier words still bind; without words when it does not bind at all."""

    bound: Bound
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one person is shown at one moment.

    Attributes:
        delivery: the warning whose link they opened; 0 without one.
        visitor: who they are and what they said before.
        sheet: the questions.
        statements: both answers to each question.
        said: their last answer to each question; nothing where they were silent.
        bound: which words bind them now.
        held: the clauses at which an earlier release still binds them, with their words.
        page: the hash of everything asked.
        nonce: ties an answer to this page.
        at: the moment: now, or that of the person's last answer where a clock went back.
    """

    delivery: int
    visitor: Visitor
    sheet: Sheet
    statements: tuple[Statements, ...]
    said: tuple[Said | None, ...]
    bound: tuple[Bound, ...]
    held: tuple[Held, ...]
    page: Digest
    nonce: str
    at: datetime

    @property
    def open(self) -> int:
        """Count the questions on which the person is silent."""
        return sum(1 for said in self.said if said is None)

    @property
    def policy(self) -> Policy:
        """Give the policy it is about."""
        return self.sheet.policy


def visit(
    shelf: Shelf,
    who: Visitor | None,
    *,
    delivery: int,
    now: datetime,
    words: Callable[[Language], Words],
    language: Language | None = None,
) -> Visit:
    """Lay out what a person is asked; the page it goes on gives it a nonce.

    Raises:
        DecisionRefused: when nobody is there, or the policy never bound them; one refusal for all.
    """
    subject = who.person.subject if who else None
    if who is None or subject is None or who.person.state is PersonState.ERASED:
        raise token.refused()
    at = max((now, *(decision.at for decision in who.decisions)))
    with shelf.reading:
        policy = shelf.catalog.policy(who.policy)
        record = question.newest(shelf.catalog.history(policy.name), at, policy.time_zone)
        baseline = dict(subject.baselines).get(policy.name)
        if record is None or baseline is None:
            raise token.refused()
        spoken = language if language in policy.languages else subject.language
        agreed = accepted(who.decisions, at)
        told = shelf.sheet(
            policy, record, baseline, spoken if spoken in policy.languages else policy.governing, agreed
        )
        asked = shelf.asked(told, words(told.language), today=day_at(at, policy.time_zone))
        bound = shelf.timeline(policy, at).binding(agreed, baseline)
        return Visit(
            delivery=delivery,
            visitor=who,
            sheet=told,
            statements=asked.statements,
            said=tuple(question.said(ask, who.decisions) for ask in told.asks),
            bound=bound,
            held=tuple(_held(shelf, policy, one, told.language) for one in bound if one.held_by),
            page=question.page(asked.around, who.head),
            nonce="",
            at=at,
        )


def _held(shelf: Shelf, policy: Policy, bound: Bound, language: Language) -> Held:
    clauses = shelf.document(policy, bound.version, language).clauses
    return Held(bound=bound, words=next((one.text for one in clauses if one.id == bound.clause), ""))
