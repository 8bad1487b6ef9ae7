"""A clause: who acts, the verb, what is acted on, and everything that goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.acts import Acts
from notifier.core.editorial.facts.values import GAP, SAME, Fact, Group, Piece, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words

_ITEM = 3
"""So many words one of several ways has at most: `by card or in cash`."""


class Clauses(Acts):
    """Reads clauses and what goes with their verbs."""

    def clause(
        self, words: Words, *, subject: Piece | None = None, shared: Fact | None = None
    ) -> Fact | None:
        """Read one clause; a subject or a fact before it may lend it who acts."""
        if not words:
            return None
        if shared:
            return self.framed(words, 0, shared.subject, shared=shared)
        if subject is not None:
            return self.framed(words, 0, subject)
        at = self.verb_at(words)
        return self._ordered(words) if at is None else self._stated(words, at)

    def _ordered(self, words: Words) -> Fact | None:
        """Read an order to the reader."""
        reader = noun((self.grammar.one("reader"),))
        if self.is_a(words[0], "please") and self.bare(words, 1):
            return self.framed(words[1:], 0, reader, ordered_to=True)
        return self.framed(words, 0, reader, ordered_to=True) if self.ordering(words) else None

    def _stated(self, words: Words, at: int) -> Fact | None:
        """Read a clause whose subject stands before its verb."""
        neither, nor = self.grammar.one("neither").split()
        denied = words[0] == neither and nor in words[:at]
        subject_words = tuple(self.grammar.one("and") if word == nor else word for word in words[1:at])
        who, end = self.noun(subject_words if denied else words[:at], 0, deep=True)
        if who is None or end != at - denied:
            return None
        found = self.framed(words, at, who)
        return found.denied(self.grammar.one("not")) if found and denied else found

    def ordering(self, words: Words) -> bool:
        """Tell whether words begin with an order to the reader: `send us the form`."""
        word, following = words[0], words[1:2]
        if word == self.grammar.one("not") or (word == self.grammar.one("never") and not self.french):
            return len(words) > 1 and self.ordering(words[1:])
        if self.french:
            return word.endswith("ez") and self.finite(word)
        known = word in self.grammar.base or (word in self.evidence and not word.endswith("s"))
        return known and not (self.is_a(word, "nouny") and following == ("of",))

    # --- what follows a verb

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
        kinds: tuple[str, ...] = ("subordinators", "exceptions", "adverbials")
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
            if self.low and objects[-1][0] == role[1][0] == "noun" and self._preposition(role[0]):
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
            end = self._raised(words, place + length)
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

    def _raised(self, words: Words, place: int) -> int:
        """Give where what is done ends, so that a condition after it goes with the main verb; else the end."""
        if self.low:
            return len(words)
        for at in range(place + 1, len(words)):
            if self.is_a(words[at], "relatives"):
                break
            length = self.grammar.opening(words, at, "subordinators")
            conditional = self.is_a(words[at], "conditional")
            if length and conditional and self.verb_at(words[at + length :]) is not None:
                return at
        return len(words)

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
            return ("adverb", noun(words[place : place + length])), place + length
        if length := self.grammar.opening(words, place, "prepositions"):
            return self.prepositional(words, place, length)
        following = self.after(words, place)
        stands_alone = not following or following == "," or self._adverbial(words, place + 1)
        if not self.french and words[place].endswith("ly") and stands_alone:
            return ("adverb", noun((words[place],))), place + 1
        return None

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
        if further := self.grammar.opening(words, start, "prepositions"):
            step = self.prepositional(words, start, further)
            return ((f"{key} {step[0][0]}", step[0][1]), step[1]) if step else None
        if several := self._ways(words, place):
            return several
        piece, end = self.noun(words, start)
        if piece and key == self.grammar.one("lasting") and self.measure(words, start) == end - start:
            key = "time"
        return ((key, piece), end) if piece else None

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

    # --- what stands before or after a clause

    def adjunct(self, words: Words) -> Role | None:
        """Read words that go with a clause as a whole, with what they do; none where they are not understood."""
        return self._subordinate(words) or self._purpose(words) or self._led(words)

    def _subordinate(self, words: Words) -> Role | None:
        """Read a clause with the word that subordinates it."""
        length = self.grammar.opening(words, 0, "subordinators")
        body = words[length:]
        if not length or not body:
            return None
        key = self.grammar.named(" ".join(words[:length]))
        if facts := self.clauses(body):
            return key, one(facts)
        if not self.french and self.participle(body[0]) and self.is_a(key, "conditional"):
            body = (self.grammar.one("is"), *body)
        elif not self.gerund(body[0]):
            return None
        fact = self.clause(body, subject=SAME)
        return (key, fact) if fact else None

    def _purpose(self, words: Words) -> Role | None:
        """Read what something is done for, or before or without doing what."""
        preposition = self.grammar.opening(words, 0, "prepositions")
        length = preposition if self.french else int(words[0] == self.grammar.one("to"))
        if not length or not self.bare(words, length):
            return None
        fact = self.acts(words[length:], words[:length])
        return (self.grammar.named(" ".join(words[:length])), fact) if fact else None

    def _led(self, words: Words) -> Role | None:
        """Read an adverbial that fills all the words; whatever stands in it is part of it."""
        if self.grammar.opening(words, 0, "absorbing") == len(words):
            return " ".join(words), ("rest",)
        length = self.grammar.opening(words, 0, "prepositions")
        whole = self.grammar.opening(words, 0, "adverbials") == len(words) or self.measure(words, 0)
        if not length or whole:
            step = self._adverbial_at(words, 0)
            return step[0] if step and step[1] == len(words) else None
        key = self.grammar.named(" ".join(words[:length]))
        if length < len(words) and self.gerund(words[length]):
            fact = self.clause(words[length:], subject=SAME)
            return (key, fact) if fact else None
        if self.grammar.opening(words, length, "prepositions"):
            found = self._led(words[length:])
            return (f"{key} {found[0]}", found[1]) if found else None
        piece, end = self.noun(words, length, deep=True)
        return (key, piece) if piece and end == len(words) else None

    def clauses(self, words: Words, shared: Fact | None = None) -> tuple[Fact | Group, ...]:
        """Read one clause or several that are joined; nothing where one of them is not understood."""
        known = (words, shared)
        if known not in self._read:
            self._read[known] = self._joined(words, shared)
        return self._read[known]

    def _joined(self, words: Words, shared: Fact | None) -> tuple[Fact | Group, ...]:
        """Read clauses, each once: the same words are asked for from many sides."""
        for place in range(1, len(words) - 1):
            listed = self._one_of_several(words, place)
            if not listed and not self.is_a(words[place], "joints"):
                continue
            left, right = words[:place], words[place + 1 :]
            left = left[:-1] if left[-1] == "," else left
            if left and not listed and (several := self._in_a_row(words, left[-1], shared)):
                return (several,)
            right = right[1:] if len(right) > 1 and self.is_a(right[0], "next") else right
            first = self.clause(left, shared=shared) if left else None
            if first is None or (self._holding(first, right) and not self._resumed(first, right)):
                continue
            leans = self._leans(right, first, left)
            if not leans and (listed or self.verb_at(right) is None):
                continue
            rest = self.clauses(right, first if leans else None)
            if listed and (len(rest) < 2 or not all(isinstance(fact, Fact) for fact in rest)):
                continue  # A comma joins what `and` joins further on.
            if rest and leans and self._lends(first, right):
                # `We do not sell or rent it` denies both; what `and` adds may be denied or not.
                return (first, *rest) if self.is_a(words[place], "ors") else ()
            if rest and self.is_a(words[place], "ors"):
                return (Group(kind="or", facts=(first, *rest)),)
            if rest:
                return (first, *rest)
        found = self.clause(words, shared=shared)
        return (found,) if found else ()

    def _one_of_several(self, words: Words, place: int) -> bool:
        """Tell whether a comma may stand between what somebody does and what else: `he reads it , files it and leaves`."""
        if words[place] != ",":
            return False
        word = words[place + 1]
        verb = self.finite(word) or self.participle(word) or self.is_a(word, "is", "modals")
        return bool(verb) and any(self.is_a(later, "joints") for later in words[place + 2 :])

    def _in_a_row(self, words: Words, last: str, shared: Fact | None) -> Fact | None:
        """Read several verbs in a row that share all that follows, where a joint has a verb before it."""
        if not self.finite(last) and not self.participle(last):
            return None
        found = self.clause(words, shared=shared)
        return found if found and any(self.is_a(word, "joiners") for word in found.verb.split()) else None

    def _holding(self, first: Fact, right: Words) -> bool:
        """Tell whether what is joined could go on within a clause of the first: an infinitive has no `is` after it."""
        parts = [piece for _, piece in first.roles if holds(piece)]
        if not parts or not self.is_a(right[0], "is"):
            return bool(parts)
        return not all(isinstance(piece, Fact) and piece.subject == SAME for piece in parts)

    def _resumed(self, first: Fact, right: Words) -> bool:
        """Tell whether a participle goes on with a passive: no clause within it is one."""
        inner = [piece for _, piece in first.roles if holds(piece)]
        active = all(isinstance(piece, Fact) and not piece.passive for piece in inner)
        return first.passive and bool(self.participle(right[0])) and active

    def _lends(self, first: Fact, right: Words) -> bool:
        """Tell whether a denial reaches over to what is joined."""
        denied = any(self.is_a(force, "denials") for force in first.force)
        own = any(self.is_a(word, "denials") for word in right[:4]) or self.is_a(
            right[0], "modals", "be", "have"
        )
        return denied and not own

    def _leans(self, words: Words, first: Fact, left: Words) -> bool:
        """Tell whether words begin with a verb whose subject is that of the clause before."""
        place = 0
        while place < len(words) and self.is_a(words[place], "denials", "adverbs", "only", "clitics"):
            place += 1
        word = words[place] if place < len(words) else ""
        own = place > 0 and self.is_a(words[place - 1], "subjects") and word.endswith(("ez", "ons"))
        if own or self.is_a(word, "modals", "be", "have"):
            return not (place and self.is_a(words[place - 1], "subjects"))
        if first.passive and self.participle(word) and place == 0:
            return True
        modal = any(self.is_a(force, "modals") for force in first.force)
        if self.is_a(self.after(words, place), "ofs"):
            return False
        if self.french:
            return self.finite(word) or (modal and self.bare(words, place))
        if not self.finite(word) or not self.after(words, place):
            return False
        denied = any(self.is_a(before, "denials") for before in words[:place])
        return denied or self._agrees(word, first, left, modal=modal)

    def _agrees(self, word: str, first: Fact, left: Words, *, modal: bool) -> bool:
        """Tell whether an English verb has the form that its subject asks for."""
        third = word in self.grammar.third or (word in self.evidence and word.endswith("s"))
        if modal or first.force[:1] == ("!",) or self.is_a(left[0], "subjects"):
            return not third or self.is_a(left[0], "singular")
        before = self.verb_at(left) or 0  # What leans itself begins with its verb.
        return third == left[before].endswith("s")


def one(facts: tuple[Fact | Group, ...]) -> Fact | Group:
    """Give one fact, or several as a group."""
    return facts[0] if len(facts) == 1 else Group(kind="and", facts=facts)


def facts_follow(role: Role) -> bool:
    """Tell whether a part is a clause."""
    return isinstance(role[1], Fact | Group)


def holds(piece: Piece | Fact | Group) -> bool:
    """Tell whether a part holds a clause, to which something that is joined could go."""
    if isinstance(piece, Fact | Group):
        return True
    return any(holds(part) for part in piece[1:] if not isinstance(part, str)) if piece else False


__all__ = ["GAP", "Clauses", "holds", "one"]
