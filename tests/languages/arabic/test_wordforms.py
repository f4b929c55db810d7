"""The table of word forms: what is found under which key, and that it survives being written and read."""

from __future__ import annotations

import zlib

import pytest

from waqai.languages.arabic.conjugation import Verb
from waqai.languages.arabic.conjugation_nominal import add, inflect
from waqai.languages.arabic.lexicon_files import NounEntry
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.wordform_build import build_from
from waqai.languages.arabic.wordform_table import VERSION, read_forms
from waqai.languages.arabic.wordforms import Reading, WordForms

VERBS = (
    Verb("قتل", "قتل", "1", "au", ("قتل",)),
    Verb("زار", "زور", "1", "au", ("زيارة",)),
    Verb("دعا", "دعو", "1", "au", ("دعوة", "دعاء")),
    Verb("رأى", "رءي", "1", "aa", ("رؤية",)),
    Verb("قرأ", "قرء", "1", "aa", ("قراءة",)),
    Verb("طالب", "طلب", "3"),
    Verb("تحدى", "حدو", "5", "", ("تحدي",)),
    Verb("استدعى", "دعو", "10"),
    Verb("ليس", "ليس", "1", "ai"),
    Verb("انسحب", "سحب", "7"),
)
NOUNS = (
    NounEntry("وزير", ("وزراء",), "m", ("noun",), ("person", "title"), "GOV", "minister"),
    NounEntry("مسلح", ("+un",), "m", ("noun", "adj"), ("person",), "UAF", "gunman"),
    NounEntry("قاض", ("قضاة",), "m", ("noun",), ("person",), "JUD", "judge"),
    NounEntry("طائرة", ("+at",), "f", ("noun",), ("vehicle",), "", "aircraft"),
    NounEntry("مبنى", ("مبان",), "m", ("noun",), ("building",), "", "building"),
    NounEntry("أكبر", (), "m", ("adj",), (), "", "bigger"),
    NounEntry("أحمر", ("حمر",), "m", ("adj",), (), "", "red"),
    NounEntry("ماء", ("مياه",), "m", ("noun",), ("aid",), "", "water"),
    NounEntry("أب", ("آباء",), "m", ("noun",), ("person",), "", "father"),
    NounEntry("مدرس", ("+un",), "m", ("noun",), ("person",), "EDU", "teacher"),
    NounEntry("مدرسة", ("مدارس",), "f", ("noun",), ("building",), "", "school"),
)


@pytest.fixture(scope="module")
def words() -> WordForms:
    return read_forms(build_from(VERBS, NOUNS))


def found(words: WordForms, word: str, *, before_suffix: bool = False) -> list[Reading]:
    """The readings that are spelled exactly so."""
    return [r for spelling, r in words.find(fold(word), before_suffix=before_suffix) if spelling == word]


def test_verb_forms_carry_their_grammar(words: WordForms) -> None:
    assert Reading("verb", "قتل", "", "past", "active", 3, "p", "m") in found(words, "قتلوا")
    assert Reading("verb", "قتل", "", "past", "passive", 3, "p", "m") in found(words, "قتلوا")
    assert {r.mood for r in found(words, "يقتلوا")} == {"sj"}
    assert {r.mood for r in found(words, "يقتلون")} == {"i"}
    assert {r.mood for r in found(words, "يقتل")} == {"isj"}
    assert {r.mood for r in found(words, "يزر")} == {"j"}
    assert {r.tense for r in found(words, "لست")} == {"past"}
    assert not [r for r in found(words, "انسحب") if r.voice == "passive"]


def test_spellings_only_before_a_pronoun(words: WordForms) -> None:
    for word, lemma in [("زيارت", "زيارة"), ("قتلو", "قتل"), ("رآ", "رأى"), ("يقرؤ", "قرأ"), ("وزرائ", "وزير")]:
        assert {r.lemma for r in found(words, word, before_suffix=True)} >= {lemma}, word
        assert lemma not in {r.lemma for r in found(words, word)}, word
    for word in ("زيارة", "قتلوا", "رأى", "مسلحون", "وزيرا", "قاض"):
        assert all(r.construct for r in found(words, word, before_suffix=True)), word
    assert found(words, "دعا", before_suffix=True)
    assert [r.case for r in found(words, "وزراؤ", before_suffix=True)] == ["nom"]
    assert [r.case for r in found(words, "مائ", before_suffix=True)] == ["obl"]
    assert [r.lemma for r in found(words, "مبنا", before_suffix=True)] == ["مبنى"]


def test_dual_and_sound_plural(words: WordForms) -> None:
    noun = Reading("noun", "مسلح", "", "", "", 0, "p", "m", "nom", False, ("person",), "UAF")
    assert noun in found(words, "مسلحون")
    bound = Reading("noun", "مسلح", "", "", "", 0, "p", "m", "nom", True, ("person",), "UAF")
    assert bound in found(words, "مسلحو")
    assert {(r.number, r.case) for r in found(words, "مسلحين") if r.pos == "noun"} == {("d", "obl"), ("p", "obl")}
    assert ("s", "acc", False) in {(r.number, r.case, r.construct) for r in found(words, "وزيرا")}
    assert ("d", "nom", True) in {(r.number, r.case, r.construct) for r in found(words, "وزيرا")}
    assert [r.number for r in found(words, "طائرتان")] == ["d"]
    assert [r.number for r in found(words, "طائرات")] == ["p"]


def test_weak_nominals(words: WordForms) -> None:
    assert [r.lemma for r in found(words, "قاضي") if r.number == "s"] == ["قاض"]
    assert [r.case for r in found(words, "قاضيا") if r.number == "s"] == ["acc"]
    assert {r.lemma for r in found(words, "مباني")} == {"مبنى"}
    assert {(r.pos, r.base) for r in found(words, "تحدي") if r.pos == "masdar"} == {("masdar", "تحدى")}
    assert {(r.lemma, r.voice) for r in found(words, "مستدعاة")} == {("مستدعى", "passive")}
    assert {(r.lemma, r.voice) for r in found(words, "مستدعية")} == {("مستدع", "active")}
    assert "acc" not in {r.case for r in found(words, "ماءا")}
    assert {r.case for r in found(words, "أبو")} == {"nom"}


def test_participles_and_verbal_nouns_name_their_verb(words: WordForms) -> None:
    assert ("participle", "طالب", "acc") in {(r.pos, r.base, r.case) for r in found(words, "مطالبا")}
    assert ("masdar", "طالب", "p") in {(r.pos, r.base, r.number) for r in found(words, "مطالبات")}
    assert ("masdar", "زار") in {(r.pos, r.base) for r in found(words, "زيارة")}


def test_feminines(words: WordForms) -> None:
    assert [(r.lemma, r.gender) for r in found(words, "كبرى")] == [("أكبر", "f")]
    assert [(r.lemma, r.gender) for r in found(words, "حمراء")] == [("أحمر", "f")]
    assert [(r.lemma, r.gender) for r in found(words, "وزيرة")] == [("وزير", "f")]
    assert [r.lemma for r in found(words, "مدرسة")] == ["مدرسة"]


def test_exact_spelling_breaks_ties(words: WordForms) -> None:
    assert {spelling for spelling, _ in words.find("دعي")} == {"دعي"}
    assert {spelling for spelling, _ in words.find("مستدعي")} == {"مستدعى", "مستدعي"}
    assert words.find("زياره")[0][0] == "زيارة"


def test_unknown_words(words: WordForms) -> None:
    for word in ("", "ق", "كككك", "قتلواا", "يقتلونن", "abc"):
        assert words.find(word) == ()


def test_every_spelling_is_found(words: WordForms) -> None:
    spellings = list(words.spellings())
    assert len(spellings) == len(words) > 500
    for spelling in spellings:
        assert found(words, spelling) or found(words, spelling, before_suffix=True), spelling


def test_the_same_rows_make_the_same_bytes() -> None:
    assert build_from(VERBS, NOUNS) == build_from(VERBS, NOUNS)


@pytest.mark.parametrize("data", [b"nothing", zlib.compress(b"nothing"), build_from(VERBS, NOUNS)[1:]])
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a table of word forms"):
        read_forms(data)


def test_tables_of_another_layout_are_refused() -> None:
    data = build_from(VERBS, NOUNS)
    older = data.replace(bytes([VERSION]), bytes([VERSION - 1]), 1)
    with pytest.raises(ValueError, match=f"layout {VERSION - 1}, not {VERSION}: run scripts/compile-data"):
        read_forms(older)


def test_hamza_before_endings() -> None:
    assert add("جزء", "ان") == ("جزءان",)
    assert add("عبء", "ان") == ("عبئان",)
    assert add("مبدأ", "ان") == ("مبدآن",)
    assert add("بريء", "ة") == ("بريئة",)
    assert add("مستاء", "ون") == ("مستاؤون", "مستاءون")
    assert "مفاجآت" in {f.text for f in inflect("مفاجأة", "f", ("+at",))}
    assert "مباريات" in {f.text for f in inflect("مباراة", "f", ("+at",))}
    assert "شيئا" in {f.text for f in inflect("شيء", "m")}
