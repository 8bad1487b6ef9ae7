"""An evidence pack is whole, says what happened, and a stranger can check it with nothing but Python."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from desks import KEY

from notifier.adapters.store.seals import Signer, seal
from notifier.cli import group
from notifier.proof import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desks import Hall


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier as a stranger would: another folder, no packages, nothing of ours."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env={},
    )


@pytest.fixture
def pack(hall: Hall, tmp_path: Path) -> Path:
    """The evidence on a person who refused, changed their mind, and whose answers are sealed; others answered too."""
    hall.say("keep")
    hall.say("accept", 3)
    hall.say("keep", 2)
    seal(hall.engine, Signer.of(hall.settings), now=hall.clock())
    hall.say("accept")
    hall.say("accept", 4)
    seal(hall.engine, Signer.of(hall.settings), now=hall.clock())
    folder = tmp_path / "pack"
    done = CliRunner(env={"NOTIFIER_KEY": KEY}).invoke(
        group, ["--repo", str(hall.repo.path), "evidence", "p1", "--to", str(folder)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return folder


def test_a_stranger_can_check_it(pack: Path, hall: Hall) -> None:
    done = check(pack)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "GOOD 2 answers, 2 of them sealed, 2 seals" in done.stdout
    ours = Signer.of(hall.settings).public
    assert ours in done.stdout
    assert check(pack, "--key", ours).returncode == 0
    assert check(pack, "--key", "ab" * 32).returncode == 1


def test_it_holds_what_was_shown_and_what_bound_the_person(pack: Path) -> None:
    names = {path.relative_to(pack).as_posix() for path in pack.rglob("*") if path.is_file()}
    assert {"texts/privacy-2.0.0-fr.md", "records/privacy-1.0.0.toml", "verify.py", "index.html"} <= names
    page = (pack / "index.html").read_text("utf-8")
    assert "took their acceptance back" not in page
    assert "kept the terms they had" in page
    assert "a gardé les termes d’avant" in page
    told = json.loads((pack / "binding.json").read_text("utf-8"))
    assert [one["clauses"]["retention-1"]["version"] for one in told] == ["1.0.0", "1.0.0", "2.0.0"]
    assert (pack / "answers.json").stat().st_mode & 0o077 == 0


def edited(folder: Path, name: str, edit: Callable[[list[dict[str, object]]], object]) -> None:
    told = json.loads((folder / name).read_text("utf-8"))
    edit(told)
    (folder / name).write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("name", "edit", "fault"),
    [
        (
            "answers.json",
            lambda a: a[0].update(body=a[0]["body"].replace("declined", "accepted")),
            "answer 1: its words",
        ),
        ("answers.json", lambda a: a.pop(0), "answer 1: the answer before it"),
        ("answers.json", lambda a: a[0].update(private="{}"), "answer 1: the personal data"),
        ("answers.json", lambda a: a[0].update(place=1), "answer 1: it is not under seal 1"),
        ("answers.json", lambda a: a[0].update(place=9), "answer 1: it is not under seal 1"),
        ("answers.json", lambda a: a[0].update(path=[]), "answer 1: it is not under seal 1"),
        ("answers.json", lambda a: a[0]["path"].append("00" * 32), "answer 1: it is not under seal 1"),
        ("seals.json", lambda s: s[0].update(root="00" * 32), "seal 1: it does not say what was hashed"),
        ("seals.json", lambda s: s[0].update(signature="00" * 64), "seal 1: its signature"),
        ("seals.json", lambda s: s[0].update(signature="ff" * 64), "seal 1: its signature"),
        ("seals.json", lambda s: s[0].update(signature="00"), "seal 1: its signature"),
        ("seals.json", lambda s: s.pop(0), "seal 1: it does not follow"),
        ("seals.json", lambda s: s.clear(), "answer 1: seal 1 is missing"),
        ("seals.json", lambda s: s[0].pop("key"), "the pack is not complete"),
    ],
)
def test_whatever_is_edited_is_named(
    pack: Path, name: str, edit: Callable[[list[dict[str, object]]], object], fault: str
) -> None:
    edited(pack, name, edit)
    done = check(pack)
    assert done.returncode == 1
    assert fault in done.stdout, done.stdout


def test_another_text_is_named(pack: Path) -> None:
    (pack / "texts" / "privacy-2.0.0-en.md").write_text("Other words.", "utf-8")
    assert "answer 1: privacy-2.0.0-en.md is not the text that was shown" in check(pack).stdout


def test_the_verifier_and_the_signer_agree_on_every_message() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    for number in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, message = key.public_key().public_bytes_raw(), bytes(number)
        told = key.sign(message)
        assert verify.signed(public, message, told)
        assert not verify.signed(public, message + b"x", told)
        assert not verify.signed(public[::-1], message, told)
        assert not verify.signed(public, message, told[:-1] + bytes([told[-1] ^ 1]))


def test_a_folder_that_holds_something_is_left_alone(hall: Hall, pack: Path) -> None:
    before = (pack / "answers.json").read_bytes()
    done = CliRunner(env={"NOTIFIER_KEY": KEY}).invoke(
        group, ["--repo", str(hall.repo.path), "evidence", "p1", "--to", str(pack)]
    )
    assert "the folder is not empty" in str(done.exception)
    assert (pack / "answers.json").read_bytes() == before


def test_a_dry_run_names_the_files_only(hall: Hall, tmp_path: Path) -> None:
    done = CliRunner(env={"NOTIFIER_KEY": KEY}).invoke(
        group, ["--repo", str(hall.repo.path), "evidence", "p4", "--to", str(tmp_path / "no"), "--dry-run"]
    )
    assert "verify.py" in done.output.splitlines()
    assert not (tmp_path / "no").exists()
