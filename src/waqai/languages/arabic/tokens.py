"""Words, marks and sentences of a text, with offsets into the original."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waqai.languages.arabic.clitics import Word
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
#: what ends a piece of text that is read by itself, besides blanks
_SPACE = re.compile(r"\s")
#: a letter and a full stop that are an abbreviation if a word follows
_ABBREVIATION = re.compile(rf"(?<![\w{_SILENT}])[دمأا]\.")
#: pieces of text between blanks whose tokens are remembered: how many, and how long they may be
_REMEMBERED = 100_000
_LONGEST = 40
_CLOSERS = frozenset("»”\"')]’")
_OPENERS = frozenset("«“([‘")


class Piece:
    """A word, number or mark as it is written: its kind and its half-open offsets from the blank before it.

    `word` is what the splitter of words makes of it, None until it was asked and for what is no word.
    """

    def __init__(self, kind: str, start: int, end: int, text: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.first = text[:1]
        self.is_mark = kind == "mark"
        self.is_word = kind in {"word", "abbreviation"}
        self.closes = self.is_mark and self.first in _CLOSERS
        self.ends = self.is_mark and len(text) == 1 and self.first in _ENDERS
        self.word: Word | None = None


class RawToken:
    """A word, number or mark: its kind and its half-open offsets."""

    def __init__(self, kind: str, start: int, end: int, piece: Piece) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.piece = piece


def tokenize(text: str) -> Iterator[RawToken]:
    """Yield words, numbers, marks and line breaks in order."""
    for match in _TOKEN.finditer(text):
        yield _raw(match)


def _raw(match: re.Match[str]) -> RawToken:
    kind = match.lastgroup or "mark"
    start, end = match.span()
    return RawToken(kind, start, end, Piece(kind, 0, end - start, match.group()))


class Tokenizer:
    """Reads texts into tokens; what stands between two blanks is read once and remembered, up to a bound.

    No token but a line break reaches over a blank, and none but an abbreviation depends on what stands beyond one.
    """

    def __init__(self) -> None:
        self._pieces: dict[str, list[Piece]] = {}

    def sentences(self, text: str) -> list[list[RawToken]]:
        """Return the text's sentences as lists of tokens, line breaks left out.

        A sentence ends at ``. ! ? ؟ …`` (with the closing quotes and brackets after it) or at a line break; a
        sentence without a word is joined to none and dropped.  One of more than `_LONG` tokens is cut at a pause.
        """
        sentences: list[list[RawToken]] = []
        current: list[RawToken] = []
        ended = False
        for token in self.tokens(text):
            piece = token.piece
            if piece.kind == "break":
                _close(sentences, current)
                current = []
                ended = False
                continue
            if ended and not piece.closes:
                _close(sentences, current)
                current = []
                ended = False
            current.append(token)
            if len(current) >= _LONG and (piece.first in _PAUSES or len(current) >= _TOO_LONG):
                _close(sentences, current)
                current = []
                continue
            if piece.ends:
                ended = _ends_sentence(text, token)
        _close(sentences, current)
        return sentences

    def tokens(self, text: str) -> list[RawToken]:
        """Return what `tokenize` yields."""
        found: list[RawToken] = []
        known = self._pieces
        at = done = 0
        for chunk in text.split(" "):
            if chunk:
                pieces = known.get(chunk)
                if pieces is None and at >= done and _stands_alone(chunk):
                    pieces = _read(chunk)
                    if len(known) < _REMEMBERED:
                        known[chunk] = pieces
                if pieces is not None:
                    found += [RawToken(piece.kind, at + piece.start, at + piece.end, piece) for piece in pieces]
                else:
                    done = _read_from(text, max(at, done), at + len(chunk), found)
            at += len(chunk) + 1
        return found


def split_sentences(text: str) -> list[list[RawToken]]:
    """Return the sentences of one text (`Tokenizer.sentences`)."""
    return Tokenizer().sentences(text)


def _stands_alone(chunk: str) -> bool:
    if chunk.isalpha():
        return len(chunk) <= _LONGEST
    return len(chunk) <= _LONGEST and _SPACE.search(chunk) is None and _ABBREVIATION.search(chunk) is None


def _read(chunk: str) -> list[Piece]:
    if chunk.isalpha() and chunk[0] not in SILENT:
        return [Piece("word", 0, len(chunk), chunk)]  # most are plain words; no other token is letters alone
    found = []
    for match in _TOKEN.finditer(chunk):
        start, end = match.span()
        found.append(Piece(match.lastgroup or "mark", start, end, match.group()))
    return found


def _read_from(text: str, start: int, end: int, found: list[RawToken]) -> int:
    """Read the tokens that begin in the part of the text; return where the last one ends."""
    done = start
    for match in _TOKEN.finditer(text, start):
        if match.start() >= end:
            break
        found.append(_raw(match))
        done = match.end()
    return done


def _close(sentences: list[list[RawToken]], current: list[RawToken]) -> None:
    for token in current:
        if not token.piece.is_mark:
            sentences.append(current)
            return


def _ends_sentence(text: str, token: RawToken) -> bool:
    """Tell whether a full stop is followed by a gap (not inside a name such as ``a.b``)."""
    following = text[token.end : token.end + 1]
    return not following or following.isspace() or following in _CLOSERS or following in _OPENERS or following.isalpha()
