"""The ledger: what became of every item that was ever read, so that nothing is lost in silence.

An item is ``queued`` until it is coded, and then ``coded``, ``empty`` (nothing to code), ``duplicate`` (the library
has these words at this address), ``failed`` (another try may do) or ``quarantined`` (refused, never tried by itself).
"""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, func, select

from waqai.library import schema

State = Literal["queued", "coded", "empty", "duplicate", "failed", "quarantined"]
STATES: tuple[State, ...] = get_args(State)


class Counts(msgspec.Struct, frozen=True):
    """How many items are in each state; their sum is what was read."""

    queued: int = 0
    coded: int = 0
    empty: int = 0
    duplicate: int = 0
    failed: int = 0
    quarantined: int = 0

    @property
    def read(self) -> int:
        """All items."""
        return sum(msgspec.structs.astuple(self))


class RunSummary(msgspec.Struct, frozen=True):
    """One run: `started` and `finished` are moments in UTC, the latter "" while it goes on or was interrupted.

    `owner` is who works on it, or did last (``host:process``).
    """

    run: int
    command: str
    inputs: tuple[str, ...]
    started: str
    finished: str
    owner: str
    counts: Counts


class Summary(msgspec.Struct, frozen=True):
    """All items by state, how many reports are shown with how many mentions, and each run, oldest first."""

    counts: Counts
    reports: int
    revisions: int
    mentions: int
    runs: tuple[RunSummary, ...]


class ItemProblem(msgspec.Struct, frozen=True):
    """One item of the ledger; `item` is its id, to go on after it."""

    item: int
    run: int
    input: str
    place: str
    state: State
    reason: str
    next_step: str
    attempts: int


class Request(msgspec.Struct, frozen=True):
    """What a run was asked to do: kept with it, so that it can go on and failed inputs be read again.

    `folder` is where relative inputs are found; `defaults` and `options` are those of reading.
    """

    command: str
    inputs: tuple[str, ...] = ()
    folder: str = ""
    defaults: dict[str, Any] = {}
    options: dict[str, Any] = {}


def summary(connection: Connection, run: int | None = None) -> Summary:
    """Return the state of the library, or of one `run` (its items and nothing else)."""
    item, table = schema.item, schema.run
    by_run: dict[int, dict[str, int]] = {}
    query = select(item.c.run_id, item.c.state, func.count()).group_by(item.c.run_id, item.c.state)
    runs = select(table).order_by(table.c.id)
    if run is not None:
        query, runs = query.where(item.c.run_id == run), runs.where(table.c.id == run)
    for number, state, count in connection.execute(query):
        by_run.setdefault(number, {})[state] = count
    total = {state: sum(counts.get(state, 0) for counts in by_run.values()) for state in STATES}
    return Summary(
        counts=Counts(**total),
        reports=_count(connection, select(func.count()).where(schema.report.c.revision_id.is_not(None))),
        revisions=_count(connection, select(func.count()).select_from(schema.revision)),
        mentions=_count(connection, select(func.count()).select_from(schema.mention)),
        runs=tuple(_run_summary(row, by_run.get(row.id, {})) for row in connection.execute(runs)),
    )


def problems(
    connection: Connection,
    states: Sequence[State] = ("failed", "quarantined"),
    *,
    run: int | None = None,
    limit: int = 100,
    after: int = 0,
) -> list[ItemProblem]:
    """Return up to `limit` items in one of `states`, in the order they were read, those after the item `after`."""
    item = schema.item
    query = select(item).where(item.c.state.in_(states), item.c.id > after).order_by(item.c.id).limit(limit)
    if run is not None:
        query = query.where(item.c.run_id == run)
    return [
        ItemProblem(r.id, r.run_id, r.input, r.place, r.state, r.reason, r.next_step, r.attempts)
        for r in connection.execute(query)
    ]


def counts_of(connection: Connection, run: int) -> Counts:
    """Return the states of one run's items."""
    item = schema.item
    query = select(item.c.state, func.count()).where(item.c.run_id == run).group_by(item.c.state)
    return Counts(**dict(connection.execute(query).all()))


def owner() -> str:
    """Return who works here, to be shown: host and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def read_request(stored: str) -> Request:
    """Return what a run was asked to do, as it was kept."""
    said = msgspec.json.decode(stored)
    return msgspec.convert({"command": "", "inputs": said} if isinstance(said, list) else said, Request)


def _run_summary(row: Any, counts: dict[str, int]) -> RunSummary:
    inputs = read_request(row.inputs).inputs
    return RunSummary(row.id, row.command, inputs, row.started, row.finished, row.owner, Counts(**counts))


def _count(connection: Connection, query: Any) -> int:
    return int(connection.scalar(query) or 0)
