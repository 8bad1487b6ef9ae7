"""The wheel holds everything that a stranger needs who installs it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    line = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(line, check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_a_wheel_holds_every_file_of_the_package_and_what_stands_beside_it(wheel: Path) -> None:
    told = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "notifier"], check=True, capture_output=True, text=True
    )
    held = set(zipfile.ZipFile(wheel).namelist())
    assert sorted(set(told.stdout.split()) - held) == []
    assert "notifier/translations/fr/LC_MESSAGES/notifier.mo" in held
    assert {name for name in held if name.endswith("OFL.txt")}, "the licences of the fonts"


def test_an_installed_package_plays_the_demo(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "notifier", "demo", "--keep", str(tmp_path / "demo")],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "released privacy 1.0.0" in done.stdout
    assert "20  mails accepted" in done.stdout
    assert (tmp_path / "demo/site/fr/privacy/changes/2.0.0/index.html").exists()
