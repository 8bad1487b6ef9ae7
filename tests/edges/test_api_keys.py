"""A key of an application says what it may ask, how often, and ends at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from applications import BASE, App, key, keys, problem
from sqlalchemy import select

from notifier.adapters.store.keys import Keys
from notifier.adapters.store.outgoing_tables import api_key
from notifier.core.access import Scope

if TYPE_CHECKING:
    from desks import Hall


def test_a_key_is_kept_as_a_hash_and_ends_at_once(house: Hall) -> None:
    app = App(house)
    told = app.headers["Authorization"].partition(" ")[2]
    with house.engine.connect() as connection:
        (row,) = connection.execute(select(api_key)).mappings().all()
    _, number, secret = told.split("_", 2)
    assert number == str(row["id"])
    assert len(secret) == 43, "256 bits in the alphabet of base64, which has a low line of its own"
    assert all(secret not in str(value) for value in row.values())
    assert app.get("/policies").status_code == 200
    keys(house).revoke("shop", now=house.clock())
    answer = app.get("/policies")
    problem(answer, 401, "unauthorized")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_made_under_an_earlier_secret_is_still_good(house: Hall) -> None:
    told = key(house)
    turned = Keys(house.engine, secrets=(b"n" * 32, *house.settings.secrets("api keys")))
    assert turned.holder(told) is not None
    assert Keys(house.engine, secrets=(b"n" * 32,)).holder(told) is None


@pytest.mark.parametrize(
    "told",
    [
        "",
        "Bearer",
        "Basic x",
        "Bearer x",
        "Bearer policy_1_",
        "Bearer policy_99_abc",
        "Bearer policy_²_x",
        "Bearer policy_" + "9" * 30 + "_x",
    ],
)
def test_a_key_that_is_none_opens_nothing(house: Hall, told: str) -> None:
    key(house)
    headers = [(b"authorization", told.encode())] if told else []
    problem(house.client.get(f"{BASE}/policies", headers=headers), 401, "unauthorized")


def test_a_key_allows_only_what_it_names(house: Hall) -> None:
    asked = {
        ("GET", "/binding"): Scope.BINDING,
        ("GET", "/permission"): Scope.BINDING,
        ("GET", "/questions"): Scope.QUESTIONS,
        ("POST", "/decisions"): Scope.DECISIONS,
        ("GET", "/people"): Scope.PEOPLE,
        ("PUT", "/people"): Scope.ENROL,
    }
    for scope in Scope:
        app = App(house, scope, name=scope)
        for (method, path), needed in asked.items():
            answer = app.send(method, path, {}) if method != "GET" else app.get(path, person="p1")
            assert (answer.status_code == 403) == (needed is not scope), (scope, method, path)


def test_who_asks_too_fast_waits_and_others_do_not(house: Hall) -> None:
    app, other = App(house), App(house, name="other")
    told = [app.get("/policies") for _ in range(120)]
    late = [answer for answer in told if answer.status_code == 429]
    assert len(late) == 20
    problem(late[0], 429, "too-many")
    assert late[0].headers["retry-after"] == "1"
    assert other.get("/policies").status_code == 200
    house.clock.on(1)
    assert app.get("/policies").status_code == 200


def test_guessing_keys_is_slowed_down(house: Hall) -> None:
    app = App(house)
    for _ in range(30):
        problem(house.client.get(f"{BASE}/policies"), 401, "unauthorized")
    problem(app.get("/policies"), 429, "too-many")
    house.clock.on(61)
    assert app.get("/policies").status_code == 200
