"""The words that tell what a report is about: how they are read, and mistakes in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.languages.arabic.lexicon_compile import lexicon_folder
from waqai.languages.arabic.topic_files import TopicError, read_topics
from waqai.languages.vocabulary import POLITICS

ROWS = '[politics]\nsure = ["حكومة"]\nhint = []\n[sport]\nsure = ["كرة", "ركلة جزاء"]\nhint = ["بطولة"]\n'


def read(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "topics.toml"
    path.write_text(text, "utf-8")
    return path


def test_politics_has_words_to_set_against_the_others() -> None:
    topics = {topic for found in read_topics(lexicon_folder() / "topics.toml").values() for _, topic, _ in found}
    assert POLITICS in topics
    assert {"sport", "economy", "weather", "health", "science", "culture"} <= topics


def test_words_are_folded_weighed_and_stand_under_their_first_word(tmp_path: Path) -> None:
    words = read_topics(read(tmp_path, ROWS))
    assert words["كره"] == (((), "sport", 2),)
    assert words["ركله"] == ((("جزاء",), "sport", 2),)
    assert words["بطوله"] == (((), "sport", 1),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (ROWS.replace("politics", "policy"), "no words of politics"),
        (ROWS + '[art]\nsure = ["فن"]\n', "art: needs the lists sure and hint"),
        (ROWS.replace('["بطولة"]', '["كره"]'), "'كره' stands twice"),
        (ROWS.replace('["بطولة"]', '[" "]'), "empty word"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(TopicError, match=problem):
        read_topics(read(tmp_path, text))
