"""The shape of an edit: how words came, went and changed, whatever they mean; signs for what no vocabulary explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from notifier.core.statements import stem
from notifier.core.taxonomy import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.comparison import Chunk, Pair, Said
    from notifier.core.rulepack import Grammar, RulePack
    from notifier.core.statements import Statement, Word

_SPELT = 75
"""Percent: words that are so alike are one word in another spelling or form."""
_FEW = 4
_MOST_WORDS = 400
_HARDLY, _MUCH = 0.2, 0.45
_TOGETHER, _SCATTERED = 0.8, 0.35
RETOLD = "reworded:mostly"
"""The sign of a text that is told mostly in other words."""
HARDLY_RETOLD = "reworded:hardly"
"""The sign of a text that is told in the same words but for a few."""
_NAMING = frozenset("@./0123456789")
_PAUSES = frozenset(",(;:")
_PARTS = {
    Axis.DATA: "data", Axis.RECIPIENT: "recipient", Axis.THIRD: "recipient", Axis.PURPOSE: "purpose", Axis.LIMIT: "limit",
    Axis.EXCEPT: "condition", Axis.CONDITION: "condition", Axis.CONSENT: "consent", Axis.OPT_OUT: "consent",
    Axis.HEDGE: "hedge", Axis.DISCRETION: "hedge", Axis.TRY: "hedge", Axis.MAY: "may", Axis.MUST: "must",
    Axis.RIGHT: "right", Axis.TAKE: "take", Axis.GIVE: "give",
}  # fmt: skip


def shape(
    old: Sequence[Statement],
    new: Sequence[Statement],
    paired: tuple[Sequence[Pair], Sequence[Statement], Sequence[Statement]],
    pack: RulePack,
) -> frozenset[str]:
    """Name the shape of an edit; nothing when either text is empty."""
    if not old or not new:
        return frozenset()
    pairs, gone, come = paired
    return frozenset(
        {
            f"shape:{min(len(pairs), 2)}:gone:{min(len(gone), 2)}:come:{min(len(come), 2)}",
            *(sign for pair in pairs for chunk in pair.chunks for sign in _chunk(chunk, pair, pack)),
            *_rewording(old, new, pack.grammar),
        }
    )


def _chunk(chunk: Chunk, pair: Pair, pack: RulePack) -> Iterator[str]:
    """Tell how a stretch begins on both sides, what kind of words it holds, and whom the words around it serve."""
    gone, came = chunk.old[0] < chunk.old[1], chunk.new[0] < chunk.new[1]
    before, after = pair.old.stance_at(chunk.old[0]).name, pair.new.stance_at(chunk.new[0]).name
    edges = (
        _edge(pair.old.words[slice(*chunk.old)], pack.grammar),
        _edge(pair.new.words[slice(*chunk.new)], pack.grammar),
    )
    if gone and came:
        yield from (f"edge:{edges[0]}>{edges[1]}", f"edge:{before}>{after}")
        yield from (f"edge-:{edges[0]}:{before}", f"edge+:{edges[1]}:{after}")
    elif came:
        yield from (f"edge+{edges[1]}", f"edge+{edges[1]}:{after}", f"edge+{after}")
    else:
        yield from (f"edge-{edges[0]}", f"edge-{edges[0]}:{before}", f"edge-{before}")
    yield from _matter(chunk, pair, pack.grammar, before if gone else after)


def _edge(words: Sequence[Word], grammar: Grammar) -> str:
    """Name the word that joins a stretch to what stands before it."""
    if not words:
        return "none"
    first = words[0].text
    if first in _PAUSES:
        return "," + (_edge(words[1:], grammar) if len(words) > 1 else "")
    classes = (
        ("and", grammar.both), ("or", grammar.either), ("not", grammar.negations), ("which", grammar.relative),
        ("if", grammar.subordinators),
    )  # fmt: skip
    named = next((name for name, known in classes if first in known), None) or grammar.links.get(first)
    if named:
        return named
    if first in grammar.articles or first in grammar.possessives:
        return "the"
    return "number" if first[0].isdigit() else "small" if first in grammar.stop else "word"


def _matter(chunk: Chunk, pair: Pair, grammar: Grammar, stance: str) -> Iterator[str]:
    """Tell what kind of words were replaced by what kind: names, common words, words told elsewhere."""
    old = _kind(chunk.old, pair.old, pair.clause_new, grammar)
    new = _kind(chunk.new, pair.new, pair.clause_old, grammar)
    texts = pair.old.said(*chunk.old).lower(), pair.new.said(*chunk.new).lower()
    alike = all(texts) and fuzz.ratio(*texts) >= _SPELT
    told = f"{old}>{new}{'~' if alike else ''}"
    yield from (f"words:{told}", f"words:{told}:{stance}")
    if "common" in {old, new}:
        longest = max(chunk.old[1] - chunk.old[0], chunk.new[1] - chunk.new[0])
        yield f"words:{'one' if longest <= 1 else 'few' if longest <= _FEW else 'many'}:{old}>{new}"
    if not pair.old.within(*chunk.old) and not pair.new.within(*chunk.new):
        yield f"unknown:{told}:{stance}"


def _kind(span: tuple[int, int], statement: Statement, other: Said, grammar: Grammar) -> str:
    words = statement.words[slice(*span)]
    heavy = [word for word in words if word.text[0].isalnum() and word.text not in grammar.stop]
    if not heavy:
        return "small" if any(word.text[0].isalnum() for word in words) else "none"
    fresh = [word for word in heavy if stem(word.text) not in other.stems]
    if any(word.text in grammar.negations for word in fresh):
        return "denial"
    if not fresh:
        return "known"
    return "name" if all(_names(word, statement) for word in fresh) else "common"


def _names(word: Word, statement: Statement) -> bool:
    """Tell whether a word is a name, an address or a number."""
    capital = statement.text[word.start].isupper() and word.start > 0
    return capital or not _NAMING.isdisjoint(word.text)


def _rewording(old: Sequence[Statement], new: Sequence[Statement], grammar: Grammar) -> Iterator[str]:
    """Tell how much was said in other words, whether all over or in one place, and whether the parts are the same."""
    one, two = ([word for statement in side for word in statement.plain][:_MOST_WORDS] for side in (old, new))
    same = LCSseq.similarity(one, two)
    lost = min(1 - same / len(one), 1 - same / len(two))
    degree = "hardly" if lost < _HARDLY else "partly" if lost < _MUCH else "mostly"
    around = _around(one, two) / max(1, same)
    spread = "together" if around > _TOGETHER else "scattered" if around < _SCATTERED else "apart"
    stems = [frozenset(stem for statement in side for stem in statement.stems) for side in (old, new)]
    shared = len(stems[0] & stems[1]) / max(1, min(map(len, stems)))
    yield from (f"reworded:{degree}", f"reworded:{degree}:{spread}", f"reworded:{degree}:{int(shared * 4)}")
    values = [
        sorted(round(q.value, 2) for statement in side for q in statement.quantities) for side in (old, new)
    ]
    number = "none" if not any(values) else "same" if values[0] == values[1] else "other"
    yield f"reworded:{degree}:number:{number}"
    denials = [sum(word in grammar.negations for word in words) for words in (one, two)]
    yield f"reworded:{degree}:denials:{_sign(denials[1] - denials[0])}"
    yield from (f"reworded:{degree}:{part}" for part in _kept(old, new))


def _around(one: Sequence[str], two: Sequence[str]) -> int:
    """Count the words before and after all that changed."""
    least = min(len(one), len(two))
    head = next((place for place in range(least) if one[place] != two[place]), least)
    tail = next((place for place in range(least - head) if one[-1 - place] != two[-1 - place]), least - head)
    return head + tail


def _sign(difference: int) -> str:
    return "+" if difference > 0 else "-" if difference else "="


def _kept(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[str]:
    """Name the parts that both texts tell alike, and those that came or went."""
    before, after = _parts(old), _parts(new)
    for name in before.keys() | after.keys():
        gone, came = before.get(name, set()), after.get(name, set())
        if gone == came:
            yield f"{name}="
        if came - gone:
            yield f"{name}+"
        if gone - came:
            yield f"{name}-"


def _parts(statements: Sequence[Statement]) -> dict[str, set[str]]:
    """Give for each part of a commitment the concepts that tell it."""
    parts: dict[str, set[str]] = {}
    for statement in statements:
        for mention in statement.mentions:
            if name := _PARTS.get(mention.concept.axis):
                parts.setdefault(name, set()).add(mention.concept.id)
    return parts
