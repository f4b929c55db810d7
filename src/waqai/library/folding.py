"""The search keys of words: what readers of Arabic take for the same word has the same key."""

from __future__ import annotations

from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.tokens import tokenize

#: raised whenever the keys change: a library of another version is indexed anew
FOLDING = "1"


def index_words(words: str) -> str:
    """Return the search keys of a text's words and numbers, in order, a blank between them."""
    keys = (fold(words[token.start : token.end]) for token in tokenize(words) if token.kind not in {"mark", "break"})
    return " ".join(key for key in keys if key)
