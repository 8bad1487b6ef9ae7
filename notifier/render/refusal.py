"""Refusals in the language of their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.said import Said
from notifier.errors import Refusal

if TYPE_CHECKING:
    from notifier.render.words import Words


def refused(refusal: Refusal, words: Words) -> str:
    """Say a refusal in one line: place, cause, next step; what was not made for translation stays as it is."""
    return str(Refusal(told(refusal, words), source=refusal.source, line=refusal.line))


def told(refusal: Refusal, words: Words) -> str:
    """Say the cause and the next step of a refusal, without its place."""
    cause, remedy = again(refusal.cause, words), again(refusal.remedy, words)
    return words.gettext("{cause}; {remedy}").format(cause=cause, remedy=remedy) if remedy else cause


def again(sentence: object, words: Words) -> str:
    """Say a sentence again in another language, and every sentence inside of it."""
    if not isinstance(sentence, Said):
        return str(sentence)
    if not sentence.template:
        return ", ".join(again(part, words) for part in sentence.places.values())
    filled = {
        name: again(part, words) if isinstance(part, Said) else part for name, part in sentence.places.items()
    }
    if sentence.plural:
        count = sentence.places["count"]
        assert isinstance(count, int)  # noqa: S101 - `counted` puts a number there
        return words.ngettext(sentence.template, sentence.plural, count).format(**filled)
    return words.gettext(sentence.template).format(**filled)
