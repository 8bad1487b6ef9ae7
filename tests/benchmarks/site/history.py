"""A long history of one invented policy in a real repository: 44 parts, 65 KB, two languages, four clauses changed in every release.

The same history as Markdown pages, for plain mkdocs-material, with the redlines and the wordings of each clause on them.
"""

from __future__ import annotations

import random
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from notifier.adapters import records
from notifier.core.alignment import Fate
from notifier.core.assessment import Category, Direction, Level
from notifier.core.document import parse
from notifier.core.release import ChangeRef, ClauseRef, Record, TextRef, Version
from notifier.core.text import EN, FR, ClauseId, Language, PolicyName, digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAME = PolicyName("privacy")
LANGUAGES = (EN, FR)
_PARTS, _PARAGRAPHS, _WORDS, _CHANGED = 44, 3, 75, 4
_ENGLISH = (
    "we you data account service keep share delete ask law month partner support message reason contract consent protect "
    "right object correct receive send store server country purpose need company address name number day"
)
_FRENCH = (
    "nous vous donnée compte service garder partager effacer demander loi mois partenaire aide message motif contrat accord "
    "protéger droit refuser corriger recevoir envoyer stocker serveur pays but besoin société adresse nom nombre jour"
)
_VOCABULARY = {EN: _ENGLISH.split(), FR: _FRENCH.split()}
_REGISTRY = """\
organisation = "Example"
contact = "privacy@example.org"
site_url = "https://policies.example.org/"
decision_url = "https://decide.example.org/"
[services.all]
titles = { en = "All", fr = "Tout" }
channels = ["site"]
[policies.privacy]
titles = { en = "Privacy policy", fr = "Politique de confidentialité" }
languages = ["en", "fr"]
services = ["all"]
notice_days = { material = 0, rights-reduction = 0 }
"""
_SITE = """\
site_name: x
docs_dir: docs
theme: {name: material, font: false}
plugins: [policy-notifier]
"""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One version: the words of every paragraph, and which were others before."""

    version: Version
    day: date
    parts: list[list[list[int]]]
    was: dict[tuple[int, int], list[int]] = field(default_factory=dict)


def steps(versions: int) -> list[Step]:
    """Make the history; a longer one begins with the shorter."""
    chance = random.Random(7)
    count = len(_VOCABULARY[EN])
    parts = [
        [[chance.randrange(count) for _ in range(_WORDS)] for _ in range(_PARAGRAPHS)] for _ in range(_PARTS)
    ]
    told = []
    for place in range(versions):
        was: dict[tuple[int, int], list[int]] = {}
        for _ in range(_CHANGED if place else 0):
            at = chance.randrange(_PARTS), chance.choice((0, 2))
            words = parts[at[0]][at[1]]
            was.setdefault(at, list(words))
            words[chance.randrange(1, _WORDS)] = chance.randrange(count)
        kept = [[list(words) for words in part] for part in parts]
        day = date(2016, 1, 1) + timedelta(days=7 * place)
        told.append(Step(version=Version(1 + place // 20, place % 20, 0), day=day, parts=kept, was=was))
    return told


def text(step: Step, language: Language, *, redline: bool = False) -> str:
    """Write a version as policies are written: headings, bold words, links, lists."""
    body = "".join(_part(step, place, language, redline=redline) for place in range(_PARTS))
    return f"# Privacy policy {{#privacy}}\n\n{body}"


def _part(step: Step, place: int, language: Language, *, redline: bool) -> str:
    first, second, third = (_said(step, (place, at), language, redline=redline) for at in range(_PARAGRAPHS))
    items = "".join(
        f"- **{second[at]}** {' '.join(second[at + 1 : at + 15])};\n" for at in range(0, _WORDS, 15)
    )
    other = (place + 1) % _PARTS + 1
    return (
        f"## {place + 1}. Part {place + 1} {{#part-{place + 1}}}\n\n{' '.join(first)}, [part {other}](#part-{other}):\n\n"
        f"{items}\n*{third[0]}* {' '.join(third[1:])}. [Law](https://example.org/law/{place + 1}).\n\n"
    )


def _said(step: Step, at: tuple[int, int], language: Language, *, redline: bool) -> list[str]:
    words = _VOCABULARY[language]
    now = step.parts[at[0]][at[1]]
    was = step.was.get(at, now) if redline else now
    return [
        words[two] if one == two else f"<del>{words[one]}</del> <ins>{words[two]}</ins>"
        for one, two in zip(was, now, strict=True)
    ]


def repository(root: Path, told: list[Step], *, beginning: int = 0) -> None:
    """Write the history as this package keeps it: texts in git, a record for each release from one on."""
    (root / "docs").mkdir(parents=True, exist_ok=True)
    (root / "mkdocs.yml").write_text(_SITE, "utf-8")
    folder = root / "policy/releases/privacy"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "policy/policies.toml").write_text(_REGISTRY, "utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    told = told[beginning:]
    texts = [text(step, language) for step in told for language in LANGUAGES]
    blobs = iter(_blobs(root, texts))
    for step in told:
        record = _record(step, {language: next(blobs) for language in LANGUAGES})
        (folder / f"{step.version}.toml").write_text(records.write(record), "utf-8")


def _blobs(root: Path, texts: list[str]) -> list[str]:
    """Put texts into git, and give its ids of them."""
    feed = "".join(
        f"blob\nmark :{place}\ndata {len(told.encode())}\n{told}\n" for place, told in enumerate(texts, 1)
    )
    marks = root / ".git" / "marks"
    subprocess.run(
        ["git", "-C", str(root), "fast-import", "--quiet", f"--export-marks={marks}"],
        input=feed.encode(),
        check=True,
    )
    known = dict(line.split() for line in marks.read_text().splitlines())
    return [known[f":{place}"] for place in range(1, len(texts) + 1)]


def _record(step: Step, blobs: dict[Language, str]) -> Record:
    texts = {language: text(step, language) for language in LANGUAGES}
    read = [parse(texts[language], language=language).clauses for language in LANGUAGES]
    level = Level.MATERIAL if step.was else Level.NONE
    return Record(
        policy=NAME,
        version=step.version,
        level=level,
        published_on=step.day,
        effective_on=step.day,
        summaries=((EN, "Some words changed."), (FR, "Quelques mots ont changé.")),
        texts=tuple(
            TextRef(language=language, blob=blobs[language], sha256=digest(texts[language]))
            for language in LANGUAGES
        ),
        clauses=tuple(
            ClauseRef(id=one.id, kind=one.kind, hashes=((EN, digest(one.text)), (FR, digest(two.text))))
            for one, two in zip(*read, strict=True)
        ),
        changes=tuple(
            ChangeRef(
                clause=_name(at),
                language=language,
                fate=Fate.EDITED,
                key=digest(f"{step.version} {at} {language}"),
                assessed=level,
                level=level,
                direction=Direction.NEUTRAL,
                category=Category.OTHER,
                rules=(),
            )
            for language in LANGUAGES
            for at in sorted(step.was)
        ),
    )


def _name(at: tuple[int, int]) -> ClauseId:
    """Name a paragraph: the first of its part, or the last after five items."""
    return ClauseId(f"part-{at[0] + 1}-{7 if at[1] else 1}")


def markdown(root: Path, told: list[Step], *, ordinary: bool = False) -> int:
    """Write the same pages as Markdown; give their number.

    What costs plain Material most is left out, so that it is measured at its best: nothing stands in the navigation or
    the search, but for `ordinary`, the way people set it up.
    """
    docs = root / "docs"
    count = 0
    for language in LANGUAGES:
        base = docs if language == EN else docs / language
        pages = dict(_pages(told, language))
        count += len(pages)
        for name, content in pages.items():
            path = base / f"{name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    quiet = "" if ordinary else "plugins: []\nnot_in_nav: '*'\nnav: [index.md]\n"
    (root / "mkdocs.yml").write_text(
        "site_name: x\ntheme: {name: material, font: false}\n"
        f"markdown_extensions: [attr_list, tables, md_in_html]\n{quiet}",
        "utf-8",
    )
    return count


def _pages(told: list[Step], language: Language) -> Iterator[tuple[str, str]]:
    last = told[-1]
    wordings: dict[ClauseId, list[str]] = defaultdict(list)
    rows = []
    for step in told:
        for clause in parse(text(step, language), language=language).clauses if step is told[0] else ():
            wordings[clause.id].append(f"## {step.version}\n\n> {clause.text}\n")
        for at in step.was:
            said = " ".join(_said(step, at, language, redline=False))
            wordings[_name(at)].append(f"## {step.version}\n\n> {said}\n")
        yield f"privacy/versions/{step.version}", text(step, language)
        if step.was:
            yield f"privacy/changes/{step.version}", text(step, language, redline=True)
        rows.append(
            f"## {step.version}\n\n[{step.version}]({step.version}.md) {step.day}. Some words changed.\n"
        )
    yield "index", "# Example\n\n[Privacy policy](privacy/index.md)\n"
    yield "privacy/index", text(last, language)
    yield "privacy/bilingual", text(last, language)
    yield "privacy/upcoming", "# What is announced\n\nNothing is announced.\n"
    yield "privacy/compare", "# Compare two versions\n\n" + "".join(f"- {step.version}\n" for step in told)
    yield "privacy/versions/index", "# All versions\n\n" + "\n".join(rows)
    yield "privacy/clauses/index", "# Clauses\n\n" + "".join(f"- [{name}]({name}.md)\n" for name in wordings)
    for name, said in wordings.items():
        yield f"privacy/clauses/{name}", f"# {name}\n\n" + "\n".join(reversed(said))
