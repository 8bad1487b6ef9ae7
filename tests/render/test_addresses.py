from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.release import Version
from notifier.core.text import EN, FR, ClauseId, PolicyName
from notifier.render import addresses

NAME = PolicyName("privacy")
NUMBER = Version.read("2.0.0")
NEXT = Version.read("2.1.0")

FOLDERS = st.lists(st.sampled_from(["fr", "privacy", "versions", "2.0.0"]), max_size=4).map(
    lambda names: "".join(f"{name}/" for name in names)
)
FILES = st.sampled_from(["", "feed.atom", "search.json", "#retention"])


@given(here=FOLDERS, folder=FOLDERS, file=FILES)
def test_following_a_link_leads_to_its_address(here: str, folder: str, file: str) -> None:
    home = "https://example.org/policies/"
    link = addresses.relative(here, folder + file)
    assert urljoin(home + here, link) == home + folder + file


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (addresses.root(EN), ""),
        (addresses.since(FR, NAME, NUMBER, NEXT), "fr/privacy/compare/?since=2.0.0&to=2.1.0"),
        (addresses.draft(EN, NAME), "privacy/draft/"),
        (addresses.paper(FR, NAME, NUMBER), "fr/privacy/versions/2.0.0/privacy-2.0.0-fr.pdf"),
        (addresses.paper_change(EN, NAME, NUMBER), "privacy/changes/2.0.0/privacy-2.0.0-changes-en.pdf"),
        (addresses.text(FR, NAME), "fr/privacy/"),
        (addresses.upcoming(EN, NAME), "privacy/upcoming/"),
        (addresses.version(FR, NAME, NUMBER), "fr/privacy/versions/2.0.0/"),
        (addresses.change(EN, NAME, NUMBER), "privacy/changes/2.0.0/"),
        (addresses.compare(EN, NAME), "privacy/compare/"),
        (addresses.clause(EN, NAME, ClauseId("retention-2")), "privacy/clauses/retention-2/"),
        (addresses.bilingual(FR, NAME), "fr/privacy/bilingual/"),
        (addresses.feed(EN, NAME, "atom"), "privacy/feed.atom"),
        (addresses.api("privacy.json"), "api/v1/privacy.json"),
    ],
)
def test_every_kind_of_page_has_its_address(address: str, told: str) -> None:
    assert address == told


@given(here=FOLDERS, folder=FOLDERS, file=FILES)
def test_a_climbed_link_leads_to_its_address_too(here: str, folder: str, file: str) -> None:
    link = addresses.climbed(here, folder + file)
    assert urljoin(f"https://x.org/{here}", link) == f"https://x.org/{folder}{file}"
