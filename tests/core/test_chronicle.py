from __future__ import annotations

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.chronicle import Revision, headed, steps, words
from notifier.core.document import parse
from notifier.core.text import EN, FR


def _revision(day: int, text: str | None) -> Revision:
    return Revision(commit=str(day), on=date(2020, 1, day), title=f"day {day}", author="Ada", text=text)


texts = st.none() | st.sampled_from(["One.\n", "Two.\n", "One. \n\n", "Three.\n"])
told = st.lists(st.tuples(st.integers(1, 9), texts), max_size=12).map(
    lambda pairs: [_revision(day, text) for day, text in sorted(pairs, key=lambda pair: pair[0])]
)


@given(english=told, french=told)
def test_no_two_steps_in_a_row_say_the_same_words_and_each_has_every_language(
    english: list[Revision], french: list[Revision]
) -> None:
    found = steps({EN: english, FR: french})
    said = [tuple(words(text, language) for language, text in step.texts) for step in found]
    assert all(one != two for one, two in itertools.pairwise(said))
    assert all([language for language, _ in step.texts] == [EN, FR] for step in found)
    assert [step.on for step in found] == sorted({step.on for step in found})


def test_a_day_with_several_commits_gives_its_last_words() -> None:
    (step,) = steps({EN: [_revision(1, "One.\n"), _revision(1, "Two.\n")]})
    assert (step.title, step.texts) == ("day 1", ((EN, "Two.\n"),))


def test_there_is_no_release_before_every_language_has_a_text() -> None:
    assert [step.on.day for step in steps({EN: [_revision(1, "One.\n")], FR: [_revision(3, "Un.\n")]})] == [3]


def test_a_removed_file_keeps_its_last_words() -> None:
    assert len(steps({EN: [_revision(1, "One.\n"), _revision(2, None)]})) == 1


def test_headings_get_ids_of_their_words_and_no_id_twice() -> None:
    made = headed("# Your data\n\n## Your data\n\n## Your data\n\n## !!!\n\n## Kept {#kept}\n")
    assert [clause.id for clause in parse(made).clauses] == [
        "your-data",
        "your-data-s2",
        "your-data-s3",
        "section",
        "kept",
    ]


def test_an_id_that_authors_used_twice_stays_with_the_first_heading() -> None:
    made = headed("# One {: #markup }\n\n## Two {: #markup }\n\nWords.\n\n## Three {#markup}\n")
    assert made == "# One {: #markup }\n\n## Two {#two}\n\nWords.\n\n## Three {#three}\n"


def test_a_translation_takes_the_ids_of_the_governing_text_where_the_headings_are_as_many() -> None:
    governing = headed("# Your data\n\n## Choices\n")
    assert (
        headed("# Vos données\n\n## Choix\n", like=governing)
        == "# Vos données {#your-data}\n\n## Choix {#choices}\n"
    )
    assert headed("# Vos données\n", like=governing) == "# Vos données {#vos-donn-es}\n"
