"""What a person decides of a change, and who is whom where two have to agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import ADA, BEN, LONGER, SHORTER, V1, WITHOUT, WRITTEN, planned, told

from notifier.core.assessment import Level
from notifier.core.changeset import key
from notifier.core.draft import Draft, Entry
from notifier.core.ruling import address, refusals, same, unsound
from notifier.core.text import EN, FR, ClauseId, Digest


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("Ada Martin <Ada@Example.org>", "ada@example.org"),
        ("Ada <Ada> Martin <ada@example.org>", "ada@example.org"),
        ("Ada Martin < ada@example.org > ", "ada@example.org"),
        ("ada@example.org", "ada@example.org"),
        ("Ada Martin", "ada martin"),
        ("", ""),
    ],
)
def test_the_address_tells_people_apart_and_the_name_where_there_is_none(person: str, told: str) -> None:
    assert address(person) == told


@pytest.mark.parametrize(
    "other",
    [
        "Ada Martin",
        " ada  MARTIN ",
        "Ada Martin <other@example.org>",
        "A. Martin <ADA@example.org>",
        "ada@example.org",
    ],
)
def test_one_name_or_one_address_is_one_person(other: str) -> None:
    assert same("Ada Martin <ada@example.org>", other)
    assert same(other, "Ada Martin <ada@example.org>")


@pytest.mark.parametrize("other", ["Ben Okoye", "Ben Okoye <ben@example.org>", "ben@example.org", ""])
def test_two_people_are_two(other: str) -> None:
    assert not same("Ada Martin <ada@example.org>", other)


def test_nobody_is_nobody() -> None:
    assert not same("", "")


REVIEW = "run policy review privacy privacy-1 --level … --reason …"


def test_a_change_is_open_until_somebody_rules_and_told_once_for_all_languages() -> None:
    assert told(planned(LONGER, V1)) == [
        f"en.md:3: 'privacy-1' changed (takes something away) and nobody has ruled on it; {REVIEW}"
    ]


def test_a_clause_that_is_gone_is_told_of_its_file() -> None:
    assert told(planned(WITHOUT, V1)) == [
        (
            "en.md: 'privacy-2' changed (takes something away) and nobody has ruled on it; "
            "run policy review privacy privacy-2 --level … --reason …"
        )
    ]


def test_what_is_proved_editorial_waits_for_nobody() -> None:
    typo = {**V1, EN: V1[EN].replace("letters", "leters")}
    (mended,) = planned(V1, typo).judged
    assert mended.assessed.level is Level.EDITORIAL
    assert not mended.undecided
    assert not list(refusals([mended], policy="privacy", draft="next.toml"))


def test_a_ruling_is_about_the_words_and_each_language_keeps_its_own() -> None:
    english, french = planned(LONGER, V1).judged
    assert [english.key, french.key] == [key(one.assessed.change, one.language) for one in (english, french)]
    both = Entry(
        clause=english.clause,
        keys=((EN, english.key), (FR, french.key)),
        level=Level.REDUCTION,
        by=ADA,
    )
    made = planned(LONGER, V1, draft=replace(WRITTEN, entries=(both,)))
    assert not told(made)
    assert [(one.ruling.key, one.ruling.language) for one in made.judged if one.ruling] == [
        (english.key, EN),
        (french.key, FR),
    ]


OLD = Digest("0" * 64)


@pytest.mark.parametrize(
    ("entry", "cause"),
    [
        (
            Entry(clause=ClauseId("privacy-1"), keys=((EN, OLD),), level=Level.MATERIAL, by=ADA),
            f"the ruling of {ADA} on 'privacy-1' is void: the words changed after it",
        ),
        (
            Entry(clause=ClauseId("privacy-1"), keys=((EN, OLD),), level=Level.MATERIAL),
            "the ruling of somebody on 'privacy-1' is void: the words changed after it",
        ),
        (
            Entry(clause=ClauseId("privacy-2"), keys=((EN, OLD),), level=Level.MATERIAL, by=ADA),
            "'privacy-1' changed (takes something away) and nobody has ruled on it",
        ),
        (
            Entry(clause=ClauseId("privacy-1"), keys=((FR, OLD),), level=Level.MATERIAL, by=ADA),
            "'privacy-1' changed (takes something away) and nobody has ruled on it",
        ),
        (
            Entry(clause=ClauseId("privacy-1"), keys=((EN, OLD),), by=ADA),
            "'privacy-1' changed (takes something away) and nobody has ruled on it",
        ),
    ],
    ids=["other words", "by nobody", "another clause", "another language", "no ruling"],
)
def test_a_ruling_is_void_when_it_was_on_other_words_of_this_clause(entry: Entry, cause: str) -> None:
    made = planned({**V1, EN: LONGER[EN]}, V1, draft=replace(WRITTEN, entries=(entry,)))
    assert f"en.md:3: {cause}; {REVIEW}" in told(made)


def _entry(level: Level, **said: str) -> Draft:
    one = planned(LONGER, V1).judged[0]
    entry = Entry(clause=one.clause, keys=((one.language, one.key),), level=level, line=9, **said)
    return replace(WRITTEN, entries=(entry,))


TWICE = (
    "lowered from “takes something away” to “people should know” by the same person twice ('privacy-1'); "
    "run policy review privacy privacy-1 --second …"
)
NAME, _, ADDRESS = ADA.rstrip(">").partition(" <")


@pytest.mark.parametrize(
    ("level", "said", "refused"),
    [
        (
            Level.NONE,
            {"by": ADA},
            "a change is at least editorial ('privacy-1'); run policy review privacy privacy-1 --level editorial",
        ),
        (
            Level.REDUCTION,
            {},
            "a ruling without a name ('privacy-1'); run policy review privacy privacy-1 --by …",
        ),
        (
            Level.MATERIAL,
            {"by": ADA},
            "lowered from “takes something away” to “people should know” without a reason ('privacy-1'); run policy review privacy privacy-1 --reason …",
        ),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r"},
            "lowered from “takes something away” to “people should know” by one person alone ('privacy-1'); run policy review privacy privacy-1 --second …",
        ),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": ADA}, TWICE),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": NAME}, TWICE),
        (Level.MATERIAL, {"by": NAME, "reason": "r", "second": ADA}, TWICE),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r", "second": f" {NAME.upper()} <a@x.org>"},
            TWICE,
        ),
        (Level.MATERIAL, {"by": ADDRESS, "reason": "r", "second": ADA}, TWICE),
    ],
)
def test_github_site_policy_676_nobody_declares_a_reduction_away_alone(
    level: Level, said: dict[str, str], refused: str
) -> None:
    lines = told(planned({**V1, EN: LONGER[EN]}, V1, draft=_entry(level, **said)))
    assert f"next.toml:9: {refused}" in lines


def test_a_reduction_lowered_by_two_people_with_a_reason_stands() -> None:
    draft = _entry(Level.MATERIAL, by=ADA, second=BEN, reason="the law asks for it")
    made = planned({**V1, EN: LONGER[EN]}, V1, draft=draft)
    assert not any("next.toml" in line for line in told(made))
    assert made.level is Level.MATERIAL


def test_raising_a_level_takes_a_name_and_no_reason() -> None:
    one = planned({**V1, EN: SHORTER[EN]}, V1).judged[0]
    raised = Entry(clause=one.clause, keys=((EN, one.key),), level=Level.REDUCTION, by=ADA)
    made = planned({**V1, EN: SHORTER[EN]}, V1, draft=replace(WRITTEN, entries=(raised,)))
    assert not any("next.toml" in line for line in told(made))
    assert made.level is Level.REDUCTION


def test_lowering_what_takes_nothing_away_takes_a_reason_and_nobody_else() -> None:
    one = planned({**V1, EN: SHORTER[EN]}, V1).judged[0]
    assert one.assessed.level is Level.MATERIAL
    lowered = Entry(
        clause=one.clause, keys=((EN, one.key),), level=Level.EDITORIAL, by=ADA, reason="A slip of the pen."
    )
    made = planned({**V1, EN: SHORTER[EN]}, V1, draft=replace(WRITTEN, entries=(lowered,)))
    assert not any("next.toml" in line for line in told(made))


def test_of_a_reduction_that_is_lifted_the_first_ruling_that_cannot_stand_is_told() -> None:
    english, french = planned(LONGER, V1).judged
    alone = Entry(
        clause=english.clause,
        keys=((EN, english.key), (FR, french.key)),
        level=Level.MATERIAL,
        by=ADA,
        reason="No harm.",
        line=9,
    )
    judged = [replace(one, entry=alone) for one in (english, french)]
    (refusal,) = unsound(judged, policy="privacy", draft="next.toml", named="2.0.0/privacy-1")
    assert str(refusal) == (
        "next.toml:9: lowered from “takes something away” to “people should know” by one person alone ('privacy-1'); "
        "run policy review privacy 2.0.0/privacy-1 --second …"
    )
    assert not list(unsound([english], policy="privacy", draft="next.toml", named="2.0.0/privacy-1"))
    waiting = [replace(one, entry=replace(alone, level=None)) for one in judged]
    assert not list(unsound(waiting, policy="privacy", draft="next.toml", named="2.0.0/privacy-1"))
    (later,) = unsound([english, judged[1]], policy="privacy", draft="next.toml", named="2.0.0/privacy-1")
    assert str(later) == str(refusal)
