from __future__ import annotations

import pytest

from notifier.core.signature import ahead, unsigned, written

ADA, BEN = "Ada Martin <ada@example.org>", "Ben Okoye <ben@example.org>"


def test_names_are_read_with_their_lines() -> None:
    text = '[[rulings]]\nby = "Ada Martin <ada@example.org>"  # legal\nsecond = \'Ben Okoye\'\nbyline = "x"\nsecond = ""\n'
    assert list(written(text)) == [(2, "by", ADA), (3, "second", "Ben Okoye")]


@pytest.mark.parametrize(
    ("person", "authors", "signed"),
    [
        (BEN, {1: (ADA, BEN)}, True),
        ("ben okoye", {1: (ADA, BEN)}, True),
        ("B. Okoye <BEN@example.org>", {1: (BEN,)}, True),
        (BEN, {1: (ADA,)}, False),
        ("Ben", {1: (BEN,)}, False),
        (BEN, {2: (ADA,)}, True),
    ],
)
def test_nobody_rules_in_the_name_of_another(
    person: str, authors: dict[int, tuple[str, ...]], *, signed: bool
) -> None:
    assert bool(list(unsigned([(1, "second", person)], authors, place="next.toml"))) != signed


@pytest.mark.parametrize(("releasing", "told"), [(ADA, True), (BEN, False), ("", False)])
def test_a_line_in_no_commit_is_theirs_who_releases(releasing: str, *, told: bool) -> None:
    found = list(unsigned([(1, "by", BEN)], {}, place="next.toml", releasing=releasing))
    assert bool(found) == told


@pytest.mark.parametrize(
    ("authors", "committing", "told"),
    [({}, ADA, True), ({}, BEN, False), ({1: (ADA,)}, ADA, False)],
)
def test_a_name_that_a_commit_would_not_bear_is_told_before_it(
    authors: dict[int, tuple[str, ...]], committing: str, *, told: bool
) -> None:
    found = [str(one) for one in ahead([(1, "by", BEN)], authors, place="next.toml", committing=committing)]
    said = f"next.toml:1: 'by' names {BEN}, and {ADA} commits here; "
    assert [one.startswith(said) for one in found] == ([True] if told else [])
