"""The paper of every mail: one frame, one set of styles, put into each element because many readers drop the rest."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from css_inline import CSSInliner


def page(template: str, **told: object) -> str:
    """Lay out a mail whose template extends `letter.html`: `subject`, `language`, `organisation` and `title` frame it."""
    return _inliner().inline(_templates().get_template(template).render(told))


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("notifier.render"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )


@cache
def _inliner() -> CSSInliner:
    import css_inline

    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=False)
