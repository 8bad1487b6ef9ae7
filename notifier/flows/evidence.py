"""The evidence on one person: what they were shown, what they said, what bound them, and how to check it."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from notifier.adapters.store import seals as sealing
from notifier.adapters.store.deliveries import stands
from notifier.adapters.store.engine import reading
from notifier.adapters.store.ledger_tables import anchor, private, sealed
from notifier.adapters.store.ledger_tables import entry as entries
from notifier.adapters.store.tables import campaign, chunk, delivery, variant
from notifier.core import consent, ledger
from notifier.core.delivery import DeliveryId, campaign_of, delivery_id
from notifier.flows.bind import bind
from notifier.render.words import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from notifier.adapters.catalog import Catalog
    from notifier.core.consent import Entry
    from notifier.core.subject import Person
    from notifier.core.text import Language
    from notifier.render.words import Words


def evidence(
    catalog: Catalog, engine: Engine, who: Person, *, now: datetime, words: Callable[[Language], Words]
) -> dict[str, bytes]:
    """Put together the pack on a person: the name of each file, and what is in it."""
    with reading(engine).begin() as connection:
        answers = list(_answers(connection, who.id))
        mails, told = _mails(connection, who.id)
        anchors = [dict(row) for row in connection.execute(select(anchor)).mappings()]
    given = tuple(consent.read(one["body"]) for one in answers)
    pack = {
        "answers.json": _json(answers),
        "seals.json": _json([_seal(seal) for seal in sealing.all_seals(engine)]),
        "anchors.json": _json(anchors),
        "deliveries.json": _json(told),
        "binding.json": _json(list(_bindings(catalog, engine, who, given, now))),
        "verify.py": (files("notifier") / "proof" / "verify.py").read_bytes(),
        **mails,
        **_texts(catalog, who),
    }
    languages = dict.fromkeys(tongue for policy in catalog.registry.policies for tongue in policy.languages)
    pages = "".join(_index(catalog, given, words(tongue), sorted(pack)) for tongue in languages)
    pack["index.html"] = f'<!doctype html><meta charset="utf-8">{_STYLE}{pages}'.encode()
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


def _seal(seal: ledger.Seal) -> dict[str, Any]:
    return {
        "number": seal.number,
        "size": seal.size,
        "root": seal.root,
        "previous": seal.previous,
        "at": seal.at.isoformat(timespec="microseconds"),
        "key": seal.key,
        "hash": ledger.seal_hash(seal),
        "signature": seal.signature,
    }


def _mails(connection: Connection, person: int) -> tuple[dict[str, bytes], list[dict[str, Any]]]:
    """Give the mails as sent (the personal link left out) and what became of each."""
    campaigns = connection.execute(select(campaign.c.id)).scalars().all()
    ids = [delivery_id(number, person) for number in campaigns]
    found = (
        select(
            delivery,
            stands().label("stands"),
            variant.c.language,
            variant.c.subject,
            variant.c.html,
            variant.c.text,
            variant.c.sha256,
        )
        .join(chunk, chunk.c.id == delivery.c.chunk_id)
        .join(variant, variant.c.id == chunk.c.variant_id)
        .where(delivery.c.id.in_(ids))
        .order_by(delivery.c.id)
    )
    mails: dict[str, bytes] = {}
    told = []
    for row in connection.execute(found).all():
        name = f"mails/{campaign_of(DeliveryId(row.id))}-{row.language}"
        mails |= {f"{name}.html": row.html.encode(), f"{name}.txt": row.text.encode()}
        told.append(
            {
                "delivery": row.id,
                "subject": row.subject,
                "sha256": row.sha256,
                "state": row.stands,
                "rank": row.rank,
                "at": row.event_at.isoformat() if row.event_at else None,
                "reason": row.reason,
            }
        )
    return mails, told


def _texts(catalog: Catalog, who: Person) -> dict[str, bytes]:
    """Give every text and record of the policies that bind a person."""
    told: dict[str, bytes] = {}
    for name, _ in who.subject.baselines if who.subject else ():
        for record in catalog.history(name).records:
            place = f"policy/releases/{name}/{record.version}.toml"
            told[f"records/{name}-{record.version}.toml"] = (catalog.root / place).read_bytes()
            for text in record.texts:
                file = f"texts/{name}-{record.version}-{text.language}.md"
                told[file] = catalog.text(record, text.language).encode("utf-8")
    return told


def _bindings(
    catalog: Catalog, engine: Engine, who: Person, given: tuple[Entry, ...], now: datetime
) -> Iterator[dict[str, Any]]:
    """Tell what bound a person after each answer, and now."""
    for name, _ in who.subject.baselines if who.subject else ():
        for at in (*(entry.at for entry in given if entry.policy == name), now):
            answer = bind(catalog, engine, who, name, at=at)
            yield {
                "policy": name,
                "at": at.isoformat(),
                "clauses": {
                    bound.clause: {
                        "version": str(bound.version),
                        "held_by": bound.held_by,
                        "present": bound.present,
                    }
                    for bound in answer.bound
                },
            }


def _index(catalog: Catalog, given: tuple[Entry, ...], words: Words, names: list[str]) -> str:
    _ = words.gettext
    zones = {policy.name: policy.time_zone for policy in catalog.registry.policies}
    said = {
        "accepted": _("accepted"),
        "declined": _("kept the terms they had"),
        "withdrawn": _("took their acceptance back"),
    }
    rows = "".join(
        f"<tr><td>{escape(moment(entry.at, words.language, zones[entry.policy]))}</td>"
        f"<td>{escape(entry.policy)} {entry.version}</td><td>{escape(said[entry.answer])}</td>"
        f"<td>{escape(', '.join(entry.covers))}</td></tr>"
        for entry in given
    )
    listed = "".join(f'<li><a href="{escape(name)}">{escape(name)}</a></li>' for name in names)
    how = _("Check it without trusting anybody: run “python3 verify.py” in this folder.")
    return (
        f'<section lang="{words.language}"><h1>{escape(_("Evidence"))}</h1><p>{escape(how)}</p>'
        f"<h2>{escape(_('Answers'))}</h2><table>{rows}</table>"
        f"<h2>{escape(_('Files'))}</h2><ul>{listed}</ul></section>"
    )


def _json(told: Any) -> bytes:
    return json.dumps(told, indent=1, ensure_ascii=False, default=str).encode("utf-8")


_STYLE = (
    "<title>Evidence · Preuves</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}td{padding:.2rem .8rem .2rem 0;vertical-align:top}section+section{border-top:1px solid;margin-top:2rem}"
    "</style>"
)
