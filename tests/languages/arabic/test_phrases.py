"""Noun phrases: iḍāfa, titles, apposition and coordination."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Parsed


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("وصل رئيس حكومة الوفاق الليبية فائز السراج إلى تونس.", "رئيس حكومة الوفاق الليبية فائز السراج"),
        ("وصل وزير الخارجية الجزائري صبري بوقادم إلى بنغازي.", "وزير الخارجية الجزائري صبري بوقادم"),
        ("استقبل الأمير الأمين العام للأمم المتحدة.", "الأمين العام للأمم المتحدة"),
        ("قصفت طائرات مسيرة مجهولة القرية.", "طائرات مسيرة مجهولة"),
        ("أدانت وزارة الخارجية المصرية الهجوم.", "وزارة الخارجية المصرية"),
        ("قتل خمسة جنود أتراك في الهجوم.", "خمسة جنود أتراك"),
        ("أفرجت السلطات عن هؤلاء المعتقلين.", "هؤلاء المعتقلين"),
        ("وصل المبعوث الأممي غسان سلامة أمس.", "المبعوث الأممي غسان سلامة"),
    ],
)
def test_one_phrase_holds_title_adjectives_and_name(parse: Callable[..., Parsed], text: str, phrase: str) -> None:
    assert phrase in parse(text).phrases()


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("اتفقت مصر والسودان على الحل.", ["مصر", "السودان"]),
        ("اجتمع وزراء مصر وتونس والجزائر.", ["وزراء مصر"]),
        ("التقى الرئيس ورئيس الوزراء في القصر.", ["الرئيس", "رئيس الوزراء"]),
        ("أدانت مصر والأردن والسعودية الهجوم.", ["مصر", "الأردن", "السعودية"]),
    ],
)
def test_coordinated_phrases_stand_with_the_first(parse: Callable[..., Parsed], text: str, members: list[str]) -> None:
    parsed = parse(text)
    phrase = next(p for p in parsed.sentence.phrases if parsed.words(p)[0] == members[0])
    assert parsed.words(phrase) == members


def test_states_after_a_state_belong_to_its_genitive(parse: Callable[..., Parsed]) -> None:
    parsed = parse("بدأت محادثات مصر والسودان أمس.")
    phrase = next(p for p in parsed.sentence.phrases if p.tail_conjuncts)
    assert parsed.words(phrase) == ["محادثات مصر"]
    assert [parsed.words(p) for p in phrase.tail_conjuncts] == [["السودان"]]


def test_a_comma_joins_title_and_name(parse: Callable[..., Parsed]) -> None:
    parsed = parse("التقى وزير الخارجية المصري، سامح شكري، الوفد.")
    assert "وزير الخارجية المصري، سامح شكري" in parsed.phrases()


def test_the_preposition_before_a_phrase_governs_it(parse: Callable[..., Parsed]) -> None:
    parsed = parse("وصل الوفد إلى العاصمة.")
    by_words = dict(zip(parsed.phrases(), parsed.sentence.phrases, strict=True))
    assert by_words["العاصمة"].prep == "إلى"
    assert by_words["الوفد"].prep == ""


def test_the_genitive_is_marked(parse: Callable[..., Parsed]) -> None:
    parsed = parse("بدأت زيارة الوزير أمس.")
    phrase = next(p for p in parsed.sentence.phrases if parsed.words(p) == ["زيارة الوزير"])
    assert parsed.sentence.tokens[phrase.possessor].text == "الوزير"


def test_phrases_do_not_overlap(parse: Callable[..., Parsed]) -> None:
    parsed = parse("أعلن الناطق باسم الجيش الليبي، أحمد المسماري، سيطرة القوات على مدينة سرت ومطارها أمس الاثنين.")
    end = 0
    for phrase in parsed.sentence.phrases:
        assert phrase.start >= end
        assert phrase.start <= phrase.head < phrase.end
        end = phrase.end
