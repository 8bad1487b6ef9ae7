"""Cut a release: text, record and tag together, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from notifier.adapters import records
from notifier.adapters.catalog import draft_place, record_place, text_place, withdrawal_place
from notifier.core import plan as planning
from notifier.core.document import show
from notifier.core.finding import Level
from notifier.core.pledge import alone
from notifier.core.policy import REGISTRY, Channel
from notifier.core.release import Version, Withdrawal
from notifier.core.said import say
from notifier.core.text import digest
from notifier.errors import ReleaseRefused, SettingsRefused
from notifier.flows.pledges import lost
from notifier.flows.prepare import borrowed, prepare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from notifier.adapters.catalog import Catalog
    from notifier.core.draft import Draft
    from notifier.core.plan import Plan
    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """What a release did, or would do: the plan, and the commit when there is one."""

    plan: Plan
    commit: str = ""


def release(
    catalog: Catalog,
    name: str,
    *,
    today: date,
    historic: bool = False,
    dry_run: bool = False,
    edit: Callable[[Draft], Draft] | None = None,
) -> Released:
    """Release the text that is worked on; what stands against it is told in the plan, and nothing is written.

    `edit` may fill in the draft, for past releases that never had one.
    """
    prepared = prepare(catalog, name, today=today, historic=historic, edit=edit)
    plan = prepared.plan
    if found := tuple(borrowed(catalog, prepared, releasing=catalog.repository.person)):
        plan = replace(plan, refusals=(*plan.refusals, *found), record=None)
    if not historic and (found := tuple(alone(lost(catalog, prepared), place=REGISTRY))):
        plan = replace(plan, refusals=(*plan.refusals, *found), record=None)
    if not historic and plan.level >= Level.MATERIAL and (silent := tuple(mute(catalog, prepared.policy))):
        plan = replace(plan, refusals=(*plan.refusals, *silent), record=None)
    record = plan.record
    if record is None or dry_run:
        return Released(plan=plan)
    _whole(catalog)
    files: dict[str, bytes | None] = {
        text_place(record.policy, side.language): show(side.after).encode() for side in prepared.sides
    }
    written = records.write(record)
    files[record_place(record.policy, record.version)] = written.encode()
    if (catalog.root / draft_place(record.policy)).exists():
        files[draft_place(record.policy)] = None
    commit = catalog.commit(
        files,
        message=_message(record),
        tag=f"{record.policy}/{record.version}",
        tag_message=tag_message(record, written),
    )
    catalog.enter(record)
    return Released(plan=plan, commit=commit)


def withdraw(
    catalog: Catalog, name: str, version: Version, *, reason: str, today: date, dry_run: bool = False
) -> Record:
    """Take back an announced release before its day; its record stays as it was published."""
    policy = catalog.policy(name)
    record = next((r for r in catalog.history(policy.name).records if r.version == version), None)
    if record is None:
        raise ReleaseRefused(
            say("no release {version} of '{policy}'", version=version, policy=policy.name),
            remedy=say("run policy log {policy}", policy=policy.name),
        )
    planning.withdrawable(record, today)
    if not reason.strip():
        raise ReleaseRefused(say("a withdrawal needs a reason"), remedy=say("add --reason …"))
    taken = Withdrawal(on=today, reason=reason.strip(), by=catalog.repository.person)
    if not dry_run:
        catalog.commit(
            {withdrawal_place(policy.name, version): records.write_withdrawal(taken).encode()},
            message=f"Withdraw {policy.name} {version}\n\n{taken.reason}\n\nWithdrawn-By: {taken.by}\n",
        )
    return replace(record, withdrawn=taken)


def mute(catalog: Catalog, policy: Policy) -> Iterator[Refusal]:
    """Refuse to release what people are promised a mail of, where no mail could leave.

    The outbox counts as a way: it is the embedded default, and `policy doctor` tells that it reaches nobody.
    """
    from notifier.adapters import settings
    from notifier.adapters.mail import ways

    promised = next((one.name for one in policy.services if Channel.EMAIL in one.channels), "")
    if not promised:
        return
    try:
        known = settings.read(catalog.root)
        ways.ready(known.transport, known)
        ways.sender(known.transport, known, catalog.registry)
    except SettingsRefused as refusal:
        yield SettingsRefused(
            say(
                "{promised} promises email, and none can leave: {cause}",
                promised=promised,
                cause=refusal.cause,
            ),
            source=refusal.source,
            remedy=refusal.remedy,
        )


def _whole(catalog: Catalog) -> None:
    """Refuse to build on a history that is cut off."""
    if catalog.repository.shallow:
        raise ReleaseRefused(
            say("this clone is shallow: the old texts are cut off"), remedy=say("run git fetch --unshallow")
        )


def _message(record: Record) -> str:
    told = f" ({record.level.word})" if record.changes else ""
    verb = "Bring in" if record.brought_in_on else "Release"
    return f"{verb} {record.policy} {record.version}{told}\n\n{record.summaries[0][1]}\n\n{_trailers(record)}"


def tag_message(record: Record, written: str) -> str:
    """Give what the annotated tag says: the summary, and the record in trailers for plain git users."""
    told = "".join(f"{words}\n\n" for _, words in record.summaries)
    return f"{record.policy} {record.version}\n\n{told}{_trailers(record)}Record-SHA256: {digest(written)}\n"


def trailers(record: Record) -> list[tuple[str, str]]:
    """Give the record's essentials as plain git shows them."""
    rulings = [change.ruling for change in record.changes if change.ruling]
    names = dict.fromkeys(name for ruling in rulings for name in (ruling.by, ruling.second) if name)
    return [
        ("Level", record.level.word),
        ("Published-On", record.published_on.isoformat()),
        ("Effective-On", record.effective_on.isoformat()),
        *([("Brought-In-On", record.brought_in_on.isoformat())] if record.brought_in_on else []),
        *(("Ruled-By", name) for name in names),
        *(("Reduces", reduction.id) for reduction in record.reduces),
        *(("Lifts", name) for name in record.lifts),
    ]


def _trailers(record: Record) -> str:
    return "".join(f"{name}: {value}\n" for name, value in trailers(record))
