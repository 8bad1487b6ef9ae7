"""The order of clauses: `If you ask, we answer` and `We answer if you ask`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context

BAR = "‖"
"""Stands between a main clause and the clauses that go with it, whose order is that of the alphabet."""


def ordered(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Move a clause from the beginning to the end, where it goes with the whole sentence either way."""
    rules = context.rules
    if len(rules.conditions.findall(sentence)) > 1:
        # Of two conditions, one may stand inside the other.
        return
    main, *others = (part.strip() for part in sentence.split(BAR))
    if rules.fronted.match(f" {main} "):
        for match in re.finditer(r" , ", main):
            first, rest = main[: match.start()], main[match.end() :]
            if _whole(rest, context) and " , " not in first and _unpledged(rest, first, context):
                yield "order of clauses", _joined(rest, [*others, first])
    for match in rules.trailing.finditer(f" {main} "):
        rest, clause = f" {main} "[: match.start()].strip(" ,"), f" {main} "[match.start() :].strip(" ,")
        # What follows a condition may belong to it: `if you ask within 20 days`.
        alone = rest and not rules.conditions.search(f" {rest} ") and " , " not in clause
        # `We do not close because of you` may deny the reason alone.
        alone = alone and not (clause.split()[0] in rules.reasons and rules.limiting.search(f" {rest} "))
        if alone and _whole(rest, context) and _free(rest, context) and _unpledged(rest, clause, context):
            yield "order of clauses", _joined(rest, [*others, clause])


def floated(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Set an adverbial like `at any time` apart, where one verb has it wherever it stands."""
    rules = context.rules
    main, *others = (part.strip() for part in sentence.split(BAR))
    if rules.shape["exclusive"].search(f" {main} "):
        # `In winter we only keep the letters` and `We only keep the letters in winter` are two promises.
        return
    limited = rules.limiting.search(f" {main} ")
    for adverbials in (rules.floating,) if limited else (rules.floating, rules.roaming):
        found = adverbials.search(f" {main} ")
        if not found:
            continue
        before, after = f" {main} "[: found.start()], f" {main} "[found.end() :]
        if _listed(before, after, context) or not _unpledged(main, found.group(), context):
            continue
        if rules.shape["degree"].search(found.group()) and rules.shape["graded"].match(after):
            # `We delete automatically collected data`, not by itself.
            continue
        if _whole(main, context) and _free(before, context) and not rules.conditions.search(f"{before} "):
            rest = _closed(before, after)
            yield "place of an adverbial", _joined(rest, [*others, found.group().strip(" ,")])


def led(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Set an adverbial of time, place or reason that leads a sentence at its end, where it goes with the verb.

    `In winter we only keep the letters` keeps nothing else in winter, `We only keep the letters in winter` keeps them at
    no other time; a reason may reach under a denial or not; a place may tell which people or things are meant.
    """
    rules = context.rules
    match = rules.shape["leading"].match(sentence)
    if not match or BAR in match["main"]:
        return
    main = f" {match['main'].strip()} "
    kind = next(name for name in ("time", "place", "brief", "reason") if match[name])
    bound = rules.shape["only"].search(main) or (kind == "reason" and rules.limiting.search(main))
    taken = kind == "place" and rules.shape["placed"].search(main)
    free = _free(main, context) and _unpledged(main, match[kind], context)
    if not (bound or taken) and _whole(main, context) and free:
        yield "place of an adverbial", f" {main.strip()} {match[kind].strip()} "


def _listed(before: str, after: str, context: Context) -> bool:
    """Tell whether what stands between two stretches is one of several: `by letter or email`."""
    joiners = tuple(f" {joiner}" for joiner in context.rules.joiners)
    begun = before.strip() and not before.endswith(" ,")
    return (
        before.endswith(joiners)
        or after.startswith(tuple(f"{joiner} " for joiner in joiners))
        or bool(begun and after.startswith(" ,"))
    )


def _closed(before: str, after: str) -> str:
    """Close the gap that an adverbial leaves, with the commas that set it off."""
    if before.endswith(" ,") and (after.startswith(" ,") or not after.strip()):
        before = before.removesuffix(" ,")
        after = after.removeprefix(" ,")
    return " ".join(f"{before} {after}".split()).strip(" ,")


def coordinated(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Sort two clauses joined by `and`, each with its own subject, neither of which leans on the other."""
    rules = context.rules
    for found in rules.coordinated.finditer(sentence):
        first, second = sentence[: found.start()].strip(), sentence[found.end() :].strip()
        alone = all(rules.finite.search(f" {part} ") for part in (first, second))
        free = (rules.leaning | {BAR}).isdisjoint(sentence.split()) and not rules.conditions.search(sentence)
        if alone and free:
            one, other = sorted((first, second))
            yield "order of clauses", f" {one} {rules.joiners[0]} {other} "


def _whole(main: str, context: Context) -> bool:
    """Tell whether a clause added to a main clause goes with all of it, at either end."""
    return not context.rules.divided.search(f" {main} ")


def _free(before: str, context: Context) -> bool:
    """Tell whether a clause goes with the verb of the words before it, not with a noun among them."""
    return not context.rules.modified.search(f" {before.strip()} ")


def _unpledged(main: str, moved: str, context: Context) -> bool:
    """Tell whether a moved part cannot be about a promise to act on one side and about the act on the other.

    `You agree to pay before you enter`: the payment comes before; `Before you enter, you agree to pay`: the promise does.
    """
    shape = context.rules.shape
    return not shape["pledged"].search(f" {main} ") or bool(shape["tied"].match(f" {moved.strip()} "))


def _joined(main: str, others: list[str]) -> str:
    """Write a main clause with the clauses that go with it."""
    return f" {f' {BAR} '.join([main, *sorted(others)])} "
