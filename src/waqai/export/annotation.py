"""The codebook's annotation file (section 10): one report a line, evidence as objects with offsets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from waqai.export.base import Lines, TextFile, numbered
from waqai.records import CodedReport, EventMention, Participant, Place, Quantity, Source, Span, StoredReport, When

_FIELDS = ("id", "url", "outlet", "published", "language", "title", "text")


class AnnotationExporter(Lines):
    """Writes reports with their events as gold files are written, so that both can be compared."""

    def report(self, coded: CodedReport) -> str:
        """Return one line of JSON."""
        return _encoded(_line(coded))


class AnnotationFile(TextFile):
    """Writes the reports of a library, one a line.

    Keys are added only where they say something: ``revision`` where it is not the first, ``annotator`` where a person
    coded it, ``mention`` (its number in the report) in an event that follows one that was left out.
    """

    columns = (*_FIELDS, "events", "coder")

    def rows(self, stored: StoredReport) -> list[str]:
        """Return one line of JSON."""
        line = _line(stored.coded)
        for place, (number, _) in enumerate(numbered(stored), 1):
            if number != place:
                line["events"][place - 1]["mention"] = number
        if stored.revision != 1:
            line["revision"] = stored.revision
        if stored.annotator:
            line["annotator"] = stored.annotator
        return [_encoded(line)]


def _line(coded: CodedReport) -> dict[str, Any]:
    line: dict[str, Any] = {field: getattr(coded.report, field) for field in _FIELDS}
    line["events"] = [_event(mention) for mention in coded.mentions]
    line["coder"] = coded.coder
    return line


def _encoded(line: dict[str, Any]) -> str:
    return msgspec.json.encode(line).decode() + "\n"


def _event(mention: EventMention) -> dict[str, Any]:
    return {
        "sentence": mention.sentence,
        "trigger": _words(mention.trigger),
        "type": mention.type,
        "mode": mention.mode,
        "contexts": mention.contexts,
        "status": mention.status,
        "historical": mention.historical,
        "actors": _participants(mention.actors),
        "recipients": _participants(mention.recipients),
        "place": _place(mention.place) if mention.place else _place(Place()),
        "date": _date(mention.date),
        "attribution": [_source(source) for source in mention.attribution],
        "quantities": [_quantity(quantity) for quantity in mention.quantities],
        "event": mention.event,
    }


def _words(span: Span | None) -> Span | str:
    return span or ""


def _known(record: msgspec.Struct, names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(record, name)) not in {"", None}}


def _participants(participants: Iterable[Participant]) -> list[dict[str, Any]]:
    more = ("name_local", "role", "entity", "wikidata")
    return [
        {"text": _words(one.text), "country": one.country, "sector": one.sector, "name": one.name} | _known(one, more)
        for one in participants
    ]


def _place(place: Place) -> dict[str, Any]:
    more = ("admin1", "geonames", "latitude", "longitude", "precision")
    row = {"text": _words(place.text), "name": place.name, "country": place.country} | _known(place, more)
    for end in ("origin", "destination"):
        inner: Place | None = getattr(place, end)
        if inner is not None:
            row[end] = _place(inner)
    return row


def _date(date: When) -> dict[str, Any]:
    row = {"text": _words(date.text), "start": date.start, "end": date.end} | _known(
        date, ("granularity", "constraint")
    )
    if date.inferred:
        row["inferred"] = True
    return row


def _source(source: Source) -> dict[str, Any]:
    return {"text": _words(source.text), "kind": source.kind} | _known(source, ("name", "entity", "cue"))


def _quantity(quantity: Quantity) -> dict[str, Any]:
    number = int(quantity.value) if quantity.value == int(quantity.value) else quantity.value
    return {
        "text": quantity.text,
        "what": quantity.what,
        "op": quantity.op,
        "value": number,
        "unit": quantity.unit,
    }
