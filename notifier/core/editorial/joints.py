"""Where one sentence takes up another: `The form is scanned. It is then filed`, `… scanned and then filed`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.grammar import grammar
from notifier.core.editorial.genders import unlike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context

MERGED = "merged sentences"


def joined(text: str, context: Context) -> Iterator[tuple[str, str]]:
    """Join a sentence to the one before whose subject it takes up by a pronoun.

    The one before is about nothing else that the pronoun may mean, and limits nothing that would reach over.
    """
    shape = context.rules.shape
    for place, (before, after) in enumerate(_neighbours(text)):
        found = shape["taken_up"].match(after)
        if not found or shape["reaching"].search(before) or _unlike(before, after, context):
            continue
        rest = found["rest"].strip()
        alone = shape["alone_many"] if found["many"] else shape["alone"]
        # Who does one thing and then another is one: what may be done, or what is done to it, may be another's.
        same = bool(not found["many"] and shape["parallel"].match(before) and shape["acts_on"].match(rest))
        same = same and not (found.groupdict().get("who") and _somebody_else(before, context))
        # Nothing else is named that `they` may mean.
        sole = found["many"] and shape["sole_many"].match(before)
        if same or sole or alone.match(before):
            linked = " ".join(shape["afterwards"].sub(" ", f" {rest} ").split())
            joint = context.rules.joiners[0] if linked == rest else context.rules.turns["afterwards"]
            yield MERGED, _with(text, place, f"{before.strip()} {joint} {linked}")


def _somebody_else(before: str, context: Context) -> bool:
    """Tell whether a sentence names, behind its subject, what may be a person, too."""
    known = grammar(context.rules)
    things = known.words("things") | known.words("inert")
    later = pairwise(before.split()[_SUBJECT:])
    return any(word in known.words("determiners") and noun not in things for word, noun in later)


_SUBJECT = 2
"""Words of a subject that has an article."""


def related(text: str, context: Context) -> Iterator[tuple[str, str]]:
    """Join a sentence about the thing that the one before ends with: as a pronoun, or by its name."""
    rules, shape = context.rules, context.rules.shape
    for place, (before, after) in enumerate(_neighbours(text)):
        if shape["reaching"].search(before):
            continue
        found, named = shape["taken_up"].match(after), shape["named_again"].match(after)
        if found and not shape["object_last"].match(before):
            found = None
        if named and not shape["to_whom"].sub(" ", before).rstrip().endswith(f" {named['noun']}"):
            named = None
        for match in filter(None, (found, named)):
            yield (
                MERGED,
                _with(text, place, f"{before.strip()} , {rules.turns['which']} {match['rest'].strip()}"),
            )
        acts = shape["which_acts"].match(after)
        last = "acted_many" if acts and acts["many"] else "acted_last"
        if acts and shape[last].search(before):
            verb = shape["acted_on"].sub("", acts["verb"], count=1)
            told = f"{rules.turns['whom']} {acts['who']} {verb} {acts['rest']}".strip()
            yield MERGED, _with(text, place, f"{before.strip()} , {told}")


def _unlike(before: str, after: str, context: Context) -> bool:
    """Tell whether the pronoun that begins a sentence shows another gender than the noun that begins the one before."""
    words = before.split()
    return any(unlike(pronoun, noun, context.rules) for pronoun in after.split()[:1] for noun in words[1:2])


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    """Give each sentence with the next one."""
    return pairwise(f" {sentence.strip()} " for sentence in text.split(" . "))


def _with(text: str, place: int, sentence: str) -> str:
    """Write a sentence instead of the one at a place and the next."""
    sentences = [part.strip() for part in text.split(" . ")]
    return f" {' . '.join([*sentences[:place], sentence, *sentences[place + 2 :]])} "
