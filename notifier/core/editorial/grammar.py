"""Slips of grammar: a word that cannot stand where it stood became the one that can."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.editorial.sentences import around

if TYPE_CHECKING:
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules


def agreed(before: Words, place: int, new: str, rules: EditorialRules) -> bool:
    """Tell whether the old word at a place was wrong there by its form alone, and the new one is its right form.

    Only towards the right form: *les clé* became *les clés*, *est remit* became *est remis*, *sont conserver* became
    *sont conservés*. A determiner or an auxiliary beside the word, which did not change, tells which form is right.
    """
    slips = rules.table("slips")
    if not slips or not place:
        return False
    old, led = before[place], before[max(0, place - 3) : place]
    return (
        _several(old, new, led, rules)
        or _done(old, new, led, rules)
        or _they_act(old, new, led, rules)
        or _they_are(old, new, led, rules)
        or _to_do(old, new, led, rules)
        or _acts(old, new, led, rules)
        or _one(old, new, led, rules)
    )


def _to_do(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether the infinitive came where only it can stand: *de vous opposez* became *de vous opposer*."""
    clitics = rules.listed("slips", "clitics")
    ahead = led[-2] if len(led) > 1 and led[-1] in clitics else led[-1]
    if ahead not in rules.listed("slips", "before_infinitives"):
        return False
    clear = old.endswith("ez") or ahead not in rules.listed("slips", "prepositions")
    return clear and new.endswith("er") and old != new and _SOUNDING.sub("", old) == new.removesuffix("er")


def _one(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether an English noun lost its plural behind a determiner of one thing: *each members*."""
    plural = old == f"{new}s" and old not in rules.listed("slips", "plural_names")
    return plural and led[-1] in rules.listed("slips", "one")


def _acts(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether an English verb took the number of its subject right before it: *every guest sign*, *we keeps*."""
    several = rules.listed("slips", "they")
    if not several:
        return False
    subject, leading = led[-1], led[-2] if len(led) > 1 else ""
    if _third(new) == old:
        return subject in several
    one = subject in rules.listed("slips", "he") or (
        leading in rules.listed("slips", "one") and not subject.endswith("s")
    )
    return one and _third(old) == new


def _third(verb: str) -> str:
    """Give the third person of a verb by its ending."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search("[^aeiou]y$", verb) else f"{verb}s"


def heard(old: Words, new: Words, after: Words, place: int, rules: EditorialRules) -> bool:
    """Tell whether words were written for others that sound alike, which alone can stand there: `of there child`.

    The new text tells what stands around them; what else changed in it is settled by itself.
    """
    shapes = rules.heard[" ".join(old), " ".join(new)]
    if not shapes:
        return False
    sentence = around((*after[:place], _PLACE, *after[place + len(new) :]), place)
    return any(shape.search(f" {' '.join(sentence)} ") for shape in shapes)


_PLACE = "_"
"""Stands for the word in question, in the tables and in the sentence."""


def _plural(old: str, new: str) -> bool:
    """Tell whether a word is the plural of another one."""
    if re.search("[szx]$", old):
        return False
    return (
        new == f"{old}s"
        or (new == f"{old}x" and old.endswith("u"))
        or (new[:-1], old[-2:]) == (f"{old[:-1]}u", "al")
    )


def _several(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether a noun got its plural behind a determiner of several things; `nous les garde` has a pronoun there."""
    if led[-1] not in rules.listed("slips", "several") or not _plural(old, new):
        return False
    return not (len(led) > 1 and led[-2] in rules.listed("slips", "before_pronouns"))


def _done(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether a participle that sounds alike came where an auxiliary asks for one."""
    aside = rules.listed("slips", "aside")
    ahead = next((word for word in reversed(led) if word not in aside), "")
    if ahead not in rules.listed("slips", "auxiliaries"):
        return False
    one, other = _SOUNDING.sub("", old), _SOUNDING.sub("", new)
    if one and one == other and old.endswith(("er", "ez")) and _ACTED.search(new):
        return True
    return old[:-1] == new[:-1] and (old[-1], new[-1]) == ("t", "s") and old.endswith(("mit", "pris", "prit"))


_SOUNDING = re.compile("(?:er|ez|ée?s?)$")
_ACTED = re.compile("ée?s?$")


def _they_act(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether a verb got the plural of the noun right before it."""
    return (
        len(led) > 1
        and old.endswith("e")
        and new == f"{old}nt"
        and led[-1].endswith("s")
        and led[-2] in rules.listed("slips", "several")
    )


def _they_are(old: str, new: str, led: Words, rules: EditorialRules) -> bool:
    """Tell whether what several are got its plural behind the verb."""
    return led[-1] in rules.listed("slips", "are") and _plural(old, new) and not rules.known(f"{old}er")
