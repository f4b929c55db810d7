"""The stored general word list, read when a program starts (`word_list_compile` makes it)."""

from __future__ import annotations

from array import array
from importlib.util import find_spec
from pathlib import Path

import msgspec

from waqai.languages.arabic.word_list import WordList
from waqai.languages.arabic.wordform_table import numbers

#: where simplemma keeps it
_DICTIONARY = "strategies/dictionaries/data/ar.plzma"
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


def source() -> str:
    """Return what tells the installed dictionary of simplemma from others: its size and date.

    Its version would cost a start more than reading the words does.
    """
    package = find_spec("simplemma")
    folder = Path(package.origin).parent if package is not None and package.origin else Path()
    try:
        stat = (folder / _DICTIONARY).stat()
    except OSError:
        return "simplemma"
    return f"simplemma {stat.st_size} {int(stat.st_mtime)}"


def dictionary() -> dict[str, str]:
    """Return simplemma's Arabic dictionary, the words being its keys."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # noqa: PLC0415  half a second

    return dict(DefaultDictionaryFactory().get_dictionary("ar"))


def unpacked() -> WordList:
    """Return the list that asks the dictionary itself."""
    return WordList("", "", array("I"), dictionary())


def read_words(data: bytes, source: str) -> WordList | None:
    """Return the list that `word_list_compile` made, None when it is of another layout or of another `source`."""
    try:
        found = msgspec.msgpack.decode(data, type=StoredWords)
    except msgspec.DecodeError:
        return None
    if found.version != VERSION or found.source != source:
        return None
    return WordList(found.text.decode("utf-16-le"), found.beginnings, numbers("I", found.ends))
