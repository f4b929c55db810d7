"""Plain text: one report a file; a short first line with text under it is the title."""

from __future__ import annotations

from typing import BinaryIO

from waqai.read.decoding import decode
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.streams import read_whole
from waqai.records import Report

_LONGEST_TITLE = 200
_ENDS = (".", "۔", "،", ",", ":", "؛", ";")


def parse_text(text: str, identifier: str) -> Report:
    """Return the report in `text`, with `identifier` as its id.

    The first line is the title when more text follows, it is shorter than 200 characters and does not end like a
    sentence; else all of it is text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if rest.strip() and len(first) < _LONGEST_TITLE and not first.endswith(_ENDS):
        return Report(text=rest.strip(), title=first, id=identifier)
    return Report(text=text.strip(), id=identifier)


def parse(stream: BinaryIO, place: Place, _options: ReadOptions) -> Findings:
    """Yield the one report of a text file, or why it is none."""
    text = decode(read_whole(stream), place.name, place.path)
    yield place.name, text if isinstance(text, InputProblem) else parse_text(text, place.identifier)
