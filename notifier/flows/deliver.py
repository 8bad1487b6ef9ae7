"""Send a campaign: every person once, whatever breaks on the way."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.mail.batch import Batch, Sender, Transport
from notifier.adapters.store import lost, pace
from notifier.adapters.store.engine import AWAY
from notifier.core.campaign import Campaign, State, Step
from notifier.core.delivery import ChunkState, DeliveryId, Outcome, Recipient
from notifier.core.mail import Audience
from notifier.core.said import say
from notifier.errors import (
    AccountRefused,
    BatchRefused,
    CampaignRefused,
    PermanentDeliveryError,
    TransientDeliveryError,
    UnknownDelivery,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from notifier.adapters.store.campaigns import Campaigns, Variant
    from notifier.adapters.store.events import Events
    from notifier.adapters.store.sending import Claim, Sending

GRACE = timedelta(minutes=15)
"""How long a provider's events may take before their absence says something."""

TRIES = 8
"""After so many tries that surely sent nothing, a chunk is set aside."""

_WAITS = (5, 15, 60, 300, 900, 1800)
_ENOUGH = 200  # deliveries; a rate of errors over fewer says nothing
_NAP = 5.0
_LOOKS = timedelta(seconds=10)
_PATIENCE = (0.1, 0.5, 1, 2, 4, 8, 15, 30)  # seconds between attempts to write an answer down


class Links(Protocol):
    """Where personal links come from."""

    def links(self, deliveries: Sequence[DeliveryId], audience: Audience) -> Sequence[str]:
        """Give the personal link of each delivery."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Everything that sending needs.

    Attributes:
        campaigns: the campaigns of the store.
        sending: the chunks, as this worker sees them.
        events: what providers told.
        transport: the way out.
        links: where personal links come from.
        sender: from whom mails come.
        clock: gives the moment it is.
        sleep: waits for so many seconds.
        threads: calls at once.
        told: is told of progress after each chunk.
    """

    campaigns: Campaigns
    sending: Sending
    events: Events
    transport: Transport
    links: Links
    sender: Sender
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    threads: int = 1
    told: Callable[[int], None] = lambda _: None


@dataclass(slots=True)
class Tally:
    """What one run of a sender has done so far; `moved` is told how many mails left."""

    moved: Callable[[int], None] | None = None
    sent: int = 0
    rejected: int = 0
    looked_at: datetime | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, sent: int, rejected: int) -> tuple[int, int]:
        """Count, and give the counts."""
        with self.lock:
            self.sent += sent
            self.rejected += rejected
            if self.moved:
                self.moved(self.sent)
            return self.sent, self.rejected

    def looks(self, now: datetime) -> bool:
        """Say whether it is time to look at what the provider told; a clock that was set back looks at once."""
        with self.lock:
            due = self.looked_at is None or not timedelta() <= now - self.looked_at < _LOOKS
            if due:
                self.looked_at = now
            return due


_UNPLANNED = frozenset({State.APPROVED, State.EXPANDING})
_RUNNING = frozenset({State.SENDING, State.DRAINING})
_UNFINISHED = frozenset(State) - {State.COMPLETED}


def expand(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Plan every delivery of an approved campaign; what was planned before an interruption is not planned again."""
    one = post.campaigns.step(one, Step.EXPAND, actor=actor, now=post.clock(), when=_UNPLANNED)
    if one.state is not State.EXPANDING:
        return one
    while post.campaigns.expand(one):
        pass
    return post.campaigns.step(one, Step.EXPANDED, actor=actor, now=post.clock(), when=_UNPLANNED)


def begin(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Make a campaign ready and start it; a paused one is resumed by a person only."""
    one = expand(post, one, actor=actor)
    if one.state is State.PAUSED:
        raise CampaignRefused(
            say("{label} is paused ({why})", label=one.label, why=one.why),
            remedy=say("run policy notify resume {label}", label=one.label),
        )
    # Another sender may have finished between the two steps: then there is nothing to start.
    return post.campaigns.step(one, Step.SEND, actor=actor, now=post.clock(), when=_UNFINISHED)


def send(post: Post, one: Campaign, *, actor: str, moved: Callable[[int], None] | None = None) -> Campaign:
    """Send what is left of a campaign; sending again sends nothing twice. `moved` is told how many mails left."""
    one = begin(post, one, actor=actor)
    if one.state is State.COMPLETED:
        return one
    reconcile(post, one)
    work(post, one, moved=moved)
    return finish(post, one, actor=actor)


def work(post: Post, one: Campaign, *, moved: Callable[[int], None] | None = None) -> int:
    """Send chunk after chunk until none is left to this sender; say how many mails left."""
    variants = {variant.id: variant for variant in post.campaigns.variants(one)}
    tally = Tally(moved=moved)
    with ThreadPoolExecutor(post.threads, thread_name_prefix="sender") as pool:
        runs = [pool.submit(_run, post, one, variants, tally) for _ in range(post.threads)]
        for run in runs:
            run.result()
    return tally.sent


def _run(post: Post, one: Campaign, variants: Mapping[int, Variant], tally: Tally) -> None:
    while (found := post.sending.claim(one, now=post.clock())) is not None:
        if isinstance(found, datetime):
            post.sleep(min(max((found - post.clock()).total_seconds(), 0.01), _NAP))
        else:
            send_chunk(post, one, found, variants[found.variant], tally)


def send_chunk(post: Post, one: Campaign, claim: Claim, variant: Variant, tally: Tally) -> None:
    """Send one chunk; its intent is written, and whatever comes of it will be."""
    batch = _batch(post, one, claim, variant)
    sending = post.sending
    try:
        outcome = post.transport.send(batch) if batch.recipients else Outcome()
    except TransientDeliveryError as error:
        _again(post, one, claim, error)
    except BatchRefused as error:
        rejected = sending.split(claim, now=post.clock(), told=str(error))
        _judge(post, one, tally.add(0, rejected))
    except (AccountRefused, PermanentDeliveryError) as error:
        sending.give_back(claim, now=post.clock(), again_at=None, told=str(error))
        pause(post, one, actor="policy", why=str(error))
    except UnknownDelivery as error:
        sending.lose(claim, now=post.clock(), told=str(error))
    else:
        outcome = _not_for_ever(outcome, claim.attempt)
        again_at = post.clock() + _rest(claim.attempt)
        _insist(post, lambda: sending.settle(claim, outcome, now=post.clock(), again_at=again_at))
        sent = len(batch.recipients) - len(outcome.rejected) - len(outcome.deferred) - len(outcome.unknown)
        post.told(sent)
        _judge(post, one, tally.add(sent, len(outcome.rejected)))
        if tally.looks(post.clock()):
            _judge_bounces(post, one)


def _insist(post: Post, write: Callable[[], None]) -> None:
    """Write down an answer although the store is away for a while: nobody else has it, and without it nobody knows."""
    for wait in _PATIENCE:
        try:
            write()
        except AWAY:
            post.sleep(wait)
        else:
            return
    write()


def _again(post: Post, one: Campaign, claim: Claim, error: TransientDeliveryError) -> None:
    """Give a chunk back that was surely not sent; a provider that asks for rest gets it from every worker.

    Where trying does not help a person looks into it, and nobody is left out meanwhile.
    """
    now = post.clock()
    wait = timedelta(seconds=error.rest) if error.rest else _rest(claim.attempt)
    if error.rest:
        pace.rest(post.sending.engine, one, until=now + wait)
    post.sending.give_back(claim, now=now, again_at=now + wait, told=str(error))
    if claim.attempt >= TRIES and not error.rest:
        pause(post, one, actor="policy", why=f"tried {claim.attempt} times: {error}")


def _not_for_ever(outcome: Outcome, attempt: int) -> Outcome:
    """Let a recipient go whom a server puts off again and again; the report lists them."""
    if attempt < TRIES or not outcome.deferred:
        return outcome
    put_off = tuple((one, f"put off {attempt} times") for one in outcome.deferred)
    return replace(outcome, rejected=outcome.rejected + put_off, deferred=())


def _rest(attempt: int) -> timedelta:
    return timedelta(seconds=_WAITS[min(attempt, len(_WAITS)) - 1])


def _judge(post: Post, one: Campaign, counted: tuple[int, int]) -> None:
    """Pause a campaign of which too much is refused."""
    sent, rejected = counted
    if sent + rejected >= _ENOUGH and rejected * 1_000_000 > one.max_error_ppm * (sent + rejected):
        pause(post, one, actor="policy", why=f"{rejected} of {sent + rejected} addresses were refused")


def _judge_bounces(post: Post, one: Campaign) -> None:
    """Pause a campaign of whose mails too many come back: going on would ruin the name of the sender."""
    failed, accepted = post.events.failed(one), post.sending.accepted(one)
    if accepted >= _ENOUGH and failed * 1_000_000 > one.max_error_ppm * accepted:
        pause(post, one, actor="policy", why=f"{failed} of {accepted} mails came back")


def _batch(post: Post, one: Campaign, claim: Claim, variant: Variant) -> Batch:
    if variant.audience is Audience.INFORM:
        links: Sequence[str] = [""] * len(claim.deliveries)
    else:
        links = post.links.links(claim.deliveries, variant.audience)
    return Batch(
        campaign=one.label,
        chunk=claim.chunk,
        attempt=claim.attempt,
        language=variant.language,
        mail=variant.mail,
        leave=variant.audience is Audience.WATCHER,
        sender=post.sender,
        recipients=tuple(map(Recipient, claim.deliveries, claim.addresses, links)),
        at=post.clock(),
    )


def reconcile(post: Post, one: Campaign, *, at_most_once: bool = False) -> int:
    """Settle what nobody knew, where there is evidence; say how many chunks remain unknown.

    Evidence that a chunk was sent is a file in the outbox or an event of its try. Evidence that it was not is the
    absence of events, once the grace is over and the provider has told of other mails since.
    """
    now = post.clock()
    lost.sweep(post.sending, one, now=now)
    left = 0
    latest = post.events.latest()
    for claim, lost_at in lost.unknown(post.sending, one):
        sent = post.transport.evidence(one.label, claim.deliveries)
        if sent is None and post.events.proved(claim.chunk, claim.attempt):
            sent = frozenset(claim.deliveries)
        over = now - lost_at > GRACE and latest is not None and latest > lost_at
        if sent is None and over and not at_most_once:
            sent = frozenset()
        if sent is None:
            left += 1
        else:
            lost.prove(post.sending, claim, sorted(sent), now=now)
    return left


def decide(post: Post, one: Campaign, *, again: bool, actor: str) -> int:
    """Let a person settle what no evidence settles: send again, or give up and list the people. Say how many chunks."""
    now = post.clock()
    undecided = lost.unknown(post.sending, one)
    for claim, _ in undecided:
        if again:
            lost.prove(post.sending, claim, (), now=now)
        else:
            lost.give_up(post.sending, claim, now=now, told=f"given up by {actor}")
    return len(undecided)


def finish(post: Post, one: Campaign, *, actor: str) -> Campaign:
    """Say where a campaign stands when no chunk is ready: completed, draining, or still waiting."""
    chunks = post.sending.open_chunks(one)
    if chunks.get(ChunkState.READY) or chunks.get(ChunkState.IN_FLIGHT):
        return post.campaigns.get(one.id)
    step = Step.DRAIN if chunks.get(ChunkState.UNKNOWN) else Step.COMPLETE
    return post.campaigns.step(one, step, actor=actor, now=post.clock(), when=_RUNNING)


def pause(post: Post, one: Campaign, *, actor: str, why: str) -> Campaign:
    """Stop a campaign; chunks that are on their way end."""
    running = _RUNNING | {State.READY}
    return post.campaigns.step(one, Step.PAUSE, actor=actor, now=post.clock(), why=why, when=running)
