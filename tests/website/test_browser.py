"""The site as people meet it, in a real Chromium."""

from __future__ import annotations

import pytest
from views import KINDS, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_needs_sideways_scrolling(opened, address, width: int) -> None:
    page = opened(viewport={"width": width, "height": 800})
    for url in KINDS.values():
        page.goto(address + url)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url


FOCUSED = """() => {
    const box = document.activeElement.getBoundingClientRect();
    const style = getComputedStyle(document.activeElement);
    return document.activeElement === document.body ? null
        : {html: document.activeElement.outerHTML.slice(0, 90),
           seen: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight
                 && style.visibility === 'visible',
           place: document.activeElement.tagName + (document.activeElement.href || document.activeElement.id)};
}"""


@pytest.mark.parametrize("kind", ["text", "change", "compare", "start"])
@pytest.mark.parametrize("width", WIDTHS)
def test_everything_the_keyboard_reaches_is_on_screen(opened, width: str, kind: str) -> None:
    page = opened(KINDS[kind], viewport=WIDTHS[width], reduced_motion="reduce")
    page.wait_for_load_state("networkidle")  # the comparison is drawn from files that come after the page
    reached = 0
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        reached += 1
        assert focused["seen"], focused
    assert reached > 8


def test_the_first_key_leads_past_the_head_of_the_page(opened) -> None:
    page = opened("privacy/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "md-skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main_")


def test_single_keys_do_nothing(opened) -> None:
    page = opened("privacy/")
    for key in "fsnp,./":
        page.keyboard.press(key)
    assert page.url.endswith("/privacy/")
    assert page.evaluate("document.activeElement === document.body")


def test_the_other_language_opens_at_the_same_clause(opened) -> None:
    page = opened("privacy/#retention")
    page.get_by_role("link", name="Français").click()
    assert page.url.endswith("/fr/privacy/#retention")
    assert page.locator("html").get_attribute("lang") == "fr"


def test_colours_are_chosen_and_kept(opened, address) -> None:
    page = opened("privacy/", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Dark colours").click()
    page.goto(address + "privacy/versions/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert page.get_by_role("button", name="Light colours").is_visible()


@pytest.mark.parametrize(
    ("folder", "asked", "title"), [("", "card number", "7. Payments"), ("fr/", "reponDONS", "5. Vos droits")]
)
def test_a_clause_is_found_in_the_language_of_the_page(opened, folder: str, asked: str, title: str) -> None:
    page = opened(folder)
    page.locator("[data-find]").click()
    page.keyboard.type(asked)
    found = page.locator(".find__found a").first
    found.wait_for()
    assert found.inner_text() == title
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{folder}privacy/#*")


def test_a_search_without_a_find_says_so_and_escape_gives_the_focus_back(opened) -> None:
    page = opened("privacy/")
    page.locator("[data-find]").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("zzz")
    page.locator(".find__sum", has_text="Nothing found for “zzz”.").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("[data-find]:focus").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_views_of_a_redline_work_with_and_without_scripts(opened, scripts: bool) -> None:  # noqa: FBT001
    page = opened("privacy/changes/2.0.0/", java_script_enabled=scripts)
    same, gone = page.locator(".part--same").first, page.locator(".part del").first
    assert not same.is_visible()
    page.get_by_text("Whole text", exact=True).click()
    assert same.is_visible()
    assert gone.is_visible()
    page.get_by_text("After", exact=True).click()
    assert not gone.is_visible()
    page.get_by_text("Before", exact=True).click()
    assert gone.is_visible()
    assert not page.locator(".part ins").first.is_visible()


def test_the_jump_bar_tells_where_it_is_and_skips_what_is_hidden(opened) -> None:
    page = opened("privacy/changes/2.0.0/", reduced_motion="reduce")
    page.get_by_role("link", name="Next change").click()
    assert page.locator(".jump__place").inner_text().startswith("Change 1 of ")
    assert page.url.endswith("#change_1")
    page.get_by_role("link", name="Previous change").click()
    last = page.locator(".change").count()
    assert page.url.endswith(f"#change_{last}")


def test_the_jump_bar_never_covers_the_choice_of_views(opened) -> None:
    page = opened("privacy/changes/2.0.0/", viewport={"width": 1280, "height": 800})
    page.locator(".views").scroll_into_view_if_needed()
    views, bar = page.locator(".views").bounding_box(), page.locator(".jump").bounding_box()
    assert bar["y"] >= views["y"] + views["height"] or bar["y"] + bar["height"] <= views["y"]


def test_a_removed_item_does_not_change_the_numbers_of_the_others(opened) -> None:
    page = opened("privacy/changes/2.0.0/")
    item = page.locator("li.went")
    assert item.evaluate("node => getComputedStyle(node).counterIncrement") == "list-item 0"
    assert item.evaluate("node => getComputedStyle(node).listStyleType") == "none"


def test_a_copied_passage_says_what_was_added_and_removed(opened) -> None:
    page = opened("privacy/changes/2.0.0/")
    copied = page.evaluate(
        """() => { const part = document.getElementById('retention').closest('section');
                   getSelection().selectAllChildren(part); return getSelection().toString(); }"""
    )
    assert "[removed: 30" in copied
    assert "[added: 90" in copied


def test_print_is_black_on_white_even_from_dark(opened) -> None:
    page = opened("privacy/changes/2.0.0/", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(26, 32, 41)"
    assert not page.locator(".mast__tools").is_visible()
    assert not page.locator(".jump").is_visible()


def test_marks_survive_forced_colours(opened) -> None:
    page = opened("privacy/changes/2.0.0/", forced_colors="active")
    lines = "node => getComputedStyle(node).textDecorationLine"
    assert page.locator(".part ins").first.evaluate(lines) == "underline"
    assert page.locator(".part del").first.evaluate(lines) == "line-through"


def test_every_clause_of_every_version_can_be_linked(opened, address) -> None:
    page = opened("privacy/versions/")
    for version in ("1.0.0", "1.0.1", "1.1.0", "2.0.0", "2.1.0"):
        told = page.request.get(f"{address}api/v1/privacy/versions/{version}.en.json").json()
        page.goto(f"{address}privacy/versions/{version}/")
        missing = page.evaluate(
            "names => names.filter((name) => !document.getElementById(name))",
            [clause["id"] for clause in told["clauses"]],
        )
        assert not missing


def test_a_link_to_a_clause_that_vanished_leads_to_its_history(opened) -> None:
    page = opened("privacy/#rights-5")
    page.wait_for_url("**/privacy/clauses/rights-5/")
    assert "Removed in version 2.0.0" in page.locator("main").inner_text()


def test_without_scripts_the_steps_between_versions_are_linked(opened) -> None:
    page = opened("privacy/compare/?from=1.0.0&to=2.0.0", java_script_enabled=False)
    assert page.locator(".chain a").count() == 4
    assert not page.locator(".compared").is_visible()
