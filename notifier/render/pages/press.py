"""Print pages: templates with whole sentences, days and links of one language."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from notifier.core.finding import Level
from notifier.core.policy import Channel
from notifier.core.text import EN, FR
from notifier.core.timeline import State
from notifier.render import addresses, topics
from notifier.render.words import day, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from types import CodeType

    from jinja2.bccache import Bucket

    from notifier.core.finding import Category, Direction
    from notifier.core.policy import Registry
    from notifier.core.release import Ruling
    from notifier.core.text import Language
    from notifier.render.words import Words


class _Compiled(BytecodeCache):
    """Every template is compiled once for all languages."""

    def __init__(self) -> None:
        self._known: dict[str, CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template that was compiled before."""
        bucket.code = self._known.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._known[bucket.key] = bucket.code


_COMPILED = _Compiled()


def safe(html: str) -> Markup:
    """Let HTML that our own renderers escaped stand as it is."""
    return Markup(html)  # noqa: S704


def fill(sentence: str, **places: object) -> Markup:
    """Put values into the places of a sentence; what is markup stays markup, the rest is escaped."""
    return safe(escape(sentence)).format(**places)


class Press:
    """Prints the pages of one language.

    Attributes:
        words: the catalogue of the language.
        registry: who publishes, and where.
        called: the names that people of the records are shown under; who is not there is shown as recorded.
    """

    def __init__(self, *, words: Words, registry: Registry, called: Mapping[str, str]) -> None:
        self.words = words
        self.registry = registry
        self.called = called
        self.language = words.language

    def page(self, template: str, here: str, /, **values: Any) -> str:
        """Print one page that will live at `here`."""
        return self._templates.get_template(template).render(
            link=lambda there: addresses.relative(here, there), here=here, **values
        )

    @cached_property
    def _templates(self) -> Environment:
        """Give the templates; what all pages of the language share is known to them, so macros are made once."""
        told = Environment(
            loader=PackageLoader("notifier.render", "templates/site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_COMPILED,
        )
        told.globals.update(
            _=self.words.gettext,
            ngettext=self.words.ngettext,
            fill=fill,
            time=self.time,
            at=addresses,
            language=self.language,
            registry=self.registry,
            says=self,
            State=State,
            Level=Level,
        )
        return told

    def time(self, on: date) -> Markup:
        """Write a day for people and machines."""
        return Markup('<time datetime="{}">{}</time>').format(on.isoformat(), day(on, self.language))

    def day(self, on: date) -> str:
        """Write a day for people, where no markup may stand."""
        return day(on, self.language)

    def title(self, titles: tuple[tuple[Language, str], ...]) -> str:
        """Give the title in the language of the page."""
        return dict(titles)[self.language]

    def people(self, ruling: Ruling) -> str:
        """Name who decided, once each, as the public may know them: as they are called today, without addresses."""
        named = (self.called.get(one, one) for one in (ruling.by, ruling.second) if one)
        told = dict.fromkeys(re.sub(r"\s*<[^>]*>", "", name).partition("@")[0] for name in named)
        return joined(told, self.language)

    def level(self, level: Level) -> str:
        """Name a level in words that people use."""
        _ = self.words.gettext
        return {
            Level.NONE: _("First version"),
            Level.EDITORIAL: _("Wording only"),
            Level.MATERIAL: _("Important change"),
            Level.REDUCTION: _("Reduces your rights"),
        }[level]

    def meaning(self, level: Level) -> str:
        """Say what a level means to people."""
        _ = self.words.gettext
        return {
            Level.NONE: _("This is the first version."),
            Level.EDITORIAL: _("Only the wording changed. Nothing was taken from you."),
            Level.MATERIAL: _("The rules changed. Nothing was taken from you."),
            Level.REDUCTION: _(
                "A right or a protection became smaller. It applies to you only if you accept it."
            ),
        }[level]

    def state(self, state: State) -> str:
        """Name what a release is today."""
        _ = self.words.gettext
        return {
            State.FORCE: _("In force"),
            State.ANNOUNCED: _("Announced"),
            State.PAST: _("No longer in force"),
            State.NEVER: _("Replaced before its first day"),
            State.WITHDRAWN: _("Withdrawn"),
        }[state]

    def direction(self, direction: Direction) -> str:
        """Say for whom a change is good."""
        return topics.direction(direction, self.words)

    def category(self, category: Category) -> str:
        """Name what a clause is about."""
        return topics.category(category, self.words)

    def tongue(self, language: Language) -> str:
        """Name a language in words that people use."""
        _ = self.words.gettext
        return {EN: _("English"), FR: _("French")}[language]

    def channels(self, channels: Iterable[Channel]) -> str:
        """Name the ways people are told."""
        _ = self.words.gettext
        names = {Channel.SITE: _("this site"), Channel.FEED: _("feeds"), Channel.EMAIL: _("email")}
        return ", ".join(names[channel] for channel in channels)
