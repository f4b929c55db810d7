"""Whatever ends a program: nothing is doubled, half done or lost, and the same command goes on."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from waqai.library import ledger
from waqai.library.connection import Database, LibraryError
from waqai.library.filling import Effort
from waqai.library.ingest import add_inputs
from waqai.library.ledger import Counts
from waqai.library.locks import take_run
from waqai.library.retry import retry

from .conftest import Places
from .inputs import ONE, exported, row, states, write
from .stubs import StubCoders

TESTS = Path(__file__).parents[1]
#: adds argv[2:] to the library argv[1], saying when it begins
PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from library.stubs import StubCoders
from waqai.library.filling import Effort
from waqai.library.ingest import add_inputs
from waqai.library.opening import open_database
if __name__ == "__main__":
    database = open_database(sys.argv[1])
    print("begins", flush=True)
    print(add_inputs(database, sys.argv[2:], effort=Effort(StubCoders(seconds=0.002))))
"""


def start(location: str, *inputs: str) -> subprocess.Popen[str]:
    program = PROGRAM.format(tests=str(TESTS))
    return subprocess.Popen(
        [sys.executable, "-c", program, location, *inputs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def location_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False) if not database.is_sqlite else str(database.path)


@pytest.fixture
def inputs(tmp_path: Path) -> str:
    rows = [row(number) for number in range(120)] + [row(1), row(2, text="كسر"), row(3, text="حدث آخر.")]
    return write(tmp_path / "a.jsonl", rows)


@pytest.mark.usefixtures("importable")
def test_killed_at_random_moments_the_same_command_goes_on(places: Places, inputs: str) -> None:
    whole = Database(places.library(full=False))
    add_inputs(whole, [inputs], effort=ONE)
    draw = random.Random(7)
    database = Database(places.library(full=False))
    for _ in range(10 if database.is_sqlite else 4):
        program = start(location_of(database), inputs)
        assert program.stdout is not None
        assert program.stdout.readline() == "begins\n"
        time.sleep(draw.uniform(0.05, 0.6))
        program.kill()
        program.communicate()
        if database.is_sqlite:
            with contextlib.closing(sqlite3.connect(str(database.path))) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    added = add_inputs(database, [inputs], effort=ONE)
    assert added.resumed or added.counts.duplicate == 122
    assert exported(database) == exported(whole)
    if added.resumed:
        assert states(database) == states(whole) == Counts(coded=121, duplicate=1, failed=1)
    assert states(database).queued == 0
    whole.close()
    database.close()


def test_two_at_once_double_nothing(database: Database, inputs: str, tmp_path: Path) -> None:
    other = write(tmp_path / "b.jsonl", [row(number) for number in range(60, 180)])
    programs = [start(location_of(database), some) for some in (inputs, inputs, other)]
    for program in programs:
        out, error = program.communicate(timeout=120)
        assert program.returncode == 0, out + error
    assert exported(database).count("\n") == 180
    counts = states(database)
    # nothing was read twice: the two with the same inputs are two runs
    assert counts.read == 123 + 123 + 120
    assert (counts.coded, counts.failed, counts.queued) == (181, 1, 0)


def test_what_a_dead_run_left_is_coded_by_any_other(database: Database, inputs: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        add_inputs(database, [inputs], effort=ONE, progress=interrupt)
    assert states(database).queued == 64
    add_inputs(database, [write(tmp_path / "b.jsonl", [row(999)])], effort=ONE)
    assert states(database).queued == 0
    again = add_inputs(database, [inputs], effort=ONE)
    assert again.resumed
    assert again.counts == Counts(coded=121, duplicate=1, failed=1)


def test_a_run_that_somebody_works_on_is_left_alone(database: Database, inputs: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        add_inputs(database, [inputs], effort=ONE, progress=interrupt)
    other = Database(database.url.render_as_string(hide_password=False))
    lock = take_run(other, 1)
    assert lock is not None
    assert take_run(database, 1) is None
    added = add_inputs(database, [inputs], effort=ONE)
    assert (added.run, added.resumed) == (2, False)
    assert states(database).queued == 64
    lock.release()
    assert add_inputs(database, [inputs], effort=ONE).run == 1
    assert states(database).queued == 0
    other.close()


def interrupt(counts: Counts) -> None:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("importable")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed in another way here")
def test_a_report_that_kills_or_hangs_its_process_is_set_aside(sqlite_database: Database, tmp_path: Path) -> None:
    rows = [row(number) for number in range(40)]
    rows[10]["text"] = "قتل بعد حدث"
    rows[25]["text"] = "علق بعد حدث"
    file = write(tmp_path / "a.jsonl", rows)
    added = add_inputs(sqlite_database, [file], effort=Effort(StubCoders(), workers=2, seconds=3))
    assert added.counts == Counts(coded=38, quarantined=2)
    with sqlite_database.reading() as connection:
        killed, hung = ledger.problems(connection)
    assert (killed.place, hung.place) == (f"{file}:11", f"{file}:26")
    assert "killed its process" in killed.reason
    assert "not done after 3 seconds" in hung.reason
    assert retry(sqlite_database, effort=ONE).tried == 0
    mended = retry(sqlite_database, quarantined=True, effort=Effort(StubCoders(breaks=False)))
    assert (mended.tried, mended.mended) == (2, 2)


@pytest.mark.usefixtures("importable")
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed in another way here")
def test_a_report_that_kills_the_only_process_is_found_out(sqlite_database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [row(1), row(2, text="قتل بعد حدث"), row(3)])
    for _ in range(2):
        program = start(location_of(sqlite_database), file)
        program.communicate(timeout=60)
        assert program.returncode == -signal.SIGKILL
        assert states(sqlite_database).queued
    added = add_inputs(sqlite_database, [file], effort=ONE)
    assert added.counts == Counts(coded=2, quarantined=1)


def test_a_full_disk_is_one_clear_error_and_nothing_is_half(sqlite_database: Database, inputs: str) -> None:
    def limit(connection: Any, _record: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages + 60}")

    event.listen(sqlite_database.engine, "connect", limit)
    sqlite_database.close()
    with pytest.raises(LibraryError, match="disk is full"):
        add_inputs(sqlite_database, [inputs], effort=ONE)
    event.remove(sqlite_database.engine, "connect", limit)
    sqlite_database.close()
    added = add_inputs(sqlite_database, [inputs], effort=ONE)
    assert added.resumed
    assert added.counts == Counts(coded=121, duplicate=1, failed=1)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_one_clear_error(sqlite_database: Database, inputs: str) -> None:
    assert sqlite_database.path is not None
    folder = sqlite_database.path.parent
    sqlite_database.close()
    folder.chmod(0o500)
    try:
        with pytest.raises(LibraryError):
            add_inputs(sqlite_database, [inputs], effort=ONE)
    finally:
        folder.chmod(0o700)


def test_a_library_that_may_only_be_read_is_one_clear_error(database: Database, inputs: str) -> None:
    def forbid(connection: Any, _record: Any) -> None:
        if database.is_sqlite:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("SET default_transaction_read_only = on")
            connection.commit()

    event.listen(database.engine, "connect", forbid)
    database.close()
    with pytest.raises(LibraryError, match="read"):
        add_inputs(database, [inputs], effort=ONE)
    event.remove(database.engine, "connect", forbid)
    database.close()
    assert states(database) == Counts()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of connections that the server ended
def test_a_database_that_goes_away_is_one_clear_error(database: Database, inputs: str) -> None:
    if database.is_sqlite:
        pytest.skip("a file does not go away")
    from sqlalchemy import text

    def cut(counts: Counts) -> None:
        # another connection ends all others, as a server that is stopped does
        other = Database(location_of(database))
        with other.reading() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database()"
                )
            )
        other.close()
        database.engine.pool._pre_ping = False  # it does not come back

    with pytest.raises(LibraryError):
        add_inputs(database, [inputs], effort=ONE, progress=cut)
    database.engine.pool._pre_ping = True
    database.close()
    assert add_inputs(database, [inputs], effort=ONE).counts == Counts(coded=121, duplicate=1, failed=1)
