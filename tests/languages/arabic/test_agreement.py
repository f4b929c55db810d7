"""Agreement of verb and noun, which tells subjects from objects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.languages.arabic.agreement import agrees_after, agrees_before, gender_of, is_indefinite, is_plural

from .conftest import Parsed


@pytest.mark.parametrize(
    ("noun", "gender"),
    [("الوزيرة", "f"), ("الوزير", "m"), ("المدينة", "f"), ("الخليفة", "m"), ("الحرب", "f"), ("الشمس", "f")],
)
def test_gender(parse: Callable[..., Parsed], noun: str, gender: str) -> None:
    assert gender_of(parse(f"عن {noun}").sentence.tokens[1]) == gender


@pytest.mark.parametrize(
    ("noun", "plural"), [("الوزراء", True), ("المتظاهرون", True), ("السيارات", True), ("الوزير", False)]
)
def test_number(parse: Callable[..., Parsed], noun: str, plural: bool) -> None:
    assert is_plural(parse(f"عن {noun}").sentence.tokens[1]) is plural


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("زارت الوزيرة المدينة", True),
        ("زارت الوزير المدينة", False),
        ("زار الوزير المدينة", True),
        ("زار الوزيرة المدينة", False),
        ("قصفت الطائرات المدينة", True),
        ("زار الوزراء المدينة", True),
        ("زاروا الوزراء المدينة", False),
    ],
)
def test_a_verb_before_its_subject_agrees_in_gender_only(parse: Callable[..., Parsed], text: str, agrees: bool) -> None:
    sentence = parse(text).sentence
    phrase = next(p for p in sentence.phrases if p.start == 1)
    assert agrees_before(sentence.tokens, phrase, sentence.tokens[0]) is agrees


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("الوزيرة زارت المدينة", True),
        ("الوزير زارت المدينة", False),
        ("الوزراء زاروا المدينة", True),
        ("الوزراء زار المدينة", False),
        ("الطائرات قصفت المدينة", True),
        ("الطائرات قصف المدينة", False),
        ("الوزيران زارا المدينة", True),
    ],
)
def test_a_verb_after_its_subject_agrees_in_number_too(parse: Callable[..., Parsed], text: str, agrees: bool) -> None:
    sentence = parse(text).sentence
    phrase = next(p for p in sentence.phrases if p.start == 0)
    verb = sentence.tokens[1]
    assert (verb.pos == "verb" and agrees_after(sentence.tokens, phrase, verb)) is agrees


def test_indefinite_phrases(parse: Callable[..., Parsed]) -> None:
    sentence = parse("وصل وفد رسمي ووفد مصر والوفد الأول").sentence
    words = {sentence.words(p.start, p.end).text: p for p in sentence.phrases}
    assert is_indefinite(sentence.tokens, words["وفد رسمي"])
    assert not is_indefinite(sentence.tokens, words["وفد مصر"])
    assert not is_indefinite(sentence.tokens, words["الوفد الأول"])
