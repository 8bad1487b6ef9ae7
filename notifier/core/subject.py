"""People as an import names them: who, where, in which language, of which services, bound since which release."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from notifier.core.release import Version
from notifier.core.said import say
from notifier.errors import RecordRefused, SubjectRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from notifier.core.text import Language, PolicyName

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PersonState(StrEnum):
    """Whether a person is still with us."""

    ACTIVE = "active"
    CLOSED = "closed"
    ERASED = "erased"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A person whom a policy binds.

    Attributes:
        external_id: how the client's systems name the person.
        email: where warnings go; empty when unknown.
        language: in which they go.
        services: what the person uses, sorted.
        baselines: for each policy, the release that bound the person from the beginning.
    """

    external_id: str
    email: str
    language: Language
    services: tuple[str, ...]
    baselines: tuple[tuple[PolicyName, Version], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A subject as the store knows it; an erased one has no contents.

    Attributes:
        id: the number of the person in this store.
        state: active, closed or erased.
        subject: who it is; nothing after erasure.
        since: when the store first heard of the person.
    """

    id: int
    state: PersonState
    subject: Subject | None
    since: datetime


def baselines(
    told: str, policies: Mapping[PolicyName, frozenset[Version]]
) -> tuple[tuple[PolicyName, Version], ...]:
    """Read where a person began: `1.0.0` with one policy, `privacy=1.0.0 terms=2.1.0` with several.

    Raises:
        SubjectRefused: when it names no release that there is.
    """
    pairs = [part.partition("=") for part in told.split()]
    if len(policies) == 1 and len(pairs) == 1 and not pairs[0][1]:
        pairs = [(next(iter(policies)), "=", pairs[0][0])]
    found: dict[PolicyName, Version] = {}
    known = {str(name): name for name in policies}
    for name, _, number in pairs:
        if name not in known:
            raise SubjectRefused(
                say("baseline '{told}' names no policy", told=told),
                remedy=say("write {known}=1.0.0", known=next(iter(known), "")),
            )
        version = _version(number)
        if version not in policies[known[name]]:
            raise SubjectRefused(say("{name} {number} was never released", name=name, number=number))
        found[known[name]] = version
    if not found:
        raise SubjectRefused(say("the baseline is empty"))
    return tuple(sorted(found.items()))


def _version(number: str) -> Version:
    try:
        return Version.read(number)
    except RecordRefused as error:
        raise SubjectRefused(say("baseline {cause}", cause=error.cause)) from error


def beginnings(
    before: Iterable[tuple[PolicyName, Version]], after: Iterable[tuple[PolicyName, Version]]
) -> tuple[tuple[PolicyName, Version], ...]:
    """Give where a person began, when they are told of again: a beginning never rises, and none is forgotten.

    A later beginning would bind the person to reductions that were never accepted; an answer does that, not a list.
    """
    known = dict(before)
    for name, version in after:
        known[name] = min(version, known.get(name, version))
    return tuple(sorted(known.items()))


def clean(column: str, value: str) -> str:
    """Give a value without the spaces around it.

    Raises:
        SubjectRefused: when it holds a control character (which could forge a header) or a spreadsheet's formula.
    """
    if _CONTROLS.search(value):
        raise SubjectRefused(say("{column} holds a control character", column=column))
    stripped = value.strip()
    if stripped.startswith(_FORMULA):
        raise SubjectRefused(say("{column} begins like a formula", column=column))
    return stripped
