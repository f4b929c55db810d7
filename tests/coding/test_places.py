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


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("قتل خمسة أشخاص على الأقل في سوريا.", "Syria", "SYR", "country"),
        ("انسحب الجيش الفرنسي من مالي.", "Mali", "MLI", "country"),
        ("هاجم مسلحون فندقا في الأحياء الشرقية من مدينة الفاشر.", "El Fasher", "SDN", "settlement"),
        ("قتل جندي في كمين نصبه مسلحون داخل الأراضي السودانية.", "Sudan", "SDN", "country"),
        ("قتل جندي في هجوم وقع أمس في مدينة بنغازي.", "Benghazi", "LBY", "settlement"),
        ("اعتقل الجيش ثلاثة مسلحين في العاصمة الصومالية.", "Mogadishu", "SOM", "settlement"),
        ("تعقد في جنيف اليوم جولة محادثات بين وفدي مصر والسودان.", "Geneva", "CHE", "settlement"),
        ("في بغداد، قتل ثلاثة جنود.", "Baghdad", "IRQ", "settlement"),
        ("سيطر الحوثيون على صنعاء.", "Sanaa", "YEM", "settlement"),
    ],
)
def test_the_place_is_found_through_the_grammar(code: Code, text: str, name: str, country: str, precision: str) -> None:
    found = place(code, text)
    assert (found.name, found.country, found.precision) == (name, country, precision)


@pytest.mark.parametrize(
    "text",
    [
        "أدانت مصر بناء مستوطنات في الضفة الغربية.",
        "حثت منسقة الأمم المتحدة في السودان الطرفين على الهدوء.",
        "طالبت باكستان بالتحقيق في هجوم الهند.",
        "هدد المتحدث باسم الحوثيين بالرد في عمق الأراضي السعودية.",
    ],
)
def test_words_happen_nowhere_but_where_they_are_said(code: Code, text: str) -> None:
    assert code(text).mentions[0].place is None


def test_the_same_place_again(code: Code) -> None:
    found = code("وصل الوفد إلى قاعدة العند في اليمن أمس. ونشر الجيش اليمني دبابات في القاعدة نفسها.")
    assert [m.place.name for m in found.mentions if m.type == "MOBILIZE" and m.place] == ["Al-Anad Air Base"]


def test_a_place_that_nobody_lists_keeps_its_words(code: Code) -> None:
    found = place(code, "قتل ثلاثة جنود يمنيين في قرية كوكب الحطب.")
    assert (found.name, found.country, found.precision) == ("كوكب الحطب", "YEM", "settlement")


def test_a_second_act_happens_where_the_first_does(code: Code) -> None:
    found = code("داهمت الشرطة منزلا في مدينة بنغازي واعتقلت ثلاثة أشخاص.")
    assert {m.place.name for m in found.mentions if m.place} == {"Benghazi"}
    assert all(m.place for m in found.mentions)
