"""Who only undergoes what is told: *you are filmed*, *you receive a refund*, *the water may be cut off*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.statements import Actor, Force
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.rulepack import Grammar
    from notifier.core.taxonomy import Mention
    from notifier.core.voice import Voice


def suffering(plain: Sequence[str], mention: Mention, grammar: Grammar) -> bool:
    """Tell whether an act is told in the passive, or brings its object along."""
    near = plain[max(0, mention.start - 3) : mention.start + 1]
    return mention.end - mention.start > 1 or any(word in grammar.passives for word in near)


def far_passive(plain: Sequence[str], waiting: Mention, mention: Mention, grammar: Grammar) -> bool:
    """Tell whether a force has an act of its own before a passive: *may require that the page be closed*."""
    between = plain[waiting.end : mention.start + 1]
    return len(between) > 3 and any(word in grammar.passives for word in between[1:])


def suffered(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> Voice:
    """Whoever *is filmed* does not film: what is done to someone or something is done by nobody named."""
    gets = mention.concept.person == "gives" and plain[mention.start] in grammar.having
    if voice.actor is not Actor.PERSON or mention.concept.axis not in {Axis.TAKE, Axis.GIVE} or gets:
        return voice
    if _received(plain, mention, voice, grammar):
        return voice._replace(actor=Actor.NOBODY)
    near = plain[max(voice.since, mention.start - 3) : mention.start + 1]
    if mention.start and plain[mention.start - 1] in grammar.undergoing:
        return voice._replace(actor=Actor.NOBODY)  # *L'abonné se voit remettre un reçu.*
    passive = any(word in grammar.passives for word in near)
    done = plain[mention.start].endswith(grammar.participles) or plain[mention.start] in grammar.passives
    return voice._replace(actor=Actor.NOBODY) if passive and done else voice


def _received(plain: Sequence[str], mention: Mention, voice: Voice, grammar: Grammar) -> bool:
    """Tell whether a person only has what others do, *you receive a refund*: it is a noun here, and no act of theirs."""
    if voice.force is not Force.DOES or mention.concept.axis is not Axis.GIVE:
        return False
    near = plain[max(0, mention.start - 1) : mention.start + 1]
    has = plain[mention.start] in grammar.having and mention.concept.id != "secure"  # *You keep it secret.*
    noun = has or any(word in grammar.articles or word in _ARTICLES for word in near)
    return noun and not plain[mention.start].endswith(
        (*grammar.persons.get("vous", ()), *grammar.infinitives)
    )


_ARTICLES = frozenset({"a", "an"})


def done_to(plain: Sequence[str], mention: Mention, grammar: Grammar) -> str:
    """Give the participle of what may be done to someone, else nothing."""
    words = [
        word
        for word in plain[mention.end : mention.end + 4]
        if word in grammar.passives or (word not in grammar.negations and word not in grammar.governors)
    ]
    done = len(words) > 1 and words[0] in grammar.passives and words[1].endswith(grammar.participles)
    return words[1] if done else ""
