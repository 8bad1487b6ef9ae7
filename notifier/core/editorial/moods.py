"""Until when and by whom alone: `as long as you have not chosen`, `until you choose`; `is the only one to read it`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.conjugation import infinitives, participle
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


def _act(verb: str, rules: EditorialRules) -> str:
    """Give the participle of a verb by one of its forms; empty for a form that nobody knows."""
    known = rules.table("moods")["forms"].get(verb)
    if known:
        return str(known)
    infinitive = next(filter(rules.known, infinitives(verb)), "")
    return named(participle(infinitive), rules) if infinitive else ""
