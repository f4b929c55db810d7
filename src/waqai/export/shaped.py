"""What the files in the shapes of POLECAT, ICEWS and GDELT have in common.

None of these shapes can say that something did not happen.  So they hold only what the report says has happened
(`waqai.export.base.happened`); how many mentions were left out stands in the manifest.  Cells are neutralised as in
`waqai.export.cells`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from waqai.export.base import Counts, TextFile, happened, number, numbered
from waqai.export.cells import make_lines, make_tabbed, neutralise
from waqai.records import EventMention, Place, StoredReport

#: how a column's meaning begins that is always empty, the reason follows
EMPTY = "empty: "


class ShapedFile(TextFile):
    """Writes mentions that happened as rows of named cells; what inherits from it gives `meanings` and `cells`."""

    #: column -> what stands in it
    meanings: Mapping[str, str] = {}
    #: columns that hold numbers, which are never changed
    numeric: frozenset[str] = frozenset()
    header = True

    def __init__(self, tabbed: bool = True) -> None:
        self._lines = make_tabbed if tabbed else make_lines
        self._left_out = 0
        self.columns = tuple(self.meanings)
        self._free = [name not in self.numeric for name in self.columns]

    def cells(self, stored: StoredReport, position: int, mention: EventMention) -> Iterable[Mapping[str, str]]:
        """Yield the rows of a mention; columns that are not given are empty."""
        raise NotImplementedError

    def begin(self) -> str:
        """Return the header, where the shape has one."""
        return "".join(self._lines([list(self.columns)])) if self.header else ""

    def rows(self, stored: StoredReport) -> list[str]:
        """Return the rows of one report."""
        found: list[list[str]] = []
        for position, mention in numbered(stored):
            if not happened(mention):
                self._left_out += 1
                continue
            found += [
                neutralise([cells.get(name, "") for name in self.columns], self._free)
                for cells in self.cells(stored, position, mention)
            ]
        return self._lines(found)

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write the rows of all reports as UTF-8."""
        self._left_out = 0
        return super().write(reports, out)

    def notes(self) -> dict[str, int]:
        """Return how many mentions were left out because they are not said to have happened."""
        return {"left_out_not_happened": self._left_out}


def where(mention: EventMention) -> Place:
    """Return the place of a mention: the destination, else the origin of a movement that has no place of its own."""
    place = mention.place
    if place is None:
        return Place()
    if not place.name and place.text is None:
        return place.destination or place.origin or place
    return place


def coordinates(place: Place) -> tuple[str, str]:
    """Return latitude and longitude as text, both empty when one is unknown."""
    if place.latitude is None or place.longitude is None:
        return "", ""
    return number(place.latitude), number(place.longitude)


def city(place: Place) -> str:
    """Return the name of a settlement, nothing for wider or narrower places."""
    return place.name if place.precision == "settlement" else ""


def province(place: Place) -> str:
    """Return the first-level division."""
    return place.admin1 or (place.name if place.precision == "admin1" else "")
