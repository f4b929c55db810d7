"""Mistakes in the knowledge tables, each with its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from waqai.knowledge.model import BODIES, ORGANISATION_KINDS, PLACE_KINDS, SECTORS, Problem, day
from waqai.knowledge.tables import COLUMNS, Row, header, read_rows, table_of

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_ARABIC_COLUMNS = ("names_ar", "titles_ar", "adjectives", "capitals_ar", "demonym_plurals", "members")
_LATIN_COLUMNS = ("id", "name_en", "title_en", "capital_en", "country", "sector", "kind", "organisation", "office")
_REQUIRED = {
    "countries": ("name_en",),
    "organisations": ("id", "name_en", "names_ar", "kind"),
    "offices": ("id", "title_en", "titles_ar"),
    "holders": ("office", "name_en", "names_ar"),
    "people": ("name_en", "names_ar"),
    "places": ("names_ar", "kind"),
    "gazetteer": ("geonames", "name_en", "names_ar", "country"),
}


def check(folder: Path) -> list[Problem]:
    """Return the problems of every table in `folder`, by file and line; warnings may be right after all."""
    problems: list[Problem] = []
    tables: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    for path in sorted(folder.glob("*.tsv")):
        table = table_of(path)
        if not table:
            problems.append(Problem(path.name, 1, "a file of no known table: " + ", ".join(COLUMNS)))
        elif set(header(path)) != set(COLUMNS[table]):
            problems.append(Problem(path.name, 1, f"columns must be: {' '.join(COLUMNS[table])}"))
        else:
            tables[table] += read_rows(path)
    codes = {row["code"] for row in tables["countries"] if row["code"]} | BODIES
    for table, rows in tables.items():
        for row in rows:
            problems += [_problem(row, message) for message in _row_mistakes(table, row, codes)]
    problems += _duplicates(tables)
    problems += _references(tables)
    problems += _overlaps(tables["holders"])
    return sorted(problems)


def _problem(row: Row, message: str, warning: bool = False) -> Problem:
    return Problem(row.file, row.line, message, warning)


def _row_mistakes(table: str, row: Row, codes: set[str]) -> Iterator[str]:
    if row.surplus:
        yield f"{row.surplus} cells more than columns"
    for column in _REQUIRED[table]:
        if not row[column]:
            yield f"{column} is empty"
    yield from _letters(row)
    yield from _dates(row)
    yield from _numbers(row)
    yield from _code_mistakes(table, row, codes)


def _letters(row: Row) -> Iterator[str]:
    for column in _ARABIC_COLUMNS:
        for value in row.many(column):
            if not _ARABIC.search(value) or any(_ARABIC.search(word) and _LATIN.search(word) for word in value.split()):
                yield f"Latin letters in {column}: {value}"
    for column in _LATIN_COLUMNS:
        if _ARABIC.search(row[column]):
            yield f"Arabic letters in {column}: {row[column]}"


def _dates(row: Row) -> Iterator[str]:
    bad = [c for c in ("start", "end") if row[c] and not _DATE.fullmatch(row[c])]
    yield from (f"{column} is no date (2019, 2019-12 or 2019-12-19): {row[column]}" for column in bad)
    if not bad and row["start"] and row["end"] and day(row["end"], last=True) < day(row["start"]):
        yield f"ends {row['end']}, before it starts {row['start']}"


def _numbers(row: Row) -> Iterator[str]:
    tests: list[tuple[str, Callable[[str], bool]]] = [
        ("latitude", lambda cell: abs(float(cell)) <= 90),
        ("longitude", lambda cell: abs(float(cell)) <= 180),
        ("population", lambda cell: int(cell) >= 0),
        ("geonames", lambda cell: int(cell) > 0),
    ]
    for column, test in tests:
        try:
            good = not row[column] or test(row[column])
        except ValueError:
            good = False
        if not good:
            yield f"{column} is out of range or no number: {row[column]}"
    if bool(row["latitude"]) != bool(row["longitude"]):
        yield "latitude and longitude stand together or not at all"


def _code_mistakes(table: str, row: Row, codes: set[str]) -> Iterator[str]:
    if row["country"] and row["country"] not in codes:
        yield f"unknown country: {row['country']}"
    if row["sector"] and row["sector"] not in SECTORS:
        yield f"unknown sector: {row['sector']}"
    kinds = {"organisations": ORGANISATION_KINDS, "places": PLACE_KINDS, "gazetteer": PLACE_KINDS}.get(table)
    if kinds and row["kind"] and row["kind"] not in kinds:
        yield f"unknown kind: {row['kind']}"
    if row["id"] and not _ID.fullmatch(row["id"]):
        yield f"an id is small Latin letters and digits, joined by hyphens: {row['id']}"
    if row["wikidata"] and not _WIKIDATA.fullmatch(row["wikidata"]):
        yield f"a Wikidata id is Q and digits: {row['wikidata']}"


def _duplicates(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    for table, column in (
        ("organisations", "id"),
        ("offices", "id"),
        ("gazetteer", "geonames"),
        ("places", "geonames"),
    ):
        first: dict[str, Row] = {}
        for row in tables[table]:
            before = first.setdefault(row[column], row)
            if row[column] and before is not row:
                yield _problem(row, f"{column} {row[column]} stands already in {before.file}:{before.line}")


def _references(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    offices = {row["id"] for row in tables["offices"]}
    organisations = {row["id"] for row in tables["organisations"]}
    for row in tables["holders"]:
        if row["office"] and row["office"] not in offices:
            yield _problem(row, f"holder of an unknown office: {row['office']}")
    for row in tables["offices"]:
        if row["organisation"] and row["organisation"] not in organisations:
            yield _problem(row, f"unknown organisation: {row['organisation']}", warning=True)


def _overlaps(holders: list[Row]) -> Iterator[Problem]:
    groups: dict[str, list[Row]] = {}
    for row in holders:
        groups.setdefault(row["office"], []).append(row)
    for rows in groups.values():
        rows.sort(key=lambda row: (day(row["start"]), day(row["end"], last=True)))
        for before, after in pairwise(rows):
            # two partial dates of one month or year may meet
            ends = day(before["end"]) if before["end"] else day("", last=True)
            if ends > day(after["start"], last=True):
                other = f"{before['name_en']} ({before.file}:{before.line})"
                yield _problem(after, f"{after['name_en']} overlaps {other} as {after['office']}", warning=True)
