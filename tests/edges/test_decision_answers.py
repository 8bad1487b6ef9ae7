"""An answer counts when it was given to the page that was shown, once, and only then."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from desks import Hall
from repositories import edited
from sqlalchemy import text

from notifier.core.consent import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from notifier.adapters.store.ledger import Answered, Outcome


def test_dfe_1760_an_answer_to_a_page_that_was_never_shown_is_refused(hall: Hall) -> None:
    form = hall.form(_0="accept")
    other = hall.form(2, "?lang=en", _0="accept")
    stamp = form["nonce"].partition(".")[2]
    for nonce in ("", "1", "x.y", f"9{form['nonce']}", f"{form['nonce']}0", f"².{stamp}", other["nonce"]):
        assert hall.post({**form, "nonce": nonce}).status_code == 404
    assert hall.post({**form, "page": "0" * 64}).status_code == 404
    assert hall.count() == 0
    assert hall.post(form).status_code == 303


def test_an_answer_needs_a_choice_and_a_confirmation(hall: Hall) -> None:
    form = hall.form(_0="keep")
    for missing in ("own", "answer.0"):
        told = hall.post({name: value for name, value in form.items() if name != missing})
        assert told.status_code == 422
        assert "Something is missing" in told.text
        assert ("checked" in told.text) == (missing == "own")
    assert hall.post({**form, "answer.0": "perhaps"}).status_code == 422
    assert hall.count() == 0


def test_what_answers_faster_than_anybody_reads_is_asked_again(hall: Hall) -> None:
    form = hall.form(_0="accept")
    hall.clock.on(-9.5)
    told = hall.post(form)
    assert told.status_code == 422
    assert "That was very fast" in told.text
    assert hall.count() == 0


def test_a_page_that_was_open_too_long_is_shown_anew(hall: Hall) -> None:
    form = hall.form(_0="accept")
    hall.clock.on(2 * 60 * 60)
    assert hall.post(form).status_code == 409
    assert hall.count() == 0


def test_synapse_4004_a_newer_release_in_between_is_shown_instead(hall: Hall) -> None:
    form = hall.form(_0="accept")
    newer(hall)
    told = hall.post(form)
    assert told.status_code == 409
    assert "This page was no longer the newest" in told.text
    assert "2 changes need your answer" in told.text
    assert hall.count() == 0
    assert hall.post(hall.form(_0="keep", _1="accept")).status_code == 303
    assert [(e.answer, e.covers) for e in hall.ledger.of(1)] == [
        (Answer.DECLINED, ("2.0.0/retention-1",)),
        (Answer.ACCEPTED, ("3.0.0/retention-3",)),
    ]


def newer(hall: Hall) -> None:
    """Withdraw nothing, wait for March, and release a third text that takes something else."""
    hall.clock.at = hall.clock.at.replace(month=3, day=2)
    hall.repo.today = date(2026, 3, 2)
    hall.repo.release(
        "3.0.0",
        edited(hall.repo.texts, ("one year", "ten years"), ("un an", "dix ans")),
        published=date(2026, 3, 2),
        effective=date(2026, 5, 1),
        historic=False,
    )


def test_one_answer_may_count_for_every_change(hall: Hall) -> None:
    newer(hall)
    page = hall.get().text
    assert "Or one answer to all of them" in page
    assert hall.post(hall.form(_all="accept", _0="keep")).status_code == 303
    assert [(e.answer, e.covers[0]) for e in hall.ledger.of(1)] == [
        (Answer.DECLINED, "2.0.0/retention-1"),
        (Answer.ACCEPTED, "3.0.0/retention-3"),
    ]


def test_who_answers_one_of_two_stays_silent_on_the_other(hall: Hall) -> None:
    newer(hall)
    hall.post(hall.form(_1="accept"))
    assert len(hall.ledger.of(1)) == 1
    assert "A change needs your answer" in hall.get().text


def test_pressing_twice_records_once(hall: Hall) -> None:
    form = hall.form(_0="accept")
    assert [hall.post(form).status_code for _ in range(3)] == [303, 303, 303]
    assert len(hall.ledger.of(1)) == 1
    assert hall.post({**form, "answer.0": "keep"}).status_code == 409


def test_fifty_posts_at_once_are_one_answer(hall: Hall) -> None:
    form = hall.form(_0="accept")
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(lambda _: hall.post(form).status_code, range(50)))
    assert set(told) == {303}
    assert len(hall.ledger.of(1)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_an_answer_from_another_site_is_refused(hall: Hall, headers: dict[str, str]) -> None:
    assert hall.post(hall.form(_0="accept"), **headers).status_code == 403
    assert hall.count() == 0


def test_a_browser_that_tells_no_origin_may_answer(hall: Hall) -> None:
    told = hall.post(hall.form(_0="accept"), Origin="null", **{"Sec-Fetch-Site": "same-origin"})
    assert told.status_code == 303


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""])
def test_only_a_form_is_an_answer(hall: Hall, kind: str) -> None:
    link = f"/c/{hall.link(1)}"
    assert hall.client.post(link, content=b"{}", headers={"Content-Type": kind}).status_code == 415


def test_large_and_broken_bodies_are_refused(hall: Hall) -> None:
    link, kind = f"/c/{hall.link(1)}", {"Content-Type": "application/x-www-form-urlencoded"}
    assert hall.client.post(link, content=b"a" * 10_000_000, headers=kind).status_code == 413
    chunks = (b"a" * 65_536 for _ in range(160))
    assert hall.client.post(link, content=chunks, headers=kind).status_code == 413
    assert hall.client.post(link, content=b"\xff=\xfe", headers=kind).status_code == 404
    assert hall.client.post(link, content=b"&".join([b"a=b"] * 300), headers=kind).status_code == 404
    assert hall.count() == 0


def test_a_store_that_takes_no_answer_never_says_it_did(hall: Hall) -> None:
    form = hall.form(_0="accept")
    with hall.engine.begin() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
        )
    told = hall.post(form)
    assert told.status_code == 503
    assert "We could not record your answer" in told.text
    assert told.headers["retry-after"]
    assert hall.count() == 0


class Slow:
    """A writer before which the same person answers elsewhere."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall

    def append(self, batch: Sequence[Answered]) -> tuple[Outcome, ...]:
        Hall(self.hall.repo, self.hall.engine, self.hall.clock, self.hall.settings).say("keep")
        return self.hall.ledger.append(batch)


def test_of_two_windows_the_first_answer_counts(hall: Hall) -> None:
    form = hall.form(_0="accept")
    hall.desk.writer = Slow(hall)
    assert hall.post(form).status_code == 409
    assert [entry.answer for entry in hall.ledger.of(1)] == [Answer.DECLINED]
