"""Every page is valid HTML, by the Nu checker."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JAR = Path(os.environ.get("VNU_JAR", ROOT / ".cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar"))

ACCEPTED = {
    "Attribute “autocomplete” is only allowed when the input type is": "base.html of the theme: its hidden checkboxes",
}
"""Messages about what the theme writes, by how they begin, and where they come from."""


def test_every_page_is_valid(built: Path) -> None:
    java = shutil.which("java")
    if not java or not JAR.exists():
        pytest.skip("the HTML checker is not here: run .ci/vnu, which needs npm and java")
    told = subprocess.run(
        [java, "-jar", str(JAR), "--skip-non-html", "--errors-only", "--format", "json", str(built)],
        capture_output=True,
        check=False,
        text=True,
    )
    messages = json.loads(told.stderr)["messages"]
    wrong = {
        f"{message['url'].rpartition('/site/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if not message["message"].startswith(tuple(ACCEPTED))
    }
    assert not wrong
    for begin in ACCEPTED:
        assert any(message["message"].startswith(begin) for message in messages), f"accept no longer: {begin}"
