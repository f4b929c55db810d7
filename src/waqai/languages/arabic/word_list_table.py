"""The stored general word list, read when a program starts (`word_list_compile` makes it)."""

from __future__ import annotations

import msgspec

from waqai.languages.arabic.word_list import WordList
from waqai.languages.arabic.wordform_table import numbers

#: raised whenever the layout of `StoredWords` changes
VERSION = 2


class StoredWords(msgspec.Struct, frozen=True, array_like=True):
    """What words.bin holds.

    `source` names the dictionary they were taken from; `text` (UTF-16, little-endian) is the rests of the words of all
    groups, with a blank after each; `beginnings` the groups' first letters, joined by blanks; `ends` (numbers of four
    bytes) where each group ends in the text.
    """

    version: int
    source: str
    text: bytes
    beginnings: str
    ends: bytes


def read_words(data: bytes, source: str) -> WordList | None:
    """Return the list that `word_list_compile` made, None when it is of another layout or of another `source`."""
    try:
        found = msgspec.msgpack.decode(data, type=StoredWords)
    except msgspec.DecodeError:
        return None
    if found.version != VERSION or found.source != source:
        return None
    return WordList(found.text.decode("utf-16-le"), found.beginnings, numbers("I", found.ends))
