"""The shapes that the sentences of one language take; data, read from `rules/editorial.*.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from notifier.core.editorial.gerunds import stem
from notifier.core.editorial.lexicon import Lexicon
from notifier.core.editorial.needs import Slots, Sought
from notifier.core.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, kw_only=True, eq=False)
class Shapes(Lexicon):
    """The tables of turns and shapes: how a sentence of this language is built, and which words tell it."""

    def edged(self, written: str) -> str:
        """Write the edges of a pattern over tokens, where `^` and `$` are those of a sentence."""
        start = r"(?:(?<=\A) |(?<= \.) )" if written.startswith("^") else " "
        end = r"(?: (?=\Z)| (?=[.‖]))" if written.endswith("$") else " "
        return f"{start}{written.removeprefix('^').strip().removesuffix('$').strip()}{end}"

    @cached_property
    def turns(self) -> Mapping[str, str]:
        """The patterns of the turns, as written."""
        return dict(self.table("turns"))

    def turn(self, name: str) -> re.Pattern[str]:
        """Compile one pattern of the turns over a whole sentence, spaces as written."""
        return re.compile(self.spelled(self.turns[name]))

    def sought(self, table: str, name: str) -> Sought:
        """Give a pattern that takes long to ask and that few sentences match."""
        return Sought(self.table(table)[name], self.slots)

    @cached_property
    def shape(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of the table of shapes, by name, over a whole sentence; each is compiled when it is asked for."""
        table = self.table("shapes")
        return Memory(lambda name: re.compile(self.spelled(table[name])))

    @cached_property
    def reasons(self) -> frozenset[str]:
        """Words that give a reason, which a denial before them may be about."""
        return self.listed("reading", "reasons")

    @cached_property
    def over_last(self) -> re.Pattern[str] | None:
        """Of those, sentences in which it goes with the last of what is joined alone; none where the language has none."""
        return self._shaped("over_last")

    def _shaped(self, name: str) -> re.Pattern[str] | None:
        """Compile a shape that not every language has."""
        written = self.table("shapes").get(name)
        return re.compile(self.spelled(written)) if written else None

    @cached_property
    def heard(self) -> Mapping[tuple[str, str], tuple[re.Pattern[str], ...]]:
        """A word and one that sounds alike → the sentences around `_` in which only the second one can stand."""
        table = {(old, new): shapes for old, new, shapes in self.table("slips").get("heard", ())}
        return Memory(lambda pair: tuple(re.compile(self.spelled(shape)) for shape in table.get(pair, ())))

    def spelled(self, written: str) -> str:
        """Write out the slots and the lists of a pattern."""
        return self.slots.spelled(written)

    @cached_property
    def slots(self) -> Slots:
        """What goes by its name in patterns: `<n>` a number, `<u>` a unit, `<w>` a word, `<x>` words of one sentence.

        Lists of the `sets` table go by theirs: `<persons>`; a list may hold a slot, or a list that comes later.
        """
        lists = ((f"<{name}>", f"(?:{words})") for name, words in self.table("sets").items())
        return Slots((*lists, *((f"<{name}>", words) for name, words in _SLOTS.items())))

    @cached_property
    def passive(self) -> re.Pattern[str]:
        """A sentence in the passive: `patient`, `modal`, `adverb`, `verb`, `rest`."""
        return self.turn("passive")

    @cached_property
    def passive_verbs(self) -> re.Pattern[str]:
        """A `verb` in the passive, anywhere."""
        return self.turn("passive_verbs")

    @cached_property
    def entangled(self) -> re.Pattern[str]:
        """What no patient may hold: another clause, or a place or recipient that may go with the verb."""
        return self.turn("entangled")

    @cached_property
    def limiting(self) -> re.Pattern[str]:
        """Words that deny or limit."""
        return self.turn("limiting")

    @cached_property
    def by(self) -> re.Pattern[str]:
        """What introduces the agent of a passive."""
        return self.turn("by")

    @cached_property
    def agent_ends(self) -> re.Pattern[str]:
        """What ends the agent of a passive."""
        return self.turn("agent_ends")

    @cached_property
    def channels(self) -> re.Pattern[str]:
        """What follows `by` and is no agent: a channel, a deadline, a means."""
        return self.turn("channels")

    @cached_property
    def fronted(self) -> re.Pattern[str]:
        """The beginning of a clause that stands before its main clause."""
        return self.turn("fronted")

    @cached_property
    def trailing(self) -> re.Pattern[str]:
        """The beginning of a clause that stands after its main clause."""
        return self.turn("trailing")

    @cached_property
    def divided(self) -> re.Pattern[str]:
        """Signs that a main clause has parts, of which a clause at its end may concern only the last."""
        return self.turn("divided")

    @cached_property
    def modified(self) -> re.Pattern[str]:
        """Signs that what follows may go with a noun: `letters received`, `letters you write`."""
        return self.turn("modified")

    @cached_property
    def writer(self) -> str:
        """Who writes the text."""
        return self.turns["writer"]

    @cached_property
    def before_nouns(self) -> frozenset[str]:
        """Words after which a word is a noun, not a verb."""
        return self.listed("turns", "before_nouns")

    @cached_property
    def joiners(self) -> tuple[str, str]:
        """`and` and `or`."""
        first, second = self.turns["joiners"].split()
        return first, second

    @cached_property
    def serial(self) -> Sought:
        """A list of short items with a comma before its last joiner."""
        return self.sought("turns", "serial")

    @cached_property
    def items(self) -> Sought:
        """A list of short `items` with its `joiner`, after a word that opens it."""
        return self.sought("turns", "items")

    @cached_property
    def floating(self) -> re.Pattern[str]:
        """Adverbials that mean the same wherever they stand beside one verb."""
        return self.turn("floating")

    @cached_property
    def roaming(self) -> re.Pattern[str]:
        """Adverbials that mean the same at the edges of a clause and beside its verb, where nothing is denied."""
        return self.turn("roaming")

    @cached_property
    def coordinated(self) -> re.Pattern[str]:
        """What joins two clauses."""
        return self.turn("coordinated")

    @cached_property
    def parted(self) -> re.Pattern[str]:
        """What stands between two clauses that could be a sentence each."""
        return self.turn("parted")

    @cached_property
    def subordinate(self) -> frozenset[str]:
        """Words of a clause that depends on another, so that no full stop may part them."""
        return self.listed("turns", "subordinate")

    @cached_property
    def finite(self) -> re.Pattern[str]:
        """A word that may be the verb of a clause."""
        return self.turn("finite")

    @cached_property
    def purposes(self) -> Sought:
        """Two purposes, as `items` with their `joiner`."""
        return self.sought("turns", "purposes")

    @cached_property
    def leaning(self) -> frozenset[str]:
        """Words that point back to another sentence, wherever they stand."""
        return self.listed("turns", "leaning")

    @cached_property
    def leaning_first(self) -> frozenset[str]:
        """Words that point back to another sentence when they begin one."""
        return self.listed("turns", "leaning_first")

    @cached_property
    def unowned(self) -> frozenset[str]:
        """Participles whose agent, when none is named, may well be the reader, as they are told and as their verbs go."""
        told = self.listed("turns", "unowned")
        return told | {stem(participle) for participle in told}

    @cached_property
    def owned(self) -> frozenset[str]:
        """Participles of what only the writer does with anything; where none are listed, all that are not `unowned`."""
        told = self.listed("turns", "owned")
        return told | {stem(participle) for participle in told}

    def contended(self, verb: str, force: Iterable[str], patient: Iterable[str]) -> bool:
        """Tell whether anybody may be meant who does it, or may or must do it: `the garden is mown`, by whom?

        What becomes of data is the doing of whoever has them.
        """
        data = not self.listed("turns", "data").isdisjoint(patient)
        handled = data and verb in self.listed("turns", "handled")
        anybodys = bool(self.owned) and not data and self.owned.isdisjoint((verb, verb.partition(" ")[0]))
        return anybodys or (not handled and not self.listed("turns", "contended").isdisjoint(force))

    def forbids(self, force: Iterable[str]) -> bool:
        """Tell whether what is denied is a ban, which without an agent is one on everybody: `it must not be sold`."""
        return not self.listed("turns", "forbidding").isdisjoint(force)

    @cached_property
    def yours(self) -> frozenset[str]:
        """Participles of what only the reader does with what is the reader's."""
        return self.listed("turns", "yours")

    @cached_property
    def clitics(self) -> frozenset[str]:
        """Pronouns that stand before the auxiliary and go with the verb."""
        return self.listed("turns", "clitics")

    @cached_property
    def conditions(self) -> re.Pattern[str]:
        """What introduces a condition."""
        return self.turn("conditions")

    @cached_property
    def open_lists(self) -> re.Pattern[str]:
        """Signs that of a list without a joiner any one item may do."""
        return self.turn("open_lists")

    @cached_property
    def announced(self) -> re.Pattern[str]:
        """What announces a list at the end of its lead, and says nothing of it."""
        return self.turn("announced")

    @cached_property
    def hanging(self) -> re.Pattern[str]:
        """The end of a lead that what follows must complete, with a colon or none."""
        return self.turn("hanging")

    @cached_property
    def denied_list(self) -> re.Pattern[str]:
        """Signs that a list is of what is denied: none of it may be, whatever joins it."""
        return self.turn("denied_list")

    @cached_property
    def actors(self) -> tuple[Sought, Sought]:
        """A `noun` with the `verb` of what it does: `who ask for it`, `asking for it`."""
        return self.sought("shapes", "relative"), self.sought("shapes", "participial")

    @cached_property
    def receiving(self) -> re.Pattern[str] | None:
        """What somebody receives: `you` or `who`, `what`, `how`; none in a language that does not tell it so."""
        return re.compile(self.spelled(self.table("moods")["receiving"])) if self.table("moods") else None

    @cached_property
    def alone(self) -> Sought | None:
        """What somebody alone does: `who`, `clitics`, `verb`; none where no infinitive tells it."""
        return self.sought("moods", "sole") if self.table("moods") else None

    @cached_property
    def lasting(self) -> tuple[Sought, ...]:
        """Ways to tell until which act something lasts: `who`, `clitics`, `verb`, `done`; none where no mood tells it."""
        names = ("as_long", "until") if self.table("moods") else ()
        return tuple(self.sought("moods", name) for name in names)

    @cached_property
    def excepting(self) -> tuple[Sought, ...]:
        """A `joint` after which a verb stands in the subjunctive: `who`, `clitics`, `verb`; none where there is no such mood."""
        names = ("denying", "plain") if self.table("moods") else ()
        return tuple(self.sought("moods", name) for name in names)

    @cached_property
    def sanctioning(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Shapes of a sentence about an `act` and the `sanction` it brings on, by name, in order."""
        shapes = self.table("sanctions").get("shapes", {})
        return tuple((name, re.compile(self.spelled(find))) for name, find in shapes.items())

    @cached_property
    def sanction_manners(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """How a sanction is done, by the word it is compared by; of a period, how `long`."""
        manners = self.table("sanctions").get("manners", {})
        return tuple((name, re.compile(self.spelled(find))) for name, find in manners.items())

    @cached_property
    def deeds(self) -> Mapping[str, str]:
        """Noun of an act, who does it or the participle of its verb → that participle."""
        table = self.table("sanctions").get("deeds", {})
        return {word: deed for deed, words in table.items() for word in (deed, *words.split())}

    @cached_property
    def sanction_verbs(self) -> frozenset[str]:
        """Participles of what is done to who has done wrong, or with what is theirs."""
        return frozenset(self.table("sanctions").get("verbs", {}))

    @cached_property
    def sanction_nouns(self) -> Mapping[str, str]:
        """Noun of a sanction → the participle of its verb."""
        table = self.table("sanctions").get("verbs", {})
        return {noun: verb for verb, nouns in table.items() for noun in nouns.split()}

    @cached_property
    def committing(self) -> frozenset[str]:
        """Verbs that with the noun of an act tell who does it."""
        return frozenset(self.table("sanctions").get("committing", "").split("|"))

    @cached_property
    def punishing(self) -> frozenset[str]:
        """Words of which a sentence about a sanction holds one."""
        fines = self.listed("sanctions", "fines")
        plural = {f"{verb}{ending}" for verb in self.sanction_verbs for ending in ("", "e", "s", "es")}
        return fines.union(plural, self.sanction_nouns, self.listed("sanctions", "telling"))

    @cached_property
    def adverbs(self) -> frozenset[str]:
        """Adverbs that may stand between an auxiliary and its participle."""
        return self.listed("turns", "adverbs")

    @cached_property
    def gerund(self) -> re.Pattern[str] | None:
        """What stands `before` a `verb` in -ing that says what a clause could say; none where there are no such verbs."""
        return self.turn("gerund") if "gerund" in self.turns else None

    @cached_property
    def by_us(self) -> Sought | None:
        """A participle that goes with the noun `before` it: its `verb` is what the writer does."""
        return self.sought("turns", "by_us") if "by_us" in self.turns else None

    @cached_property
    def subordinate_passive(self) -> re.Pattern[str] | None:
        """What the writer does, and `when`: a `patient` and a `verb` in the passive that only the writer can do."""
        return self.turn("subordinate_passive") if "subordinate_passive" in self.turns else None

    @cached_property
    def acting_shape(self) -> re.Pattern[str] | None:
        """A sentence about doing something: its `verb` in -ing, `what` is done, and `how` it is: forbidden or free."""
        return self.turn("acting") if "acting" in self.turns else None

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """Prefixes with which an irregular verb keeps its forms."""
        return tuple(self.turns["prefixes"].split())


_SLOTS = {"n": r"\d+", "u": r"#\w+", "w": r"[^ .,;:‖]+", "x": r"[^.;:‖]+?", "xx": r"[^.;:‖]+"}
