"""The coding of each report that search and export show, with the ids of its rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, select

from waqai.library import schema
from waqai.library.packing import unpack
from waqai.library.stored import shown_last
from waqai.records import CodedReport, Report

#: reports read with one question
_PAGE = 200


class Shown(msgspec.Struct, frozen=True):
    """Ids of a report's rows and its coding: None, with the reason in `damage`, where it cannot be read."""

    report: int
    key: str
    revision: int
    coding: int
    coded: CodedReport | None
    damage: str = ""


def shown_pages(connection: Connection) -> Iterator[list[Shown]]:
    """Yield all reports that have a shown coding, some at a time, by id; the connection may be written to between."""
    last = 0
    while True:
        report = schema.report.c
        query = select(report.id).where(report.id > last, report.revision_id.is_not(None)).order_by(report.id)
        numbers = list(connection.scalars(query.limit(_PAGE)))
        if not numbers:
            return
        yield list(_shown(connection, numbers))
        last = numbers[-1]


def _shown(connection: Connection, numbers: list[int]) -> Iterator[Shown]:
    coding, revision, report = schema.coding.c, schema.revision.c, schema.report.c
    query = (
        select(
            report.id.label("number"),
            report.key,
            coding.id.label("coding"),
            coding.record,
            *(column for column in schema.revision.c if column.name != "state"),
        )
        .join_from(
            schema.report, schema.revision, (revision.id == report.revision_id) & (revision.report_id == report.id)
        )
        .join(schema.coding, coding.revision_id == revision.id)
        .where(report.id.in_(numbers))
        .order_by(report.id, *shown_last(connection))
    )
    for row in {row.number: row for row in connection.execute(query)}.values():
        words = Report(
            row.text, row.title, url=row.url, outlet=row.outlet, published=row.published, language=row.language
        )
        coded, damage = None, ""
        try:
            coded = unpack(row.record, words)
        except ValueError as error:
            damage = str(error)
        yield Shown(row.number, row.key, row.id, row.coding, coded, damage)
