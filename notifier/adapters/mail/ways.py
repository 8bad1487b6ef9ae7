"""Choose the way out, and refuse settings with which nothing could leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.adapters.mail.batch import Sender
from notifier.adapters.mail.outbox import Outbox
from notifier.core.said import say
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from notifier.adapters.mail.batch import Transport
    from notifier.adapters.settings import Settings
    from notifier.core.policy import Registry


BOUNCES = "bounces"
"""The purpose of the secret that return addresses are proved with."""


def ready(name: str, settings: Settings) -> None:
    """Refuse a transport that lacks what it needs; nothing is opened, and an outbox needs nothing."""
    match name:
        case "outbox":
            return
        case "smtp":
            if not settings.smtp_host:
                raise SettingsRefused(
                    say("no server to send to"), source="NOTIFIER_SMTP_HOST", remedy=say("set it")
                )
            if settings.smtp_user and settings.smtp_security == "none":
                raise SettingsRefused(
                    say("a password would go over an open line"),
                    source="NOTIFIER_SMTP_SECURITY",
                    remedy=say("use starttls or tls"),
                )
        case "sendgrid":
            if not settings.sendgrid_api_key.get_secret_value():
                raise SettingsRefused(
                    say("no key to send with"), source="NOTIFIER_SENDGRID_API_KEY", remedy=say("set it")
                )
        case _:
            raise SettingsRefused(
                say("'{name}' is no way for mail", name=name),
                source="NOTIFIER_TRANSPORT",
                remedy=say("use outbox, smtp or sendgrid"),
            )


def way(name: str, settings: Settings) -> Transport:
    """Open a transport."""
    ready(name, settings)
    match name:
        case "outbox":
            return Outbox(settings.outbox_folder)
        case "smtp":
            from notifier.adapters.mail.smtp import Server, Smtp

            return Smtp(
                Server(
                    host=settings.smtp_host,
                    port=settings.smtp_port,
                    security=settings.smtp_security,
                    user=settings.smtp_user,
                    password=settings.smtp_password.get_secret_value(),
                    bounces=settings.bounce_domain,
                    proof=settings.secret(BOUNCES),
                )
            )
        case _:
            from notifier.adapters.mail.sendgrid import SendGrid

            key = settings.sendgrid_api_key.get_secret_value()
            return SendGrid(key, host=settings.sendgrid_host, sandbox=settings.sendgrid_sandbox)


def threads(name: str) -> int:
    """Say how many calls run at once; a folder is written by one."""
    return 1 if name == "outbox" else 3


def chunk_size(name: str) -> int:
    """Say how many people go into one call; SMTP tells of each, so that a crash leaves few unknown."""
    return 50 if name == "smtp" else 1_000


def sender(name: str, settings: Settings, registry: Registry) -> Sender:
    """Say from whom mails come; only an outbox may go without an address of its own."""
    if not settings.mail_from and name != "outbox":
        raise SettingsRefused(
            say("no address to send from"), source="NOTIFIER_MAIL_FROM", remedy=say("set it")
        )
    return Sender(
        address=settings.mail_from or registry.contact,
        name=settings.mail_from_name or registry.organisation,
        reply_to=settings.reply_to or registry.contact,
    )
