"""The same promise is read alike in English and French, and its near misses as well."""

from __future__ import annotations

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import EN, FR

READ = (
    ("If you wonder when we open, please see the notice at the door.", "removed-text"),
    ("If you are a guest, your key is copied (please see the notice).", "removed-power"),
    ("Si vous vous demandez quand nous ouvrons, veuillez consulter l’affiche.", "removed-text"),
    ("We design lamps with your privacy in mind.", "removed-promise"),
    ("We design lamps with your letters in mind.", "removed-power"),
    ("What do we mean by “guest?”", "removed-text"),
    ("We reserve the right to delete reviews.", "removed-power"),
    ("Nous nous réservons le droit de supprimer des avis.", "removed-power"),
    ("We delete reviews when you ask.", "removed-promise"),
    ("By leaving us your bicycle, you consent to a test ride.", "removed-power"),
    ("En nous laissant votre vélo, vous consentez à un essai.", "removed-power"),
    ("Breakfast is included.", "free-removed"),
    ("Le petit-déjeuner est inclus.", "free-removed"),
    ("Your order history may be included among what is sold.", "removed-power"),
    ("Nous mettons à disposition le procès-verbal de la réunion.", "removed-promise"),
    ("Nous mettons à la disposition du mécène les résultats de la course.", "removed-power"),
    ("You will not sue the boatyard over scratches.", "removed-power"),
    ("Vous ne poursuivrez pas le chantier pour des rayures.", "removed-power"),
    ("Si vous continuez, vous convenez que cela vaut acceptation.", "removed-power"),
)


@pytest.mark.parametrize(("clause", "rule"), READ)
def test_a_clause_that_went_is_read_by_what_it_does(clause: str, rule: str) -> None:
    french = any(word in f" {clause.lower()} " for word in (" nous ", " vous ", " le "))
    seen = observe(clause, "", rules.read(FR if french else EN))
    assert [ground.rule for ground in seen.grounds] == [rule]


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Your form, which carries advertising, is passed on to the jury.", " and advertisers."),
        (FR, "Votre bulletin, qui porte des annonces, est transmis au jury.", " et à des annonceurs."),
    ],
)
def test_advertisers_are_new_beside_advertising(language: str, before: str, after: str) -> None:
    seen = observe(before, before[:-1] + after, rules.read(language))
    assert not {"recipient-added", "borne-more"}.isdisjoint(ground.rule for ground in seen.grounds)
