"""Mail addresses: which are addresses, and under which key one is known after it is gone."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from notifier.core.said import say
from notifier.errors import SubjectRefused

# The common form of what stands before the sign; the validator says about it what we say here, only later.
_PLAIN = re.compile(r"[a-zA-Z0-9_+-]+(?:\.[a-zA-Z0-9_+-]+)*").fullmatch


def read(told: str) -> str:
    """Read an address, in the form a mail can carry (international domains as ASCII).

    Raises:
        SubjectRefused: when no mail can go there.
    """
    local, _, domain = told.rpartition("@")
    if _PLAIN(local) and (known := _domain(domain)) and len(local) <= 64 and len(local) + len(known) < 254:
        return f"{local}@{known}"
    return _checked(told)


@lru_cache(maxsize=50_000)
def _domain(told: str) -> str:
    """Give a domain as a mail carries it; empty when no mail can go there. Many people share few domains."""
    try:
        return _checked(f"a@{told}").partition("@")[2]
    except SubjectRefused:
        return ""


def _checked(told: str) -> str:
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
