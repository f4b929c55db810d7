"""Items through the ledger and the coder into the library, a bounded number at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import select, update

from waqai.library import schema
from waqai.library.coders import Coders, Coding, Made, PackagedCoders, read_record
from waqai.library.connection import Database, LibraryError
from waqai.library.keeping import keep
from waqai.library.ledger import Counts, State
from waqai.library.registering import Job, register
from waqai.library.store import Batch
from waqai.library.stored import report_of
from waqai.read import InputProblem, Item
from waqai.records import Report
from waqai.scale.processes import Outcome, Processes, Workers, WorkersError, make_workers

#: items written with one transaction: so many, so many characters, or as many as come in so many seconds
_ITEMS = 64
_CHARACTERS = 1_000_000
_SECONDS = 2.0
#: the reason of a queued item that may be what ended a process: it is coded in a process of its own
SUSPECT = "was being coded when the program ended"

Progress = Callable[[Counts], None]


class Effort(msgspec.Struct, frozen=True):
    """How reports are coded: by which coders, in how many processes, for how many seconds at most each.

    The time limit (a thousandth of a second more for every character) holds in processes only.
    """

    coders: Coders = PackagedCoders()
    workers: int = 1
    seconds: float = 120.0


class Filler:
    """Writes items into one library and codes them; nothing of it is half done when it stops at any moment."""

    def __init__(self, database: Database, effort: Effort, progress: Progress | None = None) -> None:
        #: mentions that were found, mentions of codings that were replaced, revisions whose mentions changed by that
        self.mentions = self.replaced = self.changed = 0
        self._database = database
        self._effort = effort
        self._lexicon = effort.coders.lexicon
        self._make = Coding(effort.coders)
        self._progress = progress
        self._counts = Counts()
        self._jobs: deque[Job] = deque()
        self._workers = make_workers(self._make, effort.workers, effort.seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._workers.close()

    def take(self, run: int, items: Iterable[Item], again: Collection[State] = ()) -> None:
        """Enter `items` in the ledger of `run` and code what is new (`registering.register`)."""
        for group in in_groups(items):
            with self._database.writing() as connection:
                jobs, counts = register(Batch(connection), run, group, again)
            self.enter(jobs, counts)
        self.finish()

    def enter(self, jobs: Sequence[Job], counts: Counts) -> None:
        """Code items that were just entered in the ledger, `counts` of them by state."""
        self._tell(counts)
        self.code(jobs)

    def code(self, jobs: Sequence[Job]) -> None:
        """Send queued items to the coder, and keep what comes of those before them."""
        self._jobs.extend(jobs)
        self._workers.submit([job.report for job in jobs])
        while self._workers.full:
            self._collect(self._workers, self._jobs)

    def finish(self) -> None:
        """Wait until everything is coded and kept."""
        while self._workers.pending:
            self._collect(self._workers, self._jobs)

    def recover(self, runs: Sequence[int]) -> None:
        """Code what these runs left queued when they ended.

        Something of that may have ended them.  So each is coded by itself, and noted before; what is noted already is
        coded in a process of its own.
        """
        while runs and (jobs := queued_jobs(self._database, runs, _ITEMS)):
            if self._effort.workers > 1:
                self.code([job for job, _ in jobs])
                self.finish()
                continue
            for job, suspect in jobs:
                if not suspect:
                    self._note(job)
                    self.code([job])
            suspects = [job for job, suspect in jobs if suspect]
            if suspects:
                self._code_apart(suspects)

    def _code_apart(self, jobs: Sequence[Job]) -> None:
        waiting = deque(jobs)
        with Processes(self._make, 1, self._effort.seconds, alone=True) as workers:
            workers.submit([job.report for job in jobs])
            while workers.pending:
                self._collect(workers, waiting)

    def _note(self, job: Job) -> None:
        item = schema.item
        with self._database.writing() as connection:
            connection.execute(update(item).where(item.c.id == job.item).values(reason=SUSPECT))

    def _collect(self, workers: Workers, jobs: deque[Job]) -> None:
        try:
            outcomes = workers.collect()
        except WorkersError as error:
            raise LibraryError(f"{self._database.name}: {error}; what was read waits in the ledger") from error
        self._keep(jobs, outcomes)

    def _keep(self, jobs: deque[Job], outcomes: Sequence[Outcome]) -> None:
        results: list[tuple[Job, Made | InputProblem]] = []
        for outcome in outcomes:
            made = outcome if isinstance(outcome, InputProblem) else read_record(outcome)
            results.append((jobs.popleft(), made))
        with self._database.writing() as connection:
            batch = Batch(connection)
            kept = keep(batch, results, self._lexicon)
            batch.flush()
        self.mentions += kept.mentions
        self.replaced += kept.replaced
        self.changed += kept.changed
        self._tell(msgspec.structs.replace(kept.counts, queued=-kept.counts.read))

    def _tell(self, more: Counts) -> None:
        pairs = zip(msgspec.structs.astuple(self._counts), msgspec.structs.astuple(more), strict=True)
        self._counts = Counts(*(before + now for before, now in pairs))
        if self._progress is not None:
            self._progress(self._counts)


def in_groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in groups to be written at once: they are bounded, and nothing waits long for others."""
    group: list[Item] = []
    size, begun = 0, time.monotonic()
    for item in items:
        group.append(item)
        size += len(item.found.text) if isinstance(item.found, Report) else 0
        if len(group) == _ITEMS or size >= _CHARACTERS or time.monotonic() - begun >= _SECONDS:
            yield group
            group, size, begun = [], 0, time.monotonic()
    if group:
        yield group


def queued_jobs(database: Database, runs: Sequence[int], limit: int) -> list[tuple[Job, bool]]:
    """Return up to `limit` queued items of `runs`, and whether they are suspects, in the order they were read."""
    item, revision, report = schema.item, schema.revision, schema.report
    query = (
        select(item.c.id, item.c.reason, revision, report.c.name, report.c.key)
        .join(revision, revision.c.id == item.c.revision_id)
        .join(report, report.c.id == revision.c.report_id)
        .where(item.c.run_id.in_(runs), item.c.state == "queued")
        .order_by(item.c.id)
        .limit(limit)
    )
    with database.reading() as connection:
        return [(job_of(row, row[0], row[2]), bool(row.reason)) for row in connection.execute(query)]


def job_of(row: Any, item: int, revision: int) -> Job:
    """Return the job of an item from a row of its revision with its report's name and key."""
    return Job(item, revision, row.report_id, row.run_id, row.digest, report_of(row), again=row.state == "coded")
