"""Compare what a clause commits to with what it committed to: findings, each with the words that give it.

The reading rule: read the old text in the person's favour and the new text in the company's. What takes from the
person under that reading is adverse. Nothing here clears a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground, Pair, pair_up
from notifier.core.finding import Category, Direction, Finding, Level
from notifier.core.shifts import RULES
from notifier.core.statements import Gate, Stance, Statement, read
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.rulepack import RulePack

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
    for pair in pairs:
        yield from _paired(pair, pack)
    said_before = frozenset(stem for statement in old for stem in statement.stems)
    said_after = frozenset(stem for statement in new for stem in statement.stems)
    for statement in come:
        yield from _added(statement, said_before, whole=not old)
    for statement in gone:
        yield from _removed(statement, said_after, whole=not new)


def _paired(pair: Pair, pack: RulePack) -> Iterator[Ground]:
    for rule in RULES:
        yield from rule(pair, pack)


def _added(statement: Statement, known: frozenset[str], *, whole: bool) -> Iterator[Ground]:
    """Weigh a statement that nothing in the old text corresponds to."""
    if not whole and _restated(statement, known):
        return
    about = category(statement)
    match _side(statement):
        case Stance.TAKES if statement.gate >= Gate.CONSENT:
            yield Ground("added-gated", Direction.MIXED, about, after=statement.text)
        case Stance.TAKES:
            yield Ground("added-power", Direction.ADVERSE, about, after=statement.text)
        case Stance.GIVES:
            yield Ground("added-promise", Direction.FAVOURABLE, about, after=statement.text)
        case _:
            yield Ground("added-text", Direction.NEUTRAL, about, after=statement.text)


def _removed(statement: Statement, known: frozenset[str], *, whole: bool) -> Iterator[Ground]:
    """Weigh a statement that nothing in the new text corresponds to."""
    if not whole and _restated(statement, known):
        return
    about = category(statement)
    bounded = statement.gate >= Gate.CONSENT or statement.has(Axis.LIMIT)
    match _side(statement):
        case Stance.GIVES:
            yield Ground("removed-promise", Direction.ADVERSE, about, before=statement.text)
        case Stance.TAKES if bounded:
            yield Ground("removed-promise", Direction.ADVERSE, about, before=statement.text)
        case Stance.TAKES:
            yield Ground("removed-power", Direction.FAVOURABLE, about, before=statement.text)
        case _:
            yield Ground("removed-text", Direction.NEUTRAL, about, before=statement.text)


def _side(statement: Statement) -> Stance:
    """Tell whom a whole statement serves; a list item speaks with the voice of its lead-in."""
    if statement.heads or not statement.inherited:
        return statement.stance
    return statement.inherited.stance


def _restated(statement: Statement, known: frozenset[str]) -> bool:
    """Tell whether the other text says all of a statement's words elsewhere."""
    return bool(statement.stems) and statement.stems <= known


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
            for language, sentence in pack.sentences[ground.rule]
        ),
    )


def _quoted(words: str) -> str:
    """Keep a quote readable: its first words."""
    return words if len(words) <= _QUOTED else words[: words.rfind(" ", 0, _QUOTED)].rstrip() + " …"


def _marked(words: str, language: str) -> str:
    if not words:
        return "(nothing)" if language == "en" else "(rien)"
    return f"“{words}”" if language == "en" else f"«\u00a0{words}\u00a0»"
