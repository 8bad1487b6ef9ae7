"""A deployment says what it is, or is refused in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from notifier.adapters import settings
from notifier.errors import SettingsRefused

if TYPE_CHECKING:
    from pathlib import Path

KEY = "k" * 43


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("NOTIFIER_"):
            monkeypatch.delenv(name)


def test_without_a_word_everything_is_embedded(tmp_path: Path) -> None:
    told = settings.read(tmp_path)
    assert told.database == f"sqlite:///{tmp_path}/.notifier/notifier.db"
    assert told.outbox_folder == tmp_path / ".notifier" / "outbox"
    assert told.transport == "outbox"


def test_the_embedded_key_is_made_once_and_private(tmp_path: Path) -> None:
    first = settings.read(tmp_path).secret("links")
    assert settings.read(tmp_path).secret("links") == first
    assert settings.read(tmp_path).secret("other") != first
    assert (tmp_path / ".notifier" / "key").stat().st_mode & 0o077 == 0


def test_old_keys_still_open_and_the_address_key_outlives_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFIER_KEY", KEY)
    monkeypatch.setenv("NOTIFIER_ADDRESS_KEY", "a" * 43)
    before = settings.read()
    monkeypatch.setenv("NOTIFIER_KEY", "n" * 43)
    monkeypatch.setenv("NOTIFIER_OLD_KEYS", KEY)
    after = settings.read()
    assert after.secrets("links") == (after.secret("links"), before.secret("links"))
    assert after.address_secret == before.address_secret
    assert after.secret("links") != before.secret("links")


def test_a_file_can_say_it_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "deployment.env"
    file.write_text("NOTIFIER_TRANSPORT=smtp\nNOTIFIER_SMTP_HOST=mail.example.org\n", "utf-8")
    monkeypatch.setenv("NOTIFIER_SETTINGS", str(file))
    monkeypatch.setenv("NOTIFIER_SMTP_HOST", "127.0.0.1")
    told = settings.read()
    assert (told.transport, told.smtp_host) == ("smtp", "127.0.0.1")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("NOTIFIER_KEY", "short", "the key is too short"),
        ("NOTIFIER_TRANSPORT", "pigeon", "NOTIFIER_TRANSPORT: "),
        ("NOTIFIER_SMTP_PORT", "99999", "NOTIFIER_SMTP_PORT: "),
        ("NOTIFIER_SETTINGS", "/nowhere.env", "the settings file is missing"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused, match=said) as refused:
        settings.read()
    assert "\n" not in str(refused.value)


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFIER_KEY", KEY)
    monkeypatch.setenv("NOTIFIER_SENDGRID_API_KEY", "SG.secret")
    told = repr(settings.read())
    assert KEY not in told
    assert "SG.secret" not in told
