"""Mails as bytes: everything that is the same for all is written once, and the personal parts are spliced in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import TYPE_CHECKING

from notifier.core.text import digest
from notifier.errors import PermanentDeliveryError

if TYPE_CHECKING:
    from notifier.adapters.mail.batch import Batch
    from notifier.core.delivery import DeliveryId, Recipient

_LONGEST = 900  # bytes; a line of a mail may have 998
_FORGED = re.compile(r"[\x00-\x20\x7f<>]")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A mail without its personal parts.

    Attributes:
        parts: the bytes between the personal parts.
        order: which personal part stands after each of them but the last.
    """

    parts: tuple[bytes, ...]
    order: tuple[str, ...]

    def to(self, recipient: Recipient, *, domain: str) -> bytes:
        """Give the mail of one person.

        Raises:
            PermanentDeliveryError: when an address or a link could forge a header.
        """
        if _FORGED.search(recipient.address) or _FORGED.search(recipient.link):
            raise PermanentDeliveryError(f"delivery {recipient.delivery} has an address that is none")
        personal = {
            "to": recipient.address.encode("ascii"),
            "link": recipient.link.encode("ascii"),
            "id": message_id(recipient.delivery, domain).encode("ascii"),
        }
        told = [self.parts[0]]
        for name, part in zip(self.order, self.parts[1:], strict=True):
            told += (personal[name], part)
        return b"".join(told)

    def stuffed(self) -> Letterhead:
        """Give it as it goes over SMTP, where a point that begins a line is doubled; personal parts begin none."""
        return Letterhead(
            parts=tuple(part.replace(b"\r\n.", b"\r\n..") for part in self.parts), order=self.order
        )


def message_id(delivery: DeliveryId, domain: str) -> str:
    """Name a mail for good, so that a second copy can be known as one."""
    return f"<{delivery:x}.notice@{domain}>"


def letterhead(batch: Batch) -> Letterhead:
    """Write a mail once for everybody who gets the same words."""
    names = {"to": "to-", "link": "", "id": "id-"}
    seed = digest(batch.mail.sha256)[:20]
    marks = {name: f"x{prefix}{seed}x" for name, prefix in names.items() if prefix}
    marks["link"] = batch.mail.placeholder
    message = EmailMessage(policy=SMTP.clone(max_line_length=None, cte_type="8bit"))
    message.set_content(_narrow(batch.mail.text), cte="8bit")
    message.add_alternative(_narrow(batch.mail.html), subtype="html", cte="8bit")
    message.set_boundary(f"part-{seed}")
    body = message.as_bytes()
    written = b"".join((_headers(batch, marks), body))
    found = re.compile(b"|".join(re.escape(mark.encode("ascii")) for mark in marks.values()))
    named = {mark.encode("ascii"): name for name, mark in marks.items()}
    return Letterhead(
        parts=tuple(found.split(written)), order=tuple(named[mark] for mark in found.findall(written))
    )


def _headers(batch: Batch, marks: dict[str, str]) -> bytes:
    sender = batch.sender
    headers = {
        "From": formataddr((_encoded(sender.name), sender.address)),
        "To": marks["to"],
        "Reply-To": sender.reply_to,
        "Subject": _encoded(batch.mail.subject),
        "Date": format_datetime(batch.at),
        "Message-ID": marks["id"],
        "Content-Language": batch.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Feedback-ID": f"{batch.campaign}:notice:{sender.domain}",
    }
    if batch.leave:
        headers["List-Unsubscribe"] = f"<{marks['link']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    lines = [f"{name}: {value}\r\n" for name, value in headers.items()]
    for line in lines:
        if "\r" in line[:-2] or "\n" in line[:-2]:
            raise PermanentDeliveryError(f"a header of {batch.campaign} has more than one line")
    return "".join(lines).encode("ascii")


def _encoded(words: str) -> str:
    """Encode words for a header; lines are folded after each encoded word."""
    if words.isascii():
        return words
    return (
        Header(words, "utf-8")
        .encode(linesep="\r\n")
        .replace("\r\n", " ")
        .replace("\n", " ")
        .replace("  ", " ")
    )


def _narrow(text: str) -> str:
    """Break lines that are too long for a mail at a space, which neither HTML nor a reader minds."""
    return "\n".join(part for line in text.splitlines() for part in _broken(line))


def _broken(line: str) -> list[str]:
    parts: list[str] = []
    while len(line.encode("utf-8")) > _LONGEST:
        end = _LONGEST
        while len(line[:end].encode("utf-8")) > _LONGEST:
            end -= 50
        place = line.rfind(" ", 0, end)
        if place <= 0:
            place = line.find(" ", end)
        if place <= 0:
            break
        parts.append(line[:place])
        line = line[place + 1 :]
    return [*parts, line]
