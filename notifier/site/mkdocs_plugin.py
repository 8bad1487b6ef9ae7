"""The one module that knows MkDocs: hands it the pages, and gives them the frame of the theme."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from notifier.adapters import words as catalogues
from notifier.adapters.catalog import Catalog
from notifier.adapters.folder import Folder
from notifier.adapters.paper import printer
from notifier.adapters.shelf import opened
from notifier.errors import NotifierError
from notifier.render.pages.press import safe
from notifier.site import export, frame
from notifier.site.build import Site
from notifier.site.model import Anchor, Asset, Page
from notifier.site.pour import Form, form_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as MkDocsPage
    from mkdocs.utils.templates import TemplateContext

    from notifier.site.model import Library

_THEME = str(Path(__file__).parent / "theme")


class Options(Config):  # type: ignore[no-untyped-call]
    """What `mkdocs.yml` may say of the plugin.

    Attributes:
        repo: the repository that holds the policies, from the folder of `mkdocs.yml`.
        on: the day the site is built for; today when empty.
        cache: where what was made is remembered, from the folder of `mkdocs.yml`; nothing is when empty.
        pdf: whether every version and every change is there as PDF too; needs the extra `[pdf]`.
    """

    repo = config_options.Type(str, default=".")
    on = config_options.Type(str, default="")
    cache = config_options.Type(str, default=".cache/policy-site")
    pdf = config_options.Type(bool, default=False)


class PolicyPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Publishes every policy of a repository, in all its languages and versions."""

    library: Library | None = None
    """Where to read from; the repository when nothing else is given."""

    folder: Folder | None = None
    """Where pages and files are written; the folder of MkDocs when nothing else is given."""

    progress: Callable[[int, int], None] = staticmethod(lambda done, of: None)  # noqa: ARG005 - nobody watches
    """Is told how many pages and files are done, of how many."""

    draft: bool = False
    """Whether the texts that are worked on are shown too."""

    pour: bool = True
    """Whether pages of one form are poured; else the theme frames each of them, to the same bytes."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the policies and put the theme in place."""
        try:
            self.site = self.read(config)
        except NotifierError as error:
            raise PluginError(str(error)) from error
        if _THEME not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, _THEME)
        config.site_name = self.site.registry.organisation
        config.site_url = config.site_url or self.site.registry.site_url
        return config

    def read(self, config: MkDocsConfig) -> Site:
        """Read the policies, and give all pages and files."""
        folder = Path(config.config_file_path or ".").parent
        library = self.library or Catalog(folder / self.config.repo, keep=False)
        registry = library.registry
        zone = ZoneInfo(registry.policies[0].time_zone) if registry.policies else UTC
        on = date.fromisoformat(self.config.on) if self.config.on else datetime.now(zone).date()
        languages = {language for policy in registry.policies for language in policy.languages}
        words = {language: catalogues.read(language) for language in languages}
        self.shelf = opened(folder / self.config.cache / "said.sqlite3" if self.config.cache else None)
        return Site(
            library,
            words=words,
            on=on,
            shelf=self.shelf,
            printer=printer() if self.config.pdf else None,
            draft=self.draft,
        )

    def exported(self, config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
        """Give the same pages as Markdown for another builder, and every other file."""
        return export.written(self.read(config))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Hand over the first page of each form; the others are poured after it."""
        self.items = list(self.site.items())
        self.pages = [item for item in self.items if isinstance(item, Page)]
        self.framed: dict[str, Page] = {}
        self.forms: dict[tuple[str, int], Form] = {}
        formed: set[tuple[str, int]] = set()
        for page in self.pages:
            if found := files.get_file_from_path(f"{page.url}index.md"):
                files.remove(found)
            if not self.pour or form_of(page) not in formed:
                formed.add(form_of(page))
                told = File.generated(
                    config, f"{page.url}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
                )
                self.framed[told.src_uri] = page
                files.append(told)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Leave navigation to the pages themselves."""
        del config, files
        for page in nav.pages:
            page.previous_page = page.next_page = None
        return nav

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Date every page by what it tells, not by the clock."""
        del config, files
        own = self.framed.get(page.file.src_uri)
        page.update_date = (own.updated if own else self.site.on).isoformat()
        if own:
            page.title = ""
        return html

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Fill the frame of the theme; our own pages get a frame with holes."""
        del nav, config
        own = self.framed.get(page.file.src_uri)
        slots = frame.form(self.site, own) if own else self._written(page)
        page.toc = TableOfContents([AnchorLink("", "main_", 1)])
        return self._context(context, slots)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Take the form from the first page of its kind, and pour that page."""
        del config
        own = self.framed.get(page.file.src_uri)
        if own is None:
            return output
        form = self.forms[form_of(own)] = Form.cut(output)
        return form.fill(frame.slots(self.site, own, own.print()))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Pour every other page and write every file, unless it stands there already."""
        folder = self.folder or Folder(Path(config.site_dir))
        framed = {page.url for page in self.framed.values()}
        for place, item in enumerate(self.items, 1):
            if not (isinstance(item, Page) and item.url in framed):
                self._write(folder, item)
            self.progress(place, len(self.items))
        self.shelf.close()

    def _write(self, folder: Folder, item: Page | Asset) -> None:
        form = self.forms[form_of(item)] if isinstance(item, Page) else None
        name = self.site.kept.name((item.key, form and form.name)) if item.key else ""
        if folder.stands(item.url, name):
            return
        if isinstance(item, Asset):
            folder.write(item.url, item.content(), name)
        elif form:
            slots = frame.slots(self.site, item, item.print())
            folder.write(item.url, form.fill(slots).encode(), name)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give pages without a source (404, site map) what they need."""
        told = self._context(context, frame.missing(self.site))
        if template_name != "sitemap.xml":
            return told
        written = safe(frame.sitemap(self.pages, config.site_url or ""))
        return cast("TemplateContext", {**told, "policy_sitemap": written})

    def _written(self, page: MkDocsPage) -> dict[str, Any]:
        """Frame a page that people wrote by hand."""
        anchors = tuple(Anchor(name=item.id, title=item.title) for top in page.toc for item in top.children)
        return frame.written(self.site, url=page.url, title=page.title or "", anchors=anchors)

    def _context(self, context: TemplateContext, slots: dict[str, Any]) -> TemplateContext:
        told: dict[str, Any] = {"slots": slots, "policy_csp": frame.CSP}
        told["_"] = self.site.presses[slots["language"]].words.gettext
        return cast("TemplateContext", {**context, **told})
