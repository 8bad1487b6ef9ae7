"""A personal link opens one thing, until its last day, and nobody can make one up."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, timedelta

import pytest
from pydantic import SecretStr

from notifier.adapters.settings import Settings
from notifier.adapters.tokens import LIFETIME, Tokens
from notifier.core.token import Purpose
from notifier.errors import DecisionRefused

TODAY = date(2026, 11, 23)
OLD = "an-old-key-of-thirty-two-letters!!"
NEW = "a-new-key-of-thirty-two-letters!!!"


def opened(key: str = NEW, *, old: str = "", on: date = TODAY) -> Tokens:
    return Tokens(Settings(key=SecretStr(key), old_keys=SecretStr(old)), on=on)


def test_a_link_opens_what_it_was_made_for() -> None:
    assert opened().read(Purpose.CONSENT, opened().mint(Purpose.CONSENT, 1 << 40 | 7)) == 1 << 40 | 7


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("other", list(Purpose))
def test_a_link_of_one_purpose_opens_no_other(purpose: Purpose, other: Purpose) -> None:
    link = opened().mint(purpose, 7)
    if purpose is other:
        assert opened().read(other, link) == 7
    else:
        with pytest.raises(DecisionRefused):
            opened().read(other, link)


def test_every_flipped_bit_is_seen() -> None:
    tokens = opened()
    told = urlsafe_b64decode(tokens.mint(Purpose.CONSENT, 7))
    for place in range(len(told) * 8):
        forged = bytearray(told)
        forged[place // 8] ^= 1 << (place % 8)
        with pytest.raises(DecisionRefused):
            tokens.read(Purpose.CONSENT, urlsafe_b64encode(bytes(forged)).decode())


def test_a_link_ends_after_its_last_day() -> None:
    link = opened().mint(Purpose.CONSENT, 7)
    assert opened(on=TODAY + LIFETIME).read(Purpose.CONSENT, link) == 7
    with pytest.raises(DecisionRefused):
        opened(on=TODAY + LIFETIME + timedelta(days=1)).read(Purpose.CONSENT, link)


def test_a_link_may_end_sooner() -> None:
    link = opened().mint(Purpose.CONSENT, 7, until=TODAY)
    with pytest.raises(DecisionRefused):
        opened(on=TODAY + timedelta(days=1)).read(Purpose.CONSENT, link)


def test_an_earlier_key_still_opens_its_links_while_it_is_kept() -> None:
    link = opened(OLD).mint(Purpose.CONSENT, 7)
    assert opened(NEW, old=OLD).read(Purpose.CONSENT, link) == 7
    with pytest.raises(DecisionRefused):
        opened(NEW).read(Purpose.CONSENT, link)
