"""Folding for comparison: what is united, what is kept, and the way back to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.languages.arabic.orthography import clean, fold, fold_with_offsets

ARABIC = st.text(st.sampled_from("ابتةىيأإآؤئء ًَُِّْـ\u200f\u200d٣۴۵.,،؛«»ﻻﷲﻮکی ٱAz9\n"), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أمريكا", "امريكا"),
        ("إلى", "الى"),
        ("آل ثاني", "ال ثاني"),
        ("وزارة", "وزاره"),
        ("مستشفى", "مستشفي"),
        ("الـــوزير", "الوزير"),
        ("مُحَمَّدٌ", "محمد"),
        ("ﻣﺼﺮ", "مصر"),
        ("کی", "كي"),
        ("\u200fمصر\u200e", "مصر"),
    ],
)
def test_spellings_of_one_word_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("سؤال", "سوال"), ("قرئ", "قري"), ("حضر", "خضر"), ("ماء", "ما")])
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_cleaning_keeps_the_spelling_of_letters() -> None:
    assert clean("أُخْتٌ وإلى مدرسة") == "أخت وإلى مدرسة"


def test_digits_become_ascii() -> None:
    assert clean("٣٫٥ و ۱۲٬۰۰۰") == "3.5 و 12,000"


@given(ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(ARABIC, st.text(max_size=40)))
def test_offsets_lead_back_to_the_letters_they_came_from(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    for at, letter in enumerate(folded):
        assert letter in fold(text[offsets[at]])


def test_a_folded_span_covers_its_original() -> None:
    text = "قال الرَّئيسُ الأَمْريكيُّ إنّ"
    folded, offsets = fold_with_offsets(text)
    start = folded.index("الامريكي")
    end = start + len("الامريكي")
    assert fold(text[offsets[start] : offsets[end - 1] + 1]) == "الامريكي"
