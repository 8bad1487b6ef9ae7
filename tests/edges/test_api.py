"""Applications get the same answers as the pages, by a key that says what they may ask."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from applications import BASE, App, person, problem
from sqlalchemy import text

from notifier.adapters.store.ledger_check import check
from notifier.adapters.store.people import People
from notifier.core.consent import Answer, Method

if TYPE_CHECKING:
    from desks import Hall


@pytest.fixture
def app(house: Hall) -> App:
    return App(house)


def test_which_words_bind_a_person_on_a_day(app: App) -> None:
    told = app.get("/binding", person="p1", on="2026-02-28").json()
    assert {one["version"] for one in told["clauses"]} == {"1.0.0"}
    told = app.get("/binding", person="p1", on="2026-03-01").json()
    versions = {one["clause"]: (one["version"], one["held_by"]) for one in told["clauses"]}
    assert versions.pop("retention-1") == ("1.0.0", ["2.0.0/retention-1"])
    assert all(one == ("2.0.0", []) for one in versions.values())
    assert (told["person"], told["policy"], told["baseline"]) == ("p1", "privacy", "1.0.0")
    (one,) = app.get("/binding", person="p1", on="2026-03-01", clause="retention-1").json()["clauses"]
    assert one["version"] == "1.0.0"
    assert (
        app.get("/binding", person="p1", at="2026-02-28T23:00:00Z").json()["clauses"][0]["version"] == "2.0.0"
    )
    assert app.get("/binding", person="p1", on="1999-01-01").json()["clauses"] == []


def test_what_is_not_there_is_told_as_a_problem(app: App) -> None:
    for query in (
        {"person": "nobody"},
        {"person": "person1@example.org"},
        {"person": "p1", "policy": "terms"},
        {"person": "p1", "clause": "nowhere"},
    ):
        problem(app.get("/binding", **query), 404, "not-found")
    for query in (
        {},
        {"person": ""},
        {"person": "p1", "on": "2026-02-30"},
        {"person": "p1", "at": "2026-02-01T00:00:00"},
        {"person": "p1", "on": "2026-02-01", "at": "2026-02-01T00:00:00Z"},
        {"person": "p1", "on": "9999-12-31"},
        {"person": "p\x001"},
        {"person": "p1", "other": "x"},
    ):
        problem(app.get("/binding", **query), 422, "invalid")
    problem(app.house.client.get(f"{BASE}/elsewhere"), 404, "not-found")
    problem(app.send("DELETE", "/people", {}), 405, "method")
    assert app.send("DELETE", "/people", {}).headers["allow"] == "GET, PUT"


def test_who_must_be_asked_and_for_what(app: App, house: Hall) -> None:
    told = app.questions()
    assert (told["asked"], told["open"], told["version"], told["effective_on"]) == (
        True,
        1,
        "2.0.0",
        "2026-03-01",
    )
    (one,) = told["questions"]
    assert one["reductions"] == ["2.0.0/retention-1"]
    assert "thirty" in one["changes"][0]["before"]
    assert "<ins>" in one["changes"][0]["html"]
    assert one["keep"].startswith("I keep my current terms.")
    page = house.client.get(told["link"].removeprefix("https://decide.example.org"))
    assert page.status_code == 200
    assert "A change needs your answer" in page.text
    french = app.questions("p1", language="fr")
    assert "soixante" in french["questions"][0]["changes"][0]["after"]
    house.say("keep")
    after = app.questions()
    assert (after["asked"], after["open"], after["questions"][0]["said"]["answer"]) == (False, 0, "declined")
    assert house.ledger.count() == 1


def test_a_decision_from_the_page_of_an_application_is_kept_as_any_other(app: App, house: Hall) -> None:
    done = app.send("POST", "/decisions", app.decision(app.questions()))
    assert done.status_code == 201
    told = done.json()
    (entry,) = house.ledger.of(1)
    assert (entry.answer, entry.method, entry.delivery) == (Answer.ACCEPTED, Method.APPLICATION, 0)
    assert told["receipt"] == house.ledger.head(1)
    assert told["answers"] == [
        {"answer": "accepted", "covers": ["2.0.0/retention-1"], "leaf": house.ledger.head(1)}
    ]
    (private,) = house.ledger.private(1)
    assert (private["address"], private["agent"]) == ("192.0.2.0/24", "a browser")
    assert list(check(house.engine)) == []
    binding = app.get("/binding", person="p1", on="2026-03-01", clause="retention-1").json()
    assert binding["clauses"][0]["version"] == "2.0.0"


def test_the_same_decision_sent_twice_is_kept_once(app: App, house: Hall) -> None:
    told = app.decision(app.questions())
    first, again = app.send("POST", "/decisions", told), app.send("POST", "/decisions", told)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == {**first.json(), "again": True}
    assert house.ledger.count() == 1


def test_only_what_was_shown_to_this_person_is_recorded(app: App, house: Hall) -> None:
    asked, other = app.questions("p1"), app.questions("p3")
    for wrong in (
        {"token": other["token"]},
        {"token": asked["token"][:-1]},
        {"token": ""},
        {"page": "0" * 64},
        {"person": "p3"},
        {"token": house.form()["nonce"]},
    ):
        problem(app.send("POST", "/decisions", app.decision(asked, **wrong)), 422, "token")
    for wrong in (
        {"answers": []},
        {"answers": [{"place": 7, "choice": "accept"}]},
        {"answers": [{"place": 0, "choice": "accept"}, {"place": 0, "choice": "keep"}]},
        {"answers": [{"place": 0, "choice": "perhaps"}]},
        {"express": False},
        {"express": None},
        {"shown": "x"},
        {"more": 1},
    ):
        problem(app.send("POST", "/decisions", app.decision(asked, **wrong)), 422, "invalid")
    problem(app.send("POST", "/decisions", app.decision(asked, person="nobody")), 404, "not-found")
    problem(app.send("POST", "/decisions", app.decision(asked, shown="0" * 64)), 409, "outdated")
    assert house.ledger.count() == 0


def test_a_page_that_is_no_longer_the_newest_brings_the_new_one(app: App, house: Hall) -> None:
    old = app.questions()
    house.say("keep")
    told = problem(app.send("POST", "/decisions", app.decision(old)), 409, "outdated")
    assert told["questions"]["questions"][0]["said"]["answer"] == "declined"
    assert app.send("POST", "/decisions", app.decision(told["questions"])).status_code == 201
    later = app.questions()
    house.clock.on(2 * 60 * 60 + 11)
    problem(app.send("POST", "/decisions", app.decision(later)), 409, "outdated")


PURPOSE = """
[policies.privacy.purposes.history]
clause = "retention-1"
since = "2.0.0"

[policies.privacy.purposes.past]
clause = "retention-1"
since = "1.0.0"
until = "2.0.0"
"""


@pytest.fixture
def purposes(house: Hall) -> None:
    place = house.repo.path / "policy" / "policies.toml"
    place.write_text(place.read_text() + PURPOSE)
    house.desk.shelf.forget()


@pytest.mark.usefixtures("purposes")
def test_a_purpose_is_allowed_only_by_the_words_that_bind(app: App, house: Hall) -> None:
    def allowed(person: str, **query: str) -> bool:
        answer = app.get("/permission", person=person, **query)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert isinstance(told["allowed"], bool)
        return bool(told["allowed"])

    app.send("POST", "/decisions", app.decision(app.questions("p1")))
    app.send("POST", "/decisions", app.decision(app.questions("p3"), "keep"))
    assert not allowed("p1", purpose="history")
    assert allowed("p1", purpose="past")
    house.clock.at = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert allowed("p1", purpose="history")
    assert not allowed("p3", purpose="history")
    assert not allowed("p2", purpose="history")
    assert not allowed("p1", purpose="past")
    assert allowed("p3", purpose="past")
    assert allowed("p1", clause="retention-1", since="2.0.0")
    assert not allowed("p1", clause="retention-1", since="2.0.1")
    assert not allowed("p1", clause="nowhere", since="1.0.0")
    assert not allowed("p1", purpose="history", at="2026-02-01T00:00:00Z")
    assert [one["purposes"] for one in app.get("/policies").json()["policies"]] == [["history", "past"]]


@pytest.mark.usefixtures("purposes")
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"person": "nobody", "purpose": "history"}, 404),
        ({"person": "p1", "purpose": "unknown"}, 404),
        ({"person": "p1"}, 422),
        ({"person": "p1", "clause": "retention-1"}, 422),
        ({"person": "p1", "purpose": "history", "clause": "retention-1"}, 422),
    ],
)
def test_what_is_not_known_is_not_allowed(app: App, query: dict[str, str], status: int) -> None:
    told = app.get("/permission", **query)
    assert told.status_code == status
    assert told.json()["allowed"] is False
    app.headers = {}
    assert app.get("/permission", **query).json()["allowed"] is False


def test_people_are_taken_all_or_none(app: App, house: Hall) -> None:
    people = People(house.engine, secret=house.settings.address_secret)
    assert app.send("PUT", "/people", {"people": [person(), person(person="two", email="")]}).json() == {
        "kept": 2,
        "erased": 0,
    }
    assert app.get("/people", person="new").json() == person()
    changed = person(email="newer@example.org", language="en")
    assert app.send("PUT", "/people", {"people": [changed]}).status_code == 200
    assert app.get("/people", person="new").json() == changed
    told = problem(
        app.send(
            "PUT", "/people", {"people": [person(person="three"), person(person="four", services=["x"])]}
        ),
        422,
        "invalid",
    )
    assert [error["place"] for error in told["errors"]] == ["people.1"]
    assert people.named(["three", "four"]) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"person": ""},
        {"person": "=1+1"},
        {"email": "no address"},
        {"email": "a@example.org\r\nBcc: b@example.org"},
        {"language": "de"},
        {"services": []},
        {"baselines": {}},
        {"baselines": {"privacy": "9.0.0"}},
        {"baselines": {"terms": "1.0.0"}},
        {"baselines": {"privacy": "1"}},
        {"baselines": {"privacy=1.0.0 privacy": "1.0.0"}},
        {"more": 1},
    ],
)
def test_people_who_could_not_be_told_are_refused(app: App, wrong: dict[str, Any]) -> None:
    problem(app.send("PUT", "/people", {"people": [person(**wrong)]}), 422, "invalid")


def test_where_a_person_began_never_moves(app: App) -> None:
    raised = person(person="p1", email="person1@example.org", language="en", baselines={"privacy": "2.0.0"})
    told = problem(app.send("PUT", "/people", {"people": [raised]}), 422, "invalid")
    assert "does not change" in told["errors"][0]["why"]
    problem(app.send("PUT", "/people", {"people": [person(), person()]}), 422, "invalid")
    assert app.get("/people", person="p1").json()["baselines"] == {"privacy": "1.0.0"}


def test_who_was_forgotten_is_not_brought_back(app: App, house: Hall) -> None:
    People(house.engine, secret=house.settings.address_secret).erase(1, actor="Ada", now=house.clock())
    problem(app.get("/people", person="p1"), 404, "not-found")
    again = person(person="p1", email="person1@example.org")
    assert app.send("PUT", "/people", {"people": [again]}).json() == {"kept": 0, "erased": 1}


def test_what_did_not_change_is_not_sent_again(app: App, house: Hall) -> None:
    for path, query in (
        ("/binding", {"person": "p1", "on": "2026-03-01"}),
        ("/questions", {"person": "p1"}),
        ("/people", {"person": "p1"}),
        ("/policies", {}),
    ):
        first = app.get(path, **query)
        again = app.get(path, headers={"If-None-Match": f'"x", {first.headers["etag"]}'}, **query)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "private" in first.headers["cache-control"]
        assert app.house.client.head(f"{BASE}{path}", params=query, headers=app.headers).status_code == 200
    tags = [
        app.get(path, person="p1", **on).headers["etag"]
        for path, on in (("/binding", {"on": "2026-03-01"}), ("/questions", {}))
    ]
    house.say("accept")
    assert (
        app.get("/binding", headers={"If-None-Match": tags[0]}, person="p1", on="2026-03-01").status_code
        == 200
    )
    assert app.get("/questions", headers={"If-None-Match": tags[1]}, person="p1").status_code == 200


def test_everybody_may_be_told_of_the_newest_version_from_any_site(app: App, house: Hall) -> None:
    answer = house.client.get(f"{BASE}/banner", params={"language": "fr"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "public, max-age=300"
    told = answer.json()
    assert (told["version"], told["asks"], told["language"]) == ("2.0.0", False, "fr")
    assert told["link"] == "https://policies.example.org/fr/privacy/changes/2.0.0/"
    asked = app.questions("p1")
    assert asked["banner"]["asks"] is True
    assert asked["banner"]["link"] == asked["link"]
    house.say("keep")
    assert app.questions("p1")["banner"]["asks"] is False


@pytest.mark.parametrize(
    ("kind", "sent", "status", "name"),
    [
        ("application/json", b"a" * 10_000_000, 413, "too-large"),
        ("application/json", b"{", 422, "invalid"),
        ("application/json", b'"\\ud800"', 422, "invalid"),
        ("application/json", b"[" * 60_000, 422, "invalid"),
        ("application/json", b"\xff\xfe", 422, "invalid"),
        ("application/json", b"", 422, "invalid"),
        ("text/plain", b"{}", 415, "media-type"),
        ("application/x-www-form-urlencoded", b"a=b", 415, "media-type"),
        ("multipart/form-data; boundary=x", b"", 415, "media-type"),
        ("", b"{}", 415, "media-type"),
    ],
)
def test_bodies_that_are_none_are_refused(app: App, kind: str, sent: bytes, status: int, name: str) -> None:
    headers = {**app.headers, "Content-Type": kind}
    problem(app.house.client.post(f"{BASE}/decisions", content=sent, headers=headers), status, name)
    if status == 413:
        parts = (sent[:65_536] for _ in range(40))
        problem(app.house.client.post(f"{BASE}/decisions", content=parts, headers=headers), status, name)


def test_a_store_that_takes_nothing_is_told_as_a_problem(app: App, house: Hall) -> None:
    told = app.decision(app.questions())
    with house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE entry_private RENAME TO away"))
    answer = app.send("POST", "/decisions", told)
    problem(answer, 503, "unavailable")
    assert answer.headers["retry-after"]
    with house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO entry_private"))
    assert house.ledger.count() == 0
    assert app.send("POST", "/decisions", told).status_code == 201


def test_the_document_names_every_route_and_may_be_read_by_anybody(house: Hall) -> None:
    answer = house.client.get(f"{BASE}/openapi.json")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    for path, methods in told["paths"].items():
        for method in methods:
            assert house.client.request(method, f"{BASE}{path}").status_code not in {404, 405}
    assert not re.search(r"\$defs", answer.text)
    again = house.client.get(f"{BASE}/openapi.json", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_a_person_of_a_later_beginning_is_not_asked(app: App, house: Hall) -> None:
    late = person(person="late", language="en", baselines={"privacy": "2.0.0"})
    app.send("PUT", "/people", {"people": [late]})
    told = app.questions("late")
    assert (told["asked"], told["questions"]) == (False, [])
    assert app.get("/binding", person="late", on="2026-02-01").json()["clauses"] == []
    house.clock.at += timedelta(days=60)
    assert house.clock().date() > date(2026, 3, 1)
    assert app.get("/binding", person="late").json()["clauses"][0]["version"] == "2.0.0"
