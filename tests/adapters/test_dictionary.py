from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from simplemma import is_known

from notifier.adapters.dictionary import Dictionary
from notifier.core.text import EN, FR, Language

if TYPE_CHECKING:
    from pathlib import Path

ASKED = {
    EN: ("house", "House", "HOUSE", "housse", "London", "london", "o'clock", "x1", "well-known"),
    FR: ("maison", "Maison", "maizon", "été", "e\u0301te\u0301", "aujourd'hui", "paris", "Paris", "œuvre"),
}


@pytest.mark.parametrize("language", [EN, FR])
def test_a_dictionary_knows_the_words_that_simplemma_knows(language: Language, tmp_path: Path) -> None:
    unpacked = Dictionary(language, tmp_path)
    told = [unpacked(word) for word in ASKED[language]]
    assert told == [is_known(word, lang=language) for word in ASKED[language]]
    kept = Dictionary(language, tmp_path)
    assert [kept(word) for word in ASKED[language]] == told
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_nobody_may_write_costs_time_alone(tmp_path: Path) -> None:
    barred = tmp_path / "file"
    barred.write_text("no folder")
    assert Dictionary(EN, barred)("house")


def test_every_word_of_the_file_is_found_and_none_beside_it(tmp_path: Path) -> None:
    words = sorted(["a", "bee", "bees", "maison", "maisons", "zoo", "été", "œuvre"])
    (tmp_path / f"fr-{version('simplemma')}.txt").write_text("\n".join(words), "utf-8")
    kept = Dictionary(FR, tmp_path)
    assert all(map(kept, words))
    assert not any(map(kept, ["aa", "be", "beesx", "mais", "zo", "zoos", "ét", "œuvres", "o"]))
