"""Mail addresses: which are addresses, and under which key one is known after it is gone."""

from __future__ import annotations

import hashlib

from notifier.core.said import say
from notifier.errors import SubjectRefused


def read(told: str) -> str:
    """Read an address, in the form a mail can carry (international domains as ASCII).

    Raises:
        SubjectRefused: when no mail can go there.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(told, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise SubjectRefused(
            say("'{told}' is not a mail address ({cause})", told=told[:80], cause=str(error).rstrip("."))
        ) from error
    return str(found.ascii_email or found.normalized)


def key(address: str, secret: bytes) -> bytes:
    """Give the keyed hash of an address; one address has one key however its letters are written."""
    return hashlib.blake2b(address.casefold().encode("utf-8"), key=secret, digest_size=16).digest()
