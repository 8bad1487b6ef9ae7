"""After an answer a receipt leaves once, and the client's systems hear of it; whatever breaks on the way."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listeners import Listener, listening
from sqlalchemy import insert, select, update

from notifier.adapters import calls
from notifier.adapters.mail.outbox import Outbox
from notifier.adapters.store.outgoing_tables import errand
from notifier.adapters.store.people import People
from notifier.adapters.store.tables import person, suppression
from notifier.core.delivery import Outcome
from notifier.core.errand import LEASE, WAITS, Happening, Kind, State
from notifier.errors import AccountRefused, TransientDeliveryError, UnknownDelivery
from notifier.flows import errands, happenings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from desks import Hall

    from notifier.adapters.mail.batch import Batch, Transport
    from notifier.adapters.store.keys import Hook
    from notifier.core.delivery import DeliveryId
    from notifier.flows.errands import Round


@pytest.fixture
def round_(house: Hall) -> Round:
    return errands.ready(house.desk)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as one:
        yield one


def go(house: Hall, round_: Round) -> int:
    errands.collect(round_, now=house.clock())
    return errands.run(round_, now=house.clock())


def mails(house: Hall) -> list[EmailMessage]:
    files = sorted(house.settings.outbox_folder.rglob("*.eml"))
    return [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def states(house: Hall) -> list[str]:
    with house.engine.connect() as connection:
        return list(connection.execute(select(errand.c.state).order_by(errand.c.id)).scalars())


def test_each_answer_gets_one_receipt_with_a_link_to_change_it(house: Hall, round_: Round) -> None:
    house.say("keep")
    assert go(house, round_) == 1
    assert go(house, round_) == 0
    (mail,) = mails(house)
    assert mail["To"] == "person1@example.org"
    assert mail["Subject"] == "Receipt for your answer: Privacy policy"
    told = " ".join(text(mail).split())
    assert "Retention – You chose to keep your current terms on 20 January 2026, 10:00 CET." in told
    assert house.ledger.head(1) in told
    link = re.search(r"https://decide\.example\.org(/p/\S+)", told)
    assert link is not None
    page = house.client.get(link[1])
    assert page.status_code == 200
    assert "You chose to keep your current terms" in page.text
    house.clock.on()
    assert house.say("accept").status_code == 303
    assert go(house, round_) == 1
    ids = {mail["Message-ID"] for mail in mails(house)}
    assert len(ids) == 2


def test_a_receipt_speaks_the_language_of_the_page_and_tells_the_words_that_hold(
    house: Hall, round_: Round
) -> None:
    house.clock.at = house.clock.at.replace(month=3, day=2)
    house.post(house.form(2, _0="keep"), 2)
    go(house, round_)
    (mail,) = mails(house)
    assert mail["Subject"] == "Reçu de votre réponse\u00a0: Règles de confidentialité"
    told = " ".join(text(mail).split())
    assert "Vous avez choisi de garder vos termes actuels le 2 mars 2026" in told
    assert "trente jours. (version 1.0.0)" in told


def test_who_has_no_address_that_works_saw_the_receipt_on_the_screen(house: Hall, round_: Round) -> None:
    people = People(house.engine, secret=house.settings.address_secret)
    with house.engine.begin() as connection:
        connection.execute(update(person).where(person.c.id == 1).values(email=None, address_key=None))
        row = {
            "key": people.key("person2@example.org"),
            "scope": "address",
            "reason": "bounced",
            "source": "smtp",
            "at": house.clock(),
        }
        connection.execute(insert(suppression), row)
    done = house.say("keep", 1)
    house.say("keep", 2)
    house.say("keep", 3)
    people.erase(3, actor="Ada", now=house.clock())
    assert go(house, round_) == 0
    assert states(house) == ["void"] * 3
    assert mails(house) == []
    page = house.client.get(done.headers["location"]).text
    assert "No mail reaches you: print this page" in page
    assert "This page is for" not in page
    assert house.ledger.head(1) in page
    assert "No mail reaches you: print this page" in house.get(2, "?lang=en").text
    assert (
        "A copy goes to p•••@example.org." in house.client.get(house.say("keep", 4).headers["location"]).text
    )


def test_old_answers_of_a_store_that_moved_here_get_no_receipt(house: Hall, round_: Round) -> None:
    house.say("keep")
    house.clock.at += timedelta(days=3)
    assert go(house, round_) == 0
    assert states(house) == []


@dataclass
class Troubled:
    """A transport that fails as a test says, and says what it knows afterwards."""

    faults: list[Exception] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    known: frozenset[DeliveryId] | None = None
    sent: list[Batch] = field(default_factory=list)

    def send(self, batch: Batch) -> Outcome:
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(batch)
        return self.outcome

    def evidence(self, campaign: str, deliveries: tuple[DeliveryId, ...]) -> frozenset[DeliveryId] | None:
        return self.known

    def close(self) -> None:
        """Nothing is open."""


def troubled(house: Hall, transport: Transport) -> Round:
    ready = errands.ready(house.desk)
    return errands.Round(
        desk=ready.desk,
        errands=ready.errands,
        hooks=ready.hooks,
        transport=transport,
        sender=ready.sender,
        caller=ready.caller,
    )


def test_a_server_that_is_away_is_asked_again_later(house: Hall) -> None:
    way = Troubled(faults=[TransientDeliveryError("away"), AccountRefused("no")])
    round_ = troubled(house, way)
    house.say("keep")
    assert go(house, round_) == 0
    assert states(house) == ["waiting"]
    assert go(house, round_) == 0
    house.clock.on(WAITS[0].total_seconds())
    assert go(house, round_) == 0
    house.clock.on(WAITS[1].total_seconds())
    assert go(house, round_) == 1
    assert (states(house), len(way.sent), way.sent[0].attempt) == (["done"], 1, 3)


def test_a_receipt_of_which_nobody_knows_is_not_sent_again(house: Hall) -> None:
    round_ = troubled(house, Troubled(faults=[UnknownDelivery("the reply was lost")]))
    house.say("keep")
    go(house, round_)
    house.clock.at += timedelta(days=1)
    assert go(house, round_) == 0
    assert states(house) == ["unknown"]


@pytest.mark.parametrize(
    ("known", "state"), [(None, "unknown"), (frozenset(), "waiting"), (frozenset({1}), "done")]
)
def test_a_sender_that_fell_silent_is_judged_by_evidence(
    house: Hall, known: frozenset[DeliveryId] | None, state: str
) -> None:
    round_ = troubled(house, Troubled(known=known))
    house.say("keep")
    errands.collect(round_, now=house.clock())
    round_.errands.take(Kind.RECEIPT, now=house.clock(), most=9)
    house.clock.at += LEASE
    errands.run(round_, now=house.clock())
    assert states(house) == [state]


def test_a_refused_address_ends_it_and_a_deferred_one_does_not(house: Hall) -> None:
    way = Troubled()
    round_ = troubled(house, way)
    house.say("keep", 1)
    errands.collect(round_, now=house.clock())
    way.outcome = Outcome(deferred=(1,))  # type: ignore[arg-type]
    errands.run(round_, now=house.clock())
    assert states(house) == ["waiting"]
    way.outcome = Outcome(rejected=((1, "no such person"),))  # type: ignore[arg-type]
    house.clock.on(WAITS[0].total_seconds())
    errands.run(round_, now=house.clock())
    assert states(house) == ["void"]


def test_two_hosts_send_a_receipt_once(house: Hall) -> None:
    first, second = Troubled(), Troubled()
    rounds = [troubled(house, first), troubled(house, second)]
    house.say("keep")
    for one in rounds:
        errands.collect(one, now=house.clock())
    for one in rounds:
        errands.run(one, now=house.clock())
    assert len(first.sent) + len(second.sent) == 1


def hooked(house: Hall, round_: Round, url: str, *kinds: Happening, internal: bool = True) -> Hook:
    house.clock.on(1)
    return round_.hooks.add(url, kinds or tuple(Happening), internal=internal, actor="Ada", now=house.clock())


def test_a_system_of_the_client_hears_of_a_decision(house: Hall, round_: Round, listener: Listener) -> None:
    house.say("keep", 2)
    hook = hooked(house, round_, listener.url, Happening.DECIDED)
    house.say("keep")
    assert go(house, round_) == 3
    (heard,) = listener.heard
    assert heard.signed(calls.shown(house.settings.secret(happenings.secret_name(hook.id))))
    assert heard.headers["webhook-id"].startswith("msg_")
    assert heard.told == {
        "type": "decision.recorded",
        "timestamp": house.ledger.of(1)[0].at.isoformat(),
        "data": {
            "person": "p1",
            "policy": "privacy",
            "version": "2.0.0",
            "language": "en",
            "method": "page",
            "receipt": house.ledger.head(1),
            "answers": [{"answer": "declined", "covers": ["2.0.0/retention-1"]}],
        },
    }
    assert go(house, round_) == 0


def test_a_system_hears_of_releases_from_when_it_was_added(
    house: Hall, round_: Round, listener: Listener
) -> None:
    hooked(house, round_, listener.url, Happening.PUBLISHED, Happening.IN_FORCE)
    assert go(house, round_) == 0
    house.clock.at = house.clock.at.replace(month=2, day=28, hour=22, minute=59)
    assert go(house, round_) == 0
    house.clock.on(60)
    assert go(house, round_) == 1
    assert go(house, round_) == 0
    (heard,) = listener.heard
    assert heard.told == {
        "type": "release.in_force",
        "data": {
            "policy": "privacy",
            "version": "2.0.0",
            "level": house.desk.catalog.history("privacy").records[-1].level.word,
            "published_on": "2026-01-05",
            "effective_on": "2026-03-01",
        },
    }


def test_a_call_is_repeated_with_the_same_id_until_it_is_taken(
    house: Hall, round_: Round, listener: Listener
) -> None:
    hooked(house, round_, listener.url, Happening.DECIDED)
    house.say("accept")
    listener.statuses = [500, 302, 503]
    for wait in WAITS[:3]:
        go(house, round_)
        house.clock.on(wait.total_seconds())
    assert go(house, round_) == 1
    assert len({heard.headers["webhook-id"] for heard in listener.heard}) == 1
    assert len({heard.headers["webhook-timestamp"] for heard in listener.heard}) == len(listener.heard) == 4
    assert len({heard.body for heard in listener.heard}) == 1


def test_what_is_never_taken_is_given_up_and_may_be_tried_again(
    house: Hall, round_: Round, listener: Listener
) -> None:
    hooked(house, round_, listener.url, Happening.DECIDED)
    house.say("accept")
    listener.statuses = [500] * 20
    for wait in (*WAITS, timedelta()):
        go(house, round_)
        house.clock.at += wait
    assert "given_up" in states(house)
    assert len(listener.heard) == len(WAITS) + 1
    listener.statuses = []
    assert round_.errands.again(Kind.CALL, now=house.clock()) == 1
    assert go(house, round_) == 1
    assert round_.errands.failures(Kind.CALL, 1) == ()


def test_a_host_that_died_in_a_call_repeats_it(house: Hall, round_: Round, listener: Listener) -> None:
    hooked(house, round_, listener.url, Happening.DECIDED)
    house.say("accept")
    errands.collect(round_, now=house.clock())
    round_.errands.take(Kind.CALL, now=house.clock(), most=9)
    assert errands.run(round_, now=house.clock()) == 1
    assert listener.heard == []
    house.clock.at += LEASE
    errands.run(round_, now=house.clock())
    house.clock.on(WAITS[0].total_seconds())
    errands.run(round_, now=house.clock())
    assert len(listener.heard) == 1


def test_nothing_is_told_of_who_was_forgotten_or_to_whom_is_ended(
    house: Hall, round_: Round, listener: Listener
) -> None:
    hook = hooked(house, round_, listener.url, Happening.DECIDED)
    house.say("accept", 1)
    house.say("accept", 2)
    errands.collect(round_, now=house.clock())
    People(house.engine, secret=house.settings.address_secret).erase(1, actor="Ada", now=house.clock())
    errands.run(round_, now=house.clock())
    assert [heard.told["data"]["person"] for heard in listener.heard] == ["p2"]
    round_.hooks.end(hook.id, now=house.clock())
    house.say("accept", 3)
    go(house, round_)
    assert len(listener.heard) == 1


def test_a_withdrawn_release_is_told_no_more(house: Hall, round_: Round, listener: Listener) -> None:
    hooked(house, round_, listener.url, Happening.PUBLISHED)
    round_.errands.add(
        Kind.CALL,
        target=1,
        names=["release.published privacy 9.0.0", "release.published x 1.0.0"],
        now=house.clock(),
    )
    assert go(house, round_) == 0
    assert listener.heard == []
    assert {State(state) for state in states(house)} == {State.VOID}


def test_the_inside_of_the_network_is_called_only_where_that_is_meant(
    house: Hall, round_: Round, listener: Listener
) -> None:
    hooked(house, round_, listener.url, Happening.DECIDED, internal=False)
    house.say("accept")
    go(house, round_)
    assert listener.heard == []
    assert "given_up" in states(house)


def test_the_outbox_is_evidence(house: Hall) -> None:
    box = Outbox(house.settings.outbox_folder)
    round_ = troubled(house, box)
    house.say("keep")
    errands.collect(round_, now=house.clock())
    (one,) = round_.errands.take(Kind.RECEIPT, now=house.clock(), most=9)
    box.send(errands.batch(round_, one, house.ledger.of(1), "person1@example.org", now=house.clock()))
    house.clock.at += LEASE
    errands.run(round_, now=house.clock())
    assert states(house) == ["done"]
    assert len(mails(house)) == 1
