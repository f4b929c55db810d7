"""Mentions in the shape of GDELT 2.0's event files: 61 columns between tabs, one pair of participants a row.

As in GDELT's own files there is no line of column names; names and order are those of its codebook (2.0).  Columns are
empty where GDELT's own code lists would have to be guessed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from waqai.export.base import dyads, mention_id, number, shown_name
from waqai.export.shaped import EMPTY, ShapedFile, coordinates, where
from waqai.ontology.cameo import CameoCode, cameo_code
from waqai.records import EventMention, Participant, Place, StoredReport

_FIPS = f"{EMPTY}GDELT's FIPS and GNS codes are not kept"
_NOT_SAID = f"{EMPTY}not coded"


def _actor(title: str) -> dict[str, str]:
    return {
        f"{title}Code": "country and type code together",
        f"{title}Name": "canonical name, else the words of the report",
        f"{title}CountryCode": "ISO 3166 alpha-3",
        f"{title}KnownGroupCode": "UNO for bodies of the United Nations",
        f"{title}EthnicCode": _NOT_SAID,
        f"{title}Religion1Code": _NOT_SAID,
        f"{title}Religion2Code": _NOT_SAID,
        f"{title}Type1Code": "PLOVER sector, or body code, where CAMEO has the same code",
        f"{title}Type2Code": _NOT_SAID,
        f"{title}Type3Code": _NOT_SAID,
    }


def _geo(title: str) -> dict[str, str]:
    names = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return {f"{title}Geo_{name}": f"{EMPTY}participants have no place of their own" for name in names}


#: column -> what stands in it
COLUMNS: Mapping[str, str] = {
    "GLOBALEVENTID": "number made from the mention's name (see POLECAT) and the pair: the same in every export",
    "SQLDATE": "first day, YYYYMMDD; empty when unknown",
    "MonthYear": "its month, YYYYMM",
    "Year": "its year",
    "FractionDate": "year and (month * 30 + day) / 365",
    **_actor("Actor1"),
    **_actor("Actor2"),
    "IsRootEvent": f"{EMPTY}GDELT means the lead paragraph, which is not kept",
    "EventCode": "CAMEO code that stands for type and mode",
    "EventBaseCode": "its first three digits",
    "EventRootCode": "its root",
    "QuadClass": "GDELT's class of the root, 1 to 4",
    "GoldsteinScale": "Goldstein value of the code",
    "NumMentions": "1: each row is one mention",
    "NumSources": "1",
    "NumArticles": "1",
    "AvgTone": _NOT_SAID,
    **_geo("Actor1"),
    **_geo("Actor2"),
    "ActionGeo_Type": "1 country; 2 division and 3 settlement in the USA; 4 settlement and 5 division elsewhere",
    "ActionGeo_FullName": "name of the place",
    "ActionGeo_CountryCode": _FIPS,
    "ActionGeo_ADM1Code": _FIPS,
    "ActionGeo_ADM2Code": _FIPS,
    "ActionGeo_Lat": "degrees",
    "ActionGeo_Long": "degrees",
    "ActionGeo_FeatureID": _FIPS,
    "DATEADDED": f"{EMPTY}no clock time is exported",
    "SOURCEURL": "address of the report",
}
#: sectors and body codes that are type codes of CAMEO too
_TYPES = frozenset("COP GOV JUD MIL OPP REB SPY UAF AGR BUS CRM CVL EDU ELI LAB LEG MED REF IGO IMG MNC NGO".split())
#: PLOVER's codes of bodies, which are no countries
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})


class GdeltFile(ShapedFile):
    """Writes one row a pair, without a header."""

    meanings = COLUMNS
    header = False
    numeric = frozenset(
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate QuadClass GoldsteinScale NumMentions NumSources NumArticles "
        "ActionGeo_Type ActionGeo_Lat ActionGeo_Long".split()
    )

    def cells(self, stored: StoredReport, position: int, mention: EventMention) -> Iterator[Mapping[str, str]]:
        """Yield a row for each pair of participants."""
        shared = {
            **_day(mention.date.start),
            **_event(cameo_code(mention.type, mention.mode)),
            **_place(where(mention)),
            "NumMentions": "1",
            "NumSources": "1",
            "NumArticles": "1",
            "SOURCEURL": stored.coded.report.url,
        }
        name = mention_id(stored, position)
        for rank, (source, target) in enumerate(dyads(mention), 1):
            row = {"GLOBALEVENTID": _number_of(f"{name}.{rank}"), **shared}
            yield {**row, **_participant("Actor1", source), **_participant("Actor2", target)}


def _number_of(name: str) -> str:
    digest = hashlib.blake2b(name.encode(), digest_size=8).digest()
    return str(int.from_bytes(digest) >> 1)


def _day(iso: str) -> dict[str, str]:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if not (len(iso) == len("2020-02-05") and (year + month + day).isdecimal()):
        return {}
    fraction = int(year) + (int(month) * 30 + int(day)) / 365
    return {
        "SQLDATE": year + month + day,
        "MonthYear": year + month,
        "Year": year,
        "FractionDate": f"{fraction:.4f}",
    }


def _event(code: CameoCode | None) -> dict[str, str]:
    if code is None:
        return {}
    return {
        "EventCode": code.code,
        "EventBaseCode": code.base,
        "EventRootCode": code.root,
        "QuadClass": str(code.quad_class),
        "GoldsteinScale": number(code.goldstein),
    }


def _participant(title: str, one: Participant | None) -> dict[str, str]:
    if one is None:
        return {}
    country = "" if one.country in _BODIES else one.country
    group = one.country if one.country == "UNO" else ""
    body = one.country if one.country in _BODIES else ""
    kind = next((code for code in (one.sector, body) if code in _TYPES), "")
    return {
        f"{title}Code": (country or group) + kind,
        f"{title}Name": shown_name(one),
        f"{title}CountryCode": country,
        f"{title}KnownGroupCode": group,
        f"{title}Type1Code": kind,
    }


def _place(place: Place) -> dict[str, str]:
    latitude, longitude = coordinates(place)
    return {
        "ActionGeo_Type": _geo_type(place),
        "ActionGeo_FullName": place.name,
        "ActionGeo_Lat": latitude,
        "ActionGeo_Long": longitude,
    }


def _geo_type(place: Place) -> str:
    american = place.country == "USA"
    if place.precision == "country":
        return "1"
    if place.precision == "admin1":
        return "2" if american else "5"
    if place.precision == "settlement":
        return "3" if american else "4"
    return ""
