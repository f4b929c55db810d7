"""Modes that the content or the event's own words show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("طالبت الحكومة المتمردين بوقف القتال.", "REQUEST", "yield"),
        ("دعت الأمم المتحدة الأطراف إلى حوار شامل.", "REQUEST", "meet"),
        ("طالبت الوكالة الدول المانحة بتوفير التمويل.", "REQUEST", "assist"),
        ("قال الوزير إنه يجب أن تدعم الدول المانحة اللاجئين.", "REQUEST", "assist"),
        ("طالبت المعارضة الحكومة بإصلاح القضاء.", "REQUEST", "change"),
        ("هدد الرئيس الأمريكي موسكو بعقوبات جديدة.", "THREATEN", "relations"),
        ("قتل خمسة مدنيين في هجمات بالغاز السام.", "ASSAULT", "unconventional"),
        ("نشرت واشنطن مقاتلات في القاعدة التركية.", "MOBILIZE", "weapons"),
    ],
)
def test_words_show_the_mode(code: Code, text: str, kind: str, mode: str) -> None:
    assert code(text).one(kind).mode == mode


def test_a_name_is_no_word_of_the_content(code: Code) -> None:
    found = code("قال الوزير سامح شكري إنه يجب أن تصلح الدولة القضاء.").one("REQUEST")
    assert found.mode == "change"


def test_a_mention_without_means_takes_them_from_the_other(code: Code) -> None:
    coded = code("شنت تركيا غارات على قرية عراقية. وأدانت بغداد القصف التركي.")
    assert [m.mode for m in coded.mentions if m.type == "ASSAULT"] == ["aerial", "aerial"]
    assert any(reason.field == "mode" for reason in coded.one("ASSAULT", 1).because)
