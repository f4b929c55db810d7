"""The words that name contexts: how they are read, and mistakes in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.context_files import ContextError, read_contexts
from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.ontology import CONTEXTS

ROWS = "\n".join(f'[{context}]\nown = ["كلمة"]' for context in CONTEXTS)


def read(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "contexts.toml"
    path.write_text(text, "utf-8")
    return path


def test_every_context_has_words() -> None:
    words = read_contexts(lexicon_folder() / "contexts.toml")
    phrases = {code for rest in (*words.own_phrases.values(), *words.sentence_phrases.values()) for _, code in rest}
    single = {code for found in (*words.own.values(), *words.sentence.values()) for code in found}
    assert phrases | single == set(CONTEXTS)


def test_words_are_folded_and_phrases_stand_under_their_first_word(tmp_path: Path) -> None:
    text = ROWS.replace('[military]\nown = ["كلمة"]', '[military]\nown = ["أسلحة", "وقف إطلاق نار"]')
    words = read_contexts(read(tmp_path, text))
    assert words.own["اسلحه"] == ("military",)
    assert words.own_phrases["وقف"] == ((("اطلاق", "نار"), "military"),)
    assert words.own["كلمه"] == tuple(context for context in CONTEXTS if context != "military")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ROWS + '\n[sports]\nown = ["كرة"]', "unknown context 'sports'"),
        (ROWS.replace('[cyber]\nown = ["كلمة"]', ""), "no words for context 'cyber'"),
        (ROWS.replace("[cyber]\nown", "[cyber]\nwon"), "unknown list 'won'"),
        (ROWS.replace('[cyber]\nown = ["كلمة"]', '[cyber]\nown = ["أمن", "امن"]'), "'امن' stands twice"),
        (ROWS.replace('[cyber]\nown = ["كلمة"]', '[cyber]\nown = [" "]'), "empty word"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ContextError, match=problem):
        read_contexts(read(tmp_path, text))
