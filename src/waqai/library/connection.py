"""Where a library lies and how it is reached: SQLite in one file, or PostgreSQL.

Every change happens in one writing transaction at a time (`Database.writing`), so that ids can be given out without
asking the database and two programs at once never double anything; readers see one state from begin to end and wait
for nobody.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

#: marks the library's lock among PostgreSQL's advisory locks
_LOCK = 0x5741514149
#: seconds that a writer waits for another
_PATIENCE = 60
_WRITE = "write postgresql://user@host/name or a file's path"
_POSTGRES = ("postgresql", "postgres")


class LibraryError(Exception):
    """What went wrong with a library and what to do, in one line that names it."""


class Database:
    """One library's database.

    `location` is a file's path or a URL (``postgresql://user@host/name``); raises `LibraryError` when it is neither.
    Nothing is opened before the first transaction.
    """

    def __init__(self, location: str | Path) -> None:
        self.url = parse_location(location)
        self.engine = _make_engine(self.url)

    @property
    def name(self) -> str:
        """The location to show: a path, or the URL without its password."""
        return str(self.url.database) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, else PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite library, None for PostgreSQL."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state of the library."""
        options: dict[str, Any] = {}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._explained(), self.engine.connect() as raw:
            connection = raw.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection of the one writing transaction; it is kept whole when the block ends well or undone."""
        with self._explained(), self.engine.connect() as raw:
            connection = raw.execution_options(waqai_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise LibraryError(f"{self.name}: {_reason(error)}") from error


def parse_location(location: str | Path) -> URL:
    """Return the database URL of a path or URL; raises `LibraryError` naming what is wrong."""
    words = str(location)
    if "://" not in words:
        return URL.create("sqlite", database=words)
    try:
        url = make_url(words)
    except ArgumentError:
        raise LibraryError(
            f"{words!r} is no database URL; write postgresql://user@host/name or a file's path"
        ) from None
    backend = url.drivername.partition("+")[0]
    if backend in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise LibraryError(
        f"{backend!r} is no database that Waqai knows; write postgresql://user@host/name or a file's path"
    )


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(url, pool_size=2, max_overflow=8, pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgres)
        return engine
    engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not by the driver
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-65536",
        "mmap_size=1073741824",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("waqai_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgres(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        # disks of today: an index is nearly as fast as reading on
        cursor.execute("SET random_page_cost = 1.1")
        cursor.execute("SET client_encoding = 'UTF8'")
    connection.commit()


def _reason(error: DBAPIError) -> str:
    """Return what the database says, in one line with the next step where it is known."""
    said = " ".join(str(error.orig).split())
    for sign, what in _REASONS:
        if sign in said:
            return f"{what} ({said})"
    return said


_REASONS = (
    ("database is locked", "another program has been writing for a minute; wait for it and run again"),
    ("disk is full", "the disk is full; nothing of the last step was kept: make room and run again"),
    ("No space left", "the disk is full; nothing of the last step was kept: make room and run again"),
    ("readonly database", "it may only be read here; check the permissions of the file and of its folder"),
    ("unable to open database file", "cannot be opened; check that its folder exists and may be written"),
    ("file is not a database", "is no Waqai library; name another file"),
    ("disk image is malformed", "is damaged; run waqai check, and restore a backup"),
    ("Connection refused", "no database answers there; is PostgreSQL running, and are host and port right?"),
)
