from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from command import policy
from starlette.testclient import TestClient

from notifier.adapters.scratch import HOME
from notifier.adapters.visitor import Page, mails
from notifier.flows import demo

if TYPE_CHECKING:
    from pathlib import Path


def test_the_demo_takes_a_change_along_the_whole_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "demo"
    told = policy(tmp_path, "demo", "--keep", str(scratch))
    assert told.code == 0, told.out + told.err
    for said in (
        "undecided: somebody has to rule",
        "takes something away: sharing-consent-1; it binds only who accepts it",
        "kept 20 people",
        "20  mails accepted",
        "the mail server took 18 mails over",
        "SendGrid's stand-in took 18 mails in 2 calls",
        "sharing-consent-1  1.1.0  not accepted: 2.0.0/sharing-consent-1",
        "verified: 4 records",
    ):
        assert said in told.out
    assert (scratch / "site/fr/privacy/changes/2.0.0/index.html").exists()
    sent = list(mails(scratch / "deployment/outbox", decision_url="http://127.0.0.1"))
    assert {mail.to for mail in sent} == {demo.address(name) for name, _ in demo.PEOPLE}
    assert all(mail.link for mail in sent)
    silent = {demo.address(name) for name, _ in demo.PEOPLE} - {
        demo.address(name) for name in (demo.SAID_YES, demo.SAID_NO)
    }
    reminded = list(mails(scratch / "mail-server", decision_url="http://127.0.0.1"))
    assert (len(reminded), {mail.to for mail in reminded}) == (18, silent)
    assert all(mail.link for mail in reminded)
    calls = [json.loads(file.read_bytes()) for file in sorted((scratch / "sendgrid").iterdir())]
    assert {one["to"][0]["email"] for call in calls for one in call["personalizations"]} == silent
    shown = viewed(monkeypatch, scratch)
    home = shown.get("/").text
    assert home.count("/mails/") == len(sent)
    assert "amina.diallo@example.org" in home
    assert '<html lang="en">' in home
    assert "Ben Carter has accepted and Chloé Martin has kept the terms of before" in home
    mail = shown.get("/mails/0?lang=en").text
    assert "Vos droits changent" in mail
    assert "<dt>To</dt><dd>amina.diallo@example.org</dd>" in mail
    assert '<base target="_top">' in shown.get("/mails/0/html").text
    assert "demandons toujours votre autorisation" in shown.get("/mails/0/html").text
    assert 'rel="prev"' not in mail
    assert 'rel="next"' not in shown.get(f"/mails/{len(sent) - 1}").text
    for path in ("/mails/99", "/mails/99/html"):
        assert shown.get(path).status_code == 404
    french = shown.get("/", headers={"Accept-Language": "fr-FR,en;q=0.5"}).text
    assert french == shown.get("/?lang=fr").text != home
    for address in re.findall(r'href="(/[^"?#]*)', home + french):
        assert shown.get(address).status_code == 200, address
    assert shown.get("/site/privacy/changes/2.0.0/").status_code == 200
    assert "/c/" in sent[1].link
    assert shown.get(sent[1].link[sent[1].link.index("/c/") :]).status_code == 200


def viewed(monkeypatch: pytest.MonkeyPatch, scratch: Path) -> TestClient:
    """Open the local address of a kept demo."""
    from notifier.web.viewer import app

    monkeypatch.setenv("NOTIFIER_DEMO", str(scratch))
    monkeypatch.setenv("NOTIFIER_REPO", str(scratch / "repository"))
    monkeypatch.setenv("NOTIFIER_FOLDER", str(scratch / "deployment"))
    return TestClient(app())


def test_the_demo_leaves_a_folder_alone_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")
    told = policy(tmp_path, "demo", "--keep", str(tmp_path))
    assert (told.code, told.err) == (
        1,
        f"policy: {tmp_path}: is not empty; name a folder that does not exist yet\n",
    )
    assert (tmp_path / "letter.txt").exists()


@pytest.mark.parametrize("place", sorted({edit.place for edit in demo.EDITS}))
def test_the_words_that_the_story_changes_are_in_the_policy(place: str) -> None:
    told = (HOME / place).read_text("utf-8")
    assert [edit.before for edit in demo.EDITS if edit.place == place and edit.before not in told] == []


def test_a_visitor_reads_the_first_form_of_a_page() -> None:
    page = Page(
        '<form method="get" action="/search"><input name="q"></form>'
        '<form method="post" action="?"><input type="hidden" name="nonce" value="n"><input value="no name">'
        '<input type="radio" name="answer.0" value="accept"><input type="radio" name="answer.0" value="keep">'
        '<input type="checkbox" name="own" value="yes"></form>'
        '<form method="post" action="/other"><input name="late"></form>'
    )
    assert page.action == "?"
    assert (page.fields, page.choices, page.ticks) == (
        {"nonce": "n"},
        {"answer.0": ["accept", "keep"]},
        {"own": "yes"},
    )
