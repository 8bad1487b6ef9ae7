"""What the theme's frame needs of each page: its head, the way to its other languages, banner, contents, foot."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from notifier.core.text import EN
from notifier.render import addresses
from notifier.render.pages.press import fill
from notifier.site.model import Anchor, Page, Printed
from notifier.site.pour import FIELDS, hole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from notifier.core.text import PolicyName
    from notifier.render.pages.press import Press
    from notifier.site.build import Site

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""What a page may load: its own files, nothing else, nothing inline."""

_TONGUES = {"en": "English", "fr": "Français"}


def slots(site: Site, page: Page, printed: Printed) -> dict[str, Any]:
    """Give everything that differs between the pages of one form."""
    press = site.presses[page.language]
    return {
        "head": _head(site, page, printed),
        "switch": _switch(page, press),
        "content": printed.html,
        "toc": _toc(printed, press),
    }


def form(site: Site, page: Page) -> dict[str, Any]:
    """Give what is the same in all pages of a form, with holes for the rest."""
    press = site.presses[page.language]
    holes: dict[str, Any] = {field: hole(field) for field in FIELDS}
    return holes | {
        "banner": _banner(site, page, press),
        "own": True,
        "language": page.language,
        "root": addresses.root(page.language),
        "contact": _contact(press),
        "feeds": _feeds(site, page, press),
        "index": search_address(page.language),
    }


def written(site: Site, *, url: str, title: str, anchors: tuple[Anchor, ...]) -> dict[str, Any]:
    """Frame a page that people wrote by hand: in the language of its folder, else in English."""
    language = next((name for name in site.presses if url.startswith(f"{name}/")), EN)
    page = Page(
        url=url,
        kind="written",
        language=language,
        alternates=((language, url),),
        updated=site.on,
        listed=True,
        print=lambda: Printed(
            html="", title=title, description=f"{title} · {site.registry.organisation}", anchors=anchors
        ),
    )
    told = form(site, page) | slots(site, page, page.print())
    return told | {"own": False, "switch": ""}


def search_address(language: str) -> str:
    """Give where the index of a language is."""
    return f"{addresses.root(language)}search.json"  # type: ignore[arg-type]


def _head(site: Site, page: Page, printed: Printed) -> str:
    """Write title, description, canonical address and alternates.

    The relation is written with a space after it: valid, and not followed by scripts that fetch every alternate.
    """
    home = site.registry.site_url
    organisation = site.registry.organisation
    title = printed.title if page.kind == "start" else f"{printed.title} · {organisation}"
    lines = [
        f"<title>{escape(title)}</title>",
        f'<meta name="description" content="{escape(printed.description)}">',
        f'<link rel="canonical" href="{escape(home + page.url)}">',
    ]
    if not page.listed:
        lines.append('<meta name="robots" content="noindex">')
    for language, url in (*page.alternates, ("x-default", page.alternates[0][1])):
        lines.append(f'<link rel="alternate " hreflang="{language}" href="{escape(home + url)}">')
    return "\n".join(lines)


def _switch(page: Page, press: Press) -> str:
    """Lead to the same page in every language."""
    items = "".join(
        f'<li><span lang="{language}" aria-current="true">{_TONGUES[language]}</span></li>'
        if language == page.language
        else f'<li><a href="{addresses.relative(page.url, url)}" lang="{language}" hreflang="{language}" data-tongue>'
        f"{_TONGUES[language]}</a></li>"
        for language, url in page.alternates
    )
    label = escape(press.words.gettext("Language"))
    return f'<nav class="tongues" aria-label="{label}"><ul>{items}</ul></nav>'


def _banner(site: Site, page: Page, press: Press) -> Markup:
    """Warn of every announced version, on every page, by links that depend on the depth of the page only."""
    _ = press.words.gettext
    told = [
        Markup('<p class="warning warning--{}">{} <a href="{}">{}</a></p>').format(
            stay.record.level.word,
            fill(
                _("{title}: version {number} comes into force on {day}."),
                title=press.title(shelf.policy.titles),
                number=stay.record.version,
                day=press.time(stay.since),
            ),
            addresses.climbed(
                page.url, addresses.change(page.language, shelf.policy.name, stay.record.version)
            ),
            _("Read what will change"),
        )
        for shelf in site.shelves
        if page.language in shelf.policy.languages
        for stay in shelf.waiting
        if stay.previous
    ]
    if site.draft:
        sentence = _("Preview on this machine: with drafts that are not published and bind nobody.")
        told.insert(0, Markup('<p class="warning warning--draft">{}</p>').format(sentence))
    return Markup("").join(told)


def _toc(printed: Printed, press: Press) -> str:
    if len(printed.anchors) < 2:
        return ""
    items = "".join(
        f'<li><a href="#{escape(anchor.name)}">{escape(anchor.title)}</a></li>' for anchor in printed.anchors
    )
    title = escape(press.words.gettext("On this page"))
    return f'<nav class="aside" aria-labelledby="aside_title"><h2 id="aside_title">{title}</h2><ul>{items}</ul></nav>'


def _contact(press: Press) -> Markup:
    contact = press.registry.contact
    return Markup('<a href="mailto:{0}">{0}</a>').format(contact)


def _feeds(site: Site, page: Page, press: Press) -> Markup:
    """Lead to the feeds of every policy, and to the page where people ask to be told by mail."""
    told = [
        fill(
            press.words.gettext("Feeds of {title}: {links}"),
            title=press.title(shelf.policy.titles),
            links=Markup(", ").join(
                Markup('<a href="{}">{}</a>').format(href, name)
                for name, href in _followed(page, shelf.policy.name, press)
            ),
        )
        for shelf in site.shelves
        if page.language in shelf.policy.languages
    ]
    return Markup(" · ").join(told)


def _followed(page: Page, policy: PolicyName, press: Press) -> Iterator[tuple[str, str]]:
    """Give the ways in which a policy can be followed, each with its address."""
    for name, kind in (("Atom", "atom"), ("RSS", "rss"), ("JSON", "json")):
        yield name, addresses.climbed(page.url, addresses.feed(page.language, policy, kind))
    yield press.words.gettext("by mail"), f"{press.registry.decision_url}watch/{policy}?lang={page.language}"


def missing(site: Site) -> dict[str, Any]:
    """Fill the page for an address that leads nowhere, in every language, with links that work from any depth."""
    home = site.registry.site_url
    content = Markup("").join(
        Markup('<section lang="{}"><h1>{}</h1><p>{}</p><p><a href="{}">{}</a></p></section>').format(
            language,
            press.words.gettext("This page does not exist"),
            press.words.gettext("No version is ever taken away: look for it from the start page."),
            home + addresses.root(language),
            site.registry.organisation,
        )
        for language in site.languages
        for press in [site.presses[language]]
    )
    press = site.presses[site.languages[0]]
    return {
        "own": True,
        "language": EN,
        "root": "",
        "head": Markup('<title>{}</title>\n<meta name="robots" content="noindex">').format(
            press.words.gettext("This page does not exist")
        ),
        "switch": "",
        "banner": "",
        "content": content,
        "toc": "",
        "contact": _contact(press),
        "feeds": "",
        "index": search_address(EN),
    }


def sitemap(pages: Iterable[Page], home: str) -> str:
    """List every page that search engines should know, with the day its content changed."""
    entries = "".join(
        f"<url><loc>{home}{page.url}</loc><lastmod>{page.updated.isoformat()}</lastmod>"
        + "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{home}{url}"/>'
            for language, url in page.alternates
        )
        + "</url>\n"
        for page in pages
        if page.listed
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    )
