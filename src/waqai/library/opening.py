"""Making and opening libraries, each of the schema that this version knows."""

from __future__ import annotations

import logging
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, insert, inspect, select, text

from waqai.library import schema
from waqai.library.connection import Database, LibraryError
from waqai.library.folding import FOLDING
from waqai.library.migrations import HEAD, current_version, upgrade
from waqai.library.reindex import reindex

_LOG = logging.getLogger("waqai.library")


def create_library(location: str | Path) -> Database:
    """Make an empty library and return its database; raises `LibraryError` where one or something else stands."""
    with _kept_open(location) as database, database.writing() as connection:
        check_vacant(database, connection)
        upgrade(connection)
        connection.execute(
            insert(schema.info), [{"key": "id", "value": uuid.uuid4().hex}, {"key": "folding", "value": FOLDING}]
        )
    return database


def open_database(location: str | Path) -> Database:
    """Return a library's database, brought up to date; raises `LibraryError` where there is none or a newer one.

    Before an SQLite library of an older schema is changed, a copy of it is kept beside it (``NAME.before-0002.db``)
    and its name is logged.  One whose words were indexed by other rules of folding is indexed anew.
    """
    with _kept_open(location) as database:
        if database.path is not None and not database.path.is_file():
            raise LibraryError(f"{database.name}: no library is here; make one with: waqai init {database.name}")
        with database.reading() as connection:
            version = current_version(connection)
        if not version:
            raise LibraryError(f"{database.name}: holds no library; make one with: waqai init {database.name}")
        if version > HEAD:
            raise LibraryError(f"{database.name}: was made by a newer Waqai (schema {version}); install that")
        if version < HEAD:
            _bring_up_to_date(database)
        if setting(database, "folding") != FOLDING:
            _LOG.warning(
                "%s: this version reads words otherwise; it is indexed anew, for minutes if large", database.name
            )
            reindex(database)
    return database


def setting(database: Database, key: str) -> str:
    """Return a setting of the library, "" when it has none."""
    with database.reading() as connection:
        return connection.scalar(select(schema.info.c.value).where(schema.info.c.key == key)) or ""


def is_empty(database: Database) -> bool:
    """Tell whether the library holds no report."""
    with database.reading() as connection:
        return connection.scalar(text("SELECT 1 FROM report LIMIT 1")) is None


def check_vacant(database: Database, connection: Connection) -> None:
    """Raise `LibraryError` where a library or the tables of another program stand, or Arabic cannot be kept."""
    if current_version(connection):
        raise LibraryError(f"{database.name}: a library is here already; open it, or name another place")
    others = [name for name in sorted(inspect(connection).get_table_names()) if name != "spatial_ref_sys"]
    if others:
        raise LibraryError(f"{database.name}: another program keeps tables here ({others[0]}); name an empty place")
    if not database.is_sqlite:
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise LibraryError(
                f"{database.name}: keeps letters as {encoding}; make one with: createdb -E UTF8 -T template0 NAME"
            )


@contextmanager
def _kept_open(location: str | Path) -> Iterator[Database]:
    """Give the database and close it again when something is wrong with it."""
    database = Database(location)
    try:
        check_path(database)
        yield database
    except BaseException:
        database.close()
        raise


def check_path(database: Database) -> None:
    """Raise `LibraryError` where a file of an SQLite library cannot lie."""
    path = database.path
    if path is None:
        return
    if path.is_dir():
        raise LibraryError(f"{path}: is a folder; name a file in it, such as {path / 'library.db'}")
    if not path.parent.is_dir():
        raise LibraryError(f"{path}: there is no folder {path.parent}; make it first")


def _bring_up_to_date(database: Database) -> None:
    with database.writing() as connection:
        version = current_version(connection)
        if version >= HEAD:
            return  # another program did it meanwhile
        if database.path is not None:
            _keep_copy(database.path, version)
        upgrade(connection)
        _LOG.warning("%s: brought from schema %s to %s", database.name, version, HEAD)


def _keep_copy(path: Path, version: str) -> None:
    """Copy an SQLite library as it stands beside it; nobody else may write meanwhile."""
    kept = path.with_name(f"{path.stem}.before-{HEAD}.db")
    half = kept.with_name(f"{kept.name}.part")
    try:
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(half)) as new:
            old.backup(new)
        half.replace(kept)
    except (OSError, sqlite3.Error) as error:
        half.unlink(missing_ok=True)
        raise LibraryError(
            f"{path}: has the older schema {version}, and no copy could be kept at {kept} before changing it ({error});"
            " make room, or make the folder writable, and run again"
        ) from error
    _LOG.warning("%s: a copy from before schema %s is kept in %s", path, HEAD, kept)
