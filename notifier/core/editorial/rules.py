"""What one language lets the proof of editoriality take for the same; data, read from `rules/editorial.*.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from notifier.core.editorial.conjugation import (
    english_forms,
    families,
    first_plural,
    french_forms,
    infinitives,
    participle,
    undone,
)
from notifier.core.editorial.entry import Rewrite
from notifier.core.editorial.gerunds import stem
from notifier.core.editorial.needs import Index, Slots, Sought, needed
from notifier.core.editorial.shapes import Shapes
from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, kw_only=True, eq=False)
class EditorialRules(Shapes):
    """The tables of one language: its words, what they may become, and the shapes of its sentences."""

    @cached_property
    def phrase(self) -> Mapping[str, str]:
        """Phrase → the phrase of equal effect in law that it is compared by."""
        listed = {
            phrase.strip(): given
            for given, phrases in self.table("phrases").items()
            for phrase in phrases.split("|")
        }
        articled = {
            f"{phrase}s": f"{given}s"
            for phrase, given in listed.items()
            if phrase.endswith(" de") and given.endswith(" de")
        }
        every = {**self._same_verbs, **articled, **listed}
        return {self._spelled_alike(phrase): given for phrase, given in every.items()}

    def _spelled_alike(self, phrase: str) -> str:
        """Write each word of a phrase as texts are written when it is looked for."""
        return " ".join(part for word in phrase.split() for part in self.variants.get(word, (word,)))

    @cached_property
    def _same_verbs(self) -> Mapping[str, str]:
        """Form of a verb → that of the verb of equal effect that it is compared by."""
        return {
            form: given
            for verb, same in self.table("same_verbs").items()
            for other in same.split("|")
            for given, form in zip(self._forms(verb), self._forms(other), strict=True)
        }

    def _forms(self, verb: str) -> list[str]:
        """Give the forms of a verb, always in the same order."""
        if self.language == "fr":
            return french_forms(verb)
        return english_forms(verb, self.irregular)

    @cached_property
    def irregular(self) -> Mapping[str, str]:
        """Irregular verb → its participle."""
        return {forms.split()[0]: participle for participle, forms in self.participles.items() if forms}

    @cached_property
    def typed_bare(self) -> frozenset[str]:
        """Words that get their accent when a text is read, so that they do not show how it was typed."""
        return self.listed("typos", "typed_bare")

    @cached_property
    def homographs(self) -> frozenset[str]:
        """Forms of verbs that are a noun as well: behind a determiner they stay what they are."""
        return self.listed("homographs", "forms") | (self.nominals.keys() & self._same_verbs.keys())

    @cached_property
    def determining(self) -> frozenset[str]:
        """Words behind which such a form is a noun."""
        return self.listed("homographs", "after")

    @cached_property
    def lengths(self) -> Mapping[str, Mapping[str, tuple[int, ...]]]:
        """First word of a phrase → its second one → how many words the phrases have that begin so, most first."""
        found: dict[str, dict[str, set[int]]] = {}
        for first, *rest in map(str.split, self.phrase):
            seconds = found.setdefault(first, {})
            if rest:
                seconds.setdefault(rest[0], set()).add(len(rest) + 1)
        return {
            first: {second: tuple(sorted(many, reverse=True)) for second, many in seconds.items()}
            for first, seconds in found.items()
        }

    @cached_property
    def rewrites(self) -> tuple[Rewrite, ...]:
        """The table of rewritings, in order."""
        return tuple(
            Rewrite(
                name=entry["name"],
                written=self.edged(entry["find"]),
                give=f" {entry['give']} ".replace("  ", " "),
                first=bool(entry.get("first")),
                barred=entry.get("unless", ""),
                slots=self.slots,
                done=self.done,
                doable=self.doable,
            )
            for entry in self.tables.get("rewrite", ())
        )

    @cached_property
    def likely(self) -> Index:
        """Finds the rewritings that may be of use to a text."""
        return Index([needed(rewrite.written, self.slots) for rewrite in self.rewrites])

    @cached_property
    def movable(self) -> frozenset[str]:
        """Every word that stands in a table: only these may come or go by a rewriting."""
        phrases = [
            *(f"{given} {phrases}" for given, phrases in self.table("phrases").items()),
            *self.phrase,
            *self.phrase.values(),
        ]
        return self.turning | _words_of(phrases)

    @cached_property
    def turning(self) -> frozenset[str]:
        """Every word that a rewriting, a turn or a reading looks at: only these may come or go once phrases are written alike."""
        texts = [
            *(f"{entry['find']} {entry['give']}" for entry in self.tables.get("rewrite", ())),
            *(f"{noun} {verb}" for noun, verb in self.nominals.items()),
            *(f"{participle} {forms}" for participle, forms in self.participles.items()),
            *(f"{find} {give}" for find, give in self.table("names").get("shapes", ())),
            *(str(words) for name, words in self.table("sets").items() if name not in _NAMING),
            *(str(words) for words in self.turns.values()),
            *(str(words) for words in self.table("shapes").values()),
            *(f"{one} {others}" for one, others in self.table("reading_verbs").items()),
            *(form for verb in self.alike for form in self._forms(verb)),
            *(f"{one} {other}" for name in _TURNS for one, other in self.table(name).items()),
            *(
                " ".join(listed) if isinstance(listed, list) else listed
                for name, listed in self.table("reading").items()
                if name not in _NAMING
            ),
            *self.agreeing,
            *self._sanctioned,
        ]
        return _words_of(texts)

    @property
    def _sanctioned(self) -> Iterator[str]:
        """The words of which the reading of acts and their sanctions is made."""
        for told in self.table("sanctions").values():
            yield from (
                (f"{one} {other}" for one, other in told.items()) if isinstance(told, dict) else (told,)
            )

    @cached_property
    def firm(self) -> Mapping[str, bool]:
        """Word → whether it stands in no table and is no form of an irregular verb, so that nothing takes its place."""
        moods = [
            str(words)
            for table in ("moods", "pronouns")
            for pair in self.table(table).items()
            for words in pair
        ]
        irregular = [*self._stems, *self.doings, *_words_of(families() if self.language == "fr" else ())]
        ended = [f"{past}{ending}" for past in self.participles for ending in ("e", "s", "es")]
        known = self.movable.union(_words_of(moods), irregular, ended)
        return Memory(lambda word: len(word) > 1 and word.isalpha() and word not in known)

    @cached_property
    def alike(self) -> frozenset[str]:
        """The verbs that a reading takes for others, without their particles."""
        table = self.table("reading_verbs").items()
        turned = [*self.table("reading_converse").items(), *self.table("reading_having").items()]
        classes = [self.table("reading").get(name, "").split() for name in _TURNED]
        verbs = {verb.split()[0] for one, others in table for verb in (one, *others.split("|"))}
        return frozenset(verbs.union(*turned, *classes, self.table("reading_consenting")))

    @cached_property
    def pronouns(self) -> Mapping[str, str]:
        """Agent after `by` → subject."""
        return dict(self.table("pronouns"))

    @cached_property
    def participles(self) -> Mapping[str, str]:
        """Participle of an irregular verb → its forms of the present."""
        return dict(self.table("participles"))

    @cached_property
    def ages(self) -> frozenset[str]:
        """Words after which years are an age, not a period."""
        return frozenset(self.table("ages").get("after", ()))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that give no letter to an abbreviation."""
        return self.listed("names", "small")

    @cached_property
    def renaming(self) -> frozenset[str]:
        """Words of which one stands beside every former name."""
        return self.listed("names", "renaming")

    @cached_property
    def calling(self) -> frozenset[str]:
        """Other words that may stand beside a former name."""
        return self.listed("names", "calling")

    @cached_property
    def belonging(self) -> frozenset[str]:
        """Words right before a name that make it the name of another company, of which the first is a part."""
        return self.listed("names", "belonging")

    @cached_property
    def naming(self) -> frozenset[str]:
        """Words by which those tell of a name all the same."""
        return self.listed("names", "naming")

    @cached_property
    def leaving(self) -> frozenset[str]:
        """Words that tell a former name only beside one of those: `changed its name from`."""
        return self.listed("names", "leaving")

    @cached_property
    def firms(self) -> frozenset[str]:
        """Forms of company, as they stand at the end of a name."""
        return self.listed("names", "firms")

    @cached_property
    def registered(self) -> re.Pattern[str]:
        """The number of a company in its register, and what introduces it."""
        return re.compile(self.table("names")["registered"])

    @cached_property
    def pointing(self) -> str:
        """Words that point to a thing named before, as alternatives."""
        return "|".join(str(self.table("names")["pointing"]).split())

    @cached_property
    def owners(self) -> frozenset[str]:
        """Words that tell whose a thing is."""
        return self.listed("names", "owners")

    @cached_property
    def definite(self) -> frozenset[str]:
        """The definite article."""
        return self.listed("names", "definite")

    @cached_property
    def several(self) -> str:
        """The article of several things that a preposition took in."""
        return str(self.table("names")["several"])

    def pronoun(self, noun: str) -> str:
        """Give the pronoun of a thing that is acted on, or of several."""
        return str(self.table("names")["object_pronouns" if re.search("[^s]s$", noun) else "object_pronoun"])

    @cached_property
    def nominals(self) -> Mapping[str, str]:
        """Noun of action → participle of its verb."""
        return dict(self.table("nominals"))

    def nominal(self, noun: str) -> str:
        """Give the participle of a noun of action: from the table, else by its ending; empty for another word."""
        found = self._participle_of(noun)
        return self.phrase.get(found, found)

    def _participle_of(self, noun: str) -> str:
        """Give the participle of a noun of action before it is compared by another verb of equal effect."""
        if noun in self.nominals:
            return self.nominals[noun]
        if noun in self.doings:
            return self.doings[noun]
        if not noun.endswith(self.nominal_endings):
            return ""
        for ending, given in self.table("nominal_endings").items():
            if len(noun) > len(ending) + 2 and noun.endswith(ending):
                return noun.removesuffix(ending) + str(given)
        return ""

    def done(self, word: str) -> str:
        """Give the participle of a verb by its infinitive or a form of its present, in French by its noun, too; empty for no French verb."""
        if self.language != "fr":
            return self._undone.get(word) or english_forms(word, self.irregular)[-1]
        known = self.nominal(word) or self._undone.get(word)
        found = known or next((participle(base) for base in self._bases(word) if self.known(base)), "")
        return self.phrase.get(found, found)

    def doable(self, word: str) -> str:
        """Give the infinitive of a French verb by a form of it or its noun; empty for another word."""
        past = self.done(word)
        forms = (*self.participles.get(past, "").split(), *filter(self.known, undone(past)))
        return next((form for form in forms if form.endswith(_INFINITIVE)), "")

    def _bases(self, word: str) -> Iterator[str]:
        """Give of which verbs a word may be a form."""
        yield from infinitives(word)
        if word.endswith(_INFINITIVE):
            yield word

    @cached_property
    def _undone(self) -> Mapping[str, str]:
        """Form of an irregular verb → its participle."""
        return {form: past for past, forms in self.participles.items() for form in forms.split()}

    @cached_property
    def doings(self) -> Mapping[str, str]:
        """English form in -ing of a listed verb → its participle: `the shredding of letters`."""
        if self.language == "fr":
            return {}
        verbs = self.listed("reading", "verbs")
        forms = (
            english_forms(verb, self.irregular)
            for verb in verbs
            if verb not in self.listed("reading", "nouny")
        )
        return {acting: past for _, _, acting, past in forms}

    @cached_property
    def nominal_endings(self) -> tuple[str, ...]:
        """Endings of nouns of action."""
        return tuple(self.table("nominal_endings"))

    @cached_property
    def nominal_shapes(self) -> tuple[tuple[Sought, str], ...]:
        """Shapes in which a `noun` of action stands for a clause, and that clause."""
        endings = "|".join((*self.table("nominal_endings"), *(["ing"] if self.doings else ())))
        ended = rf"\w{{3,}}(?:{endings})"
        others = [noun for noun in self.nominals if not re.fullmatch(ended, noun)]
        noun = rf"(?P<noun>{'|'.join((*others, ended))})"
        slots = Slots([("<noun>", noun)])
        return tuple((Sought(find, slots), give) for find, give in self.table("names").get("shapes", ()))

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        """Form of an irregular verb → its participle, by which all its forms go."""
        return {
            form: participle
            for participle, forms in self.participles.items()
            for base in forms.split()
            for form in (
                participle,
                base,
                f"{base}ing",
                f"{base.removesuffix('e')}ing",
                f"{base}{base[-1]}ing",
            )
        }

    def stem(self, word: str) -> str:
        """Give the name by which all forms of a verb go."""
        return self._stems.get(word) or stem(word)

    def doing(self, verb: str) -> str:
        """Give the name by which the present of a verb and its form in -ing or -ant go."""
        if self.language != "fr":
            return self.stem(
                verb
                if verb.endswith("ing")
                else re.sub("(?<=s|h|x|z|o)es$|(?<!s)s$", "", re.sub("ies$", "y", verb))
            )
        if verb.endswith("ant"):
            return verb
        third = verb.removesuffix("nt") if verb.endswith("ent") else verb
        plural = next(filter(self.known, first_plural(third)), third)
        return f"{plural.removesuffix('ons')}ant"


_INFINITIVE = ("er", "ir", "re")

_NAMING = frozenset(
    {
        "verbs",
        "people",
        "callings",
        "prenominal",
        "handled",
        "things",
        "nouny",
        "persons",
        "someone",
        "official",
        "working",
        "acts",
    }
)
"""Tables of what people, things and acts are called: a rewriting looks at these words, and leaves them."""


_TURNED = (
    "belonging",
    "owning",
    "abiding",
    "leaving",
    "exceeding",
    "consenting",
    "supplying",
    "moving",
    "handing_to",
    "light",
    "light_to",
    "happening",
    "undergoing",
)
"""Classes of verbs that a turn writes as others."""

_TURNS = (
    "reading_any",
    "reading_manners",
    "reading_consents",
    "reading_having",
    "reading_owners",
    "happenings",
)
"""Tables of the words that a turn writes as others."""


def _words_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the words of texts and patterns."""
    return frozenset(_WORD.findall(" ".join(texts)))


_WORD = re.compile(r"[^\W_]+")
