"""Nouns with all that goes with them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.listing import Listing
from notifier.core.editorial.facts.values import GAP, Fact, Group, Piece, facts_in, is_noun, noun, spoken
from notifier.core.editorial.voice import named
from notifier.core.text import FR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.lexicon import Words
    from notifier.core.editorial.rules import EditorialRules

_LONG = 4


class Nouns(Listing, ABC):
    """Reads nouns; what a clause within them says is read by the whole reader.

    Attributes:
        rules: the tables of the language.
        grammar: its closed classes of words.
        evidence: form of a verb → its name, for verbs that one of both texts shows to be verbs.
        rests_on: what was chosen for this reading and made a difference for it: another choice may give other facts.
    """

    def __init__(
        self, rules: EditorialRules, grammar: Grammar, evidence: Mapping[str, str], *, new: bool, low: bool
    ) -> None:
        self.rules, self.grammar, self.evidence = rules, grammar, evidence
        self._chosen = {"new": new, "low": low}
        self.rests_on: dict[str, bool] = {}
        self.french = rules.language == FR
        self._sentences: dict[Words, tuple[Fact | Group, ...]] = {}
        self._read: dict[tuple[Words, Fact | None], tuple[Fact | Group, ...]] = {}

    def chosen(self, name: str) -> bool:
        """Tell whether the text counts as the `new` one, or whether what could go with a verb or the noun before it goes `low`."""
        self.rests_on[name] = self._chosen[name]
        return self._chosen[name]

    @abstractmethod
    def clause(self, words: Words, *, subject: Piece | None = None) -> Fact | None:
        """Read one clause; without a subject of its own it is given one."""

    @abstractmethod
    def complements(self, words: Words, place: int) -> tuple[list[Piece], list[tuple[str, Piece]]] | None:
        """Read what follows a verb: its objects, and the rest."""

    @abstractmethod
    def verb_at(self, words: Words) -> int | None:
        """Give where the verb of a clause begins; none where there is no verb or no subject before it."""

    @abstractmethod
    def raised(self, words: Words, place: int) -> int:
        """Give where what is done ends, so that a condition after it goes with the main verb; else the end."""

    # --- words

    def after(self, words: Words, place: int) -> str:
        """Give the word after a place; empty at the end."""
        return words[place + 1] if place + 1 < len(words) else ""

    def finite(self, word: str) -> bool:
        """Tell whether a word may be a verb of the present."""
        return word in self.grammar.finite or word in self.evidence or word.startswith("~")

    def participle(self, word: str) -> str:
        """Give the name of the verb of a participle; empty for another word."""
        if word in self.grammar.past:
            return self.grammar.past[word]
        return named(word, self.rules) if self.grammar.participle(word) else ""

    def lemma(self, word: str) -> str:
        """Give the name of a verb by any of its forms."""
        word = word.removeprefix("~")  # A shape named the verb already.
        tables = (self.grammar.finite, self.grammar.base, self.grammar.acting)
        known = next((table[word] for table in tables if word in table), "")
        shown = self.evidence.get(word, "").removeprefix("~")
        told = known or shown or self.participle(word) or self._noun_act(word)
        return told or (self.french and self.rules.done(word)) or f"?{word}"

    def _noun_act(self, word: str) -> str:
        """Give the name of the verb of a noun of action that stands as a verb."""
        act = self.rules.nominal(word)
        return self.grammar.act(act) if act else ""

    def bare(self, words: Words, place: int) -> bool:
        """Tell whether an infinitive stands at a place."""
        word = words[place] if place < len(words) else ""
        if self.is_a(word, "being") or word in self.grammar.base:
            return True
        if not self.french:
            return word in self.evidence
        following = self.after(words, place)
        if self.is_a(word, "clitics"):
            more = self.is_a(following, "clitics") and self.bare(words, place + 1)
            return following in self.grammar.base or self.is_a(following, "being") or more
        return self.grammar.infinitive(word)

    def gerund(self, word: str) -> bool:
        """Tell whether a word is a verb in -ing."""
        return not self.french and len(word) > _LONG and word.endswith("ing")

    def measure(self, words: Words, place: int) -> int:
        """Count the words of a period or of a frequency at a place; 0 where there is none."""
        bound = self.grammar.opening(words, place, "bounds")
        number = words[place + bound] if place + bound < len(words) else ""
        if number.isdigit() and self.after(words, place + bound).startswith("#"):
            return bound + 2
        return self.grammar.opening(words, place, "measures")

    # --- nouns

    def noun(self, words: Words, place: int, *, deep: bool = False) -> tuple[Piece | None, int]:
        """Read a noun from a place, and where it ends; a deep one takes all that follows with it."""
        if place < len(words) and (length := self.measure(words, place)):
            return noun(words[place : place + length]), place + length
        start = place
        taken: list[str] = []
        while place < len(words):
            if words[place] == "(" and taken and ")" in words[place:]:
                end = words.index(")", place) + 1
                taken += words[place:end]
                place = end
                continue
            if place > start and (told := self._told(words, place)):
                head = [self.grammar.named(f"told {word}").removeprefix("told ") for word in taken]
                end = self._raised_from(words, place)
                told = self._told(words[:end], place) if end < len(words) else told
                if told is not None:
                    return (None if told == GAP else self._meant_by(head, told)), end
            if self._ends(words, place, start, deep=deep):
                break
            if words[place] == "," and self.is_a(self.after(words, place), "joiners"):
                place += 1  # What stands before `and` is an item, with a comma after it or without.
                continue
            taken.append(words[place])
            place += 1
        return (self.plain(taken) if taken and taken[-1] != "," else None), place

    def _raised_from(self, words: Words, place: int) -> int:
        """Give where a condition begins that goes with the main verb, not with the clause about a noun; else the end."""
        for at in range(place + 1, len(words) - 1):
            if self.is_a(words[at], "raised") and self.verb_at(words[at + 1 :]) is not None:
                return len(words) if self.chosen("low") else at
        return len(words)

    def _meant_by(self, head: list[str], told: Piece | Fact) -> Piece:
        """Give a noun with the clause that tells which one is meant; `only` limits both."""
        if self.is_a(head[0], "only") and len(head) > 1:
            return ("only", ("told", noun(head[1:]), told))
        return ("told", noun(head), told)

    def _told(self, words: Words, place: int) -> Piece | Fact | None:
        """Read a clause that tells which noun is meant: all that follows is part of it; a gap where none can be read."""
        word, before = words[place], words[place - 1]
        length = self.grammar.opening(words, place, "prepositions")
        if length and self.is_a(self.after(words, place + length - 1), "which"):
            # `Dès que` opens a clause of its own; it is no `dès` with a `que`.
            subordinate = self.grammar.opening(words, place, "subordinators") > length
            return None if subordinate else self._told_by(words, place, length) or GAP
        if self.is_a(word, "relatives"):
            return self.relative(words[place + 1 :], word) or GAP
        closed = self.is_a(before, "joiners", "ofs", "by")
        pronoun = self.is_a(word, "subjects") and not self.french and not closed
        if pronoun:
            return self.relative(words[place:], "") or GAP
        if self._denied_act(words, place):
            found = self.clause(words[place + 1 :], subject=GAP)
            return found.denied(word) if found else GAP
        if self._reduced(words, place):
            return self._participial(words[place:]) or GAP
        return None

    def _denied_act(self, words: Words, place: int) -> bool:
        """Tell whether a noun is told by what it does not do: `totals not naming you`."""
        return (
            self.is_a(words[place], "not")
            and self.after(words, place) in self.grammar.acting
            and not self.french
        )

    def _told_by(self, words: Words, place: int, length: int) -> Fact | None:
        """Read a clause with a preposition before its `which`: `the day on which the work ends`."""
        found = self.clause(words[place + length + 1 :])
        key = self.grammar.named(" ".join(words[place : place + length]))
        return found and replace(found, roles=(*found.roles, (key, GAP)))

    def relative(self, words: Words, pronoun: str) -> Fact | None:
        """Read what follows `who` or `which`: about the one who acts, or about what is acted on."""
        begins = bool(words) and self._begins(words)
        if self.is_a(pronoun, "acting_pronoun") != begins and self.is_a(
            pronoun, "acting_pronoun", "acted_pronoun"
        ):
            return None  # `Qui` acts, `que` is acted on.
        at = self.verb_at(words) if words and not begins else None
        found = self.clause(words) if at else self.clause(words, subject=GAP) if words else None
        if found is None or not at:
            return found
        if self.is_a(pronoun, "whose"):
            return None
        found = self._given_to(found)
        taken = found.get("patient") is not None
        return (
            None
            if taken
            else Fact(
                force=found.force,
                verb=found.verb,
                roles=(*found.roles, ("patient", GAP)),
                subject=found.subject,
            )
        )

    def _given_to(self, found: Fact) -> Fact:
        """Read who is given what the clause tells of: `what this notice grants you`."""
        who = found.get("patient")
        given = found.verb in self.grammar.verbs("giving") and found.get(self.grammar.one("to")) is None
        if not given or not is_noun(who) or not self.is_a(who[-1], "objects") or found.passive:
            return found
        roles = tuple(
            (self.grammar.one("to") if piece == who else role, piece) for role, piece in found.roles
        )
        return replace(found, roles=roles)

    def _begins(self, words: Words) -> bool:
        """Tell whether a verb stands first."""
        word = words[0]
        sure = self.is_a(word, "modals", "be", "have", "denials", "adverbs")
        return sure or (self.finite(word) and not self.is_a(word, "subjects", "determiners"))

    def _participial(self, words: Words) -> Fact | None:
        """Read a participle with what follows it: `taken at the fair`, `renting a boat`."""
        verb = self.participle(words[0])
        if not verb:
            return self.clause(words, subject=GAP)
        found = self.complements(words, 1)
        if found is None or found[0]:
            return None
        roles = tuple(
            ("agent", piece) if self._by(role, piece) else (role, piece) for role, piece in found[1]
        )
        return Fact(force=(), verb=self.grammar.synonyms.get(verb, verb), roles=(("patient", GAP), *roles))

    def _by(self, role: str, piece: Piece) -> bool:
        """Tell whether a part names who does what a participle tells: `posted by users`."""
        told = f" {' '.join(spoken(piece))} "
        return role == self.grammar.one("by") and not facts_in(piece) and not self.rules.channels.search(told)

    def _reduced(self, words: Words, place: int) -> bool:
        """Tell whether a participle at a place begins what tells which noun is meant."""
        word, following = words[place], self.after(words, place)
        before = words[place - 1]
        headless = self.is_a(before, "determiners", "joiners", "denials", "unmodified") or before == ","
        if headless or self.grammar.opening(words, place - 1, "prepositions"):
            return False
        if self.participle(word):
            return not self.is_a(word, "nouny") and bool(following) and self._adverbial(words, place + 1)
        if self.french:
            acts = not self.is_a(word, "nouny") or self.is_a(following, "determiners")
            return word in self.grammar.acting and acts
        return self.gerund(word) and word in self.grammar.acting and bool(following)

    def _adverbial(self, words: Words, place: int) -> bool:
        """Tell whether something that goes with a verb stands at a place."""
        kinds = ("prepositions", "adverbials", "subordinators")
        return (
            any(self.grammar.opening(words, place, kind) for kind in kinds)
            or bool(self.measure(words, place))
            or self.is_a(words[place], "adverbs")
        )

    def _ends(self, words: Words, place: int, start: int, *, deep: bool) -> bool:
        """Tell whether a noun that began at a place goes no further."""
        word = words[place]
        if word == ",":
            return not self._listed(words, place)
        if self.is_a(word, "joiners"):
            follows = self.after(words, place)
            return place == start or not follows or self._elsewhere(words, place + 1, deep=deep)
        if place == start:
            return bool(self.grammar.opening(words, place, "prepositions"))
        before = words[place - 1]
        if self.is_a(before, "fixing") and self.grammar.opening(words, place, "adverbials") == 1:
            return False  # `Your first name` is no name that comes first.
        limited = self.is_a(word, "only") and not self.is_a(before, "determiners")
        aside = (
            self.is_a(word, "particles") and not self.french and not self.is_a(before, "determiners", "ofs")
        )
        if (
            limited
            or (aside and self._stands_last(words, place))
            or (self.is_a(word, "objects") and not self.is_a(before, "ofs", "by"))
            or self.is_a(before, "objects")
        ):
            return True
        return self._elsewhere(words, place, deep=deep) or (
            self.is_a(word, "determiners")
            and not self.is_a(word, "ofs")
            and not (self.is_a(before, "determiners", "joiners", "only", "ofs") or before == ",")
            and not self.grammar.opening(words, place - 1, "prepositions")
            and not self._closes(words, place)
        )

    def _stands_last(self, words: Words, place: int) -> bool:
        """Tell whether a clause ends after a word, or goes on with what goes with its verb."""
        following = self.after(words, place)
        return following in {"", ","} or self._adverbial(words, place + 1)

    def _closes(self, words: Words, place: int) -> bool:
        """Tell whether a preposition of several words ends right before a place."""
        return any(
            self.grammar.opening(words, place - length, "prepositions") == length
            for length in range(2, min(place, 5) + 1)
        )

    def _elsewhere(self, words: Words, place: int, *, deep: bool) -> bool:
        """Tell whether what begins at a place goes with the verb, not with the noun before."""
        if self.is_a(words[place], "ofs"):
            return self.french and self.bare(words, place + 1)
        if (
            place
            and self.is_a(words[place - 1], "ofs")
            and not deep
            and not self.grammar.opening(words, place, "prepositions")
        ):
            return False
        subordinate = self.grammar.opening(words, place, "subordinators")
        preposition = self.grammar.opening(words, place, "prepositions")
        if deep:
            return bool(subordinate and not preposition)
        infinitive = words[place] == self.grammar.one("to") and self.bare(words, place + 1)
        return bool(
            subordinate
            or preposition
            or infinitive
            or self.measure(words, place)
            or self.grammar.opening(words, place, "adverbials")
        )

    def _listed(self, words: Words, place: int) -> bool:
        """Tell whether a comma stands within a list: a word that joins follows before anything else can."""
        for at in range(place + 1, len(words)):
            word = words[at]
            if self.is_a(word, "joiners"):
                return at > place + 1 or "," in words[:place]
            if self.is_a(word, "relatives", "subjects", "modals", "be") or self._elsewhere(
                words, at, deep=False
            ):
                return False
        return False
