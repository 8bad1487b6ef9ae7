"""Where every policy stands on a day: in force, announced, undecided, late."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.release import announced, in_force
from notifier.core.said import say
from notifier.errors import Refusal, ReleaseRefused
from notifier.flows.prepare import prepare

if TYPE_CHECKING:
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.core.finding import Level
    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.core.text import ClauseId


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One policy on a day.

    Attributes:
        policy: the policy.
        in_force: the release in force; nothing before the first.
        announced: what is published and comes into force later.
        changed: whether the text that is worked on differs from the last release.
        level: what releasing it now would be.
        undecided: changed clauses that nobody has ruled on.
        drafted: whether there is a draft.
        late: what should have happened by now.
        unread: why the text that is worked on could not be read; else nothing.
    """

    policy: Policy
    in_force: Record | None
    announced: tuple[Record, ...]
    changed: bool
    level: Level | None
    undecided: tuple[ClauseId, ...]
    drafted: bool
    late: tuple[Refusal, ...]
    unread: Refusal | None = None


def status(catalog: Catalog, policy: Policy, *, today: date) -> Standing:
    """Tell where a policy stands."""
    history = catalog.history(policy.name)
    draft = catalog.draft(policy.name)
    late = []
    if draft and draft.published_on and draft.published_on < today:
        late.append(
            ReleaseRefused(
                say("its day of publication {published_on} is past", published_on=draft.published_on),
                source=draft.place,
                remedy=say("run policy draft {policy}", policy=policy.name),
            )
        )
    changed, level, unread = False, None, None
    undecided: tuple[ClauseId, ...] = ()
    try:
        plan = prepare(catalog, policy.name, today=today).plan
    except Refusal as refusal:
        unread = refusal
    else:
        changed, level = bool(plan.judged) or not history.records, plan.level
        undecided = tuple(dict.fromkeys(one.clause for one in plan.judged if one.undecided))
    return Standing(
        policy=policy,
        in_force=in_force(history, today),
        announced=announced(history, today),
        changed=changed,
        level=level,
        undecided=undecided,
        drafted=draft is not None,
        late=tuple(late),
        unread=unread,
    )
