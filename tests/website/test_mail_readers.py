"""Every mail is shown by every mail reader that caniemail.com knows, but for what is allowed with a reason."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / ".cache/caniemail/node_modules/caniemail"
MAILS = sorted((ROOT / "tests/golden/mail").glob("*.html"))


def test_no_mail_reader_loses_anything_that_counts() -> None:
    node = shutil.which("node")
    if not node or not PACKAGE.exists():
        pytest.skip("what mail readers support is not here: run .ci/caniemail, which needs npm")
    done = subprocess.run(
        [node, str(Path(__file__).with_name("caniemail.mjs")), str(PACKAGE), *map(str, MAILS)],
        capture_output=True,
        check=True,
        text=True,
    )
    told = json.loads(done.stdout)
    allowed = tomllib.loads((ROOT / "tests/cases/mail_readers.toml").read_text("utf-8"))
    found = {(issue["feature"], issue["support"]) for issue in told["issues"]}
    known = {(feature, support) for feature, reasons in allowed.items() for support in reasons}
    assert [
        f"{Path(issue['mail']).name}:{issue['line']}: {issue['feature']}: {issue['support']} in {issue['reader']}"
        for issue in told["issues"]
        if (issue["feature"], issue["support"]) not in known
    ] == []
    assert known - found == set(), "allowed, and not used any more"
    assert len(told["silent"]) < told["readers"] / 5, told["silent"]


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.name)
def test_a_mail_needs_nothing_from_elsewhere(mail: Path) -> None:
    told = mail.read_text("utf-8")
    assert not [word for word in ("<img", "<link", "<script", "url(", "@import", "src=") if word in told]
    assert len(told.encode("utf-8")) <= 80_000
