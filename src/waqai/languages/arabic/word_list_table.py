"""The stored general word list, read when a program starts (`word_list_compile` makes it)."""

from __future__ import annotations

import msgspec

from waqai.languages.arabic.word_list import WordList
from waqai.languages.arabic.wordform_table import numbers

#: raised whenever the layout of `StoredWords` changes
VERSION = 1


class StoredWords(msgspec.Struct, frozen=True, array_like=True):
    """What words.bin holds.

    `text` (UTF-16, little-endian) is the rests of the words of all groups, with a blank after each; `beginnings` the
    groups' first letters, joined by blanks; `ends` (numbers of four bytes) where each group ends in the text.
    """

    version: int
    text: bytes
    beginnings: str
    ends: bytes


def read_words(data: bytes) -> WordList:
    """Return the list that `word_list_compile` made; ValueError when the bytes are no list of this version."""
    try:
        found = msgspec.msgpack.decode(data, type=StoredWords)
    except msgspec.DecodeError as error:
        raise ValueError(f"not a word list of layout {VERSION} (run scripts/compile-data): {error}") from error
    if found.version != VERSION:
        raise ValueError(f"the word list has layout {found.version}, not {VERSION}: run scripts/compile-data")
    return WordList(found.text.decode("utf-16-le"), found.beginnings, numbers("I", found.ends))
