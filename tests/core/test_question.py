"""What a person is asked: each reduction once, from the words that bind without it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from answers import BOTH, FIRST, LONGER, POLICY, asked, documents, no, says, yes
from builders import history, parse, record

from notifier.core import question
from notifier.core.alignment import Fate
from notifier.core.binding import Bound
from notifier.core.consent import Answer, canonical
from notifier.core.finding import Category, Direction, Level
from notifier.core.identity import assign
from notifier.core.policy import Binding
from notifier.core.question import Ask, Said
from notifier.core.release import ChangeRef, History, Record, ReductionId, Version, Withdrawal
from notifier.core.text import EN, FR, ClauseId, Language, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.document import Document


def words(ask: Ask) -> list[tuple[str, str]]:
    return [(change.words_before, change.words_after) for change in ask.changes]


def test_one_question_for_each_reduction_in_the_order_of_the_text() -> None:
    first, second = asked(FIRST, LONGER, BOTH).asks
    assert first.reductions == ("2.0.0/retention-1",)
    assert words(first) == [("Searches: thirty days.", "Searches: ninety days.")]
    assert (first.section, str(first.since), first.language) == ("Keeping", "1.0.0", "en")
    assert words(second) == [("Letters: one year.", "Letters: two years.")]
    assert str(second.since) == "2.0.0"


def test_who_agreed_before_is_asked_from_the_words_that_bind_now() -> None:
    again = record("3.2.0", effective=date(2026, 3, 1), reduces=("retention-1",))
    told = question.sheet(
        policy=POLICY,
        history=history(FIRST, LONGER, again),
        release=again,
        baseline=Version(1, 0, 0),
        language=EN,
        documents=again_longer,
        agreed=frozenset({ReductionId("2.0.0/retention-1")}),
    )
    fresh, kept = told.asks
    assert (fresh.reductions, fresh.agreed, str(fresh.since)) == (("3.2.0/retention-1",), False, "2.0.0")
    assert words(fresh) == [("Searches: ninety days.", "Searches: ten years.")]
    assert (kept.reductions, kept.agreed, str(kept.since)) == (("2.0.0/retention-1",), True, "1.0.0")
    assert words(kept) == [("Searches: thirty days.", "Searches: ninety days.")]


def again_longer(version: Version, language: Language) -> Document:
    if str(version) != "3.2.0":
        return documents(version, language)
    longest = {EN: "Searches: ten years.", FR: "Recherches : 10 ans."}[language]
    return assign(parse(f"# Keeping {{#retention}}\n\n{longest}\n\nLetters: one year.\n", language=language))


@pytest.mark.parametrize("by", list(Binding))
def test_what_was_agreed_to_is_asked_last_and_may_be_taken_back(by: Binding) -> None:
    told = question.sheet(
        policy=replace(POLICY, binding=by),
        history=history(FIRST, LONGER, BOTH),
        release=BOTH,
        baseline=Version(1, 0, 0),
        language=EN,
        documents=documents,
        agreed=frozenset({ReductionId("2.0.0/retention-1"), ReductionId("3.0.0/retention-2")}),
    )
    assert all(ask.agreed for ask in told.asks)
    assert {name for ask in told.asks for name in ask.reductions} == {
        "2.0.0/retention-1",
        "3.0.0/retention-2",
    }
    assert {str(ask.since) for ask in told.asks} <= {"1.0.0", "2.0.0"}
    assert all(ask.changes for ask in told.asks)


def test_it_is_asked_in_the_language_of_the_page() -> None:
    told = asked(FIRST, LONGER, language=FR)
    assert words(told.asks[0]) == [("Recherches : 30 jours.", "Recherches : 90 jours.")]
    assert told.asks[0].section == "Conservation"
    assert told.shown == next(text.sha256 for text in LONGER.texts if text.language == FR)


def test_keycloak_26124_who_began_later_is_asked_less() -> None:
    assert [ask.reductions for ask in asked(FIRST, LONGER, BOTH, baseline="2.0.0").asks] == [
        ("3.0.0/retention-2",)
    ]
    assert asked(FIRST, LONGER, BOTH, baseline="3.0.0").asks == ()


def test_nobody_is_asked_who_began_with_nothing_that_stands() -> None:
    gone = replace(FIRST, withdrawn=Withdrawal(on=date(2026, 1, 1), reason="a mistake", by="Ada"))
    assert asked(gone, LONGER).asks == ()


def test_a_reduction_in_the_other_language_is_shown_in_it() -> None:
    last = replace(record("3.1.0", effective=date(2026, 4, 1)), reduces=BOTH.reduces)
    told = asked(FIRST, LONGER, last)
    assert [(ask.language, words(ask)) for ask in told.asks] == [
        (EN, [("Searches: thirty days.", "Searches: ninety days.")]),
        (FR, [("Lettres : un an.", "Lettres : 2 ans.")]),
    ]


def test_words_that_are_the_same_again_and_were_not_lifted_are_still_asked() -> None:
    same = record("1.0.0", effective=date(2026, 5, 1), reduces=("retention-1",))
    told = question.sheet(
        policy=POLICY,
        history=history(FIRST, replace(same, version=Version(2, 0, 0))),
        release=replace(same, version=Version(2, 0, 0)),
        baseline=Version(1, 0, 0),
        language=EN,
        documents=lambda _, language: documents(Version(1, 0, 0), language),
    )
    assert [(ask.changes, ask.section) for ask in told.asks] == [((), "")]


def test_by_release_everything_is_one_question() -> None:
    whole = asked(FIRST, LONGER, BOTH, policy=replace(POLICY, binding=Binding.RELEASE))
    (ask,) = whole.asks
    assert ask.reductions == ("2.0.0/retention-1", "3.0.0/retention-2")
    assert len(ask.changes) == 2


def test_a_removed_clause_is_asked_about_under_its_heading() -> None:
    gone = record(
        "4.0.0", effective=date(2026, 4, 1), reduces=("retention-2",), clauses=("retention", "retention-1")
    )
    (ask,) = asked(FIRST, gone).asks
    assert words(ask) == [("Letters: one year.", "")]
    assert ask.section == "Keeping"


def test_a_heading_is_its_own_section() -> None:
    renamed = record("2.0.0", effective=date(2026, 2, 1), reduces=("retention",))

    def retitled(version: Version, language: Language) -> Document:
        title = "# Storing {#retention}\n" if version.major == 2 else "# Keeping {#retention}\n"
        return assign(parse(title, language=language))

    only = [replace(one, clauses=one.clauses[:1]) for one in (FIRST, renamed)]
    told = question.sheet(
        policy=POLICY,
        history=history(*only),
        release=only[1],
        baseline=Version(1, 0, 0),
        language=EN,
        documents=retitled,
    )
    assert told.asks[0].section == "Storing"


def test_a_change_without_a_heading_above_has_no_section() -> None:
    def bare(version: Version, language: Language) -> Document:
        return assign(parse(f"Searches: {version.major}0 days.\n", language=language))

    only = [
        replace(one, clauses=tuple(replace(ref, id=ClauseId("text-1")) for ref in one.clauses[:1]))
        for one in (FIRST, record("2.0.0", effective=date(2026, 2, 1), reduces=("text-1",)))
    ]
    told = question.sheet(
        policy=POLICY,
        history=history(*only),
        release=only[1],
        baseline=Version(1, 0, 0),
        language=EN,
        documents=bare,
    )
    assert told.asks[0].section == ""


AT = datetime(2026, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        pytest.param((FIRST, LONGER, BOTH), "2.0.0", id="what is published by then"),
        pytest.param((), None, id="nothing"),
        pytest.param((BOTH,), None, id="nothing yet"),
        pytest.param(
            (FIRST, replace(LONGER, withdrawn=Withdrawal(on=date(2026, 1, 9), reason="a mistake", by="Ada"))),
            "1.0.0",
            id="what was not withdrawn",
        ),
    ],
)
def test_the_newest_release_is_asked_about(of: tuple[Record, ...], expected: str | None) -> None:
    found = question.newest(history(*of), AT, "Europe/Paris")
    assert (str(found.version) if found else None) == expected


ASK = Ask(
    reductions=(ReductionId("2.0.0/a"), ReductionId("2.0.0/b")),
    changes=(),
    language=EN,
    section="",
    since=Version(1, 0, 0),
)
LATE = datetime(2026, 1, 2, tzinfo=UTC)


def test_silence_on_a_part_is_silence() -> None:
    assert question.said(ASK, ()) is None
    assert question.said(ASK, (yes("2.0.0/a"), yes("3.0.0/c"))) is None


def test_the_last_answer_is_what_was_said_and_one_refusal_refuses() -> None:
    both = ("2.0.0/a", "2.0.0/b")
    assert question.said(ASK, (yes(*both), no(*both, at=LATE))) == Said(answer=Answer.DECLINED, at=LATE)
    assert question.said(ASK, (no(*both, at=LATE), yes(*both))) == Said(answer=Answer.DECLINED, at=LATE)
    mixed = question.said(ASK, (no("2.0.0/a"), yes("2.0.0/b", at=LATE)))
    assert mixed is not None
    assert mixed.answer is Answer.DECLINED
    agreed = question.said(ASK, (no(*both), yes(*both, at=LATE)))
    assert agreed == Said(answer=Answer.ACCEPTED, at=LATE)
    back = question.said(ASK, (yes(*both), says(Answer.WITHDRAWN, *both, at=LATE)))
    assert back == Said(answer=Answer.WITHDRAWN, at=LATE)


@pytest.mark.parametrize(
    ("accept", "before", "expected"),
    [
        (True, None, Answer.ACCEPTED),
        (True, Said(answer=Answer.DECLINED, at=AT), Answer.ACCEPTED),
        (False, None, Answer.DECLINED),
        (False, Said(answer=Answer.DECLINED, at=AT), Answer.DECLINED),
        (False, Said(answer=Answer.ACCEPTED, at=AT), Answer.WITHDRAWN),
    ],
)
def test_keeping_after_accepting_is_taking_back(
    *, accept: bool, before: Said | None, expected: Answer
) -> None:
    assert question.answer(accept=accept, before=before) is expected


def test_a_page_is_another_when_anything_on_it_is() -> None:
    told = asked(FIRST, LONGER)
    pages = {
        question.page(question.around(sheet, statements), head)
        for sheet in (told, asked(FIRST, LONGER, language=FR), asked(FIRST, LONGER, BOTH))
        for statements in (("yes", "no"), ("no", "yes"))
        for head in ("", "a")
    }
    assert len(pages) == 12


def test_what_is_hashed_of_a_page_is_one_canonical_text() -> None:
    told = question.around(asked(FIRST, LONGER), ('"yes"', "non\u00a0: é"))
    whole = f'{told.before},"head":"00ff",{told.after}'
    said = json.loads(whole)
    assert canonical(said) == whole
    assert sorted(said) == ["asks", "head", "language", "policy", "shown", "statements", "version"]
    assert said["statements"] == ['"yes"', "non\u00a0: é"]
    assert said["asks"][0]["changes"] == [["Searches: thirty days.", "Searches: ninety days."]]
    assert question.page(told, "00ff") == digest(whole)


def test_words_that_bind_are_put_together_from_their_releases() -> None:
    bound = (
        Bound(clause=ClauseId("retention"), version=Version(3, 0, 0)),
        Bound(clause=ClauseId("retention-1"), version=Version(1, 0, 0)),
        Bound(clause=ClauseId("later"), version=Version(1, 0, 0), present=False),
        Bound(clause=ClauseId("retention-2"), version=Version(3, 0, 0)),
    )
    whole = question.worded(bound, lambda version: documents(version, EN))
    assert [clause.text for clause in whole.clauses] == [
        "Keeping",
        "Searches: thirty days.",
        "Letters: two years.",
    ]
    with pytest.raises(ValueError, match="nothing binds"):
        question.worded((), lambda version: documents(version, EN))


def test_a_history_of_the_past_is_asked_as_it_was() -> None:
    until: History = history(FIRST, LONGER, BOTH)
    told = question.sheet(
        policy=POLICY,
        history=until,
        release=LONGER,
        baseline=Version(1, 0, 0),
        language=EN,
        documents=documents,
    )
    assert [ask.reductions for ask in told.asks] == [("2.0.0/retention-1",)]


@pytest.mark.parametrize(("words_in", "raised"), [(EN, True), (EN, False)])
def test_the_reason_of_a_level_is_said_in_the_language_that_gave_it(
    words_in: Language, *, raised: bool
) -> None:
    release = replace(LONGER, changes=tuple(_refs(Level.MATERIAL if raised else Level.REDUCTION)))
    (ask,) = asked(FIRST, release, language=words_in).asks
    assert ask.elsewhere == (((FR, "Gardées plus longtemps."),) if raised else ())
    plain, told = (
        question.page(question.around(replace(sheet, asks=(one,)), ()), "")
        for sheet in [asked(FIRST, release)]
        for one in (replace(ask, elsewhere=()), ask)
    )
    assert (plain == told) is not raised


def test_what_changed_in_another_language_alone_says_why() -> None:
    release = replace(LONGER, changes=tuple(_refs(Level.MATERIAL)))

    def french_only(version: Version, language: Language) -> Document:
        return documents(version if language == FR else Version(1, 0, 0), language)

    told = question.sheet(
        policy=POLICY,
        history=history(FIRST, release),
        release=release,
        baseline=Version(1, 0, 0),
        language=EN,
        documents=french_only,
    )
    assert [(ask.language, ask.elsewhere) for ask in told.asks] == [(FR, ((FR, "Gardées plus longtemps."),))]


def _refs(english: Level) -> Iterator[ChangeRef]:
    for language, assessed, why in (
        (EN, english, "Other."),
        (FR, Level.REDUCTION, "Gardées plus longtemps."),
    ):
        yield ChangeRef(
            clause=ClauseId("retention-1"),
            language=language,
            fate=Fate.EDITED,
            key=digest("a"),
            assessed=assessed,
            level=Level.REDUCTION,
            direction=Direction.FAVOURABLE,
            category=Category.OTHER,
            rules=(),
            why=(why,),
        )
