"""Whether a stretch of words is an item of a list: by the commas and joints that it brings or that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def closer(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a comma sets off at the end of a statement when, where or for whom it holds."""
    words = [word.text for word in statement.words[slice(*span)]]
    ends = span[1] >= len(statement.words) - 1 and len(words) > 1
    return ends and words[0] == "," and pack.grammar.links.get(words[1]) in _CLOSER


_CLOSER = frozenset({"in", "from", "until", "after", "before", "of"})


def ends_list(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch is the last item of a list: a joint stands right before it."""
    before = statement.plain[span[0] - 1] if span[0] else ""
    return before in pack.grammar.both or before in pack.grammar.either


def listed(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch is an item of a list: it brings a comma or a joint along, or takes one away.

    What a comma sets off at the end, *…, from Monday to Thursday*, is no item but says more closely what is meant.
    """
    words = [word.text for word in statement.words[slice(*span)]]
    joints = pack.grammar.either_way
    if any(a in joints and b not in _BOUNDS for a, b in zip(words, [*words[1:], ""], strict=True)):
        return True
    return ("," in words and not closer(span, statement, pack)) or _between(span, statement, pack)


_BOUNDS = frozenset(
    {"over", "above", "older", "more", "under", "below", "younger", "less", "later", "plus", "moins"}
)
"""What follows *or* where a number is bounded, *16 or over*, rather than one more thing named."""


def _between(span: tuple[int, int], statement: Statement, pack: RulePack) -> bool:
    """Tell whether a stretch stands between the pauses of a list: of *a copy, a pause or a refund* the one in the middle."""
    before, after = statement.plain[span[0] - 1 : span[0]], statement.plain[span[1] : span[1] + 1]
    joints = pack.grammar.either_way
    return before == (",",) and bool(after) and after[0] in joints
