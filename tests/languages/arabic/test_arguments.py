"""Which noun phrase is a verb's subject and which its object."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Parsed

Parse = Callable[..., Parsed]


@pytest.mark.parametrize(
    ("text", "verb", "subject", "obj"),
    [
        # a second bare noun phrase shows that the first is the subject
        ("تأمل العاصمة أن ينافس هذا المهرجان مهرجان الساحل.", "ينافس", ["هذا المهرجان"], ["مهرجان الساحل"]),
        # whom «يمكن ل…» names does it
        ("يمكن للمجلس أن يفرض غرامة.", "يفرض", [], ["غرامة"]),
        ("عرضت الصين هذا الأسبوع العديد من الطائرات.", "عرضت", ["الصين"], ["العديد"]),
        ("عرضت الشركة لأول مرة خرائط قديمة.", "عرضت", ["الشركة"], ["خرائط قديمة"]),
        ("تملك جهات خاصة بقية الأراضي.", "تملك", ["جهات خاصة"], ["بقية الأراضي"]),
        ("يجوب الجنود الشوارع بحذر.", "يجوب", ["الجنود"], ["الشوارع"]),
        ("ناقش الوفد القضايا ذاتها.", "ناقش", ["الوفد"], ["القضايا"]),
    ],
)
def test_subject_and_object(parse: Parse, text: str, verb: str, subject: list[str], obj: list[str]) -> None:
    parsed = parse(text)
    assert parsed.subject(verb) == subject
    assert parsed.object(verb) == obj
