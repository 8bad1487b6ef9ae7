from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from repeats import again
from typography import faults

from notifier.adapters import words
from notifier.core.text import EN, FR, Language
from notifier.errors import RecordRefused
from notifier.render.words import English

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(ROOT.glob("translations/*/LC_MESSAGES/notifier.po"))
SAID = {"gettext": None, "_": None, "say": None, "ngettext": (1, 2), "counted": (1, 2)}

SOURCE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Hello"
msgstr "Bonjour"

#, fuzzy
msgid "Maybe"
msgstr "Peut-être"

msgid "{count} word"
msgid_plural "{count} words"
msgstr[0] "{count} mot"
msgstr[1] "{count} mots"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "fr" / "LC_MESSAGES" / "notifier.po"
    source.parent.mkdir(parents=True)
    source.write_text(SOURCE, "utf-8")
    return tmp_path


def spoken() -> set[tuple[str, ...]]:
    """Every sentence that the package says to people, with its plural."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = extract_from_dir(str(ROOT), methods, options, keywords=SAID)
    return {(message,) if isinstance(message, str) else tuple(message) for _, _, message, *_ in found}


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_english_needs_no_catalogue() -> None:
    assert words.read(EN).gettext("Any sentence.") == "Any sentence."
    assert isinstance(words.read(EN), English)


def test_the_source_is_read_where_nothing_is_compiled(folder: Path) -> None:
    french = words.read(FR, (folder,))
    assert french.language == FR
    assert french.gettext("Hello") == "Bonjour"
    assert [french.ngettext("{count} word", "{count} words", n) for n in (0, 1, 2)] == [
        "{count} mot",
        "{count} mot",
        "{count} mots",
    ]


@pytest.mark.parametrize("message", ["Never translated", "Maybe"])
def test_a_missing_or_doubtful_text_is_refused_and_never_said_in_english(folder: Path, message: str) -> None:
    with pytest.raises(RecordRefused, match=rf"no text for '{message}'"):
        words.read(FR, (folder,)).gettext(message)
    with pytest.raises(RecordRefused, match="no text for"):
        words.read(FR, (folder,)).ngettext(message, f"{message}s", 2)


def test_a_wheel_carries_only_the_compiled_catalogue(folder: Path) -> None:
    source = folder / "fr" / "LC_MESSAGES" / "notifier.po"
    source.with_suffix(".mo").write_bytes(words.compiled(source))
    source.unlink()
    assert words.read(FR, (folder / "nowhere", folder)).gettext("Hello") == "Bonjour"


def test_a_compiled_catalogue_older_than_its_source_is_not_believed(folder: Path) -> None:
    import os

    source = folder / "fr" / "LC_MESSAGES" / "notifier.po"
    source.with_suffix(".mo").write_bytes(words.compiled(source))
    source.write_text(SOURCE.replace("Bonjour", "Salut"), "utf-8")
    os.utime(source.with_suffix(".mo"), (1, 1))
    assert words.read(FR, (folder,)).gettext("Hello") == "Salut"


def test_a_language_without_a_catalogue_is_refused() -> None:
    with pytest.raises(RecordRefused, match="no catalogue in 'tlh'"):
        words.read(Language("tlh"))


@again
@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_sentence_is_missing_or_doubtful(catalogue: Path) -> None:
    with catalogue.open("rb") as told:
        read = read_po(told)
    said = {
        message.id if isinstance(message.id, tuple) else (message.id,)
        for message in read
        if message.id
        and not message.fuzzy
        and all(message.string if message.pluralizable else [message.string])
    }
    assert sorted(spoken() - said) == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_translation_has_the_places_of_its_sentence(catalogue: Path) -> None:
    with catalogue.open("rb") as told:
        for message in read_po(told):
            if message.id:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                asked = [places(text) for text in ids]  # "One change" needs no {count}
                given = message.string if isinstance(message.string, tuple) else (message.string,)
                assert all(places(text) in asked for text in given), message.id


def test_french_sentences_are_set_as_french() -> None:
    with (ROOT / "translations/fr/LC_MESSAGES/notifier.po").open("rb") as told:
        for message in read_po(told):
            given = message.string if isinstance(message.string, tuple) else (message.string,)
            for text in given if message.id else ():
                assert list(faults(text)) == [], text


@pytest.mark.parametrize(
    "wrong",
    [
        "Vraiment ?",
        "Ainsi :",
        "Ainsi: oui",
        "un «mot»",
        "un « mot »",
        'un "mot"',
        "l'heure",
        "attendez...",
        "le 1 janvier 2027",
        "Oui ; non",
    ],
)
def test_what_a_typesetter_would_send_back_is_found(wrong: str) -> None:
    assert list(faults(wrong))


@pytest.mark.parametrize(
    "right",
    [
        "Vraiment\u202f?",
        "un «\u00a0mot\u00a0», l’heure",
        "à 14:30, voir https://example.org/?a=1 {what!r}",
        "le 1er janvier\u202f; oui",
        "Ainsi\u00a0:",
    ],
)
def test_good_french_is_left_alone(right: str) -> None:
    assert list(faults(right)) == []


@again
def test_placeholders_of_the_english_sentences_are_named() -> None:
    assert [texts for texts in spoken() for text in texts if re.search(r"\{\d*\}|%[sd]", text)] == []
