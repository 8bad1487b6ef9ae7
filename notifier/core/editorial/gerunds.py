"""A verb by its stem, and its `-ing` form beside its finite ones: `before closing it` and `before we close it`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context
    from notifier.core.editorial.rules import EditorialRules

GERUND = "verb in -ing"
_ENDINGS = (("ing", ""), ("ied", "y"), ("ed", ""))
_DOUBLED = re.compile(r"([bdglmnprt])\1$")


def stem(word: str) -> str:
    """Give what the forms of a regular English verb share: `close`, `closed` and `closing` are `clos`."""
    for ending, given in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word.removesuffix(ending) + given
            break
    return _DOUBLED.sub(r"\1", word.removesuffix("e"))


def bases(gerund: str) -> tuple[str, ...]:
    """Give the infinitives that a form in `-ing` may have; those that are no words do no harm, nobody writes them."""
    root = gerund.removesuffix("ing")
    single = _DOUBLED.sub(r"\1", root)
    return tuple(dict.fromkeys((root, f"{root}e", single)))


def gerunds(text: str, rules: EditorialRules) -> Iterator[tuple[str, str]]:
    """Give the finite forms of each verb that stands in `-ing` after a word that a clause may follow."""
    found = [*rules.gerund.finditer(text)] if rules.gerund else []
    if rules.acting_shape:
        found += filter(None, (rules.acting_shape.match(f" {part.strip()} ") for part in text.split(" . ")))
    for match in found:
        name = rules.stem(match["verb"])
        for base in bases(match["verb"]):
            yield base, f"~{name}"


def shortened(text: str, rules: EditorialRules) -> str:
    """Write each verb in `-ing` after such a word by its name, and `data collected by us` as `data we collect`."""
    if not rules.gerund or not rules.by_us:
        return text
    text = rules.by_us.sub(lambda match: f"{match['before']} we ~{rules.stem(match['verb'])}", text)
    return rules.gerund.sub(lambda match: f"{match['before']}~{rules.stem(match['verb'])}", text)


def hidden_actor(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write what the writer does before, after or when something is done that only the writer does, with its verb."""
    rules = context.rules
    match = rules.subordinate_passive.match(sentence) if rules.subordinate_passive else None
    if match:
        verb = rules.stem(match["verb"])
        yield GERUND, f" we {match['main'].strip()} ‖ {match['when']} ~{verb} {match['patient'].strip()} "


def acting(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write what is forbidden or free by its verb: `Subletting the room is forbidden`, `You must not sublet the room`.

    A ban on everybody binds the writer, too, unless it is about what is the reader's: only a new text may be wider.
    """
    rules = context.rules
    match = rules.acting_shape.match(sentence) if rules.acting_shape else None
    if not match:
        return
    banned = match["how"] == "forbidden"
    if banned:
        yield GERUND, f" no one must ~{rules.stem(match['verb'])} {match['what'].strip()} "
    if banned and not context.new and " your " not in f" {match['what']} ":
        return
    what = match["what"].strip()
    yield (
        GERUND,
        f" {'you must not' if banned else 'you can'} ~{rules.stem(match['verb'])} {what}{'' if banned else ' free'} ",
    )


def relative(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write what a noun does by its verb alone: `walkers who ask for it`, `walkers asking for it`."""
    rules = context.rules
    for find in rules.actors:
        for match in find.finditer(sentence):
            verb = match["verb"] if match["verb"].startswith("~") else f"~{rules.doing(match['verb'])}"
            given = f" {match['noun']} {rules.turns['that']} {verb}"
            yield "who does it", f"{sentence[: match.start()]}{given}{sentence[match.end() :]}"
