"""What a banner tells: a person, that they are asked; everybody, that there is a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core import question
from notifier.core.binding import day_at
from notifier.render import banner

if TYPE_CHECKING:
    from datetime import datetime

    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.core.text import Language
    from notifier.flows.agree import Desk
    from notifier.flows.visit import Visit
    from notifier.render.banner import Banner


def newest(desk: Desk, policy: Policy, *, now: datetime, language: str = "") -> Banner | None:
    """Tell everybody of the newest version; nothing before there is one."""
    with desk.shelf.reading:
        record = question.newest(desk.catalog.history(policy.name), now, policy.time_zone)
    tongue = next((code for code in policy.languages if code == language), policy.governing)
    return _telling(desk, policy, record, tongue, now) if record else None


def personal(desk: Desk, visit: Visit, *, now: datetime) -> Banner:
    """Tell a person that they are asked; whoever is asked nothing is told what everybody is.

    It says nothing of what anybody answered: a person who declined is not asked again.
    """
    policy, record, language = visit.policy, visit.sheet.release, visit.sheet.language
    if not visit.open:
        return _telling(desk, policy, record, language, now)
    link = desk.link(visit.visitor.person.id, policy.name, now=now)
    return banner.asking(policy, record, desk.words(language), count=visit.open, link=link)


def _telling(desk: Desk, policy: Policy, record: Record, language: Language, now: datetime) -> Banner:
    return banner.telling(
        policy,
        record,
        desk.words(language),
        today=day_at(now, policy.time_zone),
        site=desk.catalog.registry.site_url,
    )
