"""One event mention a line as comma-separated values, for spreadsheets and statistics programs.

Several values in one cell are joined with `` | ``; line breaks and control characters become blanks.  Text that a
spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

from collections.abc import Iterable

from waqai.export.base import Lines, TextFile, number, numbered, shown_name
from waqai.export.cells import make_lines, neutralise
from waqai.ontology import QUADS
from waqai.records import CodedReport, EventMention, Participant, Place, Quantity, Report, StoredReport

#: column -> what stands in it
COLUMNS: dict[str, str] = {
    "report": "id of the report",
    "outlet": "who published it",
    "published": "its ISO date",
    "url": "its address",
    "mention": "number of the mention in the report, from 1",
    "event": "number of the event in the report; the same for mentions of one event",
    "sentence": "sentence, from 0 (the title when there is one)",
    "type": "one of the 16 PLOVER types",
    "mode": "its mode",
    "quad": "its quad class",
    "status": "asserted, planned, hypothetical, negated, denied or alleged",
    "historical": "true or false",
    "contexts": "PLOVER contexts",
    "trigger": "the words that name the act",
    "trigger_part": "title or text",
    "trigger_start": "offset of the first character",
    "trigger_end": "offset after the last character",
    "actors": "the words of each actor",
    "actor_names": "canonical names; empty between the bars when unknown",
    "actor_countries": "ISO 3166 alpha-3 or PLOVER body codes",
    "actor_sectors": "PLOVER sectors",
    "recipients": "the words of each recipient",
    "recipient_names": "as for actors",
    "recipient_countries": "as for actors",
    "recipient_sectors": "as for actors",
    "place": "name of the most specific place",
    "place_text": "its words",
    "place_country": "ISO 3166 alpha-3",
    "place_admin1": "first-level division",
    "geonames": "GeoNames id",
    "latitude": "degrees",
    "longitude": "degrees",
    "precision": "site, settlement, admin1, country or region",
    "origin": "where a movement starts",
    "destination": "where it goes",
    "date_start": "first day, ISO",
    "date_end": "last day, ISO",
    "date_granularity": "day, week, month, quarter or year",
    "date_inferred": "true when no words of the sentence gave the date",
    "date_text": "the words",
    "sources": "the chain of sources from the outlet to the first speaker",
    "source_kinds": "the kind of each",
    "quantities": "numbers of the event: what, comparison, value, unit",
    "coder": "program and version",
}
#: what a library's file has besides
STORED_COLUMNS: dict[str, str] = {
    "key": "name of the report in every library that holds it",
    "revision": "number of the revision of the report that was coded",
    "annotator": "who coded it; empty for the machine",
}
_JOINT = " | "
_NUMERIC = frozenset(
    {"mention", "event", "sentence", "trigger_start", "trigger_end", "geonames", "latitude", "longitude", "revision"}
)
_FREE = tuple(name not in _NUMERIC for name in (*COLUMNS, *STORED_COLUMNS))
_NO_PLACE = ("",) * 10


class CsvExporter(Lines):
    """Writes RFC 4180 lines with a header."""

    def begin(self) -> str:
        """Return the header."""
        return "".join(make_lines([list(COLUMNS)]))

    def report(self, coded: CodedReport) -> str:
        """Return a line for each mention of the report."""
        return "".join(_lines(coded, enumerate(coded.mentions, 1), []))


class CsvFile(TextFile):
    """Writes the mentions of a library, with the columns that tell its reports apart."""

    columns = (*COLUMNS, *STORED_COLUMNS)

    def begin(self) -> str:
        """Return the header."""
        return "".join(make_lines([list(self.columns)]))

    def rows(self, stored: StoredReport) -> list[str]:
        """Return a line for each mention of the report."""
        return _lines(stored.coded, numbered(stored), [stored.key, str(stored.revision), stored.annotator])


def _lines(coded: CodedReport, mentions: Iterable[tuple[int, EventMention]], tail: list[str]) -> list[str]:
    report, coder = coded.report, coded.coder
    return make_lines(
        neutralise([*_cells(report, position, mention), coder, *tail], _FREE) for position, mention in mentions
    )


def _cells(report: Report, position: int, mention: EventMention) -> list[str]:
    """Return the cells of `COLUMNS` without the last, in their order."""
    trigger, date, sources = mention.trigger, mention.date, mention.attribution
    return [
        report.id,
        report.outlet,
        report.published,
        report.url,
        str(position),
        str(mention.event),
        str(mention.sentence),
        mention.type,
        mention.mode,
        QUADS.get(mention.type, ""),
        mention.status,
        _truth(mention.historical),
        _JOINT.join(mention.contexts),
        trigger.text,
        trigger.part,
        str(trigger.start),
        str(trigger.end),
        *_participants(mention.actors),
        *_participants(mention.recipients),
        *(_place(mention.place) if mention.place else _NO_PLACE),
        date.start,
        date.end,
        date.granularity,
        _truth(date.inferred),
        date.text.text if date.text else "",
        _JOINT.join(map(shown_name, sources)),
        _JOINT.join([source.kind for source in sources]),
        _JOINT.join(map(_quantity, mention.quantities)),
    ]


def _quantity(quantity: Quantity) -> str:
    return " ".join(filter(None, (quantity.what, quantity.op, number(quantity.value), quantity.unit)))


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _participants(participants: tuple[Participant, ...]) -> tuple[str, str, str, str]:
    if len(participants) == 1:
        one = participants[0]
        return one.text.text if one.text else "", one.name, one.country, one.sector
    return (
        _JOINT.join([one.text.text if one.text else "" for one in participants]),
        _JOINT.join([one.name for one in participants]),
        _JOINT.join([one.country for one in participants]),
        _JOINT.join([one.sector for one in participants]),
    )


def _place(place: Place) -> tuple[str, ...]:
    return (
        place.name,
        place.text.text if place.text else "",
        place.country,
        place.admin1,
        "" if place.geonames is None else str(place.geonames),
        "" if place.latitude is None else number(place.latitude),
        "" if place.longitude is None else number(place.longitude),
        place.precision,
        shown_name(place.origin) if place.origin else "",
        shown_name(place.destination) if place.destination else "",
    )
