"""No page breaks a rule of accessibility, at any width, in any colours, in any language."""

from __future__ import annotations

import itertools

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from views import KINDS, WIDTHS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
BROKEN = """async (options) => (await axe.run(options)).violations
    .map(({id, nodes}) => [id, nodes[0].html.slice(0, 120)])"""
SHOWN = """() => [innerWidth, matchMedia("(prefers-color-scheme: dark)").matches,
    getComputedStyle(document.body).backgroundColor]"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_breaks_a_rule_of_accessibility(opened, address, kind: str) -> None:
    page = opened(bypass_csp=True, reduced_motion="reduce")
    for language in ("",) if kind == "missing" else ("", "fr/"):
        page.goto(address + language + KINDS[kind])
        page.evaluate(AXE_SCRIPT)
        grounds = set()
        # The page answers to its width and colours as they change, so that one load serves them all.
        for size, scheme in itertools.product(WIDTHS.values(), ("light", "dark")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            width, dark, ground = page.evaluate(SHOWN)
            assert (width, dark) == (size["width"], scheme == "dark")
            grounds.add((dark, ground))
            assert page.evaluate(BROKEN, OPTIONS) == [], (language, size, scheme)
        assert len(grounds) == 2, "dark and light are two backgrounds, at every width"
