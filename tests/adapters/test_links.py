"""Personal links lead to the page of their purpose, and are the links that `mint` makes."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from notifier.adapters.links import Links
from notifier.adapters.settings import Settings
from notifier.adapters.tokens import Tokens
from notifier.core.delivery import DeliveryId
from notifier.core.mail import Audience
from notifier.core.token import Purpose

TOKENS = Tokens(Settings(key="k" * 43), on=date(2026, 11, 23))  # type: ignore[arg-type]


@given(st.lists(st.integers(1, (1 << 62) - 1), max_size=5), st.sampled_from(Purpose))
def test_making_many_links_makes_the_same_links(numbers: list[int], purpose: Purpose) -> None:
    made = TOKENS.minter(purpose)(numbers)
    assert made == [TOKENS.mint(purpose, number) for number in numbers]
    assert [TOKENS.read(purpose, one) for one in made] == numbers


def test_a_watcher_gets_the_way_out_and_others_the_page_to_decide() -> None:
    links = Links(TOKENS, base="https://decide.example.org/")
    [leave] = links.links([DeliveryId(7)], Audience.WATCHER)
    assert leave.startswith("https://decide.example.org/u/")
    assert links.links([DeliveryId(7)], Audience.CONSENT) == [
        f"https://decide.example.org/c/{TOKENS.mint(Purpose.CONSENT, 7)}"
    ]
