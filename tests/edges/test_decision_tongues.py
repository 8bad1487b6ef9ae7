"""A question about words that changed in another language names it, and says why in that language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from notifier.core.text import EN, FR, Language, PolicyName

if TYPE_CHECKING:
    from desks import Hall

    from notifier.core.question import Ask


@pytest.mark.parametrize(
    ("page", "other", "said", "why"),
    [
        (EN, FR, "The words changed in French only.", "In the French text:"),
        (FR, EN, "Les termes n’ont changé qu’en anglais.", "Dans le texte en anglais\u00a0:"),
    ],
)
def test_the_page_names_the_language_and_gives_its_reason(
    hall: Hall, page: Language, other: Language, said: str, why: str
) -> None:
    now = hall.clock()
    visit = hall.desk.present(1, PolicyName("privacy"), now=now, language=page)

    def told(ask: Ask) -> Ask:
        return replace(ask, language=other, elsewhere=((other, "A <b>."),))

    sheet = replace(visit.sheet, asks=tuple(told(ask) for ask in visit.sheet.asks))
    html = hall.front.pages(page).decision(replace(visit, sheet=sheet), action="/c/x")
    assert said in html
    assert f'{why} <span lang="{other}">A &lt;b&gt;.</span>' in html
