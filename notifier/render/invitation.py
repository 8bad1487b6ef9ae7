"""The mail that asks an address whether its owner wants to be told of a policy."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from notifier.core.mail import Mail
from notifier.core.text import Language, digest
from notifier.render import stationery

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.policy import Policy, Registry
    from notifier.render.words import Words

_WIDTH = 72


def render(policy: Policy, registry: Registry, words: Words) -> Mail:
    """Lay out an invitation; where its link goes stands a placeholder."""
    say = words.gettext
    language = Language(words.language)
    placeholder = f"https://personal-{digest(f'watch {policy.name} {language}')[:24]}.invalid/"
    title = dict(policy.titles).get(language) or dict(policy.titles)[policy.governing]
    named = {"organisation": registry.organisation, "policy": title, "contact": registry.contact}
    told: dict[str, str | list[str]] = {
        "language": language,
        "organisation": registry.organisation,
        "title": title,
        "subject": say("Do you want to be told when “{policy}” changes?").format(**named),
        "lines": [
            say(
                "Somebody, probably you, asked {organisation} to write to this address whenever the text “{policy}” "
                "changes."
            ).format(**named),
            say("You will be told only if you say yes within seven days."),
        ],
        "words": say("Yes, tell me"),
        "link": placeholder,
        "closing": say(
            "If it was not you, do nothing: this address is told nothing more. A question? Write to {contact}."
        ).format(**named),
    }
    return Mail(
        subject=str(told["subject"]),
        html=stationery.page("invitation.html", **told),
        text=_text(told),
        placeholder=placeholder,
    )


def _text(told: Mapping[str, str | list[str]]) -> str:
    """Lay out the plain part: the same sentences in the same order."""
    parts = [
        f"{told['organisation']} – {told['title']}",
        f"{told['subject']}\n{'=' * min(len(str(told['subject'])), _WIDTH)}",
        *(fill(line, _WIDTH) for line in told["lines"]),
        f"{told['words']}\n{told['link']}",
        fill(str(told["closing"]), _WIDTH),
    ]
    return "\n\n".join(parts) + "\n"
