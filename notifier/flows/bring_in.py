"""Build a release history from a repository that has none: propose, let people review, then enter it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import tomlkit

from notifier.adapters import rules, worktree
from notifier.adapters.catalog import text_place
from notifier.adapters.records import load
from notifier.adapters.repository import Repository
from notifier.adapters.shape import fit
from notifier.core import chronicle
from notifier.core.assessment import Level, assess
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.draft import Entry
from notifier.core.languages import language_name
from notifier.core.plan import follows
from notifier.core.policy import guarded
from notifier.core.progress import reported
from notifier.core.said import say
from notifier.core.text import Language
from notifier.errors import HistoryMissing, RecordRefused, Refusal
from notifier.flows.release import release

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from notifier.adapters.catalog import Catalog
    from notifier.core.chronicle import Step
    from notifier.core.draft import Draft
    from notifier.core.policy import Policy
    from notifier.core.progress import Told
    from notifier.core.release import Record, Version
    from notifier.core.ruling import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A step with what the rules say of it, and the number it would get."""

    step: Step
    version: Version
    level: Level
    changes: int


def propose(
    source: Path,
    paths: Mapping[Language, str],
    policy: Policy,
    *,
    progress: Told | None = None,
) -> tuple[Proposed, ...]:
    """Follow files through git, renames too, and assess each step from one day to the next.

    `progress` is told how many steps are assessed, of how many.
    """
    repository = Repository(source)
    revisions = {language: repository.followed(path) for language, path in paths.items()}
    for language, found in revisions.items():
        if not found:
            raise HistoryMissing(
                say("git knows no such file in {language}", language=language_name(language)),
                source=paths[language],
            )
    steps = chronicle.steps(revisions)
    return tuple(reported(assessed(steps, policy), progress, total=len(steps), every=1))


def assessed(steps: tuple[Step, ...], policy: Policy) -> Iterator[Proposed]:
    """Assess steps one after the other."""
    version: Version | None = None
    before: Step | None = None
    for step in steps:
        level, changes = _weighed(before, step, policy) if before else (Level.NONE, 0)
        if before and level is Level.NONE:
            continue
        version = follows(version, level)
        yield Proposed(step=step, version=version, level=level, changes=changes)
        before = step


def _weighed(before: Step, after: Step, policy: Policy) -> tuple[Level, int]:
    level, changes = Level.NONE, 0
    for (language, said), (_, says) in zip(before.texts, after.texts, strict=True):
        one = parse(chronicle.headed(said), language=language)
        two = parse(chronicle.headed(says), language=language)
        told = assess(compare(one, two), rules.read(language), protected=guarded(policy, one, two))
        level, changes = max(level, told.level), changes + len(told.changes)
    return level, changes


_STEP = {
    "keep": bool,
    **dict.fromkeys(("commit", "title", "assessed", "level", "reason", "by", "second"), str),
    **dict.fromkeys(("published_on", "effective_on"), date),
    "summaries": {"*": str},
}
_SHAPE = {"policy": str, "steps": [_STEP]}

_HEAD = """\
# Past releases of '{name}', as the history of its files suggests them; `policy import apply` enters those kept.
# Yours to edit: keep, published_on, effective_on, the summaries, and the level with a reason and who ruled.

"""


def written(found: tuple[Proposed, ...], policy: Policy, *, by: str) -> str:
    """Give a proposal as a file for people to review."""
    document = tomlkit.parse(_HEAD.format(name=policy.name))
    document.add("policy", tomlkit.item(str(policy.name)))
    tables = tomlkit.aot()
    for one in found:
        table = tomlkit.table()
        told: dict[str, Any] = {
            "keep": True,
            "commit": one.step.commit,
            "title": one.step.title,
            "published_on": one.step.on,
            "effective_on": one.step.on,
            "assessed": one.level.word,
            "level": one.level.word,
            "reason": "",
            "by": by,
            "second": "",
            "summaries": {language: one.step.title for language, _ in one.step.texts},
        }
        for key, value in told.items():
            table.add(key, value)
        tables.append(table)
    document.append("steps", tables)
    return tomlkit.dumps(document)


def enter(
    catalog: Catalog, source: Path, paths: Mapping[Language, str], plan: Path, *, today: date
) -> Iterator[Record]:
    """Enter the steps that were kept as past releases, oldest first; each is whole, or nothing of it is there."""
    text = worktree.read(plan, place=plan.name)
    told = load(text, place=plan.name)
    fit(told, _SHAPE, text=text, place=plan.name)
    policy = catalog.policy(str(told.get("policy", "")))
    repository = Repository(source)
    known = {
        step.commit: step
        for step in chronicle.steps({lang: repository.followed(p) for lang, p in paths.items()})
    }
    for number, entry in enumerate(told.get("steps", ()), 1):
        if not entry.get("keep", True):
            continue
        step = known.get(entry.get("commit", ""))
        if step is None:
            raise RecordRefused(
                say("no step was made by commit {commit}", commit=entry.get("commit", "")[:12]),
                source=plan.name,
                remedy=say("run policy import history"),
            )
        if missing := [name for name in _STEP if name not in {"keep", *entry}]:
            raise RecordRefused(
                say("step {number} has no '{name}'", number=number, name=missing[0]),
                source=plan.name,
                remedy=say("run policy import history"),
            )
        yield _entered(catalog, policy, step, entry, place=plan.name, today=today)


def _entered(
    catalog: Catalog, policy: Policy, step: Step, entry: Mapping[str, Any], *, place: str, today: date
) -> Record:
    wanted, assessed = _level(entry["level"], place), _level(entry["assessed"], place)
    governing = chronicle.headed(dict(step.texts)[policy.governing])
    stood = {}
    for language, text in step.texts:
        path = catalog.root / text_place(policy.name, language)
        told = governing if language == policy.governing else chronicle.headed(text, like=governing)
        stood[path] = path.read_bytes() if path.exists() else None
        worktree.write(path, told.encode())

    def edit(draft: Draft) -> Draft:
        summaries = tuple((Language(name), str(words)) for name, words in entry["summaries"].items())
        return replace(
            draft,
            after=None,
            published_on=entry["published_on"],
            effective_on=entry["effective_on"],
            summaries=summaries,
        )

    def ruled(draft: Draft) -> Draft:
        plan = release(catalog, policy.name, today=today, historic=True, dry_run=True, edit=edit).plan
        return replace(
            edit(draft),
            entries=tuple(
                _ruling(one, entry, wanted, today, raised=wanted > assessed) for one in plan.judged
            ),
        )

    try:
        done = release(catalog, policy.name, today=today, historic=True, edit=ruled)
    except Refusal:
        _back(stood)
        raise
    if done.plan.record is None:
        _back(stood)
        first = done.plan.refusals[0]
        raise RecordRefused(
            say("commit {commit}: {first}", commit=entry["commit"][:12], first=first),
            source=place,
            remedy=say("edit the step, or set keep = false"),
        )
    return done.plan.record


def _back(stood: Mapping[Path, bytes | None]) -> None:
    """Put the texts back that stood there before a step that was refused."""
    for path, content in stood.items():
        worktree.write(path, content)


def _level(word: str, place: str) -> Level:
    try:
        return Level.read(word)
    except KeyError as error:
        raise RecordRefused(
            say("no level '{word}'", word=word),
            source=place,
            remedy=say("write editorial, material or rights-reduction"),
        ) from error


def _ruling(one: Judged, entry: Mapping[str, Any], wanted: Level, today: date, *, raised: bool) -> Entry:
    """Rule on a change as the step says: as assessed, unless people gave the step another level."""
    return Entry(
        clause=one.clause,
        keys=((one.language, one.key),),
        level=wanted if raised else min(one.assessed.level, wanted),
        reason=str(entry["reason"]),
        by=str(entry["by"]),
        second=str(entry["second"]),
        on=today,
    )
