"""Where the verb of a clause stands, and what stands with it: modal verbs, denials, adverbs, pronouns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.nouns import Nouns
from notifier.core.editorial.facts.values import PERFECT, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words


@dataclass(slots=True, kw_only=True)
class Verb:
    """A verb as it is read.

    Attributes:
        force: modal verbs and denials, in order.
        names: the verb, or several verbs in a row.
        joiner: what joins several verbs.
        roles: adverbs beside the verb.
        clitics: pronouns before the verb.
        passive: whether it stands in the passive.
        own: whether it has a modal verb or auxiliary of its own.
        end: the place after it.
    """

    force: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    joiner: str = ""
    roles: list[Role] = field(default_factory=list)
    clitics: list[str] = field(default_factory=list)
    passive: bool = False
    own: bool = False
    end: int = 0


class Verbs(Nouns):
    """Reads verbs."""

    def verb_at(self, words: Words) -> int | None:
        """Give where the verb of a clause begins; none where there is no verb or no subject before it."""
        if len(words) < 2:
            return None
        if self.is_a(words[0], "subjects"):
            if self.is_a(words[1], "relatives", "joiners") or words[1] == ",":
                return None
            return 1
        place, inside = 1, False
        while place < len(words):
            if self.is_a(words[place], "relatives"):
                inside = True
            elif self._contact(words, place):
                place = self._past(words, place + 1)
                continue
            elif self._ends_subject(words, place):
                break
            elif self._verb(words, place):
                if not inside:
                    return self._start(words, self._surer(words, place))
                place, inside = self._past_receiver(words, place), False
                continue
            place += 1
        return None if self.french or inside else self._bare_verb(words[:place])

    def _bare_verb(self, words: Words) -> int | None:
        """Give where a verb stands that a rewriting left without its ending: `the teacher call the parents only if …`."""
        known = (
            at
            for at in range(1, len(words) - 1)
            if words[at] in self.grammar.base
            and self._noun_before(words, at)
            and not self.is_a(words[at - 1], "denials", "adverbs", "please")
            and self.is_a(words[at + 1], "determiners", "objects")
        )
        return next(known, None)

    def _contact(self, words: Words, place: int) -> bool:
        """Tell whether a clause without `which` begins: `the letters we keep`."""
        before = words[place - 1]
        return (
            not self.french
            and self.is_a(words[place], "subjects")
            and not self.is_a(before, "joiners")
            and before != ","
            and not self.grammar.opening(words, place - 1, "prepositions")
        )

    def _ends_subject(self, words: Words, place: int) -> bool:
        """Tell whether a clause begins before any verb."""
        return bool(self.grammar.opening(words, place, "subordinators")) and not self.grammar.opening(
            words, place, "prepositions"
        )

    def _verb(self, words: Words, place: int) -> bool:
        """Tell whether a verb with a subject before it stands at a place."""
        word, before = words[place], words[place - 1]
        if self.is_a(word, "modals", "is", "have", "denials") or self._neither(words, place):
            pronoun = self.is_a(before, "prepositional") and place > 1
            return pronoun or not self.grammar.opening(words, place - 1, "prepositions")
        if self.french and self._last_after_pronoun(words, place):
            return True
        if not self.finite(word) or before == "," or self.is_a(before, "joiners"):
            return False
        if self.french and self.is_a(before, "clitics"):
            return place > 1 and self._noun_before(words, place - 1)
        if not self._noun_before(words, place):
            return False
        plural = before.endswith("s") or self.is_a(before, "plurals", "either_number", "adverbs", "relatives")
        known = self.french or plural or word in self.grammar.third or word not in self.grammar.base
        return known or self._many_before(words, place)

    def _many_before(self, words: Words, place: int) -> bool:
        """Tell whether a verb agrees with several things that a place or a time tells apart: `nurses on duty read the plan`."""
        parted = next((at for at in range(1, place) if self._parts(words, at)), 0)
        if not parted or not (words[parted - 1].endswith("s") or self.is_a(words[parted - 1], "plurals")):
            return False
        noun_too = self.is_a(words[place], "nouny")
        return not noun_too or self.is_a(self.after(words, place), "determiners", "objects")

    def _parts(self, words: Words, place: int) -> bool:
        return self.is_a(words[place], "ofs") or bool(self.grammar.opening(words, place, "prepositions"))

    def _neither(self, words: Words, place: int) -> bool:
        """Tell whether two verbs are denied: `the clerk neither opens nor reads your letters`."""
        neither, _, nor = self.grammar.one("neither").partition(" ")
        denied = words[place] == neither and nor in words[place:] and not self.french
        return denied and bool(self.finite(self.after(words, place)))

    def _last_after_pronoun(self, words: Words, place: int) -> bool:
        """Tell whether the last word of a clause can only be its verb: `si un juge le ordonne`."""
        return (
            place == len(words) - 1 > 1
            and self.is_a(words[place - 1], "clitics")
            and words[place].endswith(("e", "ent", "it"))
            and self._noun_before(words, place - 1)
        )

    def _noun_before(self, words: Words, place: int) -> bool:
        """Tell whether a noun may end right before a place."""
        before = words[place - 1]
        opens = self.is_a(before, "determiners", "joiners", "only") or before in {",", self.grammar.one("to")}
        return not opens and not self.grammar.opening(words, place - 1, "prepositions")

    def _surer(self, words: Words, place: int) -> int:
        """Give the auxiliary that follows a word which may be a noun: `the car park is closed`."""
        if self.is_a(words[place], "modals", "be", "have", "denials"):
            return place
        for at in range(place + 1, len(words)):
            word = words[at]
            if self.is_a(word, "modals", "is") and not self.grammar.opening(words, at - 1, "prepositions"):
                return at
            given = self.is_a(word, "clitics") and self.is_a(self.after(words, at), "is")
            if word in {",", self.grammar.one("to")} or self.is_a(word, "relatives", "joiners"):
                break
            if self.is_a(word, "subjects") and not given:
                break
            if self.grammar.opening(words, at, "subordinators"):
                break
        return place

    def _start(self, words: Words, place: int) -> int:
        """Go back over adverbs and pronouns that stand before a verb."""
        while place > 1 and (
            self.is_a(words[place - 1], "adverbs", "clitics") or self._by_the_way(words, place)
        ):
            place -= 1
        return place

    def _by_the_way(self, words: Words, place: int) -> bool:
        """Tell whether an adverb in -ly stands before a verb, behind its subject: `the member explicitly agrees`."""
        return self._adverb(words[place - 1]) and self._noun_before(words, place - 1)

    def _past_receiver(self, words: Words, place: int) -> int:
        """Give the place after a verb, and after who is given something: `what this notice grants you will …`."""
        end = self._past(words, place)
        given = end < len(words) and self.lemma(words[end - 1]) in self.grammar.verbs("giving")
        return end + 1 if given and self.is_a(words[end], "objects") else end

    def _past(self, words: Words, place: int) -> int:
        """Give the place after a verb with its auxiliaries."""
        while place < len(words) and self.is_a(
            words[place], "modals", "be", "have", "denials", "adverbs", "clitics"
        ):
            place += 1
        return place + 1

    # --- the verb with what stands beside it

    def verb(self, words: Words, place: int, *, shared: bool, sure: bool) -> Verb | None:
        """Read a verb from a place; sure where it can be nothing else, shared where it leans on the verb before."""
        found = Verb()
        being, place = self._auxiliaries(words, place, found)
        if place >= len(words) and not being:
            return None
        if found.names:
            found.end = place
        elif being or shared:
            self._after_being(words, place, found, being=being)
        if not found.names and not self._main(words, place, found, sure=sure):
            return None
        self._particle(words, found)
        if self.french:
            self._after_french(words, found)
        self._row(words, found)
        return found

    def _auxiliaries(self, words: Words, place: int, found: Verb) -> tuple[bool, int]:
        """Read what stands before the verb itself; tell whether a form of `be` is among it."""
        being = False
        while place < len(words):
            word, last = words[place], place + 1 == len(words)
            if self.is_a(word, "be"):
                being = found.own = True
            elif self.is_a(word, "modals") and not self._needed(words, place):
                place = self._modal(words, place, found)
            elif denial := self._denial(words, place):
                self._deny(found, denial)
            elif self.is_a(word, "only"):
                found.force.append("only")
            elif self.is_a(word, "have"):
                if not self._perfect(words, place):
                    found.names.append(self.grammar.having)
                    return being, place + 1
                found.force += PERFECT
                found.own = True
            elif self.is_a(word, "clitics") and not last and not being and self._before_verb(words, place):
                found.clitics.append(word)
            elif length := self._beside(words, place, being=being):
                found.roles.append(("adverb", noun(words[place : place + length])))
                place += length - 1
            else:
                break
            place += 1
        return being, place

    def _beside(self, words: Words, place: int, *, being: bool) -> int:
        """Count the words of an adverb between an auxiliary and its verb; 0 where there is none."""
        following = self.after(words, place)
        if following and self._adverb(words[place]) and (not being or self.participle(following)):
            return 1
        return self._manner(words, place) if being else 0

    def _manner(self, words: Words, place: int) -> int:
        """Count the words of a manner before a participle: `is on purpose broken`; 0 where there is none."""
        length = self.grammar.opening(words, place, "adverbials")
        after = place + length
        return length if length > 1 and after < len(words) and self.participle(words[after]) else 0

    def _modal(self, words: Words, place: int, found: Verb) -> int:
        """Take a modal verb up, and give where it ends: `need to` is `must`."""
        needs = words[place] == self.grammar.one("need") and self.after(words, place) == self.grammar.one(
            "to"
        )
        found.force.append(self.grammar.one("obliging") if needs else words[place])
        found.own = True
        return place + needs

    def _needed(self, words: Words, place: int) -> bool:
        """Tell whether a thing is needed, not an act: `we need your name`."""
        following = self.after(words, place)
        act = (
            following == self.grammar.one("to")
            or self.is_a(following, "denials", "being")
            or self.bare(words, place + 1)
        )
        return words[place] == self.grammar.one("need") and not act

    def _denial(self, words: Words, place: int) -> str:
        """Give the denial that stands at a place; empty where none does."""
        if self._neither(words, place):
            return self.grammar.one("not")
        return words[place] if self.is_a(words[place], "denials") else ""

    def _deny(self, found: Verb, word: str) -> None:
        """Take a denial up; adverbs before it are not denied."""
        found.force.append(word)
        found.roles = [("undenied", piece) for _, piece in found.roles]

    def _before_verb(self, words: Words, place: int) -> bool:
        """Tell whether a verb follows a pronoun: `en` may be a preposition."""
        following = self.after(words, place)
        sure = not self.is_a(words[place], "prepositional") or self.finite(following)
        if not sure and (place == 0 or self.is_a(words[place - 1], "modals", "reflexive")):
            return self.bare(words, place + 1)
        return sure or self.is_a(following, "clitics", "modals", "be", "have")

    def _adverb(self, word: str) -> bool:
        listed = self.is_a(word, "adverbs")
        return listed or (not self.french and word.endswith("ly") and not self._like_adverb(word))

    def _like_adverb(self, word: str) -> bool:
        """Tell whether a word in -ly is a verb or a noun."""
        return self.finite(word) or self.is_a(word, "like_adverbs")

    def _perfect(self, words: Words, place: int) -> bool:
        """Tell whether a participle follows `have`."""
        place += 1
        while place < len(words) and (
            self.is_a(words[place], "denials", "adverbs", "been") or self._adverb(words[place])
        ):
            place += 1
        return place < len(words) and bool(self.participle(words[place]))

    def _after_being(self, words: Words, place: int, found: Verb, *, being: bool) -> None:
        """Read what follows `be`: a participle, a form in -ing, or what a thing is."""
        word = words[place] if place < len(words) else ""
        if participle := self.participle(word):
            past = self._past_with_being(participle, found)
            found.names, found.passive, found.end = [participle], not past, place + 1
            found.force += PERFECT if past else ()
        elif being and self.gerund(word):
            found.names, found.end = [self.lemma(word)], place + 1
            found.force.append("ing")
        elif being:
            found.names, found.end = ["is"], place

    def _past_with_being(self, participle: str, found: Verb) -> bool:
        """Tell whether a participle after `be` is a past, and no passive: `le colis est arrivé`, `ils se sont présentés`."""
        return self.is_a(participle, "with_being") or any(
            self.is_a(one, "reflexive") for one in found.clitics
        )

    def _main(self, words: Words, place: int, found: Verb, *, sure: bool) -> bool:
        """Read the verb itself; tell whether there is one."""
        word = words[place]
        known = self.finite(word) or bool(found.force) or sure
        if not known or (self.is_a(word, "determiners") and not self.finite(word)):
            return False
        found.names, found.end = [self.lemma(word)], place + 1
        return True

    def _particle(self, words: Words, found: Verb) -> None:
        """Take the particle of a verb with it: `fill in`."""
        following = words[found.end] if found.end < len(words) else ""
        listed = f"{found.names[0]} {following}" in self.grammar.phrasal
        if listed or (self.is_a(following, "particles") and found.names[0] != "is"):
            found.names[0] += f" {words[found.end]}"
            found.end += 1

    def _after_french(self, words: Words, found: Verb) -> None:
        """Read the denials and adverbs that follow a French verb."""
        while found.end < len(words) and self.is_a(words[found.end], "denials", "after"):
            word = words[found.end]
            if self.is_a(word, "denials"):
                self._deny(found, word)
            else:
                found.roles.append(("adverb", noun((word,))))
            found.end += 1

    def _row(self, words: Words, found: Verb) -> None:
        """Read several verbs in a row that share all that follows: `sell , rent or lend`."""
        names, joiner, place = list(found.names), "", found.end
        nor = self.grammar.one("neither").split()[-1]
        while place + 1 < len(words) and (words[place] in {",", nor} or self.is_a(words[place], "joiners")):
            following = words[place + 1]
            known = self.participle(following) if found.passive else self._verb_form(words, place + 1)
            if not known:
                break
            last = words[place] != ","
            names.append(known)
            place += 2
            if last:
                joiner = self.grammar.rules.joiners[1] if words[place - 2] == nor else words[place - 2]
                break
        manner = self.grammar.opening(words, place, "adverbials")
        shares = found.passive or (
            place + manner < len(words) and not self.grammar.opening(words, place + manner, "prepositions")
        )
        if joiner and shares:
            found.names, found.joiner, found.end = names, joiner, place

    def _verb_form(self, words: Words, place: int) -> str:
        known = self.finite(words[place]) or (self.french and self.bare(words, place))
        return self.lemma(words[place]) if known else ""
