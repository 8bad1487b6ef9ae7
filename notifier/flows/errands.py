"""Run errands: send receipts, and tell the client's systems what happened; each once, whatever breaks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters.calls import Call, Caller
from notifier.adapters.mail.batch import Batch
from notifier.adapters.mail.ways import sender, way
from notifier.adapters.store.answers import answered
from notifier.adapters.store.errands import Errands
from notifier.adapters.store.keys import Hooks
from notifier.core.delivery import ChunkId, Recipient, delivery_id
from notifier.core.errand import Happening, Kind, State, later
from notifier.core.question import Said
from notifier.errors import (
    BatchRefused,
    DecisionRefused,
    DeliveryError,
    PermanentDeliveryError,
    UnknownDelivery,
)
from notifier.flows import happenings
from notifier.render import answers
from notifier.render.receipt import Earlier, Line, Receipt, render

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.adapters.mail.batch import Sender, Transport
    from notifier.adapters.store.keys import Hook
    from notifier.core.consent import Entry
    from notifier.core.errand import Errand
    from notifier.core.mail import Mail
    from notifier.flows.agree import Desk
    from notifier.flows.visit import Visit

MOST = 100
"""Errands of one pass."""

_RECEIPTS = 1 << 21
"""Campaigns have lower numbers: a receipt is a delivery to its person, of no campaign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything that errands need.

    Attributes:
        desk: shows people what binds them.
        errands: of the store.
        hooks: of the store.
        transport: the way out for mail.
        sender: from whom receipts come.
        caller: the way out for events.
    """

    desk: Desk
    errands: Errands
    hooks: Hooks
    transport: Transport
    sender: Sender
    caller: Caller


def ready(desk: Desk) -> Round:
    """Open everything that errands need, as the settings say.

    Raises:
        SettingsRefused: when mail is not set up.
    """
    settings = desk.settings
    return Round(
        desk=desk,
        errands=Errands(desk.engine),
        hooks=Hooks(desk.engine),
        transport=way(settings.transport, settings),
        sender=sender(settings.transport, settings, desk.catalog.registry),
        caller=Caller(),
    )


def collect(round_: Round, *, now: datetime) -> None:
    """Find out what there is to tell."""
    started = now.min.replace(tzinfo=now.tzinfo)
    round_.errands.collect(Kind.RECEIPT, target=0, since=started, now=now)
    for hook in round_.hooks.told():
        if Happening.DECIDED in hook.kinds:
            round_.errands.collect(Kind.CALL, target=hook.id, since=hook.created_at, now=now)
        if known := list(happenings.releases(round_.desk, hook, now)):
            have = round_.errands.names(Kind.CALL, hook.id)
            fresh = [name for name in known if name not in have]
            round_.errands.add(Kind.CALL, target=hook.id, names=fresh, now=now)


def run(round_: Round, *, now: datetime) -> int:
    """Tell everything that is due; give how much was told."""
    for one in round_.errands.silent(Kind.CALL, now=now):
        _fail(round_, one, "nobody answered for this try", now=now)
    for one in round_.errands.silent(Kind.RECEIPT, now=now):
        _look(round_, one, now=now)
    done = 0
    for one in round_.errands.take(Kind.RECEIPT, now=now, most=MOST):
        done += _receipt(round_, one, now=now)
    hooks = {hook.id: hook for hook in round_.hooks.all()}
    for one in round_.errands.take(Kind.CALL, now=now, most=MOST):
        done += _call(round_, one, hooks[one.target], now=now)
    return done


def _receipt(round_: Round, one: Errand, *, now: datetime) -> int:
    """Send a receipt; whoever has no address saw it on the screen."""
    entries, _, address = answered(round_.desk.engine, one.name)
    if not address:
        round_.errands.settle(one, State.VOID, due_at=now)
        return 0
    try:
        outcome = round_.transport.send(batch(round_, one, entries, address, now=now))
    except UnknownDelivery as error:
        round_.errands.settle(one, State.UNKNOWN, due_at=now, told=str(error))
        return 0
    except (PermanentDeliveryError, BatchRefused, DecisionRefused) as error:
        round_.errands.settle(one, State.VOID, due_at=now, told=str(error))
        return 0
    except DeliveryError as error:
        _fail(round_, one, str(error), now=now)
        return 0
    if outcome.deferred:
        _fail(round_, one, "the server asks to try later", now=now)
        return 0
    state = State.VOID if outcome.rejected else State.UNKNOWN if outcome.unknown else State.DONE
    round_.errands.settle(one, state, due_at=now, told=", ".join(why for _, why in outcome.rejected))
    return int(state is State.DONE)


def batch(round_: Round, one: Errand, entries: tuple[Entry, ...], address: str, *, now: datetime) -> Batch:
    """Write the receipt for an answer as a mail to one person."""
    entry = entries[0]
    mail = receipt(round_.desk, entries, leaf=one.name, now=now)
    return Batch(
        campaign=_label(one),
        chunk=ChunkId(0),
        attempt=one.tries,
        language=entry.language,
        mail=mail,
        leave=False,
        sender=round_.sender,
        recipients=(
            Recipient(
                delivery=delivery_id(_RECEIPTS | one.id % _RECEIPTS, entry.person),
                address=address,
                link=round_.desk.link(entry.person, entry.policy, now=now),
            ),
        ),
        at=now,
    )


def _label(one: Errand) -> str:
    return f"receipt-{one.id}"


def receipt(desk: Desk, entries: tuple[Entry, ...], *, leaf: str, now: datetime) -> Mail:
    """Lay out the receipt for an answer: what was said, and what binds the person now.

    Raises:
        DecisionRefused: when the person is gone.
    """
    entry = entries[0]
    told = desk.present(entry.person, entry.policy, now=now, language=entry.language)
    words, policy = desk.words(told.sheet.language), told.policy
    return render(
        Receipt(
            title=dict(policy.titles)[told.sheet.language],
            language=told.sheet.language,
            lines=tuple(
                Line(
                    section=_section(told, one),
                    said=answers.heard(Said(answer=one.answer, at=one.at), words, policy.time_zone),
                )
                for one in entries
            ),
            bound=answers.bound(
                told.at,
                max(bound.version for bound in told.bound),
                words,
                policy.time_zone,
                held=bool(told.held),
            )
            if told.bound
            else "",
            held=tuple(Earlier(version=str(one.bound.version), words=one.words) for one in told.held),
            leaf=leaf,
        ),
        desk.catalog.registry,
        words,
    )


def _section(told: Visit, entry: Entry) -> str:
    """Give the heading of what was answered; nothing when it is asked no more."""
    found = (ask.section for ask in told.sheet.asks if set(ask.reductions) & set(entry.covers))
    return next(found, "")


def _look(round_: Round, one: Errand, *, now: datetime) -> None:
    """Find out what became of a receipt whose sender fell silent: without evidence it is not sent again."""
    entries, *_ = answered(round_.desk.engine, one.name)
    if not entries:
        round_.errands.settle(one, State.VOID, due_at=now)
        return
    delivery = delivery_id(_RECEIPTS | one.id % _RECEIPTS, entries[0].person)
    made = round_.transport.evidence(_label(one), (delivery,))
    if made is None:
        round_.errands.settle(one, State.UNKNOWN, due_at=now, told="the sender fell silent")
    elif made:
        round_.errands.settle(one, State.DONE, due_at=now)
    else:
        _fail(round_, one, "the sender fell silent before it was sent", now=now)


def _call(round_: Round, one: Errand, hook: Hook, *, now: datetime) -> int:
    """Tell a system of the client; it may hear the same event twice, and knows that by its id."""
    body = happenings.event(round_.desk, one.name)
    if hook.ended_at is not None or body is None:
        round_.errands.settle(one, State.VOID, due_at=now)
        return 0
    call = Call(
        id=happenings.call_id(hook.id, one.name),
        at=int(now.timestamp()),
        body=body,
        secrets=round_.desk.settings.secrets(happenings.secret_name(hook.id)),
    )
    try:
        round_.caller.post(hook.url, call, internal=hook.internal)
    except PermanentDeliveryError as error:
        round_.errands.settle(one, State.GIVEN_UP, due_at=now, told=str(error))
        return 0
    except DeliveryError as error:
        _fail(round_, one, str(error), now=now)
        return 0
    round_.errands.settle(one, State.DONE, due_at=now)
    return 1


def _fail(round_: Round, one: Errand, why: str, *, now: datetime) -> None:
    state, due = later(one.tries, now)
    round_.errands.settle(one, state, due_at=due, told=why)
