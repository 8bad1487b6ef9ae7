"""Ask a second reader about the changes that the rules did not settle, and keep its answers with the draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from notifier.core import opinion as opinions
from notifier.core.changeset import key
from notifier.core.said import say
from notifier.errors import ReaderSilent
from notifier.flows import draft as drafting
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.core.assessment import Assessed
    from notifier.core.draft import Draft
    from notifier.core.opinion import Opinion
    from notifier.core.text import ClauseId, Language
    from notifier.flows.prepare import Prepared


class Reader(Protocol):
    """Answers a question about one change."""

    model: str

    def ask(self, question: str) -> str:
        """Give the words of the answer; raises `ReaderSilent` when there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of one question.

    Attributes:
        clause: the clause asked about.
        language: of the words.
        opinion: what the reader said; nothing when the answer of the rules stands alone.
        cause: why there is none; else empty.
    """

    clause: ClauseId
    language: Language
    opinion: Opinion | None = None
    cause: str = ""


def consult(
    catalog: Catalog, name: str, reader: Reader, *, today: date, dry_run: bool = False
) -> tuple[Answer, ...]:
    """Ask about each unsettled change that this model was not asked about yet; what it says goes into the draft.

    A reader that is silent, or talks nonsense, leaves what the rules say. After one silence nobody is asked again.
    """
    stored: list[Opinion] = []
    prepared = prepare(catalog, name, today=today, edit=lambda draft: _rules_alone(draft, stored))
    answers = tuple(_answers(prepared, stored, reader))
    told = [answer.opinion for answer in answers if answer.opinion]
    if told and not dry_run:
        fresh = {one.key for one in told}
        kept = (*(one for one in stored if one.key not in fresh), *told)
        joined = prepare(catalog, name, today=today, edit=lambda draft: replace(draft, opinions=kept))
        drafting.write(catalog, drafting.proposal(catalog, joined, today=today))
    return answers


def _rules_alone(draft: Draft, stored: list[Opinion]) -> Draft:
    """Take the opinions out of a draft, so that only the rules speak."""
    stored.extend(draft.opinions)
    return replace(draft, opinions=())


def _answers(prepared: Prepared, stored: Sequence[Opinion], reader: Reader) -> Iterator[Answer]:
    known = {(one.key, one.model, one.edition) for one in stored}
    silence = ""
    for language, one in _unsettled(prepared):
        if (key(one.change, language), reader.model, opinions.EDITION) in known:
            continue
        asked = Answer(clause=one.change.clause, language=language)
        if silence:
            yield replace(asked, cause=silence)
            continue
        try:
            opinion = opinions.heard(
                reader.ask(opinions.question(one, language)), one, language, model=reader.model
            )
        except ReaderSilent as error:
            silence = error.args[0]
            yield replace(asked, cause=silence)
            continue
        cause = "" if opinion else say("its answer is of no use")
        yield replace(asked, opinion=opinion, cause=cause)


def _unsettled(prepared: Prepared) -> Iterator[tuple[Language, Assessed]]:
    """Give what the rules alone did not settle, in every language."""
    for side in prepared.sides:
        if side.assessment:
            yield from ((side.language, one) for one in opinions.unsettled(side.assessment))
