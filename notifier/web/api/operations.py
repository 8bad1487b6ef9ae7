"""Every operation: its route, what answers it, what it takes and gives, who may, and what may go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from notifier.core.access import Scope
from notifier.web.api import answers, models
from notifier.web.api.problems import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

LARGE = 1_000_000
"""The largest body with many people in it."""

SMALL = 64 * 1024
"""The largest of any other body."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that applications may ask.

    Attributes:
        name: its name in the document.
        run: what answers it, given what may be asked, what is asked, and the moment.
        method: of the request.
        path: of the request, after `/api/v1`.
        summary: in a line.
        about: the rest.
        scope: what the key must allow; nothing when any key will do.
        public: whether it is answered without a key, and to pages of other sites.
        query: the parameters.
        body: what is sent; nothing without a body.
        gives: what comes back, by status.
        problems: what may go wrong besides what may always.
        largest: bytes of the body.
        permission: whether a problem means that a use is not allowed.
    """

    name: str
    run: Callable[..., BaseModel]
    method: str
    path: str
    summary: str
    about: str
    gives: tuple[tuple[int, type[BaseModel]], ...]
    query: type[BaseModel] = models.Nothing
    body: type[BaseModel] | None = None
    scope: Scope | None = None
    public: bool = False
    problems: tuple[Kind, ...] = ()
    largest: int = SMALL
    permission: bool = False


OPERATIONS = (
    Operation(
        name="binding",
        run=answers.binding,
        method="GET",
        path="/binding",
        summary="Which words bind a person",
        about="Clause by clause, the version whose words bind the person at a moment: now, at the end of a day, or "
        "whenever `at` says. A day to come is answered as far as is known today.",
        scope=Scope.BINDING,
        query=models.OfBinding,
        gives=((200, models.Binding),),
        problems=(Kind.NOT_FOUND,),
    ),
    Operation(
        name="permission",
        run=answers.permission,
        method="GET",
        path="/permission",
        summary="May a purpose be applied to a person",
        about="Name a purpose of the registry, or the clause that allows the use and the first version whose words do. "
        "It is allowed only where the words that bind this person allow it. A person who accepted nothing is bound by "
        "the earlier words, and whatever is not known forbids: every problem says `allowed: false`, too.",
        scope=Scope.BINDING,
        query=models.OfPermission,
        gives=((200, models.Permission),),
        problems=(Kind.NOT_FOUND,),
        permission=True,
    ),
    Operation(
        name="questions",
        run=answers.questions,
        method="GET",
        path="/questions",
        summary="Must a person be asked, and for what",
        about="Every reduction that stands for the person, from the words that bind them without it, with both "
        "sentences to choose from. Lead the person to `link`, or show all of it on a page of your own and send the answer to "
        "`/decisions`. Asking records nothing. The tag of the answer changes when something else is asked; a new token comes "
        "with every full answer.",
        scope=Scope.QUESTIONS,
        query=models.OfQuestions,
        gives=((200, models.Questions),),
        problems=(Kind.NOT_FOUND,),
    ),
    Operation(
        name="decide",
        run=answers.decide,
        method="POST",
        path="/decisions",
        summary="Record a decision from a page of your own",
        about="Only what was shown is recorded: the token, the page and the text are those of `/questions`. When something "
        "else is asked by now, nothing is recorded and the problem brings the new questions. The same answer sent "
        "twice is recorded once.",
        scope=Scope.DECISIONS,
        body=models.Decision,
        gives=((201, models.Recorded), (200, models.Recorded)),
        problems=(Kind.NOT_FOUND, Kind.OUTDATED, Kind.TOKEN),
    ),
    Operation(
        name="person",
        run=answers.person,
        method="GET",
        path="/people",
        summary="A person as we know them",
        about="What was handed over of a person: for checks, and for requests of people about their own data.",
        scope=Scope.PEOPLE,
        query=models.OfPerson,
        gives=((200, models.Person),),
        problems=(Kind.NOT_FOUND,),
    ),
    Operation(
        name="enrol",
        run=answers.enrol,
        method="PUT",
        path="/people",
        summary="Add people, or bring them up to date",
        about="All of them or none. Where a person began with a policy never changes, for it would bind them to words they did "
        "not accept. Whoever was forgotten is not brought back.",
        scope=Scope.ENROL,
        body=models.People,
        gives=((200, models.Taken),),
        largest=LARGE,
    ),
    Operation(
        name="policies",
        run=answers.policies,
        method="GET",
        path="/policies",
        summary="Every policy, and its version in force",
        about="The version in force is the baseline of whoever signs up now.",
        gives=((200, models.Policies),),
    ),
    Operation(
        name="banner",
        run=answers.banner,
        method="GET",
        path="/banner",
        summary="What everybody may be told of the newest version",
        about="For the banner: it needs no key and may be asked from pages of other sites. A version that changes nothing for "
        "people is not told, and none is told a month after it came into force.",
        public=True,
        query=models.OfBanner,
        gives=((200, models.Banner),),
        problems=(Kind.NOT_FOUND,),
    ),
)
