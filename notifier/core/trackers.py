"""Rows of a table of trackers: each name in one is a thing that is set on a person's device."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.finding import Category, Direction
from notifier.core.presumption import ROW
from notifier.core.quantities import Measure, quantities
from notifier.core.sentences import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import Grammar, RulePack

_PARTS = 2
_LONGEST = 8000
"""Characters: a longer text is no row."""
_TECHNICAL = re.compile(r"[_$\d*]|\w\.\w|[a-z][A-Z]|\w-\w")
"""What stands in the name of a tracker or a server, and hardly in a word."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_DRESS = "`*[]() "


def trackers(before: str, after: str, above: str, grammar: Grammar) -> Iterator[Ground]:
    """Tell which trackers came into a row or left it, under the words that stand above the table.

    A row that came is new whole. One more name among several is one more tracker; where a row is about one, which
    does what it did, only its name changed.
    """
    old, new = (_names(text, above, grammar) for text in (before, after))
    if not before and new:
        yield Ground("tracker-added", Direction.ADVERSE, Category.COOKIES, after=after)
    elif not after and old:
        yield Ground("tracker-removed", Direction.FAVOURABLE, Category.COOKIES, before=before)
    elif old and new:
        came, went = Counter(new) - Counter(old), Counter(old) - Counter(new)
        if came and _renamed(before, after, grammar):
            named = next(iter(went)), next(iter(came))
            yield Ground("tracker-renamed", Direction.NEUTRAL, Category.COOKIES, *named)
        elif came:
            yield Ground("tracker-added", Direction.ADVERSE, Category.COOKIES, after=next(iter(came)))
        elif went:
            yield Ground("tracker-removed", Direction.FAVOURABLE, Category.COOKIES, before=next(iter(went)))


def lifetimes(before: str, after: str, above: str, pack: RulePack) -> Iterator[Ground]:
    """Tell how much longer or shorter a tracker stays, where a row says so in a cell of its own."""
    if not (_names(before, above, pack.grammar) and _names(after, above, pack.grammar)):
        return
    for old, new in zip(_cells(before), _cells(after), strict=False):
        was, now = _stays(old, pack), _stays(new, pack)
        if was and now and was != now:
            longer = now > was
            rule, direction = (
                ("number-worse", Direction.ADVERSE) if longer else ("number-better", Direction.FAVOURABLE)
            )
            yield Ground(rule, direction, Category.RETENTION, before=old, after=new, form="-kept")


def _stays(cell: str, pack: RulePack) -> float:
    """Give the days that a cell tells which holds nothing but a time; else 0."""
    plain = [word.text for word in cut(cell)]
    found = list(quantities(plain, pack.numerals))
    alone = len(found) == 1 and found[0].start == 0 and found[0].end == len(plain)
    return found[0].value if alone and found[0].measure is Measure.DURATION else 0


def only_names(before: str, after: str, grammar: Grammar) -> bool:
    """Tell whether two rows differ in nothing but the names in them, or there is one row alone."""
    told = [[cell for cell in _cells(text) if not _listed(cell, grammar)] for text in (before, after)]
    return not before or not after or told[0] == told[1]


def _renamed(before: str, after: str, grammar: Grammar) -> bool:
    """Tell whether two rows differ in one name alone, and tell more than names."""
    old, new = _cells(before), _cells(after)
    differing = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
    single = all(len(_listed(cell, grammar)) == 1 for pair in differing for cell in pair)
    told = sum(not _listed(cell, grammar) for cell in old)
    return len(old) == len(new) and len(differing) == 1 and single and told > 1


def _cells(text: str) -> list[str]:
    """Give the cells of a row; nothing of a text that is none."""
    if ROW not in text or "\n" in text or len(text) > _LONGEST:
        return []
    cells = [cell.strip() for cell in text.split(ROW)]
    return [cell for cell in cells if cell]


def _names(text: str, above: str, grammar: Grammar) -> list[str]:
    """Give the names of trackers and their servers in a row that tells of trackers, itself or by what stands above it."""
    cells = _cells(text)
    listed = [_listed(cell, grammar) for cell in cells]
    if len(cells) < _PARTS or not any(map(_technical, listed)) or not _tells(text, above, grammar):
        return []
    return [name for names in listed for name in names]


def _listed(cell: str, grammar: Grammar) -> list[str]:
    """Give the names in a cell that holds nothing else."""
    names = [one.strip(_DRESS) for one in re.split(r"[,;]|<br ?/?>", cell)]
    names = [name for name in names if name]
    if any(" " in name for name in names) or not (len(names) > 1 or _technical(names)):
        return []
    return [] if any(name.lower() in grammar.trackers for name in names) else names


def _technical(names: Sequence[str]) -> bool:
    return any(_TECHNICAL.search(name) and not name.isdecimal() for name in names)


def _tells(text: str, above: str, grammar: Grammar) -> bool:
    return any(word.lower() in grammar.trackers for told in (text, above) for word in _WORD.findall(told))
