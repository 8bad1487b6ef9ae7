"""A long history of one invented policy: 44 parts, 65 KB, a few clauses changed in every release."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from notifier.core.assessment import Level
from notifier.core.document import Document, Kind, parse
from notifier.core.policy import Policy, Registry
from notifier.core.release import ClauseRef, History, Record, TextRef, Version
from notifier.core.text import EN, FR, ClauseId, Digest, Language, PolicyName, digest

NAME = PolicyName("privacy")
_PARTS = 44
_PARAGRAPHS = 3
_WORDS = 75
_CHANGED = 4
_CLAUSES = 7


@dataclass
class LongHistory:
    """What the catalog offers, from texts made by a fixed rule."""

    records: list[Record] = field(default_factory=list)
    texts: dict[tuple[Version, Language], str] = field(default_factory=dict)
    languages: tuple[Language, ...] = (EN, FR)

    @property
    def registry(self) -> Registry:
        """One policy."""
        policy = Policy(
            name=NAME,
            titles=((EN, "Privacy policy"), (FR, "Politique de confidentialité")),
            governing=EN,
            languages=self.languages,
            services=(),
            protected=(),
            notice_days=(),
        )
        return Registry(
            organisation="Example",
            contact="privacy@example.org",
            site_url="https://policies.example.org/",
            decision_url="https://decide.example.org/",
            policies=(policy,),
        )

    def history(self, name: PolicyName, /) -> History:
        """All releases."""
        return History(policy=name, records=tuple(self.records))

    def text(self, record: Record, language: Language, /) -> str:
        """The exact text."""
        return self.texts[record.version, language]

    def document(self, record: Record, language: Language, /) -> Document:
        """The text, read; nothing is kept."""
        return parse(self.text(record, language), language=language)


_VOCABULARY = [
    "we",
    "you",
    "data",
    "account",
    "service",
    "keep",
    "share",
    "delete",
    "ask",
    "law",
    "month",
    "partner",
    "support",
    "message",
    "reason",
    "contract",
    "consent",
    "protect",
    "right",
    "object",
    "correct",
    "receive",
    "send",
    "store",
    "server",
    "country",
    "purpose",
    "need",
    "company",
    "address",
    "name",
    "number",
    "day",
]


@cache
def long_history(versions: int) -> LongHistory:
    """Make the history; the same number gives the same history."""
    chance = random.Random(7)
    parts = [[_words(chance) for _ in range(_PARAGRAPHS)] for _ in range(_PARTS)]
    case = LongHistory()
    first = date(2016, 1, 1)
    for place in range(versions):
        if place:
            for _ in range(_CHANGED):
                words = chance.choice(chance.choice(parts))
                words[chance.randrange(1, _WORDS)] = chance.choice(_VOCABULARY)
        _release(case, Version(1 + place // 20, place % 20, 0), parts, first + timedelta(days=7 * place))
    return case


def _words(chance: random.Random) -> list[str]:
    return [chance.choice(_VOCABULARY) for _ in range(_WORDS)]


def _part(number: int, paragraphs: list[list[str]]) -> str:
    """Write a part as policies are written: bold words, links, a list."""
    first, second, third = (" ".join(words).capitalize() for words in paragraphs)
    items = second.split(" ")
    listed = "".join(f"- **{items[at]}** {' '.join(items[at + 1 : at + 15])};\n" for at in range(0, 75, 15))
    other = number % _PARTS + 1
    return (
        f"## {number}. Part {number} {{#part-{number}}}\n\n{first}, as [part {other}](#part-{other}) says:\n\n"
        f"{listed}\n*{third[:40]}* {third[40:]}. See [the law](https://example.org/law/{number}).\n\n"
    )


def _release(case: LongHistory, version: Version, parts: list[list[list[str]]], day: date) -> None:
    body = "".join(_part(place + 1, paragraphs) for place, paragraphs in enumerate(parts))
    text = f"---\ntitle: Privacy policy\n---\n\n# Privacy policy {{#privacy}}\n\n{body}"
    hashed = digest(text)
    for language in case.languages:
        case.texts[version, language] = text
    ids = ["privacy"]
    for place in range(_PARTS):
        ids += [f"part-{place + 1}", *(f"part-{place + 1}-{n + 1}" for n in range(_CLAUSES))]
    case.records.append(
        Record(
            policy=NAME,
            version=version,
            level=Level.MATERIAL if case.records else Level.NONE,
            published_on=day,
            effective_on=day,
            summaries=((EN, "Some words changed."), (FR, "Quelques mots ont changé.")),
            texts=tuple(TextRef(language=one, blob="0" * 40, sha256=hashed) for one in case.languages),
            clauses=tuple(
                ClauseRef(id=ClauseId(name), kind=Kind.PARAGRAPH, hashes=((EN, Digest("")),)) for name in ids
            ),
        )
    )
