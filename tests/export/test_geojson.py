"""The map: held against the rules of RFC 7946."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from waqai.export.geojson import PROPERTIES
from waqai.records import CodedReport, EventMention, Place, Report, Span, StoredReport

from .stored import ALL, EMOJI, HOSTILE, export, hostile


def collection(*stored: StoredReport) -> dict[str, Any]:
    data = json.loads(export("geojson", stored)[0])
    assert_rfc_7946(data)
    return dict(data)


def assert_rfc_7946(data: Any) -> None:
    """Fail where the document breaks a MUST of RFC 7946 for collections of points."""
    assert data["type"] == "FeatureCollection"  # 3.3
    assert isinstance(data["features"], list)
    assert "crs" not in data  # 4
    assert not {"coordinates", "geometries", "geometry", "properties"} & data.keys()  # 7.1
    for feature in data["features"]:
        assert feature["type"] == "Feature"  # 3.2
        assert {"geometry", "properties"} <= feature.keys()
        assert isinstance(feature["properties"], dict)
        assert isinstance(feature["id"], str | int)
        assert not {"coordinates", "geometries", "features", "crs"} & feature.keys()
        geometry = feature["geometry"]
        assert geometry["type"] == "Point"  # 3.1.2
        longitude, latitude = geometry["coordinates"]  # 3.1.1: longitude before latitude
        assert all(isinstance(number, float | int) and math.isfinite(number) for number in (longitude, latitude))
        assert -180 <= longitude <= 180
        assert -90 <= latitude <= 90


def at(place: Place | None) -> StoredReport:
    mention = EventMention(0, Span("x", 0, 1), "AID", place=place)
    return StoredReport("k", CodedReport(Report("x"), (mention,)))


def test_features_and_the_count_of_the_rest() -> None:
    data, counts = export("geojson", ALL)
    features = collection(*ALL)["features"]
    assert len(features) == counts.rows == 3
    assert counts.notes == {"without_coordinates": 2}
    assert counts.rows + counts.notes["without_coordinates"] == counts.mentions
    first = features[0]
    assert first["geometry"]["coordinates"] == [20.069, -32.115]
    assert list(first["properties"]) == list(PROPERTIES)
    assert first["properties"]["place"] == "Benghazi"
    assert first["properties"]["actors"] == ["Sabri Boukadoum", ""]
    assert len({feature["id"] for feature in features}) == 3
    assert data.count(b"\n") == len(features) + 2


@pytest.mark.parametrize(
    ("place", "point", "coordinates"),
    [
        (Place(origin=Place(latitude=1.0, longitude=2.0)), "origin", [2.0, 1.0]),
        (
            Place(origin=Place(latitude=1.0, longitude=2.0), destination=Place(latitude=3.0, longitude=4.0)),
            "destination",
            [4.0, 3.0],
        ),
        (Place(latitude=0.0, longitude=0.0), "place", [0.0, 0.0]),
    ],
)
def test_whose_coordinates(place: Place, point: str, coordinates: list[float]) -> None:
    (feature,) = collection(at(place))["features"]
    assert feature["properties"]["point"] == point
    assert feature["geometry"]["coordinates"] == coordinates


@pytest.mark.parametrize(
    "place",
    [
        None,
        Place(name="Aden"),
        Place(latitude=1.0),
        Place(latitude=91.0, longitude=0.0),
        Place(latitude=0.0, longitude=181.0),
        Place(latitude=math.nan, longitude=0.0),
        Place(latitude=math.inf, longitude=0.0),
    ],
)
def test_what_is_nowhere_on_earth_is_counted(place: Place | None) -> None:
    assert collection(at(place))["features"] == []
    assert export("geojson", [at(place)])[1].notes == {"without_coordinates": 1}


def test_an_empty_export_is_a_collection() -> None:
    assert collection() == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str) -> None:
    first, second = collection(hostile(words), EMOJI)["features"]
    assert first["properties"]["trigger"] == first["properties"]["outlet"] == words
    assert second["properties"]["type"] == "ASSAULT"
