"""Words that single rules ask for, besides the taxonomy; a lawyer extends them in `words.toml`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLists:
    """The lists of one language: words in the form they are met in, or, in a tuple, how words begin.

    Attributes:
        agreeing: how the words begin by which a parent has to say yes.
        continuing: how acts begin by which something goes on.
        stopping: how acts begin by which it stops.
        warnings: how the words for a warning begin.
        afterwards: words for *after* something.
        lacking: words for *without* it.
        elapsed: words around a time that is over.
        bygone: words of a sentence that tells what was, not what is done.
        jointly: words for all of several.
        singly: words for one of them.
        lower: words for the smaller of two sums.
        higher: words for the larger.
        courts: how words for a dispute and who decides it begin.
        nearby: words for a court near a person, or of their choice.
        burdens: what is asked of people before they get something.
        returned: words by which a sum goes back to a person.
        vouchers: words for a voucher.
        prices: words for what something costs.
        excluding: words for what a price leaves out.
        excluded: words that end an aside which leaves something out.
        terms: words for a word or a sign whose meaning is told.
        explaining: how words begin behind which the same is said in other words.
        standing: words by which something known stands on something.
        papers: papers that tell a person something; in the singular.
        worked: participles of what is done, at a place, with what people write or say.
        learning: verbs by which the company learns of a person.
        knowing: verbs by which somebody comes to know something.
        possessing: verbs by which somebody has it.
        keys: what lets somebody know it.
        kept: what tells of people and passes to a next owner.
        personal: what is told of people to whoever passes.
        related: others who belong to a person; in the singular.
        stored: what somebody may come for, as long as it is kept.
        preventing: verbs for what saying no does to something that goes on.
        calm: words for being left alone.
        effects: verbs by which one thing brings about another.
        staying: how verbs begin by which something is as it was.
        unchanged: words for what is as it was.
        changing: how words for a change begin.
        reckoning: nouns for what something is reckoned from.
        relieving: how verbs begin by which somebody ends what is borne.
        borne: how nouns begin for what people bear.
        asking: words that begin what a sentence is about as a question.
        asking_how: those of them that ask how or why.
        doubting: those of them that ask whether something is so.
        weightless: words that leave what is said as it is.
        upon: words behind which a wish is waited for or obeyed, besides small words.
        mediating: how words begin for those who settle a dispute out of court.
        inside: how words begin for who sits in the company itself, or decides for both.
        worth: how words begin for what a body is worth to those who turn to it.
        running: words before who runs or owns something.
        forms: words for the legal form of a body.
        selling: how words begin for those who sell what is known of people.
        guards: how words begin for what keeps a thing safe, or makes it fit for people.
        lenses: how words begin for what watches people instead.
        housed: how participles begin of what is done with papers, words and recordings, or of where they are kept.
        afar: how words begin for places that may be anywhere.
        wherever: how words begin that name any place that suits.
        continents: how words begin for a part of the world.
        lands: how words begin for a country or a part of one.
        nearby_places: words for what is at hand.
        townwards: words before the name of a town.
        ignoring: how words begin by which something is left out of account.
        judging: how words begin where people are chosen, judged or aimed at.
        untouched: how something is told that holds before anybody touches it.
        shielding: how words begin for what keeps people safe, or bounds what may be done to them.
        on: how something is told that is on.
        off: how something is told that is off.
        owed: how something is told that has to be done, without *must*.
        supplied: what people tell or show of themselves; in the singular.
        supplying: how verbs begin by which they do so.
        stressing: words by which a number is told with stress.
        foremost: words for the beginning of a time.
        online: words for what people can get at.
        rosters: words for a list in which those who take part are named.
        lookups: words by which people are told where to look something up.
        attaching: words by which a way, a time, a price or somebody is put on a thing.
        answering: words by which an answer, or something that is somebody's, comes to them.
        claiming: how verbs begin by which people make use of something of theirs.
        anyone: words for anybody, who are served.
        itself: words before a verb by which something is done to itself.
        undoing: words by which people hand something back or undo it.
        lingering: words by which something stays where it is.
        traces: what tells of people, and stays behind.
        ready: words by which something stays for people to use or to fetch.
        granted: how words begin for what people are granted for a time.
        needing: words before what somebody has to do first.
        consenting: how words begin by which somebody says yes.
        silent: words for saying and doing nothing, or for only going on.
        excepting: words before what keeps something from happening.
        refusing: words by which somebody says no.
        sheltering: how words begin for what keeps people safe, where nobody asks for it.
        citing: words for a law, a text or a part of one that is cited.
        within_citing: small words that stand in a citation.
        closing: words, small ones among them, by which a list is all there is.
        exemplifying: words by which a list is only some of it.
        bundles: how words begin for what people buy or hold, in which things are included.
        holding: words by which such a thing includes others.
        getting: words by which people get something.
        gratis: words by which something costs people nothing, the longest first.
        offering: words by which something is on offer to whoever comes.
        sending: words by which people are sent something.
        contacting: words by which people are written to or called.
        crowds: how words begin for those who share a room, a teacher or a guide.
        staffing: words by which somebody is there to look after people.
        times: words for how often.
        allowing: words by which what people hold allows something.
        costly: words counted of which people want few.
        licences: how words begin for what lets people use something.
        usable: words by which something may be used on or by so many.
        sessions: how words begin for what people attend for a time.
        enduring: words by which it lasts.
        closing_at: words before the hour at which something closes.
        unpaid: words by which people are paid nothing.
        banning: words by which people may not leave, bring or use things.
        unseen: words by which nobody looks into what is a person's.
        nobody: words for none of those who might.
        prying: words by which somebody sees, opens or gets something.
        forbidding: words by which something is forbidden to those who work for the company.
        unmoved: words by which something does not depend on what follows.
        exercising: words by which people do something for themselves, or may.
        manners: words that begin a way of doing something.
        handing: words by which people hand something in, or are handed something.
        outward: words by which something goes to others.
        demanding: words by which something is asked of people.
        owing_things: words by which people have to bring or tell something.
        excluding_things: words by which something is not allowed or not covered.
        reaching: words by which what is a person's goes to others.
        datives: words before those to whom something goes.
        telling_you: words by which people are told or warned.
        opening_at: words before the hour at which it opens.
    """

    agreeing: tuple[str, ...] = ()
    continuing: tuple[str, ...] = ()
    stopping: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    afterwards: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    elapsed: frozenset[str] = frozenset()
    bygone: frozenset[str] = frozenset()
    jointly: frozenset[str] = frozenset()
    singly: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    higher: frozenset[str] = frozenset()
    courts: tuple[str, ...] = ()
    nearby: frozenset[str] = frozenset()
    burdens: frozenset[str] = frozenset()
    returned: frozenset[str] = frozenset()
    vouchers: frozenset[str] = frozenset()
    prices: frozenset[str] = frozenset()
    excluding: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    explaining: tuple[str, ...] = ()
    standing: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    worked: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    knowing: frozenset[str] = frozenset()
    possessing: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    related: frozenset[str] = frozenset()
    stored: frozenset[str] = frozenset()
    preventing: frozenset[str] = frozenset()
    calm: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()
    staying: tuple[str, ...] = ()
    unchanged: frozenset[str] = frozenset()
    changing: tuple[str, ...] = ()
    reckoning: frozenset[str] = frozenset()
    relieving: tuple[str, ...] = ()
    borne: tuple[str, ...] = ()
    asking: frozenset[str] = frozenset()
    asking_how: frozenset[str] = frozenset()
    doubting: frozenset[str] = frozenset()
    weightless: frozenset[str] = frozenset()
    upon: frozenset[str] = frozenset()
    mediating: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    running: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    selling: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    lenses: tuple[str, ...] = ()
    housed: tuple[str, ...] = ()
    afar: tuple[str, ...] = ()
    wherever: tuple[str, ...] = ()
    continents: tuple[str, ...] = ()
    lands: tuple[str, ...] = ()
    nearby_places: frozenset[str] = frozenset()
    townwards: frozenset[str] = frozenset()
    ignoring: tuple[str, ...] = ()
    judging: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    shielding: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    owed: tuple[str, ...] = ()
    supplied: frozenset[str] = frozenset()
    supplying: tuple[str, ...] = ()
    stressing: frozenset[str] = frozenset()
    foremost: frozenset[str] = frozenset()
    online: frozenset[str] = frozenset()
    rosters: frozenset[str] = frozenset()
    lookups: frozenset[str] = frozenset()
    attaching: frozenset[str] = frozenset()
    answering: tuple[str, ...] = ()
    claiming: tuple[str, ...] = ()
    anyone: frozenset[str] = frozenset()
    itself: frozenset[str] = frozenset()
    undoing: tuple[str, ...] = ()
    lingering: tuple[str, ...] = ()
    traces: frozenset[str] = frozenset()
    ready: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    needing: frozenset[str] = frozenset()
    consenting: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    excepting: frozenset[str] = frozenset()
    refusing: frozenset[str] = frozenset()
    sheltering: tuple[str, ...] = ()
    citing: frozenset[str] = frozenset()
    within_citing: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    exemplifying: tuple[str, ...] = ()
    bundles: tuple[str, ...] = ()
    holding: tuple[str, ...] = ()
    getting: tuple[str, ...] = ()
    gratis: tuple[str, ...] = ()
    offering: tuple[str, ...] = ()
    sending: tuple[str, ...] = ()
    contacting: tuple[str, ...] = ()
    crowds: tuple[str, ...] = ()
    staffing: tuple[str, ...] = ()
    times: frozenset[str] = frozenset()
    allowing: tuple[str, ...] = ()
    costly: frozenset[str] = frozenset()
    licences: tuple[str, ...] = ()
    usable: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    enduring: frozenset[str] = frozenset()
    closing_at: tuple[str, ...] = ()
    unpaid: tuple[str, ...] = ()
    banning: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    nobody: frozenset[str] = frozenset()
    prying: tuple[str, ...] = ()
    forbidding: tuple[str, ...] = ()
    unmoved: tuple[str, ...] = ()
    exercising: tuple[str, ...] = ()
    manners: frozenset[str] = frozenset()
    handing: tuple[str, ...] = ()
    outward: tuple[str, ...] = ()
    demanding: tuple[str, ...] = ()
    owing_things: tuple[str, ...] = ()
    excluding_things: tuple[str, ...] = ()
    reaching: tuple[str, ...] = ()
    datives: frozenset[str] = frozenset()
    telling_you: tuple[str, ...] = ()
    opening_at: tuple[str, ...] = ()


def word_lists(tables: Mapping[str, Mapping[str, Sequence[str]]], language: str) -> WordLists:
    """Read the lists of a language; raises `KeyError` for a list, or a language of one, that is not there."""
    lists: dict[str, Any] = {
        field.name: (tuple if isinstance(field.default, tuple) else frozenset)(tables[field.name][language])
        for field in fields(WordLists)
    }
    return WordLists(**lists)
