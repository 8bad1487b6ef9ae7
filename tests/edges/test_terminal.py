"""The command on a terminal: what everybody may rely on, whatever the command."""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner
from command import LEAVES, policy
from repeats import again
from repositories import LONGER, V1, edited
from typography import faults

from notifier import errors
from notifier.adapters import listening, words
from notifier.cli import COMMANDS, group, help, moving  # noqa: A004 - the module is what it is about
from notifier.core.said import say
from notifier.core.text import EN, FR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repositories import PolicyRepo

ROOT = Path(__file__).parents[2]
REFUSALS = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.Refusal)
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_tells_what_it_does_in_the_words_of_the_list(name: str) -> None:
    told = CliRunner().invoke(group, [name, "--help"])
    assert told.exit_code == 0
    assert told.output.startswith("Usage: ")
    assert COMMANDS[name][1].endswith(".")


def test_the_list_of_commands_fits_a_screen() -> None:
    told = CliRunner().invoke(group, ["--help"], terminal_width=100)
    assert len(told.output.splitlines()) <= 45
    assert all(name in told.output for name in COMMANDS)


SHOWN = {path: one for path, one in LEAVES.items() if one.epilog}


def test_the_main_commands_show_how_they_are_typed() -> None:
    main = ["check", "draft", "review", "release", "serve", "binding"]
    assert {*((name,) for name in main), ("notify", "plan"), ("subjects", "import")} == set(SHOWN)


@pytest.mark.parametrize("path", sorted(SHOWN))
def test_help_with_examples_fits_a_screen_and_examples_can_be_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    assert len(CliRunner().invoke(group, [*path, "--help"]).output.splitlines()) <= 32
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").touch()
    shown = (SHOWN[path].epilog or "").splitlines()[2:]
    assert shown
    for line in shown:
        words = shlex.split(line.partition(">")[0])
        assert words[: len(path) + 1] == ["policy", *path]
        SHOWN[path].make_context(path[-1], words[len(path) + 1 :], obj=".")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_completion(tmp_path: Path, shell: str) -> None:
    told = policy(tmp_path, "completion", shell)
    assert told.code == 0
    assert "_POLICY_COMPLETE" in told.out


def test_completion_names_commands() -> None:
    line = [sys.executable, "-m", "notifier"]
    told = subprocess.run(
        line,
        env={"_POLICY_COMPLETE": "bash_complete", "COMP_WORDS": "policy bin", "COMP_CWORD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout == "plain,binding\n"


def test_quiet_says_nothing_and_the_code_tells(repo: PolicyRepo) -> None:
    loud = policy(repo.path, "status")
    quiet = policy(repo.path, "--quiet", "status")
    assert (quiet.code, quiet.out) == (loud.code, "")
    assert policy(repo.path, "--quiet", "show", "nowhere").code == 1
    assert policy(repo.path, "--quiet", "show", "nowhere").err.startswith("policy: ")


@pytest.mark.parametrize(("variable", "coloured"), [("", True), ("1", False)])
def test_no_color_is_respected_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, variable: str, *, coloured: bool
) -> None:
    from notifier.cli import speech

    monkeypatch.setenv("NO_COLOR", variable)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert speech.colour() is coloured


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "fr_FR.UTF-8"}, "fr"),
        ({"LC_ALL": "", "LANG": "fr_CA.UTF-8"}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en:fr"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "de:fr:en"}, "fr"),
        ({"LC_ALL": "C", "LANGUAGE": "fr"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_of_the_terminal_is_spoken_where_we_speak_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    from notifier.cli import speech

    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert speech.tongue() == language


def test_a_refusal_is_told_in_the_language_of_the_terminal(
    repo: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert policy(repo.path, "show", "nowhere").err == (
        "policy: policy/policies.toml: aucune politique «\u00a0nowhere\u00a0»\u202f; nommez-en un parmi\u00a0: privacy\n"
    )


@again
def test_no_refusal_is_written_without_its_french() -> None:
    """A sentence that is built by hand reaches nobody's catalogue: causes and remedies go through `say`."""
    loose = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted((ROOT / "notifier").rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in REFUSALS
        and any(
            isinstance(told, ast.JoinedStr)
            for told in (*call.args[:1], *(k.value for k in call.keywords if k.arg == "remedy"))
        )
    ]
    assert loose == []


def test_a_change_goes_from_draft_to_release_in_french_on_a_french_terminal(
    repo: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    day = ("--today", "2026-01-05")
    said = ("--summary", "en=First.", "--summary", "fr=Première.")
    assert policy(repo.path, "draft", *said, *day).out == (
        "policy/releases/privacy/next.toml\u00a0: publication le 2026-01-05, en vigueur le 2026-01-05\n"
    )
    assert policy(repo.path, "release", *day).out.startswith(
        "publiée\u00a0: privacy 1.0.0 (première version), publication le 2026-01-05, en vigueur le 2026-01-05\n"
    )
    repo.edit(edited(V1, *LONGER))
    assert (
        "  à décider  retention-1\u202f; lancez policy review privacy retention-1\n"
        in policy(repo.path, "status").out
    )
    shown = policy(repo.path, "review", "privacy", *day, typed="3\n\n")
    assert "les règles disent\u00a0: retire quelque chose" in shown.out
    assert (
        "1 coquille ou mise en page · 2 à faire savoir · 3 retire quelque chose · s passer · q quitter"
        in shown.out
    )
    assert policy(repo.path, "log").out.startswith("1.0.0  en vigueur le 2026-01-05  ")
    assert (
        policy(repo.path, "verify").out
        == "vérifié\u00a0: 1 fiche, 2 textes, 1 étiquette\u202f; tout est tel que publié\n"
    )


def test_no_sentence_is_printed_without_its_french() -> None:
    """What people read goes through `tell`; `echo` is for what is the same in every language."""
    loose = [
        f"{path.relative_to(ROOT)}:{call.lineno}: {text}"
        for path in sorted((ROOT / "notifier/cli").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "echo"
        for argument in call.args
        for text in literals(argument)
        if re.search(r"[^\W\d_]{3}", re.sub(r"policy|\.html", "", text))
    ]
    assert loose == []


def literals(argument: ast.expr) -> Iterator[str]:
    """The words that stand in an argument itself, outside of calls."""
    match argument:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from literals(one)
            yield from literals(other)
        case _:
            return


CLICK = Path(click.__file__).parent
FOR_PROGRAMMERS = (
    "Bash version", "Could not determine name", "DeprecationWarning", "No options defined", "Name '{name}' defined twice",
    "Boolean option", "Arguments take exactly one", "Invalid start character", "Windows error", "Unknown color",
    "Unknown standard stream", "Editing failed", "Value must be an iterable", "Bash versions", "Choice({choices})",
    "%(prog)s", "deprecated", "Positional arguments", "(dynamic)", "env var", "'d'",
)  # fmt: skip


def clicks_own() -> set[tuple[str, ...]]:
    """Every sentence that click itself says to people who type a command."""
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    found = extract_from_dir(str(CLICK), [("**.py", "python")], keywords=keywords)
    texts = {(message,) if isinstance(message, str) else tuple(message) for _, _, message, *_ in found}
    return {said for said in texts if len(said[0]) > 1 and not any(one in said[0] for one in FOR_PROGRAMMERS)}


def test_every_word_of_click_has_its_french() -> None:
    french = words.read(FR)
    for texts in clicks_own():
        for count in (1, 2):
            told = french.ngettext(*texts, count) if len(texts) > 1 else french.gettext(*texts)
            assert told not in texts or texts[0] in {"Options", "Commands"}, texts


@pytest.fixture
def french_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A terminal in French; click's own words go back to English afterwards."""
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    for one in (*LEAVES.values(), group):
        one._help_option = None  # click keeps its help in the language of its first use; a process has one
    yield
    for one in (*LEAVES.values(), group):
        one._help_option = None
    help.speak(EN)


SAME = re.compile(r"^ +(?:policy |~/|once ).*$|^(?:Options|Commands):$|\[.*?\]|\{.*?\}", re.MULTILINE)
"""What is the same in both languages: what is typed, and the heads that click sets with a bare colon."""


@pytest.mark.usefixtures("french_terminal")
@pytest.mark.parametrize("path", sorted(LEAVES))
def test_help_is_french_to_the_last_word_on_a_french_terminal(path: tuple[str, ...]) -> None:
    told = CliRunner().invoke(group, [*path, "--help"], terminal_width=4000, prog_name="policy")
    assert told.exit_code == 0, told.exception
    assert told.output.startswith(f"Utilisation\u00a0: policy {' '.join(path)}"), told.output
    english = {text for text in sentences(LEAVES[path]) if text in told.output}
    assert english == set()
    assert list(faults(SAME.sub("", told.output))) == []


def sentences(command: click.Command) -> Iterator[str]:
    """The English sentences in the help of a command."""
    texts = [command.help, *(one.help for one in command.params if isinstance(one, click.Option))]
    for text in filter(None, texts):
        yield from (" ".join(part.split()) for part in text.split("\n\n"))
    yield from ("Show this message and exit.", "Usage:", "[default:", "[required]", "Examples:")


@pytest.mark.usefixtures("french_terminal")
def test_the_list_of_commands_is_french_on_a_french_terminal() -> None:
    told = CliRunner().invoke(group, ["--help"], terminal_width=200, prog_name="policy").output
    assert told.startswith("Utilisation\u00a0: policy [OPTIONS] COMMAND [ARGS]...")
    assert [line for _, line in COMMANDS.values() if line in told] == []
    assert "Ne dire que les refus" in told


def test_what_was_typed_wrong_is_said_in_french(repo: PolicyRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    told = subprocess.run(
        [sys.executable, "-m", "notifier", "check", "--langue", "fr"],
        env={**os.environ, "LC_ALL": "fr_FR.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "Aucune option" in told.stderr
    assert "Error" not in told.stderr
    assert "Usage" not in told.stderr


def test_a_port_that_is_taken_is_told_before_a_server_starts(repo: PolicyRepo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = policy(repo.path, "serve", "--port", str(port))
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        f"policy: 127.0.0.1:{port}: nobody can listen here (Address already in use); "
        "end the program that does, or name another --host or --port\n"
    )
    listening.free("127.0.0.1", port)


def test_a_port_that_cannot_be_is_wrong_usage(repo: PolicyRepo) -> None:
    assert policy(repo.path, "serve", "--port", "99999").code == 2


def test_a_policy_without_a_release_says_so_and_how_it_gets_one(repo: PolicyRepo) -> None:
    assert policy(repo.path, "log").out == "privacy: no release yet; run policy release privacy\n"
    assert policy(repo.path, "diff").err == (
        "policy: 'privacy' has no release yet; run policy release privacy\n"
    )


def test_the_log_tells_each_release_in_the_language_of_the_terminal(
    repo: PolicyRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.release("1.0.0", published=date(2015, 10, 1))
    english = policy(repo.path, "log").out
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    record = repo.catalog.history("privacy").records[-1]
    told = dict(record.summaries)
    assert f"    {told['en']}\n" in english
    assert f"    {told['fr']}\n" in policy(repo.path, "log").out


class Written(io.StringIO):
    """What a person at a terminal sees."""

    def isatty(self) -> bool:
        return True


def test_long_work_shows_how_far_it_is_once_a_second_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", seen := Written())
    with moving.moving(say("lines")) as moved:
        moved(1, 10)
        assert seen.getvalue() == ""
        moved.began -= 2
        moved(7, 10)
        moved(8, 10)
    assert "lines" in seen.getvalue()
    assert "8/10" in re.sub(r"\x1b\[[0-9;]*m", "", seen.getvalue())


def test_nothing_is_shown_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with moving.moving(say("lines")) as moved:
        moved(1)
    assert list(moving.followed(say("lines"), "abc")) == ["a", "b", "c"]
    monkeypatch.setattr(sys, "stdout", Written())  # then the things scroll by themselves
    monkeypatch.setattr(sys, "stderr", seen := Written())
    assert list(moving.followed(say("lines"), "abc")) == ["a", "b", "c"]
    assert seen.getvalue() == ""
    assert capsys.readouterr() == ("", "")
