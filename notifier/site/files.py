"""The files beside the pages: exact texts, feeds, the programming interface, the index of the search."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from notifier.core.document import Kind
from notifier.core.timeline import State
from notifier.render import addresses, api, feeds, html
from notifier.site import frame
from notifier.site.model import Asset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.document import Clause, Document
    from notifier.core.release import Record
    from notifier.core.text import Language
    from notifier.core.timeline import Stay
    from notifier.site.build import Site
    from notifier.site.model import Shelf

HEADERS = f"""/*
  Content-Security-Policy: {frame.CSP}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=()
"""
"""What a host should say of every file, as Netlify and Cloudflare Pages read it; for others it is the example."""

REDLINES = 20
"""How many of the newest releases carry their redline in a feed; the older ones lead to it."""


def source_address(language: Language, record: Record) -> str:
    """Give where the exact text of a release can be downloaded."""
    name = f"{record.policy}-{record.version}-{language}.md"
    return addresses.version(language, record.policy, record.version) + name


def version_address(language: Language, record: Record) -> str:
    """Give where a version can be read by programs."""
    return addresses.api(f"{record.policy}/versions/{record.version}.{language}.json")


def change_address(language: Language, record: Record) -> str:
    """Give where a change can be read by programs."""
    return addresses.api(f"{record.policy}/changes/{record.version}.{language}.json")


def common(site: Site) -> Iterator[Asset]:
    """Give the files that speak of the whole site."""
    for language in site.languages:
        url = f"{addresses.root(language)}search.json"
        yield Asset(url=url, content=partial(_index, site, language))
    current = {
        shelf.policy.name: str(shelf.current.record.version) for shelf in site.shelves if shelf.current
    }
    yield Asset(
        url=addresses.api("policies.json"),
        content=lambda: api.written(api.policies(site.registry, current)),
    )
    yield Asset(url=addresses.api("ledger.json"), content=partial(_seals, site))
    yield Asset(url="_headers", content=HEADERS.encode)
    for name, schema in api.schemas():
        yield Asset(url=addresses.api(f"schemas/{name}.json"), content=partial(api.written, schema))
    for shelf in site.shelves:
        yield Asset(
            url=addresses.api(f"{shelf.policy.name}.json"),
            content=partial(_versions, shelf),
        )


def _versions(shelf: Shelf) -> bytes:
    return api.written(api.versions(shelf.policy, shelf.stays))


def _seals(site: Site) -> bytes:
    """Publish the anchored seals of the ledger: every copy of the site is one more witness."""
    return api.written(api.ledger(anchor.seal for anchor in site.library.anchors))


def of_stay(site: Site, stay: Stay, language: Language) -> Iterator[Asset]:
    """Give the files of one release in one language; they never change once they are out."""
    record, before = stay.record, stay.previous
    yield Asset(
        url=source_address(language, record),
        content=lambda: site.library.text(record, language).encode(),
        key=("text", site.reading.print(record), language),
    )
    yield Asset(
        url=version_address(language, record),
        content=lambda: api.written(api.version(record, site.reading.document(record, language))),
        key=("version.json", site.reading.print(record), language),
    )
    if before:
        yield Asset(
            url=change_address(language, record),
            content=lambda: api.written(
                api.change(record, site.reading.changes(before, record, language), before=before)
            ),
            key=("change.json", site.reading.print(before), site.reading.print(record), language),
        )


def of_feeds(site: Site, shelf: Shelf, language: Language) -> Iterator[Asset]:
    """Give the feeds of one policy in one language."""
    entries: list[feeds.Entry] = []

    def content(form: str) -> bytes:
        if not entries:
            entries.extend(_entries(site, shelf, language))
        return feeds.FORMS[form](_feed(site, shelf, language, form, tuple(entries)))

    for form in feeds.FORMS:
        yield Asset(url=addresses.feed(language, shelf.policy.name, form), content=partial(content, form))


def _feed(
    site: Site, shelf: Shelf, language: Language, form: str, entries: tuple[feeds.Entry, ...]
) -> feeds.Feed:
    home = site.registry.site_url
    name = shelf.policy.name
    return feeds.Feed(
        id=_tag(site, shelf, f"{name}/{language}"),
        title=f"{site.presses[language].title(shelf.policy.titles)} · {site.registry.organisation}",
        home=urljoin(home, addresses.text(language, name)),
        url=urljoin(home, addresses.feed(language, name, form)),
        author=site.registry.organisation,
        language=language,
        entries=entries,
    )


def _tag(site: Site, shelf: Shelf, path: str) -> str:
    since = shelf.stays[0].record.published_on if shelf.stays else site.on
    return feeds.tag(urlsplit(site.registry.site_url).hostname or "localhost", since, path)


def _entries(site: Site, shelf: Shelf, language: Language) -> Iterator[feeds.Entry]:
    press = site.presses[language]
    newest = len(shelf.stays) - REDLINES
    for place, stay in reversed(list(enumerate(shelf.stays))):
        record = stay.record
        level = press.state(stay.state) if stay.state is State.WITHDRAWN else press.level(record.level)
        address = addresses.change if stay.previous else addresses.version
        told = ""
        if stay.previous and place >= newest:
            told = redline(site, stay.previous, record, language)
        yield feeds.Entry(
            id=_tag(site, shelf, f"{record.policy}/{record.version}/{language}"),
            url=urljoin(site.registry.site_url, address(language, record.policy, record.version)),
            title=press.words.gettext("Version {number}").format(number=record.version) + f" · {level}",
            summary=press.title(record.summaries),
            html=told,
            level=record.level.word,
            published=record.published_on,
        )


def redline(site: Site, before: Record, record: Record, language: Language) -> str:
    """Give the redline of a release as feeds carry it."""
    key = ("feed", site.reading.print(before), site.reading.print(record), language)
    words = site.presses[language].words
    told: str = site.kept.value(
        key, lambda: html.changes(site.reading.changes(before, record, language), words)
    )
    return told


def _index(site: Site, language: Language) -> bytes:
    """List the clauses in force for the search of a language."""
    return api.written(
        {
            "clauses": [
                {
                    "url": f"{shelf.policy.name}/#{clause.id}",
                    "title": part or dict(shelf.policy.titles)[language],
                    "text": clause.text,
                }
                for shelf in site.shelves
                if language in shelf.policy.languages and shelf.current
                for part, clause in _placed(site.reading.document(shelf.current.record, language))
            ]
        }
    )


def _placed(document: Document) -> Iterator[tuple[str, Clause]]:
    """Give every clause with the words of the heading it stands under."""
    part = ""
    for clause in document.clauses:
        if clause.kind is Kind.HEADING:
            part = clause.text if clause.depth > 1 else ""
        yield part, clause
