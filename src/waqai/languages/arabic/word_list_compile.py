"""Makes the general word list from the Arabic dictionary of simplemma (MIT), when the lexicon is compiled.

Unpacking that dictionary took a program half a second at its start, and each question several look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import msgspec
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.word_list import PREFIX
from waqai.languages.arabic.word_list_table import VERSION, StoredWords
from waqai.languages.arabic.wordform_build import stored


def general_words() -> list[str]:
    """Return simplemma's Arabic words."""
    return list(DefaultDictionaryFactory().get_dictionary("ar"))


def pack_words(words: Iterable[str]) -> bytes:
    """Return words.bin; words that are no folded ones are left out, for nobody can ask for them."""
    groups: dict[str, list[str]] = {}
    for word in sorted({word for word in words if word and " " not in word and fold(word) == word}):
        groups.setdefault(word[:PREFIX], []).append(word[PREFIX:] + " ")
    texts = ["".join(rests) for rests in groups.values()]
    ends = stored("I", accumulate(map(len, texts)))
    return msgspec.msgpack.encode(StoredWords(VERSION, "".join(texts).encode("utf-16-le"), " ".join(groups), ends))
