"""Every page as it is printed, without a builder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bookcase import EDITIONS, EN_1, FR_1, TODAY, Bookcase, Edition, bookcase
from lxml import html

from notifier.adapters import words
from notifier.core.anchor import Anchor
from notifier.core.assessment import Category, Direction, Level
from notifier.core.document import Kind
from notifier.core.policy import Channel
from notifier.core.release import Ruling, Withdrawal
from notifier.core.text import EN, FR, ClauseId, Digest
from notifier.core.timeline import State
from notifier.render.pages.press import Press
from notifier.site.build import SEALS, Site


def site(case: Bookcase | None = None, on: date = TODAY) -> Site:
    return Site(case or bookcase(), words={language: words.read(language) for language in (EN, FR)}, on=on)


def printed(url: str, told: Site | None = None) -> html.HtmlElement:
    page = next(page for page in (told or site()).pages() if page.url == url)
    return html.fragment_fromstring(page.print().html, create_parent="main")


def case(*texts: str, level: Level = Level.MATERIAL) -> Bookcase:
    """A policy with the given English texts; the French ones say the same."""
    return Bookcase(
        [
            Edition(
                f"1.{place}.0",
                level if place else Level.NONE,
                date(2020 + place, 1, 1),
                date(2020 + place, 1, 1),
                ("In short.", "En bref."),
                (text, text),
            )
            for place, text in enumerate(texts)
        ]
    )


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("privacy/", "text.en.html"),
        ("fr/privacy/", "text.fr.html"),
        ("privacy/changes/2.0.0/", "change.en.html"),
        ("fr/privacy/changes/2.0.0/", "change.fr.html"),
        ("privacy/versions/", "versions.en.html"),
        ("fr/privacy/versions/1.0.0/", "version.fr.html"),
        ("privacy/upcoming/", "upcoming.en.html"),
        ("seals/", "seals.en.html"),
        ("fr/seals/", "seals.fr.html"),
        ("", "start.en.html"),
        ("fr/privacy/bilingual/", "bilingual.fr.html"),
        ("privacy/compare/", "compare.en.html"),
        ("privacy/clauses/", "clauses.en.html"),
        ("privacy/clauses/rights-5/", "clause.en.html"),
    ],
)
def test_pages_say_what_was_agreed(url: str, name: str, golden) -> None:
    page = next(page for page in site().pages() if page.url == url)
    golden(f"site/{name}", page.print().html)


def test_the_first_screen_answers_the_three_questions() -> None:
    answers = printed("privacy/").xpath("//dl[@class='answers']/div")
    told = [" ".join(" ".join(answer.itertext()).split()) for answer in answers]
    assert told[0] == "In force Version 2.0.0"
    assert told[1] == "Since 1 June 2026"
    assert told[2].startswith("The last change Reduces your rights")


def test_reductions_come_first() -> None:
    effects = printed("privacy/changes/2.0.0/").xpath("//ol[@class='effects']/li/@class")
    weights = ["rights-reduction" in effect for effect in effects]
    assert weights == sorted(weights, reverse=True)
    assert weights[0]


def test_a_moved_clause_is_linked_from_both_ends() -> None:
    page = printed("privacy/changes/2.0.0/")
    gone, came = page.xpath("//a[@class='moved']")
    for link in (gone, came):
        assert page.xpath(f"//*[@id='{link.get('href')[1:]}']"), link.get("href")


def test_both_ends_of_a_move_are_shown_at_first() -> None:
    for end in printed("privacy/changes/2.0.0/").xpath("//*[a[@class='moved']]"):
        (part,) = end.xpath("ancestor-or-self::section[contains(@class, 'part')]")
        assert "part--same" not in part.get("class")


@pytest.mark.parametrize(
    ("before", "after", "seen"),
    [
        pytest.param("# P\n\nOne.\n", "# P\n\nOne.\n\n## New\n\nTwo.\n", "part--new", id="a new part"),
        pytest.param(
            "# P\n\nOne.\n\n## Old\n\nTwo.\n", "# P\n\nOne.\n", "part--removed", id="a part that went"
        ),
        pytest.param(
            "# P\n\nOne two three.\n", "# P\n\nOne two four.\n", "part--changed", id="a part that changed"
        ),
        pytest.param(
            "First words.\n\n# P\n\nA.\n",
            "First word.\n\n# P\n\nA.\n",
            "part--changed",
            id="before the first heading",
        ),
    ],
)
def test_each_part_says_what_became_of_it(before: str, after: str, seen: str) -> None:
    page = printed("privacy/changes/1.1.0/", site(case(before, after)))
    assert page.xpath(f"//section[contains(@class, '{seen}')]")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "# P\n\nAlpha beta gamma. Delta epsilon zeta eta theta.\n",
            "# P\n\nAlpha beta gamma.\n\nDelta epsilon zeta eta theta.\n",
            id="a split",
        ),
        pytest.param(
            "# P\n\nAlpha beta gamma.\n\nDelta epsilon zeta eta theta.\n",
            "# P\n\nAlpha beta gamma. Delta epsilon zeta eta theta.\n",
            id="a merge",
        ),
        pytest.param(
            "# P\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "# P\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n",
            id="a new column",
        ),
        pytest.param(
            "# P\n\n| a |\n|---|\n| one two |\n| three four |\n",
            "# P\n\n| a |\n|---|\n| three four |\n| one two |\n",
            id="rows that changed places",
        ),
        pytest.param(
            "# P\n\nFirst thing to say.\n\nSecond thing here.\n\nThird one.\n",
            "# P\n\nSecond thing here.\n\nThird one.\n\nFirst thing to tell you.\n",
            id="moved and edited",
        ),
        pytest.param(
            "First thing to say.\n\n# P\n\nSecond thing here.\n",
            "# P\n\nSecond thing here.\n\nFirst thing to say.\n",
            id="moved from the very top",
        ),
    ],
)
def test_alphagov_5670_the_words_after_a_change_are_all_on_its_page(before: str, after: str) -> None:
    told = case(before, after)
    page = printed("privacy/changes/1.1.0/", site(told))
    for gone in page.xpath(
        "//section//del|//section//*[@class='said']|//a[@class='moved']|//p[@class='part__state']"
    ):
        gone.drop_tree()
    shown = "".join("".join(part.itertext()) for part in page.xpath("//section[contains(@class, 'part')]"))
    wanted = "".join(
        clause.text.replace(" | ", "") for clause in told.documents[told.records[1].version, EN].clauses
    )
    assert "".join(shown.split()).replace("|", "") == "".join(wanted.split())


def test_a_withdrawn_release_says_why_and_is_never_announced() -> None:
    told = bookcase()
    told.records[-1] = replace(
        told.records[-1],
        withdrawn=Withdrawal(on=date(2026, 11, 22), reason="The year was a mistake.", by="Ada Example"),
    )
    assert not site(told).shelves[0].waiting
    page = printed("privacy/versions/2.1.0/", site(told))
    assert "The year was a mistake." in page.text_content()
    assert "withdrawn on 22 November 2026" in " ".join(page.text_content().split())


def test_mastodon_33055_before_its_first_day_a_policy_has_no_text_in_force() -> None:
    told = site(on=date(2015, 9, 30))
    assert [page.url for page in told.pages() if page.url.startswith("privacy/")] == [
        "privacy/upcoming/",
        "privacy/versions/",
        "privacy/clauses/",
    ]


def test_the_first_version_has_no_change_to_tell() -> None:
    told = site(on=date(2016, 1, 1))
    assert "None so far" in printed("privacy/", told).text_content()
    assert "Nothing is announced" in printed("privacy/upcoming/", told).text_content()
    assert "None so far" in printed("", told).text_content()


def test_a_release_replaced_on_its_own_day_was_never_in_force() -> None:
    told = bookcase()
    told.records[1] = replace(
        told.records[1], effective_on=told.records[2].effective_on, brought_in_on=date(2025, 1, 1)
    )
    page = printed("privacy/versions/1.0.1/", site(told))
    assert "never came into force" in page.text_content()
    assert "Brought into this archive" in page.text_content()


def test_links_to_other_files_of_an_old_text_keep_their_words_only() -> None:
    text = "# P\n\n## Part {#p}\n\nSee [the terms](terms.md) and [the web](https://example.org/) and [part](#p).\n"
    links = printed("privacy/", site(case(text))).xpath("//div[@class='policy']//p/a/@href")
    assert links == ["https://example.org/", "#p"]


@pytest.mark.parametrize("language", [EN, FR])
def test_every_value_has_words(language) -> None:
    press = Press(words=words.read(language), registry=bookcase().registry, called={})
    told = [press.level(level) for level in Level] + [press.meaning(level) for level in Level]
    told += [press.state(state) for state in State] + [press.direction(direction) for direction in Direction]
    told += [press.category(category) for category in Category] + [press.channels(tuple(Channel))]
    told += [press.tongue(tongue) for tongue in (EN, FR)]
    assert all(told)


def test_texts_are_parallel_in_the_bookcase() -> None:
    assert len(EDITIONS) == 5
    assert EN_1.count("{#") == FR_1.count("{#")


@pytest.mark.parametrize(
    ("by", "second", "told"),
    [
        ("Ada Laurent <ada@example.org>", "", {EN: "Ada Laurent", FR: "Ada Laurent"}),
        ("Ada Laurent", "", {EN: "Ada Laurent", FR: "Ada Laurent"}),
        (
            "Ada Laurent <ada@example.org>",
            "Ben Okoye <ben@example.org>",
            {EN: "Ada Laurent and Ben Okoye", FR: "Ada Laurent et Ben Okoye"},
        ),
        ("ci <ci@example.org>", "", {EN: "The legal team", FR: "The legal team"}),
        ("ci <ci@example.org>", "legal <legal@example.org>", {EN: "The legal team", FR: "The legal team"}),
    ],
)
@pytest.mark.parametrize("language", [EN, FR])
def test_who_decided_is_named_as_today_and_without_address(by: str, second: str, told, language) -> None:
    ruling = Ruling(
        key=Digest("k"), language=EN, level=Level.MATERIAL, reason="", by=by, second=second, on=TODAY
    )
    called = {
        "ci <ci@example.org>": "The legal team <ci@example.org>",
        "legal <legal@example.org>": "The legal team <legal@example.org>",
    }
    press = Press(words=words.read(language), registry=bookcase().registry, called=called)
    assert press.people(ruling) == told[language]


def test_a_change_that_a_person_ruled_less_grave_is_not_told_as_adverse() -> None:
    told = bookcase()
    refs = tuple(
        replace(ref, level=Level.MATERIAL, assessed=Level.REDUCTION, direction=Direction.ADVERSE)
        for ref in told.records[3].changes
    )
    told.records[3] = replace(told.records[3], changes=refs)
    assert "to your disadvantage" not in printed("privacy/changes/2.0.0/", site(told)).text_content()


def _ruled(*, assessed: Level, level: Level, why: tuple[str, ...]) -> html.HtmlElement:
    told = bookcase()
    refs = tuple(replace(ref, level=level, assessed=assessed, why=why) for ref in told.records[3].changes)
    told.records[3] = replace(told.records[3], changes=refs)
    return printed("privacy/changes/2.0.0/", site(told)).find_class("effect")[0]


@pytest.mark.parametrize(
    ("assessed", "level", "first"),
    [
        (Level.REDUCTION, Level.REDUCTION, "effect__why"),
        (Level.MATERIAL, Level.REDUCTION, "effect__ruling"),
    ],
)
def test_what_a_person_decided_otherwise_leads(assessed: Level, level: Level, first: str) -> None:
    effect = _ruled(assessed=assessed, level=level, why=("A promise is gone: “for a year”.",))
    lines = [span.get("class") for span in effect.iter("span") if span.get("class") != "effect__what"]
    assert lines[0] == first
    assert set(lines) == {"effect__why", "effect__ruling"}


def test_a_language_that_takes_more_says_why_the_level_counts_in_the_others() -> None:
    told = bookcase()
    refs = tuple(
        replace(
            ref,
            level=Level.REDUCTION,
            assessed=Level.REDUCTION if ref.language == FR else Level.MATERIAL,
            direction=Direction.ADVERSE if ref.language == FR else Direction.FAVOURABLE,
            why=("Dix jours.",) if ref.language == FR else ("Three days.",),
        )
        for ref in told.records[3].changes
    )
    assert {ref.language for ref in refs} == {EN, FR}
    told.records[3] = replace(told.records[3], changes=refs)
    effect = printed("privacy/changes/2.0.0/", site(told)).find_class("effect")[0]
    lines = [" ".join(line.text_content().split()) for line in effect.find_class("effect__why")]
    assert lines == ["In the French text: Dix jours.", "Three days."]
    assert effect.xpath(".//span[@lang='fr']")[0].text == "Dix jours."
    assert "in your favour" not in effect.text_content()
    twin = printed("fr/privacy/changes/2.0.0/", site(told)).find_class("effect")[0]
    assert [line.text_content() for line in twin.find_class("effect__why")] == ["Dix jours."]
    assert "en votre défaveur" in twin.text_content()


def _alone(told: Bookcase) -> list[str]:
    shown = printed("privacy/changes/2.0.0/", site(told)).iter("p")
    lines = (" ".join(line.text_content().split()) for line in shown)
    return [line for line in lines if line.startswith("Changed in the")]


def test_a_part_that_another_language_changed_alone_is_named_with_the_way_there() -> None:
    told = bookcase()
    record = told.records[3]
    assert not _alone(told)
    heading = ""
    for clause in told.document(record, EN).clauses:
        heading = clause.text if clause.kind is Kind.HEADING else heading
    last = replace(record.changes[0], clause=clause.id, language=FR, level=Level.MATERIAL)
    unknown = replace(last, clause=ClauseId("nowhere-1"))
    rest = tuple(ref for ref in record.changes if ref.clause != clause.id)
    told.records[3] = replace(record, changes=(*rest, last, unknown))
    assert _alone(told) == [f"Changed in the French text alone: {heading}"]
    told.records[3] = replace(record, changes=(*rest, replace(last, level=Level.EDITORIAL)))
    assert not _alone(told)


def test_many_sentences_are_folded_after_the_third() -> None:
    effect = _ruled(
        assessed=Level.REDUCTION, level=Level.REDUCTION, why=tuple(f"Sentence {place}." for place in range(5))
    )
    assert len(effect.xpath(".//details/span")) == 2
    assert effect.xpath(".//summary")[0].text == "2 more sentences"


class Many(Bookcase):
    """A library with more seals than a page lists."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        first = super().anchors[0].seal
        return tuple(Anchor(seal=replace(first, number=one), line=one) for one in range(1, SEALS + 2))


class Unsealed(Bookcase):
    """A library whose ledger was never anchored."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return ()


def test_the_page_of_seals_lists_the_newest_and_the_file_has_all() -> None:
    told = site(Many(EDITIONS))
    page = printed("seals/", told)
    assert page.xpath("count(//dl/div)") == SEALS
    assert page.xpath("string(//dl/div[1]/dt)") == f"Seal {SEALS + 1}"
    assert "Earlier seals are in the file." in page.text_content()
    assert page.xpath("//a[text()='All seals as a file']/@href") == ["../api/v1/ledger.json"]
    assert "seals/" in printed("", told).xpath("//a/@href")


def test_without_seals_there_is_no_page_of_them() -> None:
    told = site(Unsealed(EDITIONS))
    assert "seals/" not in {page.url for page in told.pages()}
    assert "seals/" not in printed("", told).xpath("//a/@href")
