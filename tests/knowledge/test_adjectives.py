"""Inflection of relative adjectives."""

from waqai.knowledge.adjectives import forms, plural_forms


def test_relative_adjective_has_gender_dual_and_plural() -> None:
    made = dict(forms("مصري"))
    assert made["مصرية"] == "fs"
    assert made["مصريون"] == made["مصريين"] == "mp"
    assert made["مصريتين"] == "fd"
    assert made["مصريا"] == "ms"


def test_both_words_agree_when_both_are_relative() -> None:
    assert ("كورية جنوبية", "fs") in list(forms("كوري جنوبي"))


def test_only_the_last_word_agrees_otherwise() -> None:
    assert ("جنوب أفريقية", "fs") in list(forms("جنوب أفريقي"))


def test_irregular_plural_keeps_its_shape() -> None:
    assert ("أتراك", "mp") in list(plural_forms("أتراك"))
