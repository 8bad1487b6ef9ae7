"""Edits that leave every word of weight as it was: an address, a slip of the pen, a small word, a sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from notifier.core.memory import united

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.comparison import Pair
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement

_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]+ ?@ ?[\w.-]+|(?<!\w)\w+://\S+"
    r"|(?<![\w.-])\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b(?:/[^\s,;)]*)?"
)
"""A mail or web address; some texts set spaces around the sign of a mail address.

Each begins where its letters begin: a search from every letter of a long word would take the square of its length.
"""
_SLIP = 75
"""Percent: a word that no dictionary knows and one that is so alike are the same word."""


def retouched(pairs: Sequence[Pair], pack: RulePack) -> bool:
    """Tell whether nothing but addresses, slips of the pen and small words differs in statements that became each other.

    It says nothing of what those words do: it only keeps signs of everything else in a text from speaking of them.
    """
    return all(_light(pair, pack) for pair in pairs)


def _light(pair: Pair, pack: RulePack) -> bool:
    """Tell it of one pair; an address that came or went is a way to reach somebody, and no retouch."""
    old, new = _addresses(pair.old), _addresses(pair.new)
    if len(old) != len(new):
        return False
    return all(
        _same(_weighty(chunk.old, pair.old, old, pack), _weighty(chunk.new, pair.new, new, pack), pack)
        for chunk in pair.chunks
    )


def _addresses(statement: Statement) -> list[tuple[int, int]]:
    return [found.span() for found in _ADDRESS.finditer(statement.text)]


def _same(old: Sequence[str], new: Sequence[str], pack: RulePack) -> bool:
    return len(old) == len(new) and all(_slip(one, two, pack) for one, two in zip(old, new, strict=True))


def _weighty(
    span: tuple[int, int], statement: Statement, known: Sequence[tuple[int, int]], pack: RulePack
) -> list[str]:
    """Give the words of a stretch that weigh and stand in no address."""
    spoken = {place for mention in statement.mentions for place in range(mention.start, mention.end)}
    counted = {place for quantity in statement.quantities for place in range(quantity.start, quantity.end)}
    return [
        statement.plain[place]
        for place in range(*span)
        if not any(start <= statement.words[place].start < end for start, end in known)
        and (place in spoken | counted or not _small(place, statement, pack))
    ]


def _small(place: int, statement: Statement, pack: RulePack) -> bool:
    """Tell whether a word neither names, denies nor joins anything; a comma before *who* tells who is meant."""
    grammar, word = pack.grammar, statement.plain[place]
    if not word[0].isalnum():
        related = word == "," and not grammar.relative.isdisjoint(statement.plain[place + 1 : place + 2])
        return word not in _COUNTING and not related
    joins = united(
        grammar.both, grammar.either, grammar.negations, grammar.negation_closers, grammar.subjects
    )
    return word in grammar.stop and word not in joins


_COUNTING = frozenset("%€$£<>+")


def _slip(one: str, two: str, pack: RulePack) -> bool:
    """Tell whether two words are one that was spelled wrongly: of both the dictionary knows but one."""
    spelled = pack.editorial.known(one) != pack.editorial.known(two)
    undone = one.endswith(two) or two.endswith(one)  # *Encrypted*, *unencrypted*.
    return one.isalpha() and two.isalpha() and spelled and not undone and fuzz.ratio(one, two) >= _SLIP
