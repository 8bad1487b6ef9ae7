"""Many rows in one go: on PostgreSQL as one array a column, on SQLite with one prepared statement."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select, update

from notifier.adapters.store.people import upsert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Column, Connection, Table


def add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add rows; those that are there stay as they are."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(_adding(table, tuple(rows[0])), _columns(rows))
    else:
        connection.execute(upsert(connection, table).on_conflict_do_nothing(), rows)


def raise_to(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, by: str, height: str
) -> None:
    """Give rows, found by one column, new values where another column rises; elsewhere nothing changes."""
    if not rows:
        return
    names = tuple(rows[0])
    if connection.dialect.name == "postgresql":
        connection.execute(_raising(table, names, by, height), _columns(rows))
    else:
        told = [{f"new_{name}": value for name, value in row.items()} for row in rows]
        connection.execute(_raising_one(table, names, by, height), told)


@lru_cache
def _adding(table: Table, names: tuple[str, ...]) -> Any:
    from sqlalchemy.dialects import postgresql

    put = postgresql.insert(table).from_select(names, select(_told([table.c[name] for name in names])))
    return put.on_conflict_do_nothing()


@lru_cache
def _raising(table: Table, names: tuple[str, ...], by: str, height: str) -> Any:
    told = _told([table.c[name] for name in names])
    return (
        update(table)
        .where(table.c[by] == told.c[by], table.c[height] < told.c[height])
        .values({name: told.c[name] for name in names if name != by})
    )


@lru_cache
def _raising_one(table: Table, names: tuple[str, ...], by: str, height: str) -> Any:
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return (
        update(table)
        .where(table.c[by] == new[by], table.c[height] < new[height])
        .values({name: new[name] for name in names if name != by})
    )


def _told(columns: Sequence[Column[Any]]) -> Any:
    """Give what is told as a table: PostgreSQL unfolds one array for each column."""
    from sqlalchemy.dialects.postgresql import ARRAY

    arrays = [bindparam(f"all_{one.name}", type_=ARRAY(one.type)) for one in columns]
    return func.unnest(*arrays).table_valued(*(one.name for one in columns), name="told").render_derived()


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {f"all_{name}": [row[name] for row in rows] for name in rows[0]}
