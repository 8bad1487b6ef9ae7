"""What a person decides of a change, and who is whom where two have to agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from plans import ADA, BEN, LONGER, V1, WRITTEN, planned, told

from notifier.core.assessment import Level
from notifier.core.draft import Draft, Entry
from notifier.core.ruling import address, same
from notifier.core.text import EN


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


def _entry(level: Level, **said: str) -> Draft:
    one = planned(LONGER, V1).judged[0]
    entry = Entry(clause=one.clause, keys=((one.language, one.key),), level=level, line=9, **said)
    return replace(WRITTEN, entries=(entry,))


NAME, _, ADDRESS = ADA.rstrip(">").partition(" <")


@pytest.mark.parametrize(
    ("level", "said", "refused"),
    [
        (Level.NONE, {"by": ADA}, "a change is at least editorial"),
        (Level.REDUCTION, {}, "a ruling without a name"),
        (
            Level.MATERIAL,
            {"by": ADA},
            "lowered from “takes something away” to “people should know” without a reason",
        ),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r"},
            "lowered from “takes something away” to “people should know” by one person alone",
        ),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": ADA}, "by the same person twice"),
        (Level.MATERIAL, {"by": ADA, "reason": "r", "second": NAME}, "by the same person twice"),
        (Level.MATERIAL, {"by": NAME, "reason": "r", "second": ADA}, "by the same person twice"),
        (
            Level.MATERIAL,
            {"by": ADA, "reason": "r", "second": f" {NAME.upper()} <a@x.org>"},
            "by the same person twice",
        ),
        (Level.MATERIAL, {"by": ADDRESS, "reason": "r", "second": ADA}, "by the same person twice"),
    ],
)
def test_github_site_policy_676_nobody_declares_a_reduction_away_alone(
    level: Level, said: dict[str, str], refused: str
) -> None:
    lines = told(planned({**V1, EN: LONGER[EN]}, V1, draft=_entry(level, **said)))
    assert any(line.startswith("next.toml:9: ") and refused in line for line in lines)


def test_a_reduction_lowered_by_two_people_with_a_reason_stands() -> None:
    draft = _entry(Level.MATERIAL, by=ADA, second=BEN, reason="the law asks for it")
    made = planned({**V1, EN: LONGER[EN]}, V1, draft=draft)
    assert not any("next.toml" in line for line in told(made))
    assert made.level is Level.MATERIAL
