"""Feeds of releases: Atom, RSS and JSON Feed from the same entries."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.core.text import Language

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release as a feed tells it.

    Attributes:
        id: never changes, whatever becomes of the site.
        url: the page to read.
        title: in a line.
        summary: what changed, in short.
        html: the redline; its marks are words too, since readers drop styles.
        level: the level as it is written in records.
        published: the day people were told.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    level: str
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """All releases of one policy in one language, newest first."""

    id: str
    title: str
    home: str
    url: str
    author: str
    language: Language
    entries: Sequence[Entry]


def tag(host: str, since: date, path: str) -> str:
    """Give an id that is never used for anything else (a tag URI)."""
    return f"tag:{host},{since.isoformat()}:{path}"


def atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": feed.language})
    _leaf(root, "id", feed.id)
    _leaf(root, "title", feed.title)
    _leaf(root, "updated", _moment(_newest(feed)).isoformat())
    ET.SubElement(root, "link", {"href": feed.home, "rel": "alternate", "type": "text/html"})
    ET.SubElement(root, "link", {"href": feed.url, "rel": "self", "type": "application/atom+xml"})
    _leaf(ET.SubElement(root, "author"), "name", feed.author)
    for told in feed.entries:
        entry = ET.SubElement(root, "entry")
        _leaf(entry, "id", told.id)
        _leaf(entry, "title", told.title)
        _leaf(entry, "updated", _moment(told.published).isoformat())
        _leaf(entry, "published", _moment(told.published).isoformat())
        ET.SubElement(entry, "link", {"href": told.url, "rel": "alternate", "type": "text/html"})
        ET.SubElement(entry, "category", {"term": told.level})
        _leaf(entry, "summary", told.summary)
        _leaf(entry, "content", told.html, type="html")
    return _written(root)


def rss(feed: Feed) -> bytes:
    """Write a feed as RSS 2.0."""
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM})
    channel = ET.SubElement(root, "channel")
    _leaf(channel, "title", feed.title)
    _leaf(channel, "link", feed.home)
    _leaf(channel, "description", feed.title)
    _leaf(channel, "language", feed.language)
    _leaf(channel, "lastBuildDate", format_datetime(_moment(_newest(feed))))
    ET.SubElement(channel, "atom:link", {"href": feed.url, "rel": "self", "type": "application/rss+xml"})
    for told in feed.entries:
        item = ET.SubElement(channel, "item")
        _leaf(item, "title", told.title)
        _leaf(item, "link", told.url)
        _leaf(item, "guid", told.id, isPermaLink="false")
        _leaf(item, "pubDate", format_datetime(_moment(told.published)))
        _leaf(item, "category", told.level)
        _leaf(item, "description", f"<p>{_escaped(told.summary)}</p>{told.html}")
    return _written(root)


def json_feed(feed: Feed) -> bytes:
    """Write a feed as JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.html or f"<p>{_escaped(entry.summary)}</p>",
                "date_published": _moment(entry.published).isoformat(),
                "tags": [entry.level],
            }
            for entry in feed.entries
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


FORMS = {"atom": atom, "rss": rss, "json": json_feed}
"""How each form of feed is written."""


def _leaf(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(), UTC)


def _newest(feed: Feed) -> date:
    return max((entry.published for entry in feed.entries), default=date(1970, 1, 1))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _written(root: ET.Element) -> bytes:
    ET.indent(root, " ")
    told: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return told + b"\n"
