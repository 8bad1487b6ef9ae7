"""Hold a published site against the records: the exact texts, and what its pages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.document import Kind
from notifier.core.release import in_force
from notifier.core.said import say
from notifier.core.text import digest, fold
from notifier.errors import Tampered
from notifier.render import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.published import Published
    from notifier.core.policy import Policy
    from notifier.core.release import Record, TextRef


def verify_site(catalog: Catalog, site: Published, *, today: date) -> Iterator[Tampered]:
    """Tell everything on a site that is not what the records say, for every policy and language."""
    for policy in catalog.registry.policies:
        history = catalog.history(policy.name)
        for record in history.records:
            if record.published_on <= today:
                for ref in record.texts:
                    yield from _version(catalog, site, record, ref)
        current = in_force(history, today)
        if current is not None:
            yield from _current(catalog, site, policy, current)


def _version(catalog: Catalog, site: Published, record: Record, ref: TextRef) -> Iterator[Tampered]:
    """The page of a version says its words, and the file beside it is its text to the byte."""
    page = addresses.version(ref.language, record.policy, record.version)
    name = f"{page}{record.policy}-{record.version}-{ref.language}.md"
    content = site.read(name)
    if content is None:
        yield Tampered(
            say("is not on the site"), source=name, remedy=say("run policy site build, then publish it")
        )
    elif digest(content.decode("utf-8", "replace")) != ref.sha256:
        yield Tampered(
            say(
                "is not the text that {policy} {version} released",
                policy=record.policy,
                version=record.version,
            ),
            source=name,
        )
    yield from _page(catalog, site, record, ref, page)


def _current(catalog: Catalog, site: Published, policy: Policy, record: Record) -> Iterator[Tampered]:
    for ref in record.texts:
        yield from _page(catalog, site, record, ref, addresses.text(ref.language, policy.name))


def _page(catalog: Catalog, site: Published, record: Record, ref: TextRef, page: str) -> Iterator[Tampered]:
    words = site.words(page)
    if words is None:
        yield Tampered(
            say("is not on the site"), source=page, remedy=say("run policy site build, then publish it")
        )
        return
    for clause in catalog.document(record, ref.language).clauses:
        said = [*clause.cells] if clause.kind is Kind.ROW else [clause.text]
        if any(fold(part) not in words for part in said):
            yield Tampered(
                say("does not say '{clause}' as {version} does", clause=clause.id, version=record.version),
                source=page,
            )
