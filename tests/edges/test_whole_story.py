"""The whole story, from the mail in the outbox to a proof on another machine: commands, a real server and a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from desks import KEY
from playwright.sync_api import expect
from servers import serving

from notifier.adapters.visitor import mails
from notifier.cli import group

if TYPE_CHECKING:
    from pathlib import Path

    from desks import Hall
    from playwright.sync_api import Browser, Page


class Desk:
    """An operator at a terminal, on the day that it is."""

    def __init__(self, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hall = hall
        monkeypatch.setenv("NOTIFIER_KEY", KEY)
        monkeypatch.setenv("NOTIFIER_OPERATOR", "Ada")

    def run(self, *arguments: str) -> str:
        done = CliRunner().invoke(group, ["--repo", str(self.hall.repo.path), *arguments])
        assert done.exit_code == 0, done.output + str(done.exception)
        return done.output


def answer(hall: Hall, page: Page, choice: str) -> None:
    hall.clock.on(30)
    page.get_by_label(choice).check()
    page.get_by_label("I have read the changes above").check()
    page.get_by_role("button", name="Record my answer").click()
    expect(page.get_by_role("status")).to_contain_text("Your answer is recorded")


@pytest.mark.browser
def test_from_the_mail_to_the_proof(
    hall: Hall, chromium: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    desk = Desk(hall, monkeypatch)
    hall.clock.at = datetime.now(UTC) - timedelta(minutes=10)
    with hall.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM campaign")
    desk.run("notify", "plan", "privacy")
    desk.run("notify", "approve", "--as", "Bob")
    desk.run("notify", "send")
    outbox = hall.settings.outbox_folder
    told = {mail.to: mail for mail in mails(outbox, decision_url="https://decide.example.org/")}
    link = told["person1@example.org"].link
    assert link.startswith("https://decide.example.org/c/")
    assert "retention-1" in desk.run("binding", "p1")

    with serving(hall.front.app()) as door:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(link.replace("https://decide.example.org", door))
        answer(hall, page, "Keep my current terms")
        expect(page.locator(".held")).to_contain_text("thirty days")
        expect(page.locator(".receipt")).to_contain_text("A copy goes to p•••@example.org.")
        declined = desk.run("binding", "p1")
        assert re.search(r"retention-1 +1\.0\.0 +not accepted: 2\.0\.0/retention-1", declined)
        answer(hall, page, "Accept the change")
        expect(page.locator(".ask__said")).to_contain_text("You accepted this change on")
        context.close()
    assert "all" in desk.run("binding", "p1").splitlines()[-1]
    assert "not accepted" not in desk.run("binding", "p1")
    assert "not accepted" in desk.run("binding", "p3")

    assert desk.run("errands") == "told 2\n"
    receipts = [
        mail
        for mail in mails(outbox, decision_url="https://decide.example.org/")
        if "Receipt" in mail.subject
    ]
    assert [mail.to for mail in receipts] == ["person1@example.org"] * 2
    assert all("/p/" in mail.link for mail in receipts)

    desk.run("consent", "seal")
    assert "all as written" in desk.run("consent", "verify")
    desk.run("evidence", "p1", "--to", str(tmp_path / "pack"))
    away = tmp_path / "another machine"
    shutil.copytree(tmp_path / "pack", away)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"],
        cwd=away,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "GOOD 2 answers, 2 of them sealed" in done.stdout) == (0, True), done.stdout
    file = away / "answers.json"
    file.write_text(file.read_text().replace("declined", "accepted", 1))
    forged = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py"],
        cwd=away,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert forged.returncode != 0
