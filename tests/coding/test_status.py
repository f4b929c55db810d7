"""Is it said to have happened: particles, tense, governing verbs and distance."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("قصف الجيش المدينة.", "ASSAULT", "asserted"),
        ("كان الجيش قد قصف المدينة.", "ASSAULT", "asserted"),
        ("قد قصف الجيش المدينة.", "ASSAULT", "asserted"),
        ("لم يقصف الجيش المدينة.", "ASSAULT", "negated"),
        ("نفت روسيا قصف المدينة.", "ASSAULT", "denied"),
        ("سيلتقي الرئيس المصري نظيره التونسي غدا.", "AGREE", "planned"),
        ("يعتزم الرئيس الفرنسي زيارة بيروت.", "AGREE", "planned"),
        ("سوف يزور الرئيس الفرنسي بيروت.", "AGREE", "planned"),
        ("ستنسحب القوات من المدينة.", "CONCEDE", "planned"),
        ("إذا قصف الجيش المدينة غادر السكان.", "ASSAULT", "hypothetical"),
        ("قد يقصف الجيش المدينة.", "ASSAULT", "hypothetical"),
        ("زعم الجيش أن المسلحين قصفوا المدينة.", "ASSAULT", "alleged"),
        ("ادعت الحكومة أن المسلحين قصفوا المدينة.", "ASSAULT", "alleged"),
        ("هدد الرئيس الإيراني إسرائيل بالرد.", "THREATEN", "asserted"),
        ("لن تنسحب القوات من المدينة.", "RETREAT", "negated"),
    ],
)
def test_status(code: Code, text: str, kind: str, status: str) -> None:
    assert code(text).one(kind).status == status


def test_a_denial_is_no_event_of_its_own(code: Code) -> None:
    coded = code("نفت روسيا قصف المدينة.")
    assert coded.types == ["ASSAULT"]
    assert coded.mentions[0].status == "denied"


def test_negation_holds_for_its_own_verb_only(code: Code) -> None:
    coded = code("لم يقصف الجيش المدينة. وقصف المسلحون القرية.")
    assert [mention.status for mention in coded.mentions] == ["negated", "asserted"]


def test_why_it_has_its_status_is_said(code: Code) -> None:
    found = code("لم يقصف الجيش المدينة.").one("ASSAULT")
    assert any(reason.field == "status" for reason in found.because)


def test_a_future_verb_puts_only_its_own_nouns_ahead(code: Code) -> None:
    coded = code("ستكلف الحكومة لجنة بتحديد المسؤولين عن هجمات وقعت في المدينة.")
    assert [m.status for m in coded.mentions if m.type == "ASSAULT"] == ["asserted"]


def test_what_a_trip_is_meant_for_is_planned(code: Code) -> None:
    coded = code("وصل الوزير الفرنسي إلى طهران لإجراء محادثات مع نظيره الإيراني.")
    assert [(m.type, m.status) for m in coded.mentions] == [("CONSULT", "asserted"), ("AGREE", "planned")]


def test_who_insists_on_what_is_past_plans_nothing(code: Code) -> None:
    assert code("أصر الوزير على أن قواته لم تقصف المدنيين.").one("ASSAULT").status == "negated"
