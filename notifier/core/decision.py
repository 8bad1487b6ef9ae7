"""Decide what a change does to people by what the rules saw and what the weights of all signs say.

Nothing here clears a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.comparison import Ground
from notifier.core.explanation import findings
from notifier.core.finding import Category, Direction, Level
from notifier.core.quotation import Source
from notifier.core.shape import RETOLD
from notifier.core.signs import lean
from notifier.core.statements import Actor, Force, Stance
from notifier.core.taxonomy import Axis
from notifier.core.whole import FEW, category

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.finding import Finding
    from notifier.core.judgement import Observed
    from notifier.core.rulepack import RulePack
    from notifier.core.statements import Statement


def decide(before: str, after: str, seen: Observed, pack: RulePack) -> tuple[Finding, ...]:
    """Make findings of what the rules saw.

    The thresholds were found on pairs and services that the weights were not learned from.
    """
    source = Source.read(before, after, pack.grammar)
    grounds = seen.grounds or (
        Ground("unexplained", Direction.NEUTRAL, Category.OTHER, before=before, after=after),
    )
    if all(ground.rule in _TOLD for ground in grounds):
        return findings(grounds, source, pack)
    adverse = {ground.rule for ground in grounds if ground.direction is Direction.ADVERSE}
    leaning = _leaning(seen, pack)
    firm = _firm(adverse, retold=RETOLD in seen.signs)
    if not firm and leaning <= 0:
        return findings(grounds, source, pack, Level.MATERIAL)
    if not adverse and _may_be_worse(grounds, seen, leaning):
        about = _about(seen.before, seen.after)
        grounds = (Ground("learned", Direction.ADVERSE, about, before=before, after=after), *grounds)
    return findings(grounds, source, pack)


def _leaning(seen: Observed, pack: RulePack) -> float:
    """Tell how far a change leans to a reduction: as a whole, or by the one sentence of a long text that leans most.

    A sentence counts where a rule saw a loss in it. Of real changes that the weights were not learned from, 14 became reductions by it:
    12 were, 2 were not.
    """
    whole = lean(seen.signs, pack.weights)
    if whole <= _MADE_UP_FOR:
        return whole
    losing = (part for part in seen.parts if any(g.direction is Direction.ADVERSE for g in part.grounds))
    return max((whole, *(lean(part.signs, pack.weights) for part in losing)))


def long(old: Sequence[Statement], new: Sequence[Statement]) -> bool:
    """Tell whether a text is so long that what was edited in it is a small part of its words."""
    return max(sum(len(statement.plain) for statement in side) for side in (old, new)) > _LONG


_LONG = 40
"""Words, signs of punctuation among them."""
_MADE_UP_FOR = -3.0
"""So far a text leans away from a reduction where one sentence in it says nothing against the rest."""
_TOLD = frozenset(
    {
        "added-meaning",
        "added-title",
        "body-renamed",
        "borne-fewer",
        "cited",
        "described",
        "forsworn-more",
        "duty-to-choice",
        "moved",
        "named",
        "outset-off",
        "grant-wider",
        "refusal-wider",
        "removed-title",
        "reserve-better",
        "same-told",
        "tally-better",
    }
)
"""Rules that say what happened so surely that nothing learned speaks against them."""


def _firm(adverse: set[str], *, retold: bool) -> bool:
    """Tell whether what the rules saw stands, whatever the weights say.

    One firm rule may be misled in a text told mostly in other words; two were not there, nor one with two others that
    saw other losses.
    """
    sure = len(adverse - DOUBTFUL)
    return sure > 0 and (not retold or sure > 1 or len(adverse) >= _SEVERAL)


_SEVERAL = 3
"""Kinds of losses: on 2,900 labelled changes so many, one of them firm, were wrong once in ten times."""
_RATHER = 0.1
"""How far they must lean where a rule read what changed and saw neither loss nor gain in it."""
_LIKELIER = 0.25
"""How far the weights must lean to speak where no rule saw anything adverse: of a clause that came or went whole, or against a
rule that saw edited text turn out well."""
_SURELY = 0.5
"""How far they must lean to speak of edited text against a firm rule that saw it turn out well: of 6,700 pairs that the weights were
not learned from, six in ten of those beyond were reductions, and of those that leaned by more than 1 nine in ten."""
_CLEARLY = 1.0
"""The same of a long text in which no rule saw either: most of its signs are of words that stand in both. Of 22 such real changes that
leaned to a reduction, by weights that were not learned from them, 4 were one."""
_BY_FAR = 2.0
"""The same against a rule of `_SURELY_GOOD`."""
_SURELY_GOOD = frozenset(
    {
        "asked-of-fewer", "cap-added", "case-won", "consent-stronger", "court-nearer", "cover-added", "freedom-won",
        "hedge-removed", "help-added", "insiders-fewer", "lasts-shorter", "no-longer-borne", "one-of-both", "or-and",
        "people-more", "permission-narrower", "regardless-won", "state-better", "stronger-measure", "told-more",
        "ways-more", "will-won",
    }
)  # fmt: skip
"""Favourable rules that are right more often than the weights: where these leaned by .5 and more without having learned from the
pair, 19 of 83 times the pair was a reduction, against the other rules 503 of 748 times."""
DOUBTFUL = frozenset(
    {
        "added-power", "all-to-some", "and-or", "antonym", "asked-of-more", "ban-removed", "before-removed",
        "child-removed", "circle-wider", "condition-added", "condition-removed", "consent-weaker", "data-added",
        "data-unprotected", "definition", "denial", "duty-added", "duty-longer", "effort-more", "exception-added",
        "exception-removed", "free-removed", "guarantee-removed", "hedge-added", "hedge-added-to-fact", "insiders-more",
        "item-added", "item-removed", "item-removed-from-fact", "ladder-down", "later", "limit-removed",
        "limit-removed-from-fact", "list-opened", "measure-removed", "number-added", "number-lost", "people-fewer",
        "permission-wider", "place-added", "polarity-lost", "power-added", "purpose-freed", "qualifier-added",
        "qualifier-removed", "recipient-added", "recipient-freed", "regardless-added", "removed-ban", "removed-promise",
        "right-limited", "right-removed", "scope-wider", "shield-added", "some-added", "sooner", "state-worse",
        "term-start", "threshold-added", "wider-term", "will-lost",
    }
)  # fmt: skip
"""Rules about single words and whole statements, which mean more than one thing: each was counted on labelled changes to be
wrong more than once in twenty. They are weighed with all else; the others only in a text told mostly in other words."""
_FAINTLY_GOOD = frozenset(
    {
        "added-promise", "aside-won", "before-added", "condition-dropped", "condition-to-power", "data-protected",
        "data-removed", "exception-dropped", "exception-to-power", "guarantee-added", "item-lost", "item-won",
        "limit-added", "measure-added", "number-better", "people-more", "power-removed", "presence-won", "purpose-barred",
        "qualifier-dropped", "qualifier-to-power", "recipient-removed", "regardless-dropped", "removed-power",
        "right-added", "sooner",
    }
)  # fmt: skip
"""Favourable rules that do not keep the weights from speaking: where none but these spoke, and the weights leaned .5 to 2 without
having learned from the pair, 247 of 328 labelled pairs were reductions all the same."""


def _may_be_worse(grounds: Sequence[Ground], seen: Observed, leaning: float) -> bool:
    """Tell whether weights that lean to a reduction may speak where no rule saw anything adverse.

    Of a text that was edited they may: the further they lean, the more surely a rule may have seen it turn out well. Of one
    that came or went whole they may where something is done and no firm rule saw it turn out well.
    """
    good = {ground.rule for ground in grounds if ground.direction is Direction.FAVOURABLE}
    if seen.before and seen.after:
        return leaning > _needed(grounds, good, seen) and not _title(seen)
    doing = any(map(_acts, (*seen.before, *seen.after)))
    return leaning > _LIKELIER and good <= _FAINTLY_GOOD and not _freedom(seen) and doing


def _needed(grounds: Sequence[Ground], good: set[str], seen: Observed) -> float:
    """Tell how far the weights must lean to speak of edited text, by what the rules made of it."""
    if not good.isdisjoint(_SURELY_GOOD):
        return _BY_FAR
    if good:
        return _LIKELIER if good <= _FAINTLY_GOOD else _SURELY
    if long(seen.before, seen.after):
        return _CLEARLY
    return 0 if any(ground.rule == "unexplained" for ground in grounds) else _RATHER


def _title(seen: Observed) -> bool:
    """Tell whether a text was and is a few words in which nothing is done."""
    return not any(
        statement.heads or len(statement.words) >= FEW for statement in (*seen.before, *seen.after)
    )


def _acts(statement: Statement) -> bool:
    """Tell whether a statement is more than a title: something is done in it, in a few words at least."""
    return bool(statement.heads or statement.inherited) and len(statement.words) >= FEW


def _freedom(seen: Observed) -> bool:
    """Tell whether a clause came that only says what the person may do, with nothing that bounds it."""
    heads = [head for statement in seen.after for head in statement.heads]
    told = all(
        head.actor is Actor.PERSON and head.force is Force.MAY and head.stance is Stance.GIVES
        for head in heads
    )
    return bool(heads) and told and not seen.before and not any(map(_bounded, seen.after))


def _bounded(statement: Statement) -> bool:
    return bool(statement.quantities) or any(map(statement.has, _BOUNDS))


_BOUNDS = (Axis.LIMIT, Axis.CONDITION, Axis.EXCEPT, Axis.DUTY, Axis.SHIELD)


def _about(old: Sequence[Statement], new: Sequence[Statement]) -> Category:
    told = (category(statement) for statement in (*new, *old))
    return next((about for about in told if about is not Category.OTHER), Category.OTHER)
