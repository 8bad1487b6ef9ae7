"""Many answers at once: everybody is found in one look at the store, and all answers are written in one transaction.

What each is told does not depend on the others; an answer that is refused takes no other with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters.store.ledger import Answered
from notifier.errors import DecisionRefused
from notifier.flows.agree import Receipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from notifier.adapters.store.visits import Came, Visitor
    from notifier.flows.agree import Desk, Form, Peer

Weighed = Answered | Receipt | DecisionRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An answer as it was handed over.

    Attributes:
        came: who answers, by which link.
        form: what they sent.
        peer: what the connection tells of them.
        at: when it came in.
    """

    came: Came
    form: Form
    peer: Peer
    at: datetime


def settle(desk: Desk, lot: Sequence[Handed]) -> tuple[Receipt | DecisionRefused, ...]:
    """Record every answer of a lot that answers what its person is shown now; tell each what became of it."""
    found = desk.guests.all(handed.came for handed in lot)
    weighed = [_weighed(desk, handed, who) for handed, who in zip(lot, found, strict=True)]
    written = iter(desk.writer.append([one for one in weighed if isinstance(one, Answered)]))
    return tuple(desk.receipt(one, next(written)) if isinstance(one, Answered) else one for one in weighed)


def _weighed(desk: Desk, handed: Handed, who: Visitor | None) -> Weighed:
    try:
        told = desk.shown(handed.came, who, now=handed.at, language=handed.form.language)
        return desk.weigh(told, handed.form, peer=handed.peer, now=handed.at)
    except DecisionRefused as refusal:
        return refusal
