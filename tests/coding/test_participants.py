"""Who is meant: country, sector, name, role and entity of noun phrases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded, countries, words

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "phrase", "country", "sector"),
    [
        ("أدان وزير الخارجية الجزائري صبري بوقادم الهجوم.", "وزير الخارجية الجزائري صبري بوقادم", "DZA", "GOV"),
        ("اعتقلت الشرطة المصرية ثلاثة ناشطين.", "الشرطة المصرية", "EGY", "COP"),
        ("قصف الجيش السوري مدينة إدلب.", "الجيش السوري", "SYR", "MIL"),
        ("أدانت وزارة الخارجية الروسية الهجوم.", "وزارة الخارجية الروسية", "RUS", "GOV"),
        ("طالب البرلمان التونسي الحكومة بالاستقالة.", "البرلمان التونسي", "TUN", "LEG"),
        ("أدانت فرنسا الهجوم.", "فرنسا", "FRA", "GOV"),
        ("اعتقلت القوات الإسرائيلية خمسة فلسطينيين.", "القوات الإسرائيلية", "ISR", "MIL"),
        ("هاجم مسلحون مركزا للشرطة.", "مسلحون", "", "UAF"),
        ("أدان السفير الأميركي الهجوم.", "السفير الأميركي", "USA", "GOV"),
        ("هاجم الحوثيون مواقع الجيش.", "الحوثيون", "YEM", "REB"),
        ("أدانت حركة النهضة الهجوم.", "حركة النهضة", "TUN", "PTY"),
    ],
)
def test_country_and_sector_of_the_actor(code: Code, text: str, phrase: str, country: str, sector: str) -> None:
    (actor,) = code(text).mentions[0].actors
    assert words((actor,)) == [phrase]
    assert (actor.country, actor.sector) == (country, sector)


def test_a_country_that_acts_is_its_government(code: Code) -> None:
    (actor,) = code("رفضت الجزائر المقترح.").one("REJECT").actors
    assert (actor.name, actor.country, actor.sector) == ("Algeria", "DZA", "GOV")


@pytest.mark.parametrize(
    ("capital", "country"), [("واشنطن", "USA"), ("موسكو", "RUS"), ("أنقرة", "TUR"), ("باريس", "FRA")]
)
def test_a_capital_stands_for_its_government(code: Code, capital: str, country: str) -> None:
    (actor,) = code(f"أدانت {capital} الهجوم.").one("ACCUSE").actors
    assert (actor.country, actor.sector) == (country, "GOV")


@pytest.mark.parametrize(
    ("published", "name"),
    [("2020-02-05", "Sabri Boukadoum"), ("2016-05-01", "Ramtane Lamamra"), ("2022-03-01", "Ramtane Lamamra")],
)
def test_the_date_decides_who_holds_an_office(code: Code, published: str, name: str) -> None:
    (actor,) = code("أدان وزير الخارجية الجزائري الهجوم.", published=published).one("ACCUSE").actors
    assert actor.name == name


@pytest.mark.parametrize(("published", "name"), [("2015-07-25", "Barack Obama"), ("2018-07-25", "Donald Trump")])
def test_two_presidents(code: Code, published: str, name: str) -> None:
    (actor,) = code("أدان الرئيس الأميركي الهجوم.", published=published).one("ACCUSE").actors
    assert (actor.name, actor.country, actor.sector) == (name, "USA", "GOV")


def test_a_former_official_is_elite(code: Code) -> None:
    (actor,) = code("أدان الرئيس التونسي السابق الهجوم.").one("ACCUSE").actors
    assert (actor.country, actor.sector) == ("TUN", "ELI")


def test_name_role_and_entity_of_a_person(code: Code) -> None:
    (actor,) = code("أدان وزير الخارجية الجزائري صبري بوقادم الهجوم.").one("ACCUSE").actors
    assert actor.name == "Sabri Boukadoum"
    assert actor.name_local.startswith("صبري")
    assert actor.role == "وزير الخارجية الجزائري"
    assert actor.entity


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("أدانت الأمم المتحدة الهجوم.", "UNO"),
        ("أدان الاتحاد الأوروبي الهجوم.", "EUR"),
        ("دان مجلس الأمن الدولي الهجوم.", "UNO"),
    ],
)
def test_international_bodies_have_a_code_and_no_sector(code: Code, text: str, body: str) -> None:
    (actor,) = code(text).one("ACCUSE").actors
    assert (actor.country, actor.sector) == (body, "")


def test_coordinated_phrases_are_several_participants(code: Code) -> None:
    found = code("أدانت مصر والأردن الهجوم.").one("ACCUSE")
    assert words(found.actors) == ["مصر", "الأردن"]
    assert countries(found.actors) == {"EGY", "JOR"}


def test_the_people_of_a_nation_are_civilians(code: Code) -> None:
    (victim,) = code("اعتقلت الشرطة ثلاثة مصريين.").one("COERCE").recipients
    assert (victim.country, victim.sector) == ("EGY", "CVL")


def test_a_relative_is_not_the_person(code: Code) -> None:
    found = code("اعتقلت الشرطة نجل الرئيس السابق معمر القذافي.").one("COERCE")
    assert all(victim.name != "Muammar Gaddafi" for victim in found.recipients)


def test_phrases_quote_the_text(code: Code) -> None:
    text = "أدانت مصر والأردن الهجوم على المطار."
    for mention in code(text).mentions:
        for participant in (*mention.actors, *mention.recipients):
            if participant.text is not None:
                assert text[participant.text.start : participant.text.end] == participant.text.text


def test_a_bare_foreign_surname_is_the_one_in_office(code: Code) -> None:
    (actor,) = code("اتهم أوباما إيران بالمماطلة.", published="2010-05-01").one("ACCUSE").actors
    assert (actor.country, actor.sector, actor.text.text if actor.text else "") == ("USA", "GOV", "أوباما")


def test_an_unknown_person_is_one_participant(code: Code) -> None:
    (actor,) = code("التقى سليمان طوقان وزير الخارجية المصري.").one("CONSULT").actors[:1]
    assert (words((actor,)), actor.name_local, actor.entity) == (["سليمان طوقان"], "سليمان طوقان", "")


@pytest.mark.parametrize(
    ("text", "kind", "field", "expected"),
    [
        ("هاجم مسلحون دورية للشرطة العراقية.", "ASSAULT", "recipients", ("دورية للشرطة العراقية", "IRQ", "COP")),
        ("انتشرت قوات الدرك اللبنانية في المدينة.", "MOBILIZE", "actors", ("قوات الدرك اللبنانية", "LBN", "COP")),
        ("اعتقلت الشرطة رجلا مصريا في بيروت.", "COERCE", "recipients", ("رجلا مصريا", "EGY", "CVL")),
        ("خطف مسلحون جنديا سوريا في بيروت.", "ASSAULT", "recipients", ("جنديا سوريا", "SYR", "MIL")),
    ],
)
def test_whose_a_thing_or_unit_is(
    code: Callable[..., Coded], text: str, kind: str, field: str, expected: tuple[str, str, str]
) -> None:
    found = getattr(code(text).one(kind), field)
    assert expected in [(p.text.text, p.country, p.sector) for p in found]


def test_the_leader_of_a_movement_is_not_of_the_government(code: Callable[..., Coded]) -> None:
    (actor,) = code("طالب رئيس الحركة الحكومة بالاستقالة.").one("REQUEST").actors
    assert actor.sector != "GOV"


def test_people_of_no_country_belong_to_the_place_of_the_scene(code: Callable[..., Coded]) -> None:
    coded = code("وقع انفجار في حلب أمس. وقتل ثلاثة مدنيين في الهجوم.", title="قصف جديد على ريف حلب")
    assert {p.country for m in coded.mentions for p in m.recipients} == {"SYR"}


def test_an_official_named_after_another_is_of_the_same_country(code: Code) -> None:
    found = code("التقى الرئيس الفرنسي وزير الخارجية المصري ووزير الدفاع.").one("CONSULT")
    assert [a.country for a in found.actors] == ["FRA", "EGY", "EGY"]


def test_the_owner_of_a_verbal_noun_keeps_the_words_that_name_him(code: Code) -> None:
    found = code("أعلن وزير الخارجية المصري أمس نتائج زيارته لباريس.").one("CONSULT")
    assert words(found.actors) == ["وزير الخارجية المصري"]


def test_some_of_a_group_are_of_the_group(code: Code) -> None:
    found = code("استقبل مسؤولون من حركة النهضة السفير الفرنسي.").one("CONSULT")
    assert ("مسؤولون من حركة النهضة", "TUN", "PTY") in [
        (p.text.text if p.text else "", p.country, p.sector) for p in (*found.actors, *found.recipients)
    ]
