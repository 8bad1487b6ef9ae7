"""Why a request was not answered, in the form of RFC 9457."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from starlette.responses import Response

from notifier.web.api.models import Flaw, Problem, Questions

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE = "application/problem+json"
NAMES = "urn:policy-notifier:problem:"


class Kind(Enum):
    """Every problem there is: its name, status and title."""

    UNAUTHORIZED = ("unauthorized", 401, "The key is missing or not good")
    FORBIDDEN = ("forbidden", 403, "The key does not allow this")
    NOT_FOUND = ("not-found", 404, "There is nothing of this name")
    METHOD = ("method", 405, "This is asked in another way")
    SLOW = ("slow", 408, "The request took too long to arrive")
    OUTDATED = ("outdated", 409, "Something else is asked now")
    TOO_LARGE = ("too-large", 413, "The request is too large")
    MEDIA_TYPE = ("media-type", 415, "The request is not JSON")
    INVALID = ("invalid", 422, "The request is not as the document says")
    TOKEN = ("token", 422, "This was never shown to this person")
    TOO_MANY = ("too-many", 429, "Too many requests")
    UNAVAILABLE = ("unavailable", 503, "Nothing was recorded: try again later")

    @property
    def status(self) -> int:
        """Give the status of the answer."""
        return self.value[1]


@dataclass
class Trouble(Exception):
    """A request that is not answered.

    Attributes:
        kind: which problem it is.
        detail: what it is about, in a sentence.
        errors: each part that is wrong.
        questions: what is asked now.
        headers: of the answer.
    """

    kind: Kind
    detail: str = ""
    errors: tuple[Flaw, ...] = ()
    questions: Questions | None = None
    headers: Mapping[str, str] | None = None


def answer(trouble: Trouble, *, permission: bool = False) -> Response:
    """Give the problem as an answer; one about a permission says that it is not given."""
    name, status, title = trouble.kind.value
    told = Problem(
        type=f"{NAMES}{name}",
        title=title,
        status=status,
        detail=trouble.detail or title,
        errors=list(trouble.errors) or None,
        allowed=False if permission else None,
        questions=trouble.questions,
    )
    headers = {"Cache-Control": "no-store", **(trouble.headers or {})}
    return Response(told.model_dump_json(exclude_none=True), status, headers, TYPE)
