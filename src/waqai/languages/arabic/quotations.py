"""Quoted words, by matching quotation marks; nesting is read outermost first, in linear time."""

from __future__ import annotations

from waqai.languages.analysis import Quotation, Sentence

_PAIRS = {"«": "»", "“": "”", '"': '"', "”": "“"}


def find_quotations(sentence: Sentence) -> None:
    """Fill the sentence's quotations; a mark that is never closed opens a quotation to the sentence's end."""
    opened: tuple[int, str] | None = None
    for at, token in enumerate(sentence.tokens):
        mark = token.text
        if opened is None:
            if mark in _PAIRS:
                opened = (at, _PAIRS[mark])
        elif mark == opened[1]:
            if at > opened[0] + 1:
                sentence.quotations.append(Quotation(opened[0] + 1, at))
            opened = None
    if opened is not None and opened[0] + 1 < len(sentence.tokens):
        sentence.quotations.append(Quotation(opened[0] + 1, len(sentence.tokens)))
