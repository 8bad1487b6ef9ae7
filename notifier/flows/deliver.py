"""Send a campaign: every person once, whatever breaks on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.mail.batch import Batch, Sender, Transport
from notifier.core.campaign import Campaign, State, Step
from notifier.core.delivery import ChunkState, DeliveryId, Outcome, Recipient
from notifier.core.notice import Audience
from notifier.errors import CampaignRefused, PermanentDeliveryError, TransientDeliveryError, UnknownDelivery

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from notifier.adapters.store.campaigns import Campaigns, Variant
    from notifier.adapters.store.sending import Claim, Progress, Sending

_WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800))
"""How long a chunk rests after each try that surely sent nothing."""


class Links(Protocol):
    """Where personal links come from."""

    def link(self, delivery: DeliveryId, audience: Audience) -> str:
        """Give the personal link of a delivery."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Everything that sending needs.

    Attributes:
        campaigns: the campaigns of the store.
        sending: the chunks, as this worker sees them.
        transport: the way out.
        links: where personal links come from.
        sender: from whom mails come.
        clock: gives the moment it is.
        told: is told of progress after each chunk.
    """

    campaigns: Campaigns
    sending: Sending
    transport: Transport
    links: Links
    sender: Sender
    clock: Callable[[], datetime]
    told: Callable[[int], None] = lambda _: None


def expand(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Plan every delivery of an approved campaign; what was planned before an interruption is not planned again."""
    if one.state not in {State.APPROVED, State.EXPANDING}:
        return one
    one = post.campaigns.step(one, Step.EXPAND, actor=actor, now=post.clock())
    while post.campaigns.expand(one):
        pass
    return post.campaigns.step(one, Step.EXPANDED, actor=actor, now=post.clock())


def send(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Send what is left of a campaign; sending again sends nothing twice."""
    if one.state is State.COMPLETED:
        return one
    one = expand(post, one, actor=actor)
    if one.state is State.PAUSED:
        raise CampaignRefused(
            f"{one.label} is paused ({one.why})", remedy=f"policy notify resume {one.label}"
        )
    one = post.campaigns.step(one, Step.SEND, actor=actor, now=post.clock())
    reconcile(post, one)
    work(post, one)
    return finish(post, one, actor=actor)


def work(post: Post, one: Campaign) -> int:
    """Send chunk after chunk until none is ready; say how many mails left."""
    variants = {variant.id: variant for variant in post.campaigns.variants(one)}
    sent = 0
    while claim := post.sending.claim(one, now=post.clock()):
        sent += _send(post, one, claim, variants[claim.variant])
    return sent


def _send(post: Post, one: Campaign, claim: Claim, variant: Variant) -> int:
    now = post.clock()
    batch = _batch(post, one, claim, variant, now)
    rest = _WAITS[min(claim.attempt, len(_WAITS)) - 1]
    try:
        outcome = post.transport.send(batch) if batch.recipients else Outcome()
    except TransientDeliveryError as error:
        post.sending.give_back(claim, now=post.clock(), again_at=post.clock() + rest, told=str(error))
        return 0
    except PermanentDeliveryError as error:
        post.sending.fail(claim, now=post.clock(), told=str(error))
        return 0
    except UnknownDelivery as error:
        post.sending.lose(claim, now=post.clock(), told=str(error))
        return 0
    post.sending.settle(claim, outcome, now=post.clock(), again_at=post.clock() + rest)
    sent = len(batch.recipients) - len(outcome.rejected) - len(outcome.deferred) - len(outcome.unknown)
    post.told(sent)
    return sent


def _batch(post: Post, one: Campaign, claim: Claim, variant: Variant, now: datetime) -> Batch:
    personal = variant.audience is not Audience.INFORM
    return Batch(
        campaign=one.label,
        chunk=claim.chunk,
        attempt=claim.attempt,
        language=variant.language,
        mail=variant.mail,
        leave=variant.audience is Audience.WATCHER,
        sender=post.sender,
        recipients=tuple(
            Recipient(
                delivery=delivery,
                address=address,
                link=post.links.link(delivery, variant.audience) if personal else "",
            )
            for delivery, address in claim.addresses
        ),
        at=now,
    )


def reconcile(post: Post, one: Campaign) -> int:
    """Settle what nobody knew, where there is evidence; say how many chunks remain unknown."""
    now = post.clock()
    post.sending.sweep(one, now=now)
    left = 0
    for claim in post.sending.unknown(one):
        sent = post.transport.evidence(one.label, tuple(number for number, _ in claim.addresses))
        if sent is None:
            left += 1
        else:
            post.sending.prove(claim, sorted(sent), now=now)
    return left


def finish(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Say where a campaign stands when no chunk is ready: completed, draining, or still waiting."""
    one = post.campaigns.get(one.id)
    if one.state not in {State.SENDING, State.DRAINING}:
        return one
    chunks = post.sending.open_chunks(one)
    if chunks.get(ChunkState.READY) or chunks.get(ChunkState.IN_FLIGHT):
        return one
    step = Step.DRAIN if chunks.get(ChunkState.UNKNOWN) else Step.COMPLETE
    return post.campaigns.step(one, step, actor=actor, now=post.clock())


def status(post: Post, one: Campaign) -> Progress:
    """Count how far a campaign is."""
    return post.sending.progress(one)
