"""Many rows into a table at once: prepared rows in SQLite, COPY in PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table

Row = dict[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, all of the same columns or not; columns that a row leaves out get their default."""
    if not rows:
        return
    names = [column.name for column in table.columns]
    defaults = [_default(column) for column in table.columns]
    pairs = list(zip(names, defaults, strict=True))
    values = [tuple([row.get(name, default) for name, default in pairs]) for row in rows]
    quoted = ", ".join(f'"{name}"' for name in names)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        statement = f'INSERT INTO "{table.name}" ({quoted}) VALUES ({marks})'  # noqa: S608  names of our own tables
        connection.exec_driver_sql(statement, values)
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy:
        for one in values:
            copy.write_row(one)


def add_aliases(connection: Connection, rows: Sequence[tuple[int, str, int]]) -> None:
    """Add ``(party, words, mentions)`` to what parties are called; the counts may be negative."""
    _add_up(connection, "alias", {"party_id": "bigint", "words": "text"}, ("mentions",), rows)


def add_counts(connection: Connection, rows: Sequence[tuple[str, str, int, int]]) -> None:
    """Add ``(dimension, value, mentions, reports)`` to the tallies; the counts may be negative."""
    _add_up(connection, "tally", {"dimension": "text", "value": "text"}, ("mentions", "reports"), rows)


def _add_up(
    connection: Connection, table: str, keys: dict[str, str], counts: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows of `keys` (column -> type) and `counts`; where the keys are there already, add to their counts."""
    if not rows:
        return
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in counts)
    insert = f"INSERT INTO {table} ({', '.join([*keys, *counts])})"  # names of our own tables
    update = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sums}"
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * (len(keys) + len(counts)))
        connection.exec_driver_sql(f"{insert} VALUES ({marks}){update}", list(rows))
        return
    arrays = ", ".join(f"%s::{kind}[]" for kind in [*keys.values(), *(["bigint"] * len(counts))])
    columns = tuple(list(column) for column in zip(*rows, strict=True))
    source = f" SELECT * FROM unnest({arrays})"  # noqa: S608  types of our own columns
    connection.exec_driver_sql(insert + source + update, columns)


def _default(column: Any) -> Any:
    """Return the value that the schema gives a column that is left out."""
    if column.server_default is None:
        return None
    default = str(column.server_default.arg)
    return int(default) if default.isdigit() else default
