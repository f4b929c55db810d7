"""Small libraries made in a test: reports of a few words, mentions of a type, place and day."""

from __future__ import annotations

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.store import Batch
from waqai.records import CodedReport, EventMention, Participant, Place, Report, Span, When


def mention(
    kind: str, country: str = "", day: str = "", at: tuple[float, float] | None = None, actor: Participant | None = None
) -> EventMention:
    """Return a mention whose trigger is the first letter of the text."""
    place = None
    if country or at:
        latitude, longitude = at or (None, None)
        place = Place(None, "somewhere", country, latitude=latitude, longitude=longitude)
    return EventMention(
        0, Span("x", 0, 1), kind, place=place, date=When(start=day, end=day), actors=(actor,) if actor else ()
    )


def add(database: Database, *reports: CodedReport) -> None:
    """Add the reports, each under its id."""
    with database.writing() as connection:
        batch = Batch(connection)
        run = batch.add(schema.run, command="add", inputs="[]")
        for coded in reports:
            report = coded.report
            number, revision = batch.new_id(schema.report), batch.new_id(schema.revision)
            key = f"{int.from_bytes(report.id.encode(), 'big'):032x}"[-32:]
            batch.put(
                schema.report,
                {"id": number, "key": key, "address": f"id:{report.id}", "name": report.id, "revision_id": revision},
            )
            batch.put(
                schema.revision,
                {
                    "id": revision,
                    "report_id": number,
                    "run_id": run,
                    "digest": report.id,
                    "outlet": report.outlet,
                    "published": report.published,
                    "title": report.title,
                    "text": report.text,
                    "state": "coded",
                },
            )
            batch.show(number, revision, batch.add_coding(revision, coded), coded)
        batch.flush()


def report(name: str, text: str = "x", *mentions: EventMention, title: str = "", published: str = "") -> CodedReport:
    """Return a coded report."""
    return CodedReport(Report(text, title, name, published=published), mentions)
