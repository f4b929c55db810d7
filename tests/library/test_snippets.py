"""What is shown of a report: where it is cut, what is marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.library.query import Words
from waqai.library.snippets import LENGTH, Finder, cut, mark_all, snippet


def _marked(text: str, *words: Words) -> list[str]:
    shown = snippet(text, Finder(words))
    return [shown.text[start:end] for start, end in shown.marks]


def test_marks_cover_the_word_as_written() -> None:
    text = "قال وللوَزِيـرِ رأي، و«الوزير» صامت."
    assert _marked(text, Words("وزير")) == ["وللوَزِيـرِ", "الوزير"]


def test_a_phrase_is_one_mark() -> None:
    text = "وزير الخارجية غائب. وحضر وزير الري والخارجية."
    assert _marked(text, Words("وزير خارجية")) == ["وزير الخارجية"]


def test_a_beginning_marks_the_whole_word() -> None:
    assert _marked("وزارة ووزير", Words("وزا", prefix=True)) == ["وزارة"]


def test_the_part_with_most_terms_is_shown() -> None:
    text = "مطر. " + "كلام " * 100 + "مطر وثلج وبرد. " + "كلام " * 100
    shown = snippet(text, Finder([Words("مطر"), Words("ثلج"), Words("برد")]))
    assert [shown.text[start:end] for start, end in shown.marks] == ["مطر", "وثلج", "وبرد"]
    assert shown.before
    assert shown.after
    assert len(shown.text) <= LENGTH


def test_a_short_text_is_shown_whole() -> None:
    shown = snippet("مطر غزير", Finder([Words("مطر")]))
    assert (shown.text, shown.before, shown.after) == ("مطر غزير", False, False)


def test_a_title_is_marked_whole() -> None:
    assert mark_all("أخبار المطر", Finder([Words("مطر")])).marks == ((6, 11),)


def test_a_text_of_another_language_or_none() -> None:
    assert snippet("", Finder([Words("مطر")])).text == ""
    assert snippet("Snow in Müller street", Finder([Words("muller")])).marks == ((8, 14),)


@pytest.mark.parametrize("mark", ["\u064e", "\u0301", "\u200d", "\ufe0f"])
def test_a_long_word_is_not_cut_before_its_mark(mark: str) -> None:
    text = ("ب" + mark) * 2000
    shown = cut(text, [], 1001)
    assert not unicodedata.category(shown.text[0]).startswith("M")
    assert text.startswith(shown.text) or unicodedata.category(text[text.index(shown.text) + len(shown.text)])[0] != "M"


@given(
    st.lists(st.sampled_from(["مطر", "الثلج", "كلام", "كَلَام", "a\u0301b", "🌧️", "\n", "«", "x" * 30]), max_size=150).map(
        " ".join
    ),
    st.integers(0, 400),
)
@settings(max_examples=150, deadline=None)
def test_snippets_are_parts_of_the_text_with_whole_words(text: str, start: int) -> None:
    shown = snippet(text, Finder([Words("مطر"), Words("ثلج")]))
    flat = text.replace("\n", " ")
    assert shown.text in flat
    assert set(shown.text.split()) <= set(text.split())
    assert all(shown.text[a:b] in {"مطر", "الثلج"} for a, b in shown.marks)
    other = cut(text, [], min(start, len(text)))
    assert set(other.text.split()) <= set(text.split())
