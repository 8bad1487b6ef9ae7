"""What a sentence says, as values that are the same where it says the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Piece = tuple[Any, ...]
"""A part of a sentence: its kind, then words, pieces or facts: `("noun", "the", "key")`."""

Part = Any
"""A piece, a fact or a group of facts."""

Role = tuple[str, Part]
"""What a part does in its sentence, and the part."""

GAP: Piece = ("gap",)
"""What a relative clause is about, where it stands in the clause."""

SAME: Piece = ("same",)
"""Who acts in a clause that leaves it to its main clause."""


PERFECT = ("have",)
"""The force of an act that is done: `once you have signed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Who does what, and under which circumstances.

    Attributes:
        force: modal verbs and denials, in order.
        verb: the name of the verb; of several that share all their parts, all names.
        roles: the parts, each with what it does.
        subject: what stands as the subject; it is also among the roles.
        passive: whether it stands in the passive.
    """

    force: tuple[str, ...]
    verb: str
    roles: tuple[Role, ...]
    subject: Piece = GAP
    passive: bool = False

    def get(self, name: str) -> Any:
        """Give the first part with a role; none where there is none."""
        return next((piece for role, piece in self.roles if role == name), None)

    def denied(self, word: str) -> Fact:
        """Give the fact with a denial."""
        return replace(self, force=(*self.force, word))

    def beyond(self, often: frozenset[str]) -> Fact:
        """Give the fact with what it says of how often out of reach of a denial: `always call no one`, not `not always`."""
        return self.with_roles(
            tuple(
                ("undenied", piece)
                if role == "adverb" and not often.isdisjoint(spoken(piece))
                else (role, piece)
                for role, piece in self.roles
            )
        )

    def put(self, change: Callable[[str, Any], Any]) -> Fact:
        """Give the fact with every part changed."""
        return self.with_roles(tuple([(role, change(role, piece)) for role, piece in self.roles]))

    def with_roles(self, roles: tuple[Role, ...]) -> Fact:
        """Give the fact with other roles; most often they are the same ones, and so is the fact."""
        return self if roles == self.roles else replace(self, roles=roles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Several facts that belong together: any one of them, or all under one circumstance.

    Attributes:
        kind: what joins them.
        facts: the facts, in order.
        under: what all of them stand under; nothing where there is none.
    """

    kind: str
    facts: tuple[Fact | Group, ...]
    under: Role | None = None


def noun(words: Iterable[str]) -> Piece:
    """Give a part of words alone."""
    return ("noun", *words)


def is_noun(piece: Any) -> bool:
    """Tell whether a part is words alone."""
    return isinstance(piece, tuple) and piece[:1] == ("noun",)


def spoken(piece: Any) -> Iterator[str]:
    """Give the words of a part, without the names of its kinds."""
    if isinstance(piece, str):
        yield piece
    elif isinstance(piece, Fact):
        for _, part in piece.roles:
            yield from spoken(part)
    elif isinstance(piece, Group):
        for fact in piece.facts:
            yield from spoken(fact)
    else:
        for part in piece[1:]:
            yield from spoken(part)


def facts_in(piece: Any) -> bool:
    """Tell whether a part holds a clause."""
    if isinstance(piece, Fact | Group):
        return True
    return not isinstance(piece, str) and any(facts_in(part) for part in piece)


def ordered(parts: Iterable[Any]) -> tuple[Any, ...]:
    """Give parts in an order that is the same wherever they stood."""
    return tuple(sorted(parts, key=repr))
