"""What the pronouns of a French sentence may stand for in the whole text, so that it may be told what another place does to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from notifier.core.editorial.genders import shown, unlike

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules


class Noun(NamedTuple):
    """A noun that a pronoun may take up."""

    word: str
    several: bool
    """Whether it names several."""


def pointing(sentence: Words, rules: EditorialRules) -> frozenset[str]:
    """Give the words of a sentence that point back to another one, wherever they stand in it.

    `Il est interdit`, `en cas de` point to nothing; `le` and `les` do before a verb.
    """
    if "unleaning" not in rules.table("shapes"):
        return rules.leaning & set(sentence)
    words = _marked(sentence, rules)
    bare = rules.shape["unleaning"].sub(" ", f" {' '.join(words)} ").split()
    return (rules.leaning & set(bare)).union(word[1:] for word in words if word.startswith(_OBJECT))


def _marked(sentence: Words, rules: EditorialRules) -> list[str]:
    """Mark `le` and `les` where they are pronouns before a verb."""
    nouns = rules.listed("reading", "nouny")

    def one(match: re.Match[str]) -> str:
        if match["infinitive"] in nouns:
            return match.group()
        return f"{match.group().removesuffix(match['object'])}{_OBJECT}{match['object']}"

    return rules.shape["object_pronoun"].sub(one, f" {' '.join(sentence)} ").split()


_OBJECT = "~"


def settled(sentences: Sequence[Words], rules: EditorialRules) -> bool:
    """Tell whether every pronoun stands for the one noun of the text that it can mean, told before it."""
    if "unleaning" not in rules.table("shapes"):
        return False
    named = [frozenset(_nouns(sentence, rules)) for sentence in sentences]
    for place, sentence in enumerate(sentences):
        words = pointing(sentence, rules)
        others = frozenset().union(*named[:place], *named[place + 1 :])
        known = frozenset().union(*named[:place])
        if not all(_meant(word, others, rules) & known for word in words):
            return False
    return True


def happening(sentence: Words, rules: EditorialRules) -> bool:
    """Tell whether a sentence may tell what happens, not what is so, may be or is not."""
    return not rules.shape["standing"].search(f" {' '.join(sentence)} ")


def _meant(pronoun: str, nouns: frozenset[Noun], rules: EditorialRules) -> frozenset[Noun]:
    """Give the noun that a pronoun stands for, where it fits no other one."""
    if pronoun not in rules.listed("reading", "one_meant"):
        return frozenset()
    many = pronoun in rules.listed("reading", "many_meant")
    fitting = {noun for noun in nouns if noun.several == many and _alike(pronoun, noun.word, rules)}
    return frozenset(fitting) if len(fitting) == 1 else frozenset()


def _alike(pronoun: str, noun: str, rules: EditorialRules) -> bool:
    return not shown(pronoun, rules) or not unlike(pronoun, noun, rules)


def _nouns(sentence: Words, rules: EditorialRules) -> Iterator[Noun]:
    """Give each noun that an article or the like opens; times are no such nouns."""
    opening = rules.listed("reading", "determiners")
    several = rules.listed("reading", "several") | rules.listed("reading", "counting_several")
    before = rules.listed("reading", "prenominal")
    skipped = rules.listed("reading", "no_antecedents")
    words = _marked(sentence, rules)
    for place, word in enumerate(words[:-1]):
        if word in opening:
            after = place + 1
            while after + 1 < len(words) and words[after] in before:
                after += 1
            noun = words[after]
            if noun not in skipped and noun not in opening and not noun.startswith("#") and noun.isalpha():
                yield Noun(noun, word in several or (word.isdigit() and word != "1"))
