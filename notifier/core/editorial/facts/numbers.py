"""One of many: where a rule tells of any one, it tells of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import is_noun, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Fact, Part


def one_of_many(fact: Fact, grammar: Grammar) -> Fact:
    """Write `details leave only if` as `detail leaves only if`: no detail leaves unless.

    Only where something is limited: what is limited of each is limited of all, while `fees are charged` may be more
    than one fee, and `you may take books` more than one book. What is counted out to somebody stays as it is, and so does a plural that is another word.
    """
    endings = grammar.rules.table("reading_singular")
    told = {"agent", grammar.one("to")} | ({"patient"} if _uncounted(fact, grammar) else set())
    if not endings or not any(_bounds(role, piece, grammar) for role, piece in fact.roles):
        return fact

    def one(role: str, piece: Part) -> Part:
        return _single(piece, grammar) if role in told and is_noun(piece) else piece

    return fact.put(one)


def _uncounted(fact: Fact, grammar: Grammar) -> bool:
    """Tell whether what something is done to is counted out to nobody: nobody but the writer acts, and no reader gets it."""
    agent = fact.get("agent")
    gets = fact.get(grammar.one("to")) == noun((grammar.one("reader"),))
    if gets or agent not in {None, grammar.by_writer[1]}:
        return False
    return agent is None or fact.passive or fact.verb not in grammar.verbs("giving")


def _bounds(role: str, piece: Part, grammar: Grammar) -> bool:
    """Tell whether a part limits its fact: by a condition, or by a longest time."""
    if role.startswith("only "):
        return True
    return role.endswith("time") and is_noun(piece) and grammar.opening(piece[1:], 0, "longest") > 0


def _single(piece: Part, grammar: Grammar) -> Part:
    """Give a bare plural its singular."""
    words = piece[1:]
    head = words[-1]
    led = not all(map(str.isalpha, words)) or words[0] in grammar.words("determiners")
    placed = not grammar.words("placing").isdisjoint(words) or not grammar.words("ofs").isdisjoint(words)
    if led or placed or head in grammar.words("unlike_plurals"):
        return piece
    return noun((*words[:-1], _singular(head, grammar)))


def _singular(word: str, grammar: Grammar) -> str:
    """Give the singular of a word; itself where no ending tells that it is a plural."""
    endings = grammar.rules.table("reading_singular")
    ending = next((ending for ending in endings if word.endswith(ending)), None)
    return word if ending is None else word.removesuffix(ending) + str(endings[ending])
