"""Where words stand in a report, when an annotator wrote the words only, and where its sentences are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from waqai.languages.arabic.orthography import fold, fold_with_offsets
from waqai.languages.arabic.tokens import split_sentences
from waqai.records import Part, Report, Span

#: a stretch ``[start, end)`` of the title or the text
Range = tuple[Part, int, int]
#: joins the parts of words that stand apart (codebook, section 1)
SPLIT = " ... "
_CLITICS = frozenset("وفبكلسا")


def locate(report: Report, words: str, areas: Iterable[Range]) -> list[Range]:
    """Return where the words stand in the areas: letter by letter, else as Arabic is folded for reading.

    Among several places those count where they are whole words, with attached particles before them.
    """
    areas = list(areas)
    found = [hit for area in areas for hit in _occurrences(report.part(area[0]), words, area)]
    if found:
        return found
    return [hit for area in areas for hit in _folded_occurrences(report.part(area[0]), words, area)]


def whole(report: Report) -> list[Range]:
    """Return the title and the text."""
    return [("title", 0, len(report.title)), ("text", 0, len(report.text))]


def sentences_of(report: Report) -> tuple[Span, ...]:
    """Return the sentences of a report as coding counts them: the title, when there is one, is sentence 0."""
    spans: list[Span] = []
    parts: tuple[Part, ...] = ("title", "text")
    for part in parts:
        text = report.part(part)
        groups = [(tokens[0].start, tokens[-1].end) for tokens in split_sentences(text)]
        if part == "title" and groups:
            groups = [(groups[0][0], groups[-1][1])]
        spans += [Span(text[start:end], start, end, part) for start, end in groups]
    return tuple(spans)


def sentence_at(sentences: Sequence[Span], part: Part, position: int) -> int | None:
    """Return the number of the sentence with that character, None when there is none."""
    for number, sentence in enumerate(sentences):
        if sentence.part == part and sentence.start <= position < sentence.end:
            return number
    return None


def _occurrences(text: str, piece: str, area: Range) -> list[Range]:
    """Return where the piece stands in the area: as whole words (clitics before it allowed) if it does anywhere."""
    part, first, last = area
    found: list[Range] = []
    at = text.find(piece, first, last)
    while at >= 0:
        found.append((part, at, at + len(piece)))
        at = text.find(piece, at + 1, last)
    return [hit for hit in found if _whole_words(text, hit)] or found


def _whole_words(text: str, hit: Range) -> bool:
    _, start, end = hit
    if end < len(text) and text[end].isalnum():
        return False
    while start and text[start - 1].isalnum():
        start -= 1
        if text[start] not in _CLITICS:
            return False
    return True


def _folded_occurrences(text: str, piece: str, area: Range) -> list[Range]:
    part, first, last = area
    folded, offsets = fold_with_offsets(text[first:last])
    hits = _occurrences(folded, fold(piece), (part, 0, len(folded))) if fold(piece) else []
    return [(part, first + offsets[start], first + offsets[end - 1] + 1) for _, start, end in hits]
