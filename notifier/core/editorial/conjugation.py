"""The forms of verbs: French ones by the family of their infinitive, English ones by their spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FAMILIES = (
    ("envoyer", "envoie", "envoy", "envoi", "enverr", "envoyé"),
    ("mettre", "met", "mett", "mett", "mettr", "mis"),
    ("prendre", "prend", "pren", "prenn", "prendr", "pris"),
    ("tenir", "tient", "ten", "tienn", "tiendr", "tenu"),
    ("venir", "vient", "ven", "vienn", "viendr", "venu"),
    ("ouvrir", "ouvre", "ouvr", "ouvr", "ouvrir", "ouvert"),
    ("offrir", "offre", "offr", "offr", "offrir", "offert"),
    ("cueillir", "cueille", "cueill", "cueill", "cueiller", "cueilli"),
    ("uire", "uit", "uis", "uis", "uir", "uit"),
    ("crire", "crit", "criv", "criv", "crir", "crit"),
    ("clure", "clut", "clu", "clu", "clur", "clu"),
    ("lire", "lit", "lis", "lis", "lir", "lu"),
    ("cevoir", "çoit", "cev", "çoiv", "cevr", "çu"),
    ("voir", "voit", "voy", "voi", "verr", "vu"),
    ("suivre", "suit", "suiv", "suiv", "suivr", "suivi"),
    ("servir", "sert", "serv", "serv", "servir", "servi"),
    ("indre", "int", "ign", "ign", "indr", "int"),
    ("dre", "d", "d", "d", "dr", "du"),
    ("artir", "art", "art", "art", "artir", "arti"),
    ("ortir", "ort", "ort", "ort", "ortir", "orti"),
    ("sentir", "sent", "sent", "sent", "sentir", "senti"),
    ("mentir", "ment", "ment", "ment", "mentir", "menti"),
    ("dormir", "dort", "dorm", "dorm", "dormir", "dormi"),
    ("courir", "court", "cour", "cour", "courr", "couru"),
    ("quérir", "quiert", "quér", "quièr", "querr", "quis"),
    ("vivre", "vit", "viv", "viv", "vivr", "vécu"),
    ("croire", "croit", "croy", "croi", "croir", "cru"),
    ("rompre", "rompt", "romp", "romp", "rompr", "rompu"),
    ("battre", "bat", "batt", "batt", "battr", "battu"),
    ("clore", "clôt", "clos", "clos", "clor", "clos"),
    ("aître", "aît", "aiss", "aiss", "aîtr", "u"),
    ("ir", "it", "iss", "iss", "ir", "i"),
)
"""Infinitive, third person, stems of `nous` and `ils`, stem of the future, participle: where they end otherwise than in -er."""


def french_forms(infinitive: str) -> list[str]:
    """Give the infinitive, the present, the future and the participles of a French verb, always in the same order.

    Of `mettre fin à` the first word changes.
    """
    verb, _, rest = infinitive.partition(" ")
    if rest:
        return [f"{form} {rest}" for form in french_forms(verb)]
    for family, *endings in _FAMILIES:
        if infinitive.endswith(family):
            root = infinitive.removesuffix(family)
            third, first, many, later, past = (root + ending for ending in endings)
            later_forms = (f"{later}a", f"{later}ons", f"{later}ont", f"{later}ez")
            several = past if past.endswith("s") else f"{past}s"
            participles = (past, f"{past}e", several, f"{past}es", f"{first}ant")
            return [infinitive, f"{first}ez", third, f"{many}ent", f"{first}ons", *later_forms, *participles]
    stem = infinitive[:-2]
    hard = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
    light = _silent(stem)
    return [
        infinitive,
        f"{stem}ez",
        f"{light}e",
        f"{light}ent",
        f"{hard}ons",
        *(f"{_silent(stem, later=True)}{ending}" for ending in ("era", "erons", "eront", "erez")),
        *(f"{stem}{ending}" for ending in ("é", "ée", "és", "ées")),
        f"{hard}ant",
    ]


def families() -> list[str]:
    """Give the forms of the verbs by which French ones are conjugated: only among these do some share no beginning."""
    return [form for family, *_ in _FAMILIES for form in french_forms(family)]


def _silent(stem: str, *, later: bool = False) -> str:
    """Give the stem before a silent e: `envoi-e`, `règl-e`, `relèv-e`, `jett-e`, `achèt-e`; `é` stays in the future."""
    if stem.endswith(("oy", "uy")):
        return f"{stem[:-1]}i"
    if stem.endswith(("et", "el")) and _DOUBLED.search(stem):
        return f"{stem}{stem[-1]}"
    if stem[-2:-1] != "e" and (later or "é" not in stem):
        return stem  # as most stems
    return (_LATER if later else _SILENT).sub("è", stem)


_LATER = re.compile("e(?=[vnrmslt]$)")
_SILENT = re.compile("é(?=(?:[^aeiouyéèêàâîôû]+|[gq]u)$)|e(?=[vnrmslt]$)")

_DOUBLED = re.compile(
    "(?<!ach)(?<!hal)(?<!croch)(?<!fur)et$|(?<!g)(?<!^p)(?<!mod)(?<!^c)(?<![eé]c)(?<!harc)(?<!mart)(?<!cis)(?<!ant)(?<!écart)el$"
)
"""Stems that double their last letter before a silent e; the others in -et and -el take a grave accent."""


def regular_forms(participle: str) -> Iterator[str]:
    """Give the present, future and infinitive of a French verb by its participle: `gardé`, `garanti`, `traduit`."""
    for infinitive in undone(participle):
        yield from french_forms(infinitive)[:9]


def undone(participle: str) -> Iterator[str]:
    """Give of which verbs a participle may be; the first that is a word is meant."""
    if participle.endswith("é") and not participle.endswith("envoyé"):
        yield f"{participle[:-1]}er"
    for family, *_, past in _FAMILIES:
        if participle.endswith(past):
            yield f"{participle.removesuffix(past)}{family}"
            return


def first_plural(third: str) -> Iterator[str]:
    """Give what a French verb may be with `nous` that has this form with `on`; the first that is a word is meant."""
    if third.endswith("e"):
        stem = third[:-1]
        hard = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
        if stem.endswith(("oi", "ui")):
            yield f"{stem[:-1]}yons"
        if stem.endswith(("ll", "tt")):
            yield f"{stem[:-1]}ons"
        for vowel in ("é", "e"):
            if "è" in stem:
                yield re.sub("è(?=[^è]*$)", vowel, f"{hard}ons")
        yield f"{hard}ons"
    for _, one, first, *_ in _FAMILIES:
        if third.endswith(one):
            yield f"{third.removesuffix(one)}{first}ons"


def formal(familiar: str) -> Iterator[str]:
    """Give what a French verb may be with `vous` that has this form with `tu`; the first that is a word is meant."""
    third = familiar.removesuffix("s")
    if not familiar.endswith(("es", "ds", "ts")):
        third += "t"
    for plural in first_plural(third):
        yield f"{_softened(plural.removesuffix('ons'))}ez"


def _softened(stem: str) -> str:
    """Give the stem of `nous` as it stands before an e: `effaç`, `effac`; `change`, `chang`."""
    return re.sub("(?<=g)e$", "", re.sub("ç$", "c", stem))


def present(later: str) -> Iterator[str]:
    """Give what a French verb in the future may be in the present; the first that is a word is meant."""
    for _, third, first, many, future, _ in _FAMILIES:
        for ending, given in (
            ("a", third),
            ("ons", f"{first}ons"),
            ("ont", f"{many}ent"),
            ("ez", f"{first}ez"),
        ):
            if later.endswith(future + ending):
                yield later.removesuffix(future + ending) + given
    for ending, given in (("era", "e"), ("erons", "ons"), ("eront", "ent"), ("erez", "ez")):
        if later.endswith(ending):
            yield later.removesuffix(ending) + given


def infinitives(form: str) -> Iterator[str]:
    """Give of which verbs a form of the present or of the subjunctive may be; the first that is a word is meant."""
    for family, third, *stems, _, _ in _FAMILIES:
        if form.endswith(third):
            yield f"{form.removesuffix(third)}{family}"
        for ending in _PERSONS:
            for stem in stems:
                if form.endswith(stem + ending):
                    yield form.removesuffix(stem + ending) + family
    for ending in _PERSONS:
        if form.endswith(ending):
            stem = _softened(form.removesuffix(ending))
            yield f"{stem}er"
            yield re.sub("è(?=[^è]*$)", "e", stem) + "er"
            yield re.sub("è(?=[^è]*$)", "é", stem) + "er"
            if stem.endswith(("ll", "tt")):
                yield f"{stem[:-1]}er"
            if stem.endswith("i"):
                yield f"{stem[:-1]}yer"


_PERSONS = ("ions", "iez", "ent", "ons", "ez", "e")


def participle(infinitive: str) -> str:
    """Give the participle of a French verb."""
    return french_forms(infinitive)[9]


_DOUBLING = re.compile(
    r"^(?:[^aeiou]*|[^aeiou]*qu|(?:sub|per|com|ad|o|re)m|(?:re|trans|pre|con|de)f|equ)[aeiou][bdgklmnprt]$"
)
_HISSING = ("s", "sh", "ch", "x", "z", "o")


def english_forms(verb: str, participles: Mapping[str, str]) -> list[str]:
    """Give an English verb, its third person, its -ing form and its participle; of `hand over` the first word changes."""
    base, _, particle = verb.partition(" ")
    tail = f" {particle}" if particle else ""
    past = participles.get(base) or _past(base)
    third = f"{base}es" if base.endswith(_HISSING) else re.sub("(?<=[^aeiou])y$", "ie", base) + "s"
    going = re.sub("(?<![eo])e$", "", base) + "ing"
    if _DOUBLING.match(base):
        going = f"{base}{base[-1]}ing"
    return [f"{form}{tail}" for form in (base, third, going, past)]


def _past(base: str) -> str:
    if _DOUBLING.match(base):
        return f"{base}{base[-1]}ed"
    return f"{base}d" if base.endswith("e") else re.sub("(?<=[^aeiou])y$", "i", base) + "ed"
