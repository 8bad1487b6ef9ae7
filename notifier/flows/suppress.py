"""Bring in a list of addresses that bounced or complained elsewhere, such as a provider's suppression export."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.adapters import addresses
from notifier.core.said import say
from notifier.errors import SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from notifier.adapters.store.suppressions import Suppressions

_LONGEST = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a list names.

    Attributes:
        rows: addresses, each with its reason.
        refused: lines that name no address.
    """

    rows: tuple[tuple[str, str], ...]
    refused: int


def read(file: Path, *, refuse: Callable[[int, str], None]) -> Listed:
    """Read a CSV file with a column `email` and, if it says why, `reason`; other columns are left aside.

    Raises:
        SubjectRefused: when it has no such column, or is not UTF-8.
    """
    rows: list[tuple[str, str]] = []
    refused = 0
    try:
        with file.open(encoding="utf-8-sig", newline="") as told:
            reader = csv.DictReader(told)
            names = {name.strip().lower(): name for name in reader.fieldnames or ()}
            if "email" not in names:
                raise SubjectRefused(
                    say("has no column 'email'"), source=str(file), remedy=say("write email,reason")
                )
            for row in reader:
                try:
                    address = addresses.read((row[names["email"]] or "").strip())
                except SubjectRefused as error:
                    refused += 1
                    refuse(reader.line_num, error.cause)
                    continue
                why = (row.get(names.get("reason", "")) or "").strip() or "listed"
                rows.append((address, _without(why, address)[:_LONGEST]))
    except (UnicodeDecodeError, csv.Error) as error:
        raise SubjectRefused(say("cannot be read: {cause}", cause=error), source=str(file)) from error
    return Listed(rows=tuple(rows), refused=refused)


def _without(why: str, address: str) -> str:
    """Keep a reason without the address, which providers repeat there."""
    return why.replace(address, "…")


def suppress(
    file: Path, suppressions: Suppressions, *, lift: bool, refuse: Callable[[int, str], None], now: datetime
) -> tuple[int, int]:
    """Suppress, or lift, every address of a file; say how many changed or were named, and how many lines were refused."""
    listed = read(file, refuse=refuse)
    if lift:
        done = suppressions.lift((address for address, _ in listed.rows), now=now)
    else:
        done = suppressions.add(listed.rows, source=file.name, now=now)
    return done, listed.refused
