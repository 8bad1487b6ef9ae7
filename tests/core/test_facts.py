"""What a clause does to people that came or went whole and is told as a mere fact."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.finding import Direction
from notifier.core.judgement import judge
from notifier.core.text import EN, FR, Language

INTRUDES = [
    (EN, "Your neighbours are asked what they think."),
    (EN, "A pupil's friends are asked what they think."),
    (EN, "We ring your neighbours to learn whether you live alone."),
    (FR, "Nous téléphonons à vos voisins pour savoir si vous vivez seul."),
    (EN, "A clerk goes through the pockets of coats that guests leave behind."),
    (FR, "Un employé vide les poches des manteaux que les clients oublient."),
    (EN, "The warden walks through the bedrooms of the boarders every evening."),
    (FR, "Le surveillant passe chaque soir dans les chambres des pensionnaires."),
    (EN, "We compare the photographs of applicants with their pages on social networks."),
    (EN, "The former teachers of each applicant are asked what they think of them."),
    (EN, "Bags are opened at the exit."),
    (FR, "Les sacs sont ouverts à la sortie."),
    (EN, "A member who loses the key bears the price of a new lock."),
    (FR, "Le membre qui perd la clé prend à sa charge le prix d'une nouvelle serrure."),
    (EN, "The names of late payers hang at the entrance."),
    (FR, "Les noms des retardataires sont affichés à l'entrée."),
    (EN, "When a house is sold, the album of the former owners passes to the buyer."),
    (FR, "Lorsqu'une maison est vendue, l'album des anciens propriétaires passe à l'acheteur."),
    (EN, "We write to the landlord of each applicant to hear whether rent was paid on time."),
    (FR, "Nous écrivons au bailleur de chaque candidat pour savoir si le loyer était payé à temps."),
    (EN, "Rooms are looked through while guests are at breakfast."),
    (FR, "Les chambres sont visitées pendant le petit-déjeuner des clients."),
    (EN, "The voices of callers are compared with earlier calls."),
    (FR, "La voix des appelants est comparée à leurs appels précédents."),
    (EN, "The guest who smokes in the room bears the cost of airing it."),
    (FR, "Le client qui fume dans la chambre supporte le coût de l'aération."),
    (EN, "From the fourth month, an unused pass loses five points a week."),
    (FR, "À partir du quatrième mois, une carte inutilisée perd cinq points par semaine."),
    (EN, "Upon a sale of the shop, the buyer takes over the order book with all names."),
    (FR, "En cas de vente de la boutique, l'acheteur reprend le carnet de commandes avec tous les noms."),
]

COVERS = [
    (EN, "Neither the office nor the board sees who has voted."),
    (FR, "Ni le secrétariat ni le comité ne voient qui a voté."),
    (EN, "Guests are listed by room number, so that callers do not learn their names."),
    (
        FR,
        "Les hôtes sont inscrits par numéro de chambre, afin que l'on n'apprenne pas leur nom au téléphone.",
    ),
    (EN, "If you say no, you are not asked again that year."),
    (FR, "Si vous dites non, la question ne vous est plus posée de l'année."),
    (EN, "The caretaker has no key to the flats."),
    (FR, "Le concierge n'a pas de clé des appartements."),
    (EN, "The curtain of the booth hides the voter from view."),
    (FR, "Le rideau de l'isoloir cache l'électeur aux regards."),
    (EN, "An employee who objects is not moved to another post."),
    (FR, "Le salarié qui s'y oppose n'est pas muté à un autre poste."),
    (EN, "The envelopes are opened in front of two witnesses."),
    (FR, "Les enveloppes sont ouvertes devant deux témoins."),
    (EN, "The nurse knocks before she enters a patient's room."),
    (FR, "L'infirmière frappe avant d'entrer dans la chambre d'un patient."),
    (EN, "The cleaning firm does not hold a key to the lockers."),
    (FR, "L'entreprise de nettoyage n'a pas de clé des casiers."),
    (EN, "Results are given by number, so that nobody learns how a neighbour did."),
    (FR, "Les résultats sont donnés par numéro, afin que nul n'apprenne ceux de son voisin."),
    (EN, "Whoever says no to the survey is left alone for a year."),
    (FR, "Qui refuse l'enquête est laissé tranquille pendant un an."),
    (EN, "The screen turns black when somebody else comes near."),
    (FR, "L'écran s'éteint quand quelqu'un d'autre s'approche."),
    (EN, "A member who votes against is not called to explain it."),
    (FR, "Le membre qui vote contre n'est pas appelé à s'en expliquer."),
    (EN, "The editors never see the names under the entries."),
    (FR, "Les rédacteurs ne voient jamais les noms des concurrents."),
    (EN, "A screen stands between the couch and the door."),
    (FR, "Un paravent sépare le divan de la porte."),
]

NEITHER = [
    (EN, "", "We ring the masons on Mondays"),
    (EN, "", "Ring, for the caretaker has gloves of all sizes."),
    (EN, "", "Are bags opened at the exit?"),
    (EN, "", "We ring you to agree on a date."),
    (FR, "", "Nous vous téléphonons pour convenir d'une date."),
    (EN, "", "The club was founded by six weavers."),
    (FR, "", "Le club a été fondé par six tisserands."),
    (EN, "", "The caretaker has no key to the flats."),
    (FR, "", "Le concierge n'a pas de clé des appartements."),
    (EN, "", "Guests are listed by room number, so that callers do not learn their names."),
    (
        FR,
        "",
        "Les hôtes sont inscrits par numéro de chambre, afin que l'on n'apprenne pas leur nom au téléphone.",
    ),
    (EN, "", "A map hangs at each stop."),
    (FR, "", "Un plan est affiché à chaque arrêt."),
    (EN, "", "We lend you boots of your size."),
    (FR, "", "Nous vous prêtons des bottes à votre taille."),
    (EN, "", "The office is in the old mill."),
    (FR, "", "Le bureau se trouve dans le vieux moulin."),
    (EN, "", "A pharmacist is there until ten at night."),
    (FR, "", "Une pharmacienne est là jusqu'à dix heures du soir."),
    (EN, "", "Neither the office nor the board sees who has voted."),
    (FR, "", "Ni le secrétariat ni le comité ne voient qui a voté."),
    (EN, "We ring your neighbours to learn whether you live alone.", ""),
    (FR, "Nous téléphonons à vos voisins pour savoir si vous vivez seul.", ""),
    (EN, "Bags are opened at the exit.", ""),
    (FR, "Les sacs sont ouverts à la sortie.", ""),
    (EN, "Guests do not wear shoes in the hall.", ""),
    (FR, "Les hôtes ne portent pas de chaussures dans la salle.", ""),
    (EN, "The names of late payers hang at the entrance.", ""),
    (FR, "Les noms des retardataires sont affichés à l'entrée.", ""),
    (EN, "No claim lies for lost coats.", ""),
    (FR, "Aucune réclamation n'est admise pour les manteaux perdus.", ""),
    (EN, "", "The hall has a stage and a piano."),
    (FR, "", "La salle a une scène et un piano."),
    (EN, "", "We ring you if your train is late."),
    (FR, "", "Nous vous appelons si votre train est en retard."),
    (EN, "", "The cleaning firm does not hold a key to the lockers."),
    (FR, "", "L'entreprise de nettoyage n'a pas de clé des casiers."),
    (EN, "", "Coffee is poured at eleven."),
    (EN, "", "The editors never see the names under the entries."),
    (FR, "", "Les rédacteurs ne voient jamais les noms des concurrents."),
    (EN, "Rooms are looked through while guests are at breakfast.", ""),
    (FR, "Les chambres sont visitées pendant le petit-déjeuner des clients.", ""),
    (EN, "The orchard was planted by monks.", ""),
    (FR, "Le verger a été planté par des moines.", ""),
    (EN, "Dogs do not enter the pool.", ""),
    (FR, "Les chiens n'entrent pas dans le bassin.", ""),
    (EN, "The guest who smokes in the room bears the cost of airing it.", ""),
    (FR, "Le client qui fume dans la chambre supporte le coût de l'aération.", ""),
    (EN, "The bus runs on Sundays as well.", ""),
    (FR, "Le bus circule aussi le dimanche.", ""),
]


def _rules(language: Language, before: str, after: str) -> set[str]:
    return {finding.rule for finding in judge(before, after, rules.read(language))}


@pytest.mark.parametrize(("language", "text"), INTRUDES, ids=lambda part: str(part)[:40])
def test_who_comes_near_to_people_takes_when_the_clause_comes(language: Language, text: str) -> None:
    assert "intrusion-added" in _rules(language, "", text)
    assert "intrusion-removed" in _rules(language, text, "")


@pytest.mark.parametrize(("language", "text"), COVERS, ids=lambda part: str(part)[:40])
def test_what_hides_people_gives_when_the_clause_comes(language: Language, text: str) -> None:
    assert "cover-removed" in _rules(language, text, "")
    assert "cover-added" in _rules(language, "", text)


@pytest.mark.parametrize(("language", "before", "after"), NEITHER, ids=lambda part: str(part)[:40])
def test_other_facts_come_and_go(language: Language, before: str, after: str) -> None:
    found = judge(before, after, rules.read(language))
    assert Direction.ADVERSE not in {finding.direction for finding in found}
