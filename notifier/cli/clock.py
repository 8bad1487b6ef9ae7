"""The day it is where a policy lives; the command line is where the clock is read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import click


class Day(click.ParamType[date]):
    """A day, written 2027-01-31."""

    name = "day"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day; anything else is wrong usage."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a day; write it like 2027-01-31", param, ctx)


DAY = Day()


def today(time_zone: str = "Europe/Paris") -> date:
    """Give the day it is in a time zone."""
    return datetime.now(UTC).astimezone(ZoneInfo(time_zone)).date()
