"""Three errands without a mouse and without eyes: find what is in force, read the last redline, compare with 2015."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """What a person looks for in one language."""

    start: str
    policy: str
    version: str
    since: str
    level: str
    meaning: str
    read: str
    next: str
    one: str
    compare: str
    earlier: str
    later: str
    button: str
    removed: str
    added: str
    differ: str


ENGLISH = Tongue(
    start="",
    policy="Privacy policy",
    version="Version 2.0.0",
    since="1 June 2026",
    level="Reduces your rights",
    meaning="It applies to you only if you accept it.",
    read="Read what changed",
    next="Next change",
    one="Change 1 of ",
    compare="Compare",
    earlier="Earlier version",
    later="Later version",
    button="Compare",
    removed="[removed: 30 end of removal]",
    added="[added: 90 end of addition]",
    differ="11 clauses differ between 1.0.0 and 2.0.0.",
)
FRENCH = Tongue(
    start="fr/",
    policy="Politique de confidentialité",
    version="Version 2.0.0",
    since="1er juin 2026",
    level="Réduit vos droits",
    meaning="Cela ne vous lie que si vous l’acceptez.",
    read="Lire ce qui a changé",
    next="Changement suivant",
    one="Changement 1 sur ",
    compare="Comparer",
    earlier="Version d’avant",
    later="Version d’après",
    button="Comparer",
    removed="[supprimé : 30 fin de la suppression]",
    added="[ajouté : 90 fin de l’ajout]",
    differ="11 clauses diffèrent entre 1.0.0 et 2.0.0.",
)
BOTH = pytest.mark.parametrize("tongue", [ENGLISH, FRENCH], ids=["en", "fr"])
NAME = """() => {
    const here = document.activeElement;
    return here.getAttribute('aria-label') || here.labels?.[0]?.textContent || here.textContent.trim();
}"""


def reach(page: Page, name: str, *, tag: str = "") -> None:
    """Press the tab key until what has this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(NAME) == name and tag in page.evaluate("document.activeElement.tagName"):
            return
    pytest.fail(f"the tab key does not reach {name!r} on {page.url}")


@BOTH
def test_a_keyboard_is_enough(opened, tongue: Tongue) -> None:
    page = opened(tongue.start, reduced_motion="reduce")
    reach(page, tongue.policy)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{tongue.start}privacy/")
    answers = page.locator(".answers")
    assert answers.is_visible()
    assert answers.bounding_box()["y"] + answers.bounding_box()["height"] <= page.viewport_size["height"]

    reach(page, tongue.read)
    page.keyboard.press("Enter")
    page.wait_for_url("**/changes/2.0.0/")
    reach(page, tongue.next)
    page.keyboard.press("Enter")
    assert page.locator(".jump__place").inner_text().startswith(tongue.one)
    assert page.url.endswith("#change_1")

    page.reload()
    reach(page, tongue.compare)
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/")
    reach(page, tongue.earlier)
    page.keyboard.type("1.0.0")
    reach(page, tongue.later)
    page.keyboard.type("2.0.0")
    reach(page, tongue.button, tag="BUTTON")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?from=1.0.0&to=2.0.0")
    page.locator(".compared[data-done]").wait_for()
    assert page.locator(".compared__sum").inner_text() == tongue.differ


def heard(page: Page) -> str:
    """What a screen reader has to say of a page, in its order."""
    return page.locator("body").aria_snapshot().replace("\u00a0", " ")


@BOTH
def test_the_words_of_a_screen_reader_are_enough(opened, tongue: Tongue) -> None:
    page = opened(tongue.start, reduced_motion="reduce")
    told = heard(page)
    assert in_order(told, tongue.policy, tongue.version, tongue.since, tongue.level, tongue.meaning)
    page.get_by_role("link", name=tongue.policy, exact=True).click()
    told = heard(page)
    assert in_order(told, f'heading "{tongue.policy}" [level=1]', tongue.version, tongue.since, tongue.level)
    page.get_by_role("link", name=tongue.read, exact=True).click()
    page.wait_for_url("**/changes/2.0.0/")
    told = heard(page)
    assert in_order(told, "[level=1]", tongue.level, tongue.meaning, tongue.removed, tongue.added)
    assert told.count("[level=1]") == 1

    page.get_by_role("link", name=tongue.compare, exact=True).click()
    page.get_by_label(tongue.earlier).select_option("1.0.0")
    page.get_by_label(tongue.later).select_option("2.0.0")
    page.get_by_role("button", name=tongue.button, exact=True).click()
    page.locator(".compared[data-done]").wait_for()
    told = heard(page)
    assert in_order(told, "status", tongue.differ, tongue.removed, tongue.added)


def in_order(told: str, *parts: str) -> bool:
    """Tell whether all parts are heard, one after the other; quotes and marks of the snapshot's own are left out."""
    plain = " ".join(
        told.replace("- text:", "").replace("- deletion:", "").replace("- insertion:", "").split()
    )
    at = 0
    for part in parts:
        at = plain.find(part, at)
        assert at >= 0, (part, plain[:4000])
        at += len(part)
    return True
