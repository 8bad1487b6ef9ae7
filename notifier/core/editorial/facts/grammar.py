"""The words by which a sentence is read into facts; data, read from the tables `reading` of `rules/editorial.*.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from notifier.core.editorial.conjugation import english_forms, french_forms, infinitives
from notifier.core.editorial.facts.values import noun
from notifier.core.memory import Memory
from notifier.core.text import FR

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

_NOTHING: frozenset[str] = frozenset()
_PARTICIPLES = {
    "en": re.compile(r"(?!(?:need|deed|speed|feed|seed|bed|hundred|red|indeed|shed|weed) )[a-z]{2,}ed"),
    "fr": re.compile(r"[a-zà-ÿ]+(?:é|ée|és|ées)"),
}
_SINGULAR = re.compile("ies$")
_INFINITIVE = re.compile(r"[a-zà-ÿ]{2,}(?:er|ir|re)")


@dataclass(frozen=True, eq=False)
class Grammar:
    """The closed classes of words of one language, and the verbs that are known by their form alone."""

    rules: EditorialRules

    def words(self, name: str) -> frozenset[str]:
        """Give a class of single words."""
        return self._classes.get(name, _NOTHING)

    @cached_property
    def _classes(self) -> Mapping[str, frozenset[str]]:
        return {
            name: frozenset(listed.split())
            for name, listed in self.rules.table("reading").items()
            if isinstance(listed, str)
        }

    @cached_property
    def united(self) -> Mapping[tuple[str, ...], frozenset[str]]:
        """Names of classes → the words of all of them."""
        return Memory(lambda names: _NOTHING.union(*map(self.words, names)))

    def one(self, name: str) -> str:
        """Give the one word of a class."""
        return str(self.rules.table("reading")[name])

    @cached_property
    def having(self) -> str:
        """The name that all forms of `have` go by where it is no auxiliary."""
        return "avoir" if self.rules.language == FR else "have"

    @cached_property
    def by_writer(self) -> Role:
        """The writer of the text, as who acts."""
        return "agent", noun((self.rules.writer,))

    def opening(self, words: Words, place: int, name: str) -> int:
        """Count the words of the longest phrase of a class that stands at a place; 0 where none does."""
        if place >= len(words):
            return 0
        for phrase in self._phrases[name].get(words[place], ()):
            if words[place : place + len(phrase)] == phrase:
                return len(phrase)
        return 0

    @cached_property
    def _phrases(self) -> Mapping[str, Mapping[str, tuple[Words, ...]]]:
        """Class of phrases → first word → phrases, the longest first."""
        return {
            name: _by_first([tuple(phrase.split()) for phrase in listed])
            for name, listed in self.rules.table("reading").items()
            if isinstance(listed, list)
        }

    def named(self, phrase: str) -> str:
        """Give the phrase that one which opens an adjunct is compared by."""
        return str(self.rules.table("reading_names").get(phrase, phrase))

    @cached_property
    def finite(self) -> Mapping[str, str]:
        """Form of the present of a listed verb → the name that all forms of the verb go by."""
        return self._kind("base", "third", "present", "subjunctive")

    def imperfect(self, word: str) -> bool:
        """Tell whether a French form with `nous` or `vous` is of the subjunctive behind `avant que`, and of the past elsewhere."""
        if not word.endswith(("ions", "iez")) or word in self._present:
            return False
        return word in self.finite or any(map(self.rules.known, infinitives(word)))

    @cached_property
    def _present(self) -> frozenset[str]:
        return frozenset(self._kind("present", "infinitive"))

    @cached_property
    def base(self) -> Mapping[str, str]:
        """English form of the present without -s, or French infinitive → the name of the verb."""
        return self._kind("infinitive") if self.rules.language == FR else self._kind("base")

    @cached_property
    def third(self) -> Mapping[str, str]:
        """English form in -s → the name of the verb."""
        return self._kind("third")

    @cached_property
    def past(self) -> Mapping[str, str]:
        """Participle of a listed verb → the name of the verb."""
        return self._kind("past")

    @cached_property
    def acting(self) -> Mapping[str, str]:
        """Form in -ing or -ant of a listed verb → the name of the verb."""
        return self._kind("acting")

    def _kind(self, *kinds: str) -> Mapping[str, str]:
        return {form: name for form, name, kind in self._forms if kind in kinds}

    @cached_property
    def _forms(self) -> tuple[tuple[str, str, str], ...]:
        """The forms of every listed verb, each with the name of the verb and what kind of form it is."""
        french = self.rules.language == FR
        listed = (self._french if french else self._english)()
        return (*(self._irregular_french() if french else self._irregular_english()), *listed)

    def _irregular_english(self) -> Iterator[tuple[str, str, str]]:
        for participle, forms in self.rules.participles.items():
            name = self.rules.stem(participle)
            for place, form in enumerate(forms.split()):
                yield form, name, ("base", "third")[place % 2]
            yield participle, name, "past"

    def _english(self) -> Iterator[tuple[str, str, str]]:
        for verb in self.words("verbs") | self.rules.alike:
            name = self.rules.stem(verb)
            forms = english_forms(verb, self.rules.irregular)
            yield from ((form, name, kind) for form, kind in zip(forms, _ENGLISH, strict=True))

    def _irregular_french(self) -> Iterator[tuple[str, str, str]]:
        for participle, forms in self.rules.participles.items():
            for form in forms.split():
                yield form, participle, "infinitive" if form.endswith(("re", "ir")) else "present"
            yield from ((participle + ending, participle, "past") for ending in ("", "e", "s", "es"))

    def _french(self) -> Iterator[tuple[str, str, str]]:
        for verb in self.words("verbs"):
            forms = french_forms(verb)
            name = forms[9]
            yield from ((form, name, kind) for form, kind in zip(forms, _FRENCH, strict=True))
            stem = forms[4].removesuffix("ons")
            yield from ((f"{stem}{ending}", name, "subjunctive") for ending in ("ions", "iez"))

    def participle(self, word: str) -> bool:
        """Tell whether an unlisted word looks like a participle."""
        return bool(_PARTICIPLES[self.rules.language].fullmatch(word))

    def infinitive(self, word: str) -> bool:
        """Tell whether an unlisted French word looks like an infinitive."""
        return bool(_INFINITIVE.fullmatch(word)) and not any(
            word in self.words(name) for name in ("determiners", "nouny", "objects")
        )

    @cached_property
    def synonyms(self) -> Mapping[str, str]:
        """Name of a verb, with its particle → the name it is compared by."""
        return {
            self.verb(other): self.verb(one)
            for one, others in self.rules.table("reading_verbs").items()
            for other in others.split("|")
        }

    def verb(self, written: str) -> str:
        """Give the name of a verb as a table writes it."""
        base, _, particle = written.partition(" ")
        name = self.base.get(base, base) if self.rules.language == FR else self.rules.stem(base)
        return f"{name} {particle}".strip()

    @cached_property
    def phrasal(self) -> frozenset[str]:
        """Verbs with a particle, by name."""
        return frozenset(name for name in (*self.synonyms, *self.synonyms.values()) if " " in name)

    def verbs(self, name: str) -> frozenset[str]:
        """Give a class of verbs by their names."""
        return self._verb_classes[name]

    @cached_property
    def _verb_classes(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(map(self.verb, self.words(name))) for name in _VERBS}

    @cached_property
    def converse(self) -> Mapping[str, str]:
        """Name of a verb of getting → that of the verb of giving which tells the same from the other side."""
        named = {
            self.verb(one): self.verb(other) for one, other in self.rules.table("reading_converse").items()
        }
        return {self.synonyms.get(one, one): self.synonyms.get(other, other) for one, other in named.items()}

    @cached_property
    def befalling(self) -> frozenset[str]:
        """Names of the verbs of what befalls a thing by itself, and those they are compared by."""
        named = self.verbs("befalling")
        return named | {self.synonyms.get(one, one) for one in named}

    @cached_property
    def unwilled(self) -> frozenset[str]:
        """Names of the verbs that nobody does at will."""
        return frozenset(map(self.verb, self.words("unwilled")))

    def phrases(self, name: str) -> frozenset[str]:
        """Give the phrases of a class."""
        return frozenset(self.rules.table("reading").get(name, ()))

    def act(self, participle: str) -> str:
        """Give the name of the verb of a noun of action, by its participle."""
        return participle if self.rules.language == FR else self.rules.stem(participle)

    def key(self, text: str) -> frozenset[str]:
        """Give the words of a text that its facts must hold, verbs by their names: what differs here differs there."""
        return frozenset(map(self._key, text.split())) - {""}

    def _key(self, word: str) -> str:
        known = self._keys.get(word)
        if known is None:
            known = self._keys[word] = self._told(word.removeprefix("~"))
        return known

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {}

    def _told(self, word: str) -> str:
        """Give what a word is found by; nothing for one that may come or go."""
        if not self._free.isdisjoint((word, f"{word}s", word.rstrip("s"))) or not any(map(str.isalnum, word)):
            return ""
        name = next((table[word] for table in self._tables if word in table), "")
        if not name and (act := self._act(word)):
            name = act
        if name in self._loose or name in self._freed:
            return ""
        name = self.synonyms.get(name, name)
        return "" if name in self._loose else name or word.rstrip("s")[:_ALIKE]

    def _act(self, word: str) -> str:
        """Give the name of the verb of a noun of what somebody does; empty for another word."""
        word = word if self.rules.language == FR else _SINGULAR.sub("y", word)
        listed = self.rules.table("reading_acts").get(word) or self.rules.table("happenings").get(word)
        if listed:
            return self.verb(str(listed))
        act = self.rules.nominal(word)
        return self.act(act) if act else ""

    @cached_property
    def _tables(self) -> tuple[Mapping[str, str], ...]:
        return self.finite, self.base, self.past, self.acting

    @cached_property
    def _free(self) -> frozenset[str]:
        """Words that a reading may leave out or write otherwise: all but nouns and verbs."""
        listed = self.rules.table("reading")
        texts = [words for name, words in listed.items() if isinstance(words, str) and name not in _NAMES]
        phrases = [phrase for words in listed.values() if isinstance(words, list) for phrase in words]
        names = [f"{one} {other}" for one, other in self.rules.table("reading_names").items()]
        particles = [name.partition(" ")[2] for name in self.phrasal]
        tables = [self.rules.table(name) for name in _FREE]
        turned = [text for table in tables for pair in table.items() for text in pair]
        closings = self.rules.table("reading_closings")
        words = " ".join([*texts, *phrases, *names, *closings, *particles, *turned]).split()
        return frozenset(words).union(word.rstrip("s") for word in words)

    @cached_property
    def _freed(self) -> frozenset[str]:
        """Verbs of which one form is a word that may come or go: no other form tells more."""
        return frozenset(table[word] for table in self._tables for word in self._free if word in table)

    @cached_property
    def _loose(self) -> frozenset[str]:
        """Verbs that stand for others with a particle, or carry a noun of action."""
        firsts = {name.partition(" ")[0] for name in self.phrasal}
        targets = {one for other, one in self.synonyms.items() if " " in other}
        return frozenset({*firsts, *targets}).union(*self._verb_classes.values())


_ALIKE = 4
"""So many letters of an unlisted word are compared before its sentence is read."""

_VERBS = (
    "giving",
    "light",
    "dative",
    "happening",
    "coming_next",
    "leaving_out",
    "failing",
    "staying",
    "forbidding",
    "paying",
    "going",
    "sending",
    "supplying",
    "belonging",
    "owning",
    "abiding",
    "leaving",
    "moving",
    "exceeding",
    "consenting",
    "consent_giving",
    "having",
    "turning",
    "handing",
    "handing_to",
    "light_to",
    "undergoing",
    "done_to_things",
    "readers",
    "duties",
    "making",
    "befalling",
    "realising",
    "together",
    "governing",
    "severally",
    "letting",
    "preceding",
    "getting",
    "willed",
)
"""Classes of verbs that a reading asks for by their names."""

_FREE = (
    "reading_manners",
    "reading_consents",
    "reading_having",
    "reading_any",
    "reading_presence",
    "reading_telling",
)
"""Tables of words that stand for others."""

_KINDS = ("going_along", "looking_over", "by_means", "reasoning")

_NAMES = frozenset(
    {
        "verbs",
        "things",
        "inert",
        "acts",
        "people",
        "callings",
        "prenominal",
        "handled",
        "plurals",
        "nouny",
        "binding",
        "bodies",
        "unwilled",
        *_KINDS,
        *_VERBS,
    }
)
"""Classes of nouns and verbs."""

_ENGLISH = ("base", "third", "acting", "past")
_FRENCH = ("infinitive", *["present"] * 4, *["later"] * 4, *["past"] * 4, "acting")


def _by_first(phrases: list[Words]) -> Mapping[str, tuple[Words, ...]]:
    found: dict[str, list[Words]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(known, key=len, reverse=True)) for first, known in found.items()}


@lru_cache(maxsize=8)
def grammar(rules: EditorialRules) -> Grammar:
    """Give the grammar of a language; kept, for its tables are read once."""
    return Grammar(rules)
