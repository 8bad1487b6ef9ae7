"""A receipt says what was answered and what binds, the same in HTML and plain text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from typography import faults

from notifier.adapters import words
from notifier.core.policy import Registry
from notifier.core.text import EN, FR, Language
from notifier.render.receipt import Earlier, Line, Receipt, render

if TYPE_CHECKING:
    from conftest import Golden

REGISTRY = Registry(
    organisation="Example House",
    contact="privacy@example.org",
    site_url="https://policies.example.org/",
    decision_url="https://decide.example.org/",
    policies=(),
)
LEAF = "ab" * 32


def receipt(language: Language, **told: object) -> Receipt:
    given = {
        "title": "Privacy & more",
        "language": language,
        "lines": (Line(section="<Retention>", said="You accepted this."), Line(section="", said="And that.")),
        "bound": "On 1 March 2026, version 2.0.0 binds you.",
        "held": (
            Earlier(version="1.0.0", words="Thirty days & no more."),
            Earlier(version="1.0.0", words=""),
        ),
        "leaf": LEAF,
    }
    return Receipt(**{**given, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", [EN, FR])
def test_both_parts_say_the_same(language: Language) -> None:
    mail = render(receipt(language), REGISTRY, words.read(language))
    plain = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", mail.html, flags=re.DOTALL))
    flat = " ".join(plain.split())
    for said in ("<Retention>", "You accepted this.", "And that.", "Thirty days & no more.", LEAF, "1.0.0"):
        assert said in flat
        assert said in " ".join(mail.text.split())
    assert mail.html.count(mail.placeholder) == mail.text.count(mail.placeholder) == 1
    assert "Privacy & more" in mail.subject
    assert "<Retention>" not in mail.html
    if language == FR:
        own = [line for line in (mail.subject, *mail.text.splitlines()) if "https://" not in line]
        assert [fault for line in own for fault in faults(line)] == []


@pytest.mark.parametrize("language", [EN, FR])
def test_a_receipt_is_what_was_agreed(golden: Golden, language: Language) -> None:
    mail = render(receipt(language), REGISTRY, words.read(language))
    golden(f"mail/receipt.{language}.txt", f"{mail.subject}\n\n{mail.text}")
    golden(f"mail/receipt.{language}.html", mail.html)


def test_before_anything_binds_nothing_is_said_of_it() -> None:
    mail = render(receipt(EN, bound="", held=()), REGISTRY, words.read(EN))
    assert "bind" not in mail.text
    assert "bind" not in mail.html
