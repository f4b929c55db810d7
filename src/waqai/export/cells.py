"""Cells of delimited files: one line each, no formula, quoted where the format quotes.

A cell that a spreadsheet would take for a formula (it starts with ``= + - @`` or their full-width forms) gets an
apostrophe before it; runs of line breaks, tabs and control characters become one blank.  Numbers are left as they are.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: a cell that begins with one of these may be a formula
_FIRST = frozenset(_FORMULA) | frozenset(" \u00a0\u1680\u202f\u205f\u3000") | frozenset(map(chr, range(0x2000, 0x200B)))
#: one look for each of these is faster than one search for all of them
_CONTROLS = tuple(map(chr, (*range(0x20), 0x7F, 0x85, 0x2028, 0x2029)))


class _Sink(list[str]):
    """Takes what the csv writer writes."""

    write = list.append


def neutralise(cells: list[str], free: Sequence[bool]) -> list[str]:
    """Return the cells with breaks and formulas made harmless.

    `free` tells which hold text rather than numbers; it is at least as long as the cells.
    """
    joined = "".join(cells)
    for place, cell in enumerate(cells):
        if cell and cell[0] in _FIRST and free[place] and cell.lstrip().startswith(_FORMULA):
            break
    else:
        for control in _CONTROLS:
            if control in joined:
                break
        else:
            return cells
    return [harmless(cell) if is_text else cell for cell, is_text in zip(cells, free, strict=False)]


def harmless(cell: str) -> str:
    """Return one cell of text without line breaks and control characters, and no formula."""
    one_line = _BREAKS.sub(" ", cell)
    return f"'{one_line}" if one_line.lstrip().startswith(_FORMULA) else one_line


def make_lines(rows: Iterable[list[str]]) -> list[str]:
    """Return rows as RFC 4180 lines, each with its line feed."""
    sink = _Sink()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink


def make_tabbed(rows: Iterable[list[str]]) -> list[str]:
    """Return rows as lines of cells between tabs.

    Nothing is quoted, since half of the readers of such files know no quotes; a straight double quote becomes a
    typographic one, since the other half would take it for a quoted cell's beginning.
    """
    return ["\t".join(row).replace('"', "\u201d") + "\n" for row in rows]
