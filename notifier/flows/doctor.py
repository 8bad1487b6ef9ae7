"""Look for what is about to go wrong: history, languages, notices, mail, store, site, clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.binding import day_at
from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.policy import Channel
from notifier.core.release import in_force
from notifier.core.said import counted, say
from notifier.core.translation import Freshness
from notifier.errors import NotifierError, Refusal, SettingsRefused
from notifier.flows.prepare import prepare
from notifier.flows.release import mute
from notifier.flows.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.core.policy import Policy


def examine(catalog: Catalog, *, now: datetime, site: Path | None = None) -> Iterator[Refusal]:
    """Tell everything that is wrong or soon will be; nothing is written and nobody is told."""
    yield from _repository(catalog, now)
    for policy in catalog.registry.policies:
        try:
            yield from _languages(catalog, policy, now)
        except Refusal as refusal:
            yield refusal
        if site and site.is_dir():
            yield from _site(catalog, policy, now, site)
    yield from _deployment(catalog, now)


def _repository(catalog: Catalog, now: datetime) -> Iterator[Refusal]:
    repository = catalog.repository
    if repository.shallow:
        yield Refusal(
            say("this clone is shallow: old texts are cut off"), remedy=say("run git fetch --unshallow")
        )
    try:
        _ = repository.person
    except Refusal as refusal:
        yield refusal
    last = repository.committed_at
    if last and last > now:
        yield Refusal(
            say(
                "the clock says {now}, the last commit was made {last}",
                now=f"{now:%Y-%m-%d %H:%M}",
                last=f"{last:%Y-%m-%d %H:%M}",
            ),
            remedy=say("set the clock of this machine: days of releases come from it"),
        )
    yield from verify(catalog).faults


def _languages(catalog: Catalog, policy: Policy, now: datetime) -> Iterator[Refusal]:
    plan = prepare(catalog, policy.name, today=day_at(now, policy.time_zone)).plan
    for language, renderings in plan.renderings:
        late = [one.clause for one in renderings if one.status is not Freshness.CURRENT]
        if late:
            yield Refusal(
                counted(
                    "{count} clause of {policy} is late in {language}: {names}",
                    "{count} clauses of {policy} are late in {language}: {names}",
                    len(late),
                    policy=policy.name,
                    language=language_name(language),
                    names=", ".join(late[:5]),
                ),
                remedy=say("run policy translate status {policy}", policy=policy.name),
            )


def _site(catalog: Catalog, policy: Policy, now: datetime, site: Path) -> Iterator[Refusal]:
    """An announced day that has passed needs a new build: the page must say what is in force."""
    from notifier.adapters.published import Published
    from notifier.render import addresses

    current = in_force(catalog.history(policy.name), day_at(now, policy.time_zone))
    if current is None:
        return
    page = addresses.text(policy.governing, policy.name)
    words = Published(str(site)).words(page)
    document = catalog.document(current, policy.governing)
    if words is None or any(clause.text not in words for clause in document.clauses if not clause.cells):
        yield Refusal(
            say(
                "the site does not show {policy} {version}, in force since {effective_on}",
                policy=policy.name,
                version=current.version,
                effective_on=current.effective_on,
            ),
            source=str(site),
            remedy=say("run policy site build"),
        )


def _deployment(catalog: Catalog, now: datetime) -> Iterator[Refusal]:
    from notifier.adapters import settings

    try:
        known = settings.read(catalog.root)
    except SettingsRefused as refusal:
        yield refusal
        return
    promised = [
        service.name
        for policy in catalog.registry.policies
        for service in policy.services
        if Channel.EMAIL in service.channels
    ]
    if promised and known.transport == "outbox":
        yield SettingsRefused(
            say("{promised} promises email and mail only goes to a folder", promised=promised[0]),
            source="NOTIFIER_TRANSPORT",
            remedy=say("set it to smtp or sendgrid where real people are warned"),
        )
    for policy in catalog.registry.policies:
        yield from mute(catalog, policy)
    if known.database_url or (known.folder / "notifier.db").exists():
        yield from _unsent(catalog, known.database, now)


def _unsent(catalog: Catalog, database: str, now: datetime) -> Iterator[Refusal]:
    """A release that people should know of has a campaign that went out, or is on its way."""
    from notifier.adapters.store.campaigns import Campaigns
    from notifier.adapters.store.engine import open_store

    try:
        engine = open_store(database)
        told = {
            (one.policy, one.version)
            for one in Campaigns(engine).all()
            if one.state not in {"draft", "cancelled"}
        }
        engine.dispose()
    except NotifierError as error:
        yield SettingsRefused(str(error))
        return
    for policy in catalog.registry.policies:
        if not any(Channel.EMAIL in service.channels for service in policy.services):
            continue
        for record in catalog.history(policy.name).records:
            due = (
                record.published_on <= day_at(now, policy.time_zone)
                and not record.brought_in_on
                and not record.withdrawn
            )
            if due and record.level >= Level.MATERIAL and (policy.name, record.version) not in told:
                yield Refusal(
                    say(
                        "nobody was warned of {policy} {version}, published {published_on}",
                        policy=policy.name,
                        version=record.version,
                        published_on=record.published_on,
                    ),
                    remedy=say("run policy notify plan {policy}", policy=policy.name),
                )
