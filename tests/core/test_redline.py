from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from notifier.core.redline import apply, diff

prose = st.text(alphabet="ab é'’.,12\u00a0\n«»", max_size=120)


@given(before=prose, after=prose)
def test_applying_a_redline_gives_the_new_text(before: str, after: str) -> None:
    assert apply(diff(before, after), before) == after
