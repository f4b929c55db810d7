"""Arabic as a whole: sentences of a report with grammar, whatever the text."""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.knowledge import Knowledge
from waqai.languages.analysis import Phrase, Predicate, Sentence, Token
from waqai.languages.arabic.language import ArabicLanguage
from waqai.languages.arabic.lexicon_compile import lexicon_folder, read_vocabulary
from waqai.records import Report

REPORT = Report(
    title="الرئيس يستقبل الوفد",
    text="استقبل الرئيس الوفد أمس. وقال إن «المحادثات كانت مثمرة».\nوغادر الوفد العاصمة.",
)


def test_the_title_is_sentence_zero(language: ArabicLanguage) -> None:
    sentences = language.analyse(REPORT).sentences
    assert [(s.number, s.part) for s in sentences] == [(0, "title"), (1, "text"), (2, "text"), (3, "text")]


def test_without_a_title_the_text_begins_at_zero(language: ArabicLanguage) -> None:
    sentences = language.analyse(Report(text="وصل الوفد. غادر السفير.")).sentences
    assert [(s.number, s.part) for s in sentences] == [(0, "text"), (1, "text")]


def test_a_title_of_two_sentences_is_one(language: ArabicLanguage) -> None:
    sentences = language.analyse(Report(title="وصل الوفد. غادر السفير", text="نص")).sentences
    assert [s.part for s in sentences] == ["title", "text"]


def test_tokens_quote_the_original(language: ArabicLanguage) -> None:
    for sentence in language.analyse(REPORT).sentences:
        source = REPORT.part(sentence.part)
        for token in sentence.tokens:
            assert source[token.start : token.end] == token.text
            assert sentence.start <= token.start < token.end <= sentence.end


def test_an_empty_report_has_no_sentences(language: ArabicLanguage) -> None:
    assert language.analyse(Report(text=" \n ")).sentences == []


def test_the_same_text_has_the_same_grammar(language: ArabicLanguage, knowledge: Knowledge) -> None:
    fresh = ArabicLanguage.load(knowledge.names)
    assert _told(fresh.analyse(REPORT).sentences) == _told(language.analyse(REPORT).sentences)


#: the way back from a conjunct to its leader, and notes that readers leave for the next time
_ASIDE = frozenset({"conjunct_of", "marks"})


def _told(thing: object) -> object:
    """All that a grammar record says."""
    if isinstance(thing, list | tuple):
        return [_told(item) for item in thing]
    if isinstance(thing, Sentence | Token | Phrase | Predicate):
        return {name: _told(value) for name, value in vars(thing).items() if name not in _ASIDE}
    return repr(thing)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "استقبل الرئيس المصري وقصفت إن أن الذي و لم سوف ، . « » : من على في قتل مقتل تم بزيارة مضيفا 25 ثلاثة أمس "
            "سيلتقي الجانبان وزير الخارجية قال ( ) - بينما كان قد مصر واشنطن علي".split()
        ),
        max_size=40,
    )
)
def test_any_order_of_words_can_be_read(language: ArabicLanguage, words: list[str]) -> None:
    for sentence in language.analyse(Report(text=" ".join(words))).sentences:
        assert all(0 <= predicate.token < len(sentence.tokens) for predicate in sentence.predicates)
        assert all(-1 <= predicate.governor < len(sentence.predicates) for predicate in sentence.predicates)


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_can_be_read(language: ArabicLanguage, text: str) -> None:
    for sentence in language.analyse(Report(text=text)).sentences:
        assert text[sentence.start : sentence.end] == sentence.source[sentence.start : sentence.end]


def test_a_missing_word_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "vocabulary.toml"
    shutil.copy(lexicon_folder() / "vocabulary.toml", path)
    path.write_text(path.read_text("utf-8").replace("witness_words", "witness_wrods"), "utf-8")
    with pytest.raises(msgspec.ValidationError, match="witness"):
        read_vocabulary(path)
