"""Copies of seals in a real repository and stamps of a real authority: whoever rewrites the ledger later is named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from ledgers import NOON, answer, answered, insider
from sqlalchemy import delete, select, update
from stamping import authority

from notifier.adapters.settings import Settings
from notifier.adapters.store import anchors
from notifier.adapters.store import ledger_tables as t
from notifier.adapters.store.ledger import Ledger
from notifier.adapters.store.seals import Signer, seal
from notifier.adapters.timestamps import Stamps
from notifier.core.anchor import PLACE
from notifier.core.consent import Answer, leaf
from notifier.errors import SettingsRefused
from notifier.flows.anchor import anchor, stamp, verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from repositories import PolicyRepo
    from sqlalchemy import Connection, Engine
    from stamping import Authority

SIGNER = Signer(b"k" * 32)
OURS = frozenset({SIGNER.public})


@pytest.fixture
def clockwork(tmp_path: Path) -> Iterator[Authority]:
    yield from authority(tmp_path / "tsa")


@pytest.fixture
def stamps(clockwork: Authority) -> Stamps:
    told = Stamps.of(Settings(tsa_url=clockwork.url, tsa_roots=clockwork.roots))
    assert told
    return told


def faults(repo: PolicyRepo, store: Engine | None, stamps: Stamps | None = None) -> list[str]:
    return [str(fault) for fault in verify(repo.catalog, store, keys=OURS, stamps=stamps)]


def filled(repo: PolicyRepo, store: Engine) -> None:
    """Three sealed answers, both seals anchored."""
    for people, minute in (((7, 8), 0), ((9,), 1)):
        for person in people:
            answer(Ledger(store), person, Answer.DECLINED)
        seal(store, SIGNER, now=NOON + timedelta(minutes=minute))
        assert anchor(repo.catalog, store, now=NOON)


def test_the_newest_seal_is_committed_alone_and_once(repo: PolicyRepo, store: Engine) -> None:
    assert anchor(repo.catalog, store, now=NOON) is None
    repo.write("policy/privacy.md", "# Somebody works here {#privacy}\n")
    filled(repo, store)
    assert anchor(repo.catalog, store, now=NOON) is None
    assert repo.git("show", "--stat", "--format=%s", "HEAD").split("\n")[0] == "Anchor seal 2 of the ledger"
    assert repo.git("diff", "--name-only", "HEAD~2", "HEAD") == PLACE
    assert repo.git("status", "--porcelain").split() == ["M", "policy/privacy.md"]
    assert len(repo.read(PLACE).splitlines()) == 2
    assert faults(repo, store) == []
    assert faults(repo, None) == []


def test_interrupted_before_the_store_knew_the_copy_is_not_made_twice(
    repo: PolicyRepo, store: Engine
) -> None:
    filled(repo, store)
    insider(store, lambda c: c.execute(delete(t.anchor)))
    done = anchor(repo.catalog, store, now=NOON)
    assert done
    assert done[1] == repo.git("rev-parse", "HEAD")
    assert len(repo.read(PLACE).splitlines()) == 2
    assert faults(repo, store) == []


def test_two_hosts_that_anchor_keep_one_proof(store: Engine) -> None:
    answer(Ledger(store), 7)
    seal(store, SIGNER, now=NOON)
    for commit in ("a", "b"):
        anchors.keep(store, 1, anchors.GIT, commit, now=NOON)
    assert anchors.known(store, anchors.GIT) == {1: "a"}


def accepted(connection: Connection) -> None:
    """Turn a refusal into an acceptance: hash, seal and chain anew, with our own key in hand."""
    row = connection.execute(select(t.entry).where(t.entry.c.id == 1)).one()
    forged = row.body.replace("declined", "accepted")
    connection.execute(update(t.entry).where(t.entry.c.id == 1).values(body=forged, leaf=leaf(forged)))
    connection.execute(delete(t.sealed))
    connection.execute(delete(t.anchor))
    connection.execute(delete(t.seal))


def test_a_ledger_rewritten_with_our_own_key_is_named_by_every_clone(repo: PolicyRepo, store: Engine) -> None:
    filled(repo, store)
    insider(store, accepted)
    seal(store, SIGNER, now=NOON)
    assert faults(repo, store) == [
        f"{PLACE}:1: seal 1 of the ledger is not the one anchored",
        f"{PLACE}:2: seal 2 was anchored, and the ledger has none",
    ]


def lines(repo: PolicyRepo, edit: Callable[[list[str]], list[str]]) -> None:
    repo.write(PLACE, "".join(f"{line}\n" for line in edit(repo.read(PLACE).splitlines())))
    repo.commit("Tidy up")


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        pytest.param(
            lambda told: [told[0].replace('"size":2', '"size":3'), told[1]],
            f"{PLACE}:1: this seal does not say what was hashed",
            id="a copy edited",
        ),
        pytest.param(lambda told: told[:1], f"{PLACE}: the copy of seal 2 is gone", id="a copy taken out"),
        pytest.param(lambda told: told[::-1], f"{PLACE}:2: seal 1 does not come after", id="copies swapped"),
        pytest.param(lambda told: [told[0], *told], f"{PLACE}:2: seal 1 does not come", id="a copy put in"),
    ],
)
def test_what_was_done_to_the_copies_is_named(
    repo: PolicyRepo, store: Engine, edit: Callable[[list[str]], list[str]], named: str
) -> None:
    filled(repo, store)
    lines(repo, edit)
    assert any(fault.startswith(named) for fault in faults(repo, store)), faults(repo, store)


def test_a_copy_of_somebody_else_is_named(repo: PolicyRepo, store: Engine) -> None:
    answer(Ledger(store), 7)
    seal(store, Signer(b"x" * 32), now=NOON)
    anchor(repo.catalog, store, now=NOON)
    assert f"{PLACE}:1: seal 1 was not signed with our key" in faults(repo, store)


def test_a_history_rewritten_under_the_copies_is_named(repo: PolicyRepo, store: Engine) -> None:
    filled(repo, store)
    kept = repo.read(PLACE)
    repo.git("reset", "--quiet", "--hard", "HEAD~2")
    repo.git("reflog", "expire", "--expire=now", "--all")
    repo.git("gc", "--quiet", "--prune=now")
    repo.write(PLACE, kept)
    repo.commit("Start the copies anew")
    told = faults(repo, store)
    assert len(told) == 2
    assert all("does not hold the copy of seal" in fault for fault in told)


def test_a_seal_is_stamped_once_and_its_stamp_is_checked(
    repo: PolicyRepo, store: Engine, stamps: Stamps, clockwork: Authority
) -> None:
    assert stamp(store, stamps, now=NOON) is None
    answer(Ledger(store), 7)
    seal(store, SIGNER, now=datetime.now(UTC))
    made = stamp(store, stamps, now=NOON)
    assert made
    assert stamp(store, stamps, now=NOON) is None
    assert clockwork.asked == 1
    assert faults(repo, store, stamps) == []


def test_a_stamp_that_was_touched_or_belongs_to_another_seal_is_named(
    repo: PolicyRepo, store: Engine, stamps: Stamps
) -> None:
    for person in (7, 8):
        answer(Ledger(store), person)
        seal(store, SIGNER, now=datetime.now(UTC))
        stamp(store, stamps, now=NOON)
    first, second = anchors.known(store, anchors.STAMP).values()
    for proof in (second, "00", "nothing", first[:-20] + "00" * 10):
        insider(
            store,
            lambda c, proof=proof: c.execute(
                update(t.anchor).where(t.anchor.c.seal_number == 1).values(proof=proof)
            ),
        )
        told = faults(repo, store, stamps)
        assert len(told) == 1
        assert told[0].startswith("ledger seal 1: ")
        assert "time stamp" in told[0]


def test_a_seal_that_claims_to_be_younger_than_its_stamp_is_named(
    repo: PolicyRepo, store: Engine, stamps: Stamps
) -> None:
    answer(Ledger(store), 7)
    seal(store, SIGNER, now=datetime.now(UTC) + timedelta(days=1))
    stamp(store, stamps, now=NOON)
    assert faults(repo, store, stamps) == ["ledger seal 1: it says that it was made after its time stamp"]


def test_an_authority_that_is_busy_leaves_the_seal_for_later(
    repo: PolicyRepo, store: Engine, stamps: Stamps, clockwork: Authority
) -> None:
    Ledger(store).append([answered(7)])
    seal(store, SIGNER, now=datetime.now(UTC))
    clockwork.answer = "busy"
    with pytest.raises(SettingsRefused):
        stamp(store, stamps, now=NOON)
    assert anchors.known(store, anchors.STAMP) == {}
    clockwork.answer = "stamp"
    assert stamp(store, stamps, now=NOON)
    assert faults(repo, store, stamps) == []
