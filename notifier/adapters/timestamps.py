"""Time stamps of somebody else (RFC 3161): proof that a seal was there at a moment, by a clock that is not ours.

What is stamped are the 32 bytes of a seal's hash. An answer that others could not check is not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import urllib3
from cryptography import x509
from rfc3161_client import (
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from notifier.core.said import say
from notifier.errors import SettingsRefused, Tampered

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from notifier.adapters.settings import Settings

TIMEOUT = urllib3.Timeout(connect=10, read=30)
LARGEST = 1 << 16
"""Bytes; an answer with a long chain of certificates has some 8,000."""

_URL, _ROOTS = "NOTIFIER_TSA_URL", "NOTIFIER_TSA_ROOTS"


class Stamps:
    """A time stamp authority, and the certificates that vouch for it.

    Attributes:
        url: where it answers; nothing is stamped when it is empty.
        roots: the certificates that are trusted.
    """

    def __init__(self, url: str, roots: tuple[x509.Certificate, ...]) -> None:
        self.url = url
        self.roots = roots

    @classmethod
    def of(cls, settings: Settings) -> Stamps | None:
        """Give the authority of a deployment; nothing when it has none."""
        if not settings.tsa_url and not settings.tsa_roots:
            return None
        if not settings.tsa_roots:
            raise SettingsRefused(
                say("no certificate vouches for the time stamps"),
                source=_ROOTS,
                remedy=say("name a PEM file with the root of the authority"),
            )
        return cls(settings.tsa_url, _certificates(settings.tsa_roots))

    def stamp(self, message: bytes) -> bytes:
        """Have a message stamped, and give the answer (DER) once it is checked.

        Raises:
            SettingsRefused: when the authority does not answer, or with something nobody could check.
        """
        request = TimestampRequestBuilder().data(message).build()
        told = self._ask(request.as_bytes())
        try:
            answer = decode_timestamp_response(told)
            self._check(answer, message, nonce=request.nonce)
        except (ValueError, VerificationError) as error:
            raise SettingsRefused(
                say("the answer of the time stamp authority does not hold ({cause})", cause=error),
                source=_URL,
                remedy=say("check the address, and that {roots} holds its root", roots=_ROOTS),
            ) from error
        return told

    def verify(self, told: bytes, message: bytes) -> datetime:
        """Give the moment of a stamp.

        Raises:
            Tampered: when it is no stamp of this message by an authority that is trusted.
        """
        try:
            answer = decode_timestamp_response(told)
            self._check(answer, message)
        except (ValueError, VerificationError) as error:
            raise Tampered(say("its time stamp does not hold ({cause})", cause=error)) from error
        return answer.tst_info.gen_time

    def _check(self, answer: TimeStampResponse, message: bytes, *, nonce: int | None = None) -> None:
        builder = VerifierBuilder(roots=list(self.roots), nonce=nonce)
        builder.build().verify_message(answer, message)

    def _ask(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        try:
            with urllib3.PoolManager(timeout=TIMEOUT, retries=False) as pool:
                answer = pool.request(
                    "POST", self.url, body=body, headers=headers, preload_content=False, redirect=False
                )
                told = answer.read(LARGEST + 1)
                answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._silent(type(error).__name__) from error
        if answer.status != 200 or len(told) > LARGEST:
            raise self._silent(str(answer.status))
        return told

    @staticmethod
    def _silent(cause: str) -> SettingsRefused:
        return SettingsRefused(
            say("the time stamp authority gave no answer ({cause})", cause=cause),
            source=_URL,
            remedy=say("try again later; seals that wait are stamped then"),
        )


def _certificates(path: Path) -> tuple[x509.Certificate, ...]:
    try:
        return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise SettingsRefused(
            say("no certificate can be read from this file"),
            source=str(path),
            remedy=say("name a PEM file in {roots}", roots=_ROOTS),
        ) from error
