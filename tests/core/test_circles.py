"""The same act for other people: who has it, who bears it, who sees what is theirs."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import judge
from notifier.core.people import vocabulary
from notifier.core.text import EN, FR, Language

SEEN = [
    (EN, "Whoever finds a pet may look up the number on its collar.", "Vets may look up the number on its collar.", "people-fewer"),
    (EN, "Each stallholder gets a parking space.", "Each stallholder who has traded for ten years gets a parking space.", "people-fewer"),
    (EN, "Every beekeeper may lodge an objection.", "Every beekeeper with five hives or more may lodge an objection.", "people-fewer"),
    (EN, "Campers and their visitors may use the showers.", "Campers may use the showers.", "people-fewer"),
    (EN, "A stonemason or a relative can order an inscription.", "A stonemason can order an inscription.", "people-fewer"),
    (EN, "An heir can have the profile closed.", "Only a spouse can have the profile closed.", "people-fewer"),
    (EN, "Any glassblower may hire the kiln.", "Any glassblower of the guild may hire the kiln.", "people-fewer"),
    (EN, "If the lift breaks down, all lodgers may use the goods lift.", "If the lift breaks down, lodgers on the top floor may use the goods lift.", "people-fewer"),
    (EN, "Students travel at half price.", "Students and pensioners travel at half price.", "people-more"),
    (EN, "Residents of the borough are welcome at the open day.", "Anybody is welcome at the open day.", "people-more"),
    (EN, "Any donor may withdraw a sample.", "A donor may withdraw a sample.", "people-same"),
    (EN, "Parents of first-year pupils must sign.", "Parents must sign.", "asked-of-more"),
    (EN, "All borrowers pay a fine.", "Adult borrowers pay a fine.", "asked-of-fewer"),
    (EN, "Voters under thirty may not vote by post.", "Voters may not vote by post.", "asked-of-more"),
    (EN, "Tenants under thirty need not pay the deposit.", "Tenants need not pay the deposit.", "people-more"),
    (EN, "Players over sixteen may be banned from the hall.", "Players may be banned from the hall.", "asked-of-more"),
    (EN, "Both parties may record the call.", "We may record the call.", "mutual-lost"),
    (EN, "Each party bears its own costs.", "You bear your own costs.", "mutual-lost"),
    (EN, "Both sides may call off the booking.", "You may call off the booking.", "mutual-won"),
    (EN, "Your readings are seen by one engineer.", "Your readings are seen by our engineers.", "insiders-more"),
    (EN, "Your readings are seen by all engineers.", "Your readings are seen by two engineers.", "insiders-fewer"),
    (EN, "Your diary is open to Dr Hale.", "Your diary is open to the doctors of the practice.", "insiders-more"),
    (EN, "The trainer looks at your heart rate.", "The trainer and the secretary look at your heart rate.", "insiders-more"),
    (EN, "The notes stay with your tutor.", "The notes stay with the teaching team.", "insiders-more"),
    (EN, "Only our staff know the result.", "Only the midwife in charge of you knows the result.", "insiders-fewer"),
    (FR, "Quiconque trouve un animal peut consulter le numéro du collier.", "Les vétérinaires peuvent consulter le numéro du collier.", "people-fewer"),
    (FR, "Chaque exposant reçoit une place.", "Chaque exposant présent depuis dix ans reçoit une place.", "people-fewer"),
    (FR, "Le marbrier ou la famille peut commander une inscription.", "Le marbrier peut commander une inscription.", "people-fewer"),
    (FR, "Les riverains sont admis à la fête.", "Tout le monde est admis à la fête.", "people-more"),
    (FR, "Les parents des élèves de sixième doivent signer.", "Les parents doivent signer.", "asked-of-more"),
    (FR, "Les deux parties peuvent enregistrer l'appel.", "Nous pouvons enregistrer l'appel.", "mutual-lost"),
    (FR, "Chacun de nous peut demander un expert.", "L'assureur peut demander un expert.", "mutual-lost"),
    (FR, "Vos relevés sont vus par un seul ingénieur.", "Vos relevés sont vus par nos ingénieurs.", "insiders-more"),
    (FR, "Votre dossier est connu de l'assistante sociale qui vous accompagne.", "Votre dossier est connu de tout le service.", "insiders-more"),
    (FR, "Le personnel voit votre plan de table.", "Le chef de salle voit votre plan de table.", "insiders-fewer"),
]  # fmt: skip
NOT_SEEN = [
    (EN, "Your questions are answered by a librarian.", "Your questions are answered by our librarians."),
    (EN, "Complaints are opened by the manager.", "Complaints are opened by the team."),
    (EN, "Your file is never opened by the manager.", "Your file is never opened by the team."),
    (EN, "All tenants may keep a dog.", "All tenants, except those on the top floor, may keep a dog."),
    (EN, "If you ask, we tell you who saw it.", "If you ask, we tell you, where we can, who saw it."),
    (EN, "Under 15, a parent must sign.", "Under 13, a parent must sign."),
    (EN, "Both parties may record the call.", "Either party may record the call."),
    (EN, "Each tenant may keep a dog.", "Each gardener may keep a bee."),
    (EN, "Members, who pay monthly, may vote.", "Members who pay monthly may vote."),
    (EN, "Members paint.", "Members of the club paint."),
    (EN, "The doctor on duty sees your chart.", "The doctor of the day sees your chart."),
    (EN, "Your chart is open to Ms.", "Your chart is open to the team."),
    (EN, "The gardener lives in the house.", "The gardener and a cook live in the house."),
    (FR, "Une bibliothécaire répond à vos questions.", "Nos bibliothécaires répondent à vos questions."),
]  # fmt: skip
OURS = ("people-", "asked-", "mutual-", "insiders-")


def _found(language: Language, before: str, after: str) -> list[str]:
    return [f.rule for f in judge(before, after, rules.read(language)) if f.rule.startswith(OURS)]


@pytest.mark.parametrize(("language", "before", "after", "rule"), SEEN, ids=lambda part: str(part)[:40])
def test_other_people_in_the_same_act_are_weighed(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule in _found(language, before, after)


@pytest.mark.parametrize(("language", "before", "after"), NOT_SEEN, ids=lambda part: str(part)[:40])
def test_other_changes_are_left_to_other_rules(language: Language, before: str, after: str) -> None:
    assert _found(language, before, after) in ([], ["people-same"])


def test_a_table_that_lacks_a_list_is_no_vocabulary() -> None:
    with pytest.raises(KeyError):
        vocabulary({"everyone": ("anyone",)})


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        (EN, "Guests give up nothing and nobody asks.", "added-power"),
        (EN, "Bathers get a towel.", "added-promise"),
        (EN, "Whoever leaves early gets nothing.", "added-power"),
        (EN, "Lodgers get filmed.", "added-power"),
        (EN, "Requests by telephone are not taken.", "added-power"),
        (EN, "Questions are dealt with in English alone.", "added-power"),
        (EN, "Questions are dealt with in English.", "added-text"),
        (EN, "You paint the wall.", "added-power"),
        (EN, "Latecomers get no supper.", "added-power"),
        (EN, "Oarsmen get a towel.", "added-promise"),
        (FR, "Les retardataires n'ont pas de dîner.", "added-power"),
        (FR, "Les nageurs reçoivent un autre casier.", "added-promise"),
        (FR, "Les demandes par téléphone ne sont pas prises.", "added-power"),
    ],
)
def test_a_clause_that_came_serves_by_who_has_what(language: Language, text: str, rule: str) -> None:
    assert rule in {one.rule for one in judge("", text, rules.read(language))}


def test_what_was_asked_of_the_person_first_is_lost_with_its_clause() -> None:
    (one,) = judge("Painting on Mondays, with your express consent.", "", rules.read(EN))
    assert one.rule == "removed-promise"
