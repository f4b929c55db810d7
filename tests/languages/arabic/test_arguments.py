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
        ("عرضت الصين هذا الأسبوع العديد من الطائرات.", "عرضت", ["الصين"], ["العديد"]),
        ("عرضت الشركة لأول مرة خرائط قديمة.", "عرضت", ["الشركة"], ["خرائط قديمة"]),
        ("تملك جهات خاصة بقية الأراضي.", "تملك", ["جهات خاصة"], ["بقية الأراضي"]),
        ("ناقش الوفد القضايا ذاتها.", "ناقش", ["الوفد"], ["القضايا"]),
        # degrees, measures, ordinals
        ("تضمنت جوائزه الأكثر غرابة جائزة السفير.", "تضمنت", ["جوائزه الأكثر غرابة"], ["جائزة السفير"]),
        ("تفرقت الكثير من الجموع.", "تفرقت", ["الكثير"], []),
        ("دمر القصف في القرن السادس عشر القلعة.", "دمر", ["القصف"], ["القلعة"]),
        # a full relative clause gives its verb's object back
        ("تضم الحديقة التي يبلغ طولها أربعة كيلومترات بحيرة.", "تضم", ["الحديقة"], ["بحيرة"]),
        # the present of a causative looks like that of the bare verb
        ("يظهر التقرير تقدما كبيرا.", "يظهر", ["التقرير"], ["تقدما كبيرا"]),
        # nouns for times of which something is said
        ("يضم التاريخ القديم قصصا كثيرة.", "يضم", ["التاريخ القديم"], ["قصصا كثيرة"]),
        # what stood before was no subject after all
        ("النفط يستثمر فيه المستثمرون الأموال.", "يستثمر", ["المستثمرون"], ["الأموال"]),
        # the clause after a subordinate one starts anew
        ("بعد أن أكد الوزير أن المساحة تقلصت، طالبت الوزارة بالتعويض.", "طالبت", ["الوزارة"], []),
        ("حذرت المحاكم أعضاءها بألا يصدقوا الشائعات.", "حذرت", ["المحاكم"], ["أعضاءها"]),
        ("جعل القصف السكان يغادرون المدينة.", "جعل", ["القصف"], ["السكان"]),
        ("أعداد متزايدة من الناس يتوجهون إلى الحدود.", "يتوجهون", ["أعداد متزايدة"], []),
        ("لم يعد الجيش يسيطر على المدينة.", "يسيطر", ["الجيش"], []),
    ],
)
def test_subject_and_object(parse: Parse, text: str, verb: str, subject: list[str], obj: list[str]) -> None:
    parsed = parse(text)
    assert parsed.subject(verb) == subject
    assert parsed.object(verb) == obj


@pytest.mark.parametrize(
    ("text", "verb", "order"),
    [
        ("بدأت الأمور تشهد تغييرا.", "تشهد", "shared"),
        ("بات الحزب يطالب بالتغيير.", "يطالب", "shared"),
        ("كان الجيش يقصف المدينة.", "يقصف", "SV"),
        ("هناك أحزاب تطالب بالتغيير.", "تطالب", "relative"),
        ("هو حزب يطالب بالتغيير.", "يطالب", "relative"),
        ("الرئيس في كلمة ألقاها أمس دعا إلى الحوار.", "دعا", "SV"),
    ],
)
def test_where_the_subject_comes_from(parse: Parse, text: str, verb: str, order: str) -> None:
    assert parse(text).of(verb).subject_order == order


def test_whom_a_modal_verb_names_does_it(parse: Parse) -> None:
    parsed = parse("يمكن للمجلس أن يفرض غرامة.")
    subject = parsed.of("يفرض").subject
    assert subject is not None
    assert parsed.sentence.tokens[subject.head].key == "مجلس"
    assert parsed.object("يفرض") == ["غرامة"]


def test_a_causative_has_its_own_lemma(parse: Parse) -> None:
    assert parse("يخرج الجيش المسلحين من المدينة.").of("يخرج").lemma == "اخرج"
    assert parse("يخرج الجيش من المدينة.").of("يخرج").lemma == "خرج"


def test_not_to_is_a_clause(parse: Parse) -> None:
    assert "neg" in parse("طالبت الحكومة الشركات بألا تخفض الأجور.").of("تخفض").markers


@pytest.mark.parametrize(
    ("text", "verb", "subject", "obj"),
    [
        ("طالب الرئيس اليمني عبد ربه منصور هادي المليشيات الحوثية بالانسحاب.", "طالب", 5, "المليشيات الحوثية"),
        ("تتهم الولايات المتحدة النظام السوري بالقصف.", "تتهم", 1, "النظام السوري"),
        ("استقبل الشيخ تميم بن حمد أمير دولة قطر وزير الخارجية.", "استقبل", 6, "وزير الخارجية"),
    ],
)
def test_names_side_by_side(parse: Parse, text: str, verb: str, subject: int, obj: str) -> None:
    parsed = parse(text)
    found = parsed.of(verb).subject
    assert found is not None
    assert found.end - found.head >= subject - 1
    assert parsed.object(verb) == [obj]


def test_people_are_coordinated_past_what_describes_them(parse: Parse) -> None:
    parsed = parse("دارت معارك بين المقاومة الموالية للشرعية والمتمردين الحوثيين.")
    between = next(phrase for prep, phrase in parsed.of("معارك").obliques if prep == "بين")
    assert [parsed.sentence.tokens[member.head].text for member in between.conjuncts] == ["والمتمردين"]


def test_a_fronted_indefinite_accusative_is_no_topic(parse: Parse) -> None:
    parsed = parse("بعد إصدار محكمة حكما غيابيا يقضي بالسجن، أقر مجلس النواب قانونا.")
    assert parsed.of("يقضي").subject_order == "relative"
    assert parsed.object("أقر") == ["قانونا"]


def test_after_a_relative_clause_the_topic_has_its_verb(parse: Parse) -> None:
    parsed = parse("قال المصدر إن المفاوضات التي يتولاها موفد قطري توقفت.")
    assert parsed.subject("توقفت") == ["المفاوضات"]
