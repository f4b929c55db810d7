"""Words taken apart: what is attached before and after the stem."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.languages.arabic.clitics import Segmentation
from waqai.languages.arabic.language import ArabicLanguage
from waqai.languages.arabic.orthography import fold


def best(language: ArabicLanguage, word: str) -> Segmentation:
    return language.splitter.split(word).segmentations[0]


@pytest.mark.parametrize(
    ("word", "conj", "prep", "definite", "pronoun", "lemma"),
    [
        ("وبالمدينة", "و", "ب", True, "", "مدينة"),
        ("لقاءاتهما", "", "", False, "هما", "لقاء"),
        ("وللوزير", "و", "ل", True, "", "وزير"),
        ("ومطالباتها", "و", "", False, "ها", "مطالبة"),
        ("فوزيرنا", "ف", "", False, "نا", "وزير"),
        ("بقصفهم", "", "ب", False, "هم", "قصف"),
        ("وَالمَدِينَةِ", "و", "", True, "", "مدينة"),
        ("كوزير", "", "ك", False, "", "وزير"),
        ("للمتظاهرين", "", "ل", True, "", "متظاهر"),
        ("وزارته", "", "", False, "ه", "وزارة"),
    ],
)
def test_nouns(
    language: ArabicLanguage, word: str, conj: str, prep: str, definite: bool, pronoun: str, lemma: str
) -> None:
    found = best(language, word)
    assert (found.conj, found.prep, found.definite, found.pronoun) == (conj, prep, definite, pronoun)
    assert fold(found.lemma) == fold(lemma)


@pytest.mark.parametrize(
    ("word", "conj", "future", "pronoun", "lemma"),
    [
        ("فسيلتقي", "ف", True, "", "التقى"),
        ("سيكتبونها", "", True, "ها", "كتب"),
        ("وسيزورونه", "و", True, "ه", "زار"),
        ("فاعتقلته", "ف", False, "ه", "اعتقل"),
        ("اتهموه", "", False, "ه", "اتهم"),
        ("أبلغتهم", "", False, "هم", "أبلغ"),
        ("وستواصل", "و", True, "", "واصل"),
        ("فقتلوهم", "ف", False, "هم", "قتل"),
    ],
)
def test_verbs(language: ArabicLanguage, word: str, conj: str, future: bool, pronoun: str, lemma: str) -> None:
    found = best(language, word)
    assert found.pos == "verb"
    assert (found.conj, found.future, found.pronoun) == (conj, future, pronoun)
    assert fold(found.lemma) == fold(lemma)


@pytest.mark.parametrize(
    "word",
    ["والد", "بنك", "كتاب", "وزير", "فرنسا", "لبنان", "باريس", "سلاح", "لجنة", "بيان", "وفد", "كلمة", "سياسة", "فوز"],
)
def test_first_letters_that_belong_to_the_word_stay(language: ArabicLanguage, word: str) -> None:
    found = best(language, word)
    assert (found.conj, found.prep, found.future, found.length) == ("", "", False, 0)


@pytest.mark.parametrize("word", ["فيه", "إليها", "معهم", "عنه"])
def test_prepositions_take_pronouns(language: ArabicLanguage, word: str) -> None:
    found = best(language, word)
    assert found.pos == "prep"
    assert found.pronoun


def test_splitting_is_remembered(language: ArabicLanguage) -> None:
    assert language.splitter.split("وبالمدينة") is language.splitter.split("وبالمدينة")


@given(st.text(st.sampled_from("ابتةىيأإوفلسكنمهءؤَّـ"), max_size=12).map(lambda tail: "ب" + tail))
def test_every_word_has_a_reading_that_covers_it(language: ArabicLanguage, word: str) -> None:
    found = language.splitter.split(word)
    assert found.segmentations
    for item in found.segmentations:
        assert 0 <= item.length <= len(found.cleaned)
        if not item.pronoun:
            assert fold(found.cleaned[item.length :]).endswith(item.key[-1:])
