"""The deployment: database, keys, mail. From the environment (`NOTIFIER_…`) or a file named by `NOTIFIER_SETTINGS`."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from notifier.core.said import say
from notifier.errors import SettingsRefused

PREFIX = "NOTIFIER_"

TransportName = Literal["outbox", "smtp", "sendgrid"]

_SHORTEST_KEY = 32


class Settings(BaseModel):
    """What a deployment says; never in git.

    Attributes:
        folder: where the embedded defaults live: database, key, outbox.
        database_url: the store; SQLite in `folder` when empty.
        key: the secret from which every other is derived; made in `folder` when empty.
        old_keys: earlier secrets whose links still open, separated by spaces.
        address_key: hashes addresses in tombstones and suppressions; never change it. Derived from `key` when empty.
        transport: how mail leaves.
        mail_from: the address warnings come from.
        mail_from_name: the name beside it; the organisation's when empty.
        reply_to: a person who answers; the registry's contact when empty.
        outbox: the folder of `.eml` files; in `folder` when empty.
        operator: who works here; the name of the account when empty.
        smtp_host: the server that takes mail, for transport `smtp`.
        smtp_port: its port.
        smtp_security: how the line is protected: `starttls`, `tls`, or `none` on this machine only.
        smtp_user: who signs in; nobody when empty.
        smtp_password: the password of `smtp_user`.
        bounce_domain: the domain that takes bounces, one address a mail; no bounces are read when empty.
        sendgrid_api_key: the key, for transport `sendgrid`.
        sendgrid_host: where its API answers.
        sendgrid_webhook_key: the public key that its events are signed with.
        sendgrid_sandbox: checks mails there, and delivers none.
        evidence_days: how long the evidence on an erased person is kept, unless it is shredded at once.
        tsa_url: the authority that stamps seals of the ledger with its time (RFC 3161); none when empty.
        tsa_roots: a PEM file with the root certificate of that authority.
        reader_url: where a second reader answers in OpenAI's protocol, such as `http://127.0.0.1:8080/v1`; none when empty.
        reader_model: the model it is asked for.
        reader_key: the key of that address; none when empty.
        reader_timeout: how many seconds an answer may take.
        api_rate: requests a second that each key of an application may make, in each process.
    """

    model_config = ConfigDict(frozen=True)

    folder: Path = Path(".notifier")
    database_url: str = ""
    key: SecretStr = SecretStr("")
    old_keys: SecretStr = SecretStr("")
    address_key: SecretStr = SecretStr("")
    transport: TransportName = "outbox"
    mail_from: str = ""
    mail_from_name: str = ""
    reply_to: str = ""
    outbox: Path | None = None
    operator: str = ""

    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    bounce_domain: str = ""

    sendgrid_api_key: SecretStr = SecretStr("")
    sendgrid_host: str = "https://api.sendgrid.com"
    sendgrid_webhook_key: str = ""
    sendgrid_sandbox: bool = False

    evidence_days: int = Field(default=1826, ge=1)

    tsa_url: str = ""
    tsa_roots: Path | None = None
    api_rate: float = Field(default=50, gt=0)

    reader_url: str = ""
    reader_model: str = ""
    reader_key: SecretStr = SecretStr("")
    reader_timeout: float = Field(default=60.0, gt=0, le=600)

    def secret(self, purpose: str) -> bytes:
        """Derive 32 secret bytes for one purpose; no purpose tells anything about another."""
        return _derived(self._main_key(), purpose)

    def secrets(self, purpose: str) -> tuple[bytes, ...]:
        """Give the secret of a purpose under the present key and every earlier one, newest first."""
        old = [bytes(key, "utf-8") for key in self.old_keys.get_secret_value().split()]
        return tuple(_derived(key, purpose) for key in (self._main_key(), *old))

    @property
    def address_secret(self) -> bytes:
        """Give the key of address hashes, which outlives a change of `key`."""
        if own := self.address_key.get_secret_value():
            return _derived(bytes(own, "utf-8"), "addresses")
        return self.secret("addresses")

    @property
    def database(self) -> str:
        """Give the address of the store."""
        return self.database_url or f"sqlite:///{self.folder / 'notifier.db'}"

    @property
    def outbox_folder(self) -> Path:
        """Give the folder of `.eml` files."""
        return self.outbox or self.folder / "outbox"

    def _main_key(self) -> bytes:
        if own := self.key.get_secret_value():
            return bytes(own, "utf-8")
        return _kept_key(self.folder / "key")


def read(root: Path | None = None) -> Settings:
    """Read the settings; the embedded folder stands in `root` unless the environment says otherwise."""
    named = os.environ.get("NOTIFIER_SETTINGS")
    if named and not Path(named).is_file():
        raise SettingsRefused(
            say("the settings file is missing"), source=named, remedy=say("check NOTIFIER_SETTINGS")
        )
    try:
        settings = Settings.model_validate(_told(named))
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsRefused(str(first["msg"]), source=f"NOTIFIER_{name}") from error
    if len(own := settings.key.get_secret_value()) < _SHORTEST_KEY and own:
        raise SettingsRefused(
            say("the key is too short"),
            source="NOTIFIER_KEY",
            remedy="python -c 'import secrets; print(secrets.token_urlsafe(32))'",
        )
    if root is None or settings.folder.is_absolute():
        return settings
    return settings.model_copy(update={"folder": root / settings.folder})


def _told(named: str | None) -> dict[str, str | None]:
    """Give what the environment says, and below it what the file says that it names."""
    told: dict[str, str | None] = {}
    if named:
        from dotenv import dotenv_values

        told |= dotenv_values(named)
    told |= os.environ
    return {
        name.upper().removeprefix(PREFIX).lower(): value
        for name, value in told.items()
        if name.upper().startswith(PREFIX)
    }


def _derived(key: bytes, purpose: str) -> bytes:
    return hmac.digest(key, b"policy-notifier\x1f" + purpose.encode("utf-8"), hashlib.sha256)


def _kept_key(path: Path) -> bytes:
    """Read the key of an embedded deployment; make it once, for the owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes().strip()
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_urlsafe(32).encode("ascii") + b"\n")
            file.flush()
            os.fsync(file.fileno())
        return path.read_bytes().strip()
    except OSError as error:
        raise SettingsRefused(
            say("the key cannot be kept ({strerror})", strerror=error.strerror),
            source=str(path),
            remedy=say("set NOTIFIER_KEY"),
        ) from error
