"""The command `policy`: arguments in, a flow, words out.

Each command lives in a module of its own and is loaded when it is asked for, so that `policy --help` starts fast.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import os
import sys
from gettext import gettext
from typing import TYPE_CHECKING, Any

import click

from notifier.cli.help import said, speak
from notifier.cli.speech import own, tongue
from notifier.core.text import EN, Language
from notifier.errors import NotifierError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("notifier.cli.demo", "See one change travel the whole line, on a scratch copy."),
    "init": ("notifier.cli.init", "Begin a repository of policies, ready to use."),
    "import": ("notifier.cli.bring_in", "Bring in what exists: a history from git, or a text."),
    "check": (
        "notifier.cli.check",
        "Tell what a change does to people, and what is missing for its release.",
    ),
    "draft": ("notifier.cli.draft", "Make and refresh the next release, for people to edit."),
    "review": ("notifier.cli.review", "Rule on changes: what each does to people."),
    "translate": ("notifier.cli.translate", "Keep the languages of a policy together."),
    "release": ("notifier.cli.release", "Turn the draft into a release: record, text and tag together."),
    "withdraw": ("notifier.cli.withdraw", "Take back an announced release before its day."),
    "log": ("notifier.cli.log", "List every release of a policy."),
    "show": ("notifier.cli.show", "Print the exact words of a release, or of a day."),
    "status": ("notifier.cli.status", "Tell what is in force, announced, undecided and late."),
    "verify": ("notifier.cli.verify", "Check that everything published is still what was published."),
    "doctor": ("notifier.cli.doctor", "Look for what is wrong, or soon will be."),
    "assess": ("notifier.cli.assess", "Say what many changes do to people."),
    "explain": ("notifier.cli.explain", "Show how a change was read, and why it was judged so."),
    "diff": ("notifier.cli.diff", "Show what changed between two texts."),
    "site": ("notifier.cli.site", "Build the public site."),
    "subjects": ("notifier.cli.subjects", "The people whom a policy binds: import, show, export, erase."),
    "notify": ("notifier.cli.notify", "Tell people of a release: plan, preview, approve, send, status."),
    "serve": (
        "notifier.cli.serve",
        "Show people what they are asked, record their answers, and answer applications.",
    ),
    "keys": ("notifier.cli.keys", "Which applications may ask, and what: create, list, revoke."),
    "hooks": ("notifier.cli.hooks", "Where your own systems are told of decisions and releases."),
    "errands": ("notifier.cli.errands", "Send the receipts that wait, and tell the hooks what happened."),
    "worker": ("notifier.cli.worker", "Send what is to be sent, on as many hosts as wanted."),
    "consent": ("notifier.cli.consent", "What people answered: show, export, seal, verify."),
    "evidence": (
        "notifier.cli.evidence",
        "Write everything on one person, with a verifier that needs only Python.",
    ),
    "binding": ("notifier.cli.binding", "Tell which words bind a person on a day."),
    "schema": ("notifier.cli.schema", "Print what may stand in the files that people write, for an editor."),
    "completion": ("notifier.cli.completion", "Let a shell complete commands and options."),
}
"""Name → (module that holds a click command called `command`, the line of help)."""


_SERVERS = frozenset({"serve", "worker"})


class Lazy(click.Group):
    """A group that imports a command's module when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order of the line, not of the alphabet."""
        del ctx
        return list(COMMANDS)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Begin a command line in the language of the terminal."""
        speak(Language(tongue()))
        return super().make_context(info_name, args, parent, **extra)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command if tongue() == EN else said(command, own())

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the help in the language of the terminal."""
        click.Group.format_help(self if tongue() == EN else said(self, own()), ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        del ctx
        words = own()
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, words.gettext(line)) for name, (_, line) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="policy-notifier", prog_name="policy")
@click.option("--repo", default=".", metavar="FOLDER", help="The repository that holds the policies.")
@click.option("--quiet", is_flag=True, help="Say nothing but refusals; the exit code tells the rest.")
@click.pass_context
def group(ctx: click.Context, repo: str, *, quiet: bool) -> None:
    """Publish policies so that people keep their rights."""
    ctx.obj = repo
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    if quiet:
        ctx.with_resource(contextlib.redirect_stdout(io.StringIO()))


def collect_seldom() -> None:
    """Let garbage be collected seldom: a command makes many values, next to no rings of them, and ends soon.

    This holds for the whole process, so whatever serves others leaves it alone.
    """
    gc.set_threshold(50_000, 20, 50)
    atexit.register(gc.freeze)  # what is left at the end goes with the process, and is not searched once more


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; a refusal is one line and exit code 1."""
    if _SERVERS.isdisjoint(sys.argv):
        collect_seldom()
    try:
        group.main(
            args=list(arguments) if arguments is not None else None, prog_name="policy", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except NotifierError as error:
        from notifier.cli.refusals import stop

        stop([error])
    except Exception as error:
        # Nobody but a command that opened the store can have met its refusals.
        if "sqlalchemy" not in sys.modules:
            raise
        from notifier.adapters.store.engine import away
        from notifier.cli.refusals import stop

        if (refusal := away(error)) is None:
            raise
        stop([refusal])
