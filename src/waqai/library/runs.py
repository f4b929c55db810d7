"""Beginning, going on with and ending runs: one command that brings items in, interrupted or not."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, insert, select, update

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.ledger import Request, owner
from waqai.library.limits import plain
from waqai.library.locks import RunLock, take_run
from waqai.library.store import Batch, now

_STANDARD_INPUT = "-"
#: seconds that PostgreSQL may take to notice that a program was killed, and between two looks
_LINGERING = 2.0
_PAUSE = 0.1


class Run(msgspec.Struct, frozen=True):
    """A run that this process works on; `resumed` tells that it goes on with one that was interrupted."""

    id: int
    resumed: bool


def fingerprint_of(request: Request) -> str:
    """Return what is the same for the same command over the same inputs with the same options.

    What comes from standard input is never the same twice.
    """
    inputs = tuple(_absolute(name, request.folder) for name in request.inputs)
    words = msgspec.json.encode(msgspec.structs.replace(request, inputs=inputs, folder=""))
    unique = uuid.uuid4().bytes if _STANDARD_INPUT in request.inputs else b""
    return hashlib.sha256(words + unique).hexdigest()


@contextmanager
def working_on(database: Database, request: Request) -> Iterator[Run]:
    """Give the run of `request`: the one that was interrupted, else a new one; it is nobody else's meanwhile.

    A run that ends by an error, or is killed, stays unfinished, and the same request goes on with it.
    """
    print_ = fingerprint_of(request)
    lock: RunLock | None = None
    # PostgreSQL notices only after a moment that the holder of a lock was killed
    patience = time.monotonic() + (0.0 if database.is_sqlite else _LINGERING)
    try:
        while lock is None:
            with database.writing() as connection:
                wait = time.monotonic() < patience
                run, lock = _take(database, connection, request, print_, wait=wait)
            if lock is None:
                time.sleep(_PAUSE)
        yield run
    finally:
        if lock is not None:
            lock.release()


def finish(connection: Connection, run: int) -> None:
    """Mark a run as done."""
    connection.execute(update(schema.run).where(schema.run.c.id == run).values(finished=now()))


@contextmanager
def adopting(database: Database) -> Iterator[list[int]]:
    """Give the runs that left queued items and that nobody works on, oldest first; they are ours meanwhile."""
    run, item = schema.run, schema.item
    waiting = select(item.c.run_id).where(item.c.state == "queued").distinct()
    with database.reading() as connection:
        numbers = list(connection.scalars(select(run.c.id).where(run.c.id.in_(waiting)).order_by(run.c.id)))
    with holding(database, numbers) as taken:
        yield taken


@contextmanager
def holding(database: Database, runs: Iterable[int]) -> Iterator[list[int]]:
    """Give those of `runs` that nobody works on; they are ours meanwhile."""
    locks: list[RunLock] = []
    taken: list[int] = []
    try:
        for number in runs:
            lock = take_run(database, number)
            if lock is not None:
                locks.append(lock)
                taken.append(number)
        yield taken
    finally:
        for lock in locks:
            lock.release()


def _take(
    database: Database, connection: Connection, request: Request, fingerprint: str, *, wait: bool
) -> tuple[Run, RunLock | None]:
    """Return the unfinished run of that fingerprint, or a new one; no lock when somebody has it and we may `wait`."""
    run = schema.run
    unfinished = select(run.c.id).where(run.c.fingerprint == fingerprint, run.c.finished == "").order_by(run.c.id)
    numbers = list(connection.scalars(unfinished))
    for number in numbers:
        lock = take_run(database, number)
        if lock is not None:
            connection.execute(update(run).where(run.c.id == number).values(owner=owner()))
            return Run(number, resumed=True), lock
    if numbers and wait:
        return Run(numbers[0], resumed=True), None
    return _begin(database, connection, request, fingerprint)


def _begin(database: Database, connection: Connection, request: Request, fingerprint: str) -> tuple[Run, RunLock]:
    number = Batch(connection).new_id(schema.run)
    lock = take_run(database, number)
    while lock is None:  # left over from a library that stood here before
        number += 1
        lock = take_run(database, number)
    row = {
        "id": number,
        "command": request.command,
        "inputs": plain(msgspec.json.encode(request).decode(), 1 << 24),
        "fingerprint": fingerprint,
        "started": now(),
        "finished": "",
        "owner": owner(),
    }
    connection.execute(insert(schema.run), [row])
    return Run(number, resumed=False), lock


def _absolute(name: str, folder: str) -> str:
    if name == _STANDARD_INPUT or "://" in name:
        return name
    return os.path.normpath(Path(folder, name))
