"""Who is meant by what stands instead of a name, and which mentions tell of one event."""

from __future__ import annotations

from collections.abc import Callable

from .conftest import Coded, countries, words

Code = Callable[..., Coded]

BOUKADOUM = "وصل وزير الخارجية الجزائري صبري بوقادم إلى بنغازي. "


def test_a_bare_title_is_the_one_named_before(code: Code) -> None:
    (actor,) = code(BOUKADOUM + "وأدان الوزير الهجوم.").one("ACCUSE").actors
    assert words((actor,)) == ["الوزير"]
    assert (actor.name, actor.country) == ("Sabri Boukadoum", "DZA")


def test_a_surname_is_the_person_named_in_full_before(code: Code) -> None:
    (actor,) = code(BOUKADOUM + "وأدان بوقادم الهجوم.").one("ACCUSE").actors
    assert (actor.name, actor.country, actor.sector) == ("Sabri Boukadoum", "DZA", "GOV")


def test_a_dropped_subject_is_the_last_who_fits(code: Code) -> None:
    found = code("أدانت الحكومة التونسية الهجوم. وطالبت بانسحاب القوات.").one("REQUEST")
    (actor,) = found.actors
    assert actor.text is None
    assert actor.country == "TUN"


def test_the_two_sides_are_the_last_two_who_met(code: Code) -> None:
    found = code("استقبل الرئيس المصري نظيره التونسي. وبحث الجانبان الأزمة الليبية.").one("CONSULT", 1)
    assert countries(found.actors) == {"EGY", "TUN"}


def test_one_event_told_twice_has_one_number(code: Code) -> None:
    coded = code("استقبل الرئيس المصري الوزير الفرنسي أمس.", title="الرئيس المصري يستقبل الوزير الفرنسي")
    assert [mention.event for mention in coded.mentions] == [1, 1]


def test_different_events_have_different_numbers(code: Code) -> None:
    coded = code("أدانت مصر الهجوم. واعتقلت الشرطة التونسية ثلاثة مسلحين.")
    numbers = [mention.event for mention in coded.mentions]
    assert len(set(numbers)) == len(numbers)


def test_events_are_numbered_from_one_in_text_order(code: Code) -> None:
    coded = code("أدانت مصر إسرائيل. واعتقلت الشرطة ثلاثة مسلحين. وقصفت الطائرات المدينة.")
    assert [mention.event for mention in coded.mentions] == [1, 2, 3]


def test_who_bombs_a_country_is_not_of_it(code: Callable[..., Coded]) -> None:
    found = code("قصفت طائرات التحالف معسكرا في مدينة تعز اليمنية.").one("ASSAULT")
    assert [actor.country for actor in found.actors] == [""]
