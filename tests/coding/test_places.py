"""Where it happened: the finest place named with the event, and which of several it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.records import Place

from .conftest import Coded

Code = Callable[..., Coded]


def place(code: Code, text: str, **more: str) -> Place:
    found = code(text, **more).mentions[0].place
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("التقى الرئيس المصري وزير الخارجية الفرنسي في باريس.", "Paris", "FRA", "settlement"),
        ("اعتقلت الشرطة ثلاثة متظاهرين في تونس.", "Tunisia", "TUN", "country"),
        ("قتل ثلاثة جنود في محافظة حلب.", "Aleppo", "SYR", "admin1"),
        ("قتل ثلاثة جنود في مدينة حلب.", "Aleppo", "SYR", "settlement"),
        ("قتل ثلاثة جنود في مدينة بنغازي شرقي ليبيا.", "Benghazi", "LBY", "settlement"),
    ],
)
def test_the_place_of_an_event(code: Code, text: str, name: str, country: str, precision: str) -> None:
    found = place(code, text)
    assert (found.name, found.country, found.precision) == (name, country, precision)


def test_settlements_have_coordinates_and_a_geonames_id(code: Code) -> None:
    found = place(code, "اعتقلت الشرطة ثلاثة متظاهرين في الإسكندرية.")
    assert found.geonames
    assert found.latitude is not None
    assert found.longitude is not None
    assert abs(found.latitude - 31.2) < 0.3
    assert abs(found.longitude - 29.9) < 0.3


def test_where_participants_come_from_is_not_where_it_happened(code: Code) -> None:
    assert code("أدان الرئيس المصري الهجوم.").one("ACCUSE").place is None


def test_nothing_named_means_no_place(code: Code) -> None:
    assert code("قتل ثلاثة جنود.").one("ASSAULT").place is None


@pytest.mark.parametrize(("nationality", "country"), [("الليبي", "LBY"), ("اللبناني", "LBN")])
def test_countries_of_the_report_decide_between_places_of_one_name(code: Code, nationality: str, country: str) -> None:
    assert place(code, f"اعتقل الجيش {nationality} ثلاثة مسلحين في مدينة طرابلس.").country == country


def test_the_place_points_at_its_words(code: Code) -> None:
    text = "قتل ثلاثة جنود في مدينة بنغازي."
    found = place(code, text)
    assert found.text is not None
    assert text[found.text.start : found.text.end] == found.text.text
    assert "بنغازي" in found.text.text
