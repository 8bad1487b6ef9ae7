"""What moved to another clause, and where clauses break, told from the whole change set."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.editorial import Open, Proof, explain_all
from notifier.core.text import EN, FR, Language


def proofs(before: str, after: str, language: Language = EN) -> tuple[Proof | Open, ...]:
    changes = compare(parse(before, language=language), parse(after, language=language))
    return explain_all(changes, read_editorial(language))


def steps(before: str, after: str, language: Language = EN) -> set[str]:
    """Give the steps of all changes; empty when one of them is open."""
    told = proofs(before, after, language)
    assert told
    proved = [set(found.steps) for found in told if isinstance(found, Proof)]
    return set().union(*proved) if len(proved) == len(told) else set()


CASES = [
    pytest.param(case, id=f"{case['language']}: {case['title']}: {case['before'][:40]}")
    for case in tomllib.loads((Path(__file__).parents[1] / "cases" / "passages.toml").read_text("utf-8"))[
        "case"
    ]
]


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_several_clauses_is_proved_by_its_steps_or_not_at_all(case: dict) -> None:
    told = proofs(case["before"], case["after"], Language(case["language"]))
    if case.get("open"):
        assert any(isinstance(found, Open) for found in told)
    else:
        assert all(isinstance(found, Proof) for found in told), told
        assert set(case["steps"]) <= {step for found in told for step in found.steps}


FIRST = "Our newsletter tells you about new bicycles and about the routes around the town hall."
SECOND = "The workshop opens on Monday mornings and closes on Saturday evenings in every season."
MOVED = "The parking space behind the workshop is free for every bicycle."


def test_a_sentence_that_went_to_another_clause_is_known_again() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND} {MOVED}\n"
    assert steps(before, after) == {"moved sentence"}


def test_a_sentence_that_became_a_clause_elsewhere_is_known_again() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND}\n\n{MOVED}\n"
    assert steps(before, after) == {"moved sentence"}


def test_a_moved_sentence_may_be_joined_by_a_harmless_edit() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST.replace('tells', 'informs')}\n\nA line between.\n\n{SECOND} {MOVED}\n"
    assert "moved sentence" in steps(before, after)


def test_a_clause_proved_by_itself_stands_beside_a_moved_sentence() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nThe office closes at 6 p.m.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nThe office closes at 18:00.\n\n{SECOND} {MOVED}\n"
    assert "moved sentence" in steps(before, after)
    assert len(steps(before, after)) > 1


def test_a_sentence_takes_along_what_leans_on_it() -> None:
    moved = f"{MOVED} This space is lit at night."
    before = f"# Shop\n\n{FIRST} {moved}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND} {moved}\n"
    assert steps(before, after) == {"moved sentence"}


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("How we use your data", True),
        ("Children", False),
        ("Keeping and storing your data", True),
        ("Storage of children's data", False),
        ("If you live in California", False),
    ],
)
def test_another_title_may_give_another_scope(title: str, same: bool) -> None:  # noqa: FBT001
    before = f"# Shop\n\n## Data we collect\n\n{FIRST} {MOVED}\n\n## {title}\n\n{SECOND}\n"
    after = f"# Shop\n\n## Data we collect\n\n{FIRST}\n\n## {title}\n\n{SECOND} {MOVED}\n"
    assert bool(steps(before, after)) is same


@pytest.mark.parametrize(("title", "same"), [("How we use your data", True), ("Children", False)])
def test_a_clause_that_moved_needs_a_title_of_the_same_scope(title: str, same: bool) -> None:  # noqa: FBT001
    rest = f"{FIRST}\n\n## {title}\n\n{SECOND}"
    before = f"# Shop\n\n## Data we collect\n\n{MOVED}\n\n{rest}\n"
    after = f"# Shop\n\n## Data we collect\n\n{rest}\n\n{MOVED}\n"
    assert all(isinstance(found, Proof) for found in proofs(before, after)) is same


def test_a_lead_in_gives_another_scope() -> None:
    before = f"# Shop\n\nWe never do this:\n\n- {MOVED} {FIRST}\n\nWe do this:\n\n- {SECOND}\n"
    after = f"# Shop\n\nWe never do this:\n\n- {FIRST}\n\nWe do this:\n\n- {SECOND} {MOVED}\n"
    assert not steps(before, after)


def test_a_sentence_that_is_gone_is_not_known_again() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND} The parking space is free.\n"
    assert not steps(before, after)


def test_what_follows_may_lean_on_what_moved_away() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nIt is lit at night.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nIt is lit at night.\n\n{SECOND} {MOVED}\n"
    assert not steps(before, after)


def test_other_breaks_between_clauses_say_the_same() -> None:
    before = f"# Shop\n\n{FIRST} {SECOND}\n\n{MOVED}\n"
    after = f"# Shop\n\n{FIRST}\n\n{SECOND} {MOVED}\n"
    assert steps(before, after)


def test_a_lead_in_may_become_a_clause_of_its_own() -> None:
    lead = "Les traitements qui reposent sur votre accord sont :"
    items = "la recherche de l'atelier le plus proche, le rappel des rendez-vous et la lettre du mois."
    before = f"# Atelier\n\n{lead} \\- {items}\n\nUne ligne.\n"
    after = f"# Atelier\n\n{lead}\n\n\\- {items}\n\nUne ligne.\n"
    assert steps(before, after, FR)


def test_a_paragraph_does_not_leave_its_list_unseen() -> None:
    before = "# Shop\n\nWe never do this:\n\n- read your letters\n- copy your keys and lend your bicycles\n"
    after = "# Shop\n\nWe never do this:\n\n- read your letters\n\ncopy your keys and lend your bicycles\n"
    assert not steps(before, after)


@pytest.mark.parametrize(("lead", "same"), [("We mend:", True), ("We sell:", False)])
def test_the_same_item_under_another_lead_in_is_not_the_same(lead: str, same: bool) -> None:  # noqa: FBT001
    before = f"# Shop\n\nWe mend:\n\n- red rubber boots\n- old coats\n\n{FIRST}\n\n{lead}\n\n- straw hats\n"
    after = f"# Shop\n\nWe mend:\n\n- old coats\n\n{FIRST}\n\n{lead}\n\n- straw hats\n- Red rubber boots\n"
    assert all(isinstance(found, Proof) for found in proofs(before, after)) is same


def test_what_is_new_beside_a_moved_sentence_stays_open() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND} {MOVED} We sell the list of owners.\n"
    assert [isinstance(found, Proof) for found in proofs(before, after)] == [True, False]


def test_what_is_new_in_a_new_clause_beside_a_moved_sentence_stays_open() -> None:
    before = f"# Shop\n\n{FIRST} {MOVED}\n\nA line between.\n\n{SECOND}\n"
    after = f"# Shop\n\n{FIRST}\n\nA line between.\n\n{SECOND}\n\n{MOVED} We sell the list of owners.\n"
    assert [isinstance(found, Proof) for found in proofs(before, after)] == [True, False]


def test_texts_of_another_language_are_not_read() -> None:
    changes = compare(parse(f"# Shop\n\n{FIRST} {SECOND}\n"), parse(f"# Shop\n\n{FIRST}\n\n{SECOND}\n"))
    told = explain_all(changes, read_editorial(FR))
    assert [found.why for found in told if isinstance(found, Open)] == ["language"] * len(told) != []


def test_clauses_that_each_say_other_words_are_no_passage() -> None:
    before = f"# Shop\n\n{FIRST}\n\n{SECOND}\n"
    after = before.replace("new bicycles", "old boats").replace("Monday mornings", "Friday nights")
    assert not steps(before, after)


def test_a_clause_that_took_over_one_word_of_many_ends_no_passage() -> None:
    before = f"# Shop\n\n{FIRST}\n\n{SECOND}\n"
    after = before.replace(FIRST, "Our newsletter tells you.").replace("Monday mornings", "bicycles mornings")
    assert not steps(before, after)
