"""The stored table of all inflected words, read when a program starts (`wordform_build` makes it).

It is not packed, and readings are made when they are asked for, so that starting does not wait for them.
"""

from __future__ import annotations

import sys
from array import array
from typing import NamedTuple

import msgspec

from waqai.languages.arabic.wordforms import Layout, Reading, WordForms

#: raised whenever the layout of `Tables` changes
VERSION = 2


class Lexeme(NamedTuple):
    """A word of the lexicon with all its forms."""

    pos: str
    lemma: str
    base: str = ""
    kinds: tuple[str, ...] = ()
    sector: str = ""


class Feature(NamedTuple):
    """What a form of a word is; `free` forms stand alone, `bound` ones before a pronoun."""

    tense: str = ""
    voice: str = ""
    person: int = 0
    number: str = ""
    gender: str = ""
    case: str = ""
    construct: bool = False
    mood: str = ""
    free: bool = True
    bound: bool = True


class Tables(msgspec.Struct, frozen=True, array_like=True):
    """What is stored: the layout of the spellings (`Layout`), and what each can be.

    `text` is UTF-16 and numbers are of four bytes, in the `*_ids` of two, all little-endian: they are read at once.
    """

    version: int
    text: bytes
    counts: bytes
    beginnings: str
    ends: bytes
    spellings: bytes
    entries: bytes
    lexeme_ids: bytes
    feature_ids: bytes
    lexemes: tuple[msgspec.Raw, ...]
    features: tuple[Feature, ...]


def read_forms(data: bytes) -> WordForms:
    """Return the table that `wordform_build` made; raises `ValueError` when the bytes are no table of this layout."""
    try:
        tables = msgspec.msgpack.decode(data, type=Tables)
    except msgspec.DecodeError as error:
        raise ValueError(
            f"not a table of word forms of layout {VERSION} (run scripts/compile-data): {error}"
        ) from error
    if tables.version != VERSION:
        raise ValueError(f"table of word forms has layout {tables.version}, not {VERSION}: run scripts/compile-data")
    layout = Layout(
        tables.text.decode("utf-16-le"), tables.counts, tables.beginnings,
        numbers("I", tables.ends), numbers("I", tables.spellings), numbers("I", tables.entries),
    )  # fmt: skip
    features = tables.features
    return WordForms(
        layout,
        numbers("H", tables.lexeme_ids),
        numbers("H", tables.feature_ids),
        [feature.bound for feature in features],
        [feature.free for feature in features],
        _Readings(tables.lexemes, features).make,
    )


class _Readings:
    """Makes the readings that are asked for."""

    def __init__(self, lexemes: tuple[msgspec.Raw, ...], features: tuple[Feature, ...]) -> None:
        self._lexemes = lexemes
        self._features = features
        self._decoder = msgspec.msgpack.Decoder(Lexeme)

    def make(self, lexeme_id: int, feature_id: int) -> Reading:
        """Return the reading of a lexeme with a feature."""
        pos, lemma, base, kinds, sector = self._decoder.decode(self._lexemes[lexeme_id])
        tense, voice, person, number, gender, case, construct, mood, _, _ = self._features[feature_id]
        return Reading(pos, lemma, base, tense, voice, person, number, gender, case, construct, kinds, sector, mood)


def numbers(code: str, data: bytes) -> array[int]:
    """Return stored numbers; `code` is that of `array`."""
    found = array(code)
    found.frombytes(data)
    if sys.byteorder == "big":
        found.byteswap()
    return found
