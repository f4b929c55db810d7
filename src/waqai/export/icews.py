"""Mentions in the shape of ICEWS' event files: 20 columns, one pair of participants a row.

Column names and their order are those of the files of doi:10.7910/DVN/28075.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from types import MappingProxyType

from waqai.export.base import dyads, mention_id, number, shown_name
from waqai.export.shaped import EMPTY, ShapedFile, city, coordinates, province, where
from waqai.knowledge.tables import read_rows
from waqai.ontology.cameo import cameo_code
from waqai.records import EventMention, Participant, StoredReport

#: column -> what stands in it
COLUMNS: Mapping[str, str] = {
    "Event ID": "name of the mention (see POLECAT), with the number of the pair where there are several",
    "Event Date": "first day, ISO; empty when unknown",
    "Source Name": "canonical name of who did it, else the words of the report",
    "Source Sectors": "PLOVER sector",
    "Source Country": "English name of the country",
    "Event Text": "title of the CAMEO code",
    "CAMEO Code": "code that stands for type and mode",
    "Intensity": "Goldstein value of the code",
    "Target Name": "canonical name of whom it was directed at, else the words of the report",
    "Target Sectors": "PLOVER sector",
    "Target Country": "English name of the country",
    "Story ID": "report's key",
    "Sentence Number": "sentence of the text, from 1; 0 is the title",
    "Publisher": "outlet",
    "City": "name of the place when it is a settlement",
    "District": f"{EMPTY}second-level divisions are not kept",
    "Province": "first-level division",
    "Country": "English name of the place's country",
    "Latitude": "degrees",
    "Longitude": "degrees",
}


class IcewsFile(ShapedFile):
    """Writes one row a pair."""

    meanings = COLUMNS
    numeric = frozenset({"Intensity", "Sentence Number", "Latitude", "Longitude"})

    def cells(self, stored: StoredReport, position: int, mention: EventMention) -> Iterator[Mapping[str, str]]:
        """Yield a row for each pair of participants."""
        report, place = stored.coded.report, where(mention)
        latitude, longitude = coordinates(place)
        code = cameo_code(mention.type, mention.mode)
        name, pairs = mention_id(stored, position), dyads(mention)
        for rank, (source, target) in enumerate(pairs, 1):
            yield {
                "Event ID": f"{name}.{rank}" if len(pairs) > 1 else name,
                "Event Date": mention.date.start,
                **_side("Source", source),
                "Event Text": code.title if code else "",
                "CAMEO Code": code.code if code else "",
                "Intensity": number(code.goldstein) if code else "",
                **_side("Target", target),
                "Story ID": stored.key,
                "Sentence Number": str(mention.sentence if report.title else mention.sentence + 1),
                "Publisher": report.outlet,
                "City": city(place),
                "Province": province(place),
                "Country": country_name(place.country),
                "Latitude": latitude,
                "Longitude": longitude,
            }


def country_name(code: str) -> str:
    """Return the English name of a country or body by its code, nothing for other codes."""
    return _country_names().get(code, "")


def _side(title: str, one: Participant | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        f"{title} Name": shown_name(one),
        f"{title} Sectors": one.sector,
        f"{title} Country": country_name(one.country),
    }


@cache
def _country_names() -> Mapping[str, str]:
    with as_file(files("waqai.knowledge") / "data" / "countries.tsv") as path:
        rows = list(read_rows(path))
    return MappingProxyType({row["code"]: row["name_en"] for row in rows if row["iso2"]})
