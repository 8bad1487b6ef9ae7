"""Everyday wordings, each read by what its parts do, and near misses of each."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language

WORSE = [
    (EN, "You give us notice two weeks ahead.", "You give us notice two months ahead.", "number-worse"),
    (EN, "Bins are put out by the caretaker.", "Bins are put out by the tenants.", "burden-shifted"),
    (
        FR,
        "Les poubelles sont sorties par le gardien.",
        "Les poubelles sont sorties par les locataires.",
        "burden-shifted",
    ),
    (
        FR,
        "Un lit est réservé à votre nom jusqu'à 22 h.",
        "Un lit est réservé à votre nom jusqu'à 18 h.",
        "period-worse",
    ),
    (FR, "Les cours annulés sont rattrapés.", "Les cours annulés sont perdus.", "ladder-down"),
    (EN, "Missed lessons are made up.", "Missed lessons are lost.", "ladder-down"),
    (FR, "Le stagiaire perçoit 600 € par mois.", "Le stagiaire perçoit 400 € par mois.", "number-worse"),
    (
        FR,
        "Vous répondez aux questions qui vous conviennent.",
        "Vous répondez à toutes les questions.",
        "will-lost",
    ),
    (FR, "Le prestataire travaille sous nos yeux.", "Le prestataire travaille à distance.", "presence-lost"),
    (FR, "", "L'organisateur choisit librement les photos.", "added-power"),
    (EN, "The permission covers one outing.", "The permission covers the whole year.", "scope-wider"),
    (
        EN,
        "The counter is open Monday to Saturday.",
        "The counter is open Monday to Thursday.",
        "period-worse",
    ),
    (
        FR,
        "La piscine est chauffée de mai à octobre.",
        "La piscine est chauffée de juin à août.",
        "period-worse",
    ),
    (FR, "La ligne d'aide répond de 8 h 30 à 20 h.", "La ligne d'aide répond de 9 h à midi.", "period-worse"),
    (EN, "The nurse answers from 8 a.m. to 5 p.m.", "The nurse answers from 9 a.m. to noon.", "period-worse"),
    (EN, "The cameras run from 22:00 to 6:00.", "The cameras run from 18:00 to 9:00.", "period-worse"),
    (EN, "The lift is closed Monday to Tuesday.", "The lift is closed Monday to Friday.", "period-worse"),
    (EN, "You can call us until 8 pm.", "You can call us until 5 pm.", "period-worse"),
    (FR, "La buvette ouvre à partir de 9 h.", "La buvette ouvre à partir de 10 h.", "period-worse"),
    (EN, "The pool opens from May 1 to June 3.", "The pool opens from May 2 to May 9.", "period-worse"),
    (
        FR,
        "L'eau n'est jamais coupée entre le 1er novembre et le 31 mars.",
        "L'eau n'est jamais coupée entre le 1er décembre et le 31 janvier.",
        "period-worse",
    ),
    (EN, "Parking is charged from 9 am to 5 pm.", "Parking is charged from 8 am to 8 pm.", "period-worse"),
    (
        FR,
        "La panne doit nous être signalée sous un mois.",
        "La panne doit nous être signalée sous dix jours.",
        "number-worse",
    ),
    (
        EN,
        "Damage must be reported to us within ten days.",
        "Damage must be reported to us within three days.",
        "number-worse",
    ),
    (
        FR,
        "La chambre forte s'ouvre avec deux clés.",
        "La chambre forte s'ouvre avec une clé.",
        "number-worse",
    ),
    (
        FR,
        "Un retrait exige la signature de deux trésoriers.",
        "Un retrait exige la signature d'un trésorier.",
        "number-worse",
    ),
    (
        FR,
        "La mairie s'engage à repeindre les bancs.",
        "La mairie s'efforce de repeindre les bancs.",
        "force-down",
    ),
    (
        FR,
        "Le journal s'engage à publier votre réponse.",
        "Le journal s'efforce de publier votre réponse.",
        "force-down",
    ),
    (EN, "The club hands back the keys.", "The club tries to hand back the keys.", "force-down"),
    (FR, "Présentez votre carte ou votre permis.", "Présentez votre carte ainsi que votre permis.", "and-or"),
    (EN, "Show either your card or your permit.", "Show both your card and your permit.", "and-or"),
    (
        FR,
        "Le guichet montre vos comptes à un tiers muni à la fois d'une procuration et de votre carte.",
        "Le guichet montre vos comptes à un tiers muni soit d'une procuration, soit de votre carte.",
        "and-or",
    ),
    (FR, "L'autorisation vaut pour un match.", "L'autorisation vaut pour toute la saison.", "scope-wider"),
    (FR, "Le micro reste ouvert pendant l'appel.", "Le micro reste ouvert jour et nuit.", "lasts-longer"),
    (FR, "Chaque duplicata est gratuit.", "Le premier duplicata est gratuit.", "one-of-all"),
    (
        FR,
        "La première copie et les suivantes sont offertes.",
        "La première copie est offerte.",
        "grant-narrower",
    ),
    (
        FR,
        "Nous vous rendons le prix payé.",
        "Nous vous rendons un bon d'achat du prix payé.",
        "weaker-measure",
    ),
    (FR, "La somme versée est remboursée.", "La somme versée est remboursée en bons.", "weaker-measure"),
    (
        FR,
        "Jusqu'à 16 ans, un parent autorise la captation vidéo.",
        "Jusqu'à 12 ans, un parent autorise la captation vidéo.",
        "number-worse",
    ),
    (EN, "Until 16, a parent signs the form.", "Until 12, a parent signs the form.", "number-worse"),
    (
        FR,
        "Les résidents, qui siègent au conseil, consultent les comptes.",
        "Les résidents qui siègent au conseil consultent les comptes.",
        "comma",
    ),
    (FR, "Aucun certificat médical n'est requis.", "Un certificat médical est requis.", "polarity-lost"),
    (
        FR,
        "Le haut-parleur s'allume sur votre demande.",
        "Le haut-parleur s'allume au démarrage.",
        "will-lost",
    ),
    (FR, "Le pistage attend votre clic.", "Le pistage attend la fin du chargement.", "will-lost"),
    (
        FR,
        "Vos plaintes restent cachées au bailleur.",
        "Vos plaintes restent cachées au bailleur, sauf les plus graves.",
        "exception-added",
    ),
    (
        FR,
        "Le nouveau tarif vous est envoyé six semaines à l'avance.",
        "Le nouveau tarif vous est envoyé dix jours à l'avance.",
        "number-worse",
    ),
    (FR, "L'empreinte de votre voix n'est jamais relevée.", "", "removed-ban"),
    (FR, "", "Les joueurs s'interdisent tout recours.", "added-burden"),
    (FR, "La salle ferme à minuit.", "La salle ferme à vingt et une heures.", "period-worse"),
    (FR, "La salle ouvre à 8 h.", "La salle ouvre à 10 h.", "number-worse"),
    (FR, "Vous choisissez le jour de la visite.", "Le jour de la visite vous est communiqué.", "will-lost"),
    (FR, "Le bus s'arrête à la demande.", "Le bus s'arrête aux seuls arrêts marqués.", "will-lost"),
    (FR, "Un casier vous est prêté.", "Un casier ne vous est plus prêté.", "polarity-lost"),
    (
        FR,
        "Le nom du remplaçant vous est donné.",
        "Le nom du remplaçant ne vous est pas donné.",
        "polarity-lost",
    ),
    (FR, "La facture détaille chaque poste.", "La facture indique un montant global.", "told-less"),
    (FR, "La décision vous est expliquée.", "La décision vous est notifiée.", "ladder-down"),
    (EN, "The decision is explained.", "The decision is announced.", "ladder-down"),
    (
        EN,
        "Lost coats are reimbursed at purchase price.",
        "Lost coats are reimbursed at market value.",
        "ladder-down",
    ),
    (FR, "La séance est publique.", "La séance se tient à huis clos.", "ladder-down"),
    (FR, "L'eau est analysée chaque jour.", "L'eau est analysée quand elle se trouble.", "condition-added"),
    (
        FR,
        "Le bassin est surveillé en permanence.",
        "Le bassin est surveillé aux heures de pointe.",
        "lasts-shorter",
    ),
    (FR, "Une pause de vingt minutes est prévue.", "Une pause peut être prévue.", "force-down"),
    (EN, "A break is provided.", "A break may be provided.", "force-down"),
    (
        FR,
        "Les horaires sont connus deux semaines avant.",
        "Les horaires sont connus la veille.",
        "number-worse",
    ),
    (FR, "Les objets trouvés sont gardés un an.", "Les objets trouvés sont gardés un mois.", "number-worse"),
    (FR, "La bibliothèque prête quatre livres.", "La bibliothèque prête deux livres.", "number-worse"),
    (FR, "Deux adultes accompagnent chaque groupe.", "Un adulte accompagne chaque groupe.", "number-worse"),
    (FR, "Une place peut être cédée à un ami.", "Une place ne peut pas être cédée.", "polarity-lost"),
    (
        FR,
        "Nous ne regardons pas ce que vous achetez.",
        "Nous regardons ce que vous achetez.",
        "polarity-lost",
    ),
    (FR, "Les intérêts de retard sont plafonnés à 20 €.", "Les intérêts de retard courent.", "number-lost"),
    (
        FR,
        "La garantie couvre les pièces et la main-d'œuvre.",
        "La garantie couvre les pièces.",
        "grant-narrower",
    ),
    (
        FR,
        "Le jardin est ouvert aux habitants et à leurs invités.",
        "Le jardin est ouvert aux habitants.",
        "item-removed",
    ),
    (FR, "Le prix comprend la taxe.", "Le prix s'entend hors taxe.", "exception-added"),
    (
        FR,
        "La caution est rendue le jour du départ.",
        "La caution est rendue trois mois après le départ.",
        "later",
    ),
]

BETTER = [
    (EN, "The fine is 10 pence a day.", "The fine is 10 pence a day, never more than £3.", "cap-added"),
    (EN, "Bins are put out by the tenants.", "Bins are put out by the caretaker.", "burden-taken"),
    (EN, "Missed lessons are lost.", "Missed lessons are made up.", "ladder-up"),
    (FR, "La salle ferme à vingt et une heures.", "La salle ferme à minuit.", "period-better"),
    (FR, "La salle ferme à dix heures.", "La salle ferme à minuit.", "period-better"),
    (FR, "Le jour de la visite vous est communiqué.", "Vous choisissez le jour de la visite.", "will-won"),
    (FR, "Une somme vous est demandée.", "Une somme ne vous est plus demandée.", "no-longer-borne"),
    (FR, "La facture indique un montant global.", "La facture détaille chaque poste.", "told-more"),
    (FR, "Une pause peut être prévue.", "Une pause est prévue.", "force-up"),
    (FR, "L'absence de réponse vaut accord.", "L'absence de réponse vaut refus.", "ladder-up"),
    (FR, "Le prix s'entend hors taxe.", "Le prix comprend la taxe.", "exception-dropped"),
    (EN, "The cameras run from 18:00 to 9:00.", "The cameras run from 22:00 to 6:00.", "period-better"),
    (
        EN,
        "The class takes place from 8 am to 10 am.",
        "The class takes place from 9 am to 11 am.",
        "number-changed",
    ),
    (EN, "You must be in from 8 am to 10 am.", "You must be in from 8 am to 9 am.", "number-changed"),
    (EN, "Your pigeon is from 8 am to 10 am.", "Your pigeon is from 8 am to 9 am.", "number-changed"),
    (EN, "Data is from 8 am to 10 am.", "Data is from 8 am to 9 am.", "number-changed"),
    (
        FR,
        "Votre départ doit nous être annoncé deux mois à l'avance.",
        "Votre départ doit nous être annoncé deux semaines à l'avance.",
        "number-better",
    ),
    (FR, "Le club s'efforce de repeindre les bancs.", "Le club s'engage à repeindre les bancs.", "force-up"),
    (
        FR,
        "Joignez à la fois une facture et un ticket.",
        "Joignez soit une facture, soit un ticket.",
        "or-and",
    ),
    (
        FR,
        "Présentez votre carte ainsi que votre permis.",
        "Présentez votre carte ou votre permis.",
        "or-and",
    ),
    (EN, "You must show a card and a permit.", "You must show a card or a permit.", "or-and"),
    (FR, "L'autorisation vaut pour toute la saison.", "L'autorisation vaut pour un match.", "scope-narrower"),
    (FR, "Le micro reste ouvert jour et nuit.", "Le micro reste ouvert pendant l'appel.", "lasts-shorter"),
    (
        FR,
        "Le remplaçant lit le dossier.",
        "Le remplaçant lit le dossier (pages de santé exclues).",
        "exception-to-power",
    ),
]

UNREAD = [
    (
        FR,
        "Une course s'annule jusqu'à 2 heures avant le départ.",
        "Une course s'annule jusqu'à 3 heures avant le départ.",
    ),
    (EN, "Bins are put out by the caretaker.", "Bins are put out by the gardener."),
    (EN, "The letter is read by the caretaker.", "The letter is read by the tenants."),
    (FR, "Le membre choisit librement sa place.", "Le membre choisit librement son rang."),
    (FR, "Vous choisissez le jour de la visite.", "Le jour de la visite peut être discuté avec le guide."),
    (FR, "Ce texte vaut dès le 1er juin.", "Ce texte vaut dès le 4 juin."),
    (FR, "La surface doit être indiquée.", "La surface peut être indiquée."),
    (FR, "L'étage qui vous est ouvert grince.", "L'étage qui vous est ouvert craque."),
    (FR, "L'autorisation vaut pour un match.", "L'autorisation vaut pour un tournoi."),
    (EN, "The choir sings during the fair.", "The choir sings all day."),
    (EN, "The shop opens Monday to Friday with tea.", "The shop opens Monday to Friday with coffee."),
    (EN, "The shop opens Monday to noon.", "The shop opens Tuesday to noon."),
    (EN, "The shop opens Monday to", "The shop opens Tuesday to"),
    (EN, "The shop opens Monday to Friday.", "The shop opens until Friday."),
    (EN, "The band gives 8 amounts to play.", "The band gives 9 amounts to play."),
    (EN, "You come on foot.", "You try to come on foot."),
    (EN, "The price is paid back.", "The price is paid back and a voucher."),
]
"""Changes that none of these readings has anything to say of."""
_READINGS = ("period", "force", "scope", "lasts", "weaker", "will", "burden")


@pytest.mark.parametrize(("language", "before", "after"), UNREAD)
def test_what_is_told_otherwise_is_left_to_other_rules(language: Language, before: str, after: str) -> None:
    assert not [rule for rule in _rules(language, before, after, *Direction) if rule.startswith(_READINGS)]


@pytest.mark.parametrize(("language", "before", "after", "rule"), WORSE)
def test_what_takes_something_is_seen(language: Language, before: str, after: str, rule: str) -> None:
    assert rule in _rules(language, before, after, Direction.ADVERSE)


@pytest.mark.parametrize(("language", "before", "after", "rule"), BETTER)
def test_its_near_misses_take_nothing(language: Language, before: str, after: str, rule: str) -> None:
    assert rule in _rules(language, before, after, Direction.FAVOURABLE, Direction.NEUTRAL)
    assert not _rules(language, before, after, Direction.ADVERSE)


def _rules(language: Language, before: str, after: str, *directions: Direction) -> list[str]:
    grounds = observe(before, after, rules.read(language)).grounds
    return [ground.rule for ground in grounds if ground.direction in directions]
