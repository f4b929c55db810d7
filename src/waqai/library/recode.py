"""``waqai recode``: reports coded again by a new version or with new data; what people decided stays shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, exists, func, select

from waqai.library import schema
from waqai.library.coders import Coders
from waqai.library.connection import Database
from waqai.library.filling import Effort, Filler, Progress, job_of
from waqai.library.ingest import recover_others
from waqai.library.ledger import Counts, Request, counts_of
from waqai.library.registering import Job
from waqai.library.runs import finish, working_on
from waqai.library.store import Batch

_MANY = 64


class Recoded(msgspec.Struct, frozen=True):
    """What a recoding did: its items (revisions) by state, and mentions.

    `before` and `after` count the machine codings' mentions of what this call coded again, `changed` the revisions that
    have other mentions now.  With `resumed`, `counts` hold what the interrupted call had done, too.
    """

    run: int
    resumed: bool
    counts: Counts
    before: int
    after: int
    changed: int


def recode(
    database: Database,
    reports: Select[Any] | None = None,
    *,
    every_revision: bool = False,
    force: bool = False,
    effort: Effort | None = None,
    progress: Progress | None = None,
) -> Recoded:
    """Code again what another coder or other data coded, or with `force` everything.

    `reports` selects ids of reports; None is all.  Only the revision that is shown is coded again, unless
    `every_revision`.  Interrupted, the same call goes on.  Raises `LibraryError` as `add_inputs` does.
    """
    work = effort or Effort()
    coders = work.coders
    options = {
        "coder": coders.name,
        "lexicon": coders.lexicon,
        "force": force,
        "every_revision": every_revision,
        "reports": _words(database, reports),
    }
    with working_on(database, Request("recode", options=options)) as run, Filler(database, work, progress) as filler:
        if run.resumed:
            filler.recover([run.id])
        recover_others(database, filler)
        for numbers in _pages(database, _wanted(coders, reports, every_revision=every_revision, force=force)):
            with database.writing() as connection:
                jobs = _enter(connection, run.id, numbers)
            filler.enter(jobs, Counts(queued=len(jobs)))
        filler.finish()
        with database.writing() as connection:
            finish(connection, run.id)
        with database.reading() as connection:
            counts = counts_of(connection, run.id)
    return Recoded(run.id, run.resumed, counts, filler.replaced, filler.mentions, filler.changed)


def outdated(connection: Connection, coders: Coders) -> int:
    """Return how many shown reports another coder or other data coded."""
    query = _wanted(coders, None, every_revision=False, force=False)
    return int(connection.scalar(select(func.count()).select_from(query.subquery())) or 0)


def _wanted(coders: Coders, reports: Select[Any] | None, *, every_revision: bool, force: bool) -> Select[Any]:
    revision, report, coding = schema.revision, schema.report, schema.coding
    query = select(revision.c.id).join(report, report.c.id == revision.c.report_id).where(revision.c.state == "coded")
    if not every_revision:
        query = query.where(report.c.revision_id == revision.c.id)
    if reports is not None:
        query = query.where(report.c.id.in_(reports))
    if not force:
        same = (coding.c.coder == coders.name, coding.c.lexicon == coders.lexicon, coding.c.annotator == "")
        query = query.where(~exists().where(coding.c.revision_id == revision.c.id, *same))
    return query


def _pages(database: Database, wanted: Select[Any]) -> Iterator[list[int]]:
    """Yield the ids of revisions, some at a time, as the library is meanwhile."""
    last = 0
    identifier = schema.revision.c.id
    while True:
        with database.reading() as connection:
            page = wanted.where(identifier > last).order_by(identifier).limit(_MANY)
            numbers = list(connection.scalars(page))
        if not numbers:
            return
        last = numbers[-1]
        yield numbers


def _enter(connection: Connection, run: int, numbers: list[int]) -> list[Job]:
    """Queue revisions in the ledger of `run` that it does not have yet."""
    revision, report, item = schema.revision, schema.report, schema.item
    query = (
        select(revision, report.c.name, report.c.key)
        .join(report, report.c.id == revision.c.report_id)
        .where(revision.c.id.in_(numbers))
        .order_by(revision.c.id)
    )
    rows = connection.execute(query).all()
    places = {row.id: f"{row.key} {row.digest[:16]}" for row in rows}
    known = select(item.c.place).where(item.c.run_id == run, item.c.place.in_(list(places.values())))
    done = set(connection.scalars(known))
    batch = Batch(connection)
    jobs = []
    for row in rows:
        if places[row.id] not in done:
            number = batch.add(
                schema.item,
                run_id=run,
                input=row.name or row.key,
                place=places[row.id],
                digest=row.digest,
                state="queued",
                attempts=1,
                revision_id=row.id,
            )
            jobs.append(job_of(row, number, row.id))
    batch.flush()
    return jobs


def _words(database: Database, reports: Select[Any] | None) -> str:
    if reports is None:
        return ""
    return str(reports.compile(database.engine, compile_kwargs={"literal_binds": True}))
