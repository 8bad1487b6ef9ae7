"""Feeds and the programming interface."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import feedparser
import pytest
from bookcase import EDITIONS, TODAY, Bookcase, bookcase

from notifier.adapters import words
from notifier.core.release import Withdrawal
from notifier.core.text import EN, FR
from notifier.render import api
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


def _fits(value: object, schema: dict) -> bool:
    match schema:
        case {"enum": allowed}:
            return value in allowed
        case {"type": "object", "required": required, "properties": parts}:
            return list(value) == required and all(_fits(value[name], part) for name, part in parts.items())
        case {"type": "object", "additionalProperties": part}:
            return all(_fits(each, part) for each in value.values())
        case {"type": "array", "items": part}:
            return isinstance(value, list) and all(_fits(each, part) for each in value)
        case {"type": kind}:
            kinds = {"string": str, "integer": int, "null": type(None)}
            return isinstance(value, tuple(kinds[one] for one in ([kind] if isinstance(kind, str) else kind)))
    raise AssertionError(schema)


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        ("api/v1/policies.json", "policies"),
        ("api/v1/ledger.json", "ledger"),
        ("api/v1/privacy.json", "versions"),
        ("api/v1/privacy/versions/2.0.0.fr.json", "version"),
        ("api/v1/privacy/changes/2.0.0.en.json", "change"),
    ],
)
def test_every_file_fits_its_schema(told, url: str, schema: str) -> None:
    assert _fits(json.loads(told[url]), api.SCHEMAS[schema])
    assert json.loads(told[f"api/v1/schemas/{schema}.json"])["$schema"].endswith("2020-12/schema")


def test_a_change_that_the_record_does_not_know_has_no_level() -> None:
    case = bookcase()
    case.records[3] = replace(case.records[3], changes=())
    changes = json.loads(files(case)["api/v1/privacy/changes/2.0.0.en.json"])["changes"]
    assert {change["level"] for change in changes} == {""}


def test_the_search_leads_to_every_clause_in_force(told) -> None:
    clauses = json.loads(told["fr/search.json"])["clauses"]
    found = next(clause for clause in clauses if clause["url"] == "privacy/#retention")
    assert found["title"] == "4. Combien de temps nous gardons vos données"
