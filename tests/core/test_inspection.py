from __future__ import annotations

import pytest

from notifier.core.document import parse
from notifier.core.inspection import inspect, titled

KNOWN = frozenset(
    [
        "we",
        "keep",
        "your",
        "name",
        "and",
        "the",
        "letters",
        "that",
        "you",
        "write",
        "to",
        "us",
        "for",
        "thirty",
        "days",
        "after",
        "closed",
        "account",
    ]
)


def _told(text: str) -> list[str]:
    return [str(one) for one in inspect(parse(text, place="a.md"), KNOWN.__contains__)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "We keep 04/05/2016.",
            [
                "a.md:1: '04/05/2016' can be read as two days; write the month as a word, or leave it to the release"
            ],
        ),
        ("We keep 04/04/2016 and 31/01/2016.", []),
        (
            "We kepe the name's letters.",
            ["a.md:1: 'kepe' is in no dictionary; correct it, or keep it if it is a name"],
        ),
        ("We keep Qwertz and us.", []),
        ("Blob blob blob blob, we keep blob.", []),
    ],
)
def test_defects_are_told_with_their_line(text: str, told: list[str]) -> None:
    assert _told(text) == told


def test_a_block_that_stands_twice_is_told_once_for_each_time_it_stands_again() -> None:
    block = "We keep the letters that you write to us for thirty days."
    assert _told(f"{block}\n\nWe keep your name.\n\n{block}\n\n{block}\n") == [
        "a.md:5: says again what line 1 says; keep one of them",
        "a.md:7: says again what line 1 says; keep one of them",
    ]


def test_a_sentence_in_another_language_is_told_once_and_its_words_are_not() -> None:
    text = "Nous ne montrons le registre à personne sans votre accord et nous ne le vendons pas."
    assert _told(
        f"We keep the letters that you write to us for thirty days.\n\nWe keep your name. {text}\n"
    ) == ["a.md:3: 'Nous ne montrons le registre à personne sans …' is not in English; translate it"]


def test_words_that_stand_twice_are_no_block() -> None:
    assert _told("We keep your name.\n\nWe keep your name.\n") == []


def test_pasted_words_become_markdown() -> None:
    pasted = (
        "House rules\n\nFirst line that is long enough to be wrapped by whoever pasted it\nand goes on.\n"
        "Second paragraph.\n\nWe keep\n:\n\n  • one\n    • two that\n      goes on\n  • three\nAfter the list.\n\nMore\n"
    )
    assert titled(pasted) == (
        "# House rules\n\nFirst line that is long enough to be wrapped by whoever pasted it and goes on.\n\n"
        "Second paragraph.\n\nWe keep\n\n:\n\n- one\n  - two that goes on\n- three\n\nAfter the list.\n\n## More\n"
    )
