"""Whom a sentence mainly serves that came or went whole."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.languages import EN, FR


def _rules(language: str, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "Your bookings, their price and your points remain the same."),
        (EN, "Only the colour of your card and the name on your statement change."),
        (FR, "Votre abonnement, son tarif et vos avantages demeurent inchangés."),
        (EN, "The criteria that count most are, in order, your income and your rent."),
        (FR, "Les facteurs qui déterminent votre bonus sont l'ancienneté de votre permis et vos sinistres."),
        (EN, "These policies set out how we may use and process your personal data."),
        (EN, "The terms remain in force, and this does not affect how we share data."),
    ],
)
def test_what_stays_or_explains_takes_nothing(language: str, text: str) -> None:
    assert _rules(language, "", text) == {"described"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "We suspend interest and reminders for three months if you lose your job."),
        (EN, "We waive the administration fee for students."),
        (FR, "Nous annulons les frais de dossier pour les étudiants."),
        (EN, "We refund the monthly fee if online banking is unavailable for a day."),
        (EN, "We do not consider where you live, whether you are married or which phone you use."),
        (EN, "We do not consider how likely you are to switch or what you have looked at on our website."),
        (FR, "Nous vous remboursons l'intégralité sous cinq jours, sans franchise ni plafond."),
    ],
)
def test_what_relieves_or_helps_serves_people(language: str, text: str) -> None:
    assert _rules(language, "", text) <= {"help-added", "added-promise"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (EN, "We do not waive the administration fee."),
        (EN, "We suspend the account if the fees are unpaid."),
        (EN, "We cancel the discount and charge the full fee."),
        (EN, "We suspend your data and the fee."),
        (EN, "The page must say how we use your data."),
        (EN, "We may decide how we use your data."),
        (EN, "We refund the fare and you must wait outside."),
        (EN, "We refund nothing, keep your data and charge a fee."),
        (EN, "We may use the factors to decide how much you pay."),
        (EN, "The factors we may use are sold to brokers."),
        (EN, "We share the factors with brokers."),
        (EN, "We record how you use your card."),
        (EN, "You pay how much we charge."),
        (EN, "Your price remains the same only for the first year; we may raise it afterwards."),
        (EN, "Your card remains the same for 12 months, and we share it."),
    ],
)
def test_what_takes_beside_is_no_help_and_no_explanation(language: str, text: str) -> None:
    assert _rules(language, "", text).isdisjoint({"help-added", "described"})


@pytest.mark.parametrize(
    ("language", "before", "text", "told"),
    [
        (EN, "You confirm it.", "It is based on your device, which does not leave your device.", True),
        (EN, "You confirm it on your phone.", "It is collected from your phone.", True),
        (EN, "You confirm it.", "It costs £5, is used by us and is never shared.", False),
        (EN, "We do not keep your letters.", "They are kept with your letters.", False),
        (EN, "You confirm it.", "You must pay us and get a receipt.", False),
        (EN, "You confirm it.", "Iii to record your call.", False),
        (EN, "You confirm it.", "It is shared with brokers.", False),
        (EN, "We do not sell your letters.", "They are sold with your letters.", False),
    ],
)
def test_what_came_beside_a_text_may_only_say_more_of_it(
    language: str, before: str, text: str, *, told: bool
) -> None:
    assert ("described" in _rules(language, before, f"{before} {text}")) is told


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        (EN, "Points expire 18 months after they were credited.", "removed-power"),
        (FR, "Le client qui apporte un repas ou reçoit des visites acquitte une pénalité de 250 €.", "removed-power"),
        (EN, "Points do not expire after they were credited.", "removed-promise"),
        (EN, "Bread is kept in the larder.", "removed-text"),
        (FR, "Nous adresser l'original du bon.", "removed-power"),
    ],
)  # fmt: skip
def test_what_people_bore_is_no_promise_that_is_gone(language: str, text: str, rule: str) -> None:
    assert rule in _rules(language, text, "")


@pytest.mark.parametrize(
    ("language", "before", "after", "rule", "seen"),
    [
        (EN, "Searches are deleted after a week.", "Searches are deleted after a day, unless you ask us to keep them.", "power-added", False),
        (FR, "Les dommages dus au gel ne sont pas couverts.", "Les dommages dus au gel sont couverts, dès lors que les tuyaux étaient isolés.", "condition-added", False),
        (FR, "Les dommages dus au gel sont couverts.", "Les dommages dus au gel sont couverts, dès lors que les tuyaux étaient isolés.", "condition-added", True),
        (EN, "You may cancel until two days before the departure.", "You may cancel until noon on the day of departure.", "before-removed", False),
        (FR, "Votre pièce est numérisée et conservée pendant cinq ans.", "Votre pièce est consultée ; aucune copie n'en est conservée.", "number-lost", False),
        (FR, "Le locataire doit entretenir la chaudière.", "Vous devez entretenir la chaudière.", "asked-of-more", False),
        (FR, "Votre nom et le motif du virement sont transmis respectivement au bénéficiaire et à sa banque.", "Votre nom et le motif du virement sont transmis au bénéficiaire et à sa banque.", "qualifier-removed", False),
        (FR, "Le présent règlement (ci-après dénommé le « Règlement ») entre en vigueur le jour de votre adhésion.", "Le présent règlement (le « Règlement ») entre en vigueur le jour de votre adhésion.", "qualifier-removed", False),
        (EN, "A parent must bring a passport and a birth certificate.", "A parent must bring a passport and a birth certificate or, for children born abroad, a translation.", "item-added", False),
    ],
)  # fmt: skip
def test_what_is_told_with_something_better_is_no_loss(
    language: str, before: str, after: str, rule: str, *, seen: bool
) -> None:
    assert (rule in _rules(language, before, after)) is seen


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (
            EN,
            "The till counts your stamps.",
            "The till counts your stamps. We also share pseudonymised lists of purchases with advertisers, who protect them.",
        ),
        (
            FR,
            "La caisse compte vos tampons.",
            "La caisse compte vos tampons. Nous partageons aussi la liste chiffrée de vos achats avec des annonceurs.",
        ),
    ],
)
def test_what_hands_data_on_explains_nothing(language: str, before: str, after: str) -> None:
    assert "described" not in _rules(language, before, after)
