"""A real browser, a real server on loopback, and one built site for all tests of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bookcase import TODAY, bookcase
from sites import folder, hosted

from notifier.flows.publish import publish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = folder(tmp_path_factory.mktemp("site"))
    return publish(root, on=TODAY, library=bookcase()).out


@pytest.fixture(scope="session")
def address(built: Path):
    with hosted(built) as there:
        yield there


@pytest.fixture
def opened(chromium, address):
    """Open a page; whatever leaves the origin or breaks the content policy fails the test."""
    contexts, wrong = [], []

    def open_(url: str = "", **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: request.url.startswith(address) or wrong.append(request.url))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("response", lambda answer: answer.status >= 400 and wrong.append(answer.url))
        page.goto(address + url)
        return page

    yield open_
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert not wrong
    assert not cookies
