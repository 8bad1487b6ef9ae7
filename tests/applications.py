"""Applications that use the interface with a key of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from notifier.adapters.store.keys import Keys
from notifier.core.access import Scope

if TYPE_CHECKING:
    from desks import Hall
    from httpx import Response

BASE = "/api/v1"


def keys(house: Hall) -> Keys:
    return Keys(house.engine, secrets=house.settings.secrets("api keys"))


def key(house: Hall, *scopes: Scope, name: str = "shop") -> str:
    return keys(house).create(name, scopes or tuple(Scope), actor="Ada", now=house.clock())


class App:
    """An application that asks with a key."""

    def __init__(self, house: Hall, *scopes: Scope, name: str = "shop") -> None:
        self.house = house
        self.headers = {"Authorization": f"Bearer {key(house, *scopes, name=name)}"}

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> Response:
        return self.house.client.get(
            f"{BASE}{path}", params=query, headers={**self.headers, **(headers or {})}
        )

    def send(self, method: str, path: str, told: Any) -> Response:
        return self.house.client.request(method, f"{BASE}{path}", json=told, headers=self.headers)

    def questions(self, person: str = "p1", **query: str) -> dict[str, Any]:
        told: dict[str, Any] = self.get("/questions", person=person, **query).json()
        return told

    def decision(self, asked: dict[str, Any], choice: str = "accept", **told: Any) -> dict[str, Any]:
        given = {
            "person": asked["person"],
            "policy": asked["policy"],
            "language": asked["language"],
            "token": asked["token"],
            "page": asked["page"],
            "shown": asked["shown"],
            "answers": [{"place": one["place"], "choice": choice} for one in asked["questions"]],
            "express": True,
            "address": "192.0.2.77",
            "agent": "a browser",
        }
        return {**given, **told}


def problem(answer: Response, status: int, name: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["type"] == f"urn:policy-notifier:problem:{name}"
    assert told["status"] == status
    return told


def person(**told: Any) -> dict[str, Any]:
    given = {
        "person": "new",
        "email": "new@example.org",
        "language": "fr",
        "services": ["accounts"],
        "baselines": {"privacy": "1.0.0"},
    }
    return {**given, **told}
