"""Help and complaints in the language of the terminal, the words of click itself too."""

from __future__ import annotations

import copy
import gettext
import inspect
from typing import TYPE_CHECKING, TypeVar

import click

from notifier.core.text import EN, Language

if TYPE_CHECKING:
    from notifier.render.words import Words

_NOBODYS = "messages"
"""The domain that gettext has when nobody chose one: it holds no words."""

One = TypeVar("One", bound=click.Command)


def speak(language: Language) -> None:
    """Let click find its own words in our catalogue: it asks gettext, which knows one domain for the process."""
    if language == EN:
        gettext.textdomain(_NOBODYS)
        return
    from notifier.adapters import words

    gettext.bindtextdomain(words.DOMAIN, words.home(language))
    gettext.textdomain(words.DOMAIN)


def said(command: One, words: Words) -> One:
    """Give a command, and all under it, with its help in other words; the command itself stays as it is."""
    told = copy.copy(command)
    told.help = _paragraphs(command.help, words)
    told.epilog = _paragraphs(command.epilog, words)
    told.params = [_asked(param, words) for param in command.params]
    if isinstance(told, click.Group):
        told.commands = {name: said(one, words) for name, one in told.commands.items()}
    return told


def _asked(param: click.Parameter, words: Words) -> click.Parameter:
    if not isinstance(param, click.Option):
        return param
    told = copy.copy(param)
    told.help = _paragraphs(param.help, words)
    if isinstance(param.show_default, str):
        told.show_default = words.gettext(param.show_default)
    return told


def _paragraphs(text: str | None, words: Words) -> str | None:
    """Say each paragraph in other words; of a block that is set line by line, only its head is a sentence."""
    if not text:
        return text
    return "\n\n".join(_paragraph(one, words) for one in inspect.cleandoc(text).split("\n\n"))


def _paragraph(text: str, words: Words) -> str:
    if not text.startswith("\b\n"):
        sentence = " ".join(text.split())
        return words.gettext(sentence)
    mark, head, *lines = text.split("\n")
    return "\n".join((mark, words.gettext(head), *lines))
