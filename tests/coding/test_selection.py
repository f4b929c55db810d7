"""Event nouns that are left out because they say of nobody that he did anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    "text",
    [
        "التعاون مهم لاستقرار المنطقة.",
        "لا بديل عن الحوار.",
    ],
)
def test_a_noun_with_nobody_is_no_event(code: Code, text: str) -> None:
    assert [kind for kind in code(text).types if kind in {"COOPERATE", "CONSULT"}] == []


def test_a_noun_with_its_sides_is_one(code: Code) -> None:
    assert code("بدأت المحادثات بين مصر والسودان.").types == ["CONSULT"]


def test_violence_counts_with_nobody_named(code: Code) -> None:
    assert code("وقع انفجار في وسط المدينة.").types == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "واجه المتهم تهمة القتل.",
        "يناقش الكتاب ثقافة القتل في المدن.",
        "طالبت الجمعية بتعديل عقوبة الخطف.",
    ],
)
def test_an_act_that_only_names_a_notion_or_a_charge_is_no_event(code: Code, text: str) -> None:
    assert "ASSAULT" not in code(text).types


def test_a_word_for_a_kind_of_thing_is_no_blow(code: Code) -> None:
    assert code("رأى الكاتب في القصيدة ضربا من الغزل.").types == []


def test_who_blows_himself_up_attacks(code: Code) -> None:
    mention = code("قالت الشرطة إن رجلا يقود شاحنة فجر نفسه قرب السوق.").one("ASSAULT")
    assert mention.mode == "suicide-attack"


@pytest.mark.parametrize(
    "text",
    [
        "دعا الوسيط إلى الهدوء لتفادي وقوع اشتباكات.",
        "راقب المبعوث وقف إطلاق النار.",
        "يشرف المركز على مساعدة المحتاجين لإنقاذ الأطفال.",
        "قال الكاتب إنه يجب تغيير العادات.",
        "اقتربت المقاومة من القاعدة المحاصرة.",
    ],
)
def test_what_is_averted_wished_or_only_describes_is_no_event(code: Code, text: str) -> None:
    kinds = code(text).types
    assert not {"ASSAULT", "AID", "AGREE", "COERCE"} & set(kinds)
    assert kinds in ([], ["REQUEST"])


def test_the_must_of_an_official_is_a_demand(code: Code) -> None:
    assert code("قال وزير الخارجية المصري إنه يجب وقف القتال.").types == ["REQUEST"]
    assert code("قال الكاتب إنه يجب تغيير العادات.").types == []


@pytest.mark.parametrize(
    "text",
    [
        "رفضت الحكومة إشراك المعارضة في أي محادثات مع الوفد.",
        "جمع القائد مقاتليه لشن هجوم على الميناء.",
        "وصف الخبير خطة تستهدف السيطرة على الميناء.",
        "شرح الكاتب حجم التهديد الإيراني.",
        "عرض الخبير أساليب قتال المدن.",
    ],
)
def test_what_is_only_thinkable_is_no_event(code: Code, text: str) -> None:
    assert not {"ASSAULT", "CONSULT", "THREATEN", "AGREE"} & set(code(text).types)


def test_any_under_a_negation_is_negated(code: Code) -> None:
    assert code("لم تقع أي اشتباكات بين الجيش والمسلحين.").one("ASSAULT").status == "negated"


def test_a_danger_is_no_threat(code: Code) -> None:
    assert "THREATEN" not in code("انهارت الهدنة ما يهدد بالدخول في دوامة من الحروب.").types


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("سيطر المتمردون على مدينة ساحلية أمس.", ["ASSAULT"]),
        ("قصف الجيش المدينة التي يسيطر عليها المتمردون.", ["ASSAULT"]),
        ("يسيطر المتمردون على مدينة ساحلية.", []),
        ("سيسيطر المتمردون على المدينة.", ["ASSAULT"]),
    ],
)
def test_what_somebody_holds_is_no_act(code: Code, text: str, types: list[str]) -> None:
    assert code(text).types == types
