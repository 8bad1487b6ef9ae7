"""Until when, unless what and by whom alone: `as long as you have not chosen`, `until you choose`; `is the only one to read it`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.conjugation import french_forms, infinitives, participle
from notifier.core.editorial.voice import named

if TYPE_CHECKING:
    import re

    from notifier.core.editorial.rules import EditorialRules


def until(text: str, rules: EditorialRules) -> str:
    """Write up to which act something lasts by that act; a verb that nobody knows stays as it is."""

    def one(match: re.Match[str]) -> str:
        verb, done = match["verb"], match["done"] or ""
        if verb in rules.listed("moods", "be"):
            told = f"{rules.table('moods')['is']} {done}"
        elif verb in rules.listed("moods", "have"):
            told = f"~{named(done, rules)}" if done else rules.table("moods")["has"]
        else:
            act = _act(verb, rules)
            told = f"~{act} {done}" if act else ""
        words = f"{rules.table('moods')['then']} {match['who']} {match['clitics']} {told}"
        return f" {' '.join(words.split())}" if told else match.group()

    for find in rules.lasting:
        text = find.sub(one, text)
    return text


def alone(text: str, rules: EditorialRules) -> str:
    """Write `the doctor is the only one to read it` as `only the doctor reads it`."""

    def one(match: re.Match[str]) -> str:
        act = named(participle(match["verb"]), rules)
        words = f"{rules.table('moods')['only']} {match['who']} {match['clitics']} ~{act}"
        return f" {' '.join(words.split())}"

    return rules.alone.sub(one, text) if rules.alone else text


def indicative(text: str, rules: EditorialRules) -> str:
    """Write `à moins que vous n'y renonciez` as `à moins que vous y renoncez`: that `ne` denies nothing, and the mood tells nothing.

    A verb that nobody knows keeps its form, and a `ne` with a denial after it stays.
    """

    def one(match: re.Match[str]) -> str:
        told = _stated(match["verb"], rules)
        words = f"{match['joint']} {match['who']} {match['clitics']} {told}"
        return f" {' '.join(words.split())}" if told else match.group()

    for find in rules.excepting:
        text = find.sub(one, text)
    return text


def _stated(verb: str, rules: EditorialRules) -> str:
    """Give the indicative of a verb by its subjunctive, in the same person; empty for a form that nobody knows."""
    known = rules.table("moods")["indicative"].get(verb)
    if known:
        return str(known)
    infinitive = next(filter(rules.known, infinitives(verb)), "")
    place = next((place for ending, place in _PERSONS if verb.endswith(ending)), None)
    if not infinitive or place is None:
        return ""
    forms = french_forms(infinitive)
    return verb if verb in forms[:_PRESENT] else forms[place]  # `Il y consent` is no `ils y consentent`.


_PRESENT = 5
"""So many forms of a verb, the infinitive first, are of the present."""
_PERSONS = (("iez", 1), ("ions", 4), ("ent", 3), ("e", 2))
"""Ending of a subjunctive, and where the indicative of the same person stands among the forms of a verb."""


def _act(verb: str, rules: EditorialRules) -> str:
    """Give the participle of a verb by one of its forms; empty for a form that nobody knows."""
    known = rules.table("moods")["forms"].get(verb)
    if known:
        return str(known)
    infinitive = next(filter(rules.known, infinitives(verb)), "")
    return named(participle(infinitive), rules) if infinitive else ""
