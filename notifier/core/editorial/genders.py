"""The gender of French nouns, by their endings and a list: what a pronoun cannot stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.editorial.rules import EditorialRules

_KINDS = ("feminine", "masculine")


@lru_cache(maxsize=4096)
def gender(noun: str, rules: EditorialRules) -> str:
    """Give the gender of a noun, `feminine` or `masculine`, in the singular or plural; empty where it is not known."""
    listed = [kind for kind in _KINDS if not rules.listed("genders", kind).isdisjoint(_singular(noun))]
    if listed:
        return listed[0]
    endings = {
        ending: kind
        for kind in _KINDS
        for ending in rules.listed("genders", f"{kind}_endings")
        if any(one.endswith(ending) and len(one) > len(ending) + 1 for one in _singular(noun))
    }
    return endings[max(endings, key=len)] if endings else ""


def _singular(noun: str) -> tuple[str, ...]:
    """Give a noun, and what its singular may be."""
    several = noun.endswith(("s", "x")) and len(noun) > _SHORT
    return (noun, noun[:-1]) if several else (noun,)


_SHORT = 3


def shown(pronoun: str, rules: EditorialRules) -> str:
    """Give the gender that a pronoun shows; empty for none."""
    return next((kind for kind in _KINDS if pronoun in rules.listed("genders", f"{kind}_pronouns")), "")


def unlike(pronoun: str, noun: str, rules: EditorialRules) -> bool:
    """Tell whether a pronoun shows a gender that a noun has not."""
    kind = shown(pronoun, rules)
    own = gender(noun, rules) if kind else ""
    return bool(own) and own != kind
