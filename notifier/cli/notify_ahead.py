"""What sending would do, told before it is done: to whom, in which words, by which way and for how long."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from notifier.cli.speech import tell
from notifier.cli.tallies import AUDIENCES, REASONS, STATES, tally
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from notifier.adapters.store.campaigns import Variant
    from notifier.cli.house import House
    from notifier.core.campaign import Campaign
    from notifier.core.said import Said

_LONG = 5400  # seconds; more is told in hours


def tell_share(one: Variant, people: int) -> None:
    """Tell how many people get a variant."""
    tell(
        say(
            "{language}  from {standing}  {audience}: {subject}",
            language=one.language,
            standing=one.standing,
            audience=AUDIENCES[one.audience],
            subject=one.mail.subject,
        ),
        before=f"  {people:>9}  ",
    )


def ahead(house: House, one: Campaign) -> None:
    """Tell what sending would do: to whom, in which words, by which way and for how long."""
    from notifier.adapters.mail import ways

    ways.ready(one.transport, house.settings)
    ways.sender(one.transport, house.settings, house.catalog.registry)
    left = house.progress.ahead(one)
    people = sum(left.people.values())
    tell(
        say(
            "would send {label} by {transport}; now: {state}",
            label=one.label,
            transport=one.transport,
            state=STATES[one.state],
        )
    )
    for variant in house.campaigns.variants(one):
        if count := left.people.get(variant.id):
            tell_share(variant, count)
    tally(left.reasons, REASONS)
    tell(
        counted(
            "{people} mails in {count} part of up to {size}",
            "{people} mails in {count} parts of up to {size}",
            left.calls,
            people=people,
            size=one.chunk_size,
        )
    )
    if one.rate:
        tell(lasting(people / one.rate, one.rate))
    else:
        tell(say("as fast as they are taken: no --rate was given when it was planned"))


def lasting(seconds: float, rate: int) -> Said:
    """Say how long mails take at a rate."""
    if seconds > _LONG:
        hours = round(seconds / 3600, 1)
        return say("at {rate} mails a second this takes about {hours} hours", rate=rate, hours=hours)
    return counted(
        "at {rate} mails a second this takes about {count} minute",
        "at {rate} mails a second this takes about {count} minutes",
        math.ceil(seconds / 60),
        rate=rate,
    )
