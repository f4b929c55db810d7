"""Mentions in the shape of POLECAT's weekly files: 40 columns, one mention a row.

Column names and their order are those of the files ``ngecEvents.DV.*.txt`` (doi:10.7910/DVN/AJGVIT).  Several values
in one cell are joined with ``;``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from waqai.export.base import mention_id
from waqai.export.shaped import EMPTY, ShapedFile, city, coordinates, province, where
from waqai.ontology import QUADS
from waqai.records import EventMention, Participant, StoredReport

_JOINT = ";"


def _side(title: str) -> dict[str, str]:
    side = title.lower()
    return {
        f"{title} Name": f"canonical name of each {side}",
        f"{title} Country": "ISO 3166 alpha-3 or PLOVER body code of each",
        f"{title} COW": f"{EMPTY}Correlates of War numbers are not kept",
        f"Primary {title} Sector": f"PLOVER sector of the first {side}",
        f"{title} Sectors": "PLOVER sector of each",
        f"{title} Title": "office or description of each, as written",
        f"{title} Name Raw": "words of the report for each",
        f"Wikipedia {title} ID": f"{EMPTY}Wikidata ids are kept, Wikipedia's are not (see the Parquet file)",
    }


#: column -> what stands in it
COLUMNS: Mapping[str, str] = {
    "Event ID": "name of the mention: report's key, revision, number (and annotator)",
    "Event Date": "first day, ISO; empty when unknown",
    "Event Type": "PLOVER type",
    "Event Mode": "its mode",
    "Event Intensity": f"{EMPTY}POLECAT's values come from its own table, ours would only look like them",
    "Quad Code": "quad class in capitals",
    "Contexts": "PLOVER contexts",
    **_side("Actor"),
    **_side("Recipient"),
    "Placename": "name of the place",
    "City": "its name when it is a settlement",
    "District": f"{EMPTY}second-level divisions are not kept",
    "Province": "first-level division",
    "Country": "ISO 3166 alpha-3",
    "Latitude": "degrees",
    "Longitude": "degrees",
    "GeoNames ID": "GeoNames id",
    "Raw Placename": "words of the report",
    "Feature Type": f"{EMPTY}the precision that is kept is no GeoNames feature code",
    "Source": "outlet",
    "Publication Date": "ISO date",
    "Story People": f"{EMPTY}people are kept by mention, not by story",
    "Story Organizations": f"{EMPTY}as for people",
    "Story Locations": f"{EMPTY}as for people",
    "Language": "ISO 639-1",
    "Version": "program and version that coded it",
}


class PolecatFile(ShapedFile):
    """Writes one row a mention."""

    meanings = COLUMNS
    numeric = frozenset({"Latitude", "Longitude", "GeoNames ID"})

    def cells(self, stored: StoredReport, position: int, mention: EventMention) -> Iterator[Mapping[str, str]]:
        """Yield the row of a mention."""
        report, place = stored.coded.report, where(mention)
        latitude, longitude = coordinates(place)
        yield {
            "Event ID": mention_id(stored, position),
            "Event Date": mention.date.start,
            "Event Type": mention.type,
            "Event Mode": mention.mode,
            "Quad Code": QUADS.get(mention.type, "").upper(),
            "Contexts": _JOINT.join(mention.contexts),
            **_cells("Actor", mention.actors),
            **_cells("Recipient", mention.recipients),
            "Placename": place.name,
            "City": city(place),
            "Province": province(place),
            "Country": place.country,
            "Latitude": latitude,
            "Longitude": longitude,
            "GeoNames ID": "" if place.geonames is None else str(place.geonames),
            "Raw Placename": place.text.text if place.text else "",
            "Source": report.outlet,
            "Publication Date": report.published,
            "Language": report.language,
            "Version": stored.coded.coder,
        }


def _cells(title: str, ones: tuple[Participant, ...]) -> dict[str, str]:
    return {
        f"{title} Name": _JOINT.join([one.name for one in ones]),
        f"{title} Country": _JOINT.join([one.country for one in ones]),
        f"Primary {title} Sector": ones[0].sector if ones else "",
        f"{title} Sectors": _JOINT.join([one.sector for one in ones]),
        f"{title} Title": _JOINT.join([one.role for one in ones]),
        f"{title} Name Raw": _JOINT.join([one.text.text if one.text else "" for one in ones]),
    }
