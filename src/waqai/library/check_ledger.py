"""Whether the rows of a library belong together: keys, states, codings and the words that they point at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select, text

from waqai.library import schema
from waqai.library.findings import Finding, of_report
from waqai.library.ledger import STATES
from waqai.library.packing import unpack
from waqai.records import CodedReport, Report, Span, spans_of

_PAGE = 200
_MOST = 100
_REVISION_STATES = ("queued", "coded", "failed", "quarantined")


def check_file(connection: Connection) -> Iterator[Finding]:
    """Let the database check its own file; PostgreSQL has no such command, its data are read by the other checks."""
    if connection.dialect.name == "sqlite":
        for row in connection.execute(text(f"PRAGMA integrity_check({_MOST})")):
            if row[0] != "ok":
                yield Finding("the file", " ".join(str(row[0]).split()))


def check_keys(connection: Connection) -> Iterator[Finding]:
    """Find rows that point to a row that is not there."""
    for table in schema.metadata.sorted_tables:
        for key in table.foreign_keys:
            target = key.column.table.alias("target")
            column = table.c[key.parent.name]
            missing = (
                select(*table.primary_key.columns, column)
                .outerjoin(target, target.c[key.column.name] == column)
                .where(column.is_not(None), target.c[key.column.name].is_(None))
                .order_by(*table.primary_key.columns)
            )
            for row in connection.execute(missing.limit(_MOST)):
                own = " ".join(str(value) for value in row[:-1])
                what = f"points to {key.column.table.name} {row[-1]}, which is not there"
                yield Finding(f"{table.name} {own}", what, table in schema.DERIVED)


def check_states(connection: Connection) -> Iterator[Finding]:
    """Find reports, revisions and items whose state is not what the other rows say."""
    report, revision, item = schema.report.c, schema.revision.c, schema.item.c
    coded = select(schema.coding.c.revision_id)
    of_item = (
        select(item.id, item.state, item.place, schema.run.c.command, revision.state.label("other"))
        .join_from(schema.item, schema.run, schema.run.c.id == item.run_id)
        .outerjoin(schema.revision, revision.id == item.revision_id)
    )
    of_revision = select(report.key, revision.id, revision.state).join_from(
        schema.revision, schema.report, report.id == revision.report_id
    )
    of_shown = select(report.key, report.revision_id).outerjoin(schema.revision, revision.id == report.revision_id)
    shows = of_shown.where(report.revision_id.is_not(None))
    hidden = select(revision.report_id).where(revision.state == "coded")
    nothing = select(report.key).where(report.revision_id.is_(None), report.id.in_(hidden))
    empty = select(report.key).where(report.id.not_in(select(revision.report_id)))
    lost = revision.state == "coded", revision.id.not_in(coded)
    wrong: tuple[tuple[Select[Any], str], ...] = (
        (
            of_revision.where(revision.state.not_in(_REVISION_STATES)),
            "revision {1} has the state {2!r}, which there is not",
        ),
        (of_revision.where(*lost), "revision {1} is coded, but its coding is not there"),
        (shows.where(revision.id.is_(None)), "shows revision {1}, which is not there"),
        (shows.where(revision.report_id != report.id), "shows revision {1} of another report"),
        (shows.where(revision.state != "coded"), "shows revision {1}, which is not coded"),
        (nothing, "is coded, but shows no revision"),
        (empty, "has no revision"),
    )
    for query, what in wrong:
        for row in connection.execute(query.order_by(report.key)):
            yield Finding(of_report(row[0]), what.format(*row))
    yield from _items(
        connection, of_item.where(item.state.not_in(STATES)), "has the state {state!r}, which there is not"
    )
    yield from _items(
        connection,
        of_item.where(item.state == "coded", revision.state.is_distinct_from("coded")),
        "is told to be coded, but its revision is {other}",
    )
    yield from _items(
        connection,
        of_item.where(item.state == "queued", revision.state.is_(None)),
        "waits to be coded, but its revision is not there",
    )
    yield from _items(
        connection,
        of_item.where(item.state.in_(("failed", "quarantined")), item.reason == ""),
        "is {state} without a reason",
    )


def check_sums(connection: Connection) -> Iterator[Finding]:
    """Find revisions that no item brought and finished runs that left items waiting."""
    item, run, revision, report = schema.item.c, schema.run.c, schema.revision.c, schema.report.c
    query = (
        select(run.id, run.command, func.count().label("waiting"))
        .join_from(schema.item, schema.run, run.id == item.run_id)
        .where(item.state == "queued", run.finished != "")
        .group_by(run.id, run.command)
        .order_by(run.id)
    )
    for row in connection.execute(query):
        yield Finding(f"run {row.id} ({row.command})", f"is finished, but {row.waiting} of its items wait to be coded")
    brought = select(item.revision_id).where(item.revision_id.is_not(None))
    orphans = (
        select(report.key, revision.id)
        .join_from(schema.revision, schema.report, report.id == revision.report_id)
        .where(revision.id.not_in(brought))
        .order_by(revision.id)
    )
    for row in connection.execute(orphans):
        yield Finding(of_report(row.key), f"revision {row.id} stands for no item of the ledger")


class CodingCheck:
    """Looks at every coding ever kept; `codings` and `spans` count what was looked at."""

    def __init__(self) -> None:
        self.codings = 0
        self.spans = 0

    def run(self, connection: Connection) -> Iterator[Finding]:
        """Find codings that cannot be read, and spans that are not the words of their report."""
        coding, revision, report = schema.coding.c, schema.revision.c, schema.report.c
        query = (
            select(
                coding.id, coding.mentions, coding.record, revision.title, revision.text, revision.outlet, report.key
            )
            .join_from(schema.coding, schema.revision, revision.id == coding.revision_id)
            .join(schema.report, report.id == revision.report_id)
            .order_by(coding.id)
            .limit(_PAGE)
        )
        last = 0
        while rows := connection.execute(query.where(coding.id > last)).all():
            for row in rows:
                yield from self._look(row)
            last = rows[-1].id

    def _look(self, row: Any) -> Iterator[Finding]:
        self.codings += 1
        words = Report(row.text, row.title)
        try:
            coded = unpack(row.record, words)
        except ValueError as error:
            yield Finding(of_report(row.key), f"coding {row.id}: {error}; code it again with: waqai recode")
            return
        if len(coded.mentions) != row.mentions:
            what = f"coding {row.id} holds {len(coded.mentions)} mentions, its row says {row.mentions}"
            yield Finding(of_report(row.key), what)
        wrong = list(self._wrong_spans(coded))
        if wrong:
            more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
            yield Finding(of_report(row.key), f"coding {row.id}: {misplaced(wrong[0], words)}{more}")

    def _wrong_spans(self, coded: CodedReport) -> Iterator[Span]:
        for span in spans_of((coded.mentions, coded.sentences)):
            self.spans += 1
            if coded.report.part(span.part)[span.start : span.end] != span.text:
                yield span


def misplaced(span: Span, report: Report) -> str:
    """Return what is wrong with a span that is not the words of its report."""
    there = report.part(span.part)[span.start : span.end]
    return f"{span.part}[{span.start}:{span.end}] is told to be {span.text!r}, and is {there!r}"


def _items(connection: Connection, query: Select[Any], what: str) -> Iterator[Finding]:
    for row in connection.execute(query.order_by(schema.item.c.id)):
        other = row.other or "not there"
        yield Finding(f"item {row.id} ({row.place})", what.format(state=row.state, other=other))
