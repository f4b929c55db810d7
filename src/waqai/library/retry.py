"""``waqai retry``: what failed once more, and nothing else."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Select, func, select, update

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.filling import SUSPECT, Effort, Filler, Progress
from waqai.library.ingest import options_of, read_safely
from waqai.library.ledger import Request, State, read_request
from waqai.library.limits import short_key
from waqai.library.runs import holding
from waqai.library.store import set_states
from waqai.read import Item
from waqai.read.checks import Defaults

_MANY = 500
_STANDARD_INPUT = "-"


class Retried(msgspec.Struct, frozen=True):
    """How many items were tried again, and how many of them are now in which of the states that need no more work.

    `busy` items belong to runs that somebody works on now; `gone` ones came from standard input, which cannot be read
    again: both stay as they are.
    """

    tried: int
    mended: int
    busy: int
    gone: int
    mentions: int


def retry(
    database: Database,
    *,
    run: int | None = None,
    quarantined: bool = False,
    private_addresses: bool = False,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Retried:
    """Code failed items again, and read again those that could not be read; of one `run`, or all.

    Inputs are read as they were the first time; `private_addresses` allows those, too.
    What is `quarantined` may be hostile or break the program: it is tried only on request, in a process of its own.
    """
    states: tuple[State, ...] = ("failed", "quarantined") if quarantined else ("failed",)
    unread, uncoded = _failed(database, states, run)
    with holding(database, sorted(unread.keys() | uncoded.keys())) as held:
        tried = sum(len(uncoded[number]) for number in held if number in uncoded)
        gone = 0
        with Filler(database, effort or Effort(), progress) as filler:
            for number in held:
                _requeue(database, uncoded.get(number, []))
            filler.recover(held)
            for number in held:
                again, lost = _read_again(database, filler, number, unread.get(number, {}), states, private_addresses)
                tried, gone = tried + again, gone + lost
    everything = sum(len(places) for places in unread.values()) + sum(len(items) for items in uncoded.values())
    still = _count(database, states, run)
    return Retried(
        tried=tried,
        mended=max(0, everything - still),
        busy=everything - tried - gone,
        gone=gone,
        mentions=filler.mentions,
    )


def _failed(
    database: Database, states: Sequence[State], run: int | None
) -> tuple[dict[int, dict[str, dict[str, int]]], dict[int, list[int]]]:
    """Return by run the places of each input that could not be read, and the items that could not be coded."""
    item = schema.item
    unread: dict[int, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    uncoded: dict[int, list[int]] = defaultdict(list)
    query = _of_run(select(item).where(item.c.state.in_(states)).order_by(item.c.id), run)
    with database.reading() as connection:
        for row in connection.execute(query):
            if row.revision_id is None:
                unread[row.run_id][row.input][row.place] = row.id
            else:
                uncoded[row.run_id].append(row.id)
    return unread, uncoded


def _requeue(database: Database, items: Sequence[int]) -> None:
    item, revision = schema.item, schema.revision
    for begin in range(0, len(items), _MANY):
        some = items[begin : begin + _MANY]
        revisions = select(item.c.revision_id).where(item.c.id.in_(some))
        with database.writing() as connection:
            connection.execute(
                update(revision)
                .where(revision.c.id.in_(revisions), revision.c.state.in_(("failed", "quarantined")))
                .values(state="queued")
            )
            suspect = (item.c.state == "quarantined").label("suspect")
            rows = connection.execute(select(item.c.id, item.c.attempts, suspect).where(item.c.id.in_(some))).all()
            changes = [
                {
                    "row": row.id,
                    "state": "queued",
                    "attempts": row.attempts + 1,
                    "reason": SUSPECT if row.suspect else "",
                }
                for row in rows
            ]
            set_states(connection, item, changes)


def _read_again(
    database: Database,
    filler: Filler,
    run: int,
    places: dict[str, dict[str, int]],
    states: Sequence[State],
    private: bool,
) -> tuple[int, int]:
    """Read the inputs of one run again; return how many items were tried and how many cannot be."""
    with database.reading() as connection:
        stored = connection.scalar(select(schema.run.c.inputs).where(schema.run.c.id == run))
    request = read_request(stored or "[]")
    tried = gone = 0
    for name, failed in places.items():
        if name not in request.inputs or name == _STANDARD_INPUT:
            gone += len(failed)
            continue
        tried += len(failed)
        waiting = dict(failed)
        filler.take(run, _noting(read_as_then(request, name, private), waiting), states)
        _let_go(database, list(waiting.values()))
    return tried, gone


def read_as_then(request: Request, name: str, private: bool = False) -> Iterator[Item]:
    """Yield what is in the input `name` of an earlier request, named as it was then, wherever we are now."""
    defaults = msgspec.convert(request.defaults, Defaults)
    options = options_of(request.options, private)
    if "://" in name or Path(name).is_absolute() or request.folder in {"", str(Path.cwd())}:
        yield from read_safely([name], defaults, options)
        return
    before = f"{request.folder}{os.sep}"
    for item in read_safely([f"{before}{name}"], defaults, options):
        yield Item(name, item.where.removeprefix(before), item.found)


def _noting(items: Iterable[Item], waiting: dict[str, int]) -> Iterator[Item]:
    for item in items:
        waiting.pop(short_key(item.where), None)
        yield item


def _let_go(database: Database, items: Sequence[int]) -> None:
    """Mark items that are not found any more: what their input holds now has rows of its own."""
    if items:
        reason = "was read again: what stands here now has its own entry"
        with database.writing() as connection:
            changes = [{"row": number, "state": "empty", "reason": reason, "next_step": ""} for number in items]
            set_states(connection, schema.item, changes)


def _count(database: Database, states: Sequence[State], run: int | None) -> int:
    query = _of_run(select(func.count()).select_from(schema.item).where(schema.item.c.state.in_(states)), run)
    with database.reading() as connection:
        return int(connection.scalar(query) or 0)


def _of_run(query: Select[*tuple[object, ...]], run: int | None) -> Select[*tuple[object, ...]]:
    return query if run is None else query.where(schema.item.c.run_id == run)
