"""Clauses: who acts, the verb, and what stands before and after; one clause or several that are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.editorial.facts.following import Following, one
from notifier.core.editorial.facts.occasions import named_event
from notifier.core.editorial.facts.values import SAME, Fact, Group, Piece, noun

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words


class Clauses(Following):
    """Reads clauses, one or several that are joined, and what stands before or after them."""

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
        if told := self.is_a(key, "case") and named_event(body, self.grammar):
            return key, told
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
        if step := self.lasting(words, length, key) or self.owned_act(words, length, key):
            return step[0] if step[1] == len(words) else None
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
            if not listed and not self._joint(words, place):
                continue
            left, right = words[:place], words[place + 1 :]
            left = left[:-1] if left[-1] == "," else left
            if left and not listed and (several := self._in_a_row(words, place, shared)):
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

    def _joint(self, words: Words, place: int) -> bool:
        """Tell whether a word joins two clauses: `and`, in French also `ensuite` behind a comma."""
        then = self.french and words[place - 1] == "," and self.is_a(words[place], "next")
        return then or self.is_a(words[place], "joints")

    def _one_of_several(self, words: Words, place: int) -> bool:
        """Tell whether a comma may stand between what somebody does and what else: `he reads it , files it and leaves`."""
        if words[place] != ",":
            return False
        at = place + 1
        while at + 1 < len(words) and self.is_a(words[at], "clitics") and self.finite(words[at + 1]):
            at += 1
        word = words[at]
        verb = self.finite(word) or self.participle(word) or self.is_a(word, "is", "modals")
        return bool(verb) and any(self.is_a(later, "joints") for later in words[place + 2 :])

    def _in_a_row(self, words: Words, place: int, shared: Fact | None) -> Fact | None:
        """Read several verbs in a row that share all that follows, where a joint has a verb before it: `ne vend ni ne loue`."""
        before = words[:place]
        neither = self.french and self.is_a(words[place], "ors") and self.is_a(before[-1], "denials")
        last = before[-2] if neither and place > 1 else before[-1]
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


def holds(piece: Piece | Fact | Group) -> bool:
    """Tell whether a part holds a clause, to which something that is joined could go."""
    if isinstance(piece, Fact | Group):
        return True
    return any(holds(part) for part in piece[1:] if not isinstance(part, str)) if piece else False


__all__ = ["Clauses"]
