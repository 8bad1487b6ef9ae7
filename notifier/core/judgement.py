"""Compare what a clause commits to with what it committed to: findings, each with the words that give it.

The reading rule: read the old text in the person's favour and the new text in the company's. What takes from the
person under that reading is adverse. Nothing here clears a change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, pair_up, said
from notifier.core.finding import Category, Direction, Finding, Level
from notifier.core.quantities import Measure
from notifier.core.shifts import RULES
from notifier.core.statements import Gate, Stance, Statement, read
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack
    from notifier.core.text import Language

_QUOTED = 160


def judge(
    before: str, after: str, pack: RulePack, *, context_before: str = "", context_after: str = ""
) -> tuple[Finding, ...]:
    """Find what a change from one text of a clause to another does to people; either text may be empty.

    A context is the words of the lead-in or heading that the clause stands under.
    """
    old = read(before, pack, context=context_before)
    new = read(after, pack, context=context_after)
    grounds = list(_grounds(old, new, pack))
    if not grounds:
        grounds = [
            Ground("unexplained", Direction.NEUTRAL, Category.OTHER, before=before, after=after),
        ]
    return tuple(_finding(ground, pack) for ground in dict.fromkeys(grounds))


def _grounds(old: Sequence[Statement], new: Sequence[Statement], pack: RulePack) -> Iterator[Ground]:
    pairs, gone, come = pair_up(old, new, pack)
    yield from _introduced(old, new)
    for pair in pairs:
        for rule in RULES:
            yield from rule(pair, pack)
    before, after = said(old).stems, said(new).stems
    if not old:
        yield from (_added(statement) for statement in come)
    elif not new:
        yield from _withdrawn(gone)
    else:
        yield from (_added(statement) for statement in come if not _restated(statement, before))
        yield from (_removed(statement) for statement in gone if not _restated(statement, after))


def _introduced(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[Ground]:
    """Under another lead-in the same words may do something else: *we never collect* became *we collect*."""
    if not old or not new or not old[0].inherited or not new[0].inherited:
        return
    before, after = old[0].inherited, new[0].inherited
    if before.stance is not after.stance and not new[0].heads:
        direction = Direction.ADVERSE if after.stance < before.stance else Direction.FAVOURABLE
        yield Ground("lead-in", direction, category(new[0]), before=old[0].text, after=new[0].text)


def _added(statement: Statement) -> Ground:
    """Weigh a statement that nothing in the old text corresponds to."""
    about = category(statement)
    match statement.stance:
        case Stance.TAKES if statement.gate >= Gate.CONSENT:
            return Ground("added-gated", Direction.MIXED, about, after=statement.text)
        case Stance.TAKES:
            return Ground("added-power", Direction.ADVERSE, about, after=statement.text)
        case Stance.GIVES:
            return Ground("added-promise", Direction.FAVOURABLE, about, after=statement.text)
        case _:
            return Ground("added-text", Direction.NEUTRAL, about, after=statement.text)


def _withdrawn(gone: Sequence[Statement]) -> Iterator[Ground]:
    """Weigh a clause that is gone: the bounds of a power go with the power."""
    grounds = [_removed(statement) for statement in gone]
    first = next((ground.direction for ground in grounds if ground.direction is not Direction.NEUTRAL), None)
    for ground in grounds:
        moot = first is Direction.FAVOURABLE and ground.direction is Direction.ADVERSE
        yield replace(ground, rule="removed-text", direction=Direction.NEUTRAL) if moot else ground


def _removed(statement: Statement) -> Ground:
    """Weigh a statement that nothing in the new text corresponds to."""
    about = category(statement)
    match statement.stance:
        case Stance.GIVES:
            return Ground("removed-promise", Direction.ADVERSE, about, before=statement.text)
        case Stance.TAKES if _bounded(statement):
            return Ground("removed-promise", Direction.ADVERSE, about, before=statement.text)
        case Stance.TAKES:
            return Ground("removed-power", Direction.FAVOURABLE, about, before=statement.text)
        case _:
            return Ground("removed-text", Direction.NEUTRAL, about, before=statement.text)


def _bounded(statement: Statement) -> bool:
    """Tell whether a power was told with its bounds: only so, so long, or if the person agrees."""
    timed = any(quantity.measure is Measure.DURATION for quantity in statement.quantities)
    return timed or statement.gate >= Gate.CONSENT or statement.has(Axis.LIMIT)


_MOSTLY = 0.8


def _restated(statement: Statement, known: frozenset[str]) -> bool:
    """Tell whether the other text says nearly all of a statement's words elsewhere."""
    return bool(statement.stems) and len(statement.stems & known) >= _MOSTLY * len(statement.stems)


def category(statement: Statement) -> Category:
    """Tell what a statement is about: its strongest action, else what it names."""
    heads = [head.concept.category for head in statement.heads if head.stance is statement.stance]
    named = [mention.concept.category for mention in statement.mentions]
    lent = [statement.inherited.concept.category] if statement.inherited else []
    return next((Category(name) for name in (*heads, *named, *lent) if name), Category.OTHER)


def told(rule: str, before: str, after: str, pack: RulePack) -> Finding:
    """Make the finding of a rule that needs no comparison of statements; it reduces rights."""
    return _finding(Ground(rule, Direction.ADVERSE, Category.OTHER, before=before, after=after), pack)


def _finding(ground: Ground, pack: RulePack) -> Finding:
    before, after = _quoted(ground.before), _quoted(ground.after)
    return Finding(
        rule=ground.rule,
        level=Level.REDUCTION if ground.direction is Direction.ADVERSE else Level.MATERIAL,
        direction=ground.direction,
        category=ground.category,
        before=before,
        after=after,
        why=tuple(
            (language, sentence.format(before=_marked(before, language), after=_marked(after, language)))
            for language, sentence in _sentences(ground, pack)
        ),
    )


def _sentences(ground: Ground, pack: RulePack) -> tuple[tuple[Language, str], ...]:
    """Give the sentences of a rule, in the form for words that only came or only went where it has one."""
    form = "-added" if not ground.before else "-removed" if not ground.after else ""
    return pack.sentences.get(ground.rule + form) or pack.sentences[ground.rule]


def _quoted(words: str) -> str:
    """Keep a quote readable: its first words."""
    return words if len(words) <= _QUOTED else words[: words.rfind(" ", 0, _QUOTED)].rstrip() + " …"


def _marked(words: str, language: str) -> str:
    return f"“{words}”" if language == "en" else f"«\u00a0{words}\u00a0»"
