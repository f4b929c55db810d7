"""Words and sentences of a text: where they begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.languages.arabic.tokens import Tokenizer, split_sentences, tokenize


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in tokenize(text)]


def sentences(text: str) -> list[str]:
    return [text[group[0].start : group[-1].end] for group in split_sentences(text)]


def kind_of(text: str, word: str) -> str:
    return next(token.kind for token in tokenize(text) if text[token.start : token.end] == word)


def test_words_and_marks_are_separate() -> None:
    assert words("قال الوزير، أمس: «نعم».") == ["قال", "الوزير", "،", "أمس", ":", "«", "نعم", "»", "."]


@pytest.mark.parametrize("number", ["3.5", "1,200", "٣٫٥", "12/5/2020", "٢٠٢٠"])
def test_a_number_is_one_token(number: str) -> None:
    assert kind_of(f"بلغ {number} مليون", number) == "number"


def test_a_number_after_an_attached_word_is_separate() -> None:
    assert words("و1200 قتيل") == ["و", "1200", "قتيل"]


@pytest.mark.parametrize("acronym", ["أ.ف.ب", "د.ب.أ"])
def test_a_dotted_acronym_is_one_token(acronym: str) -> None:
    assert kind_of(f"قالت {acronym} إن", acronym) == "acronym"


def test_vowel_marks_and_tatweel_stay_inside_the_word() -> None:
    assert words("وَصَلَ الوزيـــرُ") == ["وَصَلَ", "الوزيـــرُ"]


def test_an_address_is_one_token() -> None:
    assert "https://example.org/a.b" in words("الموقع https://example.org/a.b اليوم")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوزير. غادر السفير.", ["وصل الوزير.", "غادر السفير."]),
        ("هل وصل الوزير؟ نعم!", ["هل وصل الوزير؟", "نعم!"]),
        ("السطر الأول\nالسطر الثاني", ["السطر الأول", "السطر الثاني"]),
        ("قال: «انسحبنا.» ثم غادر.", ["قال: «انسحبنا.»", "ثم غادر."]),
        ("قتل 3.5 في المئة منهم.", ["قتل 3.5 في المئة منهم."]),
        ("قالت أ.ف.ب إن الوزير وصل.", ["قالت أ.ف.ب إن الوزير وصل."]),
        ("استقبل د. أحمد الوفد.", ["استقبل د. أحمد الوفد."]),
        ("وصل الوزير،\n\nوغادر السفير", ["وصل الوزير،", "وغادر السفير"]),
        ("*** \n ...", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(st.sampled_from("ابتث وة.؟!\n«»،()3٫5\u200fَـ:/aZ@#"), max_size=80))
def test_tokens_are_in_order_and_lose_no_letter(text: str) -> None:
    end, seen = 0, ""
    for token in tokenize(text):
        assert token.start >= end
        assert token.end > token.start
        seen += text[token.start : token.end]
        end = token.end
    assert [c for c in seen if c.isalnum() and c != "ـ"] == [c for c in text if c.isalnum() and c != "ـ"]
    inside = [token for group in split_sentences(text) for token in group]
    assert inside == sorted(inside, key=lambda token: token.start)


@given(st.text(st.sampled_from("ابتث وةدمأ.؟!\n\t«»،()3٫5\u200fَـ:/aZ@#\u00a0"), max_size=80))
def test_remembered_pieces_give_what_the_whole_text_gives(text: str) -> None:
    plain = [(token.kind, token.start, token.end) for token in tokenize(text) if token.kind != "break"]
    tokenizer = Tokenizer()
    for _ in range(2):
        found = [(token.kind, token.start, token.end) for token in tokenizer.tokens(text) if token.kind != "break"]
        assert found == plain
    assert all(text[token.start : token.end] == token.piece.text for token in tokenizer.tokens(text))


def test_line_breaks_end_sentences_wherever_blanks_stand() -> None:
    assert sentences("وصل الوزير \n \n غادر السفير\n\tثم عاد") == ["وصل الوزير", "غادر السفير", "ثم عاد"]
