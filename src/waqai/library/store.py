"""Codings into the tables, many at a time.

A `Batch` gathers the rows of one writing transaction and gives out their ids, so that each table is filled with one
statement.  Only the current coding of the current revision of a report has rows for search.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from waqai.library import schema
from waqai.library.folding import index_words
from waqai.library.indexes import Words, add_words
from waqai.library.limits import indexable, short_key
from waqai.library.packing import pack, unpack
from waqai.library.tallies import grid_cell, tallies_of
from waqai.library.writing import add_aliases, add_counts, insert_rows
from waqai.records import CodedReport, EventMention, Participant, Place, Report, Source, Span

_ORDER = (
    schema.run,
    schema.report,
    schema.revision,
    schema.item,
    schema.coding,
    schema.shown,
    schema.spot,
    schema.naming,
    schema.mention,
    schema.party,
    schema.participant,
    schema.source,
    schema.place,
    schema.quantity,
    schema.context,
)
_MANY = 500
#: characters of a search key of a name: PostgreSQL indexes two of them in 2,700 bytes
_LONGEST_NAME = 300

Tally = Counter[tuple[str, str]]


class Batch:
    """Rows to be written together by `flush`; use it inside one `Database.writing` block and flush it there."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._rows: dict[Table, list[dict[str, Any]]] = {table: [] for table in _ORDER}
        self._next: dict[Table, int] = {}
        self._tally: tuple[Tally, Tally] = (Counter(), Counter())
        self._words: list[Words] = []
        self._spots: dict[tuple[float, float], int] = {}
        self._located: list[tuple[dict[str, Any], tuple[float, float]]] = []
        self._namings: dict[tuple[str, str], int] = {}
        self._named: list[tuple[dict[str, Any], tuple[str, str]]] = []
        self._parties: dict[str, int] = {}
        self._unknown: list[tuple[dict[str, Any], str, Participant]] = []
        self._called: Tally = Counter()

    def new_id(self, table: Table) -> int:
        """Return the next id of `table`."""
        if table not in self._next:
            highest = self.connection.scalar(select(func.max(table.c.id)))
            self._next[table] = (highest or 0) + 1
        number = self._next[table]
        self._next[table] = number + 1
        return number

    def add(self, table: Table, **values: Any) -> int:
        """Add one row with a new id and return the id."""
        number = self.new_id(table)
        self._rows[table].append({"id": number, **values})
        return number

    def put(self, table: Table, row: dict[str, Any]) -> None:
        """Add one row that has its id; it may still be changed until `flush`."""
        self._rows[table].append(row)

    def add_coding(
        self, revision: int, coded: CodedReport, *, annotator: str = "", lexicon: str = "", record: bytes | None = None
    ) -> int:
        """Add what a coder or person made of a revision and return the coding's id; search does not see it yet.

        `record` is `coded` packed, where that was done already.
        """
        return self.add(
            schema.coding,
            revision_id=revision,
            annotator=annotator,
            coder=coded.coder,
            lexicon=lexicon,
            made=now(),
            mentions=len(coded.mentions),
            record=pack(coded) if record is None else record,
        )

    def show(self, report: int, revision: int, coding: int, coded: CodedReport, words: Words | None = None) -> None:
        """Let search see this coding; what it saw of the report before must have been removed (`hide`).

        `words` are the search keys of title and text, where they were made already.
        """
        self._words.append(words or words_of(revision, coded.report))
        self._show_report(report, revision, coding, coded.report)
        for position, mention in enumerate(coded.mentions, 1):
            self._add_mention(report, revision, coding, position, mention)
        for total, part in zip(self._tally, tallies_of(coded, party_key), strict=True):
            total.update(part)

    def hide(self, reports: Iterable[int]) -> None:
        """Remove at once what search sees of these reports."""
        wanted = sorted(set(reports))
        for begin in range(0, len(wanted), _MANY):
            self._hide(wanted[begin : begin + _MANY])

    def flush(self) -> None:
        """Write everything."""
        self._settle_parties()
        self._settle_spots()
        self._settle_namings()
        for table, rows in self._rows.items():
            insert_rows(self.connection, table, rows)
            rows.clear()
        self._write_aliases()
        add_words(self.connection, self._words)
        self._words = []
        write_tally(self.connection, *self._tally)
        self._tally = (Counter(), Counter())

    def _show_report(self, number: int, revision: int, coding: int, report: Report) -> None:
        self._rows[schema.shown].append(
            {
                "revision_id": revision,
                "report_id": number,
                "coding_id": coding,
                "published": report.published,
                "outlet": report.outlet,
                "language": report.language,
                "folded": folded_name(report.outlet),
            }
        )

    def _add_mention(self, report: int, revision: int, coding: int, position: int, mention: EventMention) -> None:
        number = self.new_id(schema.mention)
        place = mention.place
        row = dict(
            id=number,
            coding_id=coding,
            revision_id=revision,
            report_id=report,
            position=position,
            sentence=mention.sentence,
            event=mention.event,
            type=mention.type,
            mode=mention.mode,
            status=mention.status,
            historical=mention.historical,
            date_start=mention.date.start,
            date_end=mention.date.end,
            granularity=mention.date.granularity,
            country=place.country if place is not None else "",
            **_span(mention.trigger),
        )
        self._rows[schema.mention].append(row)
        self._locate(row, place)
        for role, participants in (("actor", mention.actors), ("recipient", mention.recipients)):
            for at, one in enumerate(participants):
                self._add_participant(number, role, at, one)
        for at, link in enumerate(mention.attribution):
            self._add_source(number, at, link)
        for at, amount in enumerate(mention.quantities):
            self.add(
                schema.quantity,
                mention_id=number,
                position=at,
                what=amount.what,
                op=amount.op,
                value=amount.value,
                unit=amount.unit,
                **_span(amount.text),
            )
        self._rows[schema.context] += [{"mention_id": number, "name": name} for name in sorted(set(mention.contexts))]
        if place is not None:
            self._add_places(number, place)

    def _locate(self, row: dict[str, Any], place: Place | None) -> None:
        """Give a row of `mention` or `place` its point on the map."""
        row["spot_id"] = None
        if place is not None and place.latitude is not None and place.longitude is not None:
            self._located.append((row, (place.latitude, place.longitude)))

    def _add_participant(self, mention: int, role: str, position: int, one: Participant) -> None:
        row = {"mention_id": mention, "role": role, "position": position, "office": one.role, **_span(one.text)}
        row["id"] = self.new_id(schema.participant)
        self._unknown.append((row, party_key(one), one))
        self._called.update(_name_called(one))

    def _add_source(self, mention: int, position: int, link: Source) -> None:
        row = dict(
            id=self.new_id(schema.source),
            mention_id=mention,
            position=position,
            kind=link.kind,
            name=link.name,
            entity=link.entity,
            **_span(link.text),
        )
        self._rows[schema.source].append(row)
        self._named.append((row, _naming(link.name, link.text)))

    def _add_places(self, mention: int, place: Place) -> None:
        for kind, one in (("event", place), ("origin", place.origin), ("destination", place.destination)):
            if one is None or not (one.text or one.name or one.country):
                continue
            row = dict(
                id=self.new_id(schema.place),
                mention_id=mention,
                kind=kind,
                name=one.name,
                country=one.country,
                admin1=one.admin1,
                geonames=one.geonames,
                latitude=one.latitude,
                longitude=one.longitude,
                precision=one.precision,
                **_span(one.text),
            )
            self._rows[schema.place].append(row)
            self._named.append((row, _naming(one.name, one.text)))
            self._locate(row, one)

    def _settle_spots(self) -> None:
        """Give mentions and places their points, making those that the library does not know."""
        missing = sorted({point for _, point in self._located} - self._spots.keys())
        spot = schema.spot
        for begin in range(0, len(missing), _MANY):
            latitudes = sorted({latitude for latitude, _ in missing[begin : begin + _MANY]})
            query = select(spot.c.latitude, spot.c.longitude, spot.c.id).where(spot.c.latitude.in_(latitudes))
            self._spots |= {(row[0], row[1]): row[2] for row in self.connection.execute(query)}
        for row, point in self._located:
            if point not in self._spots:
                self._spots[point] = self.add(spot, **_spot(*point))
            row["spot_id"] = self._spots[point]
        self._located = []

    def _settle_namings(self) -> None:
        """Give places and sources their search keys."""
        missing = sorted({keys for _, keys in self._named} - self._namings.keys())
        naming = schema.naming
        for begin in range(0, len(missing), _MANY):
            words = sorted({words for _, words in missing[begin : begin + _MANY]})
            query = select(naming.c.name, naming.c.words, naming.c.id).where(naming.c.words.in_(words))
            self._namings |= {(row[0], row[1]): row[2] for row in self.connection.execute(query)}
        for row, keys in self._named:
            if keys not in self._namings:
                self._namings[keys] = self.add(naming, name=keys[0], words=keys[1])
            row["naming_id"] = self._namings[keys]
        self._named = []

    def _settle_parties(self) -> None:
        """Give every participant its party, making those that the library does not know."""
        wanted = {key for _, key, _ in self._unknown} | {key for key, _ in self._called}
        missing = sorted(wanted - self._parties.keys())
        for begin in range(0, len(missing), _MANY):
            keys = missing[begin : begin + _MANY]
            query = select(schema.party.c.key, schema.party.c.id).where(schema.party.c.key.in_(keys))
            self._parties |= {row.key: row.id for row in self.connection.execute(query)}
        for row, key, one in self._unknown:
            if key not in self._parties:
                self._parties[key] = self.add(schema.party, key=key, **_party(one))
            self._rows[schema.participant].append({**row, "party_id": self._parties[key]})
        self._unknown = []

    def _write_aliases(self) -> None:
        """Keep what each party is called and how often, so that search finds it by all its names."""
        rows = [(self._parties[key], words, count) for (key, words), count in self._called.items() if count]
        add_aliases(self.connection, rows)
        if any(count < 0 for _, _, count in rows):
            self.connection.execute(delete(schema.alias).where(schema.alias.c.mentions <= 0))
        self._called = Counter()

    def _hide(self, reports: list[int]) -> None:
        connection = self.connection
        for coded in _shown(connection, reports):
            for total, part in zip(self._tally, tallies_of(coded, party_key), strict=True):
                total.subtract(part)
            self._called.subtract(_names_called(coded.mentions))
        mentions = select(schema.mention.c.id).where(schema.mention.c.report_id.in_(reports))
        for table in (schema.context, schema.quantity, schema.place, schema.source, schema.participant):
            connection.execute(delete(table).where(table.c.mention_id.in_(mentions)))
        connection.execute(delete(schema.mention).where(schema.mention.c.report_id.in_(reports)))
        connection.execute(delete(schema.shown).where(schema.shown.c.report_id.in_(reports)))


def now() -> str:
    """Return this moment in UTC (``2020-02-05T10:00:00Z``)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def party_key(one: Participant) -> str:
    """Return what tells participants apart: the entity, else name or words, with the codes."""
    who = one.entity or one.name or one.name_local or (one.text.text if one.text else "")
    return f"{short_key(who)}\x1f{one.country}\x1f{one.sector}"


def _name_called(one: Participant) -> Iterator[tuple[str, str]]:
    words = folded_name(one.text.text)[:_LONGEST_NAME] if one.text else ""
    if words:
        yield party_key(one), words


def _names_called(mentions: Iterable[EventMention]) -> Iterator[tuple[str, str]]:
    for mention in mentions:
        for one in (*mention.actors, *mention.recipients):
            yield from _name_called(one)


def words_of(revision: int, report: Report) -> Words:
    """Return the search keys of a revision's title and text."""
    title, body = (indexable(index_words(words)) for words in (report.title, report.text))
    return Words(revision, title, body)


@lru_cache(maxsize=1 << 15)
def folded_name(name: str) -> str:
    """Return the search keys of a name, blank at both ends so that whole words can be asked for."""
    keys = index_words(name)
    return f" {keys} " if keys else ""


def write_tally(connection: Connection, mentions: Tally, reports: Tally) -> None:
    """Add the counts (negative ones too) to the tallies; values that nothing has any more go."""
    keys = sorted(mentions.keys() | reports.keys())
    rows = [(*key, mentions[key], reports[key]) for key in keys if mentions[key] or reports[key]]
    add_counts(connection, rows)
    if any(count < 0 for count in reports.values()):
        table = schema.tally
        connection.execute(delete(table).where(table.c.mentions <= 0, table.c.reports <= 0))


def set_states(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Change rows of `item` or `revision`: each of `rows` holds ``row`` (the id) and the columns to set."""
    if not rows:
        return
    names = [name for name in rows[0] if name != "row"]
    statement = update(table).where(table.c.id == bindparam("row")).values({name: bindparam(name) for name in names})
    connection.execute(statement, rows)


def _shown(connection: Connection, reports: list[int]) -> Iterator[CodedReport]:
    shown, coding = schema.shown, schema.coding
    query = (
        select(coding.c.record, shown.c.outlet)
        .join(shown, shown.c.coding_id == coding.c.id)
        .where(shown.c.report_id.in_(reports))
    )
    for record, outlet in connection.execute(query):
        yield unpack(record, Report("", outlet=outlet))


def _party(one: Participant) -> dict[str, Any]:
    words = one.text.text if one.text else ""
    return {
        "label": one.name or one.name_local or words,
        "name": one.name,
        "name_local": one.name_local,
        "country": one.country,
        "sector": one.sector,
        "entity": one.entity,
        "wikidata": one.wikidata,
        "folded_name": folded_name(one.name),
        "folded_local": folded_name(one.name_local),
    }


def _naming(name: str, span: Span | None) -> tuple[str, str]:
    return folded_name(name)[:_LONGEST_NAME], folded_name(span.text if span else "")[:_LONGEST_NAME]


def _spot(latitude: float, longitude: float) -> dict[str, Any]:
    """Return the row of a point: its place on the globe of radius 1, from which distances are exact everywhere."""
    phi, theta = math.radians(latitude), math.radians(longitude)
    column, row = grid_cell(latitude, longitude)
    return {
        "latitude": latitude,
        "longitude": longitude,
        "x": math.cos(phi) * math.cos(theta),
        "y": math.cos(phi) * math.sin(theta),
        "z": math.sin(phi),
        "grid_x": column,
        "grid_y": row,
    }


def _span(span: Span | None) -> dict[str, Any]:
    if span is None:
        return {"text": "", "part": "", "start": None, "end": None}
    return {"text": span.text, "part": span.part, "start": span.start, "end": span.end}
