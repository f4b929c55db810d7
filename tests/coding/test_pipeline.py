"""The coder as a whole: determinism, independence of reports, robustness."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from waqai import Coder
from waqai.coding.pipeline import FrameCoder
from waqai.records import Report, to_json

TEXT = (
    "استقبل الرئيس المصري أمس وزير الخارجية الفرنسي في القاهرة. وقال الوزير إن فرنسا تدين الهجوم على المطار.\n"
    "وكان مسلحون قد قتلوا ثلاثة جنود في مدينة العريش، بحسب مصدر أمني."
)


def coded(coder: Coder, text: str, **more: str) -> bytes:
    return to_json(coder.code(Report(text=text, published="2020-02-05", language="ar", **more)))


def test_a_report_is_coded_alike_every_time(coder: Coder) -> None:
    fresh = FrameCoder(coder.language, coder.knowledge, "test", all_mentions=True)
    report = Report(text=TEXT, published="2020-02-05")
    assert fresh.code(report).mentions == coder.code(report).mentions
    assert coded(coder, TEXT) == coded(coder, TEXT)


def test_a_report_does_not_depend_on_the_one_before(coder: Coder) -> None:
    alone = coded(coder, "وأدان الوزير الهجوم.")
    coded(coder, TEXT)
    assert coded(coder, "وأدان الوزير الهجوم.") == alone


def test_sentences_cover_the_report(coder: Coder) -> None:
    report = Report(text=TEXT, title="الرئيس يستقبل الوزير", published="2020-02-05")
    found = coder.code(report)
    assert [sentence.part for sentence in found.sentences] == ["title", "text", "text", "text"]
    for sentence in found.sentences:
        assert report.part(sentence.part)[sentence.start : sentence.end] == sentence.text


def test_the_headline_is_sentence_zero(coder: Coder) -> None:
    found = coder.code(Report(text="النص.", title="الجيش السوري يقصف إدلب", published="2020-02-05"))
    assert [mention.sentence for mention in found.mentions] == [0]
    assert found.mentions[0].trigger.part == "title"


def test_a_report_without_a_date_can_be_coded(coder: Coder) -> None:
    assert coder.code(Report(text=TEXT, language="ar")).mentions


def test_an_empty_report_has_no_events(coder: Coder) -> None:
    assert coder.code(Report(text="", language="ar")).mentions == ()


def test_vowel_marks_do_not_change_what_is_coded(coder: Coder) -> None:
    plain = coder.code(Report(text="أدانت مصر الهجوم.", published="2020-02-05", language="ar"))
    marked = coder.code(Report(text="أدانَتْ مِصْرُ الهُجُومَ.", published="2020-02-05", language="ar"))
    assert [(m.type, [p.country for p in m.actors]) for m in plain.mentions] == [
        (m.type, [p.country for p in m.actors]) for m in marked.mentions
    ]


WORDS = (
    "استقبل الرئيس المصري وقصفت إن أن الذي و لم سوف ، . « » : من على في قتل مقتل تم بزيارة مضيفا 25 ثلاثة أمس "
    "وأضاف سيلتقي الجانبان وزير الخارجية قال ( ) - بينما كان قد مصر واشنطن علي نفى زعم بين اشتباكات وفق مصدر له معه"
).split()


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*WORDS, "\n"]), max_size=40), st.sampled_from(["", "2020-02-05"]))
def test_any_order_of_words_can_be_coded(coder: Coder, words: list[str], published: str) -> None:
    report = Report(text=" ".join(words), published=published, language="ar")
    for mention in coder.code(report).mentions:
        assert report.text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
