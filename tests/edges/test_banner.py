"""The banner on a page of somebody else, under the strictest policy, in a real browser."""

from __future__ import annotations

import functools
import html
import http.server
import json
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from servers import serving
from sqlalchemy import update

from notifier.adapters.store.tables import person
from notifier.web.static import BANNER, integrity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desks import Hall
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TOLD = {
    "policy": "privacy",
    "version": "2.0.0",
    "language": "en",
    "shown": True,
    "asks": True,
    "label": "Change",
    "sentence": "A change <img src=x onerror=alert(1)>",
    "detail": "And more.",
    "link": "https://decide.example.org/p/x",
    "action": "Read and decide",
    "close": "Later",
}


class Shop:
    """An application with a page of its own: it serves whatever a test wrote."""

    def __init__(self, door: str) -> None:
        self.door = door
        self.body = ""
        self.csp = (
            f"default-src 'none'; script-src {door}; connect-src {door}; require-trusted-types-for 'script'"
        )
        shop = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                told = shop.page().encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", shop.csp)
                self.send_header("Content-Length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the base class says so
                del format, arguments

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, language: str = "en") -> str:
        script = f'<script src="{self.door}/assets/banner.js" defer crossorigin="anonymous" integrity="{integrity(BANNER)}"></script>'
        return (
            f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>A shop</title>{script}'
            f"{self.body}<main><h1>A shop</h1></main></html>"
        )


@pytest.fixture
def shop(hall: Hall) -> Iterator[Shop]:
    with serving(hall.front.app()) as door:
        one = Shop(door)
        yield one
        one.server.shutdown()
        one.server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    page.faults = []  # type: ignore[attr-defined]
    page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.faults.append(str(error)))  # type: ignore[attr-defined]
    yield page
    context.close()


def own(hall: Hall, shop: Shop, person: int = 1) -> str:
    link = hall.desk.link(person, hall.desk.catalog.policy("privacy").name, now=hall.clock())
    return link.replace("https://decide.example.org", shop.door)


def holder(**data: str) -> str:
    told = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in data.items())
    return f"<div data-policy-banner {told}></div>"


def test_a_person_is_led_to_the_page_where_they_decide(hall: Hall, shop: Shop, page: Page) -> None:
    with hall.engine.begin() as connection:
        connection.execute(update(person).where(person.c.id == 1).values(email=None, address_key=None))
    shop.body = holder(link=own(hall, shop))
    page.goto(shop.address)
    banner = page.get_by_role("region", name="Change of the Privacy policy")
    expect(banner).to_contain_text("Privacy policy: a change needs your answer.")
    link = banner.get_by_role("link", name="Read and decide")
    address = link.get_attribute("href")
    assert address is not None
    page.goto(address.replace("https://decide.example.org", shop.door))
    expect(page.get_by_role("heading", level=1)).to_have_text("A change needs your answer")
    hall.clock.on(30)
    page.get_by_label("Keep my current terms").check()
    page.get_by_label("I have read the changes above").check()
    page.get_by_role("button", name="Record my answer").click()
    expect(page.locator(".receipt")).to_contain_text("No mail reaches you: print this page")
    assert [entry.answer for entry in hall.ledger.of(1)] == ["declined"]
    page.goto(shop.address)
    expect(page.get_by_role("region", name="Change of the Privacy policy")).to_contain_text(
        "applies from 1 March 2026"
    )
    assert page.faults == []  # type: ignore[attr-defined]
    assert page.context.cookies() == []


def test_it_speaks_the_language_of_the_page_and_may_be_put_aside(hall: Hall, shop: Shop, page: Page) -> None:
    shop.body = f'<div lang="fr">{holder(link=own(hall, shop, 3))}</div>'
    page.goto(shop.address)
    banner = page.get_by_role("region", name="Modification\u00a0: Règles de confidentialité")
    expect(banner).to_contain_text("une modification attend votre réponse")
    expect(banner).to_have_attribute("lang", "fr")
    banner.get_by_role("button", name="Plus tard").press("Enter")
    expect(banner).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(banner).to_have_count(0)
    again = page.context.browser.new_page()  # type: ignore[union-attr]
    again.goto(shop.address)
    expect(again.get_by_role("region")).to_contain_text("une modification attend")
    again.close()
    assert hall.count() == 0


def test_everybody_is_told_without_a_link_and_news_stay_put_aside(hall: Hall, shop: Shop, page: Page) -> None:
    shop.body = holder(base=f"{shop.door}/")
    page.goto(shop.address)
    banner = page.get_by_role("region")
    expect(banner).to_contain_text("Privacy policy: a new version applies from 1 March 2026.")
    expect(banner.get_by_role("link")).to_have_attribute(
        "href", "https://policies.example.org/privacy/changes/2.0.0/"
    )
    banner.get_by_role("button", name="Close").click()
    page.goto("about:blank")
    page.goto(shop.address)
    page.wait_for_load_state("networkidle")
    expect(banner).to_have_count(0)


def test_what_the_server_told_needs_no_request_and_is_never_markup(shop: Shop, page: Page) -> None:
    shop.csp = shop.csp.replace(f"connect-src {shop.door}", "connect-src 'none'")
    shop.body = holder(told=json.dumps(TOLD))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(shop.address)
    expect(page.get_by_role("region")).to_contain_text("A change <img src=x onerror=alert(1)>")
    assert [url for url in asked if "favicon" not in url] == [shop.address, f"{shop.door}/assets/banner.js"]
    assert page.faults == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [
        holder(told="{"),
        holder(told=json.dumps({**TOLD, "shown": False})),
        holder(told=json.dumps({**TOLD, "link": "javascript:alert(1)"})),
        holder(told="null"),
        holder(),
        holder(link="http://127.0.0.1:9/p/x"),
        "",
    ],
)
def test_a_page_works_without_its_banner(shop: Shop, page: Page, body: str) -> None:
    shop.body = body
    page.goto(shop.address)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("A shop")
    expect(page.get_by_role("region")).to_have_count(0)


def test_a_script_that_is_another_is_not_run(hall: Hall, shop: Shop, page: Page) -> None:
    shop.body = holder(link=own(hall, shop))
    whole = shop.page()
    shop.page = lambda: whole.replace("sha384-", "sha384-A")  # type: ignore[method-assign,misc]
    page.goto(shop.address)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("region")).to_have_count(0)
    assert any("integrity" in fault for fault in page.faults)  # type: ignore[attr-defined]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("asks", [True, False])
def test_it_is_accessible_and_fits(shop: Shop, chromium: Browser, *, scheme: str, asks: bool) -> None:
    shop.body = holder(told=json.dumps({**TOLD, "asks": asks}))
    context = chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 320, "height": 600},
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(shop.address)
    expect(page.get_by_role("region")).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button")).to_be_focused()
    context.close()


def test_the_demo_page_shows_it_under_its_own_policy(chromium: Browser, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    demo = (root / "docs" / "banner-demo.html").read_text("utf-8")
    assert f'integrity="{integrity(BANNER)}"' in demo, (
        "the script changed: write its new hash into the demo page"
    )
    (tmp_path / "banner-demo.html").write_text(demo, "utf-8")
    script = tmp_path / "assets" / "policy" / BANNER
    script.parent.mkdir(parents=True)
    script.write_bytes((root / "notifier/site/theme/assets/policy" / BANNER).read_bytes())
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/banner-demo.html")
    expect(page.get_by_role("region")).to_have_count(2)
    page.close()
    server.shutdown()
    server.server_close()
