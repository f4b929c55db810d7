"""Reports out of the library again, as they were coded, in an order that depends on nothing but them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, select

from waqai.library import schema
from waqai.library.packing import unpack
from waqai.records import CodedReport, Report, StoredReport

#: reports read with one question
_PAGE = 400
#: bytewise order in both databases (SQLite's own)
_BYTES = {"postgresql": "C", "sqlite": "BINARY"}


def stored_reports(connection: Connection, mentions: Select[Any] | None = None) -> Iterator[StoredReport]:
    """Yield the shown coding of every report, or only the mentions whose ids `mentions` selects, by id and key.

    Reports without a (selected) mention are yielded when no selection is given.  Memory stays flat.
    """
    for page in _pages(connection, mentions):
        rows = _rows(connection, [number for number, _ in page])
        for number, positions in page:
            yield _stored(rows[number], positions)


def stored_report(connection: Connection, key: str) -> StoredReport | None:
    """Return the report of that key as search shows it, None when there is none."""
    number = connection.scalar(select(schema.report.c.id).where(schema.report.c.key == key))
    found = _rows(connection, [number]) if number is not None else {}
    return _stored(found[number], None) if number in found else None


def report_of(row: Any) -> Report:
    """Return the report in a row with the columns of `revision` and with its report's `name` and `key`."""
    return Report(
        text=row.text,
        title=row.title,
        id=row.name or row.key,
        url=row.url,
        outlet=row.outlet,
        published=row.published,
        language=row.language,
    )


def in_byte_order(connection: Connection, *columns: Any) -> list[Any]:
    """Return `columns` to sort by, bytewise whatever the database's language."""
    return [column.collate(_BYTES[connection.dialect.name]) for column in columns]


def _pages(connection: Connection, mentions: Select[Any] | None) -> Iterator[list[tuple[int, list[int] | None]]]:
    report, mention = schema.report, schema.mention
    order = in_byte_order(connection, report.c.name, report.c.key)
    page: list[tuple[int, list[int] | None]] = []
    for number, positions in _selected(connection, mentions, order, report, mention):
        page.append((number, positions))
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page


def _selected(
    connection: Connection, mentions: Select[Any] | None, order: list[Any], report: Any, mention: Any
) -> Iterator[tuple[int, list[int] | None]]:
    if mentions is None:
        query = select(report.c.id).where(report.c.revision_id.is_not(None)).order_by(*order)
        for (number,) in connection.execution_options(yield_per=_PAGE).execute(query):
            yield number, None
        return
    wanted = (
        select(report.c.id, mention.c.position)
        .join(mention, mention.c.report_id == report.c.id)
        .where(mention.c.id.in_(mentions))
        .order_by(*order, mention.c.position)
    )
    rows = connection.execution_options(yield_per=_PAGE).execute(wanted)
    for number, group in groupby(rows, key=lambda row: row[0]):
        yield number, [position for _, position in group]


def _rows(connection: Connection, numbers: list[int]) -> dict[int, Any]:
    """Return for each report (by its id) the row of its shown coding."""
    coding, revision, report = schema.coding, schema.revision, schema.report
    query = (
        select(
            report.c.id, report.c.key, report.c.name, revision, coding.c.annotator, coding.c.lexicon, coding.c.record
        )
        .join(revision, revision.c.id == report.c.revision_id)
        .join(coding, coding.c.revision_id == revision.c.id)
        .where(report.c.id.in_(numbers))
        .order_by(*shown_last(connection))
    )
    found = {row[0]: row for row in connection.execute(query)}
    counts = _revisions(connection, numbers)
    return {number: (row, counts[number]) for number, row in found.items()}


def shown_last(connection: Connection) -> list[Any]:
    """Return what to sort the codings of one revision by, so that the last one is shown: a person's, else the newest.

    Of several people's it is that of the first name.
    """
    coding = schema.coding.c
    (annotator,) = in_byte_order(connection, coding.annotator)
    return [(coding.annotator == "").desc(), annotator.desc(), coding.id]


def _revisions(connection: Connection, numbers: list[int]) -> dict[int, list[int]]:
    """Return the ids of the coded revisions of each report as they are ranked (`waqai.library.keeping`)."""
    revision = schema.revision.c
    query = select(revision.report_id, revision.run_id, revision.published, revision.digest, revision.id).where(
        revision.report_id.in_(numbers), revision.state == "coded"
    )
    found: dict[int, list[int]] = {}
    for report, *_, number in sorted(map(tuple, connection.execute(query))):
        found.setdefault(report, []).append(number)
    return found


def _stored(found: Any, positions: list[int] | None) -> StoredReport:
    row, revisions = found
    fields = row._mapping  # noqa: SLF001  SQLAlchemy's name for the public mapping of a row
    report = report_of(row)
    coded = unpack(fields["record"], report)
    mentions = coded.mentions
    if positions is None:
        positions = list(range(1, len(mentions) + 1))
    else:
        mentions = tuple(mentions[position - 1] for position in positions)
    return StoredReport(
        key=fields["key"],
        coded=CodedReport(report, mentions, coded.sentences, coded.coder),
        positions=tuple(positions),
        digest=fields["digest"],
        revision=revisions.index(row[3]) + 1,
        revisions=len(revisions),
        annotator=fields["annotator"],
        lexicon=fields["lexicon"],
    )
