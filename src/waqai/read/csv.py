"""CSV and TSV: one report a row; encoding and delimiter are found out, a cell may hold line ends in quotes.

Written by hand because a broken row must be named by its line and must not take the rest with it; the standard
module's limit of 128 KiB a cell could be raised for the whole program only.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from waqai.read.decoding import arabic_encoding
from waqai.read.limits import LARGEST_REPORT, MOST_COLUMNS
from waqai.read.mapping import known_columns, make_report, map_columns
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.problems import InputProblem, ProblemKind
from waqai.read.streams import bounded_lines, too_large
from waqai.records import Report

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_UTF8_MARK = b"\xef\xbb\xbf"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?')
#: a byte that is not of the table's encoding, as `surrogateescape` keeps it
_WRONG_BYTE = re.compile(r"[\udc80-\udcff]")

#: number and text of a line, None for one that is too large
_Line = tuple[int, str | None]
_Numbered = tuple[int, list[str] | str]
_END: _Line = (0, "")


def parse(stream: BinaryIO, place: Place, options: ReadOptions) -> Findings:
    """Yield ``(file:line, report or problem)`` for every row of a table with a header; the line is where it begins."""
    lines = bounded_lines(stream)
    start = _sample(lines)
    if not b"".join(start).strip(_UTF8_MARK + b" \t\r\n\x00"):
        yield place.name, InputProblem(place.name, "is empty", "put one report a row in it, or leave it out", "empty")
        return
    encoding = table_encoding(b"".join(start))
    if not encoding:
        what = "is in an encoding that was not recognised"
        yield place.name, InputProblem(place.name, what, "save it as UTF-8")
        return
    texts = _decoded(start, lines, encoding)
    first = next((pair for pair in texts if pair[1] is None or pair[1].strip()), _END)
    delimiter = ""
    named = _SEPARATOR_LINE.fullmatch((first[1] or "").strip())
    if named:
        delimiter, first = named[1], next(texts, _END)
    rows = _rows(first, texts, delimiter or sniff_delimiter(first[1] or ""))
    number, header = next(rows, (1, "is empty"))
    yield from _table(number, header, rows, place, options)


def _table(
    number: int, header: list[str] | str, rows: Iterator[_Numbered], place: Place, options: ReadOptions
) -> Findings:
    problem = _bad_row(header) if isinstance(header, str) or _unreadable(header) else None
    if problem is None and len(header) > MOST_COLUMNS:
        problem = (f"has {len(header)} columns, more than {MOST_COLUMNS}", "quarantined")
    if problem is not None:
        where = f"{place.name}:{number}"
        yield where, InputProblem(where, f"the header {problem[0]}", "mend the first row", problem[1])
        return
    columns = map_columns(header, options.mapping, place.name)
    if isinstance(columns, InputProblem):
        yield place.name, columns
        return
    seen = False
    for line, row in rows:
        if row == [""]:
            continue
        seen = True
        where = f"{place.name}:{line}"
        yield where, _report(row, columns, len(header), where, f"{place.identifier or place.name}:{line}")
    if not seen:
        yield place.name, InputProblem(place.name, "holds no rows", "put one report a row in it", "empty")


def _report(
    row: list[str] | str, columns: dict[str, int], width: int, where: str, identifier: str
) -> Report | InputProblem:
    if isinstance(row, str) or _unreadable(row):
        what, kind = _bad_row(row)
        return InputProblem(where, f"the row {what}", "mend this row", kind)
    if len(row) < width or any(row[width:]):
        what = f"the row has {len(row)} cells, the header {width}"
        return InputProblem(where, what, "put cells that hold the delimiter or line ends in double quotes")
    return make_report({field: row[at] for field, at in columns.items()}, where, identifier)


def _unreadable(row: list[str]) -> bool:
    return any("\x00" in cell or _WRONG_BYTE.search(cell) for cell in row)


def _bad_row(row: list[str] | str) -> tuple[str, ProblemKind]:
    if isinstance(row, str):
        return row, "quarantined" if "larger" in row else "failed"
    if any("\x00" in cell for cell in row):
        return "holds NUL bytes", "quarantined"
    return "holds bytes that are not of the file's encoding", "failed"


# -- bytes to lines


def _sample(lines: Iterator[bytes]) -> list[bytes]:
    taken: list[bytes] = []
    size = 0
    for line in lines:
        taken.append(line)
        size += len(line)
        if size >= _SAMPLE:
            break
    return taken


def table_encoding(sample: bytes) -> str:
    """Return the encoding of a table that begins with `sample`, "" when it is none of those known.

    By its mark, else UTF-8, else the old Arabic encoding that makes sense of it; UTF-8 with some wrong bytes stays
    UTF-8.
    """
    if sample[:2] in _UTF16:
        return _UTF16[sample[:2]]
    text = sample[: _SAMPLE * 4].decode("utf-8", "surrogateescape")
    wrong = len(_WRONG_BYTE.findall(text))
    arabic = sum("\u0600" <= character <= "\u06ff" for character in text)
    if wrong <= 3 or wrong < arabic:
        return "utf-8"
    return arabic_encoding(sample)


def _decoded(start: list[bytes], lines: Iterator[bytes], encoding: str) -> Iterator[_Line]:
    """Yield numbered lines as text with plain line ends."""
    if encoding.startswith("utf-16"):
        yield from enumerate(_wide_lines(start, lines, encoding), 1)
        return
    number = 0
    for source in (start, lines):
        for line in source:
            data = line.removeprefix(_UTF8_MARK) if number == 0 else line
            if len(data) > LARGEST_REPORT:
                number += 1
                yield number, None
                continue
            for piece in _split_returns(data.decode(encoding, "surrogateescape")):
                number += 1
                yield number, piece


def _split_returns(line: str) -> Iterator[str]:
    """Yield the lines of a file that old Macs wrote (returns without line feeds); all others come as they are."""
    if line.endswith("\r\n"):
        line = line[:-2] + "\n"
    if "\r" not in line:
        yield line
        return
    yield from re.findall(r"[^\r]*\r|[^\r]+", line)


def _wide_lines(start: list[bytes], lines: Iterator[bytes], encoding: str) -> Iterator[str]:
    """Yield the lines of UTF-16, whose line feeds are two bytes."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    held: list[str] = []
    size = 0
    for source in (start, lines):
        for piece in source:
            *whole, last = decoder.decode(piece).split("\n")
            for text in whole:
                yield "".join((*held, text)).removesuffix("\r").removeprefix("\ufeff") + "\n"
                held, size = [], 0
            held.append(last)
            size += len(last)
            if size > LARGEST_REPORT:
                yield "".join(held)
                held, size = [], 0
    if any(held):
        yield "".join(held)


# -- lines to rows


def sniff_delimiter(header: str) -> str:
    """Return the delimiter that makes most known names of the first line, and of those the most cells."""
    split = {delimiter: _split(header, delimiter) for delimiter in _DELIMITERS}
    return max(_DELIMITERS, key=lambda delimiter: (known_columns(split[delimiter]), len(split[delimiter])))


def header_cells(line: str) -> list[str]:
    """Return the cells of a line taken as a header, whatever its delimiter."""
    return _split(line, sniff_delimiter(line))


def _split(line: str, delimiter: str) -> list[str]:
    row = _Row(delimiter)
    row.add(line)
    return row.cells


def _rows(first: _Line, rest: Iterator[_Line], delimiter: str) -> Iterator[_Numbered]:
    """Yield ``(line where it begins, cells)``, or the words for what is wrong instead of the cells.

    A quote that is never closed would take all the rest of the file: its row is named and reading goes on with the
    line after.
    """
    waiting = [first]
    while True:
        number, text = waiting.pop() if waiting else next(rest, _END)
        if not number:
            return
        if text is None or len(text) > LARGEST_REPORT:
            yield number, too_large()
            continue
        row = _Row(delimiter)
        taken: list[_Line] = []
        size = len(text)
        row.add(text)
        while row.is_open and size <= LARGEST_REPORT:
            more, line = waiting.pop() if waiting else next(rest, _END)
            if not more:
                break
            taken.append((more, line))
            size += LARGEST_REPORT if line is None else len(line)
            row.add(line or "")
        if row.is_open:
            yield number, "opens a quote that is not closed" + (f" and {too_large()}" if size > LARGEST_REPORT else "")
            waiting += taken[::-1]
        else:
            yield number, row.cells


class _Row:
    """The cells of one row, line by line.

    A quote begins a quoted cell only at the cell's start; what follows the closing quote up to the delimiter is added.
    """

    def __init__(self, delimiter: str) -> None:
        self.cells: list[str] = []
        self.is_open = False
        self._delimiter = delimiter
        self._quoted: list[str] = []

    def add(self, line: str) -> None:
        at = self._close(line, 0) if self.is_open else 0
        while at >= 0:
            at = self._close(line, at + 1) if line.startswith('"', at) else self._finish(line, at)

    def _close(self, line: str, at: int) -> int:
        """Read on inside quotes; return where the next cell begins, -1 when there is none in this line."""
        close = _closing(line, at)
        self.is_open = close < 0
        self._quoted.append((line[at:] if close < 0 else line[at:close]).replace('""', '"'))
        return -1 if close < 0 else self._finish(line, close + 1)

    def _finish(self, line: str, start: int) -> int:
        end = line.find(self._delimiter, start)
        plain = line[start:].rstrip("\r\n") if end < 0 else line[start:end]
        self.cells.append("".join((*self._quoted, plain)))
        self._quoted = []
        return end + 1 if end >= 0 else -1


def _closing(text: str, at: int) -> int:
    while (at := text.find('"', at)) >= 0 and text.startswith('""', at):
        at += 2
    return at
