"""Making and opening libraries, each of the schema that this version knows."""

from __future__ import annotations

import uuid
from pathlib import Path

from sqlalchemy import insert, select, text

from waqai.library import schema
from waqai.library.connection import Database, LibraryError
from waqai.library.folding import FOLDING
from waqai.library.migrations import HEAD, current_version, upgrade


def create_library(location: str | Path) -> Database:
    """Make an empty library and return its database; raises `LibraryError` where one stands already."""
    database = Database(location)
    with database.writing() as connection:
        if current_version(connection):
            raise LibraryError(f"{database.name}: a library is here already; open it, or name another place")
        upgrade(connection)
        connection.execute(
            insert(schema.info), [{"key": "id", "value": uuid.uuid4().hex}, {"key": "folding", "value": FOLDING}]
        )
    return database


def open_database(location: str | Path) -> Database:
    """Return a library's database, brought up to date; raises `LibraryError` where there is none or a newer one."""
    database = Database(location)
    if database.path is not None and not database.path.is_file():
        raise LibraryError(f"{database.name}: no library is here; make one with: waqai init {database.name}")
    with database.reading() as connection:
        version = current_version(connection)
    if not version:
        raise LibraryError(f"{database.name}: holds no library; make one with: waqai init {database.name}")
    if version > HEAD:
        raise LibraryError(f"{database.name}: was made by a newer Waqai (schema {version}); install that")
    if version < HEAD:
        with database.writing() as connection:
            upgrade(connection)
    return database


def setting(database: Database, key: str) -> str:
    """Return a setting of the library, "" when it has none."""
    with database.reading() as connection:
        return connection.scalar(select(schema.info.c.value).where(schema.info.c.key == key)) or ""


def is_empty(database: Database) -> bool:
    """Tell whether the library holds no report."""
    with database.reading() as connection:
        return connection.scalar(text("SELECT 1 FROM report LIMIT 1")) is None
