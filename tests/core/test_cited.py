"""Another law or text that is cited, where nothing else changed, gives and takes nothing by that alone."""

import pytest

from notifier.adapters import rules
from notifier.core.finding import Level
from notifier.core.judgement import judge
from notifier.core.text import EN, FR, Language


def _told(language: Language, before: str, after: str) -> set[tuple[str, Level]]:
    return {(finding.rule, finding.level) for finding in judge(before, after, rules.read(language))}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "We keep the oath under section 12 of the Bell Act 1911.", "We keep the oath under section 14 of the Bell Act 1911."),
        (FR, "Nous gardons le serment en vertu du décret de 1911.", "Nous gardons le serment en vertu de l'ordonnance de 2019."),
        (FR, "Cette liste découle de l'arrêté du 3 mai 1911.", "Cette liste découle de l'arrêté du 9 juin 2019."),
    ],
)  # fmt: skip
def test_another_law_that_is_cited_takes_nothing(language: Language, before: str, after: str) -> None:
    assert _told(language, before, after) == {("cited", Level.MATERIAL)}


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        (EN, "Under this law we keep 12 bells.", "Under this law we sell 14 bells."),
        (EN, "We answer as the act says 12 days later.", "We answer as the act says 60 days later."),
        (FR, "Le règlement 12 jours après vaut refus.", "Le règlement 60 jours après vaut refus."),
        (EN, "The law of Wales applies.", "The law of Norway applies."),
        (EN, "We ring bell 12.", "We ring bell 14."),
    ],
)
def test_what_is_no_citation_is_weighed_as_it_was(language: Language, before: str, after: str) -> None:
    assert "cited" not in {rule for rule, _ in _told(language, before, after)}
