"""A receipt: what a person answered and what binds them now, as a mail in HTML and plain text that say the same."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from notifier.core.mail import Mail
from notifier.core.text import digest
from notifier.render import stationery

if TYPE_CHECKING:
    from notifier.core.policy import Registry
    from notifier.core.text import Language
    from notifier.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One answer: the heading it stands under, and what was said when."""

    section: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Words of an earlier release that still bind; without words when the clause does not bind at all."""

    version: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is confirmed.

    Attributes:
        title: the name of the policy.
        language: of the mail.
        lines: the answers.
        bound: which release binds now, as a sentence.
        held: the words of earlier releases that still bind.
        leaf: names the answer in the ledger.
    """

    title: str
    language: Language
    lines: tuple[Line, ...]
    bound: str
    held: tuple[Earlier, ...]
    leaf: str


def render(receipt: Receipt, registry: Registry, words: Words) -> Mail:
    """Lay out a receipt; where the personal link goes stands a placeholder."""
    placeholder = f"https://personal-{digest(receipt.leaf)[:24]}.invalid/"
    say = words.gettext
    told = {
        "language": receipt.language,
        "receipt": receipt,
        "organisation": registry.organisation,
        "title": receipt.title,
        "subject": say("Receipt for your answer: {policy}").format(policy=receipt.title),
        "heading": say("Your answer is recorded"),
        "bound_title": say("Which words bind you today"),
        "version": say("version {number}"),
        "change_title": say("Changed your mind, or was this not you?"),
        "change": say("You can answer anew at any time, as easily as before. The last answer counts."),
        "link_words": say("See or change my answer"),
        "number_title": say("Your receipt"),
        "number": say(
            "This number names your last answer in our ledger, and with it every answer you gave before:"
        ),
        "closing": say("A question? Write to {contact}.").format(contact=registry.contact),
        "link": placeholder,
    }
    return Mail(
        subject=str(told["subject"]),
        html=stationery.page("receipt.html", **told),
        text=_text(receipt, told),
        placeholder=placeholder,
    )


def _text(receipt: Receipt, told: dict[str, object]) -> str:
    """Lay out the plain part: the same sentences in the same order."""
    held = [
        fill(f"{one.words} ({str(told['version']).format(number=one.version)})", 78)
        for one in receipt.held
        if one.words
    ]
    parts = [
        f"{told['organisation']} – {receipt.title}",
        _title(told["heading"], "="),
        *(fill(f"{line.section} – {line.said}" if line.section else line.said, 78) for line in receipt.lines),
        *([_title(told["bound_title"]), fill(receipt.bound, 78), *held] if receipt.bound else []),
        _title(told["change_title"]),
        fill(str(told["change"]), 78),
        f"{told['link_words']}\n{told['link']}",
        _title(told["number_title"]),
        fill(str(told["number"]), 78),
        receipt.leaf,
        fill(str(told["closing"]), 78),
    ]
    return "\n\n".join(parts) + "\n"


def _title(words: object, line: str = "-") -> str:
    return f"{words}\n{line * len(str(words))}"
