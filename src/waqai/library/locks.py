"""Which runs somebody works on now, told by locks of the operating system or of PostgreSQL.

A lock goes with its holder however that ends; the number of a process may be another's tomorrow.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from waqai.library.connection import Database, LibraryError
from waqai.read.problems import os_reason

#: marks the locks of runs among PostgreSQL's advisory locks
_CLASS = 0x57414951
_BUSY = (BlockingIOError, PermissionError)


class RunLock(Protocol):
    """The right to work on a run."""

    def release(self) -> None:
        """Give it up; a lock that is lost already is no error."""


def take_run(database: Database, run: int) -> RunLock | None:
    """Return the lock of a run, None when somebody else has it; raises `LibraryError` when there can be none."""
    return _take_file(database, run) if database.path is not None else _take_advisory(database, run)


class _FileLock:
    """A locked file beside the library, gone when the run is given up."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    def release(self) -> None:
        # first its name, as long as nobody else can have taken the lock of it
        with suppress(OSError):  # Windows keeps the names of open files: an empty one is left
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)


def _take_file(database: Database, run: int) -> RunLock | None:
    path = Path(f"{database.path}-run{run}.lock")
    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            what = "the folder of the library must be writable to add to it"
            raise LibraryError(f"{path}: cannot be made ({os_reason(error)}); {what}") from error
        try:
            _lock(descriptor)
        except _BUSY:
            os.close(descriptor)
            return None
        except OSError as error:
            os.close(descriptor)
            raise LibraryError(f"{path}: cannot be locked ({os_reason(error)})") from error
        if _is_same(path, descriptor):
            return _FileLock(path, descriptor)
        os.close(descriptor)  # its holder removed the name between our opening and locking


def _is_same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class _AdvisoryLock:
    """A lock of a PostgreSQL session that is kept open for it."""

    def __init__(self, connection: Connection, run: int) -> None:
        self._connection = connection
        self._run = run

    def release(self) -> None:
        try:
            self._connection.execute(text("SELECT pg_advisory_unlock(:kind, :run)"), _key(self._run))
        except SQLAlchemyError:  # the server is gone, and the lock with it
            self._connection.invalidate()
        finally:
            self._connection.close()


def _take_advisory(database: Database, run: int) -> RunLock | None:
    with database.explained(), ExitStack() as unless_taken:
        connection = database.engine.connect()
        unless_taken.callback(connection.close)
        connection = connection.execution_options(isolation_level="AUTOCOMMIT")
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:kind, :run)"), _key(run)):
            return None
        unless_taken.pop_all()
        return _AdvisoryLock(connection, run)


def _key(run: int) -> dict[str, int]:
    return {"kind": _CLASS, "run": run % (1 << 31)}
