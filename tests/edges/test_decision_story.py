"""One person's story in a real browser: refuse, see what holds, change one's mind, and prove it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from servers import serving

from notifier.adapters import words
from notifier.adapters.store.seals import Signer, seal
from notifier.flows.agree import Door
from notifier.flows.evidence import evidence, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desks import Hall
    from playwright.sync_api import Browser, Page


@pytest.fixture
def door(hall: Hall) -> Iterator[str]:
    with serving(hall.front.app()) as address:
        yield address


def calm(page: Page) -> None:
    """No fault that axe knows."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.browser
def test_refusing_changing_ones_mind_and_proving_it(
    hall: Hall, door: str, chromium: Browser, tmp_path: Path
) -> None:
    hall.clock.at = hall.clock.at.replace(month=3, day=2)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    outside: list[str] = []
    page.on(
        "request", lambda request: outside.append(request.url) if not request.url.startswith(door) else None
    )
    page.goto(f"{door}/c/{hall.link(1)}")
    expect(page.get_by_role("heading", level=1)).to_have_text("A change needs your answer")
    accept = page.get_by_text("Accept the change").locator("..").bounding_box()
    keep = page.get_by_text("Keep my current terms", exact=True).locator("..").bounding_box()
    assert accept is not None
    assert keep is not None
    assert (accept["width"], accept["height"], accept["y"]) == (keep["width"], keep["height"], keep["y"])

    hall.clock.on(30)
    page.get_by_label("Keep my current terms").check()
    page.get_by_label("I have read the changes above").check()
    page.get_by_role("button", name="Record my answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is recorded")
    expect(page.locator(".held")).to_contain_text("thirty days")

    hall.clock.on(30)
    page.get_by_label("Accept the change").check()
    page.get_by_label("I have read the changes above").check()
    page.get_by_role("button", name="Record my answer").click()
    expect(page.locator(".ask__said")).to_contain_text("You accepted this change on 2 March 2026")
    expect(page.locator(".bound")).to_contain_text("version 2.0.0 binds you.")
    assert [entry.answer for entry in hall.ledger.of(1)] == ["declined", "accepted"]
    assert outside == []
    assert context.cookies() == []
    context.close()

    signer = Signer.of(hall.settings)
    seal(hall.engine, signer, now=hall.clock())
    who = hall.desk.visit(Door.WARNING, hall.link(1), now=hall.clock()).visitor.person
    pack = evidence(hall.desk.catalog, hall.engine, who, now=hall.clock(), words=words.read, signer=signer)
    write(pack, tmp_path / "pack")
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "pack" / "verify.py")],
        capture_output=True,
        text=True,
        check=False,
        env={},
    )
    assert "GOOD 2 answers, 2 of them sealed" in done.stdout


@pytest.mark.browser
def test_a_scanner_that_runs_scripts_and_looks_around_records_nothing(
    hall: Hall, door: str, chromium: Browser
) -> None:
    page = chromium.new_page()
    page.goto(f"{door}/c/{hall.link(1)}", wait_until="networkidle")
    hall.clock.on(30)
    page.get_by_role("button", name="Record my answer").click()
    expect(page.get_by_role("alert")).to_contain_text("Something is missing")
    page.evaluate("document.forms[0].submit()")
    page.wait_for_load_state()
    page.close()
    assert hall.count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("person", [1, 2])
@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 320), ("dark", 320), ("light", 1280), ("dark", 1280)]
)
def test_the_page_is_accessible_and_fits(
    hall: Hall, door: str, chromium: Browser, *, person: int, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 700},
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(f"{door}/c/{hall.link(person)}")
    calm(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()
