"""Rules are data: one rule pack a language, each with an edition."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.ladder import Ladders
from notifier.core.memory import Memory
from notifier.core.people import Vocabulary
from notifier.core.statements import stem
from notifier.core.wordlists import WordLists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.editorial import EditorialRules
    from notifier.core.finding import Direction
    from notifier.core.taxonomy import Axis, Lexicon
    from notifier.core.text import Language


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Grammar:
    """The small words of a language: negation, coordination, words without weight. Each is itself alone, as a pack is.

    Attributes:
        negations: words that deny what follows.
        negation_closers: the second half of a French negation; without one, `ne … que` limits and does not deny.
        without: words for *without*.
        subjects: words that begin a statement of its own after a joint.
        joints: words that may join two statements.
        both: *and*.
        together: phrases for *and*: *as well as*.
        either: *or*.
        stop: words that alone change nothing in a list.
        relative: words that begin a relative clause.
        conditionals: words after which *you agree* asks for consent.
        before_objects: words after which a person is spoken to and does not act.
        possessives: words for what is the person's own.
        ours: words for what is the company's own.
        lasting: words after which a time says how long something is given.
        articles: words after which an act is a noun.
        auxiliaries: words with which a participle is an act.
        nominal: endings of acts that are nouns.
        participles: endings of participles.
        subordinators: words that begin a condition or a time, in which nothing is promised yet.
        imposed: how participles begin of what is asked of a person or taken from them, or of words sent to them that may be anything.
        passives: words with which a participle tells what is done to someone or something.
        nobody: words that deny what stands before them.
        prefixes: denials of the next word alone.
        continuing: denials that only carry on an earlier one.
        ambiguous: forms that are as often nouns as verbs.
        determiners: words before which such a form is a verb.
        governors: words after which it is one.
        persons: for a pronoun that may be object or subject, the endings of the verb it is the subject of.
        clitics: words that may stand between such a pronoun and its verb.
        free: words after which a person only tells which thing is meant: *what you write*.
        purposes: words that begin what something is done for.
        infinitives: endings of verbs that no article makes a noun.
        emptied: words with which a statement begins that says what is never done.
        having: words after which the person has something rather than does it.
        explaining: words that begin an explanation of what stands before them.
        means: what a service may have to wait for: time, people, money.
        granting: what lets it be done: *if time allows*, *time permitting*.
        reserving: words that end a reservation: *weather permitting*, *holidays excepted*.
        yielding: words that begin what a sentence takes back: *though not at night*, *and never more than ten*.
        literary: verbs that *ne* denies alone: *ne peut être vendu*.
        cutting: participles of what leaves somebody without something: *the water may be cut off*.
        recalling: participles that point back to what was told: *mentioned*, *described*.
        pointing: words beside them for where: *above*, *already*.
        remedies: words for what a person does against a decision: *appeal*, *objection*.
        contraries: beginnings that turn a word into its contrary.
        does: words that only help a verb: *does*.
        inverting: words that stand before their subject behind a denial in front: *at no time do we*.
        reflexives: words before a verb that tell what is done, and by nobody: *la note se conteste*.
        asking: words that begin what a person is told about: *how*, *which*.
        times: words that begin a time at which something is done: *when*.
        besides: pairs of words before one more thing: *(as) well as*.
        prepositional: forms of verbs that are as often small words: *following*.
        defining: words after a quoted term with which its meaning begins.
        light: verbs that do what a noun beside them names: *carry out profiling*, *procéder à la collecte*.
        undergoing: words before what is done to their subject: *se voit remettre*.
        missives: words for what is written to somebody: *letter*, *avis*.
        refraining: verbs that deny the act after them, between spaces: *refrain from*.
        failing: verbs that a denial makes firm: *never fail to*.
        addressing: words after which *us* is whom something is said or given to.
        addressees: words that speak to the person as who acts: *you agree*.
        topics: words that begin a title: *how*, *why*.
        trackers: words for what follows a person from a device.
        links: for a word that joins something to a sentence, how it does: *for*, *with*, *of*, *in*.
        either_way: *and* and *or*.
        supposing: words that begin a condition or a time with the next one: *as soon*.
    """

    negations: frozenset[str] = frozenset()
    negation_closers: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    joints: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    conditionals: frozenset[str] = frozenset()
    before_objects: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()
    lasting: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    nominal: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()
    subordinators: frozenset[str] = frozenset()
    passives: frozenset[str] = frozenset()
    imposed: tuple[str, ...] = ()
    having: frozenset[str] = frozenset()
    nobody: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    governors: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    emptied: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    infinitives: tuple[str, ...] = ()
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contraries: tuple[str, ...] = ()
    reserving: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    granting: frozenset[str] = frozenset()
    yielding: frozenset[str] = frozenset()
    literary: frozenset[str] = frozenset()
    cutting: frozenset[str] = frozenset()
    recalling: frozenset[str] = frozenset()
    pointing: frozenset[str] = frozenset()
    remedies: frozenset[str] = frozenset()
    explaining: tuple[str, ...] = ()
    does: frozenset[str] = frozenset()
    inverting: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    besides: frozenset[tuple[str, ...]] = frozenset()
    prepositional: frozenset[str] = frozenset()
    defining: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    addressing: frozenset[str] = frozenset()
    addressees: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    trackers: frozenset[str] = frozenset()
    undergoing: frozenset[str] = frozenset()
    missives: frozenset[str] = frozenset()
    refraining: tuple[str, ...] = ()
    failing: frozenset[str] = frozenset()
    links: Mapping[str, str] = field(default_factory=dict)
    either_way: frozenset[str] = field(init=False, repr=False)
    supposing: frozenset[str] = field(init=False, repr=False)
    stems: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather what is asked of every word."""
        first = (told.partition(" ")[0] for told in self.subordinators if " " in told)
        object.__setattr__(self, "either_way", self.both | self.either)
        object.__setattr__(self, "supposing", frozenset(first))
        object.__setattr__(self, "stems", Memory(self._stem))

    def _stem(self, word: str) -> str:
        """Give how a word of weight begins; nothing for marks and small words."""
        small = not word[0].isalnum() or word in self.stop or word in self.negations
        return "" if small else stem(word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """How a language writes quantities; durations are told in days.

    Attributes:
        words: numbers in words.
        units: what a unit of time lasts.
        working: words that make days working days.
        articles: numbers that are articles, too.
        money: words and signs of money.
        age_before: what stands right before an age.
        age_after: what stands right after one.
        up_to: words that a sentence begins with before the age up to which it holds: *until sixteen*.
        age_near: words near which a number of years is an age.
        younger: what stands before an age that those who are meant have not reached.
        within: words after which something comes within a time.
        taking: words right before a time that something takes: *in ten days*.
        percent: signs and words for a hundredth part.
        spans: words before which hours are a length of time, not a time of the day.
        ratios: words before the whole that so many are a part of: *one in ten*.
        halves: words for a half.
        references: words before the number of an article, a page or a room.
        between: words that may stand between a number and its unit.
        since: words after which an event starts a time.
        terms: units of time that need no number behind a word for within: *sous huitaine*.
        definite: articles that stand for one of a unit: *within the hour*.
        clock: words after which a number of hours is a time of the day.
        hours: units that a time of the day is told in.
        rates: words after a sum with which a time is its rate.
        each: words before a unit that tell how often something is.
        endings: words for the end of something that lasts.
        lasts: how many days things last that have an end, besides units of time.
        eves: words for so many days before something.
        asides: words near which a sum is nobody's price.
        dates: words beside which a number is a day of a month or an hour of the day.
        weekdays: the days of the week, numbered.
        months: the months, numbered.
        noons: words for an hour: *noon*.
        ordinal: what may stand between the number of a day and its month.
        halfday: how hours before and after noon are marked, and what that adds to them.
        joining: words between the two ends of a period.
        paired: words between them where it begins with a word like *between*.
        spanning: those words.
        until: words before the end of what goes on up to then.
        opens: words before the beginning of what goes on from then.
        begins: whether a quantity may begin with a word; most words begin none.
    """

    words: Mapping[str, float] = field(default_factory=dict)
    units: Mapping[str, float] = field(default_factory=dict)
    working: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    age_before: tuple[str, ...] = ()
    age_after: tuple[str, ...] = ()
    up_to: frozenset[str] = frozenset()
    age_near: frozenset[str] = frozenset()
    younger: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    taking: frozenset[str] = frozenset()
    percent: frozenset[str] = frozenset()
    spans: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    ratios: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    clock: frozenset[str] = frozenset()
    hours: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    rates: frozenset[str] = frozenset()
    each: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    lasts: Mapping[str, float] = field(default_factory=dict)
    eves: Mapping[str, float] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    noons: Mapping[str, float] = field(default_factory=dict)
    ordinal: frozenset[str] = frozenset()
    halfday: Mapping[str, float] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()
    paired: frozenset[str] = frozenset()
    spanning: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    opens: frozenset[str] = frozenset()
    begins: Mapping[str, bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Gather what a quantity may begin with."""
        openers: frozenset[str] = frozenset().union(
            self.definite, self.terms, self.each, self.endings, self.halves, self.words, self.eves
        )
        begins: Memory[str, bool] = Memory(lambda word: word in openers or word[0].isdigit() or "-" in word)
        object.__setattr__(self, "begins", begins)


class Turn(StrEnum):
    """What happened to something in a statement."""

    ADDED = "added"
    REMOVED = "removed"


class Serving(StrEnum):
    """Whom the statement serves around it: it gives the person something, takes something from them, or neither."""

    GIVES = "gives"
    TAKES = "takes"
    NEUTRAL = "neutral"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a turn does to a person, under the name of its rule."""

    rule: str
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RulePack:
    """The rules of one language; each pack is itself alone, so that what was read with it can be kept.

    Attributes:
        language: the language of the texts it reads.
        edition: changes whenever a rule, a word or a weight does.
        lexicon: the words of the taxonomy in this language.
        stakes: words that tell whose a time, a sum or a burden is.
        roles: words that tell what a part of a sentence is to the act around it.
        facts: words that tell what a clause does to people that came or went whole.
        grammar: its small words.
        numerals: its quantities.
        editorial: what the proof of editoriality takes for the same.
        effects: what adding or removing something of an axis does, by whom the statement serves.
        sentences: for each rule and language, the sentence that explains a finding, with `{before}` and `{after}`.
        ladders: words of one kind, from what is best for the person down to what is worst.
        weights: what each sign says for a reduction, learned from labelled changes; empty when nothing was learned.
        people: its words for people.
        words: lists that single rules ask for.
    """

    language: Language
    edition: str
    lexicon: Lexicon
    stakes: Lexicon
    roles: Lexicon
    facts: Lexicon
    grammar: Grammar
    numerals: Numerals
    editorial: EditorialRules
    effects: Mapping[tuple[Axis, Turn, Serving], Effect]
    sentences: Mapping[str, tuple[tuple[Language, str], ...]]
    ladders: Ladders = field(default_factory=Ladders)
    weights: Mapping[str, float] = field(default_factory=dict)
    people: Vocabulary = field(default_factory=Vocabulary)
    words: WordLists = field(default_factory=WordLists)

    @property
    def editions(self) -> str:
        """Name the edition of all that decides a level, the tables of the proof as well."""
        return f"{self.edition}+{self.editorial.edition}"
