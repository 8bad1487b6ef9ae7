"""Texts as lists of facts, free of the order of their clauses and of the breaks between their sentences."""

from __future__ import annotations

import itertools
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.consent import readers_leave
from notifier.core.editorial.facts.gathered import closed
from notifier.core.editorial.facts.impersonal import Impersonals
from notifier.core.editorial.facts.references import Memory, standing
from notifier.core.editorial.facts.values import GAP, SAME, Fact, Group, facts_in, noun, spoken
from notifier.core.editorial.facts.verbs import Verb

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Piece, Role
    from notifier.core.editorial.lexicon import Words


class Reader(Impersonals):
    """Reads sentences."""

    def text(self, text: str) -> tuple[Fact | Group, ...]:
        """Read a text of sentences into facts; nothing where one of them is not understood."""
        told: list[Fact | Group] = []
        begins: set[int] = set()
        if "(" in text and " . " in text:
            return ()  # What stands in brackets may go with more than its sentence.
        for sentence in filter(str.strip, text.split(" . ")):
            words = tuple(sentence.split())
            words = words[1:] if told and self.is_a(words[0], "next") else words
            if len(told) - 1 in begins and (explained := self._explained(words, told[-1])):
                told[-1] = explained
                continue
            found = self.sentence(words) if words and not self._past_told(words) else ()
            if not found:
                return ()
            begins.add(len(told))
            told += found
        written = (*told[:1], *map(self._after_it, told[1:]))
        resolved = Memory(self.grammar).resolved(written, frozenset(begins))
        return tuple(itertools.starmap(self._doing, zip(written, resolved, strict=True)))

    def _doing(self, written: Fact | Group, resolved: Fact | Group) -> Fact | Group:
        """Give who does what a passive tells of a pronoun: whoever would do it to the noun that it stands for."""
        if isinstance(written, Group) or isinstance(resolved, Group) or written.subject == resolved.subject:
            return resolved
        if not resolved.passive or resolved.get("agent") is not None:
            return resolved
        verb = Verb(names=[resolved.verb], force=list(resolved.force))
        agent = self._default(verb, resolved.subject, list(resolved.roles))
        return replace(resolved, roles=(*resolved.roles, ("agent", agent))) if agent else resolved

    def _explained(self, words: Words, fact: Fact | Group) -> Fact | None:
        """Read `this is because it rains` with what was told before: what it denies or limits has the reason elsewhere."""
        length = self.grammar.opening(words, 0, "explaining")
        role = self._subordinate(words[length:]) if length else None
        if (
            not role
            or not isinstance(fact, Fact)
            or self._bound(fact)
            or not self.is_a(role[0], "told_after")
        ):
            return None
        return replace(fact, roles=(*fact.roles, role))

    def _past_told(self, words: Words) -> bool:
        """Tell whether a French verb tells what was: `nous conservions`, where no `avant que` asks for the subjunctive."""
        asking = [at for at, (before, _) in enumerate(pairwise(words)) if self.is_a(before, "wishing")]
        told = (
            at
            for at, word in enumerate(words)
            if self.french and self._ours(words, at) and self.grammar.imperfect(word)
        )
        return any(not asking or place < asking[0] for place in told)

    def _ours(self, words: Words, place: int) -> bool:
        """Tell whether a word stands behind `nous` or `vous`, with or without other pronouns: there it is a verb."""
        while place and self.is_a(words[place - 1], "clitics"):
            place -= 1
            if self.is_a(words[place], "first_and_second"):
                return True
        return False

    def _after_it(self, fact: Fact | Group) -> Fact | Group:
        """Leave out `then` of what follows anyway."""
        if isinstance(fact, Group):
            return fact
        then = {
            ("adverb", noun((word,))) for word in (self.grammar.one("next"), *self.grammar.words("nexts"))
        }
        return fact.with_roles(tuple(role for role in fact.roles if role not in then))

    def sentence(self, words: Words) -> tuple[Fact | Group, ...]:
        """Read a sentence: a main clause or several, what leads them, and what a clause with `which` adds."""
        if words not in self._sentences:
            self._sentences[words] = self._whole_sentence(words)
        return self._sentences[words]

    def _whole_sentence(self, words: Words) -> tuple[Fact | Group, ...]:
        if parts := self._closed_off(words) or self._gone_on(words):
            return parts
        for place in range(1, len(words) - 2):
            if words[place] in self._before_which and (added := self._added(words, place)):
                return added
        if self.is_a(words[0], "fronted"):
            return tuple(self._denied_in_front(fact, words[0]) for fact in self.clauses(words[1:]))
        lead, rest = self._lead(words)
        if lead is None:
            lead, rest = self._set_off(rest)
        facts = self.clauses(rest)
        if not lead and not facts:
            lead, rest = self._put_in(rest)
            facts = self.clauses(rest) if lead else ()
        if not lead or not facts:
            return facts
        if not self.french and self.is_a(lead[0], "conditional"):
            memory = Memory(self.grammar)
            facts = tuple(memory.led(fact, lead[1]) if isinstance(fact, Fact) else fact for fact in facts)
        told = [self._under(fact, lead) for fact in facts if isinstance(fact, Fact)]
        if len(told) == len(facts):
            return tuple(told)
        return (Group(kind="under", facts=facts, under=lead),)

    def _gone_on(self, words: Words) -> tuple[Fact | Group, ...]:
        """Read what a sentence goes on with behind a purpose: `kept so that you can see it , then burned`."""
        if self.french or not any(self._aims(words, at) for at in range(1, len(words))):
            return ()
        for at in range(len(words) - 2, _LEAST, -1):
            tail = self._tail(words, at)
            main = self.sentence(words[:at]) if tail else ()
            one = main[0] if len(main) == 1 else None
            if isinstance(one, Fact) and self._goes_on(one, tail):
                alone = self.is_a(tail[0], "subjects")
                told = self.clauses(tail) if alone else self.clauses(tail, one)
                if told:
                    return (one, *told)
        return ()

    def _aims(self, words: Words, at: int) -> bool:
        """Tell whether a purpose begins at a place."""
        length = self.grammar.opening(words, at, "subordinators")
        clause = length and self.grammar.named(" ".join(words[at : at + length])) == self.grammar.one("to")
        return bool(clause) or (words[at] == self.grammar.one("to") and self.bare(words, at + 1))

    def _tail(self, words: Words, at: int) -> Words:
        """Give what follows a comma and tells what comes next; nothing where it may still be part of the purpose."""
        if words[at] != "," and not (
            self.is_a(words[at], "joiners")
            and any(self.is_a(word, "nexts") for word in words[at + 1 : at + _LEAST])
        ):
            return ()
        rest = words[at + 1 :]
        rest = rest[1:] if self.is_a(rest[0], "joiners") else rest
        later = any(self.is_a(word, "nexts") for word in rest)
        rest = rest[1:] if len(rest) > 1 and self.is_a(rest[0], "nexts") else rest
        return rest if later else ()

    def _goes_on(self, main: Fact, tail: Words) -> bool:
        """Tell whether a tail can only go on with the main clause: its verb has another form than that of the purpose."""
        aims = [piece for role, piece in main.roles if role == self.grammar.one("to")]
        if len(aims) != 1 or not isinstance(aims[0], Fact):
            return False
        aim = aims[0]
        able = bool(aim.force) or aim.subject == SAME
        if self.is_a(tail[0], "subjects"):
            return self.is_a(tail[0], "taking_up")
        if main.passive:
            return able and (bool(self.participle(tail[0])) or self.is_a(tail[0], "is"))
        return able and tail[0] in self.grammar.third

    def _closed_off(self, words: Words) -> tuple[Fact, ...]:
        """Read `you see the price, and nothing else` as what you see only; `… if you ask, not otherwise` likewise."""
        for written, what in self.rules.table("reading_closings").items():
            closing = tuple(written.split())
            body = words[: -len(closing)]
            if len(body) < _LEAST or words[-len(closing) :] != closing:
                continue
            told = self.sentence(body[:-1] if body[-1] == "," else body)
            one = told[0] if len(told) == 1 else None
            return closed(one, str(what), self.grammar) if isinstance(one, Fact) else ()
        return ()

    def _denied_in_front(self, fact: Fact | Group, word: str) -> Fact | Group:
        """Write `jamais la banque ne vous demande` as `la banque ne vous demande jamais`."""
        if isinstance(fact, Group):
            return fact
        return replace(fact, force=(*(force for force in fact.force if force != "ne"), word))

    @property
    def _before_which(self) -> frozenset[str]:
        return self.grammar.words("joiners") | {","}

    def _added(self, words: Words, place: int) -> tuple[Fact | Group, ...] | None:
        """Read a clause with `which` that adds something about the noun before it."""
        start = place + 1
        prepositions = self.grammar.opening(words, start, "prepositions")
        which = start + prepositions
        if not self.is_a(words[which] if which < len(words) else "", "which"):
            return None
        main = self.sentence(words[:place])
        if not main or not isinstance(main[-1], Fact) or self._bound(main[-1]):
            return None
        noun_before = _last(main[-1], words[:place])
        following = words[which + 1 :]
        told = self.clause(following) if prepositions else self.relative(following, words[which])
        if not told or not noun_before or self._placed_noun(noun_before):
            return None
        if told.subject == GAP and told.passive and not prepositions:
            told = (
                self.clause(following, subject=noun_before) or told
            )  # It tells who does it, as a sentence does.
        if prepositions:
            key = self.grammar.named(" ".join(words[start:which]))
            told = replace(told, roles=(*told.roles, (key, GAP)))
        filled = told.put(lambda _, piece: noun_before if piece == GAP else piece)
        return (*main, replace(filled, subject=noun_before if told.subject == GAP else told.subject))

    def _placed_noun(self, piece: Piece) -> bool:
        """Tell whether a noun stands beside another one, so that nobody can tell which is meant: `the cup on the table , which …`."""
        words = tuple(spoken(piece))
        placed = (at for at in range(1, len(words)) if self.grammar.opening(words, at, "prepositions"))
        return any(not self.is_a(words[at], "ofs") for at in placed)

    def _bound(self, fact: Fact) -> bool:
        """Tell whether a fact denies or limits something, or stands under a condition that may reach over."""
        denied = any(self.is_a(force, "denials", "only") for force in fact.force)
        return denied or any(
            facts_in(piece) or "only" in role or self._limits(piece) for role, piece in fact.roles
        )

    def _limits(self, piece: Piece) -> bool:
        return any(self.is_a(word, "only", "none") for word in spoken(piece))

    def _lead(self, words: Words) -> tuple[Role | None, Words]:
        """Part a sentence from what leads it."""
        if self.is_a(words[0], "only"):
            return self._limited_lead(words) if self.french else self._inverted(words)
        kinds = ("subordinators", "prepositions", "adverbials")
        opens = any(self.grammar.opening(words, 0, kind) for kind in kinds)
        purpose = words[0] == self.grammar.one("to") and self.bare(words, 1)
        if not opens and not purpose and not self.measure(words, 0):
            return None, words
        for place, word in enumerate(words):
            rest = words[place + 1 :]
            if word == "," and rest and (self.verb_at(rest) is not None or self.ordering(rest)):
                lead = self.adjunct(words[:place])
                if lead:
                    return (self._fronted(lead), rest)
        return self._close_lead(words) if not purpose and not self.french else (None, words)

    def _close_lead(self, words: Words) -> tuple[Role | None, Words]:
        """Part a sentence from a place or time that no comma sets off: `at ten the nurse closes it`."""
        for place in range(1, len(words) - 1):
            if place == 1 and not self.is_a(words[0], "nexts"):
                continue
            begins = self.is_a(words[place], "subjects", "definite", "article", "owners")
            before = words[place - 1]
            closed = (
                self.is_a(before, "joiners", "determiners", "relatives", "denials") and not before.isdigit()
            )
            if not begins or closed or self.grammar.opening(words, place - 1, "prepositions"):
                continue
            rest = words[place:]
            lead = self._led(words[:place]) if self.verb_at(rest) is not None else None
            if lead and not any(self.is_a(word, "relatives") for word in words[:place]):
                return lead, rest
        return None, words

    def _set_off(self, words: Words) -> tuple[Role | None, Words]:
        """Part a sentence from what stands between commas beside its verb: `you may , at any time , cancel`."""
        commas = [place for place, word in enumerate(words) if word == "," and place]
        for start, end in pairwise(commas):
            before, after = words[:start], words[end + 1 :]
            beside = self.is_a(before[-1], "modals", "is") or (
                start == 1 and self.is_a(before[0], "subjects")
            )
            if beside and self.verb_at((*before, *after)) is not None:
                lead = self.adjunct(words[start + 1 : end])
                if lead:
                    return lead, (*before, *after)
        return None, words

    def _put_in(self, words: Words) -> tuple[Role | None, Words]:
        """Part a sentence from a clause or a time between commas within it: `bids are burnt , once he has signed , by us`."""
        commas = [place for place, word in enumerate(words) if word == "," and place]
        for start, end in pairwise(commas):
            before, after = words[:start], words[end + 1 :]
            inner = words[start + 1 : end]
            timely = self.grammar.opening(inner, 0, "prepositions") == 1 and self.is_a(inner[0], "put_in")
            apart = timely or self.grammar.opening(inner, 0, "subordinators")
            if after and apart and self.verb_at((*before, *after)):
                return self.adjunct(inner), (*before, *after)
        return None, words

    def _inverted(self, words: Words) -> tuple[Role | None, Words]:
        """Read `only with a guide can children enter` as what children can only do with a guide."""
        for place in range(2, len(words) - 2):
            helping = self.is_a(words[place], "helping")
            if not helping and not self.is_a(words[place], "modals", "is"):
                continue
            lead = self.adjunct(words[1:place])
            rest = words[place + 1 :]
            acts = [at for at in range(1, len(rest)) if self._acts_at(rest, at, words[place])] if lead else []
            acts.sort(key=lambda at: not self.is_a(rest[at], "being"))  # `Be` is no noun.
            turned = () if helping else (words[place],)
            turns = ((*rest[:at], *turned, *rest[at:], *words[:place]) for at in acts)
            if plain := next(filter(self.clauses, turns), None):
                return None, plain
        return None, words

    def _acts_at(self, words: Words, place: int, auxiliary: str) -> bool:
        """Tell whether the verb stands there that its auxiliary left: `be opened`, `open`, after `is` `opened`."""
        done = bool(self.participle(words[place])) and self.is_a(auxiliary, "is", "have")
        return done or words[place] in self.grammar.base or self.is_a(words[place], "being")

    def _limited_lead(self, words: Words) -> tuple[Role | None, Words]:
        """Read `seulement avec un guide , les enfants peuvent entrer`."""
        place = words.index(",") if "," in words else 0
        lead = self.adjunct(words[1:place]) if place > 1 else None
        rest = words[place + 1 :]
        if lead and rest and self.verb_at(rest) is not None:
            return (f"only {lead[0]}", lead[1]), rest
        return None, words

    def _fronted(self, lead: Role) -> Role:
        """Write `where` before a sentence as `if`, where no place is meant."""
        key, piece = lead
        general = isinstance(piece, Fact) and not self.is_a(next(spoken(piece.subject), ""), "subjects")
        return (self.grammar.named(f"fronted {key}") if general else key).removeprefix("fronted "), piece

    def _under(self, fact: Fact, lead: Role) -> Fact:
        """Put a fact under what leads it; where more than one thing could be meant it keeps its place."""
        key, piece = lead
        conditional = self.is_a(key.split()[0], "conditional")
        reason = self.is_a(key.split()[0], "reasons")
        clause = conditional and isinstance(piece, Fact | Group) and not reason
        second = any(
            self.is_a(role.split()[0], "conditional") and isinstance(part, Fact | Group)
            for role, part in fact.roles
        )
        limited = "only" in fact.force or any("only" in role for role, _ in fact.roles)
        limited = limited or any("only" in set(kinds(part)) for _, part in fact.roles)
        denied = self._denied(fact) and not clause
        moved = second or limited or denied or self._placed(fact, lead)
        place = f"lead {key}" if moved and not key.startswith("only ") else key
        unnamed = (
            self.french and fact.passive and fact.get("agent") is None and readers_leave([lead], self.grammar)
        )
        doer = (self.grammar.by_writer,) if unnamed else ()
        return replace(fact, roles=(*fact.roles, *doer, (place, piece)))

    def _placed(self, fact: Fact, lead: Role) -> bool:
        """Tell whether a place may tell which things are meant: `the photos of the children at school`."""
        key, piece = lead
        timed = any(word in self.rules.months or word in self.rules.seasons for word in spoken(piece))
        if timed or not self.is_a(key.split()[0], "where"):
            return False
        return any(self.is_a(word, "ofs") for _, part in fact.roles for word in spoken(part))

    def _denied(self, fact: Fact) -> bool:
        return any(self.is_a(force, "denials") for force in fact.force) or any(
            self.is_a(word, "none") for _, piece in fact.roles for word in spoken(piece)
        )


_LEAST = 3


def kinds(piece: Piece | Fact | Group | str) -> tuple[str, ...]:
    """Give the kinds of a part and of all its parts."""
    if isinstance(piece, str | Fact | Group):
        return ()
    return (str(piece[0]), *(kind for part in piece[1:] for kind in kinds(part)))


def _last(fact: Fact, words: Words) -> Piece | None:
    """Give the noun that ends a clause; none where it holds another that could be meant."""
    for _, piece in fact.roles:
        told = tuple(spoken(piece))
        if standing(piece) and told and words[-len(told) :] == told:
            return piece if len(list(standing(piece))) == 1 else None
    return None
