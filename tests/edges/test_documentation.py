"""The documentation says what the software does, and every page leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import reference
from typography import faults

from notifier.cli import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)|src=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", sorted(reference.PAGES))
def test_the_reference_is_what_the_commands_and_settings_say(name: str) -> None:
    told = (reference.FOLDER / name).read_text("utf-8")
    assert told == reference.PAGES[name](), "run make reference"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_to_a_file(page: Path) -> None:
    links = [one or two for one, two in LINK.findall(FENCE.sub("", page.read_text("utf-8")))]
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"`policy ([a-z]+)\b", page.read_text("utf-8")))
    assert named - set(COMMANDS) == set()


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "fr").rglob("*.md")), ids=lambda page: page.name)
def test_french_pages_are_set_as_french_and_have_an_english_counterpart(page: Path) -> None:
    words = FENCE.sub("", page.read_text("utf-8"))
    assert [fault for line in words.split("\n") for fault in faults(line)] == []
    assert (ROOT / "docs" / page.relative_to(ROOT / "docs" / "fr")).exists()
