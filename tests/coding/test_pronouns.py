"""Whom pronouns and dropped subjects stand for: the subjects of the grammar before what was merely named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "trigger", "country"),
    [
        ("كثفت القوات التركية قصفها للبلدة.", "قصف", "TUR"),
        ("أعلنت تركيا أنها ستقصف مواقع التنظيم.", "قصف", "TUR"),
        ("التقى الوزير المصري نظيره التونسي في روما. واتهم الحكومة الإيرانية بدعم المتمردين.", "اتهم", "EGY"),
        ("زار الرئيس الفرنسي بيروت بعد انفجار المرفأ. وطالب الحكومة بالإصلاح.", "طالب", "FRA"),
        ("قالت الشرطة المصرية إن خلية تتبع تنظيما في ليبيا قاومتها قبل أن تعتقل الشرطة أفرادها.", "تعتقل", "EGY"),
    ],
)
def test_the_subject_of_the_governing_clause_is_meant(code: Code, text: str, trigger: str, country: str) -> None:
    actors = code(text).at(trigger).actors
    assert [actor.country for actor in actors] == [country]


def test_they_are_all_who_were_named_together(code: Code) -> None:
    found = code("هاجم الجيش السوري ومسلحون لبنانيون البلدة وقصفوا منازلها.").at("قصف")
    assert {actor.country for actor in found.actors} == {"SYR", "LBN"}


def test_gender_rules_people_out(code: Code) -> None:
    found = code("زارت الوزيرة الألمانية موسكو. وأجرى الرئيس الروسي محادثات معها. وطالبت بوقف القتال.").at("طالب")
    assert [actor.country for actor in found.actors] == ["DEU"]


def test_a_town_that_is_freed_frees_nobody(code: Code) -> None:
    found = code("زار الوزير اليمني عدن بعد تحريرها من المتمردين.").one("ASSAULT")
    assert found.actors == ()
