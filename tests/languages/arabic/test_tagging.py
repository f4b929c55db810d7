"""Which reading a word has in its sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from waqai.languages.analysis import Token
from waqai.languages.arabic.orthography import fold

from .conftest import Parsed


def token(parsed: Parsed, word: str) -> Token:
    return next(found for found in parsed.sentence.tokens if found.text == word)


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("قتل الجيش ثلاثة مسلحين.", "قتل", "verb"),
        ("بعد قتل الجندي غادر الوفد.", "قتل", "noun"),
        ("لم يقتل الجيش أحدا.", "يقتل", "verb"),
        ("التقى علي خامنئي الوفد.", "علي", "name"),
        ("وقع الهجوم على القاعدة.", "على", "prep"),
        ("وصل الوفد قبل الاجتماع.", "قبل", "prep"),
        ("أكد الوزير أن الاتفاق قائم.", "أن", "comp"),
        ("الوزير الذي زار القاهرة غادر.", "الذي", "rel"),
        ("زيارة الوزير إلى القاهرة انتهت.", "زيارة", "noun"),
    ],
)
def test_parts_of_speech(parse: Callable[..., Parsed], text: str, word: str, pos: str) -> None:
    assert token(parse(text), word).pos == pos


def test_a_compound_particle_is_one_token(parse: Callable[..., Parsed]) -> None:
    parsed = parse("قُتل الجندي من قبل مسلحين.")
    found = token(parsed, "من قبل")
    assert (found.pos, found.lemma) == ("prep", "من قبل")


def test_a_known_name_covers_all_its_words(parse: Callable[..., Parsed]) -> None:
    parsed = parse("وصل صبري بوقادم إلى بنغازي.")
    names = {found.name for found in parsed.sentence.tokens if found.text in {"صبري", "بوقادم"}}
    assert len(names) == 1
    name = names.pop()
    assert name is not None
    assert name.entries[0].name == "Sabri Boukadoum"


def test_a_name_is_known_behind_its_clitics(parse: Callable[..., Parsed]) -> None:
    found = token(parse("اتفقت مصر مع تونس وبالجزائر."), "وبالجزائر")
    assert found.name is not None
    assert found.prep == "ب"


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("زارت الوزيرة المخيمات.", "زارت", "زار"),
        ("زارت الوزيرة المخيمات.", "المخيمات", "مخيم"),
        ("اعتقلت الشرطة متظاهرين.", "متظاهرين", "متظاهر"),
        ("دعت الحكومة إلى الحوار.", "دعت", "دعا"),
        ("شنت المقاتلات غارات.", "غارات", "غارة"),
        ("قال المسؤولون إن القادة وصلوا.", "القادة", "قائد"),
    ],
)
def test_lemmas(parse: Callable[..., Parsed], text: str, word: str, lemma: str) -> None:
    assert token(parse(text), word).lemma == fold(lemma)


def test_sectors_and_kinds_come_from_the_lexicon(parse: Callable[..., Parsed]) -> None:
    parsed = parse("قتل مسلحون قاضيا.")
    assert token(parsed, "مسلحون").sector == "UAF"
    assert token(parsed, "قاضيا").sector == "JUD"
    assert "person" in token(parsed, "قاضيا").kinds


def test_offsets_lie_in_the_original(parse: Callable[..., Parsed]) -> None:
    text = "وَصَلَ الوزيرُ وبالمدينةِ وفدٌ."
    sentence = parse(text).sentence
    for found in sentence.tokens:
        assert text[found.start : found.end] == found.text
        assert found.start <= found.stem_start < found.stem_end <= found.end
    assert sentence.stem(2).text == "المدينةِ"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("عاد الوزير عندما وصف خصمه الاتفاق بالخطأ.", "وصف"),
        ("كانت الحكومة تشكل لجنة.", "تشكل"),
        ("أعلن الحزب أن شركة فولتا تملك المصنع.", "تملك"),
        ("غادر الوفد لأنه رفض الشروط.", "رفض"),
        ("نفى كل من يقود الحملة هذه الأنباء.", "يقود"),
        ("سقط الجنود في كمين نصبته ميليشيات محلية.", "نصبته"),
        ("غادر السفير، لكن رفض الوفد المغادرة.", "رفض"),
        ("كان الوزير في القاهرة.", "كان"),
        ("عاد إلى بلاده ليعيش فيها.", "ليعيش"),
    ],
)
def test_a_verb_that_could_be_a_noun(parse: Callable[..., Parsed], text: str, word: str) -> None:
    assert token(parse(text), word).pos == "verb"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("أثار تحفظ الوفد جدلا.", "تحفظ"),
        ("وصفه بأنه أمرٌ مرفوض.", "أمرٌ"),
        ("تضمن البيان تنويها بدور الأردن.", "تنويها"),
        ("بدأ تشكل الجبهة الجديدة.", "تشكل"),
    ],
)
def test_a_noun_that_could_be_a_verb(parse: Callable[..., Parsed], text: str, word: str) -> None:
    assert token(parse(text), word).pos == "noun"
