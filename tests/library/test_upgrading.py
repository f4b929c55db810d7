"""Libraries of every released schema are brought up to date, and give out what they gave out then."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from waqai.library.backup import restore
from waqai.library.check import check
from waqai.library.connection import Database
from waqai.library.migrations import HEAD, current_version
from waqai.library.opening import open_database

from .written import exported

FOLDER = Path(__file__).parent / "fixtures"
SCHEMAS = sorted(path.name.removesuffix(".backup.zip") for path in FOLDER.glob("*.backup.zip"))


def _load(schema: str, backend: str, location: str) -> None:
    script = (FOLDER / f"{schema}.{backend}.sql").read_text("utf-8")
    if backend == "sqlite":
        with closing(sqlite3.connect(location)) as connection:
            connection.executescript(script)
    else:
        with psycopg.connect(location, autocommit=True) as connection:
            connection.execute(script)


def _whole(database: Database, schema: str) -> Iterator[str]:
    """Yield everything that is not as it should be."""
    with database.reading() as connection:
        if current_version(connection) != HEAD:
            yield f"schema {current_version(connection)}"
    for name, content in exported(database).items():
        if content != (FOLDER / f"{schema}.{name}.jsonl").read_bytes():
            yield f"{name} differs"
    yield from map(str, check(database).findings)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_library_of_a_released_schema_is_brought_up_to_date(schema: str, backend: str, location: str) -> None:
    _load(schema, backend, location)
    database = open_database(location)
    assert list(_whole(database, schema)) == []
    database.close()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_backup_of_a_released_schema_can_be_restored(schema: str, location: str) -> None:
    restore(FOLDER / f"{schema}.backup.zip", location)
    database = open_database(location)
    assert list(_whole(database, schema)) == []
    database.close()


def test_the_schema_of_today_is_frozen_too() -> None:
    assert HEAD in SCHEMAS, "a new schema: run scripts/freeze-schema when it is final"
