from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from notifier.adapters import rules
from notifier.core.denial import denied
from notifier.core.judgement import observe
from notifier.core.quantities import Measure, quantities
from notifier.core.reading import read
from notifier.core.sentences import cut, parts
from notifier.core.statements import Actor, Force, Gate, Stance
from notifier.core.text import EN, FR, Language

TAKES, GIVES, NEUTRAL = Stance.TAKES, Stance.GIVES, Stance.NEUTRAL


@pytest.mark.parametrize("language", [EN, FR])
def test_every_phrase_of_the_taxonomy_is_cut_as_texts_are(language: Language) -> None:
    path = Path(rules.__file__).parents[1] / "rules" / "taxonomy.toml"
    told = tomllib.loads(path.read_text("utf-8"))["concepts"].values()
    phrases = [re.sub("[~*+]", "", phrase) for concept in told for phrase in concept[language]]
    texts = {phrase: phrase.replace("' ", "'") + " a" * (not phrase.endswith("'")) for phrase in phrases}
    parted = [
        phrase for phrase, text in texts.items() if [w.text for w in cut(f"{text}a")][:-1] != phrase.split()
    ]
    assert not parted


@pytest.mark.parametrize(
    ("english", "french", "stance"),
    [
        ("We delete the data that we hold.", "Nous effaçons les données que nous détenons.", GIVES),
        (
            "We erase the data we have collected.",
            "Nous effaçons les données que nous avons collectées.",
            GIVES,
        ),
        ("Data you type is sold.", "Les données que vous saisissez sont vendues.", TAKES),
        ("We tell you that we sell letters.", "Nous vous informons que nous vendons vos lettres.", TAKES),
        ("The data we collect is this:", "Les données que nous collectons sont celles-ci :", TAKES),
        ("The app lets you share a room.", "L'application vous permet de partager une chambre.", GIVES),
        ("You allow us to publish your name.", "Vous nous autorisez à publier votre nom.", TAKES),
        (
            "We take your continued use as acceptance.",
            "Nous prenons l'utilisation continue comme acceptation.",
            TAKES,
        ),
        (
            "None of these rules may change these terms.",
            "Aucune de ces règles ne peut modifier ces conditions.",
            GIVES,
        ),
        (
            "Please read on, it explains the rules.",
            "Veuillez lire la suite, elle explique les règles.",
            NEUTRAL,
        ),
        (
            "When you ring and you write, letters are shown.",
            "Si vous sonnez ou que vous écrivez, bonjour.",
            NEUTRAL,
        ),
        ("Your posts and replies appear here.", "Vos notes et vos réponses figurent ici.", NEUTRAL),
        ("Mozilla uses your letters.", "Mozilla utilise vos lettres.", TAKES),
        (
            "You can choose that letters are not sold.",
            "Vous pouvez décider que vos lettres ne soient pas vendues.",
            GIVES,
        ),
    ],
)
def test_both_languages_serve_the_same_people(english: str, french: str, stance: Stance) -> None:
    told = [read(text, rules.read(language))[0].stance for language, text in ((EN, english), (FR, french))]
    assert told == [stance, stance]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        (EN, "We sell your address.", TAKES),
        (EN, "We do not sell your address.", GIVES),
        (EN, "We do not sell or rent your address.", GIVES),
        (EN, "We do not charge fees and track you.", TAKES),
        (EN, "We do not charge a fee to delete letters.", GIVES),
        (EN, "Nobody sells your address.", GIVES),
        (EN, "We delete letters.", GIVES),
        (EN, "You may not shout.", TAKES),
        (EN, "You cannot shout.", TAKES),
        (EN, "You do not need to shout.", GIVES),
        (EN, "We answer complaints.", GIVES),
        (EN, "We notify you and sell letters.", TAKES),
        (EN, "You tell friends.", NEUTRAL),
        (EN, "The porter notifies guests.", GIVES),
        (EN, "You correct typing errors.", GIVES),
        (EN, "You must correct typing errors.", TAKES),
        (EN, "You share a room.", NEUTRAL),
        (EN, "You may share a room.", GIVES),
        (EN, "We notify you of offers and promotions.", TAKES),
        (EN, "For more information on how we use data, please see the annex.", NEUTRAL),
        (EN, "The room shall be warm.", NEUTRAL),
        (EN, "Rooms are neither sold nor rented out.", GIVES),
        (EN, "Points that have not been spent lapse.", TAKES),
        (EN, "You ring and Firefox may share letters.", TAKES),
        (EN, "The porter publishes letters.", NEUTRAL),
        (EN, "New rules are published.", GIVES),
        (EN, "To notify you we need stamps.", NEUTRAL),
        (EN, "We use letters to answer you.", TAKES),
        (EN, "You may be found by anyone.", TAKES),
        (EN, "You cannot be found by anyone.", GIVES),
        (EN, "How do we sell letters?", NEUTRAL),
        (EN, "We sell letters to nobody.", GIVES),
        (EN, "A refusal need not be explained to you.", TAKES),
        (EN, "Advertising is off.", NEUTRAL),
        (FR, "Les points non dépensés sont perdus.", TAKES),
        (FR, "Vous fournissez une adresse.", NEUTRAL),
        (FR, "Nous vous fournissons une adresse.", GIVES),
        (FR, "Les relevés sont bleus.", NEUTRAL),
        (EN, "Before selling letters, we ring the porter.", NEUTRAL),
        (EN, "Before selling letters we ring the porter.", TAKES),
        (EN, "(a) if letters are sold, we delete the copies.", GIVES),
        (EN, "Thirty days following your call letters are deleted.", GIVES),
        (EN, "We keep following your letters.", TAKES),
        (EN, "Following your letters is hard.", NEUTRAL),
        (EN, "The hall follows the Global Processing Rules.", NEUTRAL),
        (EN, "Global Processing Rules For Halls.", TAKES),
        (EN, "We comply with rules and with Transfer Rules.", GIVES),
        (EN, "Here stand (Sharing Rules) to read.", TAKES),
        (EN, "We Share Letters With Friends.", TAKES),
        (EN, "We may Share Letters with friends who live in the village.", TAKES),
        (EN, "We will tell you with whom we share letters.", GIVES),
        (EN, "We will tell you by letter, which we sell.", TAKES),
        (EN, "We will tell you that we sell letters.", TAKES),
        (EN, "Choices: You may use the form.", GIVES),
        (FR, "Si vous demandez vos lettres, elles sont effacées.", GIVES),
        (FR, "Nous effaçons vos lettres dans les dix jours suivant votre départ.", GIVES),
        (FR, "Nous vous informons avec quels voisins nous partageons vos lettres.", GIVES),
        (EN, "Our contractors must whistle.", GIVES),
        (EN, "Our contractors may whistle.", TAKES),
        (EN, "Letters collected are burnt.", GIVES),
        (EN, "Processing letters is hard.", TAKES),
        (EN, "You delete letters.", TAKES),
        (EN, "You receive a refund.", GIVES),
        (EN, "You get a mail.", GIVES),
        (FR, "Vous remplacez ce que vous cassez.", TAKES),
        (EN, "The visitor identifier vanishes.", GIVES),
        (FR, "Vous serez averti.", GIVES),
        (EN, "The agency may not photograph your flat.", GIVES),
        (EN, "Other members may not copy your recipes.", GIVES),
        (EN, "Your guests may not use the lift.", TAKES),
        (EN, "Visitors may not touch the exhibits.", TAKES),
        (EN, "Members may not swim with your dog.", TAKES),
        (EN, "If guests must not enter your flat, we close it.", NEUTRAL),
        (FR, "Le transporteur ne doit pas laisser votre caisse dehors.", GIVES),
        (FR, "Le gardien ne doit pas ouvrir votre colis.", GIVES),
        (FR, "Vous êtes averti.", GIVES),
        (EN, "Our contractors do not have to heat your flat.", TAKES),
        (FR, "Nos prestataires ne sont pas obligés de chauffer votre logement.", TAKES),
        (EN, "Our contractors are never required to whistle your tune.", TAKES),
        (EN, "The organiser has no right to keep the deposit.", GIVES),
        (FR, "L'organisateur n'a pas le droit de garder le dépôt.", GIVES),
        (FR, "Le bailleur a le droit d'entrer dans le logement.", TAKES),
        (EN, "You have no right to a refund.", TAKES),
        (EN, "The club may sell lockers that nobody wants.", TAKES),
        (FR, "Nous ne saurions vendre des lettres.", GIVES),
        (FR, "Nous ne savons.", NEUTRAL),
        (FR, "Nous ne saurions vendre en un deux trois quatre cinq six sept huit neuf dix.", GIVES),
        (FR, "Nous vendons votre adresse.", TAKES),
        (FR, "Nous ne vendons pas votre adresse.", GIVES),
        (FR, "Nous vendons pas votre adresse.", GIVES),
        (FR, "Nous ne vendons que votre adresse.", TAKES),
        (FR, "Aucune lettre n'est vendue.", GIVES),
        (FR, "Nous vous informons et vendons vos lettres.", TAKES),
        (FR, "Nous prévenons avant que vos lettres ne soient vendues.", TAKES),
        (FR, "Vous pouvez crier.", GIVES),
        (FR, "Vous ne pouvez pas crier.", TAKES),
        (FR, "Vous devez crier.", TAKES),
        (FR, "Nous ne ; nous vendons.", TAKES),
        (FR, "Nous ne disons, que chacun le sache, rien.", NEUTRAL),
    ],
)
def test_a_statement_gives_or_takes(language: Language, text: str, stance: Stance) -> None:
    told = {statement.stance for statement in read(text, rules.read(language))}
    assert (TAKES if TAKES in told else GIVES if GIVES in told else NEUTRAL) is stance


@pytest.mark.parametrize(
    ("language", "text", "gate"),
    [
        (EN, "We share letters only if you agree.", Gate.CONSENT),
        (EN, "We do not share letters without your express consent.", Gate.EXPRESS),
        (EN, "We share letters without your consent.", Gate.NONE),
        (EN, "We share letters unless you object.", Gate.OPT_OUT),
        (FR, "Nous ne partageons les lettres que si vous y consentez.", Gate.CONSENT),
        (FR, "Aucune lettre n'est lue sans votre accord exprès.", Gate.EXPRESS),
        (FR, "Nous partageons les lettres, sauf opposition.", Gate.OPT_OUT),
    ],
)
def test_a_power_waits_for_the_will_of_the_person(language: Language, text: str, gate: Gate) -> None:
    assert max(statement.gate for statement in read(text, rules.read(language))) is gate


def test_whoever_tries_does_not_promise() -> None:
    (statement,) = read("We will try to delete letters.", rules.read(EN))
    assert (statement.heads[-1].actor, statement.heads[-1].force) == (Actor.COMPANY, Force.TRIES)


def test_a_heading_that_names_data_lends_its_items_what_is_done() -> None:
    (statement,) = read("shoe size", rules.read(EN), context="Financial data")
    assert (statement.stance, statement.stance_at(0)) == (TAKES, TAKES)
    assert read("shoe size", rules.read(EN), context="Odds and ends")[0].stance is NEUTRAL


def test_an_initial_does_not_end_a_sentence() -> None:
    assert len(read("Ask M. Martin; he knows.\nOr ask e.g. Ada", rules.read(EN))) == 3


def test_words_outside_of_a_statement_are_no_words() -> None:
    (statement,) = read("We sell tea.", rules.read(EN))
    assert (statement.said(9, 12), statement.said(2, 2), statement.said(1, 3)) == ("", "", "sell tea")


@pytest.mark.parametrize(
    ("language", "text", "measure", "value"),
    [
        (EN, "thirty (30) days", Measure.DURATION, 30),
        (EN, "two weeks", Measure.DURATION, 14),
        (EN, "within the hour", Measure.DURATION, 0.0416667),
        (EN, "forty-five days", Measure.DURATION, 45),
        (EN, "5 business days", Measure.DURATION, 7),
        (EN, "10 full days", Measure.DURATION, 10),
        (EN, "1,000 euros", Measure.MONEY, 1000),
        (EN, "£ 4.50", Measure.MONEY, 4.5),
        (EN, "aged 16", Measure.AGE, 16),
        (EN, "16 years of age", Measure.AGE, 16),
        (EN, "4 %", Measure.PERCENT, 4),
        (EN, "two (or more) copies", Measure.COUNT, 2),
        (EN, "two (big) copies", Measure.COUNT, 2),
        (FR, "quinze jours ouvrés", Measure.DURATION, 21),
        (FR, "quatre-vingt-dix jours", Measure.DURATION, 90),
        (FR, "vingt-et-un jours", Measure.DURATION, 21),
        (FR, "ouvert dès 9 heures", Measure.COUNT, 9),
        (FR, "soixante dix jours", Measure.DURATION, 70),
        (FR, "moins de 13 ans", Measure.AGE, 13),
        (FR, "deux cent euros", Measure.MONEY, 200),
    ],
)
def test_a_quantity_is_read_with_its_unit(
    language: Language, text: str, measure: Measure, value: float
) -> None:
    words = [word.text for word in cut(text)]
    (first, *_) = quantities(words, rules.read(language).numerals)
    assert (first.measure, first.value) == (measure, pytest.approx(value))


def test_a_number_that_is_none_is_no_quantity() -> None:
    assert list(quantities(["a", "b", "1.2.3"], rules.read(EN).numerals)) == []


def test_a_power_that_asks_first_is_told_so() -> None:
    rules_ = {g.rule for g in observe("", "We share letters only if you agree.", rules.read(EN)).grounds}
    assert rules_ == {"added-gated"}


def test_a_row_and_an_aim_do_what_their_heading_says() -> None:
    pack = rules.read(EN)
    (row,) = read("| stamps | we delete them |", pack, context="Data we share")
    (aim,) = read("to notify you of stamps", pack, context="Stamps")
    assert (row.stance, aim.stance) == (TAKES, TAKES)


def test_a_number_that_is_no_number_is_none() -> None:
    assert list(quantities(["twenty-odd", "days"], rules.read(EN).numerals)) == []


def test_a_person_may_ask_for_something_to_be_done() -> None:
    (statement,) = read("The owner may require that the order is cancelled.", rules.read(EN))
    assert [(head.concept.id, head.stance) for head in statement.heads] == [("may", GIVES), ("lapse", TAKES)]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        (EN, "You shall not use the boats.", Stance.TAKES),
        (EN, "You do not have to answer.", Stance.GIVES),
        (FR, "Vous ne devez pas utiliser les barques.", Stance.TAKES),
        (FR, "Vous n'êtes pas tenu de répondre.", Stance.GIVES),
    ],
)
def test_who_must_not_is_forbidden_and_who_need_not_is_free(
    language: Language, text: str, stance: Stance
) -> None:
    (statement,) = read(text, rules.read(language))
    assert statement.stance is stance


@pytest.mark.parametrize(
    ("language", "context", "text"),
    [(EN, "You have the right to:", "receive a letter"), (FR, "Vos droits :", "d'obtenir une lettre")],
)
def test_under_a_right_the_person_may_do_what_follows(language: Language, context: str, text: str) -> None:
    (statement,) = read(text, rules.read(language), context=context)
    assert statement.stance is Stance.GIVES


@pytest.mark.parametrize(
    ("language", "lead", "item", "stance"),
    [
        (EN, "Complaints must be accompanied by:", "a copy of the receipt", TAKES),
        (EN, "You have the right to be shown:", "a copy of the receipt", GIVES),
        (EN, "Please enclose the receipt.", "a copy of the receipt", GIVES),
        (FR, "Pour résilier, veuillez joindre :", "le contrat", TAKES),
        (FR, "Nous vous remettons :", "le contrat", GIVES),
    ],
)
def test_under_a_lead_in_that_asks_for_something_stands_what_is_owed(
    language: Language, lead: str, item: str, stance: Stance
) -> None:
    (statement,) = read(item, rules.read(language), context=lead)
    assert statement.stance is stance


def test_an_address_in_a_list_does_nothing_that_its_lead_in_says() -> None:
    pack = rules.read(EN)
    lead = "We share your data with:"
    (address,) = read("privacy@example.org", pack, context=lead)
    (bank,) = read("our bank", pack, context=lead)
    assert (address.inherited, address.stance) == (None, NEUTRAL)
    assert bank.stance is TAKES


def test_whether_or_not_denies_nothing() -> None:
    assert not denied(["whether", "or", "not", "we", "sell"], 4, rules.read(EN).grammar)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Acme does not share your letters.", Actor.COMPANY),
        ("Nobody may share your letters.", Actor.NOBODY),
        ("Sharing may end.", Actor.NOBODY),
    ],
)
def test_a_name_that_means_nothing_else_acts_as_a_company(text: str, actor: Actor) -> None:
    (statement,) = read(text, rules.read(EN))
    assert {head.actor for head in statement.heads} == {actor}


@pytest.mark.parametrize(
    ("language", "text", "sentences"),
    [
        (EN, "Ask Mr A. Marlow. He answers you.", ["Ask Mr A. Marlow.", "He answers you."]),
        (FR, "Demandez à M. Morel. Il vous répond.", ["Demandez à M. Morel.", "Il vous répond."]),
        (EN, "You ask and we answer.", ["You ask", "and we answer."]),
        (EN, "And we answer.", ["And we answer."]),
        (FR, "Et nous répondons.", ["Et nous répondons."]),
    ],
    ids=["an initial", "an initial in French", "another subject", "a first word", "a first word in French"],
)
def test_a_stop_or_a_joint_begins_a_sentence_only_where_one_begins(
    language: Language, text: str, sentences: list[str]
) -> None:
    grammar = rules.read(language).grammar

    assert [sentence for sentence, _ in parts(text, grammar)] == sentences
