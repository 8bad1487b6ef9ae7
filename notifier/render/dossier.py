"""The page that leads through the evidence on one person, one part for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined

from notifier.core.consent import Answer, Method
from notifier.render.words import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from jinja2 import Template

    from notifier.core.consent import Entry
    from notifier.core.policy import Policy
    from notifier.core.release import Version
    from notifier.render.words import Words


class Step(Protocol):
    """One thing that happened to a mail."""

    @property
    def what(self) -> str:
        """Give the word for it."""
        ...

    @property
    def at(self) -> datetime:
        """Give the moment."""
        ...


class Bound(Protocol):
    """What binds by one policy."""

    @property
    def policy(self) -> Policy:
        """Give the policy."""
        ...

    @property
    def baseline(self) -> Version:
        """Give the release the person began with."""
        ...

    @property
    def newest(self) -> Version:
        """Give the greatest release that binds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A clause at which an earlier release binds; without words when it does not bind at all."""

    clause: str
    version: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the page tells.

    Attributes:
        organisation: whose policies they are.
        person: by their external id.
        made_at: the moment the pack was made.
        titles: of each policy.
        zones: the time zone of each policy.
        answers: everything the person answered, oldest first.
        mails: subject, what happened, and the file of each mail without its ending.
        bindings: what binds now, by each policy.
        held: the clauses at which earlier words bind now.
        files: the names of all files.
    """

    organisation: str
    person: str
    made_at: datetime
    titles: Mapping[str, str]
    zones: Mapping[str, str]
    answers: tuple[Entry, ...]
    mails: tuple[tuple[str, tuple[Step, ...], str], ...]
    bindings: tuple[Bound, ...]
    held: tuple[Held, ...]
    files: tuple[str, ...]


def index(parts: Iterable[tuple[Words, Dossier]]) -> str:
    """Print the page."""
    told = list(parts)
    return _template().render(
        parts=[
            {
                "_": words.gettext,
                "language": words.language,
                "dossier": dossier,
                "said": _answers(words),
                "ways": _ways(words),
                "steps": _steps(words),
                "groups": list(_groups(dossier.files, words)),
                "time": _clock(words, dossier),
            }
            for words, dossier in told
        ]
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("notifier.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("evidence.html")


def _clock(words: Words, dossier: Dossier) -> object:
    default = next(iter(dossier.zones.values()), "UTC")

    def time(at: datetime, policy: str = "") -> str:
        return moment(at, words.language, dossier.zones.get(policy, default))

    return time


def _answers(words: Words) -> dict[Answer, str]:
    _ = words.gettext
    return {
        Answer.ACCEPTED: _("accepted"),
        Answer.DECLINED: _("kept the terms they had"),
        Answer.WITHDRAWN: _("took their acceptance back"),
    }


def _ways(words: Words) -> dict[Method, str]:
    _ = words.gettext
    return {Method.PAGE: _("on the decision page"), Method.APPLICATION: _("in the application")}


def _steps(words: Words) -> dict[str, str]:
    _ = words.gettext
    return {
        "intent": _("about to be sent"),
        "result": _("handed over"),
        "unknown": _("fate unknown"),
        "reconciled": _("fate found out"),
        "processed": _("taken by the provider"),
        "deferred": _("put off by the receiving server"),
        "delivered": _("delivered"),
        "dropped": _("not sent by the provider"),
        "bounced": _("bounced"),
        "complained": _("reported as unwanted"),
    }


def _groups(names: tuple[str, ...], words: Words) -> Iterator[tuple[str, list[str]]]:
    """Give the files in groups, each with what it proves."""
    _ = words.gettext
    titles = {
        "answers": _("What was answered, with the proof that it is under a seal"),
        "binding": _("What bound the person, each time that it changed"),
        "texts": _("The texts, word for word"),
        "records": _("The records of the releases"),
        "mails": _("The mails as they were sent, without the personal link"),
        "deliveries": _("What became of each mail"),
        "seals": _("The seals over all answers"),
        "anchors": _("Copies of seals as they stand in the policy repository"),
        "stamps": _("Time stamps of an independent authority on seals"),
        "verify": _("The program that checks all this"),
    }
    for stem, title in titles.items():
        own = [name for name in names if name.partition("/")[0].partition(".")[0] == stem]
        if own:
            yield title, own
