from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.document import parse, show


@given(st.text(alphabet="ab \n#-*1.|>`{}[]()é", max_size=200))
def test_showing_a_parsed_text_gives_the_text_back(text: str) -> None:
    assert show(parse(text)) == text
