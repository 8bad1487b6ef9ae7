"""Words that may be verbs and are nouns here: *order records*, *the processing of data*, *les relevés*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.taxonomy import Mention

ACTIONS = frozenset({Axis.TAKE, Axis.GIVE, Axis.RIGHT, Axis.DUTY, Axis.SHIELD})


def ambiguous(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether what may be a verb is a noun here: *order records*, *les relevés*."""
    word = plain[mention.start]
    if (
        word not in grammar.ambiguous
        or mention.end - mention.start > 1
        or mention.concept.axis not in ACTIONS
    ):
        return False
    before = plain[mention.start - 1] if mention.start else ""
    after = plain[mention.end] if mention.end < len(plain) else ""
    if before in grammar.articles or (before not in grammar.governors and after not in grammar.determiners):
        return True
    return _listed(plain, mention.start, grammar) and after not in grammar.determiners


def _listed(plain: Sequence[str], place: int, grammar: Grammar) -> bool:
    """Tell whether a word ends a list of nouns, *your posts and replies*: the word before the joint has an article."""
    joined = place > _LEAST and plain[place - 1] in grammar.either_way
    return joined and plain[place - _LEAST - 1] in grammar.articles


_LEAST = 2


def named(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a power is only named: a noun (*processing*), or a participle without its auxiliary."""
    word = plain[mention.start]
    if mention.end - mention.start > 1:
        noun = mention.start > 0 and plain[mention.start - 1] in grammar.articles
        return (
            noun
            and grammar.links.get(plain[mention.start + 1]) == "of"
            and plain[mention.end - 1] in (grammar.possessives)
        )
    if word.endswith(grammar.infinitives) or _carried_out(plain, mention, grammar):
        return False
    if mention.start and plain[mention.start - 1] in grammar.articles:
        return True
    if word.endswith(grammar.nominal):
        return True
    if not word.endswith(grammar.participles) or not mention.start:
        return False
    near = plain[max(0, mention.start - 4) : mention.start]
    return not any(before in grammar.auxiliaries for before in near)


def _carried_out(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a verb beside a noun does what it names: *we carry out profiling*, *une collecte est effectuée*."""
    ahead = _part(plain[max(0, mention.start - _BESIDE) : mention.start][::-1])
    after = _part(plain[mention.end : mention.end + _FARTHER])
    passive = any(word in grammar.passives for word in after)
    return any(word in grammar.light for word in ahead) or (
        passive and any(word in grammar.light for word in after)
    )


def _part(words: Sequence[str]) -> Sequence[str]:
    """Give the words up to a pause."""
    return words[: next((place for place, word in enumerate(words) if word in _PAUSES), len(words))]


_BESIDE, _FARTHER = 4, 7
_PAUSES = frozenset(",;:(.")
