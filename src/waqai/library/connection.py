"""Where a library lies and how it is reached: SQLite in one file, or PostgreSQL.

Every change happens in one writing transaction at a time (`Database.writing`), so that ids can be given out without
asking the database and two programs at once never double anything; readers see one state from begin to end and wait
for nobody.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from waqai.library.failures import LibraryError, hide_password, reason_of

__all__ = ["Database", "LibraryError", "parse_location"]

#: marks the library's lock among PostgreSQL's advisory locks
_LOCK = 0x5741514149
#: seconds that a writer waits for another
PATIENCE = 60.0
_WRITE = "write postgresql://user@host/name or a file's path"
_POSTGRES = ("postgresql", "postgres")
#: steps of SQLite's machine between two looks at the clock: some milliseconds
_STEPS = 20_000
_SECRETS = ("password", "sslpassword")


class Database:
    """One library's database.

    `location` is a file's path or a URL (``postgresql://user@host/name``, options as in ``?sslmode=require``); raises
    `LibraryError` when it is neither.  `patience` says how many seconds a writer waits for another one.  Nothing is
    opened before the first transaction.
    """

    def __init__(self, location: str | Path, *, patience: float = PATIENCE) -> None:
        self.url = parse_location(location)
        self.patience = patience
        self.engine = _make_engine(self.url, patience)

    @property
    def name(self) -> str:
        """The location to show: a path, or the URL without its password."""
        if self.is_sqlite:
            return str(self.url.database)
        shown = self.url.difference_update_query(_SECRETS).set(drivername="postgresql")
        return shown.render_as_string(hide_password=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, else PostgreSQL."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of an SQLite library, None for PostgreSQL."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @contextmanager
    def reading(self, seconds: float | None = None) -> Iterator[Connection]:
        """Give a connection that sees one unchanging state of the library.

        With `seconds`, a question that takes longer (in SQLite: everything asked in the block) ends in a
        `LibraryError`.
        """
        options: dict[str, Any] = {}
        if not self.is_sqlite:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.explained(), self.engine.connect() as raw:
            connection = raw.execution_options(**options)
            with connection.begin(), _limited(connection, seconds):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection of the one writing transaction; it is kept whole when the block ends well or undone."""
        with self.explained(), self.engine.connect() as raw:
            connection = raw.execution_options(waqai_writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    _wait_for_others(connection, self.patience)
                yield connection

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turn what the database or its disk refuses into a `LibraryError`; mistakes of the program pass through."""
        try:
            yield
        except IntegrityError:
            raise  # a fault of this program, not of the place
        except PoolTimeout:
            raise LibraryError(f"{self.name}: too many ask at once; try again in a moment") from None
        except DBAPIError as error:
            reason = reason_of(error)
            if reason is None:
                raise
            raise LibraryError(f"{self.name}: {reason}") from error


def parse_location(location: str | Path) -> URL:
    """Return the database URL of a path or URL; raises `LibraryError` naming what is wrong."""
    words = str(location)
    if not words.strip():
        raise LibraryError(f"no library is named; {_WRITE}")
    if "\0" in words:
        raise LibraryError(f"{words!r} is no place for a library; {_WRITE}")
    if "://" not in words:
        return URL.create("sqlite", database=words)
    try:
        url = make_url(words)
    except (ArgumentError, ValueError):
        raise LibraryError(f"{hide_password(words)!r} is no database URL; {_WRITE}") from None
    backend = url.drivername.partition("+")[0]
    if backend in _POSTGRES:
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and url.database:
        return URL.create("sqlite", database=url.database)
    raise LibraryError(f"{backend!r} is no database that Waqai knows; {_WRITE}")


def _make_engine(url: URL, patience: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        # a prepared statement is planned once for all words, the frequent and the rare: never prepare
        options = {"prepare_threshold": None}
        engine = create_engine(url, pool_size=2, max_overflow=8, pool_pre_ping=True, connect_args=options)
        event.listen(engine, "connect", _prepare_postgres)
        return engine
    engine = create_engine(url, connect_args={"timeout": patience, "check_same_thread": False})
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
        "mmap_size=134217728",
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
        # asking a report's words costs far more than comparing two numbers: ask the index of words first
        cursor.execute("SET cpu_operator_cost = 0.1")
        cursor.execute("SET client_encoding = 'UTF8'")
    connection.commit()


def _wait_for_others(connection: Connection, patience: float) -> None:
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_milliseconds(patience)}")
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")


@contextmanager
def _limited(connection: Connection, seconds: float | None) -> Iterator[None]:
    if seconds is None:
        yield
        return
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {_milliseconds(seconds)}")
        yield
        return
    driver: Any = connection.connection.driver_connection
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def _milliseconds(seconds: float) -> int:
    return max(1, round(seconds * 1000))
