"""Where a library lies, what is said when it cannot be reached, and who waits for whom."""

from __future__ import annotations

import gc
import os
import threading
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, func, insert, select, text

from waqai.library import schema
from waqai.library.connection import Database, LibraryError, parse_location
from waqai.library.opening import open_database
from waqai.library.stored import stored_reports

from .conftest import Places
from .postgres import Server
from .samples import REPORTS

_SLOW = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1e9) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}
only_postgres = pytest.mark.parametrize("backend", ["postgresql"])


def _note(connection: Connection, key: str) -> None:
    connection.execute(insert(schema.info), {"key": key, "value": "noted"})


def _notes(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.scalars(select(schema.info.c.key)))


@pytest.mark.parametrize(
    ("location", "name"),
    [
        ("library.db", "library.db"),
        (Path("folder") / "مكتبة.db", "folder/مكتبة.db"),
        ("50%?.db", "50%?.db"),
        ("sqlite:///folder/library.db", "folder/library.db"),
        ("sqlite:////srv/library.db", "/srv/library.db"),
        ("postgres://ali@db.example/news", "postgresql://ali@db.example/news"),
        ("postgresql://ali:secret@db.example:5433/news", "postgresql://ali:***@db.example:5433/news"),
        ("postgresql+psycopg://db.example/news?sslmode=require", "postgresql://db.example/news?sslmode=require"),
        ("postgresql://db.example/news?user=a&password=secret", "postgresql://db.example/news?user=a"),
    ],
)
def test_names_show_the_place_and_never_the_password(location: str | Path, name: str) -> None:
    assert Database(location).name == name


def test_options_of_a_url_reach_the_driver() -> None:
    url = parse_location("postgresql://db.example/news?sslmode=verify-full&application_name=waqai")
    assert dict(url.query) == {"sslmode": "verify-full", "application_name": "waqai"}


@pytest.mark.parametrize(
    "location",
    ["", "  ", "mysql://host/name", "postgresql://u:secret@host:port/name", "sqlite://", "://", "http://x/y", "a\0b"],
)
def test_what_is_no_place_is_refused_in_one_line(location: str) -> None:
    with pytest.raises(LibraryError) as refused:
        parse_location(location)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "postgresql://user@host/name" in str(refused.value)


def test_a_host_that_does_not_answer_is_named_without_the_password() -> None:
    database = Database("postgresql://ali:secret@127.0.0.1:1/news?connect_timeout=5")
    with pytest.raises(LibraryError) as refused, database.reading():
        pass
    assert "is PostgreSQL running" in str(refused.value)
    assert "127.0.0.1:1/news" in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_database_that_is_not_there_is_named(postgres: Server) -> None:
    with pytest.raises(LibraryError, match=r"nothing_here.*no such database or user.*createdb"):
        open_database(postgres.url("nothing_here"))


def test_an_option_that_the_server_does_not_know_is_named(postgres: Server) -> None:
    with pytest.raises(LibraryError, match=r"option that PostgreSQL does not know.*colour"):
        open_database(postgres.url("postgres") + "&colour=red")


def test_a_block_that_fails_keeps_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            _note(connection, "half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert "half" not in _notes(database)


def test_readers_see_one_state_and_never_keep_a_writer_waiting(database: Database) -> None:
    with database.reading() as reader:
        before = set(reader.scalars(select(schema.info.c.key)))
        start = time.monotonic()
        with database.writing() as writer:
            _note(writer, "new")
        assert time.monotonic() - start < 5
        assert set(reader.scalars(select(schema.info.c.key))) == before
    assert _notes(database) == before | {"new"}


def test_readers_do_not_wait_for_a_writer(database: Database) -> None:
    with database.writing() as writer:
        _note(writer, "not yet")
        assert "not yet" not in _notes(database)


def test_a_writer_waits_for_another(database: Database) -> None:
    inside, order = threading.Event(), []

    def first() -> None:
        with database.writing() as connection:
            inside.set()
            time.sleep(0.3)
            _note(connection, "first")
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait(10)
    with database.writing() as connection:
        order.append("second")
        assert "first" in set(connection.scalars(select(schema.info.c.key)))
    thread.join()
    assert order == ["first", "second"]


def test_a_writer_that_waits_too_long_is_told_why(database: Database) -> None:
    other = Database(database.url.render_as_string(hide_password=False), patience=0.2)
    with (
        database.writing(),
        pytest.raises(LibraryError, match="another program has been writing all the time"),
        other.writing(),
    ):
        pass
    other.close()


def test_a_question_that_takes_too_long_is_stopped_and_the_next_one_answered(database: Database, backend: str) -> None:
    start = time.monotonic()
    with pytest.raises(LibraryError, match="takes too long; ask for less"), database.reading(seconds=0.3) as connection:
        connection.scalar(text(_SLOW[backend]))
    assert time.monotonic() - start < 5
    with database.reading(seconds=0.3) as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    with database.reading() as connection:  # the limit was that question's only
        assert connection.scalar(select(func.count()).select_from(schema.report)) == 0
        if backend == "postgresql":
            assert connection.scalar(text("SHOW statement_timeout")) == "0"


@only_postgres
def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(LibraryError, match="the server lets it only be read"), database.reading() as connection:
        _note(connection, "stolen")


@only_postgres
def test_a_right_that_is_missing_is_named(places: Places) -> None:
    location = places.library(full=False)
    owner = Database(location)
    with owner.writing() as connection:
        connection.execute(text("DROP ROLE IF EXISTS stranger"))
        connection.execute(text("CREATE ROLE stranger LOGIN"))
    stranger = Database(location.replace("waqai@", "stranger@"))
    with pytest.raises(LibraryError, match="not allowed to this user"), stranger.reading() as connection:
        connection.scalar(select(func.count()).select_from(schema.report))
    stranger.close()
    with owner.writing() as connection:
        connection.execute(text("DROP ROLE stranger"))
    owner.close()


@only_postgres
def test_the_right_to_read_is_enough_to_read(filled: Database) -> None:
    """As docs/operations.md grants it."""
    with filled.writing() as connection:
        connection.execute(text("CREATE ROLE reader LOGIN"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
    location = filled.url.render_as_string(hide_password=False).replace("waqai@", "reader@")
    database = open_database(location)
    with database.reading(seconds=10) as connection:
        assert len(list(stored_reports(connection))) == len(REPORTS)
    with pytest.raises(LibraryError, match="not allowed to this user"), database.writing() as connection:
        _note(connection, "stolen")
    database.close()
    with filled.writing() as connection:
        connection.execute(text("DROP OWNED BY reader"))
        connection.execute(text("DROP ROLE reader"))


@only_postgres
def test_a_server_that_goes_away_is_told_and_found_again(database: Database, postgres: Server) -> None:
    def interrupted() -> None:
        with database.writing() as connection:
            _note(connection, "lost")
            _end(postgres, connection.scalar(text("SELECT pg_backend_pid()")))
            connection.scalar(select(func.count()).select_from(schema.report))

    with pytest.raises(LibraryError, match="the server went away; nothing of the last step was kept"):
        interrupted()
    assert "lost" not in _notes(database)


def _end(postgres: Server, process: object) -> None:
    with psycopg.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_full_disk_keeps_nothing_of_the_last_step_and_all_before(database: Database) -> None:
    with database.writing() as connection:
        _note(connection, "before")

    def fill() -> None:
        with database.writing() as connection:
            connection.execute(text("PRAGMA max_page_count = 1"))  # as large as the file is now
            _note(connection, "half")
            connection.execute(insert(schema.info), {"key": "large", "value": "x" * 10_000_000})

    with pytest.raises(LibraryError, match="the disk is full; nothing of the last step was kept: make room"):
        fill()
    assert _notes(database) >= {"before"}
    assert not _notes(database) & {"half", "large"}


def test_fifty_openings_leave_nothing_behind(filled: Database) -> None:
    location = filled.url.render_as_string(hide_password=False)
    proc = Path("/proc/self/fd")
    if not proc.is_dir():
        pytest.skip("open files cannot be counted here (no /proc)")

    def use() -> None:
        database = open_database(location)
        with database.reading() as connection:
            assert len(list(stored_reports(connection))) == len(REPORTS)
        with database.writing() as connection:
            connection.execute(text("UPDATE info SET value = value"))
        database.close()

    for _ in range(5):
        use()
    gc.collect()
    files, memory = len(list(proc.iterdir())), _memory()
    for _ in range(50):
        use()
    gc.collect()
    assert len(list(proc.iterdir())) == files
    assert _memory() - memory < 8 * 1024 * 1024


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
