"""Whether search reads what the codings say: rows, tallies, points, and the index of words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Table, Text, bindparam, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from waqai.library import schema
from waqai.library.check_ledger import misplaced
from waqai.library.findings import Finding, of_report
from waqai.library.indexes import Words, vector_of
from waqai.library.shown import Shown, shown_pages
from waqai.library.store import Batch
from waqai.library.tallies import grid_cell
from waqai.records import CodedReport, Report, Span

Row = tuple[Any, ...]
_CHILDREN = (schema.participant, schema.source, schema.place, schema.quantity, schema.context)
_ROWS = (schema.shown, schema.mention, *_CHILDREN)
#: columns with ids that are given out anew whenever the rows are made
_IDS = {"id", "mention_id", "party_id", "spot_id", "naming_id"}
_MOST = 100


class SearchCheck:
    """Compares what search reads with what the shown codings give; `reports` counts those looked at."""

    _connection: Connection
    _expected: _Expected

    def __init__(self) -> None:
        self.reports = 0

    def run(self, connection: Connection) -> Iterator[Finding]:
        """Find every difference, one line a report."""
        self._connection = connection
        self._expected = _Expected(connection)
        for page in shown_pages(self._connection):
            readable = [(one, one.coded) for one in page if one.coded is not None]
            self.reports += len(page)
            for one, coded in readable:
                self._expected.show(one.report, one.revision, one.coding, coded)
            yield from self._compare(readable)
            yield from self._missing_words(readable)
        yield from self._strays()
        yield from _wrong_points(self._connection)
        yield from self._tallies()

    def _compare(self, page: Sequence[tuple[Shown, CodedReport]]) -> Iterator[Finding]:
        numbers = [one.report for one, _ in page]
        wanted = self._expected.take()
        found = {table: _stored(self._connection, table, numbers) for table in _ROWS}
        for one, coded in page:
            parts = []
            for table in _ROWS:
                more, less = _difference(found[table].get(one.report), wanted[table].get(one.report))
                if more or less:
                    parts.append(f"{table.name} {less} missing, {more} too many")
                    wrong = _wrong_span(table, found[table].get(one.report, Counter()), coded.report)
                    parts += [wrong] if wrong else []
            if parts:
                yield Finding(of_report(one.key), f"search reads other than its coding: {'; '.join(parts)}", True)

    def _missing_words(self, page: Sequence[tuple[Shown, CodedReport]]) -> Iterator[Finding]:
        wrong = _wrong_words(self._connection, self._expected.take_words())
        for one, _ in page:
            if one.revision in wrong:
                yield Finding(of_report(one.key), f"the index of words {wrong[one.revision]}", True)

    def _strays(self) -> Iterator[Finding]:
        """Find what search reads of reports that are not shown."""
        shown, report, mention = schema.shown.c, schema.report.c, schema.mention.c
        lost = (
            select(report.key)
            .join_from(schema.shown, schema.report, report.id == shown.report_id)
            .where(report.revision_id.is_distinct_from(shown.revision_id), report.revision_id.is_(None))
        )
        for key in self._connection.scalars(lost.order_by(report.id)):
            yield Finding(of_report(key), "search reads it, but it shows no revision", True)
        stray = (
            select(report.key, func.count().label("rows"))
            .join_from(schema.mention, schema.report, report.id == mention.report_id)
            .where(report.revision_id.is_(None))
            .group_by(report.id, report.key)
            .order_by(report.id)
        )
        for row in self._connection.execute(stray):
            yield Finding(of_report(row.key), f"search reads {row.rows} mentions of it, but it shows no revision", True)

    def _tallies(self) -> Iterator[Finding]:
        tally = schema.tally.c
        mentions, reports = self._expected.tallies
        wanted = {key: (mentions[key], reports[key]) for key in mentions.keys() | reports.keys()}
        for row in self._connection.execute(select(tally.dimension, tally.value, tally.mentions, tally.reports)):
            counted = wanted.pop((row.dimension, row.value), (0, 0))
            if counted != (row.mentions, row.reports):
                yield _wrong_tally(row.dimension, row.value, (row.mentions, row.reports), counted)
        for (dimension, value), counted in sorted(wanted.items()):
            if any(counted):
                yield _wrong_tally(dimension, value, (0, 0), counted)


class _Expected(Batch):
    """The rows that codings give, never written: ids count from 1, what is settled elsewhere stands in the row."""

    def new_id(self, table: Table) -> int:
        self._next[table] = self._next.get(table, 0) + 1
        return self._next[table]

    @property
    def tallies(self) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
        """The counts of everything shown so far."""
        return self._tally

    def take(self) -> dict[Table, dict[int, Counter[Row]]]:
        """Return the rows by table and report, and forget them."""
        for row, keys in self._named:
            row["naming"] = keys
        for row, point in self._located:
            row["spot"] = point
        for row, key, _ in self._unknown:
            self._rows[schema.participant].append({**row, "party": key})
        mentions = {row["id"]: (row["report_id"], row["position"]) for row in self._rows[schema.mention]}
        taken: dict[Table, dict[int, Counter[Row]]] = {}
        for table in _ROWS:
            taken[table] = {}
            for row in self._rows[table]:
                report, position = mentions[row["mention_id"]] if "mention_id" in row else (row["report_id"], None)
                rows = taken[table].setdefault(report, Counter())
                rows[_plain(table, position, row, row.get("party"), row.get("naming"), row.get("spot"))] += 1
            self._rows[table].clear()
        self._named, self._located, self._unknown = [], [], []
        return taken

    def take_words(self) -> list[Words]:
        """Return the search keys of everything shown, and forget them."""
        words, self._words = self._words, []
        return words


def _plain(table: Table, position: int | None, row: Any, party: Any, naming: Any, spot: Any) -> Row:
    values = [row[column.name] for column in table.columns if column.name not in _IDS]
    return (position, *values, party, naming, spot)


def _stored(connection: Connection, table: Table, reports: Sequence[int]) -> dict[int, Counter[Row]]:
    """Return the rows of a table as `_Expected.take` gives them."""
    mention, party, naming, spot = schema.mention.c, schema.party.c, schema.naming.c, schema.spot.c
    columns: list[Any] = [*table.columns]
    query = select(*columns)
    if "mention_id" in table.columns:
        query = query.add_columns(mention.report_id.label("of_report"), mention.position.label("of_position"))
        query = query.join(schema.mention, mention.id == table.c.mention_id).where(mention.report_id.in_(reports))
    else:
        query = query.where(table.c.report_id.in_(reports))
    if "party_id" in table.columns:
        query = query.add_columns(party.key.label("party")).outerjoin(schema.party, party.id == table.c.party_id)
    if "naming_id" in table.columns:
        query = query.add_columns(naming.name.label("naming_name"), naming.words.label("naming_words"))
        query = query.outerjoin(schema.naming, naming.id == table.c.naming_id)
    if "spot_id" in table.columns:
        query = query.add_columns(spot.latitude.label("spot_latitude"), spot.longitude.label("spot_longitude"))
        query = query.outerjoin(schema.spot, spot.id == table.c.spot_id)
    found: dict[int, Counter[Row]] = {}
    for row in connection.execute(query).mappings():
        names = (row["naming_name"], row["naming_words"]) if "naming_id" in table.columns else None
        point = (row["spot_latitude"], row["spot_longitude"]) if row.get("spot_id") is not None else None
        report = row["of_report"] if "mention_id" in table.columns else row["report_id"]
        key = _plain(table, row.get("of_position"), row, row.get("party"), names, point)
        found.setdefault(report, Counter())[key] += 1
    return found


def _difference(found: Counter[Row] | None, wanted: Counter[Row] | None) -> tuple[int, int]:
    have, need = found or Counter(), wanted or Counter()
    return (have - need).total(), (need - have).total()


def _wrong_span(table: Table, rows: Counter[Row], report: Report) -> str:
    """Return what is wrong with the first span of the rows that is not the words of the report, "" when none is."""
    if "start" not in table.columns:
        return ""
    names = [column.name for column in table.columns if column.name not in _IDS]
    at = {name: names.index(name) + 1 for name in ("text", "part", "start", "end")}
    for row in sorted(rows, key=repr):
        words, part, start, end = (row[at[name]] for name in ("text", "part", "start", "end"))
        if start is None or end is None:
            continue
        if part not in {"title", "text"}:
            return f"{table.name} points into {part!r}, which there is not"
        span = Span(words, start, end, part)
        if report.part(span.part)[start:end] != words:
            return f"{table.name}: {misplaced(span, report)}"
    return ""


def _wrong_words(connection: Connection, rows: Sequence[Words]) -> dict[int, str]:
    """Return what is wrong with the index of words, by revision."""
    if not rows:
        return {}
    if connection.dialect.name == "sqlite":
        return _wrong_sizes(connection, rows)
    query = text(
        "SELECT wanted.id, found.words IS NULL FROM unnest(:ids, :vectors) AS wanted (id, words)"
        " LEFT JOIN text_index found ON found.revision_id = wanted.id"
        " WHERE found.words IS DISTINCT FROM CAST(wanted.words AS tsvector)"
    ).bindparams(bindparam("ids", type_=ARRAY(BigInteger)), bindparam("vectors", type_=ARRAY(Text)))
    values = {"ids": [row.revision for row in rows], "vectors": [vector_of(row) for row in rows]}
    return {
        number: "does not know it" if missing else "has other words of it"
        for number, missing in connection.execute(query, values)
    }


def _wrong_sizes(connection: Connection, rows: Sequence[Words]) -> dict[int, str]:
    """SQLite keeps no copy of the words: compare how many it knows of each title and text."""
    numbers = ",".join(str(row.revision) for row in rows)
    query = f"SELECT id, sz FROM text_index_docsize WHERE id IN ({numbers})"  # noqa: S608  integers of our own
    sizes = {row[0]: _numbers(row[1]) for row in connection.exec_driver_sql(query)}
    wrong = {}
    for row in rows:
        wanted = [len(part.split(" ")) if part else 0 for part in (row.title, row.body)]
        size = sizes.get(row.revision)
        if size is None:
            wrong[row.revision] = "does not know it"
        elif size != wanted:
            wrong[row.revision] = f"knows {sum(size)} words of it, it has {sum(wanted)}"
    return wrong


def _numbers(packed: bytes) -> list[int]:
    """Return the numbers of SQLite's variable length in `packed`: seven bits a byte, the greatest first."""
    numbers, value = [], 0
    for byte in packed:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            numbers.append(value)
            value = 0
    return numbers


def _wrong_points(connection: Connection) -> Iterator[Finding]:
    spot = schema.spot.c
    for row in connection.execution_options(yield_per=1000).execute(select(schema.spot).order_by(spot.id)):
        phi, theta = math.radians(row.latitude), math.radians(row.longitude)
        globe = (math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi))
        right = all(math.isclose(a, b, abs_tol=1e-9) for a, b in zip(globe, (row.x, row.y, row.z), strict=True))
        if not right or grid_cell(row.latitude, row.longitude) != (row.grid_x, row.grid_y):
            yield Finding(f"point {row.latitude} {row.longitude}", "stands elsewhere on the map than it says", True)


def _wrong_tally(dimension: str, value: str, kept: tuple[int, int], counted: tuple[int, int]) -> Finding:
    what = f"says {kept[0]} mentions in {kept[1]} reports, counted are {counted[0]} in {counted[1]}"
    shown = value.replace("\x1f", " ").strip()
    return Finding(f"tally {dimension} {shown!r}", what, True)
