"""Words, marks and sentences of a text, with offsets into the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waqai.languages.arabic.orthography import SILENT

_SILENT = re.escape(SILENT)
_LETTER = rf"[^\W\d_{_SILENT}]"
_WORD = rf"{_LETTER}[^\W\d_]*(?:[{_SILENT}]+[^\W\d_]*)*"
_TOKEN = re.compile(
    rf"""
    (?P<url>https?://[^\s«»"<>]+|www\.[^\s«»"<>]+|[\w.+-]+@[\w-]+\.[\w.-]+|[@#][\w{_SILENT}]+)
  | (?P<acronym>(?:[ء-ي]\.){{2,}}[ء-ي]?(?![^\W\d_])\.?|(?:[A-Z]\.){{2,}})
  | (?P<number>\d+(?:[.,٫٬/]\d+)*)
  | (?P<abbreviation>(?<![\w{_SILENT}])[دمأا]\.(?=\s?{_LETTER}))
  | (?P<word>{_WORD})
  | (?P<break>[^\S\n]*\n\s*)
  | (?P<mark>\.{{2,}}|[^\w\s{_SILENT}]|_)
    """,
    re.VERBOSE,
)
#: from this many tokens on a sentence is cut at the next pause, at the latest at the second figure: no newspaper
#: sentence is that long, and the work on one sentence stays bounded whatever the input
_LONG = 220
_TOO_LONG = 300
_PAUSES = frozenset("،,؛;:")
_ENDERS = frozenset(".!?؟…")
_CLOSERS = frozenset("»”\"')]’")
_OPENERS = frozenset("«“([‘")


class RawToken:
    """A word, number or mark: its kind and its half-open offsets."""

    def __init__(self, kind: str, start: int, end: int) -> None:
        self.kind = kind
        self.start = start
        self.end = end


def tokenize(text: str) -> Iterator[RawToken]:
    """Yield words, numbers, marks and line breaks in order."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        yield RawToken(kind, start, end)


def split_sentences(text: str) -> list[list[RawToken]]:
    """Return the text's sentences as lists of tokens, line breaks left out.

    A sentence ends at ``. ! ? ؟ …`` (with the closing quotes and brackets after it) or at a line break; a
    sentence without a word is joined to none and dropped.  One of more than `_LONG` tokens is cut at a pause.
    """
    sentences: list[list[RawToken]] = []
    current: list[RawToken] = []
    ended = False

    def close() -> None:
        if any(token.kind != "mark" for token in current):
            sentences.append(current.copy())
        current.clear()

    for token in tokenize(text):
        if token.kind == "break":
            close()
            ended = False
            continue
        first = text[token.start]
        if ended and not (token.kind == "mark" and first in _CLOSERS):
            close()
            ended = False
        current.append(token)
        if len(current) >= _LONG and (first in _PAUSES or len(current) >= _TOO_LONG):
            close()
            continue
        if token.kind == "mark" and first in _ENDERS and token.end - token.start == 1:
            ended = _ends_sentence(text, token)
    close()
    return sentences


def _ends_sentence(text: str, token: RawToken) -> bool:
    """Tell whether a full stop is followed by a gap (not inside a name such as ``a.b``)."""
    following = text[token.end : token.end + 1]
    return not following or following.isspace() or following in _CLOSERS or following in _OPENERS or following.isalpha()
