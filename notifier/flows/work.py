"""What a worker does with a hint: look at the row, and send what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from notifier.adapters.store import hints
from notifier.core.campaign import State, Step
from notifier.core.delivery import ChunkId
from notifier.flows import deliver
from notifier.flows.deliver import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from notifier.adapters.store.campaigns import Campaigns, Variant
    from notifier.core.campaign import Campaign
    from notifier.flows.deliver import Post

PATIENCE = timedelta(minutes=1)
"""How long a hint waits for its campaign to begin before it comes back later."""

_NAP = 0.5
_COMING = frozenset({State.APPROVED, State.EXPANDING, State.READY})
_RUNNING = frozenset({State.SENDING, State.DRAINING})


@dataclass(slots=True)
class Bench:
    """A worker's place: what it needs to send, opened when it is first needed.

    Attributes:
        campaigns: the campaigns of the store.
        post: opens everything that sending by a transport needs.
        clock: gives the moment it is.
        sleep: waits for so many seconds.
        actor: in whose name campaigns are finished.
    """

    campaigns: Campaigns
    post: Callable[[str], Post]
    clock: Callable[[], datetime]
    sleep: Callable[[float], None]
    actor: str
    _posts: dict[str, Post] = field(default_factory=dict)
    _words: dict[int, Mapping[int, Variant]] = field(default_factory=dict)
    _tallies: dict[int, Tally] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def send(self, campaign: int, chunk: int) -> datetime | None:
        """Send a chunk if it is ready; give the moment to come back where it must wait."""
        one = self._begun(self.campaigns.get(campaign))
        if one.state in _COMING:
            return self.clock() + PATIENCE
        if one.state is not State.SENDING:
            return None
        post = self._post(one)
        while isinstance(found := post.sending.claim(one, now=self.clock(), chunk=ChunkId(chunk)), datetime):
            if found - self.clock() > PATIENCE:
                return found
            self.sleep(max((found - self.clock()).total_seconds(), 0.01))
        if found is None:
            return None
        deliver.send_chunk(post, one, found, self._variants(one)[found.variant], self._tally(one))
        return self._after(post, one, found.chunk)

    def sweep(self) -> None:
        """Look after every campaign that runs: chunks of the dead, chunks nobody knows of, chunks without a hint."""
        for one in self.campaigns.all():
            if one.state in _RUNNING:
                post = self._post(one)
                deliver.reconcile(post, one)
                if deliver.finish(post, one, actor=self.actor).state in _RUNNING:
                    self._point(post, one)

    def _point(self, post: Post, one: Campaign) -> None:
        """Let what is ready be sent: evidence may have made a chunk ready again after all others were done."""
        if post.sending.any_left(one):
            self.campaigns.step(one, Step.SEND, actor=self.actor, now=self.clock(), when=_RUNNING)
        with post.sending.engine.begin() as connection:
            hints.add(connection, one.id)

    def close(self) -> None:
        """Close every transport."""
        for post in self._posts.values():
            post.transport.close()

    def _begun(self, one: Campaign) -> Campaign:
        """Wait while a campaign is still being planned; its first chunks are there before its last."""
        until = self.clock() + PATIENCE
        while one.state in _COMING and self.clock() < until:
            self.sleep(_NAP)
            one = self.campaigns.get(one.id)
        return one

    def _after(self, post: Post, one: Campaign, chunk: ChunkId) -> datetime | None:
        """Finish a campaign of which nothing is left; give the moment at which a chunk that came back may go again."""
        again = post.sending.rests(chunk)
        if again is None and not post.sending.any_left(one):
            deliver.finish(post, one, actor=self.actor)
        return again

    def _post(self, one: Campaign) -> Post:
        with self._lock:
            if one.transport not in self._posts:
                self._posts[one.transport] = self.post(one.transport)
            return self._posts[one.transport]

    def _variants(self, one: Campaign) -> Mapping[int, Variant]:
        """Give the mails of a campaign; they are held against what was approved before the first is sent from here."""
        with self._lock:
            if one.id not in self._words:
                self._words[one.id] = {variant.id: variant for variant in self.campaigns.variants(one)}
            return self._words[one.id]

    def _tally(self, one: Campaign) -> Tally:
        with self._lock:
            return self._tallies.setdefault(one.id, Tally())
