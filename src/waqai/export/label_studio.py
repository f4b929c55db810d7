"""Tasks for Label Studio: reports with the coded mentions as predictions, to be corrected by people.

A mention is a region over its trigger, labelled with the type; participants, place, date, sources and quantities are
regions too, and a relation from the trigger says what each is to it.  What a region's words do not tell stands in its
``details``, one ``field: value`` a line; who or what has no words in the report stands there as JSON under the name of
the relation.  ``waqai.read.label_studio`` reads all of it back.

Offsets: Label Studio's editor gives and takes ``start`` and ``end`` in code points and converts them to the browser's
UTF-16 units itself (``charsToCodePoints`` and ``codePointsToChars`` in its sources), so that code points, which Waqai
counts in, are what a task must hold.  Versions of 2021 and before counted UTF-16 units (its issue 1347).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from waqai.export.arrays import JsonArrayFile
from waqai.export.base import numbered
from waqai.export.label_studio_config import CONFIG_SUFFIX, control, labelling_config
from waqai.records import EventMention, Part, Participant, Place, Quantity, Source, Span, StoredReport, When

#: the fields of a task's data
DATA: dict[str, str] = {
    "id": "id of the report",
    "key": "name of the report in every library that holds it",
    "revision": "number of its revision",
    "url": "its address",
    "outlet": "who published it",
    "published": "its ISO date",
    "language": "ISO 639-1",
    "title": "its title",
    "text": "its text",
    "sentences": "list of [part, start, end] of its sentences",
}
_Record = Participant | Place | When | Source | Quantity
#: fields that stand in regions and relations instead of details
_ELSEWHERE = frozenset({"text", "cue", "origin", "destination"})


class LabelStudioFile(JsonArrayFile):
    """Writes a task a report, and the labelling configuration beside the file."""

    columns = tuple(DATA)

    def companions(self) -> Mapping[str, bytes]:
        """Return the labelling configuration."""
        return {CONFIG_SUFFIX: labelling_config().encode()}

    def items(self, stored: StoredReport) -> Iterator[dict[str, Any]]:
        """Yield the task of a report."""
        coded = stored.coded
        report = coded.report
        task = _Task()
        for number, mention in numbered(stored):
            task.add(number, mention)
        yield {
            "data": {
                "id": report.id,
                "key": stored.key,
                "revision": stored.revision,
                "url": report.url,
                "outlet": report.outlet,
                "published": report.published,
                "language": report.language,
                "title": report.title,
                "text": report.text,
                "sentences": [[one.part, one.start, one.end] for one in coded.sentences],
            },
            "predictions": [{"model_version": stored.annotator or coded.coder or "waqai", "result": task.result()}],
        }


class _Task:
    """Collects the regions and relations of one report; the same words with the same details are one region."""

    def __init__(self) -> None:
        self._regions: list[dict[str, Any]] = []
        self._relations: list[dict[str, Any]] = []
        self._known: dict[tuple[str, Span, Span | None, tuple[str, ...]], str] = {}
        self._count = 0
        self._related: set[tuple[str, str, str]] = set()

    def result(self) -> list[dict[str, Any]]:
        """Return all regions, then all relations."""
        return self._regions + self._relations

    def add(self, number: int, mention: EventMention) -> None:
        """Add a mention: its trigger and what belongs to it."""
        name = f"m{number}"
        details = [f"event: {mention.event}"] if mention.event else []
        parts: list[tuple[str, str, int, _Record]] = [
            *(("actor", "participant", rank, one) for rank, one in enumerate(mention.actors)),
            *(("recipient", "participant", rank, one) for rank, one in enumerate(mention.recipients)),
            *(("source", "source", rank, one) for rank, one in enumerate(mention.attribution)),
            *(("quantity", "quantity", rank, one) for rank, one in enumerate(mention.quantities)),
        ]
        if mention.place is not None:
            parts.append(("place", "place", 0, mention.place))
        if mention.date != When():
            parts.append(("date", "date", 0, mention.date))
        for relation, label, rank, record in parts:
            if record.text is None:
                details.append(f"{relation}: {_implied(rank, record)}")
            else:
                self._relate(name, relation, label, record.text, record)
        if mention.place is not None and mention.place.text is not None:
            for relation, end in (("origin", mention.place.origin), ("destination", mention.place.destination)):
                if end is not None and end.text is not None:
                    self._relate(name, relation, "place", end.text, end)
        self._trigger(name, mention, details)

    def _trigger(self, name: str, mention: EventMention, details: list[str]) -> None:
        span = mention.trigger
        self._regions.append(_result(name, span, "label", "labels", [mention.type]))
        choices: list[tuple[str, list[str]]] = [
            ("mode", [mention.mode] if mention.mode else []),
            ("status", [mention.status]),
            ("background", ["historical"] if mention.historical else []),
            ("contexts", list(mention.contexts)),
        ]
        for field, chosen in choices:
            if chosen:
                self._regions.append(_result(name, span, field, "choices", chosen))
        if details:
            self._regions.append(_result(name, span, "details", "textarea", details))

    def _relate(self, name: str, relation: str, label: str, span: Span, record: _Record) -> None:
        """Relate a trigger to the region of a record, another region where this relation to it is drawn already."""
        details = _details(record)
        cue = record.cue if isinstance(record, Source) else None
        key = (label, span, cue, tuple(details))
        region = self._known.get(key)
        if region is None or (name, region, relation) in self._related:
            region = self._known[key] = self._region(label, span, details)
            if cue is not None:
                self._draw(region, self._region("cue", cue, []), "cue")
        self._related.add((name, region, relation))
        self._draw(name, region, relation)

    def _region(self, label: str, span: Span, details: list[str]) -> str:
        self._count += 1
        name = f"r{self._count}"
        self._regions.append(_result(name, span, "label", "labels", [label]))
        if details:
            self._regions.append(_result(name, span, "details", "textarea", details))
        return name

    def _draw(self, source: str, target: str, label: str) -> None:
        self._relations.append(
            {"type": "relation", "from_id": source, "to_id": target, "direction": "right", "labels": [label]}
        )


def _result(name: str, span: Span, field: str, kind: str, values: list[str]) -> dict[str, Any]:
    part: Part = span.part
    value = {"start": span.start, "end": span.end, "text": span.text}
    if kind == "textarea":
        # a text area's own text takes the place of the words
        del value["text"]
    key = "text" if kind == "textarea" else kind
    return {
        "id": name,
        "from_name": control(field, part),
        "to_name": part,
        "type": kind,
        "value": {**value, key: values},
    }


def _details(record: _Record) -> list[str]:
    """Return the fields that say something, as ``field: value``."""
    return [
        f"{name}: {_shown(value)}"
        for name, value in _said(record).items()
        if name not in _ELSEWHERE or (name in {"origin", "destination"} and "text" not in value)
    ]


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _implied(rank: int, record: _Record) -> str:
    """Return a record without words as JSON, with its place among its like."""
    return msgspec.json.encode({**_said(record), "rank": rank}).decode()


def _said(record: msgspec.Struct) -> dict[str, Any]:
    """Return the fields of a record that differ from their defaults, as plain values."""
    found: dict[str, Any] = {}
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    # fields without a default come first
    missing = len(names) - len(defaults)
    for place, name in enumerate(names):
        value = getattr(record, name)
        if place < missing or value != defaults[place - missing]:
            found[name] = _said(value) if isinstance(value, Place) else msgspec.to_builtins(value)
    return found
