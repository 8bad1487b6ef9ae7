"""What a banner says: that a person is asked something, or that everybody is told of a new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from notifier.core.finding import Level
from notifier.render import addresses
from notifier.render.words import day

if TYPE_CHECKING:
    from datetime import date

    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.render.words import Words

AFTER = timedelta(days=30)
"""How long everybody is told of a version that came into force."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What a banner says; its words are ready to be shown.

    Attributes:
        policy: the name of the policy.
        version: the version it is about.
        language: of the words.
        shown: whether there is anything to say.
        asks: whether the person has to be asked, or is only told.
        label: names the banner for those who do not see it.
        sentence: what happened.
        detail: what that means.
        link: where it leads.
        action: the words on the link.
        close: the words on the button that puts it aside.
    """

    policy: str
    version: str
    language: str
    shown: bool
    asks: bool
    label: str
    sentence: str
    detail: str
    link: str
    action: str
    close: str


def asking(policy: Policy, record: Record, words: Words, *, count: int, link: str) -> Banner:
    """Tell a person that changes need their answer."""
    title = dict(policy.titles)[words.language]
    sentence = words.ngettext(
        "{title}: a change needs your answer.", "{title}: {count} changes need your answer.", count
    )
    return Banner(
        policy=policy.name,
        version=str(record.version),
        language=words.language,
        shown=True,
        asks=True,
        label=words.gettext("Change of the {title}").format(title=title),
        sentence=sentence.format(title=title, count=count),
        detail=words.ngettext(
            "It takes away something you have today, and applies to you only if you accept it.",
            "They take away something you have today, and apply to you only if you accept them.",
            count,
        ),
        link=link,
        action=words.gettext("Read and decide"),
        close=words.gettext("Later"),
    )


def telling(policy: Policy, record: Record, words: Words, *, today: date, site: str) -> Banner:
    """Tell everybody of a version, from its publication until a month after it came into force.

    What changes nothing for people is not told.
    """
    title = dict(policy.titles)[words.language]
    sentence = (
        words.gettext("{title}: a new version has applied since {day}.")
        if record.effective_on <= today
        else words.gettext("{title}: a new version applies from {day}.")
    )
    return Banner(
        policy=policy.name,
        version=str(record.version),
        language=words.language,
        shown=record.level >= Level.MATERIAL and today < record.effective_on + AFTER,
        asks=False,
        label=words.gettext("Change of the {title}").format(title=title),
        sentence=sentence.format(title=title, day=day(record.effective_on, words.language)),
        detail=dict(record.summaries).get(words.language, ""),
        link=f"{site}{addresses.change(words.language, policy.name, record.version)}",
        action=words.gettext("See what changes"),
        close=words.gettext("Close"),
    )
