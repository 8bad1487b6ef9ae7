"""Check that everything published is still what was published: records, texts, tags; offline, from a clone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from notifier.adapters.catalog import record_place, text_place
from notifier.core.document import parse
from notifier.core.languages import language_name
from notifier.core.release import Version
from notifier.core.said import say
from notifier.core.text import digest
from notifier.errors import HistoryMissing, Refusal, Tampered
from notifier.flows.release import trailers
from notifier.flows.verify_signatures import signatures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from notifier.adapters.catalog import Catalog
    from notifier.core.release import History, Record
    from notifier.core.text import PolicyName


@dataclass(slots=True)
class Verified:
    """What was looked at, and everything that is not what it was."""

    records: int = 0
    texts: int = 0
    tags: int = 0
    faults: list[Refusal] = field(default_factory=list)


def verify(
    catalog: Catalog, names: tuple[PolicyName, ...] = (), *, moved: Callable[[int], None] | None = None
) -> Verified:
    """Look at every release of these policies (of all, when none is named); each fault is told, none is hidden.

    `moved` is told how many records are done.
    """
    done = Verified()
    for policy in catalog.registry.policies:
        if names and policy.name not in names:
            continue
        try:
            history = catalog.history(policy.name)
        except Refusal as refusal:
            done.faults.append(refusal)
            continue
        done.faults += _edited(catalog, policy.name)
        for place, record in enumerate(history.records):
            done.records += 1
            done.faults += _chain(catalog, history, place)
            done.faults += _numbers(history, place)
            done.faults += _texts(catalog, record)
            done.texts += len(record.texts)
            done.tags += catalog.repository.tag(f"{record.policy}/{record.version}") is not None
            done.faults += _tag(catalog, record)
            done.faults += signatures(catalog, record)
            if moved:
                moved(done.records)
    done.faults = list({str(fault): fault for fault in done.faults}.values())
    return done


def _edited(catalog: Catalog, name: PolicyName) -> Iterator[Tampered]:
    """A record is written once: by one commit, and never again."""
    folder = f"policy/releases/{name}"
    for path, commits in sorted(catalog.repository.touched(catalog.inside(folder)).items()):
        place = f"{folder}/{path.rpartition('/')[2]}"
        if place.endswith("next.toml"):
            continue
        if len(commits) > 1:
            yield Tampered(
                say("edited after the release, in commit {commits}", commits=commits[0][:12]), source=place
            )
        here = catalog.root / place
        if not here.exists():
            yield Tampered(say("removed after the release"), source=place)
        elif here.read_bytes() != catalog.repository.at_head(path) and len(commits) == 1:
            yield Tampered(
                say("not what is committed"), source=place, remedy=say("run git restore {place}", place=place)
            )


def _chain(catalog: Catalog, history: History, place: int) -> Iterator[Tampered]:
    """Each record names the hash of the one before, so that none can change without all after it."""
    record = history.records[place]
    before = history.records[place - 1] if place else None
    link = catalog.link(record.policy, before.version) if before else ""
    if record.previous != link:
        told = record_place(record.policy, before.version if before else record.version)
        yield Tampered(say("not the record that {version} follows", version=record.version), source=told)


def _numbers(history: History, place: int) -> Iterator[Tampered]:
    record = history.records[place]
    source = record_place(record.policy, record.version)
    if record.effective_on < record.published_on:
        yield Tampered(say("effective before it was published"), source=source)
    if record.changes and record.level != max(change.level for change in record.changes):
        yield Tampered(say("its level is not the highest of its changes"), source=source)
    if any(Version.read(red.id.partition("/")[0]) != record.version for red in record.reduces):
        yield Tampered(say("names a reduction of another release"), source=source)


def _texts(catalog: Catalog, record: Record) -> Iterator[Refusal]:
    """Each text hashes to what the record says, and so does each of its clauses."""
    source = record_place(record.policy, record.version)
    for ref in record.texts:
        try:
            text = catalog.text(record, ref.language)
        except (HistoryMissing, Tampered) as refusal:
            yield refusal
            continue
        read = parse(text, language=ref.language).clauses
        said = [dict(clause.hashes).get(ref.language) for clause in record.clauses]
        if said != [digest(clause.text) for clause in read]:
            yield Tampered(
                say(
                    "its clauses are not those of the text in {language}",
                    language=language_name(ref.language),
                ),
                source=source,
            )


def _tag(catalog: Catalog, record: Record) -> Iterator[Tampered]:
    """The tag, where there is one, points at this record and says the same."""
    tag = catalog.repository.tag(f"{record.policy}/{record.version}")
    if tag is None:
        return
    source = f"tag {tag.name}"
    place = record_place(record.policy, record.version)
    here = (catalog.root / place).read_bytes()
    if catalog.repository.at(tag.target, catalog.inside(place)) != here:
        yield Tampered(say("points at another record than {place}", place=place), source=source)
    for name, value in trailers(record):
        if name in tag.trailers and value not in tag.trailers[name]:
            yield Tampered(
                say(
                    "says {name}: {names}, the record says {value}",
                    name=name,
                    names=", ".join(tag.trailers[name]),
                    value=value,
                ),
                source=source,
            )
    for ref in record.texts:
        path = catalog.inside(text_place(record.policy, ref.language))
        try:
            content = catalog.repository.at(tag.target, path)
        except HistoryMissing:
            continue  # told of the text itself
        if content is None or digest(content.decode()) != ref.sha256:
            yield Tampered(
                say("its text in {language} is not the one released", language=language_name(ref.language)),
                source=source,
            )
