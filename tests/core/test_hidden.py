from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core import hidden
from notifier.core.changeset import compare
from notifier.core.document import parse
from notifier.core.hidden import Disguise
from notifier.core.redline import Op, diff


@pytest.mark.parametrize(
    ("text", "disguise", "code", "word"),
    [
        ("we sha\u200bre", Disguise.ZERO_WIDTH, "U+200B", "sha⟨U+200B⟩re"),
        ("pay \u202e001", Disguise.DIRECTION, "U+202E", "⟨U+202E⟩001"),
        ("sha\u00adre it", Disguise.SOFT_HYPHEN, "U+00AD", "sha⟨U+00AD⟩re"),
        ("a\x07b", Disguise.CONTROL, "U+0007", "a⟨U+0007⟩b"),
        ("a \U000e0041 b", Disguise.CONTROL, "U+E0041", "⟨U+E0041⟩"),
        ("we m\u0430y", Disguise.LOOK_ALIKE, "U+0430", "m\u0430y"),
        ("we say \u043e\u0440 else", Disguise.LOOK_ALIKE, "U+043E", "\u043e\u0440"),
        ("for ３ days", Disguise.DIGIT, "U+FF13", "３"),
    ],
)
def test_what_a_reader_cannot_see_is_found(text: str, disguise: Disguise, code: str, word: str) -> None:
    found = hidden.find(text)[0]
    assert (found.disguise, found.code, found.word) == (disguise, code, word)


@pytest.mark.parametrize(
    "text", ["plain", "« été » 1 000 € – “ok”…\u00a0!", "Привет всем", "naïve cœur ½", "的字"]
)
def test_honest_texts_hide_nothing(text: str) -> None:
    assert hidden.find(text) == ()
    assert hidden.visible(text) == text


def test_comments_and_markup_that_hides_words_are_found_in_their_clause() -> None:
    text = 'Ask us.\n\nWe <span style="display:none">may</span> sell <!-- all --> <b>it</b>.\n'
    told = [(clause.line, found.disguise) for clause, found in hidden.of_document(parse(text))]
    assert told == [(3, Disguise.MARKUP), (3, Disguise.COMMENT)]


def test_a_change_tells_what_hidden_things_went_and_came() -> None:
    changes = compare(parse("We sha\u200bre no\u200bthing.\n"), parse("We sha\u200bre no\u00adthing.\n"))
    went, came = hidden.of_change(changes.changes[0])
    assert [found.code for found in went] == ["U+200B"]
    assert [found.code for found in came] == ["U+00AD"]


@given(
    st.text("ab ", min_size=1, max_size=10),
    st.sampled_from("\u200b\u202e\u00ad\u0430\x07"),
    st.integers(0, 10),
)
def test_a_hidden_character_is_never_silently_equal(text: str, trick: str, at: int) -> None:
    redline = diff(text, text[:at] + trick + text[at:])
    assert any(edit.op is not Op.KEEP for edit in redline.edits)


@given(st.text(max_size=40))
def test_nothing_invisible_is_left_in_a_visible_text(text: str) -> None:
    assert hidden.visible(hidden.visible(text)) == hidden.visible(text)
