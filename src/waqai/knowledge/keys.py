"""Keys under which names are kept and looked up."""

from __future__ import annotations

import re
import unicodedata

from waqai.languages.arabic.orthography import clean, fold

_WORD = re.compile(r"[^\W_]+")
#: feminine words for office holders, and the masculine they are kept under
_HEADS = {
    "وزيره": "وزير",
    "رئيسه": "رئيس",
    "سفيره": "سفير",
    "مستشاره": "مستشار",
    "نائبه": "نائب",
    "مندوبه": "مندوب",
    "مبعوثه": "مبعوث",
    "مفوضه": "مفوض",
    "مديره": "مدير",
    "متحدثه": "متحدث",
    "امينه": "امين",
    "مساعده": "مساعد",
    "حاكمه": "حاكم",
    "ملكه": "ملك",
    "منسقه": "منسق",
    "ممثله": "ممثل",
}


def words(name: str) -> list[str]:
    """Return the words of a name as written, punctuation and vowel marks off."""
    return _WORD.findall(clean(name))


def key(name: str) -> str:
    """Return the folded words of a name, joined by a blank."""
    return fold(" ".join(words(name)))


def bare(word: str) -> str:
    """Return a word without the article (``الخارجية`` → ``خارجية``); a short rest shows that it was none."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def bare_key(name: str) -> str:
    """Return the key of a name with every article off."""
    return fold(" ".join(bare(word) for word in words(name)))


def title_key(tokens: list[str]) -> str:
    """Return the key of an office title from its folded words: articles off, feminine heads made masculine."""
    plain = [bare(fold(token)) for token in tokens]
    return " ".join(_HEADS.get(token, token) for token in plain)


def feminine_title(name: str) -> str:
    """Return the key of a title with its head in the feminine, as it is when it has none."""
    head, _, rest = name.partition(" ")
    feminine = next((word for word, masculine in _HEADS.items() if masculine == head), head)
    return f"{feminine} {rest}".strip()


def slug(name: str) -> str:
    """Return a Latin name as an identifier: ``Sabri Boukadoum`` → ``sabri-boukadoum``."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name.replace("'", "").lower()))
