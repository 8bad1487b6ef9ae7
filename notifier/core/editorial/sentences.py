"""Sentences: those that both texts hold, in another order or not, and those that are joined or parted."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.editorial.antecedents import happening, pointing, settled
from notifier.core.editorial.words import LINE, STOPS

if TYPE_CHECKING:
    import re

    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules


def split(words: Words) -> list[Words]:
    """Split tokens into sentences; a line ends one."""
    done: list[Words] = []
    start = 0
    for place, word in enumerate((*words, ".")):
        if word in {".", LINE}:
            if place > start:
                done.append(words[start:place])
            start = place + 1
    return done


def around(words: Words, place: int) -> Words:
    """Give the sentence around a place."""
    start = end = place
    while start > 0 and words[start - 1] not in STOPS:
        start -= 1
    while end < len(words) and words[end] not in STOPS:
        end += 1
    return words[start:end]


def parted(text: str, rules: EditorialRules) -> str:
    """Write each of two clauses that are joined, with a subject of its own, as a sentence; not within a list."""
    text = rules.shape["restated"].sub(" . ", text)
    if " : " in text or "(" in text:
        return text
    text = rules.shape["closed"].sub(r"\g<closed> . ", text)
    sentences = text.split(" . ")
    done = [
        _own_parted(f" {sentence.strip()} ", rules)
        if rules.subordinate & set(sentence.split())
        else rules.parted.sub(" . ", f" {sentence.strip()} ")
        for sentence in sentences
    ]
    return f" {' . '.join(sentence.strip() for sentence in done)} "


def _own_parted(sentence: str, rules: EditorialRules) -> str:
    """Write a joined clause with a subject of its own as a sentence, where nothing reaches over from one to the other.

    A semicolon closes also a clause with a condition: behind `and` what follows may be a part of the condition.
    """
    if rules.shape["own_lead"].match(sentence):
        return sentence
    for found in rules.shape["own"].finditer(sentence):
        before, after = f"{sentence[: found.start()]} ", f" {sentence[found.end() :]}"
        bound = found["joint"] != ";" and rules.shape["own_bound"].search(before)
        if not bound and rules.finite.search(after) and not rules.shape["own_reaching"].search(after):
            return f"{before.rstrip()} . {after.lstrip()}"
    return sentence


def pointing_back(sentences: list[Words], rules: EditorialRules) -> set[tuple[Words, Words]]:
    """Give each sentence that points back to all that the one before it says, with that one."""
    back = rules.shape["pointing_back"]
    return {pair for pair in pairwise(sentences) if back.match(f" {' '.join(pair[1])} ")}


def left_over(
    before: list[Words], after: list[Words], rules: EditorialRules
) -> tuple[list[tuple[list[Words], list[Words]]], bool] | None:
    """Take away the sentences that both texts hold; give what is left between them, gap by gap.

    Also tells whether a held sentence moved. A sentence that leans on the one before (`This …`, `They …`) may not
    get another one before it, and where something is left to prove nothing may move.
    """
    one, other = list(before), list(after)
    for sentence in before:
        if sentence in other:
            one.remove(sentence)
            other.remove(sentence)
    old, held_before = _gaps(before, one)
    new, held_after = _gaps(after, other)
    moved = held_before != held_after
    if moved and (one or other or not _freely(before, after, rules)):
        return None
    return [gap for gap in zip(old, new, strict=True) if any(gap)], moved


def _gaps(sentences: list[Words], left: list[Words]) -> tuple[list[list[Words]], list[Words]]:
    """Give the sentences that are left between those that are held, and the held ones."""
    waiting = list(left)
    gaps: list[list[Words]] = [[]]
    held: list[Words] = []
    for sentence in sentences:
        if sentence in waiting:
            waiting.remove(sentence)
            gaps[-1].append(sentence)
        else:
            held.append(sentence)
            gaps.append([])
    return gaps, held


def _freely(before: list[Words], after: list[Words], rules: EditorialRules) -> bool:
    """Tell whether every sentence that leans on another still follows the same one, or one about the same thing."""
    if _one_topic(before, after, rules):
        return True
    previous = {sentence: before[place - 1] if place else () for place, sentence in enumerate(before)}
    apart = [
        sentence
        for place, sentence in enumerate(after)
        if leaning(sentence, rules) and previous[sentence] != (after[place - 1] if place else ())
    ]
    return not apart or _unmistakably(before, after, apart, rules)


def _unmistakably(before: list[Words], after: list[Words], apart: list[Words], rules: EditorialRules) -> bool:
    """Tell whether each sentence that leans on another tells the same of the same thing in either order.

    Of those that moved at most one tells what happens, so that no order of events is lost.
    """
    if any(sentence[0] in rules.leaning_first for sentence in apart):
        return False
    if not settled(before, rules) or not settled(after, rules):
        return False
    moved = [one for one, other in zip(before, after, strict=True) if one != other]
    return sum(happening(sentence, rules) for sentence in moved) <= 1


def _one_topic(before: list[Words], after: list[Words], rules: EditorialRules) -> bool:
    """Tell whether all sentences after the first one that moved are about what that first one names, in any order.

    Each says `it` of it, and names nothing else that could be meant; at most one tells what happens, so that no order
    of events is lost.
    """
    start = next(place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1])
    following = before[start:]
    while following and following[-1] == after[start + len(following) - 1]:
        following = following[:-1]
    if not start or "topic" not in rules.table("shapes"):
        return False
    told = [_about(sentence, rules) for sentence in following]
    topics = {match["topic"][:2] for match in told if match} - {""}
    beside = any(not match["topic"] for match in told if match)
    one = topics == {"it"} or (len(topics) == 1 and not beside)  # What are several may be those beside it.
    return all(told) and one and sum(not match["lasts"] for match in told if match) <= 1


def _about(sentence: Words, rules: EditorialRules) -> re.Match[str] | None:
    """Read a sentence that names nothing but a thing named before."""
    text = f" {' '.join(sentence)} "
    shapes = ("topic", "topic_object", "topic_beside")
    return next(filter(None, (rules.shape[name].match(text) for name in shapes)), None)


def leaning(sentence: Words, rules: EditorialRules) -> bool:
    """Tell whether a sentence needs the one before it to be understood."""
    return bool(pointing(sentence, rules)) or sentence[0] in rules.leaning_first
