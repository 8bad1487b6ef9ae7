"""The policies of a repository: what is published, every release, and the texts as they are worked on."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from notifier.adapters import records, registry, worktree
from notifier.core import anchor
from notifier.core.document import Document, parse
from notifier.core.languages import language_name
from notifier.core.parity import named
from notifier.core.policy import REGISTRY
from notifier.core.release import History, Record, Version
from notifier.core.said import say
from notifier.core.text import EN, Digest, Language, PolicyName, digest
from notifier.errors import HistoryMissing, RecordRefused, Tampered, TextRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from notifier.adapters.repository import Repository
    from notifier.core.anchor import Anchor
    from notifier.core.draft import Draft
    from notifier.core.policy import Policy, Registry
    from notifier.core.release import TextRef

_LAST = 4
"""So many texts are at hand: who asks for one soon asks for its clauses too."""
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_WITHDRAWN = re.compile(r"\d+\.\d+\.\d+\.withdrawn")


class Catalog:
    """One way to read a repository of policies. It reads each thing once, and decides nothing.

    Places are told relative to the repository: `translations/fr/policy/privacy.md`. Who reads a long history from end
    to end asks it not to `keep` the texts, so that memory stays flat.
    """

    def __init__(self, root: Path, *, keep: bool = True) -> None:
        self.start = Path(root)
        self._keep = keep
        self._blob = lru_cache(_LAST)(self._checked)
        self._histories: dict[str, History] = {}
        self._documents: dict[tuple[str, Version, Language], Document] = {}

    @cached_property
    def repository(self) -> Repository:
        """Give the git repository; it is opened when a text of the past is asked for."""
        from notifier.adapters.repository import Repository

        return Repository(self.start)

    @cached_property
    def root(self) -> Path:
        """Give the folder that holds `policy/`: this one, or the nearest above."""
        here = self.start.resolve()
        for folder in (here, *here.parents):
            if (folder / REGISTRY).exists():
                if worktree.unfinished(folder):
                    self.repository.recover()
                return folder
        raise RecordRefused(
            say("not found"), source=REGISTRY, remedy=say("run policy init, or give --repo FOLDER")
        )

    @cached_property
    def registry(self) -> Registry:
        """Read what the team publishes; a policy that has releases is always part of it."""
        told = registry.read(self.file(REGISTRY), place=REGISTRY)
        named = {policy.name for policy in told.policies}
        released = {path.parent.name for path in self.root.glob("policy/releases/*/*.*.*.toml")}
        for name in sorted(released - named):
            raise RecordRefused(
                say("'{name}' has releases and is named here no more", name=name),
                source=REGISTRY,
                remedy=say("put [policies.{name}] back: its versions keep their addresses", name=name),
            )
        return told

    def policy(self, name: str) -> Policy:
        """Give one policy; the only one when no name is given."""
        policies = self.registry.policies
        if not name and len(policies) == 1:
            return policies[0]
        for policy in policies:
            if policy.name == name:
                return policy
        names = ", ".join(policy.name for policy in policies)
        raise RecordRefused(
            say("no policy '{name}'", name=name),
            source=REGISTRY,
            remedy=say("name one of: {names}", names=names),
        )

    def history(self, name: str) -> History:
        """Read all releases of a policy, oldest first."""
        if name not in self._histories:
            self._histories[name] = self._history(name)
        return self._histories[name]

    def text(self, record: Record, language: Language) -> str:
        """Read the exact released words by git's id of them; other words than the record names are refused."""
        ref = next((ref for ref in record.texts if ref.language == language), None)
        place = record_place(record.policy, record.version)
        if ref is None:
            raise HistoryMissing(
                say(
                    "{policy} {version} has no text in {language}",
                    policy=record.policy,
                    version=record.version,
                    language=language_name(language),
                ),
                source=place,
            )
        return self._blob(ref, place)

    def document(self, record: Record, language: Language) -> Document:
        """Read a released text into clauses that carry the permanent ids of the record."""
        key = (record.policy, record.version, language)
        if found := self._documents.get(key):
            return found
        place = text_place(record.policy, language)
        read = parse(self.text(record, language), language=language, place=place)
        if len(read.clauses) != len(record.clauses):
            raise Tampered(
                say(
                    "the text in {language} has {clauses} clauses, the record {known}",
                    language=language_name(language),
                    clauses=len(read.clauses),
                    known=len(record.clauses),
                ),
                source=record_place(record.policy, record.version),
            )
        document = named(read, [ref.id for ref in record.clauses])
        if self._keep:
            self._documents[key] = document
        return document

    def working(self, name: str, language: Language) -> Document:
        """Read the text that is worked on; its new clauses have provisional ids."""
        place = text_place(self.policy(name).name, language)
        return parse(self.file(place), language=language, place=place)

    def draft(self, name: str) -> Draft | None:
        """Read the next release as people left it; nothing when there is none."""
        from notifier.adapters import (
            drafts,
        )  # with all that judges a change, which who reads the past does without

        place = draft_place(name)
        return drafts.read(self.file(place), place=place) if (self.root / place).exists() else None

    def file(self, place: str) -> str:
        """Read a file of the working tree; a conflict git left in it is refused with its line."""
        path = self.root / place
        if not path.exists():
            raise TextRefused(
                say("not found"),
                source=place,
                remedy=say("write it, or take its language out of the registry"),
            )
        text = worktree.read(path, place=place)
        for line, told in enumerate(text.split("\n"), 1):
            if told.startswith(("<<<<<<< ", ">>>>>>> ")):
                raise TextRefused(
                    say("git left a merge conflict here"),
                    source=place,
                    line=line,
                    remedy=say("choose one side, then commit"),
                )
        return text

    def called(self, people: Iterable[str]) -> Mapping[str, str]:
        """Give people as the `.mailmap` of the repository calls them today; records keep what they say."""
        return self.repository.called(people)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """Read the copies of seals that are committed; what lies about in the folder proves nothing."""
        return anchor.read(self.anchored)[0]

    @property
    def anchored(self) -> str:
        """Give the copies of seals as they are committed."""
        content = self.repository.at_head(self.inside(anchor.PLACE))
        return content.decode("utf-8", errors="replace") if content else ""

    def chain(self, name: str) -> Digest:
        """Give the hash that the next record of a policy has to name: of the last record and its withdrawal."""
        history = self.history(name)
        return self.link(name, history.records[-1].version) if history.records else Digest("")

    def link(self, name: str, version: Version) -> Digest:
        """Give the hash of a record as it stands in the working tree, together with its withdrawal."""
        place = record_place(name, version)
        taken = withdrawal_place(name, version)
        after = worktree.read(self.root / taken, place=taken) if (self.root / taken).exists() else ""
        return digest(worktree.read(self.root / place, place=place) + after)

    def commit(
        self, files: Mapping[str, bytes | None], *, message: str, tag: str = "", tag_message: str = ""
    ) -> str:
        """Commit files, told by their places, with a tag, all at once or not at all."""
        placed = {self.inside(place): content for place, content in files.items()}
        return self.repository.commit(placed, message=message, tag=tag, tag_message=tag_message)

    def enter(self, record: Record) -> None:
        """Know a release that was just made, without reading the others again."""
        history = self.history(record.policy)
        if record not in history.records:
            self._histories[record.policy] = replace(history, records=(*history.records, record))

    def inside(self, place: str) -> str:
        """Give the path that git knows a place by; the policies may live in a folder of a larger repository."""
        folder = self.root.relative_to(self.repository.root.resolve())
        return (folder / place).as_posix()

    def _checked(self, ref: TextRef, place: str) -> str:
        text = self.repository.blob(ref.blob, place=place).decode("utf-8")
        if digest(text) != ref.sha256:
            raise Tampered(
                say("the text in {language} is not the one released", language=language_name(ref.language)),
                source=place,
            )
        return text

    def _history(self, name: str) -> History:
        self.policy(name)
        folder = self.root / f"policy/releases/{name}"
        stems = sorted(path.name.removesuffix(".toml") for path in folder.glob("*.toml"))
        for stem in stems:
            if not (stem == "next" or _VERSION.fullmatch(stem) or _WITHDRAWN.fullmatch(stem)):
                raise RecordRefused(
                    say("neither a release nor the draft next.toml"),
                    source=f"policy/releases/{name}/{stem}.toml",
                    remedy=say("keep one draft, next.toml, and remove the other"),
                )
        versions = sorted(Version.read(stem) for stem in stems if _VERSION.fullmatch(stem))
        return History(
            policy=PolicyName(name), records=tuple(self._record(name, number) for number in versions)
        )

    def _record(self, name: str, version: Version) -> Record:
        place = record_place(name, version)
        record = records.read(self.file(place), place=place)
        if (record.policy, record.version) != (name, version):
            raise Tampered(
                say("says that it is {policy} {version}", policy=record.policy, version=record.version),
                source=place,
            )
        taken = withdrawal_place(name, version)
        if not (self.root / taken).exists():
            return record
        return replace(record, withdrawn=records.withdrawal(self.file(taken), place=taken))


def text_place(name: str, language: Language) -> str:
    """Tell where a text stands: English in `policy/`, other languages in `translations/`."""
    return f"policy/{name}.md" if language == EN else f"translations/{language}/policy/{name}.md"


def record_place(name: str, version: Version) -> str:
    """Tell where a record stands."""
    return f"policy/releases/{name}/{version}.toml"


def withdrawal_place(name: str, version: Version) -> str:
    """Tell where the withdrawal of a release stands."""
    return f"policy/releases/{name}/{version}.withdrawn.toml"


def draft_place(name: str) -> str:
    """Tell where the draft of the next release stands."""
    return f"policy/releases/{name}/next.toml"
