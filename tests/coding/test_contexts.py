"""What an event is about: from its type, its participants and its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.ontology import CONTEXTS

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "kind", "context"),
    [
        ("قصف الجيش السوري مدينة إدلب.", "ASSAULT", "military"),
        ("نشرت تركيا قوات على الحدود.", "MOBILIZE", "military"),
        ("حكمت المحكمة على الوزير بالسجن بتهمة الفساد.", "SANCTION", "legal"),
        ("حكمت المحكمة على الوزير بالسجن بتهمة الفساد.", "SANCTION", "corruption"),
        ("التقى وزير الخارجية المصري نظيره التونسي.", "CONSULT", "diplomatic"),
        ("أدانت فرنسا إسرائيل.", "ACCUSE", "diplomatic"),
        ("دانت الأمم المتحدة الهجوم.", "ACCUSE", "diplomatic"),
        ("قصف الجيش العراقي مواقع تنظيم داعش.", "ASSAULT", "terrorism"),
        ("اعتقلت الشرطة ثلاثة تجار مخدرات.", "COERCE", "illegal_drugs"),
        ("أرسلت الكويت مساعدات غذائية إلى النازحين.", "AID", "human_security"),
        ("طالب البرلمان التونسي الحكومة بالاستقالة.", "REQUEST", "legislative"),
        ("قتل ثلاثة أشخاص في هجمات بالأسلحة الكيميائية.", "ASSAULT", "cbrn"),
        ("تظاهر الآلاف في بغداد قبل الانتخابات البرلمانية.", "PROTEST", "election"),
        ("تظاهر الآلاف في بغداد.", "PROTEST", "rights_freedoms"),
        ("أدانت الأمم المتحدة انتهاكات حقوق الإنسان في سوريا.", "ACCUSE", "human_rights"),
        ("أدانت مصر بناء المستوطنات الإسرائيلية.", "ACCUSE", "territory"),
        ("قتل مسلحون السفير الروسي في أنقرة.", "ASSAULT", "diplomatic"),
        ("استقبل الملك سلمان الرئيس المصري.", "CONSULT", "executive"),
        ("اعتقلت الشرطة ثلاثة صحفيين.", "COERCE", "rights_freedoms"),
        ("طالبت فرنسا إيران بوقف تخصيب اليورانيوم.", "REQUEST", "cbrn"),
    ],
)
def test_a_context_is_named(code: Code, text: str, kind: str, context: str) -> None:
    assert context in code(text).one(kind).contexts


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("اعتقلت الشرطة المصرية ثلاثة مصريين.", "diplomatic"),
        ("اعتقلت الشرطة ثلاثة متظاهرين.", "military"),
        ("التقى وزير الصحة المصري وزير الصحة التونسي.", "military"),
        ("قصف الجيش مواقع المسلحين. وبدأت الانتخابات الرئاسية في تونس.", "election"),
        ("قصف الجيش السوري مدينة إدلب.", "terrorism"),
    ],
)
def test_a_context_that_nothing_names_is_left_out(code: Code, text: str, context: str) -> None:
    for mention in code(text).mentions:
        assert context not in mention.contexts


def test_contexts_come_in_the_order_of_the_codebook(code: Code) -> None:
    found = code("حكمت المحكمة العسكرية على الوزير بالسجن بتهمة الفساد وتهريب المخدرات.").one("SANCTION").contexts
    assert len(found) >= 3
    assert list(found) == sorted(found, key=CONTEXTS.index)
    assert len(set(found)) == len(found)


def test_words_that_name_a_context_are_given_as_the_reason(code: Code) -> None:
    found = code("اعتقلت الشرطة ثلاثة تجار مخدرات.").one("COERCE")
    (reason,) = [reason for reason in found.because if reason.field == "contexts"]
    assert "illegal_drugs" in reason.detail
