"""The general word list: packed on this machine or asked of the dictionary, it knows the same words."""

from __future__ import annotations

import pytest

from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.word_list_compile import general_words, pack_words
from waqai.languages.arabic.word_list_table import read_words, source, unpacked


@pytest.fixture(scope="module")
def packed() -> bytes:
    return pack_words(general_words()[::50])


def test_packed_and_unpacked_lists_know_the_same_words(packed: bytes) -> None:
    some = read_words(packed, source())
    everything = unpacked()
    assert some is not None
    words = [word for word in general_words()[::50] if fold(word) == word and " " not in word]
    assert len(words) > 1000
    assert all(some.knows(word) and everything.knows(word) for word in words)
    assert not any(known.knows(word) for known in (some, everything) for word in ("", "قغثصضط", "xyz", "كتابظظ"))


def test_a_list_of_another_dictionary_or_layout_is_not_read(packed: bytes) -> None:
    assert read_words(packed, "simplemma 0.0") is None
    assert read_words(packed[:100], source()) is None
    assert read_words(b"", source()) is None
