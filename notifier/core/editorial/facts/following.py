"""What follows a verb: what is acted on, and when, where, how and for what, each part with what it does."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.acts import Acts
from notifier.core.editorial.facts.occasions import named_event
from notifier.core.editorial.facts.values import SAME, Fact, Group, Piece, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words

_ITEM = 3
"""So many words one of several ways has at most: `by card or in cash`."""


class Following(Acts):
    """Reads what goes with a verb behind it."""

    @abstractmethod
    def clauses(self, words: Words, shared: Fact | None = None) -> tuple[Fact | Group, ...]:
        """Read one clause or several that are joined."""

    @abstractmethod
    def adjunct(self, words: Words) -> Role | None:
        """Read words that go with a clause as a whole."""

    def complements(self, words: Words, place: int) -> tuple[list[Piece], list[Role]] | None:
        """Read what follows a verb: its objects, and the rest with what it does; none where a word has no place."""
        objects: list[Piece] = []
        roles: list[Role] = []
        mark = ""
        while place < len(words):
            if self._passes(words, place):
                place += 1
                continue
            if self.is_a(words[place], "only", "not"):
                mark, place = f"{'only' if self.is_a(words[place], 'only') else 'not'} ", place + 1
                continue
            step = (
                self._clausal(words, place) or self._adverbial_at(words, place) or self._object(words, place)
            )
            if step is None:
                return None
            (role, piece), end = step
            if role:
                near = "near " if self._near(words, place, role) else ""
                self._attach(objects, roles, (mark + near + role, piece))
            elif roles and objects:
                return None  # What stands apart from the object is no object.
            else:
                objects.append((mark.strip(), piece) if mark else piece)
            mark, place = "", end
        return None if mark else (objects, roles)

    def _near(self, words: Words, place: int, role: str) -> bool:
        """Tell whether a time may go with the noun before it: `fees due before May`, `cancellations before May`."""
        if not self.is_a(role.split(maxsplit=1)[0], "timely"):
            return False
        event = self.rules.nominal(words[place - 1]) or self.rules.nominal(words[place - 1].removesuffix("s"))
        dated = bool(event) and self.is_a(role, "dating")
        return dated or bool(self.rules.modified.search(f" {' '.join(words[:place])} "))

    def _passes(self, words: Words, place: int) -> bool:
        """Tell whether a comma only sets off what goes with the verb anyway."""
        if words[place] != ",":
            return False
        following = place + 1
        kinds: tuple[str, ...] = ("subordinators", "exceptions", "adverbials", "absorbing")
        if following < len(words) and (self.measure(words, following) or self._adverb(words[following])):
            return True
        if following < len(words) and self.is_a(words[following], "not", "only"):
            following, kinds = following + 1, (*kinds, "prepositions")
        length = self.grammar.opening(words, following, "prepositions") if self.french else 0
        doing = bool(length) and self.bare(words, following + length)
        return doing or any(self.grammar.opening(words, following, kind) for kind in kinds)

    def _attach(self, objects: list[Piece], roles: list[Role], role: Role) -> None:
        """Give a part to the verb, or to the noun before it where that is how it is read."""
        timely = self.is_a(role[0].split()[0], "timely")
        if timely or facts_follow(role):
            roles.append(role)
        elif objects and not roles:
            if objects[-1][0] == "list":
                objects[-1] = ("row", *objects[-1][1:])  # What follows may go with its last item alone.
            nouns = objects[-1][0] == role[1][0] == "noun"
            if nouns and self._preposition(role[0]) and self.chosen("low"):
                objects[-1] = noun((*objects[-1][1:], *role[0].split(), *role[1][1:]))
            else:
                roles.append(role)
        elif roles and self.is_a(roles[-1][0], "placing") and self.is_a(role[0], "placing"):
            roles[-1] = (roles[-1][0], ("with", roles[-1][1], role))
        else:
            roles.append(role)

    def _preposition(self, role: str) -> bool:
        """Tell whether a role is that of a preposition, and nothing else."""
        words = tuple(role.split())
        return self.grammar.opening(words, 0, "prepositions") == len(words)

    def _clausal(self, words: Words, place: int) -> tuple[Role, int] | None:
        """Read a clause that goes with the verb: a condition, a time, a purpose, what somebody says."""
        subordinate = self.grammar.opening(words, place, "subordinators")
        preposition = self.grammar.opening(words, place, "prepositions")
        if subordinate and (not preposition or self.clausal(words[place + subordinate :])):
            found = self.adjunct(words[place:])
            return (found, len(words)) if found else None
        length = preposition if self.french else int(words[place] == self.grammar.one("to"))
        if length and self.bare(words, place + length):
            end = self.raised(words, place + length)
            fact = self.acts(words[place + length : end], words[place : place + length])
            key = self.grammar.named(" ".join(words[place : place + length]))
            return ((key, fact), end) if fact else None
        if self.french and not length and words[place] in self.grammar.base:
            fact = self.clause(words[place:], subject=SAME)
            return (("doing", fact), len(words)) if fact else None
        if length := self.grammar.opening(words, place, "absorbing"):
            told = " ".join(words[place : place + length])
            return (told, ("rest", *words[place + length :])), len(words)
        if self.is_a(words[place], "reporting") and not self._pointed(words, place):
            facts = self.clauses(words[place + 1 :])
            return ((words[place], one(facts)), len(words)) if facts else None
        return None

    def _pointed(self, words: Words, place: int) -> bool:
        """Tell whether a word only points to a thing: `may not keep that code once …`."""
        after = place + 2
        opened = ("subordinators", "prepositions", "adverbials")
        ends = after >= len(words) or any(self.grammar.opening(words, after, kind) for kind in opened)
        return self.is_a(words[place], "pointing") and self.after(words, place) != "" and ends

    def raised(self, words: Words, place: int) -> int:
        """Give where what is done ends, so that a condition after it goes with the main verb; else the end."""
        for at in range(place + 1, len(words)):
            if self.is_a(words[at], "relatives"):
                break
            length = self.grammar.opening(words, at, "subordinators")
            conditional = self.is_a(words[at], "conditional")
            if length and conditional and self.verb_at(words[at + length :]) is not None:
                return len(words) if self.chosen("low") or self._pledged(words, at) else at
        return len(words)

    def _pledged(self, words: Words, at: int) -> bool:
        """Tell whether somebody promises, asks or plans an act, so that a time behind it is that of the act."""
        shape = self.rules.shape
        tied = shape["tied"].match(f" {words[at]} ")
        return not tied and bool(shape["pledged"].search(f" {' '.join(words[:at])} "))

    def clausal(self, words: Words) -> bool:
        """Tell whether a clause stands there, with a subject of its own or without."""
        return bool(words) and (self.verb_at(words) is not None or self.gerund(words[0]))

    def _adverbial_at(self, words: Words, place: int) -> tuple[Role, int] | None:
        """Read an adverbial: a measure, words with a preposition, an adverb."""
        if length := self.measure(words, place):
            return self._measured(words, place, place + length)
        if self.is_a(words[place], "particles"):
            return ("particle", noun((words[place],))), place + 1
        if length := self.grammar.opening(words, place, "adverbials"):
            told = self.grammar.named(f"adverb {' '.join(words[place : place + length])}").removeprefix(
                "adverb "
            )
            graded = self._graded(words, place, place + length)
            return None if graded else (("adverb", noun(told.split())), place + length)
        if length := self.grammar.opening(words, place, "prepositions"):
            return self.prepositional(words, place, length)
        following = self.after(words, place)
        stands_alone = not following or following == "," or self._adverbial(words, place + 1)
        if not self.french and words[place].endswith("ly") and stands_alone:
            return ("adverb", noun((words[place],))), place + 1
        return None

    def _graded(self, words: Words, start: int, end: int) -> bool:
        """Tell whether an adverb may go with an adjective behind it: `delete automatically collected data`."""
        shape = self.rules.shape
        told, following = " ".join(words[start:end]), " ".join(words[end:])
        return bool(shape["degree"].search(told) and shape["graded"].match(f" {following}"))

    def _measured(self, words: Words, start: int, end: int) -> tuple[Role, int] | None:
        """Read a period, also one before or after something: `3 days before the return date`."""
        if end >= len(words) or not self.is_a(words[end], "around"):
            return ("time", noun(words[start:end])), end
        step = self._clausal(words, end) or self.prepositional(words, end, 1)
        if step is None:
            return None
        (role, piece), last = step
        return ("time", ("around", noun(words[start:end]), role, piece)), last

    def prepositional(self, words: Words, place: int, length: int) -> tuple[Role, int] | None:
        """Read words with a preposition: a noun, what is done, or several ways."""
        key, start = self.grammar.named(" ".join(words[place : place + length])), place + length
        if start >= len(words):
            return ("adverb", noun(words[place:])), start
        if self.gerund(words[start]) and self.is_a(key.split()[0], "gerundial"):
            fact = self.acts(words[start:], ())
            return ((key, fact), len(words)) if fact else None
        if step := self._come_in(words, place, start) or self.owned_act(words, start, key):
            return step
        if further := self.grammar.opening(words, start, "prepositions"):
            step = self.prepositional(words, start, further)
            return ((f"{key} {step[0][0]}", step[0][1]), step[1]) if step else None
        return self._ways(words, place) or self.lasting(words, start, key) or self._of_noun(words, start, key)

    def _of_noun(self, words: Words, start: int, key: str) -> tuple[Role, int] | None:
        """Read the noun behind a preposition."""
        piece, end = self.noun(words, start)
        return ((key, piece), end) if piece else None

    def _come_in(self, words: Words, place: int, start: int) -> tuple[Role, int] | None:
        """Read the `in` of `log in to see it`: what follows is what it is done for."""
        aim = words[start] == self.grammar.one("to") and not self.french and self.bare(words, start + 1)
        return (("adverb", noun(words[place:start])), start) if aim else None

    def lasting(self, words: Words, place: int, key: str) -> tuple[Role, int] | None:
        """Read how long something lasts, behind `for`."""
        period = self.measure(words, place) if key == self.grammar.one("lasting") else 0
        return self._measured(words, place, place + period) if period else None

    def owned_act(self, words: Words, place: int, key: str) -> tuple[Role, int] | None:
        """Read `on your leaving the club` as `when you leave the club`: whose act it is stands before it."""
        told = self.grammar.rules.table("reading_names").get(f"event {key}")
        owner = self.grammar.rules.table("reading_owners").get(words[place]) if place < len(words) else None
        act = self.after(words, place)
        if told and owner and (event := named_event(words[place:], self.grammar)):
            return (told, event), len(words)
        sure = self.is_a(self.after(words, place + 1), "determiners", "objects")
        if not told or not owner or not self.gerund(act) or (self.is_a(act, "acting_nouns") and not sure):
            return None
        fact = self.clause(words[place + 1 :], subject=SAME)
        who = noun((owner,))
        done = fact and replace(fact.put(lambda _, piece: who if piece == SAME else piece), subject=who)
        return ((told, done), len(words)) if done else None

    def _ways(self, words: Words, place: int) -> tuple[Role, int] | None:
        """Read several ways: `by card , check or in cash`."""
        if self.is_a(words[place], "between"):
            return None  # Two ends are no ways: `between 22:00 and 6:00`.
        items: list[Piece] = []
        key = joiner = ""
        own = True
        while place < len(words):
            length = self.grammar.opening(words, place, "prepositions")
            own = own and bool(length)
            if length:
                key, place = self.grammar.named(" ".join(words[place : place + length])), place + length
            start = place
            while place < len(words) and not self._way_ends(words, place):
                place += 1
            if not 0 < place - start <= _ITEM:
                return None
            items.append((key, *words[start:place]))
            following = words[place] if place < len(words) else ""
            if joiner or (following != "," and not self.is_a(following, "joiners")):
                break
            joiner, place = (joiner if following == "," else following), place + 1
        if place < len(words) and self.is_a(words[place], "ofs"):
            return None  # It may go with the last way, or with all of them.
        several = own or len({item[0] for item in items}) > 1 or all(len(item) == 2 for item in items)
        if not joiner or not several:
            return None
        return ("ways", ("list", joiner, *items)), place

    def _way_ends(self, words: Words, place: int) -> bool:
        word = words[place]
        kinds = ("prepositions", "subordinators", "adverbials")
        return (
            word == ","
            or self.is_a(word, "joiners", "relatives")
            or any(self.grammar.opening(words, place, kind) for kind in kinds)
        )

    def _object(self, words: Words, place: int) -> tuple[Role, int] | None:
        """Read what is acted on; it has no name yet."""
        piece, end = self.noun(words, place)
        return (("", piece), end) if piece and end > place else None


def one(facts: tuple[Fact | Group, ...]) -> Fact | Group:
    """Give one fact, or several as a group."""
    return facts[0] if len(facts) == 1 else Group(kind="and", facts=facts)


def facts_follow(role: Role) -> bool:
    """Tell whether a part is a clause."""
    return isinstance(role[1], Fact | Group)
