"""Reading the tab-separated data files, with line numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

_COLUMNS = """
countries code iso2 name_en names_ar adjectives capital_en capitals_ar demonym_plurals region
organisations id name_en names_ar names_latin country sector kind members start end wikidata note
offices id title_en titles_ar country sector organisation note
holders office name_en names_ar start end wikidata note
people name_en names_ar country sector description start end wikidata
places name_en names_ar country admin1 latitude longitude kind population geonames note
gazetteer geonames name_en names_ar country admin1 latitude longitude population kind
"""
#: the columns of each table
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(columns) for name, *columns in (line.split() for line in _COLUMNS.strip().splitlines())
}


class Row(msgspec.Struct, frozen=True):
    """One line of a table: where it stands, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]
    surplus: int = 0

    def __getitem__(self, column: str) -> str:
        """Return the cell, empty when the line is too short."""
        return self.cells.get(column, "")

    def many(self, column: str) -> list[str]:
        """Return the values of a cell that may hold several."""
        return [value for part in self[column].split("|") if (value := " ".join(part.split()))]


def table_of(path: Path) -> str:
    """Return the table that a file belongs to (``holders-maghreb.tsv`` → ``holders``), empty if none."""
    name = path.name.removesuffix(".tsv")
    return next((table for table in COLUMNS if name == table or name.startswith((table + "-", table + "_"))), "")


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of one file, blank lines and comments left out; the first line names the columns."""
    columns: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
            continue
        surplus = sum(1 for cell in cells[len(columns) :] if cell)
        yield Row(path.name, number, dict(zip(columns, cells, strict=False)), surplus)


def header(path: Path) -> tuple[str, ...]:
    """Return the column names of a file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            return tuple(cell.strip() for cell in line.split("\t"))
    return ()


def read_table(folder: Path, table: str) -> list[Row]:
    """Return the rows of every file of a table in `folder`, files in name order."""
    paths = sorted(path for path in folder.glob("*.tsv") if table_of(path) == table)
    return [row for path in paths for row in read_rows(path)]
