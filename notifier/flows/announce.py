"""Plan and approve a campaign: who is told, in which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from notifier.adapters.store.campaigns import Campaigns, Group, Variant
from notifier.adapters.store.people import baselines
from notifier.core.campaign import Campaign, Kind, State, Step
from notifier.core.finding import Level
from notifier.core.levels import called
from notifier.core.mail import Audience
from notifier.core.notice import Standing, Stands, bound_text, compose
from notifier.core.policy import Channel
from notifier.core.progress import reported
from notifier.core.release import announced, in_force
from notifier.core.ruling import same
from notifier.core.said import say
from notifier.core.watch import watched
from notifier.errors import CampaignRefused
from notifier.render import mail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from notifier.adapters.catalog import Catalog
    from notifier.core.consent import Decision
    from notifier.core.policy import Policy
    from notifier.core.progress import Told
    from notifier.core.release import History, Record, Version
    from notifier.core.text import Language
    from notifier.render.words import Words


class Decided(Protocol):
    """Where the decisions of people are kept."""

    def decided(self, policy: str) -> Iterable[tuple[int, tuple[Decision, ...]]]:
        """Give everybody who ever answered about a policy, with the answers."""
        ...


class Beginnings(Protocol):
    """Where a person's profile is kept."""

    def profile(self, number: int) -> tuple[tuple[str, ...], str, Language] | None:
        """Give services, beginnings and language of a person; nothing when the person is not with us."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many people get one variant."""

    variant: Variant
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a campaign would do.

    Attributes:
        campaign: the draft; its id is 0 when nothing was written.
        shares: every variant, with the number of people who get it.
        reached: people a mail will go to.
        without_address: people without an address.
        suppressed: people whose address bounced or complained.
        elsewhere: people whose services tell by other channels.
    """

    campaign: Campaign
    shares: tuple[Share, ...]
    reached: int
    without_address: int
    suppressed: int
    elsewhere: int


class Writer:
    """Write the mails of one release, each once."""

    def __init__(
        self,
        catalog: Catalog,
        policy: Policy,
        release: Record,
        *,
        words: Callable[[Language], Words],
        at: datetime,
        kind: Kind = Kind.NOTICE,
    ) -> None:
        self.kind = kind
        self.catalog = catalog
        self.policy = policy
        self.release = release
        self.history: History = catalog.history(policy.name)
        self.stands = Stands(policy, self.history, release, at=at)
        self.words = words
        self.at = at
        self.written: dict[tuple[Language, str], Variant] = {}

    def variant(
        self, language: Language, baseline: Version, decisions: tuple[Decision, ...] = ()
    ) -> Variant | None:
        """Give the mail of people who began with a release and decided so; nothing when nothing is new to them."""
        told = self.stands.standing(baseline, decisions)
        if baseline >= self.release.version or (told.version >= self.release.version and not told.asks):
            return None
        spoken = language if language in self.policy.languages else self.policy.governing
        key = spoken, told.key
        if key not in self.written:
            self.written[key] = self._write(spoken, told)
        return self.written[key]

    def watched(self, language: Language) -> Variant | None:
        """Give the mail of people whom the policy does not bind: from the release before to this one."""
        before = in_force(self.history, self.release.effective_on - timedelta(days=1))
        if before is None:
            return None
        spoken = language if language in self.policy.languages else self.policy.governing
        key = spoken, Audience.WATCHER
        if key not in self.written:
            told = Standing(version=before.version, held=(), asks=())
            self.written[key] = self._write(spoken, told, Audience.WATCHER)
        return self.written[key]

    def _write(self, language: Language, told: Standing, audience: Audience | None = None) -> Variant:
        records = {record.version: record for record in self.history.records}
        wanted = {told.version, *(version for _, version in told.held)}
        texts = {version: self.catalog.document(records[version], language) for version in wanted}
        composed = compose(
            policy=self.policy,
            history=self.history,
            release=self.release,
            told=told,
            before=bound_text(texts, told),
            after=self.catalog.document(self.release, language),
            audience=audience,
            occasion=self.kind,
        )
        return Variant(
            language=language,
            standing=told.key,
            audience=composed.audience,
            covers=told.asks,
            mail=mail.render(composed, self.catalog.registry, self.words(language)),
        )


def chosen(history: History, version: Version | None, today: date) -> Record:
    """Give the release to tell: the one named, else the nearest announced, else the one in force."""
    if version is not None:
        found = next((record for record in history.records if record.version == version), None)
        if found is None:
            raise CampaignRefused(
                say("{policy} {version} was never released", policy=history.policy, version=version),
                remedy=say("run policy log {policy}", policy=history.policy),
            )
    else:
        waiting = announced(history, today)
        found = waiting[0] if waiting else in_force(history, today)
        if found is None:
            raise CampaignRefused(
                say("'{policy}' has no release yet", policy=history.policy),
                remedy=say("run policy release {policy}", policy=history.policy),
            )
    if found.withdrawn:
        raise CampaignRefused(
            say("{policy} {version} was withdrawn", policy=history.policy, version=found.version),
            remedy=say("name another release"),
        )
    if found.level < Level.MATERIAL:
        raise CampaignRefused(
            say(
                "{policy} {version} changes nothing for people ({level}), and nobody is mailed",
                policy=history.policy,
                version=found.version,
                level=called(found.level),
            ),
            remedy=say("the site and the feed tell of it"),
        )
    return found


def plan(
    *,
    writer: Writer,
    campaigns: Campaigns,
    decided: Decided,
    beginnings: Beginnings,
    transport: str,
    actor: str,
    chunk_size: int = 1_000,
    rate: int = 0,
    ordinal: int = 1,
    dry_run: bool = False,
    progress: Told | None = None,
) -> Plan:
    """Work out who is told of a release, in which words, and keep it as a draft.

    `progress` is told now and then of how many people with answers of their own that is known.
    """
    draft = Campaign(
        id=0,
        policy=writer.policy.name,
        version=writer.release.version,
        kind=writer.kind,
        ordinal=ordinal,
        state=State.DRAFT,
        transport=transport,
        created_by=actor,
        created_at=writer.at,
        chunk_size=chunk_size,
        rate=rate,
    )
    mailed = {service.name for service in writer.policy.services if Channel.EMAIL in service.channels}
    routes: dict[tuple[int, Language], Variant] = {}
    counts: dict[tuple[Language, str, Audience], int] = {}
    totals = dict.fromkeys(("nowhere", "suppressed", "elsewhere"), 0)
    for group in campaigns.groups():
        variant = _of_group(writer, group, mailed)
        if variant is None or (writer.kind is Kind.REMINDER and variant.audience is not Audience.CONSENT):
            totals["elsewhere"] += group.people
            continue
        routes[group.profile, group.language] = variant
        reached = group.people - group.without_address - group.suppressed
        counts[_name(variant)] = counts.get(_name(variant), 0) + reached
        totals["nowhere"] += group.without_address
        totals["suppressed"] += group.suppressed
    answers = reported(decided.decided(writer.policy.name), progress)
    detours = _detours(writer, answers, beginnings, mailed, counts, answered=writer.kind is Kind.REMINDER)
    used = [
        variant
        for variant in writer.written.values()
        if counts.get(_name(variant)) or variant in routes.values()
    ]
    if not sum(counts.values()):
        raise CampaignRefused(
            say(
                "nobody is to be told of {policy} {version} by mail",
                policy=draft.policy,
                version=draft.version,
            ),
            remedy=say(
                "run policy subjects import, and check the channels of the services in policy/policies.toml"
            ),
        )
    kept = draft if dry_run else campaigns.create(draft, used, routes, detours)
    return Plan(
        campaign=kept,
        shares=tuple(Share(variant=variant, people=counts.get(_name(variant), 0)) for variant in used),
        reached=sum(counts.values()),
        without_address=totals["nowhere"],
        suppressed=totals["suppressed"],
        elsewhere=totals["elsewhere"],
    )


def _of_group(writer: Writer, group: Group, mailed: set[str]) -> Variant | None:
    if (policy := watched(group.services)) is not None:
        return writer.watched(group.language) if policy == writer.policy.name else None
    baseline = dict(baselines(group.baselines)).get(writer.policy.name)
    if baseline is None or not mailed & set(group.services):
        return None
    return writer.variant(group.language, baseline)


def _detours(
    writer: Writer,
    answers: Iterable[tuple[int, tuple[Decision, ...]]],
    beginnings: Beginnings,
    mailed: set[str],
    counts: dict[tuple[Language, str, Audience], int],
    *,
    answered: bool,
) -> dict[int, Variant | None]:
    """Give the people whose own decisions lead to other words than those of their profile.

    Where `answered`, whoever said yes or no to the release is left alone.
    """
    found: dict[int, Variant | None] = {}
    for number, decisions in answers:
        began = beginnings.profile(number)
        if began is None:
            continue
        services, told, language = began
        baseline = dict(baselines(told)).get(writer.policy.name)
        if baseline is None or not mailed & set(services):
            continue
        own, usual = writer.variant(language, baseline, decisions), writer.variant(language, baseline)
        if answered and any(one.version == writer.release.version for one in decisions):
            own = None
        if own != usual:
            found[number] = own
            for variant, more in ((own, 1), (usual, -1)):
                if variant is not None:
                    counts[_name(variant)] = counts.get(_name(variant), 0) + more
    return found


def _name(variant: Variant) -> tuple[Language, str, Audience]:
    return variant.language, variant.standing, variant.audience


MOST_REMINDERS = 2


def ordinal(campaigns: Campaigns, release: Record, kind: Kind) -> int:
    """Number the next campaign of a kind for a release; the notice has one, and silent people two reminders at most.

    Raises:
        CampaignRefused: when people were reminded often enough, or there is nothing to remind of.
    """
    told = [
        one
        for one in campaigns.all()
        if (one.policy, one.version) == (release.policy, release.version) and one.state is not State.CANCELLED
    ]
    mine = [one for one in told if one.kind is kind]
    drafts = [one.ordinal for one in mine if one.state is State.DRAFT]
    number = drafts[0] if drafts else max((one.ordinal for one in mine), default=0) + 1
    if kind is Kind.NOTICE:
        return 1
    if not any(one.kind is Kind.NOTICE and one.state is State.COMPLETED for one in told):
        raise CampaignRefused(
            say("nobody was told of {policy} {version} yet", policy=release.policy, version=release.version),
            remedy=say("run policy notify plan"),
        )
    if kind is Kind.REMINDER and number > MOST_REMINDERS:
        raise CampaignRefused(
            say(
                "the silent were reminded {times} times of {policy} {version}",
                times=MOST_REMINDERS,
                policy=release.policy,
                version=release.version,
            ),
            remedy=say("leave them in peace: the words they have keep binding"),
        )
    return number


LARGE = 10_000
"""Above so many people, whoever approves a campaign types their number back."""


def counted(campaigns: Campaigns, one: Campaign) -> int:
    """Count the people a planned campaign reaches."""
    routed = campaigns.routed(one)
    return sum(
        group.people - group.without_address - group.suppressed
        for group in campaigns.groups()
        if (group.profile, group.language) in routed
    )


def approve(
    campaigns: Campaigns, one: Campaign, *, actor: str, now: datetime, alone: bool = False
) -> Campaign:
    """Freeze the words of every mail; whoever planned a campaign does not approve it."""
    if same(actor, one.created_by) and not alone:
        raise CampaignRefused(
            say(
                "{label} was planned by {actor}, and a second person approves it",
                label=one.label,
                actor=actor,
            ),
            remedy=say("let somebody else run policy notify approve, or name them with --as"),
        )
    campaigns.variants(one)
    return campaigns.step(one, Step.APPROVE, actor=actor, now=now)


def dead_links(campaigns: Campaigns, one: Campaign, *, decisions: str, fault: Callable[[str], str]) -> None:
    """Open every page that the mails of a campaign lead to, before the first leaves.

    Personal links lead to the decision pages: whether those answer is asked of their health, which opens nothing.

    Raises:
        CampaignRefused: when a page is not there; it names the first.
    """
    variants = campaigns.variants(one)
    pages = {page for variant in variants for page in variant.mail.pages}
    if any(variant.audience is not Audience.INFORM for variant in variants):
        pages.add(f"{decisions}healthz")
    for page in sorted(pages):
        if why := fault(page):
            raise CampaignRefused(
                say("the mails lead to {page}, which cannot be read ({why})", page=page, why=why),
                source=one.label,
                remedy=say(
                    "publish it, then run policy notify send {label} again, or send with --links-unchecked",
                    label=one.label,
                ),
            )
