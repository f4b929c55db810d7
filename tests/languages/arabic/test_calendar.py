"""Expressions of time: a hand-made gold file, and the behaviour that it cannot show."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.knowledge import Knowledge
from waqai.languages.analysis import Sentence
from waqai.languages.arabic.calendar import find_times
from waqai.languages.arabic.calendar_words import calendar_words
from waqai.languages.arabic.language import ArabicLanguage
from waqai.records import Report

GOLD = Path(__file__).with_name("gold_times.tsv")
WANTED = 0.95
WEDNESDAY = "2020-02-05"


@pytest.fixture(scope="module")
def arabic() -> ArabicLanguage:
    return ArabicLanguage.load(Knowledge.load().names)


def read(arabic: ArabicLanguage, text: str, published: str = WEDNESDAY) -> Sentence:
    return arabic.analyse(Report(text, published=published)).sentences[0]


def gold_rows() -> list[tuple[str, ...]]:
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [tuple(line.split("\t")) for line in lines[1:]]


def test_gold_file_is_large_enough() -> None:
    assert len(gold_rows()) >= 130


def test_gold_expressions(arabic: ArabicLanguage) -> None:
    wrong = []
    rows = gold_rows()
    for published, text, *expected in rows:
        found = [[t.text.text, t.since, t.until, t.granularity] for t in read(arabic, text, published).times]
        if (expected not in found) if expected[0] else bool(found):
            wrong.append((text, expected, found))
    assert 1 - len(wrong) / len(rows) >= WANTED, wrong


def test_offsets_point_at_the_words(arabic: ArabicLanguage) -> None:
    for published, text, *_ in gold_rows():
        for time in read(arabic, text, published).times:
            assert text[time.text.start : time.text.end] == time.text.text


def test_vowel_marks_do_not_disturb(arabic: ArabicLanguage) -> None:
    (time,) = read(arabic, "وصلَ الوزيرُ يومَ الثلاثاءِ إلى تونس.").times
    assert (time.since, time.text.text) == ("2020-02-04", "يومَ الثلاثاءِ")


def test_tokens_are_marked(arabic: ArabicLanguage) -> None:
    sentence = read(arabic, "قتل جندي في 5 شباط/فبراير 2020.")
    assert [token.text for token in sentence.tokens if "time" in token.kinds] == ["5", "شباط", "/", "فبراير", "2020"]


@pytest.mark.parametrize(
    ("text", "past", "ahead"),
    [
        ("يلتقي الوفدان الخميس.", "2020-01-30", ("2020-02-06", "2020-02-06")),
        ("تجرى الانتخابات في 20 مارس.", "2019-03-20", ("2020-03-20", "2020-03-20")),
        ("تقدم اللجنة تقريرها خلال 20 يوما.", "2020-01-16", ("2020-02-05", "2020-02-25")),
        ("تجرى الانتخابات في أبريل.", "2019-04-01", ("2020-04-01", "2020-04-30")),
    ],
)
def test_both_readings_are_kept(arabic: ArabicLanguage, text: str, past: str, ahead: tuple[str, str]) -> None:
    (time,) = read(arabic, text).times
    assert (time.since, time.ahead) == (past, ahead)


@pytest.mark.parametrize("text", ["وصل الوزير أمس.", "وصل الوزير قبل أسبوع.", "وصل الوزير الشهر الماضي."])
def test_without_publication_the_words_are_the_constraint(arabic: ArabicLanguage, text: str) -> None:
    (time,) = read(arabic, text, "").times
    assert (time.since, time.until, time.constraint) == ("", "", time.text.text)


@pytest.mark.parametrize("published", ["", "yesterday", "2020-13-40"])
def test_invalid_publication_dates_are_unknown(arabic: ArabicLanguage, published: str) -> None:
    (time,) = read(arabic, "وصل الوزير أمس.", published).times
    assert time.since == ""


def test_counted_from_another_event_stays_open(arabic: ArabicLanguage) -> None:
    (time,) = read(arabic, "اندلعت المعارك بعد يومين من توقيع الاتفاق.").times
    assert (time.since, time.until, time.constraint) == ("", "", "بعد يومين")


def test_a_sentence_without_words_is_empty() -> None:
    sentence = Sentence(0, "text", 0, 0, "")
    assert find_times(sentence, dt.date(2020, 2, 5)) == []


def test_several_expressions_keep_text_order(arabic: ArabicLanguage) -> None:
    times = read(arabic, "قتل ثلاثة أمس الثلاثاء وأصيب آخرون في 23 يناير بعد هجوم عام 2018.").times
    assert [time.text.text for time in times] == ["أمس الثلاثاء", "23 يناير", "عام 2018"]


@pytest.mark.parametrize(
    "text", ["في 31 فبراير 2020 وقع الهجوم.", "في 45/45/2020 وقع الهجوم.", "15 رمضان 1299 وقع الهجوم."]
)
def test_impossible_dates_do_not_fail(arabic: ArabicLanguage, text: str) -> None:
    assert all(time.granularity != "day" for time in read(arabic, text).times)


def test_far_away_times_stay_open(arabic: ArabicLanguage) -> None:
    (time,) = read(arabic, "عاش الإنسان هنا قبل 65 مليون سنة.").times
    assert (time.since, time.until) == ("", "")


WORDS = [
    *sorted(calendar_words().surfaces)[::7],
    "5",
    "23",
    "2011",
    "5/2/2020",
    "1436",
    "48",
    "،",
    "(",
    ")",
    "-",
    "/",
    "و",
    "من",
    "إلى",
    "خمسة",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    published=st.sampled_from([WEDNESDAY, "2024-02-29", "1999-12-31", ""]),
)
def test_any_sequence_of_calendar_words_is_read(arabic: ArabicLanguage, words: list[str], published: str) -> None:
    text = " ".join(words)
    for sentence in arabic.analyse(Report(text, published=published)).sentences:
        end = 0
        for time in sentence.times:
            assert end <= time.start < time.end <= len(sentence.tokens)
            assert text[time.text.start : time.text.end] == time.text.text
            assert not (time.since and time.until) or time.since <= time.until
            end = time.end
