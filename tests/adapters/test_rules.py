from __future__ import annotations

import pytest

from notifier.adapters.rules import LANGUAGES, read
from notifier.core.text import Language
from notifier.errors import RulesRefused


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_effect_has_a_sentence_in_both_languages(language: Language) -> None:
    pack = read(language)
    for effect in pack.effects.values():
        assert {told for told, _ in pack.sentences[effect.rule]} == set(LANGUAGES)


def test_an_unknown_language_is_refused_by_name() -> None:
    with pytest.raises(RulesRefused, match="no rules for the language 'de'; use one of: en, fr"):
        read(Language("de"))
