"""Who does what to whom: the parts around a verb get their roles, whatever voice it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.consent import readers_leave
from notifier.core.editorial.facts.values import GAP, SAME, Fact, Piece, is_noun, noun, spoken
from notifier.core.editorial.facts.verbs import Verb, Verbs

if TYPE_CHECKING:
    from notifier.core.editorial.facts.values import Role
    from notifier.core.editorial.lexicon import Words


def _with_particle(name: str, roles: list[Role]) -> tuple[str, list[Role]]:
    """Take the particle that stands after its object to its verb: `hand the plan back`."""
    taken = [role for role in roles if role[0] == "particle"]
    if len(taken) != 1 or " " in name:
        return name, roles
    return f"{name} {taken[0][1][1]}", [role for role in roles if role is not taken[0]]


def _whole(objects: list[Piece], roles: list[Role], ofs: frozenset[str]) -> tuple[list[Piece], list[Role]]:
    """Put `of the contract` back to the copy that it tells: `send a copy to you of the contract`; what one disposes of is acted on."""
    told = [role for role in roles if role[0] in ofs and is_noun(role[1])]
    if len(told) == 1 and not objects:
        return [told[0][1]], [role for role in roles if role is not told[0]]
    if len(told) != 1 or len(objects) != 1 or not is_noun(objects[0]):
        return objects, roles
    whole = noun((*objects[0][1:], told[0][0], *told[0][1][1:]))
    return [whole], [role for role in roles if role is not told[0]]


_ALONE = 2
"""A part of one word."""


class Frames(Verbs):
    """Gives the parts of a clause their roles."""

    def framed(
        self, words: Words, at: int, subject: Piece, *, shared: Fact | None = None, ordered_to: bool = False
    ) -> Fact | None:
        """Read a clause from its verb on."""
        if plain := self._neither_of(words, at):
            told = self.framed(plain, at, subject, shared=shared, ordered_to=ordered_to)
            return told and told.beyond(self.grammar.words("how_often")).denied(self.grammar.one("not"))
        sure = self.bare(words, at) if shared else ordered_to or at > 0 or subject[0] != "noun"
        verb = self.verb(words, at, shared=bool(shared and shared.passive), sure=sure)
        if verb is None:
            return None
        after = self._let(words, verb) or self.complements(words, verb.end)
        giving = verb.names[0] in self.grammar.verbs("giving")
        if after is None or len(after[0]) > 1 + (giving and not verb.passive):
            after = self._had(words, verb)
        if after is None:
            return None
        objects, roles = after
        verb.names[0], roles = _with_particle(verb.names[0], [*verb.roles, *roles])
        for clitic in verb.clitics:
            if noun((clitic,)) == subject:
                roles.append(("se", noun(("se",))))
            else:
                self._clitic(clitic, verb, objects, roles)
        if ordered_to:
            verb.force.insert(0, "!")
        elif shared:
            verb.force = self._lent(verb, shared)
        return self._fact(verb, subject, objects, roles)

    def _neither_of(self, words: Words, at: int) -> Words:
        """Write `records neither sound nor faces` as what is not done to `sound or faces`; nothing where it is not so."""
        neither, nor = self.grammar.one("neither").split()
        denied = any(self.is_a(word, "denials") for word in words[at:])
        first = next((place for place in range(at + 1, len(words)) if words[place] == neither), 0)
        if self.french or not first or words[first:].count(nor) != 1 or denied:
            return ()
        rest = (self.grammar.rules.joiners[1] if word == nor else word for word in words[first + 1 :])
        return (*words[:first], *rest)

    def _let(self, words: Words, verb: Verb) -> tuple[list[Piece], list[Role]] | None:
        """Read whom something lets do what: `we let a carer collect it`."""
        if verb.names[0] not in self.grammar.verbs("letting") or verb.passive:
            return None  # `Nobody is let in`.
        for at in range(verb.end + 1, len(words)):
            sure = not self.is_a(words[at], "nouny") or self.is_a(
                self.after(words, at), "determiners", "objects"
            )
            if self.bare(words, at) and sure and self._noun_before(words, at):
                return self._raising(words, verb, at, self.grammar.one("to"))
        return None

    def _had(self, words: Words, verb: Verb) -> tuple[list[Piece], list[Role]] | None:
        """Read what somebody has done to what: `you can have it removed later`."""
        if not self.is_a(verb.names[0], "have") or self.french:
            return None
        places = range(verb.end + 1, len(words))
        at = next((at for at in places if self.participle(words[at]) and self._noun_before(words, at)), 0)
        return self._raising(words, verb, at, "done", (self.grammar.one("is"),)) if at else None

    def _raising(
        self, words: Words, verb: Verb, at: int, key: str, opening: Words = ()
    ) -> tuple[list[Piece], list[Role]] | None:
        """Read what an act is done by or to, from the verb before it to a place, and the act from there on."""
        who, end = self.noun(words[verb.end : at], 0, deep=True)
        last = self.raised(words, at)
        done = self.clause((*opening, *words[at:last]), subject=SAME) if end == at - verb.end else None
        rest = self.complements(words, last)
        return ([who], [(key, done), *rest[1]]) if who and done and rest else None

    def _lent(self, verb: Verb, shared: Fact) -> list[str]:
        """Give the force of a verb that leans on the one before: its modal verb and denial reach over to it."""
        if verb.own:
            return verb.force
        kinds = (
            ("modals",) if any(self.is_a(force, "denials") for force in verb.force) else ("modals", "denials")
        )
        lent = [force for force in shared.force if force == "!" or self.is_a(force, *kinds)]
        return [*lent, *verb.force]

    def _clitic(self, word: str, verb: Verb, objects: list[Piece], roles: list[Role]) -> None:
        """Give a pronoun before a French verb its role."""
        name = self.rules.pronouns.get(word, word)
        if self.is_a(word, "acted"):
            objects.append(noun((self.grammar.named(word),)))
        elif self.is_a(word, "given"):
            roles.append((self.grammar.one("to"), noun((self.grammar.named(word),))))
        elif not self.is_a(word, "subjects"):
            roles.append((word, noun((word,))))
        elif objects or verb.passive or verb.names[0] in self.grammar.verbs("dative"):
            roles.append((self.grammar.one("to"), noun((name,))))
        else:
            objects.append(noun((name,)))

    def _fact(self, verb: Verb, subject: Piece, objects: list[Piece], roles: list[Role]) -> Fact:
        """Give each part its role: in the passive the subject is what is acted on."""
        giving = verb.names[0] in self.grammar.verbs("giving")
        objects, roles = _whole(objects, roles, self.grammar.words("ofs"))
        if verb.names[0] in self.grammar.verbs("making"):
            objects, roles = self._made(objects, roles)
        if verb.passive:
            roles = self._suffered(verb, subject, objects, roles, giving=giving)
        else:
            roles = [("agent", subject), *self._acted(objects, giving=giving), *roles]
        name, roles = self._asked(*self._light(verb.names[0], roles))
        names = [name, *verb.names[1:]]
        told = [self._handed(self.grammar.synonyms.get(one, one), roles) for one in names]
        return Fact(
            force=tuple(verb.force),
            verb=f" {verb.joiner} ".join(told),
            roles=tuple(roles),
            subject=subject,
            passive=verb.passive,
        )

    def _handed(self, verb: str, roles: list[Role]) -> str:
        """Give the verb of giving for one of handing something to somebody: `we surrender footage to the police`."""
        known = dict(roles)
        handed = verb in self.grammar.verbs("handing_to") and is_noun(known.get(self.grammar.one("to")))
        return self.grammar.verb(self.grammar.one("give")) if handed and "patient" in known else verb

    def _made(self, objects: list[Piece], roles: list[Role]) -> tuple[list[Piece], list[Role]]:
        """Part what something is made from what is made: `il rend anonymes les réponses`."""
        made = [piece for piece in objects if is_noun(piece) and len(piece) == _ALONE]
        rest = [piece for piece in objects if piece not in made]
        return rest, [*roles, *(("as", piece) for piece in made)]

    def _acted(self, objects: list[Piece], *, giving: bool) -> list[Role]:
        """Give the objects of an active verb their roles: who is given something stands first."""
        if len(objects) == 2 and giving:
            return [(self.grammar.one("to"), objects[0]), ("patient", objects[1])]
        return [("patient", piece) for piece in objects]

    def _suffered(
        self, verb: Verb, subject: Piece, objects: list[Piece], roles: list[Role], *, giving: bool
    ) -> list[Role]:
        """Give the parts of a passive their roles."""
        doer = self._doer(objects, roles)
        agent = doer and (("only", doer[1]) if doer[0].startswith("only ") else doer[1])
        rest = [role for role in roles if role is not doer]
        if agent is None and subject != GAP:
            got = len(objects) == 1 and giving
            agent = self._default(
                verb,
                objects[0] if got else subject,
                [*roles, (self.grammar.one("to"), subject)] if got else roles,
            )
        else:
            agent = self._pronoun(agent)
        if len(objects) == 1 and giving:
            rest += [(self.grammar.one("to"), self._pronoun(subject)), ("patient", objects[0])]
        else:
            rest += [("patient", subject), *(("as", piece) for piece in objects)]
        return [*rest, ("agent", agent)] if agent else rest

    def _doer(self, objects: list[Piece], roles: list[Role]) -> Role | None:
        """Give the part that names who acts; behind a verb with no noun between, it belongs to no other verb."""
        beside = next((role for role in roles if role[0] != "adverb"), None)
        if beside and beside[0].startswith("near ") and not objects:
            near = (beside[0].removeprefix("near "), beside[1])
            return beside if self._by_whom(near) else None
        return next((role for role in roles if self._by_whom(role)), None)

    def _by_whom(self, role: Role) -> bool:
        """Tell whether a part names who acts, or who alone does."""
        name, piece = role
        return name.removeprefix("only ") == self.grammar.one("by") and self._acts(piece)

    def _acts(self, piece: Piece) -> bool:
        """Tell whether what follows `by` may act: it is no channel, deadline or means."""
        told = f" {' '.join(spoken(piece))} "
        return isinstance(piece, tuple) and not self.rules.channels.search(told)

    def _pronoun(self, piece: Piece | None) -> Piece | None:
        """Write `us` as `we`."""
        if piece and piece[0] == "noun" and len(piece) == 2:
            return noun((self.rules.pronouns.get(piece[1], piece[1]),))
        return piece

    def _default(self, verb: Verb, patient: Piece, roles: list[Role]) -> Piece | None:
        """Give who acts where no agent is named: the writer, or the reader with what only the reader does; or nobody."""
        rules, name = self.rules, verb.names[0]
        words = list(spoken(patient))
        modal = any(self.is_a(force, "modals") for force in verb.force)
        if name in rules.yours and modal and words[-1] in rules.turns["your"].split():
            return noun((rules.turns["reader"],))
        receivers = [set(spoken(piece)) for role, piece in roles if role == self.grammar.one("to")]
        to_reader = any(self.grammar.one("reader") in told for told in receivers)
        handed = name in self.grammar.verbs("handing") and receivers and rules.writer not in receivers[0]
        to_reader = to_reader or bool(handed)
        enabled = modal and len(verb.force) == 1 and self.is_a(verb.force[0], "enabling")
        if enabled and name in self.grammar.verbs("readers") and not self._own(words):
            return noun((rules.turns["reader"],))
        # What nobody does without the reader's consent, the writer does not.
        if readers_leave(roles, self.grammar) and (self.french or self.chosen("new")):
            return noun((rules.writer,))
        name = self._light(name, [("patient", patient)])[0]
        meant = {name, self.grammar.synonyms.get(name, name)}
        unknown = not meant.isdisjoint(rules.unowned) or rules.contended(name, verb.force, words)
        if verb.joiner not in {"", self.rules.joiners[0]} or (unknown and not to_reader):
            return None
        told = f" {' '.join([*verb.force, *words])} "
        wider = self.chosen("new") and not rules.forbids(verb.force)
        return None if rules.limiting.search(told) and not wider else noun((rules.writer,))

    def _own(self, words: list[str]) -> bool:
        """Tell whether something is the reader's: others may see it, too."""
        return any(self.is_a(word, "theirs") for word in words)

    def _act(self, word: str) -> str:
        """Give the name of the verb of a noun of action, also in the plural; empty for another noun."""
        one = re.sub("ies$", "y", word).removesuffix("s")
        if self.is_a(one, "acts"):
            return self.lemma(one)
        act = self.rules.nominal(one)
        return self.grammar.act(act) if act else ""

    def _asked(self, verb: str, roles: list[Role]) -> tuple[str, list[Role]]:
        """Write `ask the desk for a copy` as `request a copy from the desk`."""
        parts = dict(roles)
        if self.french or verb != "ask" or not {"for", "patient"} <= parts.keys():
            return verb, roles
        turned = {"for": "patient", "patient": "from"}
        return "request", [(turned.get(role, role), piece) for role, piece in roles]

    def _light(self, verb: str, roles: list[Role]) -> tuple[str, list[Role]]:
        """Write `make a check of your bag` as `check your bag`."""
        towards = verb in self.grammar.verbs("light_to")
        if not towards and verb not in self.grammar.verbs("light"):
            return verb, roles
        for place, (name, piece) in enumerate(roles):
            named = isinstance(piece, tuple) and piece[0] == "noun"
            if name not in {self.grammar.one("to"), "" if towards else "patient"} or not named:
                continue
            words = piece[2:] if self.is_a(piece[1], "definite", "article") else piece[1:]
            act = self._act(words[0]) if len(words) > 2 and self.is_a(words[1], "ofs") else ""
            if act:
                several = (self.grammar.one("the"),) if words[1] == "des" else ()
                done: Role = ("patient", noun((*several, *words[2:])))
                return act, [*roles[:place], done, *roles[place + 1 :]]
        return verb, roles
