"""A yes that was asked for and is now taken for given is a loss, whatever words it is put in."""

import pytest

from notifier.adapters import rules
from notifier.core.judgement import observe
from notifier.core.text import EN, FR, Language


def _rules(language: Language, before: str, after: str) -> set[str]:
    return {ground.rule for ground in observe(before, after, rules.read(language)).grounds}


TAKEN = [
    (EN, "The circular comes if you write “yes” in the log.", "The circular comes if you do not write “no” in the log."),
    (FR, "La circulaire vient si vous écrivez « oui ».", "La circulaire vient si vous n'écrivez pas « non »."),
    (EN, "You join the raffle only by ticking box 5.", "You join the raffle unless you strike out box 5."),
    (FR, "Le sac du lundi est préparé pour qui le commande.", "Le sac du lundi est préparé sauf pour qui le décommande."),
    (EN, "Painting a barge requires its owner's yes.", "An owner who says nothing agrees to the painting of the barge."),
    (FR, "Le cliché est affiché si le batelier signe.", "Le silence du batelier vaut accord pour afficher le cliché."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "before", "after"), TAKEN)
def test_who_does_not_say_no_has_said_yes(language: Language, before: str, after: str) -> None:
    assert "silence-yes" in _rules(language, before, after)
    assert "silence-yes" not in _rules(language, after, before)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "The background is blurred if you ask.", "The background is blurred unless you refuse."),
        (FR, "Le fond est flouté si vous le demandez.", "Le fond est flouté sauf si vous refusez."),
        (EN, "We give you a hat if you ask.", "We give you a hat unless you refuse."),
        (EN, "We print your name only if you say yes.", "Unless you say yes, no name of yours is printed."),
        (FR, "Nous imprimons votre nom si vous dites oui.", "À moins d'un oui, votre nom n'est pas imprimé."),
        (EN, "The horn sounds when the ferry leaves.", "The horn sounds when the ferry does not leave."),
        (EN, "We share your photo only if you agree.", "We share your photo unless you object."),
    ],
)
def test_what_serves_or_waits_as_before_takes_no_yes_for_given(
    language: Language, before: str, after: str
) -> None:
    assert "silence-yes" not in _rules(language, before, after)


@pytest.mark.parametrize(
    ("language", "before", "after", "rule"),
    [
        (EN, "The ranger does not open your tent, except in a storm.", "The ranger does not open your tent.", "exception-dropped"),
        (FR, "Le gardien n'ouvre pas votre tente, sauf en cas d'orage.", "Le gardien n'ouvre pas votre tente.", "exception-dropped"),
        (EN, "You may not open your tent, except in a storm.", "You may not open your tent.", "exception-removed"),
        (FR, "Vous ne pouvez pas ouvrir votre tente, sauf en cas d'orage.", "Vous ne pouvez pas ouvrir votre tente.", "exception-removed"),
    ],
)  # fmt: skip
def test_an_exception_to_what_others_do_not_do_takes(
    language: Language, before: str, after: str, rule: str
) -> None:
    assert rule in _rules(language, before, after)
