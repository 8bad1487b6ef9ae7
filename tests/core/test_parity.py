from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.document import parse
from notifier.core.parity import named, pairs, parallel, renamed
from notifier.core.text import FR, ClauseId

ENGLISH = "# Data {#data}\n\nOne.\n\n- Two.\n- Three.\n\n## More {#more}\n\nFour.\n"
FRENCH = "# Données {#data}\n\nUn.\n\n- Deux.\n- Trois.\n\n## Plus {#more}\n\nQuatre.\n"

blocks = st.lists(
    st.sampled_from(
        [
            "# A {#a}\n",
            "## B {#b}\n",
            "### C {#c}\n",
            "Words.\n",
            "- item\n",
            "1. item\n",
            "| a | b |\n|---|---|\n| c | d |\n",
        ]
    ),
    max_size=8,
).map("\n".join)


@given(one=blocks, two=blocks)
def test_every_clause_of_both_languages_is_in_exactly_one_pair(one: str, two: str) -> None:
    here, there = parse(one), parse(two, language=FR)
    found = pairs(here, there)
    assert sorted(id(p.governing) for p in found if p.governing) == sorted(id(c) for c in here.clauses)
    assert sorted(id(p.translated) for p in found if p.translated) == sorted(id(c) for c in there.clauses)


@given(text=blocks)
def test_a_text_is_parallel_to_itself(text: str) -> None:
    assert parallel(parse(text), parse(text, language=FR))


def test_texts_of_one_shape_are_parallel() -> None:
    assert parallel(parse(ENGLISH), parse(FRENCH, language=FR))


def test_headings_in_another_order_are_not_parallel() -> None:
    turned = "## Plus {#more}\n\nQuatre.\n\n# Données {#data}\n\nUn.\n\n- Deux.\n- Trois.\n"
    assert not parallel(parse(ENGLISH), parse(turned, language=FR))


def test_a_clause_without_counterpart_stands_alone_and_the_rest_stay_paired() -> None:
    short = FRENCH.replace("Un.\n\n", "")
    alone = [pair for pair in pairs(parse(ENGLISH), parse(short, language=FR)) if pair.translated is None]
    assert [pair.governing.text for pair in alone if pair.governing] == ["One."]


def test_a_section_of_the_translation_alone_stands_alone() -> None:
    more = FRENCH + "\n## Chine {#china}\n\nCinq.\n"
    alone = [pair for pair in pairs(parse(ENGLISH), parse(more, language=FR)) if pair.governing is None]
    assert [pair.translated.text for pair in alone if pair.translated] == ["Chine", "Cinq."]


def test_permanent_ids_are_given_to_clauses_and_to_the_headings_above_them() -> None:
    ids = [ClauseId(name) for name in ("data", "data-9", "a", "b", "more", "more-4")]
    document = named(parse(ENGLISH), ids)
    assert [clause.id for clause in document.clauses] == ids
    assert document.clauses[-1].path == ("data", "more")


@pytest.mark.parametrize(
    ("translated", "ids"),
    [
        (FRENCH, []),
        (FRENCH.replace("{#more}", "{#plus}"), ["plus"]),
        (FRENCH.replace("{#data}", "{#donnees}").replace("{#more}", "{#plus}"), ["donnees", "plus"]),
        (FRENCH.replace("{#more}", "{#plus}") + "\nCinq.\n", []),
        (FRENCH.partition("## Plus")[0], []),
        ("## Plus {#plus}\n\nQuatre.\n\n" + FRENCH.partition("## Plus")[0], []),
    ],
)
def test_a_heading_with_another_id_is_found_by_its_place_and_shape(translated: str, ids: list[str]) -> None:
    found = renamed(parse(ENGLISH), parse(translated, language=FR))
    assert [section[0].translated.id for section in found if section[0].translated] == ids
    assert all(pair.governing and pair.translated for section in found for pair in section)
