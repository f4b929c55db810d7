"""The search keys of words: what readers of Arabic take for the same word has the same key.

One position of the text has one key, so that phrases can be searched.  Arabic words are folded (vowel marks, tatweel,
hamza, alef, ya and ta marbuta forms, presentation forms, Persian letters) and lose the article and what is attached
before them (`waqai.languages.arabic.search_keys`); Latin words lose case and accents; digits are ASCII digits
without separators of thousands.  Addresses, hashtags and e-mail addresses are the words they are made of.

A key holds no ASCII character besides letters, digits and the point inside a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from waqai.coder import packaged_knowledge, packaged_language
from waqai.languages.arabic.orthography import clean, fold
from waqai.languages.arabic.search_keys import SearchKeys
from waqai.languages.arabic.tokens import tokenize

#: raised whenever the keys change: a library of another version is indexed anew
FOLDING = "2"

_ARABIC = re.compile(r"[\u0621-\u064a]{3,}\Z")
_SCRIPT = re.compile(r"[\u0600-\u06ff]")
#: hamza on ya and waw, which newsrooms exchange
_HAMZA = str.maketrans("ئؤ", "ءء")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,٬]\d{3})+\Z")
_PARTS = re.compile(r"[^\W_]+")
_UNSAFE = re.compile(r"[\x00-\x7f]")
_REMEMBERED = 1 << 17
#: the one key that is no end of every word it stands for («لله»)
_SHORTENED = {"الله": "لله"}
#: letters that may begin a longer word and are no article or particle
_BEFORE_PREFIX = re.compile(r"(?:[وف]?(?:[بك]?ال|لل))(?=..)")


def index_words(words: str) -> str:
    """Return the search keys of a text's words and numbers, in order, a blank between them."""
    return " ".join([key for key, _, _ in keys_with_offsets(words)])


def keys_with_offsets(words: str, parts: Sequence[str] = ()) -> Iterator[tuple[str, int, int]]:
    """Yield every key with the half-open offsets, in code points of `words`, of what it was made from.

    With `parts` (see `parts_of_keys`) a word that holds none of them stands as it is written: its key, which takes
    long to find for a word that was not met before, cannot be one of those that are looked for.
    """
    for token in tokenize(words):
        kind, start, end = token.kind, token.start, token.end
        if kind in {"mark", "break"}:
            continue
        written = words[start:end]
        if kind == "url":
            for part in _PARTS.finditer(written):
                for key in _word_keys(part.group()):
                    yield key, start + part.start(), start + part.end()
            continue
        if parts and kind != "number":
            plain = _plain(written).translate(_HAMZA)
            if not any(part in plain for part in parts):
                if plain:
                    yield plain, start, end
                continue
        found = _number_key(written) if kind == "number" else _word_keys(written)
        for key in found:
            yield key, start, end


def parts_of_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Return what is part of every written word with one of `keys`: a key only lacks what stood before it."""
    return tuple(dict.fromkeys(_SHORTENED.get(key, key.removeprefix("ال") or key) for key in keys))


def query_keys(words: str) -> list[tuple[str, ...]]:
    """Return for each word of a query the keys to search, the likeliest first; any of them may stand in a text."""
    return [(key, *_rivals(key, words[start:end])) for key, start, end in keys_with_offsets(words)]


def prefix_keys(word: str) -> list[tuple[str, ...]]:
    """Return what `query_keys` does for words whose last one is only the beginning of a word."""
    positions = [(start, end) for _, start, end in keys_with_offsets(word)]
    if not positions:
        return []
    start, end = positions[-1]
    begin = _plain(word[start:end])
    stem = _BEFORE_PREFIX.sub("", begin, count=1)
    return [*query_keys(word[:start]), tuple(dict.fromkeys(key for key in (begin, stem) if key))]


def _number_key(written: str) -> tuple[str, ...]:
    plain = clean(written)
    if _THOUSANDS.match(plain):
        return (plain.replace(",", ""),)
    return tuple(part for part in re.split(r"[,/]", plain) if part)


@lru_cache(maxsize=_REMEMBERED)
def _word_keys(written: str) -> tuple[str, ...]:
    """Return the key of a word, none when nothing of it can be searched."""
    plain = _plain(written)
    if _ARABIC.match(plain):
        plain = _arabic().key(plain)
    return (plain.translate(_HAMZA),) if plain else ()


@lru_cache(maxsize=4096)
def _rivals(key: str, written: str) -> tuple[str, ...]:
    plain = _plain(written)
    if not _ARABIC.match(plain):
        return ()
    rivals = _arabic().rivals(_arabic().key(plain))
    return tuple(dict.fromkeys(other for rival in rivals if (other := rival.translate(_HAMZA)) != key))


def _plain(written: str) -> str:
    """Return a word with letters and digits only, in small letters without accents."""
    folded = fold(written)
    if not folded.isascii() and not _SCRIPT.search(folded):
        spread = unicodedata.normalize("NFKD", folded)
        if spread != folded:
            folded = fold("".join(c for c in spread if not unicodedata.combining(c)))
    folded = folded.casefold()
    return _UNSAFE.sub(lambda m: m.group() if m.group().isalnum() else "", folded)


@cache
def _arabic() -> SearchKeys:
    """The keys over the packaged lexicon and knowledge."""
    language, knowledge = packaged_language(), packaged_knowledge()
    people, hamza = knowledge.name_words()
    return SearchKeys(language.splitter, language.word_list.knows, knowledge.names.is_first, people, hamza)
