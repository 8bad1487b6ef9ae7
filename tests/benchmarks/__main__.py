"""Measure everything beside its peers, and write it down: `make bench`, or `python -m tests.benchmarks redline …`.

A part is a folder here with a `__main__.py`, or a script in one. What it prints becomes its section in `docs/benchmarks.md`,
with the machine and the day; sections of parts that were not run stay as they are.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

Made by `make bench`: every figure beside its peers, on the machine and the day that stand above it. Texts are read from a corpus that
`POLICY_CORPUS` names; a part that needs it says in one line when it is not there.
"""
_SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_CONTROL = re.compile(r"\x1b\[[0-9;]*m|[^\n]*\r(?!\n)")


def parts() -> dict[str, list[str]]:
    """Give the name of each part, and how it is run."""
    found = {}
    for folder in sorted(path for path in HERE.iterdir() if path.is_dir() and not path.name.startswith("_")):
        if (folder / "__main__.py").exists():
            found[folder.name] = ["-m", f"tests.benchmarks.{folder.name}"]
        for script in sorted(folder.glob("*.py")):
            if not (folder / "__main__.py").exists() and "__main__" in script.read_text("utf-8"):
                found[f"{folder.name}: {script.stem}"] = [str(script)]
    return found


def machine() -> str:
    """Say what it was measured on."""
    processor = platform.processor() or platform.machine()
    told = Path("/proc/cpuinfo")
    if told.exists() and (model := re.search(r"model name\s*: (.+)", told.read_text("utf-8"))):
        processor = model.group(1)
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def measure(name: str, line: list[str]) -> str:
    """Run a part, show what it says as it says it, and give its section."""
    sys.stdout.write(f"\n## {name}\n\n")
    sys.stdout.flush()
    told = []
    with subprocess.Popen(
        [sys.executable, *line], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
    ) as run:  # fmt: skip
        for row in run.stdout or ():
            sys.stdout.write(row)
            sys.stdout.flush()
            told.append(_CONTROL.sub("", row))
    if run.returncode:
        raise SystemExit(f"{name} ended with {run.returncode}; its section stays as it was")
    day = datetime.now(UTC).date().isoformat()
    return f"{day} · {machine()}\n\n```text\n{''.join(told).strip()}\n```\n\n"


def main() -> None:
    """Measure the parts that are named, or all."""
    known = parts()
    wanted = sys.argv[1:] or list(known)
    if unknown := [name for name in wanted if name not in known]:
        raise SystemExit(f"no part '{unknown[0]}'; there are: {', '.join(known)}")
    kept = dict(_SECTION.findall(PAGE.read_text("utf-8"))) if PAGE.exists() else {}
    for name in wanted:
        kept[name] = "\n" + measure(name, known[name])
        sections = "".join(f"\n## {part}\n{kept[part].rstrip()}\n" for part in known if part in kept)
        PAGE.write_text(HEAD + sections, "utf-8")


if __name__ == "__main__":
    main()
