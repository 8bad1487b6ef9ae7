"""What the states of campaigns, mails and chunks are called on a terminal; files keep their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.cli.speech import tell
from notifier.core.campaign import State
from notifier.core.delivery import ChunkState, Event, Reason
from notifier.core.mail import Audience
from notifier.core.said import counted, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from notifier.core.said import Said

    Words = Callable[[int], Said]

STATES = {
    State.DRAFT: say("waits for approval"),
    State.APPROVED: say("approved, not sent yet"),
    State.EXPANDING: say("its mails are being listed"),
    State.READY: say("ready to be sent"),
    State.SENDING: say("being sent"),
    State.PAUSED: say("paused"),
    State.DRAINING: say("its last mails are on their way"),
    State.COMPLETED: say("completed"),
    State.CANCELLED: say("cancelled"),
}

AUDIENCES = {
    Audience.CONSENT: say("consent"),
    Audience.INFORM: say("information"),
    Audience.WATCHER: say("watchers"),
}

LEFT_OUT: Mapping[str, Words] = {
    "without_address": lambda count: counted("has no address", "have no address", count),
    "suppressed": lambda count: counted(
        "has an address that bounced or complained", "have an address that bounced or complained", count
    ),
    "elsewhere": lambda count: counted(
        "is told by other channels, or nothing is new to them",
        "are told by other channels, or nothing is new to them",
        count,
    ),
}

STATUSES: Mapping[str, Words] = {
    "planned": lambda count: counted("mail waits", "mails wait", count),
    "accepted": lambda count: counted("mail accepted", "mails accepted", count),
    "rejected": lambda count: counted("mail rejected", "mails rejected", count),
    "unreachable": lambda count: counted("person out of reach", "people out of reach", count),
    "unknown": lambda count: counted(
        "mail of which nobody knows whether it left", "mails of which nobody knows whether they left", count
    ),
}

REASONS: Mapping[str, Words] = {
    Reason.NO_ADDRESS: lambda count: counted("of these has no address", "of these have no address", count),
    Reason.SUPPRESSED: lambda count: counted(
        "of these has an address that gets no mail of ours",
        "of these have an address that gets no mail of ours",
        count,
    ),
    Reason.CROWDED: lambda count: counted(
        "of these shares an address with too many others",
        "of these share an address with too many others",
        count,
    ),
    Reason.GONE: lambda count: counted(
        "of these left after the campaign was planned", "of these left after the campaign was planned", count
    ),
}

EVENTS: Mapping[str, Words] = {
    Event.PROCESSED: lambda count: counted(
        "about to leave, says the provider", "about to leave, says the provider", count
    ),
    Event.DEFERRED: lambda count: counted("delayed, says the provider", "delayed, says the provider", count),
    Event.DELIVERED: lambda count: counted(
        "delivered, says the provider", "delivered, says the provider", count
    ),
    Event.DROPPED: lambda count: counted("not sent, says the provider", "not sent, says the provider", count),
    Event.BOUNCED: lambda count: counted("came back", "came back", count),
    Event.COMPLAINED: lambda count: counted("marked as spam", "marked as spam", count),
}

CHUNKS: Mapping[str, Words] = {
    ChunkState.READY: lambda count: counted("chunk waits", "chunks wait", count),
    ChunkState.IN_FLIGHT: lambda count: counted("chunk is on its way", "chunks are on their way", count),
    ChunkState.UNKNOWN: lambda count: counted(
        "chunk of which nobody knows whether it left", "chunks of which nobody knows whether they left", count
    ),
    ChunkState.SPLIT: lambda count: counted(
        "chunk was cut into smaller ones", "chunks were cut into smaller ones", count
    ),
    ChunkState.FAILED: lambda count: counted("chunk failed", "chunks failed", count),
}


def tally(counts: Mapping[str, int], words: Mapping[str, Words]) -> None:
    """Print a line for each count; a reason that a provider gave in its own words stays in them."""
    for name, count in sorted(counts.items()):
        said = words[name](count) if name in words else say("of these: {reason}", reason=name)
        tell(said, before=f"  {count:>9}  ")
