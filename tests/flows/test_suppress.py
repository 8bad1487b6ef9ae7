"""No mail goes to an address that bounced elsewhere, or came back to us, until a person lifts that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from campaigns import SECRET, START, approved, enrolled, post, subjects
from sqlalchemy import select

from notifier.adapters.store import tables
from notifier.adapters.store.campaigns import Campaigns
from notifier.adapters.store.events import Events
from notifier.adapters.store.suppressions import Suppressions
from notifier.core import bounce
from notifier.core.delivery import RANKS, Event, delivery_id
from notifier.errors import SettingsRefused, SubjectRefused
from notifier.flows import deliver, track
from notifier.flows.suppress import suppress

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

KEY = b"k" * 32


def listed(folder: Path, text: str | bytes) -> Path:
    place = folder / "bounces.csv"
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def suppressed(store: Engine) -> int:
    return sum(group.suppressed for group in Campaigns(store).groups())


def take(store: Engine, file: Path, *, lift: bool = False) -> tuple[tuple[int, int], list[tuple[int, str]]]:
    told: list[tuple[int, str]] = []
    done = suppress(
        file,
        Suppressions(store, secret=SECRET),
        lift=lift,
        refuse=lambda line, why: told.append((line, why)),
        now=START,
    )
    return done, told


def addresses(store: Engine) -> list[str]:
    with store.begin() as connection:
        return list(connection.execute(select(tables.person.c.email).order_by(tables.person.c.id)).scalars())


def test_a_list_is_suppressed_and_lifted_again(store: Engine, tmp_path: Path) -> None:
    enrolled(store, subjects(4))
    one, two, *_ = addresses(store)
    file = listed(tmp_path, f"\ufeffEmail,Reason\n{one},550 {one} unknown\n{two},\nnobody,x\n")
    done, told = take(store, file)
    assert done == (2, 1)
    assert told[0][0] == 4
    assert suppressed(store) == 2
    assert take(store, file)[0] == (2, 1)
    assert Suppressions(store, secret=SECRET).count() == 2
    with store.begin() as connection:
        reasons = connection.execute(select(tables.suppression.c.reason)).scalars().all()
    assert sorted(reasons) == ["550 … unknown", "listed"]
    assert take(store, file, lift=True)[0] == (2, 1)
    assert suppressed(store) == 0
    assert take(store, file)[0] == (2, 1)
    assert suppressed(store) == 2


@pytest.mark.parametrize("text", ["address\na@example.org\n", "", b"\xff\xfe"])
def test_a_file_that_is_no_list_is_refused(store: Engine, tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(SubjectRefused):
        take(store, listed(tmp_path, text))


def returned(person: int, status: str = "5.1.1") -> bytes:
    to = bounce.address(delivery_id(1, person), "bounces.example.org", KEY)
    return (
        f"From: MAILER-DAEMON@mx.example.org\nTo: {to}\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nUndelivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\n"
        f"Final-Recipient: rfc822; x@example.org\nAction: failed\nStatus: {status}\n\n--b--\n"
    ).encode()


def lay(folder: Path, form: str) -> Path:
    bodies = [returned(1), returned(2, "4.4.7"), b"Subject: hello\n\nI am away.\n"]
    match form:
        case "maildir":
            for part in ("new", "cur", "tmp"):
                (folder / part).mkdir()
            for number, body in enumerate(bodies):
                (folder / ("cur" if number else "new") / f"{number}.mx").write_bytes(body)
            return folder
        case "folder":
            for number, body in enumerate(bodies):
                (folder / f"{number}.eml").write_bytes(body)
            return folder
        case "mbox":
            told = b"".join(
                b"From MAILER-DAEMON Mon Nov 23 12:00:00 2026\n" + body + b"\n" for body in bodies
            )
            (folder / "mbox").write_bytes(told)
            return folder / "mbox"
        case _:
            (folder / "one.eml").write_bytes(bodies[0])
            return folder / "one.eml"


@pytest.mark.parametrize(
    ("form", "read", "ours"), [("maildir", 3, 2), ("folder", 3, 2), ("mbox", 3, 2), ("file", 1, 1)]
)
def test_mails_that_came_back_are_read_from_disk_once(
    store: Engine, tmp_path: Path, form: str, read: int, ours: int
) -> None:
    enrolled(store, subjects(4))
    one = approved(store)
    deliver.expand(post(store, None), one, actor="Ada")  # type: ignore[arg-type]
    folder = tmp_path / form
    folder.mkdir()
    place = lay(folder, form)
    for _ in range(2):
        assert track.bring_back(Events(store), place, keys=[KEY], now=START) == (read, ours)
    with store.begin() as connection:
        ranks = dict(connection.execute(select(tables.delivery.c.id, tables.delivery.c.rank)).all())
        kept = connection.execute(select(tables.event.c.key)).all()
    assert ranks[delivery_id(1, 1)] == RANKS[Event.BOUNCED]
    assert len(kept) == ours
    assert suppressed(store) == 1


def test_a_folder_that_is_gone_is_told(store: Engine, tmp_path: Path) -> None:
    with pytest.raises(SettingsRefused):
        track.bring_back(Events(store), tmp_path / "nothing", keys=[KEY], now=START)
