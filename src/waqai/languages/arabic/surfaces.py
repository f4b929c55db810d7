"""Closed word lists looked up by the whole written word, attached particles included.

Calendar and number words are few, so each list is laid out once with every attached conjunction, preposition
and article; a lookup then costs one dictionary access and does not depend on the tagger's choice.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from waqai.languages.analysis import Token
from waqai.languages.arabic.orthography import fold_word

_CONJUNCTIONS = ("", "و", "ف")
_PREPOSITIONS = ("", "ب", "ل", "ك")
_SHORT = 3


class Surface(NamedTuple):
    """A listed word as it is written here: the word and what is attached to its front."""

    word: str
    conj: str = ""
    prep: str = ""
    definite: bool = False


def written(token: Token) -> str:
    """Return the folded whole word (the words of a compound particle are joined by one space)."""
    return token.keys[0] if token.keys else " ".join(fold_word(token.text).split())


def lay_out(words: Iterable[str], bare: Iterable[str] = ()) -> dict[str, Surface]:
    """Return every written form of the folded `words`; those in `bare` take a conjunction only.

    A form that is itself a listed word is that word («واحد» is not «و» + «احد»).
    """
    listed = sorted(set(words))
    alone = set(bare)
    found = {word: Surface(word) for word in listed}
    for conj in _CONJUNCTIONS:
        for prep in _PREPOSITIONS:
            for definite in (False, True):
                attached = _attached(conj, prep, definite=definite)
                for word in listed:
                    if (prep or definite) and word in alone or (len(word) < _SHORT and (prep or conj == "ف")):
                        continue
                    form = attached + word
                    if form not in found:
                        found[form] = Surface(word, conj, prep, definite)
    return found


def _attached(conj: str, prep: str, *, definite: bool) -> str:
    if definite and prep == "ل":
        return f"{conj}لل"
    return f"{conj}{prep}{'ال' if definite else ''}"
