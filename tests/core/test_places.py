"""Bodies, places, criteria, what is on or owed at the outset, what people have or may refuse, lists that can be looked up."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language

SEEN = [
    (EN, "A quarrel can go to the Ferry Mediation Board.", "A quarrel can go to the Harbour Ombudsman.", "body-renamed"),
    (FR, "Le désaccord est soumis au médiateur des ports.", "Le désaccord est soumis à la commission de conciliation.", "body-renamed"),
    (EN, "The kiln is run by a charity, Clay First.", "The kiln is run by a company, Clay Works Ltd.", "body-renamed"),
    (FR, "Le four est géré par une association.", "Le four est géré par une coopérative, Terre cuite.", "body-renamed"),
    (EN, "Scores are copied in Leeds.", "Scores are copied in Leeds and in Dakar.", "place-wider"),
    (EN, "Scores are stored in France.", "Scores are stored in Europe.", "place-wider"),
    (EN, "Scores are stored in this building.", "Scores are stored in another country.", "place-wider"),
    (EN, "Scores are kept in Leeds.", "Scores are kept wherever it is cheaper.", "place-wider"),
    (EN, "Scores are stored in Europe.", "Scores are stored in France.", "place-nearer"),
    (FR, "Les partitions sont numérisées à Brest.", "Les partitions sont numérisées par un groupe mondial.", "place-wider"),
    (FR, "Les partitions sont copiées à Brest.", "Les partitions sont copiées à Brest ou en Inde.", "place-wider"),
    (FR, "Les partitions sont archivées sur le continent.", "Les partitions sont archivées dans le canton.", "place-nearer"),
    (FR, "Le jury écarte le nom, l'âge et l'adresse.", "Le jury écarte le nom et l'âge.", "criterion-freed"),
    (FR, "Le tri ne retient ni le nom ni l'âge.", "Le tri ne retient ni le nom, ni l'âge, ni l'adresse.", "criterion-barred"),
    (EN, "The panel disregards name, age and gender.", "The panel disregards name and age.", "criterion-freed"),
    (EN, "The ranking heeds neither name nor age nor income.", "The ranking heeds neither name nor income.", "criterion-freed"),
    (EN, "The lockers are not fitted with a lock.", "The lockers are fitted with a lock.", "denial"),
    (FR, "Les cours ne sont pas surveillées par un gardien.", "Les cours sont surveillées par un gardien.", "polarity-won"),
    (EN, "By default the microphone is off.", "By default the microphone is on.", "outset-on"),
    (EN, "The microphone is on until you say otherwise.", "The microphone is off until you say otherwise.", "outset-off"),
    (FR, "À la livraison, l'écoute est permise.", "À la livraison, l'écoute est interdite.", "outset-off"),
    (FR, "L'écoute est à l'arrêt au départ.", "L'écoute est en marche au départ.", "outset-on"),
    (FR, "L'écoute est non activée par défaut.", "L'écoute est allumée par défaut.", "outset-on"),
    (EN, "Swimmers must state their age.", "Swimmers may state their age.", "duty-to-choice"),
    (EN, "A reason is to be given.", "A reason may be given.", "duty-to-choice"),
    (FR, "Une photo doit accompagner l'envoi.", "Une photo peut accompagner l'envoi.", "duty-to-choice"),
    (FR, "Le motif est à préciser.", "Le motif peut être précisé.", "duty-to-choice"),
    (FR, "Sous 16 ans, un parent valide le saut.", "Sous 12 ans, un parent valide le saut.", "number-worse"),
    (FR, "Le marin assigne là où il demeure.", "Le marin assigne à Ajaccio.", "court-farther"),
    (FR, "La page d'un élève s'ouvre à tout le monde.", "La page d'un élève s'ouvre à ses seuls amis.", "circle-narrower"),
    (FR, "Un pull rétréci est remplacé.", "Remplacer un pull rétréci dépend du bon vouloir du patron.", "discretion-added"),
    (EN, "You may object to the fee list.", "You may object to the fee list and the seating plan.", "refusal-wider"),
    (EN, "You may object to profiling and the sale of your notes.", "You may object to the sale of your notes.", "refusal-narrower"),
    (EN, "To opt out of the newsletter, click below.", "To opt out of the newsletter or the survey, click below.", "refusal-wider"),
    (FR, "Vous pouvez vous opposer à la vente de vos notes.", "Vous pouvez vous opposer à la vente de vos notes ou à leur lecture.", "refusal-wider"),
    (EN, "You can download your messages and your contacts.", "You can download your messages, your photos and your contacts.", "grant-wider"),
    (EN, "Singers may bring a friend or a child.", "Singers may bring a friend.", "grant-narrower"),
    (FR, "Vous pouvez copier vos messages et vos contacts.", "Vous pouvez copier vos messages, vos photos et vos contacts.", "grant-wider"),
    (EN, "We share your address with carriers, whose list is available at the desk.", "We share your address with carriers.", "list-withdrawn"),
    (FR, "Nous confions vos notes à des copistes (voir la liste au guichet).", "Nous confions vos notes à des copistes.", "list-withdrawn"),
    (EN, "The toy library lends 18,000 games.", "The toy library lends 16,400 games.", "number-changed"),
    (EN, "We never rent out your notes.", "We never rent out your notes, nor do we let anyone copy them.", "aside-won"),
    (EN, "You may change your entry for a week.", "You may change your entry for a year.", "number-better"),
    (EN, "You may be charged rent for a week.", "You may be charged rent for a year.", "number-worse"),
    (EN, "A family ticket covers six singers.", "A family ticket covers seven singers.", "tally-better"),
    (EN, "A family ticket covers six singers and two drums.", "A family ticket covers four singers and one drum.", "number-worse"),
    (EN, "Your post is forwarded for three months without charge.", "Your post is forwarded for six months without charge.", "number-better"),
    (EN, "If the lift fails for ten minutes, the fare is refunded.", "If the lift fails for five minutes, the fare is refunded.", "number-better"),
    (FR, "La galerie reste en ligne un an.", "La galerie reste en ligne deux ans.", "number-better"),
    (FR, "Les trente premières minutes sont offertes.", "Les quarante premières minutes sont offertes.", "number-better"),
    (FR, "Vos avoirs sont garantis à hauteur de 70 000 €.", "Vos avoirs sont garantis à hauteur de 90 000 €.", "number-better"),
    (EN, "Notes are kept for one year.", "Notes are kept for one full year.", "same-told"),
    (FR, "Nous gardons les notes deux années entières.", "Nous gardons les notes deux années.", "same-told"),
    (EN, "Your notes get strong protection.", "Your notes get stronger protection.", "ladder-up"),
    (FR, "Vos notes ont une protection élevée.", "Vos notes ont une protection raisonnable.", "ladder-down"),
    (EN, "A shrunken jumper is replaced.", "A shrunken jumper is replaced as a gesture of goodwill.", "discretion-added"),
]  # fmt: skip
"""What a rule sees, and which."""

UNSEEN = [
    (EN, "A quarrel can go to the Ferry Ombudsman.", "A quarrel can go to our customer desk.", "body-renamed"),
    (EN, "A quarrel can go to the Ferry Ombudsman.", "A quarrel can go to the county court.", "body-renamed"),
    (EN, "A quarrel can go to an independent mediator.", "A quarrel can go to the mediator Ferryman.", "body-renamed"),
    (EN, "A quarrel can go to a mediator.", "A quarrel can go to a mediator if both agree.", "body-renamed"),
    (EN, "A quarrel can go to a mediator for 3 months.", "A quarrel can go to a mediator for 2 months.", "body-renamed"),
    (EN, "A quarrel can go to a mediator.", "A quarrel can go to an advertising broker.", "body-renamed"),
    (EN, "A quarrel can go to a mediator.", "A quarrel can go to rest.", "body-renamed"),
    (FR, "Le litige va chez le médiateur.", "Le litige va devant un arbitre.", "body-renamed"),
    (EN, "Your notes are managed by a charity.", "Your notes are managed by a company.", "body-renamed"),
    (EN, "Patients' notes are managed by a charity.", "Patients' notes are managed by a company.", "body-renamed"),
    (EN, "The kiln is run by a charity.", "The kiln is run by night.", "body-renamed"),
    (EN, "The kiln is run with care by the old potters of a charity.", "The kiln is run with care by the old potters of a company.", "body-renamed"),
    (FR, "Les cours ne sont pas surveillées par un chef.", "Les cours sont surveillées par un chef.", "polarity-won"),
    (EN, "Scores are sung in Leeds.", "Scores are sung in Europe.", "place-wider"),
    (EN, "Scores are stored in Leeds.", "Scores are stored in York.", "place-wider"),
    (EN, "Scores are stored in blue boxes.", "Scores are stored in green boxes.", "place-wider"),
    (EN, "Scores are stored in Leeds.", "Scores are stored in Leeds by date.", "place-wider"),
    (EN, "Scores are stored in Leeds.", "Scores are stored in Leeds and dusted.", "place-wider"),
    (EN, "Scores are stored in Leeds.", "Scores are stored in a large and old hall that looks out on a country road.", "place-wider"),
    (FR, "Le jury écarte les copies sans nom, sans titre et sans date.", "Le jury écarte les copies sans nom et sans date.", "criterion-freed"),
    (FR, "Le jury écarte le nom.", "Le jury écarte l'âge.", "criterion-freed"),
    (FR, "Le jury écarte le nom et l'âge.", "Le jury écarte le nom et l'adresse.", "criterion-freed"),
    (FR, "La police exclut le vol, le gel et la grêle.", "La police exclut le vol et le gel.", "criterion-freed"),
    (FR, "Le jury écarte le nom et l'âge, sauf en finale.", "Le jury écarte le nom, sauf en finale.", "criterion-freed"),
    (FR, "Nous ne remboursons ni eau, ni gaz, ni nom.", "Nous ne remboursons ni eau, ni nom.", "criterion-freed"),
    (FR, "Les cours ne sont pas surveillées par une caméra du gardien.", "Les cours sont surveillées par une caméra du gardien.", "polarity-won"),
    (EN, "By default the lock is off.", "By default the lock is on.", "outset-on"),
    (EN, "The microphone is off at night.", "The microphone is on at night.", "outset-on"),
    (EN, "By default the microphone is black.", "By default the microphone is white.", "outset-on"),
    (EN, "By default the microphone is on.", "By default the microphone is on or off.", "outset-off"),
    (EN, "By default the microphone is on.", "By default the microphone is on and listens to what is said in the room.", "outset-off"),
    (EN, "Swimmers must state their age.", "Swimmers may no longer dive from the top, and must state their age.", "duty-to-choice"),
    (EN, "The bill must state the name.", "The bill may state the name.", "duty-to-choice"),
    (EN, "Swimmers must tell you their age.", "Swimmers may tell you their age.", "duty-to-choice"),
    (EN, "When swimmers leave, a reason must be given.", "When swimmers leave, a reason may be given.", "duty-to-choice"),
    (EN, "Swimmers must state their age.", "Swimmers must state their size.", "duty-to-choice"),
    (EN, "You cannot object to the fee list.", "You cannot object to the fee list and the seating plan.", "refusal-wider"),
    (EN, "You may object to the fee list.", "You may object to the fee list and we will answer.", "refusal-wider"),
    (EN, "You may object to the fee list.", "You may object to the fee list, the seating plan apart.", "refusal-wider"),
    (EN, "You may object to the fee list.", "You may object to the fee list and sing.", "refusal-wider"),
    (EN, "You may object to the fee list.", "You may gladly object to the fee list.", "refusal-wider"),
    (EN, "You may keep a cat with the landlord's leave.", "You may keep a cat with the landlord's leave and the neighbour's.", "grant-wider"),
    (EN, "The driver is told the street.", "The driver is told the street and the floor.", "grant-wider"),
    (EN, "We send you the programme.", "We send you the programme and our partners' offers.", "grant-wider"),
    (EN, "You must bring the key.", "You must bring the key and the badge.", "grant-wider"),
    (EN, "You may keep a cat.", "You may keep a dog.", "grant-wider"),
    (EN, "You receive the list of seats, which is available here.", "You receive the list of seats.", "list-withdrawn"),
    (EN, "We share your address with carriers, whose list is short.", "We share your address with carriers.", "list-withdrawn"),
    (EN, "We share your address with carriers, whose list is here.", "We share your address with carriers, whose names are here.", "list-withdrawn"),
    (FR, "Une partie des halls est prévenue.", "L'intégralité des halls est prévenue.", "mutual-lost"),
]  # fmt: skip
"""What a rule must not see, and which."""


def _rules(language: Language, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(("language", "before", "after", "rule"), SEEN, ids=lambda part: str(part)[:40])
def test_a_sentence_of_one_kind_is_read_as_such(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule in _rules(language, before, after)


@pytest.mark.parametrize(("language", "before", "after", "rule"), UNSEEN, ids=lambda part: str(part)[:40])
def test_what_only_looks_like_it_is_not_read_so(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule not in _rules(language, before, after)


def test_what_was_denied_and_keeps_things_safe_is_a_gain() -> None:
    grounds = observe(
        "The lockers are not fitted with a lock.", "The lockers are fitted with a lock.", rules.read(EN)
    ).grounds
    assert {ground.direction for ground in grounds} == {Direction.FAVOURABLE}
