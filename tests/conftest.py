"""Fixtures that every kind of test may ask for."""

from __future__ import annotations

import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import stores
from hypothesis import HealthCheck, settings
from repositories import PEOPLE, PolicyRepo, make

from notifier.adapters.store.engine import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from sqlalchemy import Engine

# The same examples in every run, so that what is covered does not depend on luck; the deep profile looks for new ones.
settings.register_profile(
    "fast", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "deep", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"

# What a command says depends on the language of the terminal; here it is English.
os.environ["LC_ALL"] = "C.UTF-8"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files with what came out"
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, one for all tests of a process: there can be no second beside it."""
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        pytest.fail(f"{CHROMIUM} is missing; run .ci/browser")
    flags = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@dataclass
class Golden:
    """Compare what came out with what was agreed."""

    update: bool

    def __call__(self, name: str, told: str) -> None:
        path = HERE / "golden" / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(told, "utf-8", newline="")
        assert told == path.read_bytes().decode("utf-8"), (
            f"{name} changed: run pytest --update-golden and explain why in the commit"
        )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(update=request.config.getoption("--update-golden"))


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git works as Ada on a fixed day, whoever runs the tests."""
    for name, value in PEOPLE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repo(tmp_path: Path, people: None) -> PolicyRepo:
    """A fresh repository of policies, nothing released yet."""
    return make(tmp_path / "repo")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of a real PostgreSQL."""
    yield from stores.server()


@pytest.fixture(scope="session")
def template(postgres: str) -> Iterator[str]:
    """Give the name of a database that has the tables, to be copied."""
    name = f"{stores.TEMPLATE}_{uuid.uuid4().hex[:8]}"
    open_store(stores.create(postgres, name)).dispose()
    yield name
    stores.drop(postgres, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give the address of a fresh store, once on each database."""
    if request.param == "sqlite":
        yield stores.embedded(tmp_path / "store" / "notifier.db")
        return
    uri = request.getfixturevalue("postgres")
    name = f"t_{uuid.uuid4().hex[:12]}"
    yield stores.create(uri, name, template=request.getfixturevalue("template"))
    stores.drop(uri, name)


@pytest.fixture
def store(database: str) -> Iterator[Engine]:
    """Give an open store, once on each database."""
    engine = open_store(database)
    yield engine
    engine.dispose()
