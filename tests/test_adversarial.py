"""Texts that nobody would print: no crash, work in proportion to the length, and every stored span is true."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai import CodedReport, Coder, Report
from waqai.records import spans_of

SENTENCE = "التقى وزير الخارجية الجزائري صبري بوقادم أمس قائد الجيش في مدينة بنغازي وبحث معه سبل حل الأزمة"
WORDS = (
    "التقى قال قصفت القوات وزير الخارجية الجزائري مصر في من إلى على أن إن وأضاف لم لن قد كان الذي التي أمس الأربعاء "
    "23 يناير 2020 ١٢ 30,5 ٪ % « » “ ” \" ' ( ) . ، ؛ : ؟ ! … أ.ف.ب د. رويترز حماس دونالد مُحَمَّد ـــ اتفاق محادثات "
    "مقتل ألف طن نحو بين ضد مع بحسب وكالة بيان و ف ب ك ل س ال وال فلل \u200f \u202b \u2067 \u200d \ufeff \ufdfa "
    "😀 http://a.b/ج @waqai #وقائع a مــــصر \n \n\n \t \r\n \u2028 \x00"
).split(" ")
AWKWARD = {
    "only vowel marks": "َُِّ" * 5000,
    "only bidi controls": "\u202b\u200f\u2067\u2069\u061c" * 4000,
    "only emoji": "😀👨\u200d👩\u200d👧🇩🇿" * 3000,
    "presentation forms": "".join(map(chr, range(0xFE70, 0xFEFD))) * 60,
    "ligatures": "\ufdfa \ufdfd " * 3000,
    "nested quotes": "«" * 10_000 + "قال" + "»" * 10_000,
    "nested quotes with words": "«قال " * 10_000 + "»" * 10_000,
    "straight quotes": '"قال ' * 10_000,
    "brackets": "(" * 10_000,
    "tatweel": "ـ" * 20_000,
    "dotted": "أ." * 10_000,
    "dots": "." * 20_000,
    "one word": "و" * 20_000,
    "digits": "12345" * 4000,
    "commas": "، " * 10_000,
    "line ends": "\n" * 20_000,
    "complements": "قال أن " * 3000,
    "coordination": "مصر و" * 3000,
    "iḍāfa": "وزير " * 4000,
    "latin": "a" * 30_000,
    "addresses": "http://a.b/" * 2000,
    "surrounded by controls": "\u202b" + SENTENCE.replace(" ", "\u200f \u202c") + "\u2069",
}


def check(coded: CodedReport) -> None:
    """Check that every stored span equals the text at its offsets."""
    for span in (*spans_of(coded.mentions), *spans_of(coded.sentences)):
        part = coded.report.part(span.part)
        assert 0 <= span.start < span.end <= len(part), span
        assert part[span.start : span.end] == span.text, span


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_text_is_coded_without_a_crash(coder: Coder, name: str) -> None:
    check(coder.code(Report(AWKWARD[name], title=AWKWARD[name][:300], published="2020-02-05", language="ar")))


def test_ordinary_text_is_coded_with_true_spans(coder: Coder) -> None:
    coded = coder.code(Report(SENTENCE, title=SENTENCE, published="2020-02-05", outlet="موقع"))
    assert coded.mentions
    check(coded)


@given(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
)
@settings(max_examples=300)
def test_spans_of_generated_news_are_true(coder: Coder, text: str, title: str) -> None:
    check(coder.code(Report(text, title=title, published="2020-02-05", language="ar")))


@given(
    st.text(
        st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.characters(exclude_categories=["Cs"]),
        max_size=200,
    )
)
@settings(max_examples=200)
def test_spans_of_generated_strings_are_true(coder: Coder, text: str) -> None:
    check(coder.code(Report(text, language="ar")))


def work(run: Callable[[], object]) -> int:
    """Return how many functions are called, which no other program on the machine can disturb."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


LONG = {
    "one line without a full stop": (SENTENCE + " و", 12_000),
    "one line of sentences": (SENTENCE + ". ", 12_000),
    "lines": (SENTENCE + "\n", 12_000),
    "quotes": (f"قال الوزير «{SENTENCE}» ", 12_000),
    "names": ("مصر والجزائر وتونس ", 12_000),
    "numbers": ("قتل 12 شخصا و30 جنديا يوم 5 فبراير 2020 ", 12_000),
}


@pytest.mark.parametrize("name", LONG)
def test_work_grows_with_the_length(name: str) -> None:
    piece, size = LONG[name]
    coder = Coder()
    coder.code(Report(piece, language="ar"))
    short, long = (Report(piece * (n // len(piece)), published="2020-02-05", language="ar") for n in (size, 2 * size))
    assert work(lambda: coder.code(long)) < 2.5 * work(lambda: coder.code(short))


def test_one_line_of_300_kb_is_coded(coder: Coder) -> None:
    text = (SENTENCE + " و") * (300_000 // len(SENTENCE))
    assert coder.code(Report(text, language="ar")).mentions
