"""What a pronoun stands for: the one noun before it that it can mean, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.values import SAME, Fact, Group, is_noun, spoken
from notifier.core.editorial.genders import shown, unlike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.editorial.facts.grammar import Grammar
    from notifier.core.editorial.facts.values import Part, Piece, Role

    Topics = dict[Piece, str]


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

    def resolved(
        self, facts: tuple[Fact | Group, ...], begins: frozenset[int] = frozenset()
    ) -> tuple[Fact | Group, ...]:
        """Put the nouns they stand for in the place of pronouns, where only one can be meant.

        Facts of one sentence have one subject where they have the same pronoun; `begins` tells where sentences begin.
        """
        before: Fact | None = None
        topics: Topics = {}
        done: list[Fact | Group] = []
        for place, fact in enumerate(facts):
            if isinstance(fact, Group):
                before = None
                done.append(replace(fact, facts=self.resolved(fact.facts)))
                continue
            told = facts[place - 1] if place and begins and place not in begins else None
            again = before and isinstance(told, Fact) and self._again(fact, told)
            taken = self._subject_put(fact, before.subject) if again and before else fact
            told = self._inside(self._taken_up(taken, before, topics))
            before, topics = told, self._topics(fact, told)
            done.append(told)
        return tuple(done)

    def _again(self, fact: Fact, before: Fact) -> bool:
        """Tell whether two facts of one sentence have the same pronoun as their subject: `it is cleaned and filled`."""
        return fact.subject == before.subject and self._pronoun(fact.subject)

    def _topics(self, written: Fact, told: Fact) -> Topics:
        """Give the nouns that the pronouns of a fact stood for, each with its pronoun."""
        pairs = zip(written.roles, told.roles, strict=True)
        return {
            new: old[1] for (_, old), (_, new) in pairs if old != new and is_noun(new) and self._pronoun(old)
        }

    def _pronoun(self, piece: Part) -> bool:
        """Tell whether a part is a pronoun that takes up a noun."""
        return is_noun(piece) and len(piece) == _ADJECTIVE and piece[1] in self.grammar.words("taking_up")

    def _nameable(self, piece: Piece) -> bool:
        """Tell whether a pronoun may take up a part: it is no pronoun itself, and no period."""
        pronoun = len(piece) == _ADJECTIVE and piece[1] in self.grammar.words("clitics")
        return not pronoun and not self._personal(piece) and not _timely(piece)

    def _hidden(self, pronoun: str, before: Fact) -> bool:
        """Tell whether the fact before holds a pronoun that nobody could resolve, and that this one may go on with."""
        alike = {
            piece[1]
            for _, piece in before.roles
            if is_noun(piece) and self._pronoun(piece) and not self._otherwise(piece, pronoun)
        }
        many = self.grammar.words("many")
        return any((one in many) == (pronoun in many) for one in alike)

    def _otherwise(self, piece: Piece, pronoun: str) -> bool:
        """Tell whether a pronoun shows another gender than the one that took a noun up before."""
        kinds = {
            shown(one, self.grammar.rules) for one in (pronoun, piece[1] if self._pronoun(piece) else "")
        }
        return len(kinds - {""}) > 1

    def _taken_up(self, fact: Fact, before: Fact | None, topics: Topics) -> Fact:
        """Resolve the pronouns of a fact by the one before it."""
        if before is None:
            return self._ahead(fact)
        known = [piece for role, part in _named(before) if role not in _ASIDE for piece in standing(part)]
        if ("unclear",) in known:
            again = fact.verb == before.verb and self._pronoun_for(fact.subject, before.subject)
            return self._subject_put(fact, before.subject) if again else fact
        known = [piece for piece in known if self._nameable(piece)]
        known = [piece for piece in known if not self._otherwise(fact.subject, topics.get(piece, ""))]
        if self._both(fact, before):
            taken = {"agent": before.subject, "patient": before.get("patient")}
            return replace(fact.put(taken.get), subject=before.subject)
        subject = self._about(fact, before, topics, known)
        parallel = before.get("patient") if subject == before.subject and not before.passive else None

        def one(role: str, piece: Part) -> Part:
            if piece == fact.subject:
                return subject
            if role == "patient" and parallel and self._pronoun_for(piece, parallel):
                return parallel  # Who does two things to it does both to the same.
            return self._meant(piece, known, subject)

        return replace(fact.put(one), subject=subject)

    def _about(self, fact: Fact, before: Fact, topics: Topics, known: list[Piece]) -> Piece:
        """Give the subject of a fact as the one before it names it."""
        if self._pronoun(fact.subject) and self._hidden(fact.subject[1], before):
            return fact.subject
        if fact.verb == before.verb and self._pronoun_for(fact.subject, before.subject):
            return before.subject  # What does the same again is what did it before.
        if self._goes_on(fact, before, known):
            return before.subject
        if topic := self._topic(fact, before, topics, known):
            return topic
        if fact.subject[0] != "noun":
            return fact.subject
        subject = self._meant(fact.subject, self._subjects(fact, known), None)
        unlikely = self._pronoun_for(fact.subject, before.subject) and subject != before.subject
        return fact.subject if unlikely and self._kept(fact, before.subject, subject) else subject

    def _kept(self, fact: Fact, before: Piece, subject: Piece) -> bool:
        """Tell whether a thing that acts on another may be the one told of before, not what stands aside there."""
        things = self.grammar.words("callings") and not fact.passive
        return (
            bool(things) and self._head(before) in self.grammar.words("things") and not self._person(subject)
        )

    def _topic(self, fact: Fact, before: Fact, topics: Topics, known: list[Piece]) -> Piece | None:
        """Give what a text goes on about: the one noun that the fact before took up by a pronoun that fits.

        `The clerk opens letters. He reads them to the judge. He keeps a list.` What else is named there may act on nothing,
        or have nothing done to it; what is told of a subject goes on with a subject.
        """
        if not self._pronoun(fact.subject):
            return None
        may_be = self._subjects(fact, [*topics, *known])
        fitting = [one for one in topics if one in may_be and self._fits(fact.subject[1], one)]
        rivals = [one for one in may_be if one not in fitting and self._fits(fact.subject[1], one)]
        if len(fitting) != 1:
            return None
        if fitting[0] == before.subject:
            again = topics[fitting[0]] == fact.subject[1] and fact.passive == before.passive
            going_on = again and before.get("patient") not in rivals
        else:
            acted_on = fact.verb in self.grammar.words("handled")
            things = all(acted_on or self._head(one) in self.grammar.words("things") for one in rivals)
            going_on = fact.passive and before.subject not in rivals and things
        return fitting[0] if going_on else None

    def _subject_put(self, fact: Fact, subject: Piece) -> Fact:
        """Give a fact about another subject."""
        return replace(
            fact.put(lambda _, piece: subject if piece == fact.subject else piece), subject=subject
        )

    def _subjects(self, fact: Fact, known: list[Piece]) -> list[Piece]:
        """Give what a fact may be about: a letter opens nothing, and nobody burns people."""
        others = [one for one in known if one not in self._acted_on(fact, known)]
        people = list(dict.fromkeys(filter(self._person, others)))
        if fact.subject[1:] and fact.subject[1] in self.grammar.words("persons") and len(people) == 1:
            return people if all(map(self._thing, set(others) - set(people))) else others
        if not fact.passive and fact.get("patient"):
            willed = fact.verb in self.grammar.verbs("willed")
            things = self.grammar.words("things")
            return [
                one for one in others if self._head(one) not in things and not (willed and self._thing(one))
            ]
        done_to_things = self.grammar.verbs("done_to_things") | self.grammar.words("handled")
        if fact.passive and fact.verb in done_to_things:
            return [one for one in others if not self._person(one)]
        return others

    def _goes_on(self, fact: Fact, before: Fact, known: list[Piece]) -> bool:
        """Tell whether what is done next is done to the same thing: only a purpose or a time names another that could be meant.

        `Forms are kept until May to settle claims . They are then burned.`
        """
        told = before.subject[1] if before.subject[:1] == ("told",) else before.subject
        if not fact.passive or not before.passive or not self._pronoun_for(fact.subject, told):
            return False
        if fact.verb in self.grammar.words("handled"):
            return True  # What happens to a thing next, as to no person: who does it is not meant, nor where.
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
        pair = (
            not fact.passive
            and not before.passive
            and patient is not None
            and acted is not None
            and self._pronoun_for(fact.subject, before.subject)
            and self._pronoun_for(patient, acted)
        )
        if not pair:
            return False
        someone = fact.subject[1] in self.grammar.words("persons")  # `She writes it down`: not of a form.
        named = {before.subject} if someone else {before.subject, acted}
        others = [piece for role, piece in before.roles if piece not in named and role not in _ASIDE]
        known = [
            one for piece in others for one in standing(piece) if not self._personal(one) and not _timely(one)
        ]
        return not any(
            self._fits(fact.subject[1], one) and not self._thing(one) for one in known if len(one) > 1
        )

    def _person(self, piece: Piece) -> bool:
        """Tell whether a noun names people."""
        head = self._head(piece)
        people = self.grammar.words("people") | self.grammar.words("callings")
        return head.removesuffix("s") in people or head in self.grammar.words("persons_all")

    def _thing(self, piece: Piece) -> bool:
        """Tell whether a noun, one or several, names what does nothing by itself."""
        head = self._head(piece)
        return not {head, head.removesuffix("s")}.isdisjoint(self.grammar.words("inert"))

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
        head, many = self._head(piece), pronoun in self.grammar.words("many")
        acting = many and pronoun in self.grammar.words("subjects")
        several = self._several(piece) or (acting and head in self.grammar.words("collectives"))
        if several != many or unlike(pronoun, head, self.grammar.rules):
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
        """Give the noun itself, without what goes with it: the last word in English, in French the first one that may be it."""
        words = list(spoken(piece))
        ends = [place for place, word in enumerate(words) if place and word in self.grammar.words("ofs")]
        words = words[: ends[0]] if ends else words
        before = self.grammar.words("prenominal")
        if not before:
            return words[-1]
        apart = before | self.grammar.words("determiners")
        return next((word for word in words if word not in apart and not word.isdigit()), words[-1])


def _timely(piece: Piece) -> bool:
    """Tell whether a noun is a period: nothing takes it up."""
    return any(word.startswith("#") for word in spoken(piece))


_ASIDE = frozenset({"adverb", "time"})
