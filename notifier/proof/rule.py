"""The rule of binding, written a second time with nothing but Python, so that a stranger need not believe the first.

A reduction stands from the release that introduced it until one that lifts it. A release may bind when its day has come and
every reduction that stands in it, and came after the person began, was accepted. The greatest such release binds.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Dict, FrozenSet, List, Mapping, NamedTuple, Optional, Tuple

_Version = Tuple[int, ...]


class Release(NamedTuple):
    """A release as its record tells of it.

    Attributes:
        version: its number.
        effective: its first day, as in 2026-03-01.
        reduces: each reduction it introduces, with the clause it is of.
        lifts: the reductions it takes back.
        clauses: their permanent ids, in their order.
        changed: what became of each clause that changed: `edited`, `split`, `merged` and so on.
    """

    version: _Version
    effective: str
    reduces: List[Tuple[str, str]]
    lifts: List[str]
    clauses: List[str]
    changed: List[Tuple[str, str]]


def release(record: str) -> Release:
    """Read a record; they are all written in one form."""
    head, _, rest = record.partition("\n[clauses]\n")
    listed, _, changes = rest.partition("\n\n")
    return Release(
        version=_number(_field(head, "version")),
        effective=re.findall(r"^effective_on = (\S+)$", head, re.MULTILINE)[0],
        reduces=re.findall(r'{ id = "([^"]*)", clause = "([^"]*)" }', _line(head, "reduces")),
        lifts=re.findall(r'"([^"]*)"', _line(head, "lifts")),
        clauses=re.findall(r'^"?([^"\s]+)"? = { kind = ', listed, re.MULTILINE),
        changed=[
            (_field(block, "clause"), _field(block, "fate"))
            for block in changes.split("\n\n")
            if block.startswith("[[changes]]\n")
        ],
    )


def _line(told: str, name: str) -> str:
    found: List[str] = re.findall(rf"^{name} = (.*)$", told, re.MULTILINE)
    return found[0]


def _field(told: str, name: str) -> str:
    found: List[str] = re.findall(rf'^{name} = "([^"]*)"$', told, re.MULTILINE)
    return found[0]


def _number(version: str) -> _Version:
    return tuple(int(part) for part in version.split("."))


def day_of(moment: str, zone: str) -> Optional[str]:
    """Give the day of a moment where a policy lives; nothing on a machine that knows no time zones."""
    try:
        from zoneinfo import ZoneInfo

        there = ZoneInfo(zone)
    except (ImportError, KeyError):
        return None
    return datetime.fromisoformat(moment).astimezone(there).date().isoformat()


def bound(
    releases: List[Release],
    answers: List[Any],
    baseline: str,
    at: str,
    day: str,
    *,
    whole: bool,
) -> Dict[str, Dict[str, Any]]:
    """Tell which release binds in each clause, of releases in their order that were not withdrawn."""
    reached = [one for one in releases if one.effective <= day]
    begun = max((one.version for one in releases if one.version <= _number(baseline)), default=())
    start = next((place for place, one in enumerate(reached) if one.version == begun), None)
    if start is None:
        return {}
    stands = _stands(reached)
    agreed = _agreed(answers, at)
    open_ = {red: span for red, span in stands.items() if span[0] > start and red not in agreed}
    if whole:
        place = _greatest(reached, open_, start)
        return {
            clause: _told(reached, clause, place, _now(reached, open_)) for clause in reached[place].clauses
        }
    told = {clause: _told(reached, clause, len(reached) - 1, []) for clause in reached[-1].clauses}
    for clause, own in _holding(reached, releases, open_).items():
        held = _now(reached, own)
        place = _greatest(reached, own, start)
        if held and (clause in told or clause in reached[place].clauses):
            told[clause] = _told(reached, clause, place, held)
    return told


def _agreed(answers: List[Any], at: str) -> FrozenSet[str]:
    """Give what the person stood by at a moment: of several answers to one reduction, the last counts."""
    last: Dict[str, bool] = {}
    moment = datetime.fromisoformat(at)
    for answer in sorted(answers, key=lambda one: datetime.fromisoformat(one["at"])):
        if datetime.fromisoformat(answer["at"]) <= moment:
            last.update(dict.fromkeys(answer["covers"], answer["answer"] == "accepted"))
    return frozenset(red for red, yes in last.items() if yes)


def _stands(reached: List[Release]) -> Dict[str, Tuple[int, int]]:
    """Tell from which place until before which each reduction stands."""
    spans: Dict[str, Tuple[int, int]] = {}
    for place, one in enumerate(reached):
        for red in one.lifts:
            if red in spans and spans[red][1] > place:
                spans[red] = spans[red][0], place
        for red, _ in one.reduces:
            if red not in one.lifts:
                spans[red] = place, len(reached)
    return spans


def _now(reached: List[Release], open_: Mapping[str, Tuple[int, int]]) -> List[str]:
    return [red for red, (_, end) in open_.items() if end == len(reached)]


def _greatest(reached: List[Release], open_: Mapping[str, Tuple[int, int]], start: int) -> int:
    """Give the place of the greatest release in which none of these stands, and not before the beginning."""
    for place in range(len(reached) - 1, start, -1):
        if not any(first <= place < end for first, end in open_.values()):
            return place
    return start


def _holding(
    reached: List[Release], releases: List[Release], open_: Mapping[str, Tuple[int, int]]
) -> Dict[str, Dict[str, Tuple[int, int]]]:
    """Give the open reductions that hold each clause."""
    found: Dict[str, Dict[str, Tuple[int, int]]] = {}
    for red, span in open_.items():
        one = reached[span[0]]
        clause = dict(one.reduces)[red]
        for name in {clause, *_later_parts(one, releases, clause), *_gone_into(one, clause)}:
            found.setdefault(name, {})[red] = span
    return found


def _gone_into(one: Release, clause: str) -> List[str]:
    """A clause that is no more went into those that others were merged into."""
    return [] if clause in one.clauses else [name for name, fate in one.changed if fate == "merged"]


def _later_parts(one: Release, releases: List[Release], clause: str) -> List[str]:
    """The new clauses after a split one, until the next split one, are its later parts."""
    split = {name for name, fate in one.changed if fate == "split"}
    if clause not in split:
        return []
    old = {name for name, _ in one.changed}
    for earlier in releases:
        if earlier.version < one.version:
            old.update(earlier.clauses)
    parts = []
    for name in one.clauses[one.clauses.index(clause) + 1 :]:
        if name in split:
            break
        if name not in old:
            parts.append(name)
    return parts


def _told(reached: List[Release], clause: str, place: int, held: List[str]) -> Dict[str, Any]:
    return {
        "version": ".".join(str(part) for part in reached[place].version),
        "held_by": held,
        "present": clause in reached[place].clauses,
    }
