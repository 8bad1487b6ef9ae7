"""The evidence on one person: what they were shown, what they said, what bound them, and how to check it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from notifier.adapters.catalog import record_place, withdrawal_place
from notifier.adapters.store import anchors
from notifier.adapters.store import seals as sealing
from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import entry as entries
from notifier.adapters.store.ledger_tables import private, sealed
from notifier.adapters.store.letters import letters
from notifier.core import consent, ledger
from notifier.core.binding import day_at
from notifier.core.policy import Binding
from notifier.flows.bind import begins, bind
from notifier.flows.portrait import letter
from notifier.proof import program
from notifier.render.dossier import Dossier, Held, index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from notifier.adapters.catalog import Catalog
    from notifier.adapters.store.letters import Letter
    from notifier.adapters.store.seals import Signer
    from notifier.core.consent import Entry
    from notifier.core.subject import Person
    from notifier.core.text import Language
    from notifier.flows.bind import Answer
    from notifier.render.words import Words


def evidence(
    catalog: Catalog,
    engine: Engine,
    who: Person,
    *,
    now: datetime,
    words: Callable[[Language], Words],
    signer: Signer,
) -> dict[str, bytes]:
    """Put together the pack on a person: the name of each file, and what is in it.

    The last file names all others with their hashes, and is signed with the key of the seals.
    """
    with reading(engine).begin() as connection:
        answers = list(_answers(connection, who.id))
    given = tuple(consent.read(one["body"]) for one in answers)
    mails = letters(engine, who.id)
    bindings = list(_bindings(catalog, engine, who, given, now))
    pack = {
        "answers.json": _json(answers),
        "seals.json": _json([ledger.told(seal) for seal in sealing.all_seals(engine)]),
        "deliveries.json": _json([letter(one) for one in mails]),
        "binding.json": _json([_bound(answer) for answer in bindings]),
        "verify.py": program().encode("utf-8"),
        **_mails(mails),
        **_texts(catalog, who),
        **_witnesses(catalog, engine),
    }
    page = _index(catalog, who, given=given, mails=mails, bindings=bindings, pack=pack, words=words, now=now)
    pack["index.html"] = page.encode()
    pack["manifest.json"] = _manifest(pack, signer, now)
    return pack


def write(pack: Mapping[str, bytes], folder: Path) -> None:
    """Write a pack into a folder, for its owner only."""
    for name, content in pack.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        path.chmod(0o600)


def _answers(connection: Connection, person: int) -> Iterator[dict[str, Any]]:
    """Give each answer with the proof that it is under its seal."""
    found = (
        select(entries, sealed.c.seal_number, sealed.c.place, private.c.salt, private.c.body.label("told"))
        .outerjoin(sealed, sealed.c.entry_id == entries.c.id)
        .outerjoin(private, private.c.entry_id == entries.c.id)
        .where(entries.c.person_id == person)
        .order_by(entries.c.id)
    )
    for row in connection.execute(found).all():
        path: tuple[str, ...] = ()
        if row.seal_number:
            path = ledger.proof(_leaves(connection, row.seal_number), row.place)
        yield {
            "body": row.body,
            "leaf": row.leaf,
            "seal": row.seal_number,
            "place": row.place,
            "path": path,
            "salt": row.salt.hex() if row.salt else None,
            "private": row.told,
        }


def _leaves(connection: Connection, seal: int) -> list[str]:
    found = (
        select(entries.c.leaf)
        .join(sealed, sealed.c.entry_id == entries.c.id)
        .where(sealed.c.seal_number == seal)
        .order_by(sealed.c.place)
    )
    return list(connection.execute(found).scalars())


def _mails(mails: tuple[Letter, ...]) -> dict[str, bytes]:
    """Give the mails as sent, with a placeholder where the personal link stood."""
    told: dict[str, bytes] = {}
    for one in mails:
        name = f"mails/{one.campaign}-{one.language}"
        told |= {f"{name}.html": one.html.encode(), f"{name}.txt": one.text.encode()}
    return told


def _texts(catalog: Catalog, who: Person) -> dict[str, bytes]:
    """Give every text and record of the policies that bind a person."""
    told: dict[str, bytes] = {}
    for name, _ in who.subject.baselines if who.subject else ():
        for record in catalog.history(name).records:
            stem = f"{name}-{record.version}"
            told[f"records/{stem}.toml"] = (catalog.root / record_place(name, record.version)).read_bytes()
            if record.withdrawn:
                taken = catalog.root / withdrawal_place(name, record.version)
                told[f"records/{stem}.withdrawn.toml"] = taken.read_bytes()
            for text in record.texts:
                told[f"texts/{stem}-{text.language}.md"] = catalog.text(record, text.language).encode("utf-8")
    return told


def _witnesses(catalog: Catalog, engine: Engine) -> dict[str, bytes]:
    """Give the copies of seals that stand in git, and the time stamps on them."""
    stamps = anchors.known(engine, anchors.STAMP)
    told = {f"stamps/{number}.tsr": bytes.fromhex(proof) for number, proof in stamps.items()}
    if copies := catalog.anchored:
        told["anchors/ledger.jsonl"] = copies.encode()
    return told


def _bindings(
    catalog: Catalog, engine: Engine, who: Person, given: tuple[Entry, ...], now: datetime
) -> Iterator[Answer]:
    """Tell what bound a person whenever that may have changed, and what does now."""
    for name, _ in who.subject.baselines if who.subject else ():
        zone = catalog.policy(name).time_zone
        days = {begins(record.effective_on, zone) for record in catalog.history(name).records}
        moments = {entry.at for entry in given if entry.policy == name} | {at for at in days if at < now}
        for at in (*sorted(moments), now):
            answer = bind(catalog, engine, who, name, at=at)
            if answer.bound:
                yield answer


def _bound(answer: Answer) -> dict[str, Any]:
    return {
        "policy": answer.policy.name,
        "at": answer.at.isoformat(),
        "day": day_at(answer.at, answer.policy.time_zone).isoformat(),
        "zone": answer.policy.time_zone,
        "baseline": str(answer.baseline),
        "whole": answer.policy.binding is Binding.RELEASE,
        "clauses": {
            bound.clause: {
                "version": str(bound.version),
                "held_by": list(bound.held_by),
                "present": bound.present,
            }
            for bound in answer.bound
        },
    }


def _index(
    catalog: Catalog,
    who: Person,
    *,
    given: tuple[Entry, ...],
    mails: tuple[Letter, ...],
    bindings: list[Answer],
    pack: Mapping[str, bytes],
    words: Callable[[Language], Words],
    now: datetime,
) -> str:
    """Print the page that leads through the pack, in every language that is published."""
    languages = dict.fromkeys(tongue for policy in catalog.registry.policies for tongue in policy.languages)
    last = {answer.policy.name: answer for answer in bindings}

    def dossier(language: Language) -> Dossier:
        return Dossier(
            organisation=catalog.registry.organisation,
            person=who.subject.external_id if who.subject else f"person {who.id}",
            made_at=now,
            titles={p.name: dict(p.titles).get(language, p.name) for p in catalog.registry.policies},
            zones={p.name: p.time_zone for p in catalog.registry.policies},
            answers=given,
            mails=tuple((one.subject, one.steps, f"mails/{one.campaign}-{one.language}") for one in mails),
            bindings=tuple(last.values()),
            held=tuple(held for answer in last.values() for held in _held(catalog, answer, language)),
            files=tuple(sorted(pack)),
        )

    return index([(words(language), dossier(language)) for language in languages])


def _held(catalog: Catalog, answer: Answer, language: Language) -> Iterator[Held]:
    """Give the words of earlier releases that bind a person."""
    records = {record.version: record for record in catalog.history(answer.policy.name).records}
    for bound in answer.bound:
        if bound.held_by:
            clauses = catalog.document(records[bound.version], language).clauses
            text = next((one.text for one in clauses if one.id == bound.clause), "")
            yield Held(clause=bound.clause, version=str(bound.version), words=text if bound.present else "")


def _manifest(pack: Mapping[str, bytes], signer: Signer, now: datetime) -> bytes:
    told = {
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(pack.items())},
        "key": signer.public,
        "made_at": now.isoformat(timespec="seconds"),
    }
    message = hashlib.sha256(b"\x04" + consent.canonical(told).encode("ascii")).digest()
    return _json({**told, "signature": signer.stamp(message)})


def _json(told: Any) -> bytes:
    return json.dumps(told, indent=1, ensure_ascii=False, default=str).encode("utf-8")
