"""Active and passive: `your photos are deleted by our staff` and `our staff delete your photos`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from notifier.core.editorial.conjugation import (
    first_plural,
    formal,
    french_forms,
    infinitives,
    participle,
    present,
    regular_forms,
)
from notifier.core.editorial.gerunds import gerunds
from notifier.core.editorial.rewriting import PASSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notifier.core.editorial.rewriting import Context
    from notifier.core.editorial.rules import EditorialRules


def told(text: str, rules: EditorialRules) -> str:
    """Write what the writer promises as what it does: in the present, and by `nous` for `on` and for what it engages in."""
    if rules.language != "fr":
        return text
    return _spoken(_present(_engaged(_spoken(_formal(text, rules), rules), rules), rules), rules)


def _formal(text: str, rules: EditorialRules) -> str:
    """Write `tu` as `vous`, with the verb that goes with it; a form that is no word stays."""

    def one(match: re.Match[str]) -> str:
        known = rules.table("familiar").get(match["verb"])
        plural = known or next(filter(rules.known, formal(match["verb"])), "")
        clitics = match["clitics"].replace("te ", "vous ")
        return f" vous {clitics}{plural}" if plural else match.group()

    def order(match: re.Match[str]) -> str:
        plural = next(filter(rules.known, formal(f"{match['verb'].removesuffix('s')}s")), "")
        return f"{match['before']}{rules.table('familiar').get(match['verb']) or plural or match['verb']}"

    if _FAMILIAR.search(text):
        text = rules.shape["orders"].sub(order, rules.shape["familiar"].sub(one, text))
    return re.sub(r" (?:te|toi)(?= )", " vous", text)


_FAMILIAR = re.compile(" (?:tu|te|toi|ton|ta|tes) ")


def _engaged(text: str, rules: EditorialRules) -> str:
    """Write `nous nous engageons à ne pas vendre` as `nous ne vendons pas`."""

    def one(match: re.Match[str]) -> str:
        denied, never = (match["denied"] or " ").split(" ", 1)
        words = ("nous", denied, match["clitics"], french_forms(match["verb"])[4], never)
        return f" {' '.join(' '.join(words).split())}"

    return rules.shape["engaged"].sub(one, text)


def _present(text: str, rules: EditorialRules) -> str:
    """Write the future as the present; a form that is no word stays, and so does a present that ends like a future."""

    def one(match: re.Match[str]) -> str:
        verb = match["verb"]
        own = _IN_ER.sub("er", verb)
        if own != verb and rules.known(own):
            return match.group()
        return f" {next(filter(rules.known, present(verb)), verb)}"

    return rules.shape["later"].sub(one, text)


_IN_ER = re.compile("(?:ons|ez)$")
"""Endings of `nous` and `vous`: *retirons* is of *retirer*, as *finirons* is of no *finirer*."""


def _spoken(text: str, rules: EditorialRules) -> str:
    """Write `on` as `nous`, with the verb that goes with it; a form that is no word stays."""

    def one(match: re.Match[str]) -> str:
        known = rules.table("impersonal").get(match["verb"])
        plural = known or next(filter(rules.known, first_plural(match["verb"])), "")
        clitics = match["clitics"].replace("se ", "nous ")
        return f" nous {clitics}{plural}" if plural else match.group()

    return rules.shape["impersonal"].sub(one, text)


@lru_cache(maxsize=64)
def verbs(texts: tuple[str, ...], rules: EditorialRules) -> Mapping[str, str]:
    """Give the forms of every verb that stands in the passive or as a noun, and the name that all its forms get.

    Kept, for the search of turns and the reading of facts ask about the same texts.
    """
    forms: dict[str, str] = {}
    for text in texts:
        for match in rules.passive_verbs.finditer(text):
            for verb in filter(None, (match["verb"], match["verb2"])):
                forms.update(_forms(verb, rules))
        for match in rules.by_us.finditer(text) if rules.by_us else ():
            forms.update(_forms(match["verb"], rules))
        for word in text.split():
            if word.startswith("~"):
                forms.update(_forms(word[1:], rules))
        for done in filter(None, map(rules.nominal, text.split())):
            forms.update(_forms(done, rules))
        forms.update(gerunds(text, rules))
    return forms


def named(participle: str, rules: EditorialRules) -> str:
    """Give the one form of a participle, free of gender and number."""
    if rules.language != "fr":
        return rules.stem(participle)
    for ending in ("", "e", "s", "es"):
        if participle.removesuffix(ending) in rules.participles:
            return participle.removesuffix(ending)
    return re.sub(r"(?<=[éitus])e?s?$", "", participle)


def kin(word: str, rules: EditorialRules) -> frozenset[str]:
    """Give how the other forms of a French verb begin: `lues` with `lit`, `voit` with `vues`."""
    if rules.language != "fr":
        return frozenset()
    done = map(
        participle, filter(rules.known, infinitives(word))
    )  # `Cède` is of a verb, though a `cèdre` is a tree.
    forms = [form for form, _ in _forms(named(word, rules), rules)]
    return frozenset(form[:_STEM] for form in (*forms, *done))


_STEM = 3


def neutral(text: str, rules: EditorialRules) -> str:
    """Take gender and number off the participles of passives: their subject has both."""
    if rules.language != "fr":
        return text

    def one(match: re.Match[str]) -> str:
        whole = match.group()
        for verb in filter(None, (match["verb2"], match["verb"])):
            whole = re.sub(rf"(?<= ){verb}(?= |$)", named(verb, rules), whole)
        return whole

    return rules.passive_verbs.sub(one, text)


def _forms(participle: str, rules: EditorialRules) -> Iterator[tuple[str, str]]:
    """Give the present forms of the verb of a participle."""
    one = named(participle, rules)
    written = one if rules.language == "fr" else participle
    for base in _irregular(written, rules) or list(_regular(written, rules)):
        yield base, f"~{one}"


def _irregular(participle: str, rules: EditorialRules) -> list[str]:
    """Give the present forms of an irregular verb, also behind a prefix: `sold`, `resold`."""
    for prefix in ("", *rules.prefixes):
        known = (
            rules.participles.get(participle.removeprefix(prefix)) if participle.startswith(prefix) else None
        )
        if known:
            return [prefix + form for form in known.split()]
    return []


def _regular(participle: str, rules: EditorialRules) -> Iterator[str]:
    """Form the present of a regular verb; forms that are no words do no harm, nobody writes them."""
    if rules.language == "fr":
        yield from regular_forms(participle)
        return
    if participle.endswith("ied"):
        yield from (f"{participle[:-3]}y", f"{participle[:-1]}s")
    else:
        bases = [participle[:-1], participle[:-2]]
        if participle[-3:-2] == participle[-4:-3]:
            bases.append(participle[:-3])
        for base in bases:
            yield from (base, f"{base}s")


def marked(text: str, context: Context) -> str:
    """Give every finite form of the verbs in question one name, where it is a verb and not a noun."""
    words = text.split()
    done = [
        context.forms[word] if word in context.forms and _finite(words, place, context.rules) else word
        for place, word in enumerate(words)
    ]
    return f" {' '.join(done)} "


def _finite(words: list[str], place: int, rules: EditorialRules) -> bool:
    """Tell whether a word is a verb, and neither a noun nor a participle behind its auxiliary."""
    before = place - 1
    while before > 0 and words[before] in rules.adverbs:
        before -= 1
    return place == 0 or words[before] not in rules.before_nouns


def active(sentence: str, context: Context) -> Iterator[tuple[str, str]]:
    """Turn a passive sentence into an active one.

    Without an agent it is the writer of the text who acts, unless something is denied or limited: there the
    passive promises more, so only a new text may be wider.
    """
    rules = context.rules
    match = rules.passive.match(sentence)
    if not match:
        return
    heavy = bool(rules.entangled.search(match["patient"]))
    if heavy and not rules.shape["heavy"].match(f" {match['patient'].strip()} "):
        return
    verb = f"~{named(match['verb'], rules)}"
    if match["verb2"]:
        verb = f"{verb} {match['join']} ~{named(match['verb2'], rules)}"
    patient, rest = match["patient"].strip(), match["rest"].strip()
    particle = rules.shape["particle"].match(f" {rest} ")
    if particle:
        verb, rest = f"{verb} {particle['particle']}", f" {rest} "[particle.end() :].strip()
    head, _, last = patient.rpartition(" ")
    if last in rules.clitics:
        patient, verb = head, f"{verb} {last}"
    before = f"{match['modal'] or ''} {match['adverb'] or ''} {match['adverb2'] or ''}"
    for agent, left in _agents(rest, context, default=_default(match, context)):
        # What goes with the verb stands before a patient with a clause of its own, or it would go with that clause.
        heavier = heavy and left.strip()
        orders = [f"{verb} {left} {patient}"] if heavier else [f"{verb} {patient} {left}"]
        if heavier and rules.shape["lasting"].match(left.strip()):
            orders.append(f"{verb} {patient} {left}")
        for order in orders:
            yield PASSIVE, f" {' '.join(f'{agent} {before} {order}'.split())} "


def _default(match: re.Match[str], context: Context) -> str:
    """Give who acts where no agent is named: the writer, or the reader with what only the reader does; or nobody."""
    rules = context.rules
    verb, patient = named(match["verb"], rules), match["patient"].strip()
    if verb in rules.yours and match["modal"] and patient.split()[-1] in rules.turns["your"].split():
        return rules.turns["reader"]
    towards_reader = match["rest"].startswith(rules.turns["towards"]) or patient.split()[-1] in rules.clitics
    unknown = verb in rules.unowned or rules.contended(verb, (match["modal"] or "",), patient.split())
    if unknown and not towards_reader:
        return ""
    told = f" {match['modal'] or ''} {match['adverb'] or ''} {match['adverb2'] or ''} {patient} "
    wider = context.new and not rules.forbids(told.split())
    return "" if rules.limiting.search(told) and not wider else rules.writer


def _agents(rest: str, context: Context, *, default: str) -> Iterator[tuple[str, str]]:
    """Give who acts, and the words that are left."""
    rules = context.rules
    by = [
        match
        for match in rules.by.finditer(f" {rest} ")
        if not rules.channels.search(f" {rest} "[match.end() - 1 :])
    ]
    for match in by:
        head, tail = f" {rest} "[: match.start()], f" {rest} "[match.end() - 1 :]
        first = tail.split()[0]
        ends = [found.start() for found in rules.agent_ends.finditer(tail)] or [len(tail)]
        # Where the agent's name could go on, it ends: `by Oak Ltd in Norway` is no company in Norway.
        end = len(first) + 1 if first in rules.pronouns else ends[0]
        agent = tail[:end].strip()
        yield (
            f"{match['only'] or ''} {rules.pronouns.get(agent, agent)}",
            f"{head.strip()} {tail[end:].strip()}",
        )
    if not by and default:
        yield default, rest
