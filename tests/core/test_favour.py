"""A change that serves people is told as one: by whose choice, whose money, whose time and whose eyes it is about."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.bearing import bearing
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.quantities import quantities
from notifier.core.reading import read
from notifier.core.text import Language

EN, FR = Language("en"), Language("fr")
GOOD, BAD, EVEN = Direction.FAVOURABLE, Direction.ADVERSE, Direction.NEUTRAL

Case = tuple[Language, str, str, str, Direction]

JOINTS: list[Case] = [
    (EN, "You must send a photo and a certificate.", "You must send a photo or a certificate.", "or-and", GOOD),
    (EN, "You must send a photo or a certificate.", "You must send a photo and a certificate.", "and-or", BAD),
    (EN, "A rebate is granted to clients who are ill and out of work.", "A rebate is granted to clients who are ill or out of work.", "or-and", GOOD),
    (EN, "A rebate is granted to clients who are ill or out of work.", "A rebate is granted to clients who are ill and out of work.", "and-or", BAD),
    (EN, "A rebate is granted to members and guests.", "A rebate is granted to members or guests.", "and-or", BAD),
    (EN, "We refund the train and the hotel.", "We refund the train or the hotel.", "and-or", BAD),
    (EN, "A fee is due from clients who are late and absent.", "A fee is due from clients who are late or absent.", "and-or", BAD),
    (FR, "La remise est accordée aux familles nombreuses et boursières.", "La remise est accordée aux familles nombreuses ou boursières.", "or-and", GOOD),
    (FR, "Le report est ouvert à l'élève malade et absent.", "Le report est ouvert à l'élève malade ou absent.", "or-and", GOOD),
    (FR, "Nous remboursons le train et l'hôtel.", "Nous remboursons le train ou l'hôtel.", "and-or", BAD),
]  # fmt: skip

CEILINGS: list[Case] = [
    (EN, "Each late day costs £1.", "Each late day costs £1, but never more than £3.", "cap-added", GOOD),
    (EN, "We refund taxis.", "We refund taxis, but never more than £30.", "number-added", BAD),
    (FR, "Chaque jour de retard coûte 1 €.", "Chaque jour de retard coûte 1 €, dans la limite de 10 €.", "cap-added", GOOD),
    (FR, "La perte d'une clé est facturée au prix du serrurier.", "La perte d'une clé est facturée au prix du serrurier, sans dépasser 60 €.", "cap-added", GOOD),
    (FR, "Nous remboursons les taxis.", "Nous remboursons les taxis, sans dépasser 30 €.", "number-added", BAD),
]  # fmt: skip

ASIDES: list[Case] = [
    (EN, "Trunks may be opened for repairs.", "Trunks may be opened for repairs, but never on Sundays.", "aside-won", GOOD),
    (EN, "Trunks may be opened for repairs, but never on Sundays.", "Trunks may be opened for repairs.", "aside-lost", BAD),
    (EN, "We answer for harm.", "We answer for harm, but not for rust and not for moths.", "exception-added", BAD),
    (FR, "Le gardien répond des vélos perdus par lui-même.", "Le gardien répond des vélos perdus par lui-même, mais non par ses cousins.", "exception-added", BAD),
    (EN, "Guests see the harbour if they pay.", "Guests see the harbour if they pay, and not otherwise.", "aside-won", GOOD),
    (FR, "Le client qui souhaite rendre son vélo prévient le garage vingt jours à l'avance.", "Le client qui souhaite rendre son vélo prévient le garage dix jours à l'avance.", "number-better", GOOD),
    (FR, "Le client qui souhaite rendre son vélo prévient le garage dix jours à l'avance.", "Le client qui souhaite rendre son vélo prévient le garage vingt jours à l'avance.", "number-worse", BAD),
]  # fmt: skip

AUDIENCES: list[Case] = [
    (EN, "The league table of the juniors is public.", "The league table of the juniors is kept for their families.", "circle-narrower", GOOD),
    (EN, "Your drawings are open to everyone.", "Your drawings are open to your teacher alone.", "circle-narrower", GOOD),
    (EN, "The list is read by anyone who asks.", "The list is read by the coach alone.", "circle-narrower", GOOD),
    (FR, "La liste des inscrits est publique.", "La liste des inscrits est réservée aux entraîneurs.", "circle-narrower", GOOD),
    (FR, "La liste des inscrits est réservée aux entraîneurs.", "La liste des inscrits est publique.", "circle-wider", BAD),
    (FR, "Les parties des moins de 12 ans sont ouvertes à tous.", "Les parties des moins de 12 ans sont visibles du seul entraîneur.", "circle-narrower", GOOD),
]  # fmt: skip

CUTS: list[Case] = [
    (EN, "The water may be cut at any hour.", "The water may be cut only at night.", "limit-added", GOOD),
    (EN, "The desk can be reached at any hour.", "The desk can be reached only at night.", "all-to-some", BAD),
    (FR, "Le service peut être coupé à toute heure.", "Le service peut être coupé uniquement la nuit.", "limit-added", GOOD),
    (FR, "Le contrat peut être résilié par la régie à toute époque.", "Le contrat peut être résilié par la régie seulement en fin d'année.", "limit-added", GOOD),
]  # fmt: skip

WHOLE: list[Case] = [
    (EN, "A passenger may sue only in Monaco.", "", "removed-power", GOOD),
    (EN, "", "Players may change teams only in January.", "added-power", BAD),
    (EN, "You may cancel only in writing.", "", "removed-promise", BAD),
    (EN, "Our staff may change teams only in January.", "", "removed-promise", BAD),
    (EN, "You may talk to our staff only on Mondays.", "", "removed-promise", BAD),
    (EN, "You may only see your data.", "", "removed-promise", BAD),
    (FR, "Le client ne peut saisir que le juge de Lyon.", "", "removed-power", GOOD),
    (FR, "Le voyageur plaide uniquement devant le tribunal de Gênes.", "", "removed-power", GOOD),
]  # fmt: skip

WAITS: list[Case] = [
    (FR, "Nous publions vos résultats sans attendre votre accord.", "Nous publions vos résultats une fois votre accord donné.", "consent-stronger", GOOD),
    (FR, "Nous répondons sans attendre.", "Nous répondons quelques jours plus tard.", "later", BAD),
    (FR, "L'envoi des scores est activé à la livraison.", "L'envoi des scores est désactivé à la livraison.", "ladder-up", GOOD),
    (FR, "Le filtre parental est actif à la livraison.", "Le filtre parental est inactif à la livraison.", "ladder-down", BAD),
    (FR, "L'abonnement se prolonge d'un an si vous ne dites rien.", "L'abonnement s'arrête si vous ne dites rien.", "end", GOOD),
    (FR, "Le journal des connexions est gardé à vie.", "Le journal des connexions est gardé dans un tiroir.", "state-better", GOOD),
    (FR, "Le badge est valable à vie.", "Le badge est valable ici.", "state-worse", BAD),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "before", "after", "rule", "direction"),
    [*JOINTS, *CEILINGS, *ASIDES, *AUDIENCES, *CUTS, *WHOLE, *WAITS],
)
def test_a_favour_is_no_loss(
    language: Language, before: str, after: str, rule: str, direction: Direction
) -> None:
    grounds = observe(before, after, rules.read(language)).grounds
    assert (rule, direction) in {(ground.rule, ground.direction) for ground in grounds}
    if direction is GOOD:
        assert all(ground.direction is not BAD for ground in grounds)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The pool is open to everyone.", "The pool is open to members alone."),
        (EN, "The pool of our neighbours from the valley beyond the river and the hills is warm and clean and wide and near and dear to us and to nobody else here.", "The pool is warm."),
        (FR, "La piscine est ouverte à tous.", "La piscine est ouverte aux seuls abonnés."),
        (FR, "La liste n'est pas ouverte à tous.", "La liste n'est pas réservée au juge."),
        (EN, "The list grows.", "The list is public."),
    ],
)  # fmt: skip
def test_what_people_use_is_no_record_of_them(language: Language, before: str, after: str) -> None:
    grounds = observe(before, after, rules.read(language)).grounds
    assert not any(ground.rule.startswith("circle-") for ground in grounds)


@pytest.mark.parametrize(
    ("language", "text", "sign"),
    [
        (EN, "You learn of any increase two weeks before it applies.", 1),
        (EN, "Before the rise you must cancel two weeks before it applies.", -1),
        (EN, "You must know two weeks before it applies.", -1),
        (EN, "A dispute is settled within two months.", -1),
        (EN, "A dispute is lodged within two months.", 1),
        (EN, "An appeal is decided in three weeks.", -1),
        (FR, "Les membres apprennent la hausse trois semaines avant la rentrée.", 1),
        (FR, "La contestation est tranchée en deux mois.", -1),
        (FR, "La contestation se dépose dans les deux mois.", 1),
    ],
)
def test_a_time_serves_whoever_has_it(language: Language, text: str, sign: int) -> None:
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert bearing(statement.quantities[0], statement, pack) == sign


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        (EN, "Article 12 of the code holds.", 0),
        (FR, "Secret bancaire : article L. 511-33 du code.", 0),
        (FR, "Selon l'article 5, 30 jours suffisent.", 1),
        (EN, "Each keeps 12 bags.", 1),
    ],
)
def test_the_number_of_an_article_counts_nothing(language: Language, text: str, count: int) -> None:
    pack = rules.read(language)
    (statement,) = read(text, pack)
    assert len(list(quantities(statement.plain, pack.numerals))) == count


def test_a_day_of_the_calendar_is_no_number_of_things() -> None:
    before, after = "You must print a card before 3 May 2025.", "You must print a card before 12 May 2025."
    grounds = observe(before, after, rules.read(EN)).grounds
    assert {ground.direction for ground in grounds} <= {EVEN}


def test_somebody_who_reads_your_file_is_not_you() -> None:
    before, after = "The locum reads your file.", "The locum, bound to secrecy, reads your file and signs it."
    assert not any(ground.rule == "duty-longer" for ground in observe(before, after, rules.read(EN)).grounds)


def test_every_day_is_no_whole_of_anything() -> None:
    before, after = "Le vestiaire est surveillé le samedi.", "Le vestiaire est surveillé tous les jours."
    assert not any(
        ground.rule.startswith("scope-") for ground in observe(before, after, rules.read(FR)).grounds
    )
