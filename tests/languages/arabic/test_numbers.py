"""Numbers in digits and words: a hand-made gold file, and ordinals."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.knowledge import Knowledge
from waqai.languages.analysis import Token
from waqai.languages.arabic.language import ArabicLanguage
from waqai.languages.arabic.numbers import read_number, read_ordinal
from waqai.languages.arabic.orthography import fold
from waqai.records import Report

GOLD = Path(__file__).with_name("gold_numbers.tsv")
WANTED = 0.95


def gold_rows() -> list[list[str]]:
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [line.split("\t") for line in lines[1:]]


def tokens_of(text: str) -> list[Token]:
    found = []
    for word in text.split():
        key = fold(word)
        value = float(key) if key.isdigit() else None
        found.append(Token(word, 0, len(word), "num" if value is not None else "noun", key, key, value=value))
    return found


def test_gold_file_is_large_enough() -> None:
    assert len(gold_rows()) >= 60


def test_gold_numbers() -> None:
    arabic = ArabicLanguage.load(Knowledge.load().names)
    wrong = []
    rows = gold_rows()
    for text, *expected in rows:
        sentence = arabic.analyse(Report(text, published="2020-02-05")).sentences[0]
        found = [
            [
                sentence.words(number.start, number.end).text,
                number.op,
                f"{number.value:g}" if number.value < 1e6 else str(int(number.value)),
                sentence.tokens[number.counted].text if number.counted >= 0 else "",
            ]
            for number in sentence.numbers
        ]
        if (expected not in found) if expected[0] else bool(found):
            wrong.append((text, expected, found))
    assert 1 - len(wrong) / len(rows) >= WANTED, wrong


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("واحد", 1, 1),
        ("ثلاثة عشر", 13, 2),
        ("تسعة وتسعون", 99, 2),
        ("مئة وخمسة", 105, 2),
        ("ثلاث مئة", 300, 2),
        ("ألف وتسعمئة وثمانية وأربعون", 1948, 4),
        ("مئة وعشرون ألفا", 120_000, 3),
        ("مليونان وثلاثمئة ألف", 2_300_000, 3),
        ("ثلاثة وخمسة", 3, 1),
        ("عشرون ثلاثون", 20, 1),
        ("٣٥", 35, 1),
    ],
)
def test_number_words(text: str, value: float, end: int) -> None:
    found = read_number(tokens_of(text), 0)
    assert found is not None
    assert (found.value, found.end) == (value, end)


@pytest.mark.parametrize("text", ["كتاب", "و", "بين", "أحد الوزراء", "ما بين", "أكثر من"])
def test_no_number(text: str) -> None:
    assert read_number(tokens_of(text), 0) is None


@pytest.mark.parametrize(
    ("text", "value", "end"),
    [
        ("الأول", 1, 1),
        ("الثانية", 2, 1),
        ("العاشر", 10, 1),
        ("الحادي عشر", 11, 2),
        ("الثالث والعشرين", 23, 2),
        ("الثلاثين", 30, 1),
        ("الحادي والثلاثين", 31, 2),
    ],
)
def test_ordinals(text: str, value: int, end: int) -> None:
    assert read_ordinal(tokens_of(text), 0) == (end, value)


def test_no_ordinal() -> None:
    assert read_ordinal(tokens_of("الوزير"), 0) is None
