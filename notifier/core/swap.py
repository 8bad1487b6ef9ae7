"""One part of a sentence that gave way to another: what both sides say, and what each word is to the act around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.anchors import together
from notifier.core.memory import united
from notifier.core.people import noun
from notifier.core.shifts import weighty
from notifier.core.statements import Actor, Stance
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.comparison import Chunk, Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Head, Statement
    from notifier.core.taxonomy import Mention

NEAR = 3
_LONGEST = 14
"""Words: where more than this gave way, a sentence was told anew."""


class Part(NamedTuple):
    """One side of a swap: the statement, its words, what each is to the act, and where it differs."""

    statement: Statement
    words: tuple[str, ...]
    roles: tuple[Mention, ...]
    start: int
    end: int

    def inside(self, *axes: Axis) -> list[Mention]:
        """Give the words of some roles that stand where the statement differs, in part at least."""
        return [m for m in self.roles if m.concept.axis in axes and m.start < self.end and m.end > self.start]

    def near(self, *axes: Axis) -> bool:
        """Tell whether a word of some roles stands where the statement differs, or right before."""
        return any(m.concept.axis in axes and self.start - NEAR <= m.start < self.end for m in self.roles)

    @property
    def own(self) -> tuple[str, ...]:
        """Give the words that differ."""
        return self.words[self.start : self.end]

    @property
    def before(self) -> tuple[str, ...]:
        """Give the words right before those that differ."""
        return self.words[max(0, self.start - NEAR) : self.start]

    @property
    def around(self) -> list[Head]:
        """Give the acts that serve or burden outside of what differs."""
        return [head for head in self.statement.telling if not self.start <= head.place < self.end]

    @property
    def serves(self) -> bool:
        """Tell whether what is done around a swap serves the person, and nothing else."""
        acts = self.around
        return bool(acts) and all(head.stance is Stance.GIVES for head in acts)

    @property
    def takes(self) -> bool:
        """Tell whether something that is done around a swap takes from the person."""
        return any(head.stance is Stance.TAKES for head in self.around)

    @property
    def enjoyed(self) -> bool:
        """Tell whether a person has the use of something: the more, the better."""
        able = any(
            head.actor is Actor.PERSON and head.stance is Stance.GIVES for head in self.statement.heads
        )
        return able or bool(self.statement.staked(Axis.SERVED, Axis.BENEFIT, Axis.OUTLET))

    def noted(self, pack: RulePack) -> bool:
        """Tell whether something is taken from people, noted of them, or comes to the company."""
        if self.takes or self.sensed(pack):
            return True
        return not _US.isdisjoint(self.words) and any(map(_to_us, self.words, (*self.words[1:], "")))

    def sensed(self, pack: RulePack) -> bool:
        """Tell whether a form, a register or a sensor is what a statement begins with."""
        return any(noun(word, pack.people) in pack.people.recording for word in self.words[:4])


_US = frozenset({"us", "nous"})


def _to_us(word: str, following: str) -> bool:
    """Tell whether something comes to the company: *nous transmet*, but not *nous transmettons*."""
    return word == "us" or (word == "nous" and not following.endswith(("ons", "vous")))


def parts(pair: Pair, pack: RulePack) -> Iterator[tuple[Part, Part]]:
    """Give both sides of each stretch where few words of weight gave way to others."""
    changed = [chunk for chunk in together(pair.chunks) if _swapped(chunk, pair, pack)]
    if not changed:
        return
    roles = [tuple(pack.roles.mentions(side.plain)) for side in (pair.old, pair.new)]
    for chunk in changed:
        yield (
            Part(pair.old, pair.old.plain, roles[0], *chunk.old),
            Part(pair.new, pair.new.plain, roles[1], *chunk.new),
        )


def _swapped(chunk: Chunk, pair: Pair, pack: RulePack) -> bool:
    lengths = chunk.old[1] - chunk.old[0], chunk.new[1] - chunk.new[0]
    if not 0 < min(lengths) <= max(lengths) <= _LONGEST:
        return False
    owned = united(pack.grammar.possessives, pack.grammar.ours)
    return any(
        weighty(span, side, pack) or not owned.isdisjoint(side.plain[slice(*span)])
        for span, side in ((chunk.old, pair.old), (chunk.new, pair.new))
    )
