"""What applications send and get, as the document describes it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

_CLEAN = r"^[^\x00-\x1f\x7f]*$"
_VERSION = r"^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})$"
_HASH = r"^[0-9a-f]{64}$"

External = Annotated[
    str, Field(min_length=1, max_length=200, pattern=_CLEAN, description="Your own name for the person.")
]
Name = Annotated[str, Field(max_length=100, pattern=_CLEAN)]
Word = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x20\x7f=,;]*$")]
Number = Annotated[str, Field(pattern=_VERSION, examples=["2.0.0"])]
Hash = Annotated[str, Field(pattern=_HASH)]
Short = Annotated[str, Field(max_length=300, pattern=_CLEAN)]


class Received(BaseModel):
    """What comes in; a name that does not belong is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Given(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)


class OfPerson(Received):
    """Whom it is about."""

    person: External


class Asking(OfPerson):
    """Whom it is about, and by which policy."""

    policy: Name = Field("", description="The policy; the only one when left out.")


class OfBinding(Asking):
    """Which words bind, and when."""

    on: dt.date | None = Field(
        None, description="The day, in the time zone of the policy: what binds at its end. Now when left out."
    )
    at: AwareDatetime | None = Field(None, description="The moment, in place of a day.")
    clause: Name = Field("", description="One clause; all when left out.")


class OfQuestions(Asking):
    """What is asked, in which language."""

    language: Name = Field("", description="The language; that of the person when left out.")


class OfPermission(Asking):
    """Which use of data, and when."""

    purpose: Name = Field("", description="A purpose that the registry names.")
    clause: Name = Field("", description="Or the clause that allows it …")
    since: Number | None = Field(None, description="… and the first version whose words do.")
    until: Number | None = Field(None, description="The first version whose words allow it no more.")
    at: AwareDatetime | None = Field(None, description="The moment; now when left out.")


class OfBanner(Received):
    """Which policy, in which language."""

    policy: Name = Field("", description="The policy; the only one when left out.")
    language: Name = Field("", description="The language; the governing one when left out.")


class Nothing(Received):
    """No parameters."""


class Bound(Given):
    """One clause as it binds the person."""

    clause: str = Field(description="The permanent id of the clause.")
    version: str | None = Field(
        description="The version whose words bind; null when this clause does not bind."
    )
    held_by: list[str] = Field(description="The reductions not accepted that keep earlier words in force.")


class Binding(Given):
    """Which words bind a person at a moment."""

    person: str
    policy: str
    at: dt.datetime
    baseline: str = Field(description="The version the person began with.")
    clauses: list[Bound] = Field(description="Empty before anything binds the person.")


class Change(Given):
    """One change, from the words that bind without it."""

    before: str
    after: str
    html: str = Field(description="The redline as HTML that is safe to show: ins, del and words that say so.")


class Said(Given):
    """What the person answered last."""

    answer: Literal["accepted", "declined", "withdrawn"]
    at: dt.datetime


class Question(Given):
    """One question; show its changes and both sentences alike, and choose neither for the person."""

    place: int = Field(description="Names the question in your answer.")
    reductions: list[str]
    section: str = Field(description="The heading it stands under.")
    language: str = Field(description="Of the changes.")
    since: str = Field(description="The version whose words bind whoever does not accept.")
    agreed: bool = Field(description="Whether the person accepted it before, and may take that back.")
    said: Said | None
    changes: list[Change]
    accept: str = Field(description="The sentence of whoever accepts.")
    keep: str = Field(description="The sentence of whoever keeps the terms they have.")


class Banner(Given):
    """What a banner says; its words are ready to be shown."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    policy: str
    version: str
    language: str
    shown: bool = Field(description="Whether there is anything to say.")
    asks: bool = Field(description="Whether the person has to be asked, or is only told.")
    label: str
    sentence: str
    detail: str
    link: str
    action: str = Field(description="The words on the link.")
    close: str = Field(description="The words on the button that puts it aside.")


class Questions(Given):
    """What a person is asked, signed so that an answer can be tied to it."""

    person: str
    policy: str
    version: str = Field(description="The newest version that is published.")
    effective_on: dt.date
    language: str
    asked: bool = Field(description="Whether the person must still be asked.")
    open: int = Field(description="On how many questions the person is silent.")
    link: str = Field(description="The person's own page, in place of one of yours. Show it to nobody else.")
    questions: list[Question]
    banner: Banner = Field(description="What a banner says to the person; see `data-told`.")
    shown: str = Field(description="The SHA-256 of the text in this language.")
    page: str = Field(description="The SHA-256 of everything that is asked.")
    token: str = Field(description="Ties an answer to what was shown; send it back with the answer.")
    expires_at: dt.datetime = Field(description="Until when an answer with this token is taken.")


class Choice(Received):
    """The answer to one question."""

    place: int = Field(ge=0, le=999)
    choice: Literal["accept", "keep"]


class Decision(Asking):
    """An answer that the person gave on your own page."""

    language: Name = Field(description="Of your page: that of the questions.")
    token: Annotated[str, Field(max_length=100, pattern=_CLEAN)] = Field(description="As it came.")
    page: Hash = Field(description="As it came.")
    shown: Hash = Field(description="As it came.")
    answers: list[Choice] = Field(min_length=1, max_length=200)
    express: Literal[True] = Field(
        description="That the person chose by an act of their own: nothing was chosen before, both choices alike."
    )
    address: Annotated[str, Field(max_length=100, pattern=_CLEAN)] = Field(
        "", description="The person's network address as you saw it; only its network is kept."
    )
    agent: Short = Field("", description="The person's browser as it named itself.")


class Kept(Given):
    """What the ledger keeps of one answer."""

    answer: Literal["accepted", "declined", "withdrawn"]
    covers: list[str]
    leaf: str = Field(description="Names the entry in the ledger.")


class Recorded(Given):
    """An answer that is in the ledger."""

    person: str
    policy: str
    version: str
    recorded_at: dt.datetime
    receipt: str = Field(description="The leaf of its first entry: what the person's receipt by mail names.")
    answers: list[Kept]
    again: bool = Field(description="Whether this same answer was recorded before.")


class Permission(Given):
    """Whether a use of data is allowed; whatever is not known forbids."""

    person: str
    policy: str
    clause: str
    at: dt.datetime
    allowed: bool
    version: str | None = Field(description="The version whose words of the clause bind.")
    held_by: list[str]


class Enrolled(Received):
    """A person whom a policy binds."""

    person: External
    email: Annotated[str, Field(max_length=320)] = Field("", description="Empty when you have none.")
    language: Name
    services: list[Word] = Field(min_length=1, max_length=100)
    baselines: dict[Word, Number] = Field(
        min_length=1,
        max_length=100,
        description="For each policy the version the person began with; where they began never changes.",
    )


class People(Received):
    """People to add, or to bring up to date."""

    people: list[Enrolled] = Field(min_length=1, max_length=1_000)


class Taken(Given):
    """What became of people that were handed over."""

    kept: int
    erased: int = Field(description="People who were forgotten on request; they are not brought back.")


class Person(Given):
    """A person as we know them."""

    person: str
    email: str
    language: str
    services: list[str]
    baselines: dict[str, str]


class Policy(Given):
    """A policy as it stands."""

    name: str
    titles: dict[str, str]
    languages: list[str]
    governing_language: str
    in_force: str | None = Field(description="The version in force: the baseline of whoever signs up now.")
    newest: str | None = Field(description="The newest version that is published.")
    effective_on: dt.date | None = Field(description="From when the newest version is in force.")
    purposes: list[str]


class Policies(Given):
    """Every policy."""

    organisation: str
    policies: list[Policy]


class Flaw(Given):
    """What is wrong with one part of a request."""

    place: str
    why: str


class Problem(Given):
    """Why a request was not answered (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Flaw] | None = None
    allowed: Literal[False] | None = Field(
        None, description="Where a permission was asked: what is not answered is not allowed."
    )
    questions: Questions | None = Field(None, description="Where an answer was outdated: what is asked now.")
