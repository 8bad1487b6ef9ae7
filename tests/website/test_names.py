"""Who decided: the record says what was written, the page names people as `.mailmap` does today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from repositories import ADA, BEN, SHORTER, edited

from notifier.adapters import words
from notifier.core.text import EN, FR
from notifier.flows.verify import verify
from notifier.site.build import Site

if TYPE_CHECKING:
    from repositories import PolicyRepo

TODAY = date(2026, 3, 1)


@pytest.fixture
def decided(repo: PolicyRepo) -> PolicyRepo:
    """A repository in which Ada decided about a change."""
    repo.release("1.0.0", published=date(2025, 10, 1))
    repo.release("1.1.0", edited(repo.texts, *SHORTER))
    return repo


def change(repo: PolicyRepo) -> str:
    site = Site(repo.catalog, words={language: words.read(language) for language in (EN, FR)}, on=TODAY)
    return next(page for page in site.pages() if page.url == "privacy/changes/1.1.0/").print().html


def test_a_person_with_another_name_today_is_shown_under_it_and_the_record_stays(decided: PolicyRepo) -> None:
    place = "policy/releases/privacy/1.1.0.toml"
    record = decided.read(place)
    assert "Decided by Ada Martin" in change(decided)
    decided.write(".mailmap", "Ada Okoye <ada@example.org>\n")
    assert "Decided by Ada Okoye" in change(decided)
    assert "Ada Martin" not in change(decided)
    assert decided.read(place) == record
    assert f'by = "{ADA}"' in record
    assert not verify(decided.catalog).faults


def test_git_calls_people_as_it_always_does(decided: PolicyRepo) -> None:
    decided.write(
        ".mailmap",
        """\
# by address, whatever the name
Ada Okoye <ada@example.org>
# by name and address
The legal team <legal@example.org> build <ci@example.org>
""",
    )
    people = ["ada <ADA@example.org>", BEN, "build <ci@example.org>", "deploy <ci@example.org>"]
    assert list(decided.catalog.called(people).values()) == [
        "Ada Okoye <ADA@example.org>",
        BEN,
        "The legal team <legal@example.org>",
        "deploy <ci@example.org>",
    ]


@pytest.mark.parametrize(
    "person", ["Ben Okoye", "the board", "--stdin", "", "a > b", "two\nlines <x@example.org>", "no mail <>"]
)
def test_who_has_no_address_is_called_as_recorded(decided: PolicyRepo, person: str) -> None:
    decided.write(".mailmap", "Somebody Else <x@example.org>\n")
    assert list(decided.catalog.called([person, BEN])) == [BEN]


def test_a_page_that_was_kept_is_printed_anew_when_somebody_is_called_otherwise(decided: PolicyRepo) -> None:
    def key() -> str:
        return Site(decided.catalog, words={EN: words.read(EN)}, on=TODAY).kept.name(("page",))

    first = key()
    assert key() == first
    decided.write(".mailmap", "Ada Okoye <ada@example.org>\n")
    assert key() != first
