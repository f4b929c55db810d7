"""Mentions as W3C Web Annotations (JSON-LD), an annotation a mention.

The file is an AnnotationCollection whose first and only page holds all annotations: one document that JSON-LD tools
read, written annotation by annotation.  Each has as targets the words that name the act and those of participants,
place, date, sources and quantities, each by a TextQuoteSelector and a TextPositionSelector; positions count code points
of the report's title or text as the library holds them.  Bodies say what was coded.  What the standard has no term
for stands under ``waqai:``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from waqai.export.arrays import JsonArrayFile
from waqai.export.base import codes, days, mention_id, numbered, quantity_words, shown_name
from waqai.records import EventMention, Part, Participant, Place, Report, Source, Span, StoredReport

CONTEXT = '["http://www.w3.org/ns/anno.jsonld",{"waqai":"urn:waqai:terms:"}]'
#: characters of the report that are quoted before and after the words
AROUND = 32
#: what ``waqai:field`` of a body or target can be -> what the value then is
FIELDS: dict[str, str] = {
    "type": "PLOVER type",
    "mode": "its mode",
    "status": "asserted, planned, hypothetical, negated, denied or alleged",
    "historical": "true for background",
    "context": "PLOVER context",
    "actor": "who did it: name, else words, else codes",
    "recipient": "whom it was directed at: name, else words, else codes",
    "place": "where",
    "origin": "where a movement starts",
    "destination": "where it goes",
    "date": "day or interval start/end",
    "source": "one link of the chain of sources",
    "quantity": "comparison, value, unit and what is counted",
    "trigger": "(target) the words that name the act",
}


class WebAnnotationFile(JsonArrayFile):
    """Writes an annotation a mention."""

    columns = tuple(FIELDS)

    def head(self) -> str:
        """Return the collection's and its page's beginning."""
        page = '"first":{"id":"urn:waqai:export:page:1","type":"AnnotationPage","startIndex":0,"items":[\n'
        return f'{{"@context":{CONTEXT},"id":"urn:waqai:export","type":"AnnotationCollection",{page}'

    def foot(self, written: int) -> str:
        """Return their end, with the number of annotations."""
        return f'\n]}},"total":{written}}}\n'

    def items(self, stored: StoredReport) -> Iterator[dict[str, Any]]:
        """Yield an annotation for each mention."""
        person = {"type": "Person", "name": stored.annotator}
        program = {"type": "Software", "name": stored.coded.coder}
        creator = person if stored.annotator else program
        parts: dict[Part, dict[str, str]] = {"title": _source(stored, "title"), "text": _source(stored, "text")}
        for number, mention in numbered(stored):
            yield {
                "id": f"urn:waqai:mention:{_iri(mention_id(stored, number))}",
                "type": "Annotation",
                "motivation": "classifying",
                **({"creator": creator} if creator["name"] else {}),
                "body": list(_bodies(mention)),
                "target": [
                    _target(stored.coded.report, parts[one.part], field, one) for field, one in _evidence(mention)
                ],
            }


def _iri(name: str) -> str:
    return quote(name, safe="-._~")


def _body(field: str, purpose: str, value: str, **more: Any) -> dict[str, Any]:
    known = {f"waqai:{name}": one for name, one in more.items() if one not in {"", None}}
    return {"type": "TextualBody", "purpose": purpose, "value": value, "waqai:field": field, **known}


def _bodies(mention: EventMention) -> Iterator[dict[str, Any]]:
    yield _body("type", "classifying", mention.type)
    if mention.mode:
        yield _body("mode", "classifying", mention.mode)
    yield _body("status", "assessing", mention.status)
    if mention.historical:
        yield _body("historical", "assessing", "true")
    for context in mention.contexts:
        yield _body("context", "tagging", context)
    for field, ones in (("actor", mention.actors), ("recipient", mention.recipients)):
        for one in ones:
            if value := shown_name(one) or codes(one) or one.entity:
                yield _participant(field, value, one)
    for field, place in _places(mention.place):
        more = {name: getattr(place, name) for name in _PLACE}
        yield _body(field, "identifying", shown_name(place) or place.country, **more)
    if value := days(mention.date):
        yield _body("date", "tagging", value, granularity=mention.date.granularity)
    for source in mention.attribution:
        yield _body("source", "identifying", shown_name(source) or source.kind, kind=source.kind, entity=source.entity)
    for quantity in mention.quantities:
        yield _body("quantity", "describing", quantity_words(quantity))


_PLACE = ("country", "admin1", "geonames", "latitude", "longitude", "precision")


def _participant(field: str, value: str, one: Participant) -> dict[str, Any]:
    known = {name: getattr(one, name) for name in ("country", "sector", "role", "entity", "wikidata")}
    return _body(field, "identifying", value, **known)


def _places(place: Place | None) -> Iterator[tuple[str, Place]]:
    if place is None:
        return
    for field, one in (("place", place), ("origin", place.origin), ("destination", place.destination)):
        if one is not None and (one.name or one.text or one.country):
            yield field, one


def _evidence(mention: EventMention) -> Iterator[tuple[str, Span]]:
    records: list[tuple[str, Participant | Place | Source]] = [
        *(("actor", one) for one in mention.actors),
        *(("recipient", one) for one in mention.recipients),
        *_places(mention.place),
        *(("source", one) for one in mention.attribution),
    ]
    yield "trigger", mention.trigger
    for field, record in records:
        if record.text is not None:
            yield field, record.text
    if mention.date.text is not None:
        yield "date", mention.date.text
    for quantity in mention.quantities:
        yield "quantity", quantity.text


def _source(stored: StoredReport, part: Part) -> dict[str, str]:
    """Return what a target on the title or the text is part of: our words, and the page they come from as scope."""
    report = stored.coded.report
    source = {"source": f"urn:waqai:report:{_iri(stored.key or report.id)}:{stored.revision}:{part}"}
    return {**source, "scope": report.url} if report.url.startswith(("http://", "https://")) else source


def _target(report: Report, source: dict[str, str], field: str, span: Span) -> dict[str, Any]:
    text = report.part(span.part)
    return {
        **source,
        "waqai:field": field,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
