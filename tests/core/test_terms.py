from __future__ import annotations

import pytest

from notifier.core.document import parse
from notifier.core.terms import quoted, term_differences
from notifier.core.text import FR
from notifier.core.translation import renderings

DEFINED = (
    "An “Account” is how we know you.",
    "Un «\u00a0Compte\u00a0» est ce par quoi nous vous connaissons.",
)


def _told(english: list[str], french: list[str]) -> list[str]:
    sides = parse("\n\n".join(english)), parse("\n\n".join(french), language=FR)
    found = term_differences(renderings(*sides, last=None), place="fr.md")
    return [one.cause.partition(": ")[2] for one in found]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The “Service” and the “Account”.", ("Service", "Account")),
        ('The "Service", again the "Service".', ("Service",)),
        ("Le «\u00a0Service\u00a0» et le « Compte ».", ("Service", "Compte")),
        ("It's the user's choice.", ()),
        ("They say “we will never ever do a thing like this to anybody at all”.", ()),
    ],
)
def test_terms_are_what_is_quoted_each_once(text: str, terms: tuple[str, ...]) -> None:
    assert quoted(text) == terms


@pytest.mark.parametrize(
    ("english", "french", "told"),
    [
        ("You close your Account.", "Vous fermez votre Compte.", []),
        ("You close all Accounts.", "Vous fermez tous les comptes.", []),
        (
            "You close your Account.",
            "Vous fermez votre profil.",
            ["it speaks of 'Account', which is 'Compte' where it is defined"],
        ),
        ("You see “Delete” there.", "Vous y voyez de quoi supprimer.", []),
        ("See the Terms of Account.", "Voyez les conditions.", []),
        ("See our Account Rules.", "Voyez nos règles.", []),
        ("You close your account.", "Vous fermez votre profil.", []),
        ("We do. Account closures take a day.", "Nous le faisons. Une fermeture prend un jour.", []),
        (
            "We give data to others (“Partners”).",
            "Nous donnons des données à d’autres.",
            ["a term is defined in one language and not in the other (Partners)"],
        ),
        (
            "We give data to partners.",
            "«\u00a0Partenaire\u00a0» désigne toute autre maison.",
            ["a term is defined in one language and not in the other (Partenaire)"],
        ),
    ],
)
def test_a_defined_term_keeps_its_name_in_every_clause(english: str, french: str, told: list[str]) -> None:
    assert _told([DEFINED[0], english], [DEFINED[1], french]) == told


def test_a_quoted_word_without_a_capital_defines_nothing() -> None:
    assert _told(["We say “posts”.", "See your posts."], ["Nous disons « messages ».", "Voyez ceci."]) == []


def test_terms_defined_together_are_left_alone() -> None:
    english = ["“Account” and “House” are ours.", "Close your Account."]
    assert _told(english, ["« Maison » et « Compte » sont à nous.", "Fermez votre profil."]) == []


def test_what_is_missing_is_not_compared() -> None:
    assert _told([DEFINED[0], "Close your Account."], [DEFINED[1]]) == []
