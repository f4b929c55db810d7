"""Cuts a report's title and text into pieces at the borders of all evidence, and marks each piece as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise
from typing import NamedTuple

from waqai.export.page import quad
from waqai.records import CodedReport, EventMention, Part, Place, Span


class _Mark(NamedTuple):
    """Words of a mention in a role; `quad` is the number of the type's quad class."""

    start: int
    end: int
    role: str
    position: int
    quad: int


class Highlights(NamedTuple):
    """The title and text as HTML; `anchors` maps part and offset to the id of the piece that begins there."""

    title: str
    text: str
    anchors: dict[tuple[Part, int], str]

    def anchor(self, span: Span) -> str:
        """Return the id of the piece where the words begin, "" if they are not highlighted."""
        return self.anchors.get((span.part, span.start), "")


def highlight(coded: CodedReport, report: int) -> Highlights:
    """Mark the evidence of all mentions of a coded report, which is number `report` on the page."""
    marks: dict[Part, list[_Mark]] = {"title": [], "text": []}
    for position, mention in enumerate(coded.mentions, 1):
        for role, span in evidence(mention):
            if span.end > span.start:
                marks[span.part].append(_Mark(span.start, span.end, role, position, quad(mention.type)))
    anchors: dict[tuple[Part, int], str] = {}
    title = "".join(_pieces(coded.report.title, "title", marks["title"], report, anchors))
    text = "".join(_pieces(coded.report.text, "text", marks["text"], report, anchors))
    return Highlights(title, text, anchors)


def evidence(mention: EventMention) -> Iterator[tuple[str, Span]]:
    """Yield (role, words) for everything of the report that a mention's fields were read from."""
    yield "trigger", mention.trigger
    yield from (("actors", one.text) for one in mention.actors if one.text)
    yield from (("recipients", one.text) for one in mention.recipients if one.text)
    yield from (("place", span) for span in _place_words(mention.place))
    if mention.date.text:
        yield "date", mention.date.text
    for source in mention.attribution:
        yield from (("attribution", span) for span in (source.text, source.cue) if span)
    yield from (("quantities", quantity.text) for quantity in mention.quantities)


def _place_words(place: Place | None) -> Iterator[Span]:
    if place is not None:
        if place.text:
            yield place.text
        yield from _place_words(place.origin)
        yield from _place_words(place.destination)


def _pieces(
    text: str, part: Part, marks: list[_Mark], report: int, anchors: dict[tuple[Part, int], str]
) -> Iterator[str]:
    """Yield the text piece by piece; pieces under marks become links to the card of their event."""
    starting = sorted(marks, reverse=True)
    active: list[_Mark] = []
    borders = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    for start, end in pairwise(borders):
        active = [mark for mark in active if mark.end > start]
        while starting and starting[-1].start <= start:
            active.append(starting.pop())
        words = escape(text[start:end])
        if not active:
            yield words
            continue
        identifier = anchors.setdefault((part, start), f"w{report}-{'t' if part == 'title' else 'b'}{start}")
        yield _marked(words, active, report, identifier)


def _marked(words: str, active: list[_Mark], report: int, identifier: str) -> str:
    # the narrowest words decide where the link goes, a trigger before the rest
    first = min(active, key=lambda mark: (mark.role != "trigger", mark.end - mark.start, mark.position))
    roles = list(dict.fromkeys(mark.role for mark in sorted(active, key=lambda mark: mark.end - mark.start)))
    quads = [f"q{first.quad}"] if first.role == "trigger" else []
    named = "، ".join(dict.fromkeys(f"{mark.position}: {mark.role}" for mark in active))
    classes = " ".join(["mark", *roles, *quads])
    return f'<a class="{classes}" id="{identifier}" href="#e{report}-{first.position}" title="{named}">{words}</a>'


def mark_words(text: str, start: int, end: int, marks: Iterable[tuple[str, int, int]], number: int) -> str:
    """Return ``text[start:end]`` as HTML with the words of (role, start, end) marked; `number` is the quad class."""
    inside = [(role, max(first, start), min(last, end)) for role, first, last in marks if first < end and start < last]
    borders = sorted({start, end, *(first for _, first, _ in inside), *(last for _, _, last in inside)})
    pieces = []
    for first, last in pairwise(borders):
        roles = list(dict.fromkeys(role for role, one, other in inside if one <= first and last <= other))
        classes = " ".join(["mark", *roles, *([f"q{number}"] if "trigger" in roles else [])])
        words = escape(text[first:last])
        pieces.append(f'<span class="{classes}">{words}</span>' if roles else words)
    return "".join(pieces)
