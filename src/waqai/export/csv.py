"""One event mention a line as comma-separated values, for spreadsheets and statistics programs.

Several values in one cell are joined with `` | ``; line breaks become blanks.  Text that a spreadsheet would take
for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from waqai.export.base import Lines, number, shown_name
from waqai.ontology import QUADS
from waqai.records import CodedReport, EventMention, Participant, Place, Quantity

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
_JOINT = " | "
_FORMULA = ("=", "+", "-", "@")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NUMERIC = frozenset(
    {"mention", "event", "sentence", "trigger_start", "trigger_end", "geonames", "latitude", "longitude"}
)


class CsvExporter(Lines):
    """Writes RFC 4180 lines with a header."""

    def begin(self) -> str:
        """Return the header."""
        return _line(COLUMNS)

    def report(self, coded: CodedReport) -> str:
        """Return a line for each mention of the report."""
        rows = (_row(coded, mention, position) for position, mention in enumerate(coded.mentions, 1))
        return "".join(_line(_safe(column, row.get(column, "")) for column in COLUMNS) for row in rows)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _safe(column: str, cell: str) -> str:
    one_line = _BREAKS.sub(" ", cell)
    return f"'{one_line}" if column not in _NUMERIC and one_line.lstrip().startswith(_FORMULA) else one_line


def _row(coded: CodedReport, mention: EventMention, position: int) -> dict[str, str]:
    report = coded.report
    row = {
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "mention": str(position),
        "event": str(mention.event),
        "sentence": str(mention.sentence),
        "type": mention.type,
        "mode": mention.mode,
        "quad": QUADS.get(mention.type, ""),
        "status": mention.status,
        "historical": _truth(mention.historical),
        "contexts": _JOINT.join(mention.contexts),
        "trigger": mention.trigger.text,
        "trigger_part": mention.trigger.part,
        "trigger_start": str(mention.trigger.start),
        "trigger_end": str(mention.trigger.end),
        "sources": _JOINT.join(shown_name(source) for source in mention.attribution),
        "source_kinds": _JOINT.join(source.kind for source in mention.attribution),
        "quantities": _JOINT.join(map(_quantity, mention.quantities)),
        "coder": coded.coder,
    }
    row.update(_participants("actor", mention.actors))
    row.update(_participants("recipient", mention.recipients))
    row.update(_place(mention.place))
    date = mention.date
    row.update(date_start=date.start, date_end=date.end, date_granularity=date.granularity)
    row.update(date_inferred=_truth(date.inferred), date_text=date.text.text if date.text else "")
    return row


def _quantity(quantity: Quantity) -> str:
    return " ".join(filter(None, (quantity.what, quantity.op, number(quantity.value), quantity.unit)))


def _truth(value: bool) -> str:
    return "true" if value else "false"


def _participants(role: str, participants: tuple[Participant, ...]) -> Iterator[tuple[str, str]]:
    yield f"{role}s", _JOINT.join(one.text.text if one.text else "" for one in participants)
    yield f"{role}_names", _JOINT.join(one.name for one in participants)
    yield f"{role}_countries", _JOINT.join(one.country for one in participants)
    yield f"{role}_sectors", _JOINT.join(one.sector for one in participants)


def _place(place: Place | None) -> Iterator[tuple[str, str]]:
    if place is None:
        return
    yield "place", place.name
    yield "place_text", place.text.text if place.text else ""
    yield "place_country", place.country
    yield "place_admin1", place.admin1
    yield "geonames", "" if place.geonames is None else str(place.geonames)
    yield "latitude", "" if place.latitude is None else number(place.latitude)
    yield "longitude", "" if place.longitude is None else number(place.longitude)
    yield "precision", place.precision
    yield "origin", shown_name(place.origin) if place.origin else ""
    yield "destination", shown_name(place.destination) if place.destination else ""
