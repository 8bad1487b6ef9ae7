"""Feeds and the programming interface."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import feedparser
import jsonschema_rs
import pytest
from bookcase import EDITIONS, TODAY, Bookcase, bookcase

from notifier.adapters import words
from notifier.core.finding import Direction, Level
from notifier.core.release import Withdrawal
from notifier.core.text import EN, FR
from notifier.site.build import Site
from notifier.site.model import Asset


def files(case: Bookcase, on: date = TODAY) -> dict[str, bytes]:
    site = Site(case, words={language: words.read(language) for language in (EN, FR)}, on=on)
    return {item.url: item.content() for item in site.items() if isinstance(item, Asset)}


@pytest.fixture(scope="module")
def told() -> dict[str, bytes]:
    return files(bookcase())


@pytest.mark.parametrize("form", ["atom", "rss"])
@pytest.mark.parametrize("folder", ["privacy", "fr/privacy"])
def test_feeds_are_well_formed_and_tell_every_release(told, folder: str, form: str) -> None:
    feed = feedparser.parse(told[f"{folder}/feed.{form}"])
    assert not feed.bozo
    assert [entry.title.split()[1] for entry in feed.entries] == ["2.1.0", "2.0.0", "1.1.0", "1.0.1", "1.0.0"]
    assert feed.entries[1].tags[0].term == "rights-reduction"
    assert feed.entries[0].link.endswith(f"{folder}/changes/2.1.0/")


def test_site_policy_314_a_feed_carries_the_redline_in_words(told) -> None:
    entry = json.loads(told["privacy/feed.json"])["items"][1]
    assert "[removed: " in entry["content_html"]
    assert entry["tags"] == ["rights-reduction"]
    assert entry["id"] == "tag:policies.example.org,2015-10-01:privacy/2.0.0/en"


def test_the_french_feed_is_french(told) -> None:
    assert "Réduit vos droits" in told["fr/privacy/feed.atom"].decode()


def test_a_withdrawn_release_is_told_as_withdrawn() -> None:
    case = bookcase()
    case.records[-1] = replace(
        case.records[-1], withdrawn=Withdrawal(on=date(2026, 11, 22), reason="A mistake.", by="Ada")
    )
    assert "Withdrawn" in json.loads(files(case)["privacy/feed.json"])["items"][0]["title"]


def test_a_policy_without_releases_has_an_empty_feed() -> None:
    told = files(Bookcase(()))
    assert json.loads(told["privacy/feed.json"])["items"] == []
    assert feedparser.parse(told["privacy/feed.atom"]).entries == []


def test_a_new_release_changes_no_older_file() -> None:
    before = files(Bookcase(EDITIONS[:4]))
    after = files(Bookcase(EDITIONS))
    lasting = {url for url in before if "/versions/" in url or "/changes/" in url}
    assert len(lasting) == 8 + 8 + 6
    assert {url: after[url] for url in lasting} == {url: before[url] for url in lasting}


KINDS = {
    r"api/v1/policies\.json": "policies",
    r"api/v1/ledger\.json": "ledger",
    r"api/v1/privacy\.json": "versions",
    r"api/v1/privacy/versions/[^/]+\.json": "version",
    r"api/v1/privacy/changes/[^/]+\.json": "change",
}


def test_every_file_of_the_interface_fits_its_schema_and_no_other(told) -> None:
    found: dict[str, int] = {}
    for url, content in told.items():
        if not url.startswith("api/") or "/schemas/" in url:
            continue
        (kind,) = [kind for pattern, kind in KINDS.items() if re.fullmatch(pattern, url)]
        fits = {name for name in KINDS.values() if _validator(told, name).is_valid(json.loads(content))}
        assert fits == {kind}, url
        found[kind] = found.get(kind, 0) + 1
    assert found == {"policies": 1, "ledger": 1, "versions": 1, "version": 10, "change": 8}


def _validator(told: dict[str, bytes], name: str) -> jsonschema_rs.Draft202012Validator:
    schema = json.loads(told[f"api/v1/schemas/{name}.json"])
    assert schema["$schema"].endswith("2020-12/schema")
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def test_a_schema_refuses_a_day_that_is_none_and_a_name_it_does_not_know(told) -> None:
    version = json.loads(told["api/v1/privacy/versions/2.0.0.fr.json"])
    fits = _validator(told, "version").is_valid
    assert fits(version)
    assert not fits(version | {"effective_on": "2026-13-01"})
    assert not fits(version | {"mood": "good"})


def test_a_change_that_the_record_does_not_know_has_no_level() -> None:
    case = bookcase()
    case.records[3] = replace(case.records[3], changes=())
    changes = json.loads(files(case)["api/v1/privacy/changes/2.0.0.en.json"])["changes"]
    assert {change["level"] for change in changes} == {""}


def test_the_search_leads_to_every_clause_in_force(told) -> None:
    clauses = json.loads(told["fr/search.json"])["clauses"]
    found = next(clause for clause in clauses if clause["url"] == "privacy/#retention")
    assert found["title"] == "4. Combien de temps nous gardons vos données"


def test_a_level_of_another_language_comes_with_its_reason_and_no_direction_of_this_one() -> None:
    case = bookcase()
    record = case.records[3]
    one = next(ref for ref in record.changes if ref.language == "en")
    raised = replace(
        one, assessed=Level.MATERIAL, level=Level.REDUCTION, direction=Direction.FAVOURABLE, why=("Better.",)
    )
    french = replace(one, language=FR, assessed=Level.REDUCTION, level=Level.REDUCTION, why=("Moins.",))
    case.records[3] = replace(record, changes=(raised, french))
    changes = json.loads(files(case)["api/v1/privacy/changes/2.0.0.en.json"])["changes"]
    told = next(change for change in changes if change["level"])
    assert told["level"] == "rights-reduction"
    assert (told["direction"], told["why"]) == ("", [])
    assert told["elsewhere"] == [{"language": "fr", "why": "Moins."}]
