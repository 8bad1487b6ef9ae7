"""An evidence pack is whole, says what happened, and a stranger can check it with nothing but Python."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from desks import KEY
from sqlalchemy import insert
from stamping import authority

from notifier.adapters.settings import Settings
from notifier.adapters.store import tables
from notifier.adapters.store.seals import Signer, seal
from notifier.adapters.timestamps import Stamps
from notifier.cli import group
from notifier.core.release import Version
from notifier.flows.anchor import anchor, stamp
from notifier.flows.release import withdraw
from notifier.proof import signature, verify
from notifier.proof import stamp as stamps_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desks import Hall
    from stamping import Authority


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
def clockwork(tmp_path: Path) -> Iterator[Authority]:
    """A time stamp authority on loopback."""
    yield from authority(tmp_path / "tsa")


@pytest.fixture
def pack(hall: Hall, clockwork: Authority, tmp_path: Path) -> Path:
    """The evidence on a person who was mailed, refused and changed their mind; sealed, anchored and time-stamped."""
    mailed(hall)
    stamps = Stamps.of(Settings(tsa_url=clockwork.url, tsa_roots=clockwork.roots))
    assert stamps
    for first, second in (("keep", "accept"), ("accept", "accept")):
        hall.say(first)
        hall.say(second, 3 if first == "keep" else 4)
        seal(hall.engine, Signer.of(hall.settings), now=hall.clock())
        anchor(hall.desk.shelf.catalog, hall.engine, now=hall.clock())
        stamp(hall.engine, stamps, now=hall.clock())
    return packed(hall, "p1", tmp_path / "pack")


def packed(hall: Hall, who: str, folder: Path) -> Path:
    done = CliRunner(env={"NOTIFIER_KEY": KEY}).invoke(
        group, ["--repo", str(hall.repo.path), "evidence", who, "--to", str(folder)], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output
    return folder


def mailed(hall: Hall) -> None:
    """Person 1 was told of 2.0.0 by a mail that arrived."""
    rows = (
        (
            tables.variant,
            {
                "id": 1,
                "campaign_id": 1,
                "language": "en",
                "from_version": "1.0.0",
                "audience": "consent",
                "subject": "Your privacy policy changes",
                "html": "<p>Decide: [personal link]</p>",
                "text": "Decide: [personal link]",
                "tag": "t",
                "sha256": "0" * 64,
                "covers": "[]",
            },
        ),
        (
            tables.chunk,
            {"id": 1 << 32, "campaign_id": 1, "variant_id": 1, "size": 1, "state": "accepted", "attempt": 1},
        ),
        (tables.delivery, {"id": (1 << 40) | 1, "chunk_id": 1 << 32, "state": 1, "rank": 3}),
        (
            tables.attempt,
            {
                "chunk_id": 1 << 32,
                "attempt": 1,
                "phase": "result",
                "at": hall.clock(),
                "worker": "w",
                "message": "m1",
            },
        ),
        (
            tables.event,
            {
                "key": b"e",
                "delivery_id": (1 << 40) | 1,
                "chunk_id": 1 << 32,
                "attempt": 1,
                "kind": "delivered",
                "at": hall.clock(),
            },
        ),
    )
    with hall.engine.begin() as connection:
        for table, row in rows:
            connection.execute(insert(table), row)


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
    assert {
        "texts/privacy-2.0.0-fr.md",
        "records/privacy-1.0.0.toml",
        "mails/1-en.html",
        "mails/1-en.txt",
        "anchors/ledger.jsonl",
        "stamps/1.tsr",
        "stamps/2.tsr",
        "verify.py",
        "index.html",
        "manifest.json",
    } <= names
    told = json.loads((pack / "binding.json").read_text("utf-8"))
    assert [one["clauses"]["retention-1"]["version"] for one in told] == ["1.0.0"] * 3 + ["2.0.0"] * 2
    (mail,) = json.loads((pack / "deliveries.json").read_text("utf-8"))
    assert (mail["subject"], mail["state"]) == ("Your privacy policy changes", "accepted")
    assert sorted(step["what"] for step in mail["steps"]) == ["delivered", "result"]
    assert (pack / "answers.json").stat().st_mode & 0o077 == 0


def test_its_page_tells_the_story_in_both_languages(pack: Path) -> None:
    page = unescape((pack / "index.html").read_text("utf-8"))
    for sentence in (
        "Evidence on p1",
        "kept the terms they had",
        "accepted",
        "Your privacy policy changes",
        "Preuves concernant p1",
        "a gardé les termes d’avant",
        "distribué",
        "Ce qui lie aujourd’hui",
    ):
        assert sentence in page, sentence
    assert "took their acceptance back" not in page
    linked = set(re.findall(r'href="([^"#]+)"', page))
    assert {name for name in linked if not (pack / name).is_file()} == set()


def test_whoever_never_answered_has_a_pack_too(hall: Hall, tmp_path: Path) -> None:
    pack = packed(hall, "p4", tmp_path / "silent")
    assert "Silence binds like a refusal" in (pack / "index.html").read_text("utf-8")
    assert "GOOD 0 answers" in check(pack).stdout


def test_a_withdrawn_release_is_in_the_pack_with_its_reason(hall: Hall, tmp_path: Path) -> None:
    withdraw(hall.repo.catalog, "privacy", Version(2, 0, 0), reason="A mistake.", today=date(2026, 1, 21))
    pack = packed(hall, "p4", tmp_path / "withdrawn")
    assert "A mistake." in (pack / "records/privacy-2.0.0.withdrawn.toml").read_text("utf-8")
    assert "GOOD" in check(pack).stdout


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
        ("seals.json", lambda s: s[0].pop("key"), "seals.json: it cannot be read: KeyError: 'key'"),
        ("seals.json", lambda s: s[0].pop("at"), "seals.json: it is not the file that was packed"),
        (
            "binding.json",
            lambda b: b[0]["clauses"]["retention-1"].update(version="2.0.0"),
            "binding 1: at 2025-10-01T00:00:00+02:00 clause retention-1 did not bind as the pack says",
        ),
        ("binding.json", lambda b: b[-1]["clauses"].pop("retention"), "clause retention did not bind"),
        ("binding.json", lambda b: b[0].update(baseline="2.0.0"), "clause retention-1 did not bind"),
        ("binding.json", lambda b: b[-1].update(day="2026-02-28"), "was not on 2026-02-28 in Europe/Paris"),
    ],
)
def test_whatever_is_edited_is_named(
    pack: Path, name: str, edit: Callable[[list[dict[str, object]]], object], fault: str
) -> None:
    edited(pack, name, edit)
    done = check(pack)
    assert done.returncode == 1
    assert fault in done.stdout, done.stdout


KINDS = [
    "answers.json",
    "seals.json",
    "binding.json",
    "deliveries.json",
    "manifest.json",
    "index.html",
    "verify.py",
    "texts/privacy-2.0.0-en.md",
    "texts/privacy-1.0.0-fr.md",
    "records/privacy-1.0.0.toml",
    "records/privacy-2.0.0.toml",
    "mails/1-en.html",
    "mails/1-en.txt",
    "anchors/ledger.jsonl",
    "stamps/1.tsr",
]


def _touched(name: str, content: bytes) -> bytes:
    """Change a file by one letter or line; a stamp is random bytes, which may hold no letter one looks for."""
    if name.endswith("tsr"):
        return content[:-1] + bytes([content[-1] ^ 1])
    return content.replace(b"a", b"b", 1) if name.endswith(("json", "jsonl")) else content + b"\n# x"


@pytest.mark.parametrize("name", KINDS)
def test_whatever_file_is_touched_is_named(pack: Path, name: str) -> None:
    place = pack / name
    content = place.read_bytes()
    place.write_bytes(_touched(name, content))
    done = check(pack)
    assert done.returncode == 1
    assert name in done.stdout or name.partition(".")[0].rstrip("s") in done.stdout, done.stdout
    if name != "manifest.json":
        assert f"BAD  {name}: it is not the file that was packed" in done.stdout


@pytest.mark.parametrize("name", KINDS)
def test_whatever_file_is_taken_out_is_named(pack: Path, name: str) -> None:
    if name == "verify.py":
        return  # then there is nothing to run
    (pack / name).unlink()
    done = check(pack)
    assert done.returncode == 1
    assert name.rpartition("/")[2] in done.stdout


def test_a_file_that_was_put_in_is_named(pack: Path) -> None:
    (pack / "texts" / "privacy-3.0.0-en.md").write_text("More words.", "utf-8")
    assert "texts/privacy-3.0.0-en.md: it was not in the pack" in check(pack).stdout


def test_a_list_made_anew_needs_our_key(pack: Path, hall: Hall) -> None:
    """Whoever changes a mail and the list of files cannot sign the list; with a key of their own, ours tells."""
    mail = pack / "mails/1-en.txt"
    mail.write_text("Nothing changes.", "utf-8")
    told = json.loads((pack / "manifest.json").read_text("utf-8"))
    told["files"]["mails/1-en.txt"] = hashlib.sha256(mail.read_bytes()).hexdigest()
    (pack / "manifest.json").write_text(json.dumps(told), "utf-8")
    assert "manifest.json: its signature is not that of its key" in check(pack).stdout
    thief = Signer(b"x" * 32)
    said = {**{name: value for name, value in told.items() if name != "signature"}, "key": thief.public}
    message = hashlib.sha256(b"\x04" + verify.canonical(said).encode()).digest()
    (pack / "manifest.json").write_text(json.dumps({**said, "signature": thief.stamp(message)}), "utf-8")
    assert "manifest.json: it was signed with another key than the seals" in check(pack).stdout
    ours = Signer.of(hall.settings).public
    assert "manifest.json: it was signed with another key" in check(pack, "--key", ours).stdout


def test_texts_are_those_that_the_chain_of_records_names(pack: Path) -> None:
    record = pack / "records/privacy-1.0.0.toml"
    record.write_text(record.read_text("utf-8").replace("2025-10-01", "2025-10-02"), "utf-8")
    assert "records/privacy-2.0.0.toml: it does not follow the record before it" in check(pack).stdout
    (pack / "texts/privacy-1.0.0-en.md").write_text("Other words.", "utf-8")
    assert "texts/privacy-1.0.0-en.md: it is not the text that its record names" in check(pack).stdout


@pytest.mark.parametrize("curve", [False, True], ids=["rsa", "elliptic"])
def test_the_verifier_reads_time_stamps_as_the_library_does(tmp_path: Path, *, curve: bool) -> None:
    for clock in authority(tmp_path / "tsa2", curve=curve):
        stamps = Stamps.of(Settings(tsa_url=clock.url, tsa_roots=clock.roots))
        assert stamps
        message = bytes(range(32))
        told = stamps.stamp(message)
        moment, certificate = stamps_alone.stamped(told, message)
        assert moment == f"{stamps.verify(told, message):%Y%m%d%H%M%SZ}"
        assert len(certificate) == 64
        with pytest.raises(ValueError, match="it is of something else"):
            stamps_alone.stamped(told, message[::-1])
        for place in range(60, len(told), 41):
            changed = told[:place] + bytes([told[place] ^ 1]) + told[place + 1 :]
            try:
                again = stamps_alone.stamped(changed, message)
            except (ValueError, KeyError, IndexError, StopIteration):
                continue
            assert again == (moment, certificate)


def test_another_text_is_named(pack: Path) -> None:
    (pack / "texts" / "privacy-2.0.0-en.md").write_text("Other words.", "utf-8")
    assert "answer 1: privacy-2.0.0-en.md is not the text that was shown" in check(pack).stdout


def test_the_verifier_and_the_signer_agree_on_every_message() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    for number in range(8):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        public, message = key.public_key().public_bytes_raw(), bytes(number)
        told = key.sign(message)
        assert signature.signed(public, message, told)
        assert not signature.signed(public, message + b"x", told)
        assert not signature.signed(public[::-1], message, told)
        assert not signature.signed(public, message, told[:-1] + bytes([told[-1] ^ 1]))


def test_the_program_is_one_file_for_every_python_since_3_9(pack: Path) -> None:
    told = (pack / "verify.py").read_text("utf-8")
    ast.parse(told, feature_version=(3, 9))
    names = {
        alias.name if isinstance(one, ast.Import) else one.module
        for one in ast.walk(ast.parse(told))
        if isinstance(one, ast.Import | ast.ImportFrom)
        for alias in one.names
    }
    assert {str(name).partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert "what bound by privacy at 5 moments was worked out anew, from 1.0.0 on" in check(pack).stdout


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
