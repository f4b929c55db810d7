"""Mentions on the map: a GeoJSON FeatureCollection (RFC 7946), a feature for each mention with coordinates.

Positions are ``[longitude, latitude]`` in WGS 84, the only system that RFC 7946 knows, so that there is no ``crs``.  A
movement without a place of its own stands at its destination, else at its origin.  How many mentions have no
coordinates stands in the manifest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from waqai.export.arrays import JsonArrayFile
from waqai.export.base import Counts, mention_id, numbered, shown_name
from waqai.ontology import QUADS
from waqai.records import CodedReport, EventMention, Participant, Place, StoredReport

#: property -> what stands in it
PROPERTIES: dict[str, str] = {
    "report": "id of the report",
    "outlet": "who published it",
    "published": "its ISO date",
    "url": "its address",
    "title": "its title",
    "mention": "number of the mention in the report, from 1",
    "event": "number of the event in the report",
    "type": "PLOVER type",
    "mode": "its mode",
    "quad": "quad class",
    "status": "asserted, planned, hypothetical, negated, denied or alleged",
    "historical": "true or false",
    "contexts": "list of PLOVER contexts",
    "trigger": "the words that name the act",
    "actors": "names, else words, of who did it",
    "actor_countries": "their codes",
    "recipients": "names, else words, of whom it was directed at",
    "recipient_countries": "their codes",
    "place": "name of the place, else its words",
    "country": "ISO 3166 alpha-3",
    "admin1": "first-level division",
    "geonames": "GeoNames id, or null",
    "precision": "site, settlement, admin1, country or region",
    "point": "place, destination or origin: whose coordinates these are",
    "date_start": "first day, ISO",
    "date_end": "last day, ISO",
    "annotator": "who coded it; empty for the machine",
    "coder": "program and version",
}


class GeoJsonFile(JsonArrayFile):
    """Writes a feature a mention."""

    columns = tuple(PROPERTIES)

    def __init__(self) -> None:
        self._nowhere = 0

    def head(self) -> str:
        """Return the collection's beginning."""
        return '{"type":"FeatureCollection","features":[\n'

    def foot(self, written: int) -> str:  # noqa: ARG002  not told in GeoJSON
        """Return its end."""
        return "\n]}\n"

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write the features of all reports."""
        self._nowhere = 0
        return super().write(reports, out)

    def notes(self) -> dict[str, int]:
        """Return how many mentions have no coordinates."""
        return {"without_coordinates": self._nowhere}

    def items(self, stored: StoredReport) -> Iterator[dict[str, Any]]:
        """Yield a feature for each mention with coordinates."""
        for number, mention in numbered(stored):
            point, place = located(mention)
            if place is None:
                self._nowhere += 1
                continue
            yield {
                "type": "Feature",
                "id": mention_id(stored, number),
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": {
                    **_properties(stored.coded, number, mention),
                    **_place(point, place),
                    "date_start": mention.date.start,
                    "date_end": mention.date.end,
                    "annotator": stored.annotator,
                    "coder": stored.coded.coder,
                },
            }


def located(mention: EventMention) -> tuple[str, Place | None]:
    """Return whose coordinates a mention has and the place with them: its own, its destination's or its origin's."""
    place = mention.place
    if place is not None:
        for name, one in (("place", place), ("destination", place.destination), ("origin", place.origin)):
            if one is not None and _on_earth(one):
                return name, one
    return "", None


def _on_earth(place: Place) -> bool:
    latitude, longitude = place.latitude, place.longitude
    return latitude is not None and longitude is not None and -90 <= latitude <= 90 and -180 <= longitude <= 180


def _properties(coded: CodedReport, number: int, mention: EventMention) -> dict[str, Any]:
    report = coded.report
    return {
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "title": report.title,
        "mention": number,
        "event": mention.event,
        "type": mention.type,
        "mode": mention.mode,
        "quad": QUADS.get(mention.type, ""),
        "status": mention.status,
        "historical": mention.historical,
        "contexts": mention.contexts,
        "trigger": mention.trigger.text,
        "actors": _names(mention.actors),
        "actor_countries": [one.country for one in mention.actors],
        "recipients": _names(mention.recipients),
        "recipient_countries": [one.country for one in mention.recipients],
    }


def _names(ones: tuple[Participant, ...]) -> list[str]:
    return [shown_name(one) for one in ones]


def _place(point: str, place: Place) -> dict[str, Any]:
    return {
        "place": shown_name(place),
        "country": place.country,
        "admin1": place.admin1,
        "geonames": place.geonames,
        "precision": place.precision,
        "point": point,
    }
