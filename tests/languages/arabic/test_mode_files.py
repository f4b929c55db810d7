"""The words that show modes: how they are read, and mistakes in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.arabic.mode_files import ModeError, read_modes

RULE = '[[own]]\ntypes = ["ASSAULT"]\nmode = "aerial"\nwords = ["طائرة", "سلاح جو", "سلاح"]\n'


def read(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "modes.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_packaged_file_is_sound() -> None:
    words = read_modes(lexicon_folder() / "modes.toml")
    assert words.default["REQUEST"] == "change"
    assert words.content["REQUEST"]["حوار"] == (((), "meet"),)


def test_words_are_folded_and_the_longest_phrase_stands_first(tmp_path: Path) -> None:
    words = read_modes(read(tmp_path, RULE))
    assert words.own["ASSAULT"]["طائره"] == (((), "aerial"),)
    assert words.own["ASSAULT"]["سلاح"] == ((("جو",), "aerial"), ((), "aerial"))
    assert words.order == {"ASSAULT": ("aerial",)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (RULE.replace("aerial", "flying"), "own 1: ASSAULT has no mode 'flying'"),
        (RULE.replace("words", "word"), "own 1: needs types, mode and words"),
        (RULE.replace("سلاح جو", "طائره"), "'طائره' stands twice"),
        ('[default]\nREQUEST = "visit"', "default: REQUEST has no mode 'visit'"),
        ("[[owner]]", "unknown table 'owner'"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ModeError, match=problem):
        read_modes(read(tmp_path, text))
