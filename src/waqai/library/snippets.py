"""The words of a report around what was searched, with the found words as offsets.

Marks are half-open ``[start, end)`` code points of the shown words, so that a page and a terminal both can show them.
Nothing is cut inside a word, nor a vowel mark from its letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from waqai.library.folding import keys_with_offsets, parts_of_keys, prefix_keys, query_keys
from waqai.library.query.tree import Words

#: code points of a snippet, and how many of them may stand before the first match
LENGTH = 200
_BEFORE = 60
#: a word longer than this is cut all the same (text without blanks)
_LONGEST = 2 * LENGTH
#: so much of a text is looked through
_MOST = 200_000
_BLANK = re.compile(r"\s+")


class Marked(msgspec.Struct, frozen=True):
    """Words to show: `marks` are the found ones; `before` and `after` tell that more stands there in the text."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    before: bool = False
    after: bool = False


class Finder:
    """Finds the words of a query in texts as the index does."""

    def __init__(self, words: Iterable[Words]) -> None:
        self._terms = [
            (prefix_keys(one.text) if one.prefix else query_keys(one.text), one.prefix) for one in dict.fromkeys(words)
        ]
        self._parts = parts_of_keys(key for steps, _ in self._terms for rivals in steps for key in rivals)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(start, end, number of the term)`` of every match, in order."""
        if not self._terms:
            return []
        keys = list(keys_with_offsets(text[:_MOST], self._parts))
        found = set()
        for number, (steps, prefix) in enumerate(self._terms):
            for at in range(len(keys) - len(steps) + 1):
                if all(
                    _fits(keys[at + i][0], rivals, prefix and i == len(steps) - 1) for i, rivals in enumerate(steps)
                ):
                    found.add((keys[at][1], keys[at + len(steps) - 1][2], number))
        return sorted(found)


def mark_all(text: str, finder: Finder) -> Marked:
    """Return all of `text` with every match marked."""
    return Marked(text, _united((start, end) for start, end, _ in finder.find(text)))


def snippet(text: str, finder: Finder, length: int = LENGTH) -> Marked:
    """Return the part of `text` with the most different terms, the earliest of those; its beginning without any."""
    matches = finder.find(text)
    begin = _best_start(matches, length)
    start = begin - _BEFORE if begin > length - _BEFORE else 0
    return cut(text, [(a, b) for a, b, _ in matches], start, length)


def cut(text: str, marks: Sequence[tuple[int, int]], start: int, length: int = LENGTH) -> Marked:
    """Return about `length` code points of `text` from the word at `start` on, with the `marks` that lie in them."""
    start = _word_start(text, start)
    end = _word_end(text, min(len(text), start + length), start)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = ((a - start, b - start) for a, b in marks if a >= start and b <= end)
    shown = text[start:end]
    # a line break is one blank to a reader, and one code point stays one
    shown = re.sub(r"[\r\n\t\v\f\x1c-\x1f\x85\u2028\u2029]", " ", shown)
    return Marked(shown, _united(inside), bool(text[:start].strip()), bool(text[end:].strip()))


def _fits(key: str, rivals: Sequence[str], prefix: bool) -> bool:
    return key.startswith(tuple(rivals)) if prefix else key in rivals


def _best_start(matches: list[tuple[int, int, int]], length: int) -> int:
    """Return the start of the match from which the most different terms, then matches, stand close together."""
    best, place = (0, 0), 0
    last = 0
    room = length - _BEFORE
    for at, (start, _, _) in enumerate(matches):
        last = max(last, at)
        while last < len(matches) and matches[last][1] <= start + room:
            last += 1
        inside = matches[at:last] or [matches[at]]
        score = (len({number for _, _, number in inside}), min(len(inside), 10))
        if score > best:
            best, place = score, start
    return place


def _word_start(text: str, at: int) -> int:
    """Return where the next word begins at or after `at`: words are cut at blanks only."""
    if at <= 0 or at >= len(text) or text[at - 1].isspace():
        return max(0, min(at, len(text)))
    blank = _BLANK.search(text, at, min(len(text), at + _BEFORE))
    if blank is not None:
        return blank.end()
    for start in range(at, max(0, at - _LONGEST), -1):
        if text[start - 1].isspace():
            return start
    return 0 if at <= _LONGEST else _whole_letter(text, at)


def _word_end(text: str, at: int, start: int) -> int:
    """Return the end of the last whole word before `at`; a first word that is longer is shown whole."""
    if at >= len(text) or text[at].isspace():
        return at
    for end in range(at, start, -1):
        if text[end - 1].isspace():
            return end
    blank = _BLANK.search(text, at, min(len(text), start + _LONGEST))
    if blank is not None:
        return blank.start()
    return len(text) if len(text) <= start + _LONGEST else _whole_letter(text, at)


def _whole_letter(text: str, at: int) -> int:
    """Return the place of the letter whose marks stand at `at`."""
    while 0 < at < len(text) and not text[at].isalnum() and not text[at].isspace() and not text[at].isprintable():
        at -= 1
    while 0 < at < len(text) and _is_mark(text[at]):
        at -= 1
    return at


def _is_mark(character: str) -> bool:
    import unicodedata  # noqa: PLC0415  only for words of hundreds of letters

    return unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf", "Sk"}


def _united(marks: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the marks in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)
