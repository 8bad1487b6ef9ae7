"""What an act brings on: `whoever cheats is excluded`, `cheating means exclusion`, told as one act and one sanction.

The act may be a noun, a verb or who does it; the sanction a noun or a verb; what both hold beside is kept word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.editorial.rewriting import DOER
from notifier.core.editorial.voice import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.rewriting import Context
    from notifier.core.editorial.rules import EditorialRules

SANCTION = "an act and its sanction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What brings a sanction on.

    Attributes:
        name: the participle of its verb, or the noun that tells it.
        rest: what goes with it.
        person: who is said to do it; empty where anybody is meant.
    """

    name: str
    rest: str
    person: str = ""


def punished(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Write an act and what it brings on in one way; nothing where the sentence denies, limits or says more."""
    rules = context.rules
    words = frozenset(sentence.split())
    if rules.punishing.isdisjoint(words) or not rules.listed("sanctions", "barring").isdisjoint(words):
        return
    for name, shape in rules.sanctioning:
        match = shape.match(sentence)
        found = match and _told(match, rules, done=name.endswith("done"))
        if not found:
            continue
        act, sanction = found
        yield SANCTION, f" {sanction} ~~ {act.person} {act.name} : {act.rest} "
        if act.person:
            yield DOER, f" {sanction} ~~  {act.name} : {act.rest} "
        return


def _told(match: re.Match[str], rules: EditorialRules, *, done: bool) -> tuple[Act, str] | None:
    """Read the act and the sanction of a sentence."""
    parts = match.groupdict()
    act = _act(parts["act"].split(), rules)
    words = f"{parts['sanction']} {parts.get('how') or ''}".split()
    sanction = _done(words, parts.get("what") or "", rules) if done else _noun(words, rules)
    if not act or not sanction:
        return None
    flag = rules.table("sanctions")["may"] if parts.get("may") else ""
    return act, f"{flag} {sanction}"


def _act(words: list[str], rules: EditorialRules) -> Act | None:
    """Read an act: whoever does it, who has done it, or its noun."""
    words = _bare(words, rules)
    if not words:
        return None
    if words[0] in rules.listed("sanctions", "whoever"):
        return _deed(words[1:], rules)
    if words[0] in rules.listed("sanctions", "doer") and words[1:2] == ["de"]:
        deed = _bare(words[2:], rules)
        return None if not deed or _somebody(deed[0], rules) else _act(deed, rules)
    person = words[0] if re.fullmatch(rules.spelled("<quelqu_un>s?"), words[0]) else ""
    if person:
        done = named(words[1], rules) if words[1:] else ""
        return Act(name=done, rest=_kept(words[2:], rules), person=person) if done in rules.deeds else None
    light = rules.listed("sanctions", "committed")
    rest = [word for word in words[1:] if word not in light]
    if words[0].endswith(_INFINITIVE) and rules.done(words[0]) and words[0] not in rules.deeds:
        return _deed(words, rules)
    name = rules.deeds.get(words[0]) or named(rules.nominal(words[0]), rules) or words[0]
    return Act(name=name, rest=_kept(rest, rules))


def _somebody(word: str, rules: EditorialRules) -> bool:
    """Tell whether a word names a person: who answers for a cheat has not cheated."""
    return bool(re.fullmatch(rules.spelled("(?:<quelqu_un>|<fautif>)s?"), word))


_INFINITIVE = ("er", "ir", "re")


def _deed(words: list[str], rules: EditorialRules) -> Act | None:
    """Read what whoever is meant does: `steals a book`, `is guilty of a theft`."""
    words = [word for word in words if word != rules.table("sanctions")["himself"]]
    for size in (3, 2, 1):
        if " ".join(words[:size]) in rules.committing and words[size:]:
            act = _act(words[size:], rules)
            plain = not rules.listed("sanctions", "also_plain").isdisjoint(words[:size])
            if not plain or (act and re.fullmatch(rules.spelled("<mefait>"), act.name)):
                return act
    verb = words[0].removeprefix("~") if words else ""
    verb = verb if verb != words[0] else named(rules.done(verb), rules)
    name = verb and rules.deeds.get(verb, verb)
    return Act(name=name, rest=_kept(words[1:], rules, after_verb=True)) if name else None


def _noun(words: list[str], rules: EditorialRules) -> str:
    """Read a sanction told by its noun: `the immediate withdrawal of the card`, `a fine of 5 €`."""
    words = _bare(words, rules)
    if words and words[0] in rules.listed("sanctions", "fines"):
        return f"{rules.table('sanctions')['due']} {' '.join(words)}"
    for place, word in enumerate(words):
        done = rules.sanction_nouns.get(word)
        if done:
            kept = [*words[:place], *words[place + 1 :]]
            loses = word in rules.listed("sanctions", "telling")
            return _sanction(done, kept, "", rules, after_verb=loses)
    return ""


def _done(words: list[str], what: str, rules: EditorialRules) -> str:
    """Read a sanction told by its verb: `is excluded for a year`."""
    fine = _bare(what.split(), rules)
    if fine and fine[0] in rules.listed("sanctions", "fines"):
        owed = len(words) == 1 and named(words[0], rules) in rules.listed("sanctions", "owed")
        return f"{rules.table('sanctions')['due']} {' '.join(fine)}" if owed else ""
    for place, word in enumerate(words):
        if named(word, rules) in rules.sanction_verbs:
            return _sanction(named(word, rules), [*words[:place], *words[place + 1 :]], what, rules)
    return ""


def _sanction(
    done: str, words: list[str], what: str, rules: EditorialRules, *, after_verb: bool = False
) -> str:
    """Write a sanction: what is done, how, and to what or from where."""
    how, rest = _manners(" ".join(words), rules)
    left = _kept(rest.split(), rules, after_verb=after_verb)
    if what and left:
        return ""
    return f"{done} {' '.join(sorted(how))} - {left or _kept(what.split(), rules, after_verb=True)}"


def _manners(text: str, rules: EditorialRules) -> tuple[set[str], str]:
    """Take off how a sanction is done: at once, for good, for how long."""
    how: set[str] = set()
    for name, find in rules.sanction_manners:
        for match in find.finditer(f" {text} "):
            how.add(match["long"] if "long" in match.groupdict() else name)
        text = " ".join(find.sub(" ", f" {text} ").split())
    return how, text


def _kept(words: list[str], rules: EditorialRules, *, after_verb: bool = False) -> str:
    """Give words that go with an act or a sanction, without who is meant anyway and without what opens a known thing.

    What counts them stays: *a card* and *every card* are not *the card*, and things at large are not the known ones.
    """
    partitive = after_verb and words[:2] == ["de", "le"]
    if words and words[0] == "de":
        words = words[2:] if partitive else words[1:]
    known = rules.listed("sanctions", "definite")
    if words and words[0] in rules.listed("sanctions", "merged"):
        words = words[1:] if after_verb else [min(known), *words[1:]]
    if words and words[0] not in rules.listed("sanctions", "articles") | known:
        words = [_AT_LARGE, *words]
    if words[1:]:
        words = [*(word for word in words[:2] if word not in known), *words[2:]]
    meant = words in ([one] for one in rules.listed("sanctions", "anyway"))
    return "" if meant else " ".join(words)


_AT_LARGE = "~"


def _bare(words: list[str], rules: EditorialRules) -> list[str]:
    """Take off the articles that open a noun."""
    opening = rules.listed("sanctions", "articles")
    while words and words[0] in opening:
        words = words[1:]
    return words
