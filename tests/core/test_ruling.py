"""Who is whom where two people have to agree."""

from __future__ import annotations

import pytest

from notifier.core.ruling import address, same


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
