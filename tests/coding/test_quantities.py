"""Numbers of events: what they count and in which unit."""

from __future__ import annotations

import pytest

from waqai.coding.pipeline import FrameCoder
from waqai.knowledge import Knowledge
from waqai.languages.arabic.language import ArabicLanguage
from waqai.records import Quantity, Report


@pytest.fixture(scope="module")
def coder() -> FrameCoder:
    knowledge = Knowledge.load()
    return FrameCoder(ArabicLanguage.load(knowledge.names), knowledge, "test", all_mentions=True)


def quantities(coder: FrameCoder, text: str) -> list[Quantity]:
    mentions = coder.code(Report(text, published="2020-02-05")).mentions
    return [quantity for mention in mentions for quantity in mention.quantities]


@pytest.mark.parametrize(
    ("text", "words", "what", "op", "value", "unit"),
    [
        ("قتل الجيش السوري 12 مدنيا.", "12 مدنيا", "killed", "=", 12, "person"),
        ("قتلت القوات التركية ثلاثة مسلحين.", "ثلاثة مسلحين", "killed", "=", 3, "person"),
        ("أسفر القصف عن مقتل ثلاثة جنود وإصابة سبعة آخرين.", "سبعة آخرين", "injured", "=", 7, "person"),
        ("اعتقلت الشرطة التونسية 30 متظاهرا على الأقل.", "30 متظاهرا على الأقل", "arrested", ">=", 30, "person"),
        ("تظاهر آلاف الطلاب في العاصمة الجزائرية.", "آلاف الطلاب", "protesters", ">=", 2000, "person"),
        ("أرسلت الجزائر أزيد من 100 طن من المساعدات إلى ليبيا.", "أزيد من 100 طن", "aid", ">=", 100, "tonne"),
        ("منحت ألمانيا السودان 300 مليون يورو.", "300 مليون يورو", "money given", "=", 300_000_000, "EUR"),
        ("أوقعت الغارات التركية 40 قتيلا.", "40 قتيلا", "killed", "=", 40, "person"),
        ("حكمت المحكمة على 8 ناشطين بالسجن.", "8 ناشطين", "convicted", "=", 8, "person"),
        ("طردت روسيا 23 دبلوماسيا بريطانيا.", "23 دبلوماسيا", "expelled", "=", 23, "person"),
    ],
)
def test_number_of_an_argument(
    coder: FrameCoder, text: str, words: str, what: str, op: str, value: float, unit: str
) -> None:
    found = [(q.text.text, q.what, q.op, q.value, q.unit) for q in quantities(coder, text)]
    assert (words, what, op, value, unit) in found


@pytest.mark.parametrize(
    "text",
    [
        "التقى الرئيس المصري نظيره السوداني في 23 يناير 2020.",
        "التقى الرئيس المصري نظيره السوداني قبل ثلاثة أيام.",
        "قصفت الطائرات الروسية المدينة عام 2016.",
        "انتقدت الولايات المتحدة المادة 20 من الدستور المصري.",
    ],
)
def test_dates_and_labels_are_no_quantities(coder: FrameCoder, text: str) -> None:
    assert quantities(coder, text) == []


def test_offsets_point_at_the_words(coder: FrameCoder) -> None:
    text = "قتل الجيش السوري أكثر من 12 مدنيا واعتقل 20 آخرين."
    found = quantities(coder, text)
    assert found
    for quantity in found:
        assert text[quantity.text.start : quantity.text.end] == quantity.text.text


def test_a_number_is_given_once_in_an_event(coder: FrameCoder) -> None:
    mentions = coder.code(Report("قتل الجيش السوري 12 مدنيا.", published="2020-02-05")).mentions
    assert [len(mention.quantities) for mention in mentions] == [1]
