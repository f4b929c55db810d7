"""The general word list: the words of the Arabic dictionary that the installed simplemma (MIT) brings.

Unpacking that dictionary takes a program half a second at its start.  ``scripts/setup`` therefore packs its words once,
on the user's own machine, into words.bin, which is neither committed nor part of the wheel: the dictionary is
simplemma's.  Without that file the dictionary itself is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import msgspec

from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.word_list import PREFIX
from waqai.languages.arabic.word_list_table import VERSION, StoredWords, dictionary, source
from waqai.languages.arabic.wordform_build import stored


def general_words() -> list[str]:
    """Return simplemma's Arabic words."""
    return list(dictionary())


def pack_words(words: Iterable[str]) -> bytes:
    """Return words.bin; words that are no folded ones are left out, for nobody can ask for them."""
    groups: dict[str, list[str]] = {}
    for word in sorted({word for word in words if word and " " not in word and fold(word) == word}):
        groups.setdefault(word[:PREFIX], []).append(word[PREFIX:] + " ")
    texts = ["".join(rests) for rests in groups.values()]
    ends = stored("I", accumulate(map(len, texts)))
    return msgspec.msgpack.encode(
        StoredWords(VERSION, source(), "".join(texts).encode("utf-16-le"), " ".join(groups), ends)
    )
