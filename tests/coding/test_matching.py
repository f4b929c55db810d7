"""Which sense a word has: objects, prepositions and idioms decide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Coded

Code = Callable[..., Coded]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("دعا الرئيس المصري نظيره التونسي لزيارة القاهرة.", "AGREE"),
        ("دعت الأمم المتحدة الأطراف إلى وقف القتال.", "REQUEST"),
        ("قطعت السعودية علاقاتها مع إيران.", "SANCTION"),
        ("سلم المسلحون أسلحتهم.", "RETREAT"),
        ("حكمت المحكمة على المتهم بالسجن خمس سنوات.", "SANCTION"),
        ("فرضت الولايات المتحدة عقوبات على إيران.", "SANCTION"),
        ("طردت فرنسا السفير السوري.", "SANCTION"),
        ("أفرجت السلطات عن خمسة معتقلين.", "RETREAT"),
        ("أعلنت الحكومة وقف إطلاق النار.", "CONCEDE"),
        ("استدعت تركيا السفير الأميركي.", "ACCUSE"),
        ("فتحت النيابة تحقيقا مع الوزير.", "ACCUSE"),
        ("نشر الجيش قوات على الحدود.", "MOBILIZE"),
        ("أضرب العمال عن العمل.", "PROTEST"),
        ("هدد الرئيس الإيراني إسرائيل بالرد.", "THREATEN"),
        ("وقعت مصر والسودان اتفاقية للتعاون.", "SUPPORT"),
        ("انسحبت القوات من المدينة.", "RETREAT"),
        ("استقال رئيس الوزراء اللبناني.", "RETREAT"),
        ("أرسلت الكويت مساعدات غذائية إلى اليمن.", "AID"),
    ],
)
def test_the_type_of_an_act(code: Code, text: str, kind: str) -> None:
    assert code(text).types == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("قصفت المدفعية المدينة.", "ASSAULT", "heavy-weapons"),
        ("اتصل الرئيس المصري هاتفيا بنظيره التونسي.", "CONSULT", "phone"),
        ("زار وزير الخارجية الفرنسي بيروت.", "CONSULT", "visit"),
        ("اعتقلت الشرطة ثلاثة متظاهرين.", "COERCE", "arrest"),
        ("خطف مسلحون ثلاثة مهندسين.", "ASSAULT", "abduct"),
        ("تظاهر آلاف الطلاب في الخرطوم.", "PROTEST", "demo"),
        ("أفرجت السلطات عن خمسة معتقلين.", "RETREAT", "release"),
        ("استقال وزير العدل.", "RETREAT", "resign"),
        ("رحلت السلطات خمسين مهاجرا.", "COERCE", "deport"),
        ("حكمت المحكمة على المتهم بالسجن خمس سنوات.", "SANCTION", "convict"),
        ("طردت فرنسا السفير السوري.", "SANCTION", "expel"),
    ],
)
def test_the_mode_of_an_act(code: Code, text: str, kind: str, mode: str) -> None:
    assert code(text).one(kind).mode == mode


@pytest.mark.parametrize(
    "text",
    [
        "بحثت الشرطة عن المفقودين.",
        "تعيش ليبيا أزمة سياسية.",
        "فاز الفريق المصري بالمباراة.",
        "قال الوزير إن الوضع هادئ.",
        "ولد الرئيس في قرية صغيرة.",
    ],
)
def test_what_is_no_event(code: Code, text: str) -> None:
    assert code(text).types == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("وقعت مواجهات في الحي.", ["ASSAULT"]),  # the plural alone is a clash
        ("يشرح الكتاب سبل مواجهة التطرف.", []),
        ("شرح الوزير الاتفاق النووي مع إيران.", []),  # a thing that exists
        ("توصل الوزير إلى اتفاق مع نظيره الروسي.", ["AGREE"]),
        ("قطع محتجون الطريق بالإطارات.", ["PROTEST"]),
        ("قطعت القوات الطريق إلى المعسكر.", []),
        ("أوقفت الشرطة ناشطين.", ["COERCE"]),
        ("تحدث الكاتب عن إيقاف الحرب.", []),  # nobody is arrested
        ("استدعت مصر السفير الإيراني.", ["ACCUSE"]),
        ("استدعت مصر سفيرها في طهران.", ["SANCTION"]),
        ("يعد الوزير أقدم مسؤول في الحكومة.", []),
    ],
)
def test_how_a_word_stands_decides_whether_it_is_an_act(code: Code, text: str, kinds: list[str]) -> None:
    assert code(text).types == kinds


def test_who_is_called_so_is_asked_nothing(code: Code) -> None:
    assert "REQUEST" not in code("قال رجل يدعى عمر إن الجيش السوري قتل عشرة مدنيين.").types


def test_aircraft_named_before_the_verb_are_not_its_victims(code: Code) -> None:
    for mention in code("طيران التحالف استهدف فجر أمس.").mentions:
        assert mention.recipients == ()
