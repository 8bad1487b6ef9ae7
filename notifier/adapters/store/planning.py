"""The statements that plan: who is reached, by which variant, in which chunk. The same on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, literal, select

from notifier.adapters.store.people import upsert
from notifier.adapters.store.tables import chunk, delivery, detour, person, profile, route, suppression
from notifier.core.delivery import LANE_BITS, LANES, PERSON_BITS, PLACE_BITS, ChunkState, Reason, Status
from notifier.core.subject import PersonState

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from notifier.core.campaign import Campaign

NOTHING = -1
"""The variant of people to whom nothing is new."""


def groups() -> Any:
    """Count everybody, by what they share."""
    counted = (
        select(
            person.c.profile_id,
            person.c.language,
            func.count().label("people"),
            func.sum(case((person.c.email.is_(None), 1), else_=0)).label("nowhere"),
            func.sum(case((suppression.c.key.is_not(None), 1), else_=0)).label("suppressed"),
        )
        .select_from(person.outerjoin(suppression, _suppressed()))
        .where(person.c.state == PersonState.ACTIVE)
        .group_by(person.c.profile_id, person.c.language)
        .subquery()
    )
    return (
        select(counted, profile.c.services, profile.c.baselines)
        .join(profile, profile.c.id == counted.c.profile_id)
        .order_by(profile.c.id, counted.c.language)
    )


def lanes(connection: Connection, kept: Campaign) -> Any:
    """Part people who share an address: each next one stands in the next lane."""
    shared = (
        select(person.c.address_key)
        .where(person.c.address_key.is_not(None), person.c.state == PersonState.ACTIVE)
        .group_by(person.c.address_key)
        .having(func.count() > 1)
    )
    place = func.row_number().over(partition_by=person.c.address_key, order_by=person.c.id) - 1
    ranked = (
        select(person.c.id, place.label("lane"))
        .where(person.c.address_key.in_(shared), person.c.state == PersonState.ACTIVE)
        .subquery()
    )
    parted = select(literal(kept.id), ranked.c.id, literal(0), ranked.c.lane).where(ranked.c.lane > 0)
    put = upsert(connection, detour).from_select(["campaign_id", "person_id", "variant_id", "lane"], parted)
    return put.on_conflict_do_update(
        index_elements=["campaign_id", "person_id"], set_={"lane": put.excluded.lane}
    )


def planned(one: Campaign, first: int, last: int) -> Any:
    """Give the deliveries of the people after `first` up to `last`: chunk, state and, for the unreachable, the reason."""
    chosen = func.coalesce(func.nullif(detour.c.variant_id, 0), route.c.variant_id)
    lane = func.coalesce(detour.c.lane, 0)
    reason = case(
        (person.c.email.is_(None), literal(str(Reason.NO_ADDRESS))),
        (suppression.c.key.is_not(None), literal(str(Reason.SUPPRESSED))),
        (lane >= LANES, literal(str(Reason.CROWDED))),
        else_=None,
    )
    people = (
        select(
            person.c.id,
            reason.label("reason"),
            (chosen * (1 << LANE_BITS) + func.coalesce(detour.c.lane, 0)).label("lane"),
        )
        .select_from(
            person.join(
                route,
                (route.c.campaign_id == one.id)
                & (route.c.profile_id == person.c.profile_id)
                & (route.c.language == person.c.language),
            )
            .outerjoin(detour, (detour.c.campaign_id == one.id) & (detour.c.person_id == person.c.id))
            .outerjoin(suppression, _suppressed())
        )
        .where(
            person.c.id > first,
            person.c.id <= last,
            person.c.state == PersonState.ACTIVE,
            func.coalesce(detour.c.variant_id, 0) != NOTHING,
        )
        .subquery()
    )
    stretch = (chunk.c.id // (1 << PLACE_BITS)).label("lane")
    filled = (
        select(
            stretch,
            (func.max(chunk.c.id % (1 << PLACE_BITS)) + 1).label("next"),
        )
        .where(chunk.c.campaign_id == one.id)
        .group_by(stretch)
        .subquery()
    )
    turn = (
        func.row_number().over(partition_by=(people.c.lane, people.c.reason.is_(None)), order_by=people.c.id)
        - 1
    )
    place = func.coalesce(filled.c.next, 0) + turn // one.chunk_size
    return select(
        (people.c.id + (one.id << PERSON_BITS)).label("id"),
        case((people.c.reason.is_(None), people.c.lane * (1 << PLACE_BITS) + place), else_=None).label(
            "chunk_id"
        ),
        case((people.c.reason.is_(None), int(Status.PLANNED)), else_=int(Status.UNREACHABLE)).label("state"),
        literal(0).label("rank"),
        people.c.reason,
    ).select_from(people.outerjoin(filled, filled.c.lane == people.c.lane))


def chunks(one: Campaign, first: int, last: int) -> Any:
    """Give the chunks of deliveries that were just planned."""
    base = one.id << PERSON_BITS
    return (
        select(
            delivery.c.chunk_id,
            literal(one.id),
            delivery.c.chunk_id // (1 << (LANE_BITS + PLACE_BITS)),
            func.count(),
            literal(str(ChunkState.READY)),
            literal(0),
        )
        .where(delivery.c.id > base + first, delivery.c.id <= base + last, delivery.c.chunk_id.is_not(None))
        .group_by(delivery.c.chunk_id)
    )


def _suppressed() -> ColumnElement[bool]:
    return (
        (suppression.c.key == person.c.address_key)
        & (suppression.c.scope == "address")
        & suppression.c.lifted_at.is_(None)
    )
