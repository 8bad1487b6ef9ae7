"""What a pronoun stands for: the one noun before it that it can mean, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import SAME, Fact, Group, spoken
from notifier.core.editorial.genders import unlike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece, Role


def standing(piece: Part) -> Iterator[Piece]:
    """Give the nouns that a part names, each by itself; several in one count as one that nobody can tell."""
    if isinstance(piece, Fact):
        for _, part in _named(piece):
            yield from standing(part)
    elif isinstance(piece, Group):
        yield ("unclear",)
    elif piece[0] == "noun":
        yield piece
    elif piece[0] in {"list", "row"}:
        yield ("unclear",)
    else:
        for part in piece[1:]:
            if not isinstance(part, str):
                yield from standing(part)


def _named(fact: Fact) -> Iterator[Role]:
    """Give the parts of a fact that name something: what a thing is names nothing else, `the report is secret`."""
    for role, part in fact.roles:
        if fact.verb != "is" or role != "patient" or not isinstance(part, tuple) or len(part) != _ADJECTIVE:
            yield role, part


_ADJECTIVE = 2


@dataclass(frozen=True, slots=True)
class Memory:
    """Resolves pronouns, fact after fact."""

    grammar: Grammar

    def resolved(self, facts: tuple[Fact | Group, ...]) -> tuple[Fact | Group, ...]:
        """Put the nouns they stand for in the place of pronouns, where only one can be meant."""
        before: Fact | None = None
        done: list[Fact | Group] = []
        for fact in facts:
            if isinstance(fact, Group):
                before = None
                done.append(replace(fact, facts=self.resolved(fact.facts)))
            else:
                before = self._inside(self._taken_up(fact, before))
                done.append(before)
        return tuple(done)

    def _taken_up(self, fact: Fact, before: Fact | None) -> Fact:
        """Resolve the pronouns of a fact by the one before it."""
        if before is None:
            return self._ahead(fact)
        known = [piece for role, part in _named(before) if role not in _ASIDE for piece in standing(part)]
        if ("unclear",) in known:
            again = fact.verb == before.verb and self._pronoun_for(fact.subject, before.subject)
            return self._subject_put(fact, before.subject) if again else fact
        known = [piece for piece in known if not self._personal(piece) and not _timely(piece)]
        if self._both(fact, before):
            taken = {"agent": before.subject, "patient": before.get("patient")}
            return replace(fact.put(taken.get), subject=before.subject)
        subject = fact.subject
        if fact.verb == before.verb and self._pronoun_for(subject, before.subject):
            subject = before.subject  # What does the same again is what did it before.
        elif self._goes_on(fact, before, known):
            subject = before.subject
        elif subject[0] == "noun":
            subject = self._meant(subject, self._subjects(fact, known), None)
        parallel = before.get("patient") if subject == before.subject and not before.passive else None

        def one(role: str, piece: Part) -> Part:
            if piece == fact.subject:
                return subject
            if role == "patient" and parallel and self._pronoun_for(piece, parallel):
                return parallel  # Who does two things to it does both to the same.
            return self._meant(piece, known, subject)

        return replace(fact.put(one), subject=subject)

    def _subject_put(self, fact: Fact, subject: Piece) -> Fact:
        """Give a fact about another subject."""
        return replace(
            fact.put(lambda _, piece: subject if piece == fact.subject else piece), subject=subject
        )

    def _subjects(self, fact: Fact, known: list[Piece]) -> list[Piece]:
        """Give what a fact may be about: a letter opens nothing, and nobody burns people."""
        others = [one for one in known if one not in self._acted_on(fact, known)]
        if not fact.passive and fact.get("patient"):
            return [one for one in others if self._head(one) not in self.grammar.words("things")]
        if fact.passive and fact.verb in self.grammar.verbs("done_to_things"):
            return [one for one in others if not self._person(one)]
        return others

    def _goes_on(self, fact: Fact, before: Fact, known: list[Piece]) -> bool:
        """Tell whether what is done next is done to the same thing: only a purpose or a time names another that could be meant.

        `Forms are kept until May to settle claims . They are then burned.`
        """
        told = before.subject[1] if before.subject[:1] == ("told",) else before.subject
        if not fact.passive or not before.passive or not self._pronoun_for(fact.subject, told):
            return False
        aside = [
            one
            for role, piece in before.roles
            if piece == before.subject
            or self._timed(role)
            or (role == self.grammar.one("to") and isinstance(piece, Fact))
            for one in standing(piece)
        ]
        return not any(self._fits(fact.subject[1], one) for one in known if one not in aside)

    def _timed(self, role: str) -> bool:
        """Tell whether a part tells when."""
        return role in self.grammar.words("timely") and role != self.grammar.one("to")

    def _ahead(self, fact: Fact) -> Fact:
        """Resolve what is acted on in the first fact by a clause beside it: `when a book is rare, you read it here`."""
        told = fact.get("patient")
        if told is None or told[0] != "noun" or told == fact.subject or len(told) != _ADJECTIVE:
            return fact
        parts = [part for role, part in fact.roles if role not in _ASIDE]
        known = [one for part in parts for one in standing(part) if one != told and not self._personal(one)]
        if ("unclear",) in known:
            return fact
        meant = self._meant(told, known, None)
        return fact.put(lambda role, part: meant if role == "patient" else part)

    def _acted_on(self, fact: Fact, known: list[Piece]) -> list[Part]:
        """Give what a fact is about beside its subject: who does it is not what it is done to."""
        return [
            self._meant(piece, known, None)
            for role, piece in fact.roles
            if piece != fact.subject and role == "patient"
        ]

    def _both(self, fact: Fact, before: Fact) -> bool:
        """Tell whether a fact takes up both who acts and what is acted on: `the clerk opens letters. He files them`."""
        patient, acted = fact.get("patient"), before.get("patient")
        return (
            not fact.passive
            and not before.passive
            and patient is not None
            and acted is not None
            and self._pronoun_for(fact.subject, before.subject)
            and self._pronoun_for(patient, acted)
        )

    def _person(self, piece: Piece) -> bool:
        """Tell whether a noun names people."""
        head = self._head(piece)
        return head.removesuffix("s") in self.grammar.words("people") or head in self.grammar.words(
            "persons_all"
        )

    def _pronoun_for(self, piece: Part, noun_before: Part) -> bool:
        """Tell whether a part is a pronoun that fits a noun."""
        if any(isinstance(part, Fact | Group) or part[0] != "noun" for part in (piece, noun_before)):
            return False
        if len(piece) != 2 or self._personal(noun_before):
            return False
        return piece[1] in self.grammar.words("taking_up") and self._fits(piece[1], noun_before)

    def _inside(self, fact: Fact) -> Fact:
        """Resolve the pronouns of the clauses within a fact by its other parts."""
        own = [
            piece
            for role, part in fact.roles
            if role not in _ASIDE and not isinstance(part, Fact | Group)
            for piece in standing(part)
        ]
        known = [piece for piece in own if not self._personal(piece) and not _timely(piece)]
        if ("unclear",) in known:
            return fact

        def one(_: str, piece: Part) -> Part:
            if not isinstance(piece, Fact):
                return piece
            subject = self._meant(piece.subject, known, None) if piece.subject[0] == "noun" else piece.subject
            # What it does, it does not do to itself.
            acting = fact.subject if piece.subject == SAME else None
            told = piece.put(lambda _, part: self._meant(part, known, acting))
            return replace(self._inside(told), subject=subject)

        return fact.put(one)

    def led(self, fact: Fact, lead: Part) -> Fact:
        """Resolve the pronouns of a fact by the clause that leads it: `if you lose a card , we block it`."""
        parts = [part for part in (fact, lead) if isinstance(part, Fact)]
        known = [piece for part in parts for piece in standing(part)]
        told = [piece for piece in known if not self._personal(piece) and not _timely(piece)]
        if len(parts) == 1 or ("unclear",) in known:
            return fact

        def one(role: str, piece: Part) -> Part:
            return self._meant(piece, told, fact.subject) if role == "patient" else piece

        return fact if fact.passive else fact.put(one)

    def _personal(self, piece: Piece) -> bool:
        return len(piece) == 2 and any(
            piece[1] in self.grammar.words(name) for name in ("subjects", "objects")
        )

    def _meant(self, piece: Part, known: list[Piece], subject: Piece | None) -> Part:
        """Give what a part stands for, or the part itself."""
        if isinstance(piece, Fact | Group) or piece[0] != "noun":
            return piece
        if len(piece) == 4 and piece[2] in self.grammar.words("same_one"):
            one = self._meant((*piece[:2], piece[3]), known, subject)
            return piece if one == (*piece[:2], piece[3]) else one
        if len(piece) == 3 and piece[1] in self.grammar.words("pointing") | self.grammar.words("definite"):
            meant = [one for one in known if self._head(one) == piece[2] and one != subject]
        elif len(piece) == 2 and piece[1] in self.grammar.words("taking_up"):
            meant = [one for one in known if self._fits(piece[1], one) and one != subject]
        else:
            return piece
        meant = list(dict.fromkeys(meant))
        return self._there(meant[0]) if len(meant) == 1 else piece

    def _there(self, piece: Piece) -> Piece:
        """Give a noun as something that is taken up: of `no cookies` it is `cookies`."""
        none = len(piece) > 2 and piece[1] in self.grammar.words("none")
        return (piece[0], *piece[2:]) if none else piece

    def _fits(self, pronoun: str, piece: Piece) -> bool:
        """Tell whether a pronoun may stand for a noun, by its number and by whether it is a thing."""
        several, head = self._several(piece), self._head(piece)
        if several != (pronoun in self.grammar.words("many")) or unlike(pronoun, head, self.grammar.rules):
            return False
        if several:
            return True
        kind = "people" if pronoun in self.grammar.words("neuter") else "things"
        told = pronoun in self.grammar.words("neuter") | self.grammar.words("persons")
        return not (told and head in self.grammar.words(kind))

    def _several(self, piece: Piece) -> bool:
        articles = self.grammar.words("several")
        if articles:
            return piece[1] in articles
        head = self._head(piece)
        return (head.endswith("s") and not head.endswith("ss")) or head in self.grammar.words("plurals")

    def _head(self, piece: Piece) -> str:
        """Give the noun itself, without what goes with it."""
        words = list(spoken(piece))
        ends = [place for place, word in enumerate(words) if place and word in self.grammar.words("ofs")]
        return words[ends[0] - 1] if ends else words[-1]


def _timely(piece: Piece) -> bool:
    """Tell whether a noun is a period: nothing takes it up."""
    return any(word.startswith("#") for word in spoken(piece))


_ASIDE = frozenset({"adverb", "time"})
