"""A store that cannot be written never says that it was."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import event, text

from notifier.adapters.store.ledger_check import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from desks import Hall
    from httpx import Response


@contextmanager
def read_only(house: Hall) -> Iterator[None]:
    if house.engine.dialect.name == "sqlite":

        def locked(connection: object, record: object, proxy: object) -> None:
            del record, proxy
            connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]

        event.listen(house.engine, "checkout", locked)
        yield
        event.remove(house.engine, "checkout", locked)
        house.engine.dispose()
        return
    name = house.engine.url.database
    with house.engine.begin() as connection:
        connection.execute(text(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on'))
    house.engine.dispose()
    yield
    with house.engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.execute(text("SET default_transaction_read_only = off"))
        connection.execute(text(f'ALTER DATABASE "{name}" RESET default_transaction_read_only'))
    house.engine.dispose()


def refused(told: Response) -> None:
    assert told.status_code == 503
    assert "We could not record your answer" in told.text
    assert "Your answer is recorded" not in told.text
    assert told.headers["retry-after"]


def test_a_store_that_may_only_be_read_never_says_that_it_wrote(house: Hall) -> None:
    form = house.form(_0="accept")
    with read_only(house):
        assert house.get().status_code == 200
        refused(house.post(form))
    assert house.ledger.count() == 0
    assert house.post(form).status_code == 303


def test_a_full_disk_never_says_that_it_wrote(hall: Hall) -> None:
    form = hall.form(_0="accept")

    def full(connection: object, record: object, proxy: object) -> None:
        del record, proxy
        pages = connection.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined]
        connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    def roomy(connection: object, record: object, proxy: object) -> None:
        del record, proxy
        connection.execute("PRAGMA max_page_count=1000000")  # type: ignore[attr-defined]

    event.listen(hall.engine, "checkout", full)
    while True:
        # The free pages of the file are used up first.
        form = hall.form(_0=("accept", "keep")[hall.count() % 2])
        told = hall.post(form)
        if told.status_code != 303:
            break
    refused(told)
    kept = hall.count()
    event.remove(hall.engine, "checkout", full)
    event.listen(hall.engine, "checkout", roomy)
    assert hall.post(form).status_code == 303
    assert hall.count() == kept + 1
    assert list(check(hall.engine)) == []


def test_a_store_that_is_locked_by_another_never_says_that_it_wrote(hall: Hall) -> None:
    form = hall.form(_0="accept")

    def hurried(connection: object, record: object, proxy: object) -> None:
        del record, proxy
        connection.execute("PRAGMA busy_timeout=50")  # type: ignore[attr-defined]

    event.listen(hall.engine, "checkout", hurried)
    with hall.engine.begin():
        assert hall.get().status_code == 200
        refused(hall.post(form))
    assert hall.count() == 0
    assert hall.post(form).status_code == 303


def test_a_writer_that_does_not_answer_in_time_is_not_believed(hall: Hall) -> None:
    class Lost:
        def append(self, batch: object) -> tuple[()]:
            raise TimeoutError

    form = hall.form(_0="accept")
    hall.desk.writer = Lost()  # type: ignore[assignment]
    refused(hall.post(form))


def test_broken_policies_are_told_to_the_operator_and_nothing_is_recorded(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    form = hall.form(_0="accept")
    place = hall.repo.path / "policy/releases/privacy/2.0.0.toml"
    whole = place.read_text()
    place.write_text(whole.replace("version", "versoin", 1))
    hall.desk.shelf.forget()
    told = hall.post(form)
    refused(told)
    assert "2.0.0.toml" in caplog.text
    assert hall.link(1) not in caplog.text
    place.write_text(whole)
    hall.desk.shelf.forget()
    assert hall.post(form).status_code == 303
