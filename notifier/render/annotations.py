"""A report for machines: JSON, GitHub annotations, SARIF, GitLab code quality."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from notifier.core.assessment import Level
from notifier.core.text import digest
from notifier.render import payload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.report import Report, Told
    from notifier.errors import Refusal

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
        "clauses": [_told(one) for one in report.told],
        "refusals": [_refusal(refusal) for refusal in report.refusals],
        "notes": [_refusal(refusal) for refusal in report.notes],
        "next": report.step,
    }


def _told(one: Told) -> dict[str, Any]:
    return {
        "clause": one.clause,
        "level": one.level.word,
        "undecided": one.undecided,
        "translations": {language: status.value for language, status in one.freshness},
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


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {
        "place": refusal.source,
        "line": refusal.line,
        "cause": refusal.cause,
        "remedy": refusal.remedy,
    }


def github(reports: Iterable[Report]) -> str:
    """Give annotations as a GitHub workflow reads them: refusals are errors, the rest are warnings and notices."""
    lines: list[str] = []
    for report in reports:
        lines += [_command("error", "policy check", refusal) for refusal in report.refusals]
        lines += [_command("warning", "policy check", note) for note in report.notes]
        lines += [_noticed(one) for one in report.told]
    return "".join(f"{line}\n" for line in lines)


def _noticed(one: Told) -> str:
    first = one.judged[0]
    told = f"{one.clause}: {one.level.word}"
    return f"::notice {_where(first.place, first.line, one.level.word)}::{_escaped(told)}"


def _command(kind: str, title: str, refusal: Refusal) -> str:
    told = f"{refusal.cause}; {refusal.remedy}" if refusal.remedy else refusal.cause
    return f"::{kind} {_where(refusal.source, refusal.line, title)}::{_escaped(told)}"


def _where(source: str, line: int, title: str) -> str:
    named = [("file", source), ("line", str(line) if line else ""), ("title", title)]
    return ",".join(f"{name}={_property(value)}" for name, value in named if value)


def _escaped(words: str) -> str:
    """Keep words from being read as a command of the workflow."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def sarif(reports: Iterable[Report], *, version: str) -> str:
    """Give findings as SARIF 2.1.0."""
    results = [result for report in reports for result in _results(report)]
    rules = [{"id": name} for name in dict.fromkeys(result["ruleId"] for result in results)]
    run = {
        "tool": {"driver": {"name": _TOOL, "version": version, "rules": rules}},
        "results": results,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _results(report: Report) -> Iterator[dict[str, Any]]:
    for refusal in report.refusals:
        yield _result("refusal", "error", refusal.cause, refusal.source, refusal.line)
    for note in report.notes:
        yield _result("note", "warning", note.cause, note.source, note.line)
    for one in report.told:
        first = one.judged[0]
        weight = "warning" if one.level is Level.REDUCTION else "note"
        yield _result(one.level.word, weight, f"{one.clause}: {one.level.word}", first.place, first.line)


def _result(rule: str, level: str, words: str, source: str, line: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": source}}
    if line:
        place["region"] = {"startLine": line}
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": words},
        "locations": [{"physicalLocation": place}] if source else [],
        "partialFingerprints": {"policy/v1": digest(f"{rule}\x1f{words}\x1f{source}")},
    }


def gitlab(reports: Iterable[Report]) -> str:
    """Give findings as GitLab's code quality report; one without a line is told of the first line of its file."""
    severities = {"error": "blocker", "warning": "major", "note": "info"}
    issues = []
    for report in reports:
        for result in _results(report):
            places = result["locations"]
            place = places[0]["physicalLocation"] if places else {"artifactLocation": {"uri": "policy"}}
            issues.append(
                {
                    "description": result["message"]["text"],
                    "check_name": result["ruleId"],
                    "fingerprint": result["partialFingerprints"]["policy/v1"],
                    "severity": severities[result["level"]],
                    "location": {
                        "path": place["artifactLocation"]["uri"],
                        "lines": {"begin": place.get("region", {}).get("startLine", 1)},
                    },
                }
            )
    return json.dumps(issues, ensure_ascii=False, indent=2)
