"""What programs that run for long have in common: logs, and numbers on a port of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from notifier.adapters.logs import Form
    from notifier.cli.house import House

_Command = TypeVar("_Command", bound="Callable[..., Any]")


def watched(command: _Command) -> _Command:
    """Add the options that say how a program is watched."""
    for option in (
        click.option(
            "--log",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="How lines are written; no address, link or key stands in them.",
        ),
        click.option(
            "--metrics",
            type=click.IntRange(1, 65535),
            metavar="PORT",
            help="Give numbers to Prometheus on this port of 127.0.0.1.",
        ),
    ):
        command = option(command)
    return command


def begin(house: House, *, log: Form, metrics: int | None) -> None:
    """Set up logs and, where they are wanted, numbers."""
    from notifier.adapters import logs

    logs.set_up(log)
    if metrics is not None:
        from notifier.adapters import metrics as numbers

        numbers.serve(metrics, house.store, clock=house.now)
