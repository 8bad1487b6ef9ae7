"""A real authority on loopback stamps a seal; whatever is wrong with its answer is refused, and nothing is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from stamping import Authority, authority, certify

from notifier.adapters.settings import Settings
from notifier.adapters.timestamps import Stamps
from notifier.errors import SettingsRefused, Tampered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEAL = bytes(range(32))


@pytest.fixture(params=[False, True], ids=["rsa", "elliptic"])
def clockwork(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Authority]:
    yield from authority(tmp_path / "tsa", curve=request.param)


@pytest.fixture
def stamps(clockwork: Authority) -> Stamps:
    told = Stamps.of(Settings(tsa_url=clockwork.url, tsa_roots=clockwork.roots))
    assert told
    return told


def test_a_stamp_tells_the_moment(stamps: Stamps) -> None:
    moment = stamps.verify(stamps.stamp(SEAL), SEAL)
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 60


def test_a_stamp_of_something_else_is_none(stamps: Stamps) -> None:
    with pytest.raises(Tampered, match="time stamp does not hold"):
        stamps.verify(stamps.stamp(SEAL), SEAL[::-1])


def test_every_changed_byte_of_a_stamp_is_seen(stamps: Stamps) -> None:
    told = stamps.stamp(SEAL)
    for place in range(40, len(told), 97):
        changed = bytearray(told)
        changed[place] ^= 1
        try:
            moment = stamps.verify(bytes(changed), SEAL)
        except Tampered:
            continue
        # A bit outside of what is signed, in the frame or the list of certificates, moves nothing that counts.
        assert moment == stamps.verify(told, SEAL)


def test_another_authority_is_not_trusted(stamps: Stamps, tmp_path: Path) -> None:
    certify(tmp_path / "other")
    other = Stamps.of(Settings(tsa_url=stamps.url, tsa_roots=tmp_path / "other" / "root.pem"))
    assert other
    with pytest.raises(SettingsRefused, match="NOTIFIER_TSA_URL: the answer"):
        other.stamp(SEAL)
    with pytest.raises(Tampered):
        other.verify(stamps.stamp(SEAL), SEAL)


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("rubbish", "the answer of the time stamp authority does not hold"),
        ("busy", r"gave no answer \(503\)"),
        ("large", "gave no answer"),
    ],
)
def test_what_nobody_could_check_is_refused(
    clockwork: Authority, stamps: Stamps, answer: str, cause: str
) -> None:
    clockwork.answer = answer
    with pytest.raises(SettingsRefused, match=cause):
        stamps.stamp(SEAL)


def test_an_old_answer_told_again_is_refused(clockwork: Authority, stamps: Stamps) -> None:
    clockwork.answer = "replay"
    stamps.stamp(SEAL)
    with pytest.raises(SettingsRefused, match="Nonce mismatch"):
        stamps.stamp(SEAL)


def test_an_authority_that_is_not_there_is_said_so(stamps: Stamps) -> None:
    gone = Stamps("http://127.0.0.1:9/", stamps.roots)
    with pytest.raises(SettingsRefused, match="gave no answer"):
        gone.stamp(SEAL)


def test_stamps_need_certificates(tmp_path: Path) -> None:
    assert Stamps.of(Settings()) is None
    with pytest.raises(SettingsRefused, match="NOTIFIER_TSA_ROOTS: no certificate vouches"):
        Stamps.of(Settings(tsa_url="http://127.0.0.1:9/"))
    for name, content in (("none.pem", None), ("empty.pem", b"hello")):
        path = tmp_path / name
        if content:
            path.write_bytes(content)
        with pytest.raises(SettingsRefused, match="no certificate can be read"):
            Stamps.of(Settings(tsa_roots=path))
