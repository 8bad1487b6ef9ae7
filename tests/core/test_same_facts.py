from __future__ import annotations

import pytest

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.editorial.conjugation import first_plural
from notifier.core.editorial.facts import LONGEST, NAME, same_facts
from notifier.core.editorial.facts.grammar import Grammar
from notifier.core.editorial.facts.occurrences import _times
from notifier.core.editorial.facts.values import Fact
from notifier.core.text import EN, FR, Language


def said(before: str, after: str, language: Language = EN) -> tuple[str, ...] | None:
    """Compare two texts in normal form, as the search hands them over."""
    return same_facts(f" {before} ", f" {after} ", read_editorial(language))


SAME = [
    # who acts, whatever the voice
    (EN, "the warden keeps a key", "a key is kept by the warden"),
    (EN, "we keep the file", "the file is kept"),
    (EN, "a clerk numbers and files each letter", "each letter is numbered and filed by a clerk"),
    (EN, "you can withdraw your consent at any time", "your consent can be withdrawn at any time"),
    (EN, "we send you the form", "the form is sent to you"),
    (EN, "you is given a key by the warden", "the warden gives you a key"),
    (EN, "the key for each room is kept by the warden", "the warden keeps the key for each room"),
    (FR, "le gardien garde un clé", "un clé est conservé par le gardien"),
    (FR, "le greffier vous adresse un rappel", "un rappel vous est adressé par le greffier"),
    (FR, "nous vous remboursons", "vous est remboursé par nous"),
    (FR, "nous vous écrivons", "nous écrivons à vous"),
    # order
    (EN, "before getting a key , guests must pay", "guests must pay before they get a key"),
    (EN, "you can , at any time , cancel the order", "you can cancel the order at any time"),
    (EN, "except in winter , the pool is open", "the pool is open except in winter"),
    (EN, "you can ask us to delete the file if you leave", "if you leave , you can ask us to delete the file"),
    (EN, "at least 3 #day before the visit , we write to you", "we write to you at least 3 #day before the visit"),
    (EN, "you can pay in cash , by card or check", "you can pay by check , card or in cash"),
    (EN, "3 #day before we close , we write to you", "we write to you 3 #day before we close"),
    (EN, "the form , the photo and the fee must arrive", "the fee , the photo and the form must arrive"),
    (EN, "to keep the file , we lock it", "we lock it to keep the file"),
    (EN, "without telling us , you can sell it", "you can sell it without telling us"),
    (EN, "where a room is not free , we tell you", "if a room is not free , we tell you"),
    (FR, "tous les 12 #mois , nous testons le porte", "nous testons le porte tous les 12 #mois"),
    (FR, "seulement avec un guide , les enfants peut entrer", "les enfants peut entrer seulement avec un guide"),
    # several facts
    (EN, "the clerk opens the letter and files it", "the clerk opens the letter . he files it"),
    (EN, "we keep the file and then we delete it", "we keep the file . then we delete it"),
    (EN, "we keep the letters in a box , which only the clerk opens", "we keep the letters in a box . only the clerk opens it"),
    (EN, "we keep the letters in a box , to which a clerk holds the key", "we keep the letters in a box . a clerk holds the key to it"),
    (EN, "we not sell or rent the list", "we not rent or sell the list"),
    (EN, "we not sell the list or rent the file", "we not sell the list . we not rent the file"),
    (EN, "you can pay the fee or leave the club", "you can leave the club or pay the fee"),
    (EN, "letters is locked away before closing and is not left on the desk", "before closing , letters is locked away . they is not left on the desk"),
    (EN, "the form is scanned and is filed by us", "the form is scanned . it is filed by us"),
    (EN, "neither the driver nor the guide accepts tips", "the guide and the driver not accept tips"),
    (FR, "le greffier ouvre les lettres et les classe", "le greffier ouvre les lettres . il les classe"),
    (EN, "the lift is working", "the lift is working"),
    (FR, "le lettre est pas ouverte par le greffier", "le greffier ouvre pas le lettre"),
    (FR, "le lettre est toujours ouverte par le greffier", "le greffier ouvre toujours le lettre"),
    (EN, "we keep the file . you pay the fee or leave the club", "we keep the file . you leave the club or pay the fee"),
    (EN, "we keep the file or lend it", "we lend the file or keep it"),
    (EN, "the coach keeps a list . he shares this list with us", "the coach keeps a list and shares it with us"),
    (EN, "if you pay the fee or leave the club , we call the clerk . it is new", "we call the clerk if you leave the club or pay the fee . it is new"),
    # turns of speech
    (EN, "everyone renting a boat must pay", "anyone who rents a boat must pay"),
    (EN, "destruction of tapes happens after 3 #year", "tapes is destroyed by us after 3 #year"),
    (EN, "the destruction of tapes takes place in may", "we destroy tapes in may"),
    (EN, "the nurse is the only one who opens the box", "only the nurse opens the box"),
    (EN, "the porter never fails to answer a call", "the porter always answers a call"),
    (EN, "all members can have their entry deleted", "each member can have his entry deleted"),
    (EN, "no dog may enter without a lead", "a dog may enter only with a lead"),
    (EN, "only with a guide can children enter", "children can not enter without a guide"),
    (EN, "a change not apply before we tell you", "a change applies only once we tell you"),
    (EN, "we write to you . we do so in may", "we write to you in may"),
    (EN, "we insure all goods . only mirrors is excluded", "we insure all goods except the mirrors"),
    (EN, "we perform a inspection of your bag", "we inspect your bag"),
    (EN, "members need to pay", "members must pay"),
    (EN, "you must fill in the form", "you must complete the form"),
    (FR, "nous effectuons un vérification des sacs", "nous vérifions les sacs"),
    (FR, "nous manquons jamais de répondre", "nous répondons toujours"),
    (FR, "aucun chien entre sans laisse", "un chien entre seulement avec un laisse"),
    (FR, "le infirmière est le seule personne qui ouvre le boîte", "seule le infirmière ouvre le boîte"),
    (FR, "destruction des bandes intervient en mai", "nous détruisons les bandes en mai"),
    (FR, "si un juge le ordonne , nous le remettons", "nous le remettons si un juge le ordonne"),
    # parts that go together
    (EN, "the forms is kept by the office and is then burned by the warden", "the forms is kept by the office . they is burned by the warden"),
    (EN, "members who move away may keep the card", "the card may be kept by members who move away"),
    (EN, "you can ask the desk for a copy", "you can request a copy from the desk"),
    (EN, "the roofer returns the ladder on the day on which the work ends", "the ladder is returned by the roofer on the day on which the work ends"),
    (EN, "our tutors mark the essays and return them", "our tutors mark the essays . they return them"),
    (EN, "3 #day before cutting the hedge , we write to you", "we write to you 3 #day before we cut the hedge"),
    (EN, "we not make copies of your keys", "we not copy your keys"),
    (EN, "when the season ends , the marina empties the lockers and cleans them", "the marina empties and cleans the lockers when the season ends"),
    (EN, "you have 14 #day to appeal", "you can appeal within 14 #day"),
    (FR, "vous ont 14 #jour pour contester le note", "vous peut contester le note dans les 14 #jour"),
    (FR, "veuillez remettre le clé", "remettez le clé"),
    (FR, "jamais le banque ne demande le code", "le banque demande jamais le code"),
    (FR, "jamais nous gardons le code ou vous perdez le clé", "jamais vous perdez le clé ou nous gardons le code"),
    (FR, "le ferme adresse un courrier et vous peut le jeter", "le ferme adresse un courrier . vous peut le jeter"),
    (EN, "the clerk opens the box and files it", "the clerk opens the box . it is filed by him"),
    (EN, "if the bus is late , you can pay the fee or leave the club", "if the bus is late , you can leave the club or pay the fee"),
    # one of many
    (EN, "visitors enter the cellar only with a guide", "a visitor enters the cellar only with a guide"),
    (EN, "waiting lists is kept at most 12 #month", "waiting list is kept at most 12 #month"),
    (EN, "diaries is shown to visitors only if you agree", "diary is shown to visitor only if you agree"),
    (EN, "without your consent , no nurse sees a file", "nurse sees a file only with your consent"),
]  # fmt: skip

APART = [
    # who acts and is acted on
    (EN, "the warden keeps a key", "the warden is kept by a key"),
    (EN, "a key is kept by the warden", "a key is kept for the warden"),
    (EN, "we perform no inspection of your bag", "we inspect your bag"),
    (EN, "we perform a service of the choir", "we perform a choir"),
    (EN, "your file is not sent", "we not send your file"),
    (FR, "le client qui paie le membre signe", "le client que paie le membre signe"),
    (FR, "nous manquons jamais de répondre", "vous répondez toujours"),
    # scope
    (EN, "we only keep the letters in winter", "in winter , we only keep the letters"),
    (EN, "we automatically not delete it", "we not automatically delete it"),
    (EN, "we not keep it for 3 #month", "for 3 #month , we not keep it"),
    (EN, "we not sell the list and rent the file", "we not sell the list . we not rent the file"),
    (EN, "when we close it , we delete the file and send a copy", "when we close it , we delete the file . we send a copy"),
    (EN, "we refund cancellations before may", "before may , we refund cancellations"),
    (EN, "you may pay the fee or leave the club", "you may pay the fee and leave the club"),
    (EN, "we keep the letters and the parcels in the box", "we keep the parcels and the letters in the box"),
    (EN, "we keep old letters and maps", "we keep maps and old letters"),
    (EN, "ask for access or copies of your file", "ask for copies or access of your file"),
    (EN, "you must only not leave without telling us", "you must not only leave without telling us"),
    (EN, "you can ask us to delete the file that we keep if you leave", "if you leave , you can ask us to delete the file that we keep"),
    (EN, "we delete the letters kept in the box at night", "at night , we delete the letters kept in the box"),
    (EN, "we tell you if you pay when you leave", "when you leave , we tell you if you pay"),
    (EN, "you sell and rent , lend the list", "you rent and sell , lend the list"),
    # a lead beside a condition keeps its place
    (EN, "in winter , we keep it if you pay the fee or leave the club", "we keep it in winter if you leave the club or pay the fee"),
    # what a pronoun means
    (EN, "the clerk calls the driver . he files it", "the clerk calls the driver and files it"),
    (EN, "we send the bill to the firm . it is kept", "we send the bill to the firm , which is kept"),
    (EN, "we not keep a box , which we lock", "we not keep a box . we lock it"),
    (EN, "we keep the parts of a box , which we lock", "we keep the parts of a box . we lock it"),
    (EN, "you pay the fee or leave the club . it is free", "you leave the club or pay the fee . the fee is free"),
    (EN, "we keep letters and maps . they is new", "we keep letters and maps . letters is new"),
    (EN, "you may , after the day , the fee , cancel", "after the day , you may cancel the fee"),
    (EN, "we keep a box if you pay , which we lock", "we lock a box if you pay , which we keep"),
    # turns of speech
    (EN, "the nurse is the porter who opens the box", "only the porter nurse opens the box"),
    (EN, "we keep letters . we do the file in it", "we keep letters . we do it in the file"),
    (EN, "you may , sell , the fee", "you , sell , may the fee"),
    (EN, "the nurse is the only one", "only the nurse"),
    (EN, "we write to you . we do so to sell the list", "we write to you to sell a list"),
    (EN, "we insure some goods . only mirrors is excluded", "we insure some goods except mirrors"),
    (EN, "the porter fails to answer a call", "the porter always answers a call"),
    (EN, "no change happens", "a change happens"),
    # what is not understood
    (EN, "we say that", "we say it that"),
    (EN, "we keep it ,", "we keep , it"),
    (EN, "we pay by card or", "we pay or by card"),
    (EN, "we write 3 #day after and", "we write after 3 #day and"),
    (EN, "we keep it and you keep it and you keep it it", "you keep it and we keep it and you keep it it"),
    (EN, "we keep letters kept in the box the day", "letters kept in the box the day we keep"),
    (EN, "we keep a box , which we lock , which is the", "we lock a box , which we keep , which is the"),
    (EN, "only we can keep it", "we can only keep it"),
    (EN, "we keep it (here)", "here we keep it ()"),
    (FR, "le coffre dont nous gardons le clé est fermé", "le coffre est fermé dont le clé nous gardons"),
    (FR, "seulement nous gardons le clé", "nous gardons seulement le clé"),
    # parts that do not go together
    (EN, "we inspection the boiler", "the boiler inspection we"),
    (EN, "you have 14 #day to appeal", "you must appeal within 14 #day"),
    (EN, "you have 14 #day to be told", "you have to be told 14 #day"),
    (EN, "the clerk calls the driver . he pays him", "the clerk calls the driver and is paid by him"),
    (EN, "we keep the day on which", "we keep which on the day"),
    # one of many: what is counted out, plurals that are another word, and what belongs to somebody
    (EN, "reminders is sent only if you ask", "a reminder is sent only if you ask"),
    (EN, "damages is paid only if you ask", "damage is paid only if you ask"),
    (EN, "your photos is shown only if you agree", "a photo is shown only if you agree"),
    (EN, "2 visitors enter the cellar only with a guide", "a visitor enters the cellar only with a guide"),
    (EN, "copies of letters is kept at most 2 #day", "copy of letters is kept at most 2 #day"),
    (EN, "waiting lists is kept at most 12 #month", "waiting list is kept 12 #month"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "before", "after"), SAME)
def test_the_same_facts_are_known_whatever_their_words_order_and_voice(language, before, after) -> None:
    for one, other in ((before, after), (after, before)):
        found = said(one, other, language)
        assert found is not None
        assert found[-1] == NAME


@pytest.mark.parametrize(("language", "before", "after"), APART)
def test_what_differs_in_one_role_word_or_scope_is_never_the_same(language, before, after) -> None:
    assert said(before, after, language) is None


def test_texts_beyond_the_limit_are_not_read() -> None:
    assert said("we keep it " * LONGEST, "we keep it " * LONGEST) is None


@pytest.mark.parametrize(
    ("third", "plural"),
    [("essuie", "essuyons"), ("pèse", "pesons"), ("répète", "répétons"), ("jette", "jetons")],
)
def test_a_verb_with_on_may_change_its_stem_with_nous(third: str, plural: str) -> None:
    assert plural in set(first_plural(third))


def test_a_clause_that_is_no_time_is_nothing_done_each_time() -> None:
    grammar = Grammar(read_editorial(FR))
    closing = Fact(force=(), verb="fermer", roles=(("patient", ("N", "dossier")),))
    assert not list(_times("patient", closing, closing, grammar))
