"""Impersonal sentences, told by who does it: `changing the code is possible`, `you can change the code`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from notifier.core.editorial.facts.clauses import Clauses
from notifier.core.editorial.facts.values import SAME, Fact, noun, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.editorial.facts.values import Part, Piece, Role
    from notifier.core.editorial.lexicon import Words


class Impersonals(Clauses):
    """Reads what is said of an act as what somebody does."""

    def _stated(self, words: Words, at: int) -> Fact | None:
        """Read a clause whose subject stands before its verb; an act that is possible is what somebody can do."""
        act = self.gerund(words[0]) and bool(self._nouns_of_acts)
        found = self.framed(words, at, noun(words[:at])) if act else super()._stated(words, at)
        if found is None or not self._nouns_of_acts:
            return found
        told = self._of_act if found.verb == "is" else self._forbidden
        return told(found, words[:at]) or found

    def _of_act(self, found: Fact, subject: Words) -> Fact | None:
        """Read what an act is: possible, free, open to somebody, or at some place."""
        told = found.get("patient")
        how = " ".join(spoken(told)) if told else ""
        others = [role for role in found.roles if role[0] not in {"agent", "patient"}]
        if found.force:
            return None
        if how == self.grammar.one("open"):
            return self._admitted(subject, others)
        if told:
            return None
        if ("adverb", noun((self.grammar.one("free"),))) in others:
            return self._done(subject, (self.grammar.one("can"),), others)
        placed = bool(others) and not self.gerund(subject[0])
        return self._done(subject, (), others) if placed else None

    def _admitted(self, subject: Words, others: list[Role]) -> Fact | None:
        """Read to whom an act is open."""
        for key in (self.grammar.one("to"), f"only {self.grammar.one('to')}"):
            who = [piece for role, piece in others if role == key]
            if len(who) == 1 and isinstance(who[0], tuple):
                acting = ("only", who[0]) if key.startswith("only") else who[0]
                rest = [role for role in others if role[0] != key]
                return self._done(subject, (self.grammar.one("can"),), rest, acting)
        return None

    def _forbidden(self, found: Fact, subject: Words) -> Fact | None:
        """Read for whom an act is forbidden."""
        who = found.get(self.grammar.one("for_whom"))
        ban = found.verb in self.grammar.verbs("forbidding") and found.passive and not found.force
        if not ban or not isinstance(who, tuple):
            return None
        agents = {"agent", "patient", self.grammar.one("for_whom")}
        others = [role for role in found.roles if role[0] not in agents]
        force = (self.grammar.one("obliging"), self.grammar.one("not"))
        return self._done(subject, force, others, who)

    def _done(
        self, subject: Words, force: tuple[str, ...], others: list[Role], who: Piece | None = None
    ) -> Fact | None:
        """Give an act as what somebody does; the reader where nobody is named."""
        act = self._act_of(subject)
        if act is None or act.force:
            return None
        doing = who or noun((self.grammar.one("reader"),))

        def one(_: str, piece: Part) -> Part:
            return doing if piece == SAME else piece

        told = act.put(one)
        return replace(told, force=force, roles=(*told.roles, *others), subject=doing)

    def _act_of(self, words: Words) -> Fact | None:
        """Read an act that stands as a noun: `changing the code`, `cancellation of the order`."""
        words = words[1:] if len(words) > 1 and self.is_a(words[0], "definite", "article") else words
        if self.gerund(words[0]):
            return self.clause(words, subject=SAME)
        verb = self._nouns_of_acts.get(words[0])
        if not verb:
            return None
        rest = words[2:] if self.is_a(self.after(words, 0), "ofs") else words[1:]
        return self.clause((*str(verb).split(), *rest), subject=SAME)

    @property
    def _nouns_of_acts(self) -> Mapping[str, str]:
        """Noun of what the reader does → its verb."""
        return self.rules.table("reading_acts")
