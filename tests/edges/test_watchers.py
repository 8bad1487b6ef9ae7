"""Whoever wants to be told asks twice, is told like everybody else, and leaves with one click."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from desks import MORNING
from sqlalchemy import delete, func, select
from watching import joined, outbox, path, put_in, told

from notifier.adapters.store.people import People
from notifier.adapters.store.tables import campaign, watcher
from notifier.adapters.store.watchers import Watchers
from notifier.cli import group
from notifier.core import watch
from notifier.core.text import EN, PolicyName
from notifier.core.token import Purpose
from notifier.core.watch import Watcher

if TYPE_CHECKING:
    from desks import Hall

PRIVACY = PolicyName("privacy")


def rows(hall: Hall) -> int:
    with hall.engine.begin() as connection:
        return int(connection.execute(select(func.count()).select_from(watcher)).scalar_one())


def run(hall: Hall, *arguments: str, by: str = "Ada") -> str:
    done = CliRunner(
        env={"NOTIFIER_OPERATOR": by, "NOTIFIER_KEY": hall.settings.key.get_secret_value()}
    ).invoke(group, ["--repo", str(hall.repo.path), *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_an_address_that_is_put_in_is_asked_and_not_told(house: Hall) -> None:
    page = put_in(house)
    assert page.status_code == 200
    assert "Look into your mailbox" in page.text
    (mail,) = outbox(house)
    assert mail["To"] == "Nora@example.org"
    assert mail["Subject"] == "Do you want to be told when “Privacy policy” changes?"
    assert told(house) == 0


def test_looking_at_an_invitation_says_nothing(house: Hall) -> None:
    put_in(house)
    link = path(outbox(house)[0], "w")
    for look in (house.client.get, house.client.head):
        assert look(link).status_code == 200
    assert "N•••@example.org" in house.client.get(link).text
    assert told(house) == 0


def test_a_yes_counts_once(house: Hall) -> None:
    put_in(house)
    link = path(outbox(house)[0], "w")
    for _ in range(2):
        page = house.client.post(link)
        assert "You will be told" in page.text
    assert told(house) == 1


def test_the_page_speaks_french(house: Hall) -> None:
    page = house.client.get("/watch/privacy?lang=fr")
    assert "Votre adresse électronique" in page.text
    put_in(house, lang="fr")
    (mail,) = outbox(house)
    assert mail["Content-Language"] == "fr"
    assert "Règles de confidentialité" in mail["Subject"]
    assert "Oui, prévenez-moi" in house.client.get(path(mail, "w")).text


def test_nobody_learns_whether_an_address_is_known(house: Hall) -> None:
    first = put_in(house)
    assert put_in(house).text == first.text
    joined(house)
    assert put_in(house).text == first.text
    assert put_in(house, "person1@example.org").text == first.text


def test_a_stranger_cannot_fill_a_mailbox(house: Hall) -> None:
    for _ in range(3):
        put_in(house)
    assert len(outbox(house)) == 1
    house.clock.at += watch.PATIENCE
    put_in(house)
    assert len(outbox(house)) == 2
    assert len({mail["Message-ID"] for mail in outbox(house)}) == 2


def test_an_invitation_ends_after_seven_days(house: Hall) -> None:
    put_in(house)
    link = path(outbox(house)[0], "w")
    house.clock.at += watch.OPEN + timedelta(days=1)
    assert house.client.get(link).status_code == 404
    assert house.client.post(link).status_code == 404
    assert told(house) == 0


@pytest.mark.parametrize(
    "address", ["", "nobody at all", "a@b", "two@example.org, three@example.org", "x" * 300]
)
def test_what_is_no_address_is_shown_again(hall: Hall, address: str) -> None:
    page = put_in(hall, address)
    assert page.status_code == 422
    assert "This is no mail address" in page.text
    assert rows(hall) == 0


def test_a_form_of_another_site_is_not_taken(hall: Hall) -> None:
    assert put_in(hall, origin="https://elsewhere.example").status_code == 403
    assert put_in(hall, **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert rows(hall) == 0


def test_a_body_that_is_no_form_brings_no_address(hall: Hall) -> None:
    assert hall.client.post("/watch/privacy", content=b"\xff\xfe").status_code == 422


def test_one_network_asks_ten_times_a_minute_at_most(hall: Hall) -> None:
    for number in range(10):
        assert put_in(hall, f"n{number}@example.org").status_code == 200
    refused = put_in(hall, "n10@example.org")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")


def test_a_policy_that_is_not_there_cannot_be_watched(hall: Hall) -> None:
    assert hall.client.get("/watch/nothing").status_code == 404
    assert hall.client.get("/watch/privacy?lang=xx").status_code == 404


def test_an_invitation_that_cannot_leave_is_not_kept(hall: Hall) -> None:
    box = hall.repo.path / ".notifier" / "outbox"
    box.parent.mkdir(exist_ok=True)
    box.write_text("a file where the folder should be", "utf-8")
    page = put_in(hall)
    assert page.status_code == 503
    assert "We could not send the invitation" in page.text
    assert rows(hall) == 0


def test_a_watcher_is_told_from_the_release_before_and_leaves_with_one_click(hall: Hall) -> None:
    joined(hall)
    with hall.engine.begin() as connection:
        connection.execute(delete(campaign))
    plan = run(hall, "notify", "plan", "privacy")
    assert re.search(r"1 +en +from 1\.0\.0 +watcher", plan), plan
    run(hall, "notify", "approve", by="Ben")
    run(hall, "notify", "send")
    mail = next(one for one in outbox(hall) if one["To"] == "Nora@example.org" and "rights" in one["Subject"])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = path(mail, "u")
    assert link in str(mail["List-Unsubscribe"])
    assert "Stop these mails" in hall.client.get(link).text
    assert told(hall) == 1
    gone = hall.client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert gone.status_code == 200
    assert "No more mails" in gone.text
    assert told(hall) == 0


def test_leaving_forgets_the_address_and_can_be_done_again(house: Hall) -> None:
    joined(house)
    number = People(house.engine, secret=house.settings.address_secret).find("Nora@example.org")[0].id
    link = f"/u/{house.link(number, purpose=Purpose.UNSUBSCRIBE)}"
    for _ in range(2):
        assert house.client.post(link).status_code == 200
    assert "No more mails" in house.client.get(link).text
    assert not People(house.engine, secret=house.settings.address_secret).find("Nora@example.org")
    known = Watchers(house.engine, secret=house.settings.address_secret).known(PRIVACY, "Nora@example.org")
    assert known is not None
    assert (known.email, known.told) == ("", False)


def test_whoever_left_can_ask_again(house: Hall) -> None:
    joined(house)
    number = People(house.engine, secret=house.settings.address_secret).find("Nora@example.org")[0].id
    house.client.post(f"/u/{house.link(number, purpose=Purpose.UNSUBSCRIBE)}")
    house.clock.at += watch.PATIENCE
    joined(house)
    assert told(house) == 1


def test_the_link_of_a_person_whom_a_policy_binds_ends_nothing(hall: Hall) -> None:
    link = f"/u/{hall.link(1, purpose=Purpose.UNSUBSCRIBE)}"
    assert hall.client.get(link).status_code == 404
    assert hall.client.post(link).status_code == 404


def test_erasing_somebody_ends_what_they_watched(house: Hall) -> None:
    joined(house)
    people = People(house.engine, secret=house.settings.address_secret)
    people.erase(people.find("Nora@example.org")[0].id, actor="Ada", now=MORNING)
    assert (told(house), rows(house)) == (0, 0)


def test_nothing_binds_a_watcher(hall: Hall) -> None:
    joined(hall)
    name = People(hall.engine, secret=hall.settings.address_secret).find("Nora@example.org")[0]
    assert name.subject is not None
    done = CliRunner(env={"NOTIFIER_KEY": hall.settings.key.get_secret_value()}).invoke(
        group, ["--repo", str(hall.repo.path), "binding", "Nora@example.org", "--policy", "privacy"]
    )
    assert done.exit_code == 1
    assert "was never bound by privacy" in str(done.exception)


def test_an_import_brings_no_watcher(hall: Hall) -> None:
    people = hall.repo.path / "people.csv"
    people.write_text(
        "external_id,email,language,services,baseline\nwatching:privacy:1,a@example.org,en,accounts,1.0.0\n",
        "utf-8",
    )
    done = CliRunner(env={"NOTIFIER_KEY": hall.settings.key.get_secret_value()}).invoke(
        group, ["--repo", str(hall.repo.path), "subjects", "import", str(people)]
    )
    assert "names watchers" in done.output


def test_an_invitation_waits_for_nobody_who_left_or_was_never_there() -> None:
    one = Watcher(
        id=1, policy=PRIVACY, email="", language=EN, asked_at=MORNING, confirmed_at=None, left_at=MORNING
    )
    assert not watch.confirms(one, MORNING)
    assert not watch.confirms(None, MORNING)
    assert watch.watched(("accounts",)) is None
    assert watch.watched((watch.service(PRIVACY),)) == PRIVACY
