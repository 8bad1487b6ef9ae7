"""A report for machines: JSON, GitHub annotations, SARIF, GitLab code quality."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notifier.core.finding import Level
from notifier.core.policy import REGISTRY
from notifier.core.text import digest
from notifier.render import payload
from notifier.render.refusal import told
from notifier.render.report import agreed, facts, level, loss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.pledge import Loss
    from notifier.core.report import Report, Told
    from notifier.errors import Refusal
    from notifier.render.words import Words

_TOOL = "policy-notifier"


def as_json(reports: Iterable[Report]) -> str:
    """Give reports as JSON."""
    return json.dumps([_payload(report) for report in reports], ensure_ascii=False, indent=2)


def _payload(report: Report) -> dict[str, Any]:
    return {
        "policy": report.policy.name,
        "last": str(report.last) if report.last else None,
        "version": str(report.version),
        "level": report.level.word,
        "published_on": report.published_on and report.published_on.isoformat(),
        "effective_on": report.effective_on and report.effective_on.isoformat(),
        "notice_days": report.needed,
        "clauses": [_clause(one) for one in report.told],
        "refusals": [_refusal(refusal) for refusal in report.refusals],
        "notes": [_refusal(refusal) for refusal in report.notes],
        "registry": [_loss(one) for one in report.lost],
        "next": report.step,
        "draft": report.proposal,
    }


def _clause(one: Told) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "level": one.level.word,
        "undecided": one.undecided,
        "translations": {language: rendering.status.value for language, rendering in one.renderings},
        "languages": {
            judged.language: {
                "place": judged.place,
                "line": judged.line,
                "assessed": judged.assessed.level.word,
                "level": judged.level.word,
                "ruled_by": judged.ruling.by if judged.ruling else None,
                "change": payload.assessed(judged.assessed),
            }
            for judged in one.judged
        },
    }


def _loss(one: Loss) -> dict[str, Any]:
    return {
        "place": REGISTRY,
        "line": one.line,
        "promise": list(one.path),
        "level": one.level.word,
        "cause": one.cause,
        "people": list(one.people),
        "agreed": one.agreed,
    }


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "place": refusal.source,
        "line": refusal.line,
        "cause": refusal.cause,
        "remedy": refusal.remedy,
    }


def github(reports: Iterable[Report], words: Words, unread: Iterable[Refusal] = ()) -> str:
    """Give annotations as a GitHub workflow reads them: refusals are errors, the rest are warnings and notices."""
    kinds = {"error": "error", "warning": "warning", "note": "notice"}
    lines = [
        f"::{kinds[found.weight]} {_where(found)}::{_escaped(found.told)}"
        for found in _all(reports, unread, words)
    ]
    return "".join(f"{line}\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What a machine shows on a line.

    Attributes:
        rule: `refusal`, `note`, `registry`, or the level of a change.
        weight: `error`, `warning` or `note`, as SARIF has them.
        title: what it is about, in a word or two.
        told: the whole of it, for people.
        source: the file; empty when it is about no file.
        line: in the file, from 1; 0 when there is none.
    """

    rule: str
    weight: str
    title: str
    told: str
    source: str
    line: int


def _all(reports: Iterable[Report], unread: Iterable[Refusal], words: Words) -> Iterator[_Finding]:
    """Give what stands against reading a policy at all, then what was found in those that were read."""
    yield from _refusals("refusal", "error", unread, words)
    for report in reports:
        yield from _found(report, words)


def _refusals(rule: str, weight: str, refusals: Iterable[Refusal], words: Words) -> Iterator[_Finding]:
    for one in refusals:
        yield _Finding(
            rule=rule,
            weight=weight,
            title="policy check",
            told=told(one, words),
            source=one.source,
            line=one.line,
        )


def _found(report: Report, words: Words) -> Iterator[_Finding]:
    yield from _refusals("refusal", "error", report.refusals, words)
    yield from _refusals("note", "warning", report.notes, words)
    for one in report.lost:
        yield _Finding(
            rule="registry",
            weight="warning" if one.level is Level.REDUCTION else "note",
            title=level(one.level, words),
            told=f"{loss(one, words)}\n{agreed(one, words)}",
            source=REGISTRY,
            line=one.line,
        )
    for clause in report.told:
        called = level(clause.level, words)
        for judged in clause.judged:
            yield _Finding(
                rule=clause.level.word,
                weight="warning" if clause.level is Level.REDUCTION else "note",
                title=called,
                told="\n".join(
                    [
                        words.gettext("{clause}: {level}").format(clause=clause.clause, level=called),
                        *facts(clause, report, words),
                    ]
                ),
                source=judged.place,
                line=judged.line,
            )


def _where(found: _Finding) -> str:
    named = [("file", found.source), ("line", str(found.line) if found.line else ""), ("title", found.title)]
    return ",".join(f"{name}={_property(value)}" for name, value in named if value)


def _escaped(words: str) -> str:
    """Keep words from being read as a command of the workflow."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def sarif(reports: Iterable[Report], words: Words, unread: Iterable[Refusal] = (), *, version: str) -> str:
    """Give findings as SARIF 2.1.0; what is about no file has no location."""
    found = list(_all(reports, unread, words))
    titles = {one.rule: one.title for one in found}
    run = {
        "tool": {
            "driver": {
                "name": _TOOL,
                "version": version,
                "rules": [
                    {"id": rule, "shortDescription": {"text": title}} for rule, title in titles.items()
                ],
            }
        },
        "results": [_result(one) for one in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _result(found: _Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": found.source}}
    if found.line:
        place["region"] = {"startLine": found.line}
    return {
        "ruleId": found.rule,
        "level": found.weight,
        "message": {"text": found.told},
        "locations": [{"physicalLocation": place}] if found.source else [],
        "partialFingerprints": {"policy/v1": _fingerprint(found)},
    }


def _fingerprint(found: _Finding) -> str:
    return digest(f"{found.rule}\x1f{found.told}\x1f{found.source}")


def gitlab(reports: Iterable[Report], words: Words, unread: Iterable[Refusal] = ()) -> str:
    """Give findings as GitLab's code quality report; one about no file is told of the registry."""
    severities = {"error": "blocker", "warning": "major", "note": "info"}
    issues = [
        {
            "description": found.told,
            "check_name": found.rule,
            "fingerprint": _fingerprint(found),
            "severity": severities[found.weight],
            "location": {"path": found.source or REGISTRY, "lines": {"begin": found.line or 1}},
        }
        for found in _all(reports, unread, words)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2)
