"""Campaigns, variants and routes in the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from notifier.adapters.store import hints, planning
from notifier.adapters.store.engine import reading
from notifier.adapters.store.planning import NOTHING
from notifier.adapters.store.tables import (
    audit,
    campaign,
    chunk,
    delivery,
    detour,
    person,
    route,
    variant,
)
from notifier.core.campaign import Campaign, Kind, State, Step, after, manifest
from notifier.core.mail import Audience, Mail
from notifier.core.release import ReductionId, Version
from notifier.core.said import say
from notifier.core.text import Digest, Language, PolicyName
from notifier.errors import CampaignRefused, Tampered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, Engine, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One mail of a campaign, for everybody bound alike who reads the same language.

    Attributes:
        id: its number in the store; 0 before it is kept.
        language: of the mail.
        standing: the key of what binds these people.
        audience: to whom it speaks.
        covers: the reductions it asks to accept.
        mail: the words.
    """

    id: int = 0
    language: Language
    standing: str
    audience: Audience
    covers: tuple[ReductionId, ...]
    mail: Mail


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who share services, beginnings and language, and how many a mail can reach."""

    profile: int
    services: tuple[str, ...]
    baselines: str
    language: Language
    people: int
    without_address: int
    suppressed: int


class Campaigns:
    """The campaigns of a store."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def groups(self) -> tuple[Group, ...]:
        """Count everybody, by what they share."""
        with reading(self.engine).begin() as connection:
            rows = connection.execute(planning.groups()).all()
        return tuple(
            Group(
                profile=row.profile_id,
                services=tuple(row.services.split()),
                baselines=row.baselines,
                language=Language(row.language),
                people=row.people,
                without_address=int(row.nowhere),
                suppressed=int(row.suppressed),
            )
            for row in rows
        )

    def create(
        self,
        new: Campaign,
        variants: Iterable[Variant],
        routes: Mapping[tuple[int, Language], Variant],
        detours: Mapping[int, Variant | None],
    ) -> Campaign:
        """Keep a draft with its variants; a draft that is there is planned anew."""
        with self.engine.begin() as connection:
            kept = self._drafted(connection, new)
            numbers = _write_variants(connection, kept, variants)
            connection.execute(
                insert(route),
                [
                    {
                        "campaign_id": kept.id,
                        "profile_id": number,
                        "language": language,
                        "variant_id": numbers[_key(one)],
                    }
                    for (number, language), one in routes.items()
                ],
            )
            _write_detours(
                connection,
                kept,
                {number: numbers[_key(one)] if one else NOTHING for number, one in detours.items()},
            )
            note(connection, at=new.created_at, actor=new.created_by, action="plan", told=kept.label)
        return kept

    def _drafted(self, connection: Connection, new: Campaign) -> Campaign:
        same = (
            (campaign.c.policy == new.policy)
            & (campaign.c.version == str(new.version))
            & (campaign.c.kind == new.kind)
            & (campaign.c.ordinal == new.ordinal)
        )
        row = connection.execute(select(campaign).where(same)).first()
        if row is None:
            values = {
                "policy": new.policy,
                "version": str(new.version),
                "kind": new.kind,
                "ordinal": new.ordinal,
                "state": State.DRAFT,
                "transport": new.transport,
                "created_by": new.created_by,
                "created_at": new.created_at,
                "chunk_size": new.chunk_size,
                "rate": new.rate,
                "max_error_ppm": new.max_error_ppm,
                "expanded": 0,
            }
            number = connection.execute(insert(campaign).returning(campaign.c.id), values).scalar_one()
            return replace(new, id=number)
        old = read(row)
        if old.state is not State.DRAFT:
            raise CampaignRefused(
                say(
                    "{label} is {state} and keeps the words that were approved",
                    label=old.label,
                    state=old.state,
                ),
                remedy=say("run policy notify status {label}", label=old.label),
            )
        for owned in (route, detour, variant):
            connection.execute(delete(owned).where(owned.c.campaign_id == old.id))
        connection.execute(
            update(campaign)
            .where(campaign.c.id == old.id)
            .values(
                transport=new.transport,
                created_by=new.created_by,
                created_at=new.created_at,
                chunk_size=new.chunk_size,
                rate=new.rate,
                max_error_ppm=new.max_error_ppm,
            )
        )
        return replace(new, id=old.id)

    def all(self) -> tuple[Campaign, ...]:
        """Give every campaign, oldest first."""
        with reading(self.engine).begin() as connection:
            return tuple(read(row) for row in connection.execute(select(campaign).order_by(campaign.c.id)))

    def find(self, label: str = "") -> Campaign:
        """Give a campaign by its label; the newest when none is named."""
        known = self.all()
        for one in reversed(known):
            if not label or one.label == label:
                return one
        names = ", ".join(one.label for one in known)
        raise CampaignRefused(
            say("no campaign '{label}'", label=label) if label else say("no campaign is planned"),
            remedy=say("name one of: {names}", names=names) if names else say("run policy notify plan"),
        )

    def get(self, number: int) -> Campaign:
        """Give a campaign by number."""
        with reading(self.engine).begin() as connection:
            return read(connection.execute(select(campaign).where(campaign.c.id == number)).one())

    def routed(self, one: Campaign) -> frozenset[tuple[int, Language]]:
        """Give the profiles and languages that a campaign tells."""
        with reading(self.engine).begin() as connection:
            rows = connection.execute(
                select(route.c.profile_id, route.c.language).where(route.c.campaign_id == one.id)
            )
            return frozenset((row.profile_id, Language(row.language)) for row in rows)

    def variants(self, one: Campaign) -> tuple[Variant, ...]:
        """Give the variants of a campaign; words that are not those approved are refused."""
        with reading(self.engine).begin() as connection:
            rows = connection.execute(
                select(variant).where(variant.c.campaign_id == one.id).order_by(variant.c.id)
            ).all()
        found = tuple(_variant(row) for row in rows)
        changed = [v for v, row in zip(found, rows, strict=True) if v.mail.sha256 != row.sha256]
        if changed or (one.manifest and manifest(v.mail.sha256 for v in found) != one.manifest):
            raise Tampered(
                say("the words of the mails are not those that were approved"),
                source=one.label,
                remedy=say("cancel it, find out who changed the store, and plan a correction"),
            )
        return found

    def step(
        self,
        one: Campaign,
        step: Step,
        *,
        actor: str,
        now: datetime,
        why: str = "",
        when: frozenset[State] = frozenset(State),
    ) -> Campaign:
        """Move a campaign if it still stands where the step begins; whoever comes second finds it moved."""
        found = select(campaign).where(campaign.c.id == one.id)
        with self.engine.begin() as connection:
            present = read(connection.execute(found.with_for_update()).one())
            if present.state not in when:
                return present
            state = after(present.state, step)
            values: dict[str, Any] = {"state": state, "why": why}
            if step is Step.APPROVE:
                values |= {
                    "approved_by": actor,
                    "approved_at": now,
                    "manifest": self._manifest(connection, one),
                }
            connection.execute(update(campaign).where(campaign.c.id == one.id).values(**values))
            if state is State.SENDING and present.state is not State.SENDING:
                hints.add(connection, one.id)
            if state is not present.state:
                note(connection, at=now, actor=actor, action=step, told=f"{one.label} {why}".strip())
            return read(connection.execute(found).one())

    def _manifest(self, connection: Connection, one: Campaign) -> Digest:
        rows = connection.execute(select(variant).where(variant.c.campaign_id == one.id)).all()
        return manifest(_variant(row).mail.sha256 for row in rows)

    def expand(self, one: Campaign, *, batch: int = 200_000) -> bool:
        """Plan the deliveries of the next people; say whether any are left. Doing it twice plans once."""
        with self.engine.begin() as connection:
            first = connection.execute(
                select(campaign.c.expanded).where(campaign.c.id == one.id).with_for_update()
            ).scalar_one()
            people = (
                select(person.c.id).where(person.c.id > first).order_by(person.c.id).limit(batch).subquery()
            )
            last = connection.execute(select(func.max(people.c.id))).scalar()
            if last is None:
                return False
            columns = ["id", "chunk_id", "state", "rank", "reason"]
            connection.execute(insert(delivery).from_select(columns, planning.planned(one, first, last)))
            connection.execute(
                insert(chunk).from_select(
                    ["id", "campaign_id", "variant_id", "size", "state", "attempt"],
                    planning.chunks(one, first, last),
                )
            )
            hints.add(connection, one.id)
            connection.execute(update(campaign).where(campaign.c.id == one.id).values(expanded=last))
            return True


def note(connection: Connection, *, at: datetime, actor: str, action: str, told: str) -> None:
    """Write who did what."""
    row = {"at": at, "actor": actor, "action": action, "object": "campaign", "told": told}
    connection.execute(insert(audit), row)


def _key(one: Variant) -> tuple[str, str, str]:
    return one.language, one.standing, one.audience


def _write_variants(
    connection: Connection, kept: Campaign, variants: Iterable[Variant]
) -> dict[tuple[str, str, str], int]:
    numbers = {}
    for one in variants:
        values = {
            "campaign_id": kept.id,
            "language": one.language,
            "from_version": one.standing,
            "audience": one.audience,
            "subject": one.mail.subject,
            "html": one.mail.html,
            "text": one.mail.text,
            "tag": one.mail.placeholder,
            "sha256": one.mail.sha256,
            "covers": " ".join(one.covers),
        }
        numbers[_key(one)] = connection.execute(insert(variant).returning(variant.c.id), values).scalar_one()
    return numbers


def _write_detours(connection: Connection, kept: Campaign, detours: Mapping[int, int]) -> None:
    """Send people with decisions of their own their own way, and part people who share an address."""
    if detours:
        connection.execute(
            insert(detour),
            [
                {"campaign_id": kept.id, "person_id": number, "variant_id": one, "lane": 0}
                for number, one in detours.items()
            ],
        )
    connection.execute(planning.lanes(connection, kept))


def read(row: Row[Any]) -> Campaign:
    """Read a campaign from a row."""
    return Campaign(
        id=row.id,
        policy=PolicyName(row.policy),
        version=Version.read(row.version),
        kind=Kind(row.kind),
        ordinal=row.ordinal,
        state=State(row.state),
        transport=row.transport,
        created_by=row.created_by,
        created_at=row.created_at,
        approved_by=row.approved_by or "",
        manifest=row.manifest or "",
        chunk_size=row.chunk_size,
        rate=row.rate or 0,
        max_error_ppm=row.max_error_ppm,
        expanded=row.expanded,
        why=row.why,
    )


def _variant(row: Row[Any]) -> Variant:
    return Variant(
        id=row.id,
        language=Language(row.language),
        standing=row.from_version,
        audience=Audience(row.audience),
        covers=tuple(ReductionId(known) for known in row.covers.split()),
        mail=Mail(subject=row.subject, html=row.html, text=row.text, placeholder=row.tag),
    )
