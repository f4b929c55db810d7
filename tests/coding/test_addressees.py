"""Whom a demand, a reproach or a protest is addressed to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded, words

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "kind", "recipients"),
    [
        ("دعا المبعوث الأممي خلال لقاء في جنيف جميع الأطراف إلى الحوار.", "REQUEST", ["جميع الأطراف"]),
        ("حث مجلس الأمن البلدين على الحوار.", "REQUEST", ["البلدين"]),
        ("طالب زعيم المعارضة بأن يستقيل رئيس الوزراء.", "REQUEST", ["رئيس الوزراء"]),
        ("قال وزير الخارجية المصري إن الدول المانحة يجب أن تقدم الأموال للوكالة.", "REQUEST", ["الدول المانحة"]),
        ("تظاهر المئات في الخرطوم احتجاجا على سياسة الحكومة السودانية.", "PROTEST", ["الحكومة السودانية"]),
    ],
)
def test_who_is_addressed_is_a_recipient(code: Code, text: str, kind: str, recipients: list[str]) -> None:
    assert words(code(text).one(kind).recipients) == recipients


def test_the_state_whose_decision_is_condemned(code: Code) -> None:
    found = code("دانت مصر القرار الإسرائيلي ببناء مستوطنات جديدة.").one("ACCUSE")
    assert [(r.text.text if r.text else "", r.country, r.sector) for r in found.recipients] == [
        ("الإسرائيلي", "ISR", "GOV")
    ]


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        ("أبرمت واشنطن اتفاقا مع موسكو الأسبوع الماضي.", "AGREE", ["واشنطن", "موسكو"], []),
        ("اعتقلت أربعة شبان في مدينة الخليل.", "COERCE", [], ["أربعة شبان"]),
        (
            "هاجم مسلحون يعتقد أنهم من تنظيم داعش رتلا للجيش العراقي قرب كركوك.",
            "ASSAULT",
            ["مسلحون"],
            ["رتلا للجيش العراقي"],
        ),
        (
            "واتهم المتحدث باسم الوزارة العقيد سمير الجابري قوات المعارضة بقصف المطار.",
            "ACCUSE",
            ["المتحدث"],
            ["قوات المعارضة"],
        ),
    ],
)
def test_who_acts_and_who_suffers(code: Code, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    found = code(text).one(kind)
    assert (words(found.actors), words(found.recipients)) == (actors, recipients)


def test_a_capital_is_no_subject_of_a_masculine_verb(code: Code) -> None:
    coded = code("قال الناطق باسم الجيش إن العملية انتهت. واتهم القاهرة بدعم المتمردين.")
    assert words(coded.one("ACCUSE").recipients) == ["القاهرة"]


def test_both_sides_are_those_of_the_last_meeting(code: Code) -> None:
    coded = code("التقى وزير الخارجية الألماني نظيره التركي في أنقرة، بعد زيارة إلى روما. وبحث الجانبان ملف الهجرة.")
    last = coded.mentions[-1]
    assert {actor.country for actor in last.actors} == {"DEU", "TUR"}


def test_people_who_protest_and_houses_that_are_hit_are_civilian(code: Code) -> None:
    protest = code("تظاهر المئات في الخرطوم ضد الغلاء.").one("PROTEST")
    assert [(a.country, a.sector) for a in protest.actors] == [("SDN", "CVL")]
    attack = code("أحرق المهاجمون عشرات المنازل في مدينة حلب.").one("ASSAULT")
    assert [(r.country, r.sector) for r in attack.recipients] == [("SYR", "CVL")]


def test_a_committee_of_doctors_is_medical(code: Code) -> None:
    found = code("دعت لجنة الأطباء السودانية إلى إضراب شامل.").one("REQUEST")
    assert [(a.country, a.sector) for a in found.actors] == [("SDN", "MED")]


def test_the_scene_is_the_country_named_far_more_than_others(code: Code) -> None:
    coded = code(
        "زار وفد من باريس مدينة وهران. وقال مسؤول في مدينة جنيف إن الوفد غادر مدينة وهران. وعقد لقاء في مدينة فاس. "
        "واعتقلت الشرطة ثلاثة شبان. وتحدثت الصحف عن مدينة وهران."
    )
    found = coded.one("COERCE")
    assert [actor.country for actor in found.actors] == ["DZA"]


@pytest.mark.parametrize(
    "text", ["نشرت فرنسا قوات لمحاربة تنظيم الدولة.", "نشرت فرنسا قوات للمشاركة في الحرب ضد تنظيم الدولة."]
)
def test_whom_troops_are_sent_to_fight(code: Code, text: str) -> None:
    assert [r.country for r in code(text).one("MOBILIZE").recipients] == ["IMG"]


def test_who_accuses_does_not_do_what_he_accuses_of(code: Code) -> None:
    found = code("اتهمت لندن موسكو بشن هجمات على المدينة.").one("ASSAULT")
    assert [a.country for a in found.actors] == ["RUS"]
