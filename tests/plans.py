"""Plans of a next release from texts alone: no git, no files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from builders import history

from notifier.adapters import registry, rules
from notifier.core.assessment import Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.draft import Draft, Entry
from notifier.core.identity import assign
from notifier.core.parity import named, parallel
from notifier.core.plan import Plan, Side, plan
from notifier.core.policy import guarded
from notifier.core.release import History, TextRef
from notifier.core.text import EN, FR, Digest, Language, PolicyName, digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from notifier.core.policy import Policy
    from notifier.core.release import Record
    from notifier.core.text import ClauseId

TODAY = date(2026, 1, 5)
ADA = "Ada Martin <ada@example.org>"
BEN = "Ben Okoye <ben@example.org>"

REGISTRY = """\
organisation = "Example House"
contact = "privacy@example.org"
site_url = "https://policies.example.org"
decision_url = "https://decide.example.org"

[services.accounts]
titles = { en = "Accounts", fr = "Comptes" }
channels = ["email"]

[services.library]
titles = { en = "Library", fr = "Bibliothèque" }
channels = ["site"]

[policies.privacy]
titles = { en = "Privacy", fr = "Confidentialité" }
languages = ["en", "fr"]
services = ["accounts", "library"]
protected = ["changes"]
notice_days = { material = 14, rights-reduction = 30 }
"""

PRIVACY: Policy = registry.read(REGISTRY, place="policies.toml").policies[0]
WRITTEN = Draft(
    policy=PolicyName("privacy"),
    published_on=TODAY,
    effective_on=date(2026, 3, 1),
    summaries=((EN, "What changes."), (FR, "Ce qui change.")),
    place="next.toml",
)

V1 = {
    EN: "# Privacy {#privacy}\n\nWe keep letters for thirty days.\n\nYou can delete your photos at any time.\n\n"
    "## Changes {#changes}\n\nWe tell you of every change.\n",
    FR: "# Confidentialité {#privacy}\n\nNous gardons les lettres trente jours.\n\n"
    "Vous pouvez supprimer vos photos à tout moment.\n\n## Modifications {#changes}\n\nNous vous disons tout changement.\n",
}
SHORTER = {
    EN: V1[EN].replace("thirty days", "ten days"),
    FR: V1[FR].replace("trente jours", "dix jours"),
}
LONGER = {
    EN: V1[EN].replace("thirty days", "ninety days"),
    FR: V1[FR].replace("trente jours", "soixante jours"),
}
WITHOUT = {
    EN: V1[EN].replace("You can delete your photos at any time.\n\n", ""),
    FR: V1[FR].replace("Vous pouvez supprimer vos photos à tout moment.\n\n", ""),
}


def sides(
    after: Mapping[Language, str],
    before: Mapping[Language, str] | None = None,
    record: Record | None = None,
    policy: Policy = PRIVACY,
    taken: frozenset[ClauseId] = frozenset(),
) -> tuple[Side, ...]:
    """Texts beside those of the release before, with permanent ids, as the flows read them."""
    made: list[Side] = []
    for language, text in after.items():
        earlier = parse(before[language], language=language) if before else None
        if earlier and record:
            earlier = named(earlier, [ref.id for ref in record.clauses])
        read = parse(text, language=language, place=f"{language}.md")
        document = assign(read, before=earlier, taken=taken)
        if made and parallel(made[0].after, read):
            document = named(read, [clause.id for clause in made[0].after.clauses])
        assessment = None
        if earlier:
            protected = guarded(policy, earlier, document)
            assessment = assess(compare(earlier, document), rules.read(language), protected=protected)
        made.append(
            Side(
                after=document,
                text=TextRef(language=language, blob="0" * 40, sha256=digest(text)),
                before=earlier,
                assessment=assessment,
            )
        )
    return tuple(made)


def first(texts: Mapping[Language, str]) -> Record:
    """The first release of these texts, in force since 2015."""
    day = date(2015, 10, 1)
    made = planned(
        texts, draft=Draft(**{**_fields(WRITTEN), "published_on": day, "effective_on": day}), historic=True
    )
    assert made.record is not None, [str(refusal) for refusal in made.refusals]
    return made.record


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in Draft.__slots__}


def planned(
    after: Mapping[Language, str],
    before: Mapping[Language, str] | None = None,
    *,
    draft: Draft = WRITTEN,
    agreed: bool = False,
    historic: bool = False,
    past: History | None = None,
    policy: Policy = PRIVACY,
    today: date = TODAY,
) -> Plan:
    """Plan the release of texts that follow others; `agreed` rules on every change as assessed."""
    records = past if past is not None else history(first(before)) if before else history()
    last = records.records[-1] if records.records else None
    both = sides(after, before, last, policy)

    def made(one: Draft) -> Plan:
        return plan(
            one, both, policy=policy, history=records, today=today, previous=Digest(""), historic=historic
        )

    if not agreed:
        return made(draft)
    entries = tuple(
        Entry(clause=one.clause, keys=((one.language, one.key),), level=one.assessed.level, by=ADA, line=9)
        for one in made(draft).judged
        if one.assessed.level > Level.EDITORIAL
    )
    return made(Draft(**{**_fields(draft), "entries": entries}))


def told(made: Plan) -> list[str]:
    """Everything that stands against a plan, a line each."""
    return [str(refusal) for refusal in made.refusals]
