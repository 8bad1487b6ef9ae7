"""How one change was read and judged, for a lawyer at a terminal: in words, on eighty columns."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.editorial import Proof
from notifier.core.explanation import marked
from notifier.core.judgement import RULES
from notifier.core.statements import Actor, Force, Gate, Stance
from notifier.core.taxonomy import Axis
from notifier.core.tidy import tidy
from notifier.render.report import level
from notifier.render.terminal import safe
from notifier.render.topics import category, direction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from notifier.core.assessment import Assessed
    from notifier.core.editorial import Open
    from notifier.core.judgement import Observed
    from notifier.core.statements import Head, Statement
    from notifier.render.words import Words

WIDTH = 80
_MOST = 6
"""So many differences are told of one change that was not proved."""

_BOUNDS = (
    Axis.CONDITION, Axis.EXCEPT, Axis.LIMIT, Axis.BEFORE, Axis.AFTER, Axis.THRESHOLD, Axis.HEDGE, Axis.DISCRETION,
)  # fmt: skip


_BARE = frozenset({Axis.MAY, Axis.MUST, Axis.WILL, Axis.TRY})
_SHOWN = 4
"""A permission or duty without a known act is shown by so many of its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All there is to tell of one change.

    Attributes:
        assessed: the change with its findings.
        proof: the proof, or what stands against it.
        seen: what the rules read and saw.
        leaning: what was learned says for a reduction, above zero, or against one.
        names: what concepts, rules and steps are called, in the language of the reader.
    """

    assessed: Assessed
    proof: Proof | Open
    seen: Observed
    leaning: float
    names: Mapping[str, Mapping[str, str]]


def lines(account: Account, words: Words) -> Iterator[str]:
    """Tell what each side says, what was tried, what was found, and what proved the change harmless or did not."""
    one = account.assessed
    yield words.gettext("{clause}: {level}").format(clause=one.change.clause, level=level(one.level, words))
    if not isinstance(account.proof, Proof):
        yield from _wrapped(f"{direction(one.direction, words)} · {category(one.category, words)}", "")
    for title, statements in (
        (words.gettext("Before"), account.seen.before),
        (words.gettext("After"), account.seen.after),
    ):
        yield from ("", title)
        for statement in statements:
            yield from _statement(statement, account.names, words)
        if not statements:
            yield from _wrapped(words.gettext("nothing"), "  ")
    yield from ("", words.gettext("Is it the same in other words?"))
    yield from _wrapped(_cleared(account.proof, account.names, words), "  ")
    if isinstance(account.proof, Proof):
        return
    yield from ("", words.gettext("What does it do?"))
    for finding in one.findings:
        told = f"{finding.explain(words.language)} [{finding.rule}]"
        sentence = words.gettext("{level}: {why}").format(level=level(finding.level, words), why=told)
        yield from _wrapped(sentence, "  ", "    ")
    tried = ", ".join(_called("rules", rule.__name__, account.names) for rule in RULES)
    yield from _wrapped(
        words.gettext("Tried: {rules}; statements that came or went.").format(rules=tried), "  ", "    "
    )
    yield from _wrapped(_learned(account.leaning, words), "  ", "    ")


def _learned(leaning: float, words: Words) -> str:
    """Say which way the labelled changes lean that the rules learned from."""
    if leaning > 0:
        return words.gettext("Labelled changes with the same signs mostly took something away.")
    return words.gettext("Labelled changes with the same signs mostly took nothing away.")


def _wrapped(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        safe(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _called(kind: str, name: str, names: Mapping[str, Mapping[str, str]]) -> str:
    return names[kind].get(name, name)


def _statement(statement: Statement, names: Mapping[str, Mapping[str, str]], words: Words) -> Iterator[str]:
    """Tell a statement: its words, who does what how firmly, and to what, for what, and when."""
    yield from _wrapped(marked(tidy(statement.text), words.language), "  ")
    for head in dict.fromkeys(_acts(statement)):
        yield from _wrapped(_act(head, statement, names, words), "    ", "      ")
    told = " · ".join(_fields(statement, names, words))
    yield from _wrapped(told, "    ", "    ")


def _acts(statement: Statement) -> tuple[Head, ...]:
    return statement.heads or tuple(filter(None, (statement.inherited, statement.presumed)))


def _act(head: Head, statement: Statement, names: Mapping[str, Mapping[str, str]], words: Words) -> str:
    """Say who may, must or will do what, and whom that serves."""
    known = names["concepts"]
    what = known.get(head.concept.id) or known["unnamed"]
    if head.concept.axis in _BARE:
        what = marked(tidy(statement.said(head.place, head.place + _SHOWN)), words.language)
    serves = {
        Stance.TAKES: words.gettext("takes from the person"),
        Stance.NEUTRAL: words.gettext("neither gives nor takes"),
        Stance.GIVES: words.gettext("gives to the person"),
    }[head.stance]
    return f"{_who(head.actor, words)} · {_firmly(head, words)} · {what} → {serves}"


def _who(actor: Actor, words: Words) -> str:
    return {
        Actor.COMPANY: words.gettext("the company"),
        Actor.PERSON: words.gettext("the person"),
        Actor.THIRD: words.gettext("a third party"),
        Actor.NOBODY: words.gettext("nobody named"),
    }[actor]


def _firmly(head: Head, words: Words) -> str:
    """Say how firmly something is done, or not done."""
    if head.negated:
        return {
            Force.TRIES: words.gettext("tries not to"),
            Force.MAY: words.gettext("may not"),
            Force.DOES: words.gettext("does not"),
            Force.MUST: words.gettext("must not"),
        }[head.force]
    return {
        Force.TRIES: words.gettext("tries to"),
        Force.MAY: words.gettext("may"),
        Force.DOES: words.gettext("does"),
        Force.MUST: words.gettext("must"),
    }[head.force]


def _fields(statement: Statement, names: Mapping[str, Mapping[str, str]], words: Words) -> Iterator[str]:
    """Name what the statement is about, each part once."""
    for sentence, axes in (
        (words.gettext("of what: {what}"), (Axis.DATA,)),
        (words.gettext("with whom: {what}"), (Axis.RECIPIENT, Axis.THIRD)),
        (words.gettext("what for: {what}"), (Axis.PURPOSE,)),
        (words.gettext("where: {what}"), (Axis.PLACE,)),
        (words.gettext("how: {what}"), (Axis.CHANNEL, Axis.MEASURE, Axis.FREE)),
        (words.gettext("bounds: {what}"), _BOUNDS),
    ):
        told = [
            f"{_called('concepts', mention.concept.id, names)} ({statement.said(mention.start, mention.end)})"
            for mention in statement.of(*axes)
        ]
        if told:
            yield sentence.format(what=", ".join(dict.fromkeys(told)))
    numbers = [statement.said(quantity.start, quantity.end) for quantity in statement.quantities]
    if numbers:
        yield words.gettext("number or time: {what}").format(what=", ".join(numbers))
    if statement.gate:
        yield _gate(statement.gate, words)


def _gate(gate: Gate, words: Words) -> str:
    return {
        Gate.OPT_OUT: words.gettext("unless the person refuses"),
        Gate.CONSENT: words.gettext("only if the person agrees"),
        Gate.EXPRESS: words.gettext("only if the person expressly agrees"),
    }[gate]


def _cleared(proof: Proof | Open, names: Mapping[str, Mapping[str, str]], words: Words) -> str:
    """Say what proved that a change says nothing new, or why nothing did."""
    if isinstance(proof, Proof):
        steps = ", ".join(_called("steps", step, names) for step in proof.steps)
        if not steps:
            return words.gettext("Yes: the same words. It is not put to the rules.")
        return words.gettext("Yes, it is proved: {steps}. It is not put to the rules.").format(steps=steps)
    return {
        "language": words.gettext("Not proved: there is no proof for this language."),
        "too long": words.gettext("Not proved: the texts are too long or differ too much."),
        "hidden characters": words.gettext("Not proved: characters that nobody sees came or went."),
        "look-alike letters": words.gettext("Not proved: letters of another script look like these."),
        "another heading or lead-in": words.gettext(
            "Not proved: it stands under another heading or lead-in, which may give it another scope."
        ),
    }.get(proof.why) or _open(proof, words)


def _open(proof: Open, words: Words) -> str:
    """Say which words no step of a proof accounts for."""
    differences = [(_set(before), _set(after)) for before, after in _pairs(proof.before, proof.after)]
    told = [_difference(*pair, words) for pair in differences if any(pair)]
    if not told:
        return words.gettext(
            "It could not be proved the same: the same words stand in another order, or have other marks."
        )
    more = len(told) - _MOST
    if more > 0:
        told = [*told[:_MOST], words.ngettext("{count} more", "{count} more", more).format(count=more)]
    return words.gettext("It could not be proved the same: {differences}.").format(
        differences=", ".join(told)
    )


def _set(words: str) -> str:
    """Set words told one by one as text: no blank before a comma or a point, and no mark at the ends."""
    return words.strip(" .,;:").replace(" ,", ",").replace(" .", ".")


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Pair the differences; of a text that came or went alone there is one side."""
    size = max(len(before), len(after))
    if not before or not after:
        return ((" ".join(before), " ".join(after)),)
    return ((before[place], after[place]) for place in range(size))


def _difference(before: str, after: str, words: Words) -> str:
    places = {"before": marked(before, words.language), "after": marked(after, words.language)}
    if before and after:
        return words.gettext("{before} became {after}").format(**places)
    if after:
        return words.gettext("{after} is new").format(**places)
    return words.gettext("{before} is gone").format(**places)
