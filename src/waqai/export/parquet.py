"""Mentions as Apache Parquet: typed columns for pandas, polars, R, DuckDB and Spark.

An unknown value is null, an empty list is empty.  Rows are written in groups of `GROUP` mentions, compressed with
zstd, so that memory does not grow with the library.  A date that is no ISO day is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from waqai.export.base import Counts, numbered
from waqai.ontology import QUADS
from waqai.records import EventMention, Participant, Place, Quantity, Report, Source, Span, StoredReport, When

#: mentions in a row group
GROUP = 20_000
#: mentions that become columns at a time
_BATCH = 500
_EPOCH = date(1970, 1, 1).toordinal()
_WORDS = (("text", pa.string()), ("part", pa.string()), ("start", pa.int32()), ("end", pa.int32()))
_PARTICIPANT = (
    *_WORDS,
    *((name, pa.string()) for name in ("name", "name_local", "country", "sector", "role", "entity", "wikidata")),
)
_SOURCE = (("kind", pa.string()), *_WORDS, ("name", pa.string()), ("entity", pa.string()), ("cue", pa.string()))
_QUANTITY = (("what", pa.string()), ("op", pa.string()), ("value", pa.float64()), ("unit", pa.string()), *_WORDS)
_END = (
    *_WORDS,
    ("name", pa.string()),
    ("country", pa.string()),
    ("admin1", pa.string()),
    ("geonames", pa.int64()),
    ("latitude", pa.float64()),
    ("longitude", pa.float64()),
    ("precision", pa.string()),
)
_REPORT: dict[str, tuple[pa.DataType, str]] = {
    "key": (pa.string(), "name of the report in every library that holds it"),
    "revision": (pa.int32(), "number of its revision that was coded"),
    "report": (pa.string(), "id of the report"),
    "outlet": (pa.string(), "who published it"),
    "published": (pa.date32(), "the day"),
    "url": (pa.string(), "its address"),
    "language": (pa.string(), "ISO 639-1"),
    "title": (pa.string(), "its title"),
    "coder": (pa.string(), "program and version"),
    "lexicon": (pa.string(), "the data it was coded with"),
    "annotator": (pa.string(), "who coded it; null for the machine"),
}
_MENTION: dict[str, tuple[pa.DataType, str]] = {
    "mention": (pa.int32(), "number of the mention in the report, from 1"),
    "event": (pa.int32(), "number of the event in the report; the same for mentions of one event"),
    "sentence": (pa.int32(), "sentence, from 0 (the title when there is one)"),
    "type": (pa.string(), "one of the 16 PLOVER types"),
    "mode": (pa.string(), "its mode"),
    "quad": (pa.string(), "its quad class"),
    "status": (pa.string(), "asserted, planned, hypothetical, negated, denied or alleged"),
    "historical": (pa.bool_(), "whether told as background"),
    "contexts": (pa.list_(pa.string()), "PLOVER contexts"),
    "trigger": (pa.struct(_WORDS), "the words that name the act, with their offsets"),
    "actors": (pa.list_(pa.struct(_PARTICIPANT)), "who did it"),
    "recipients": (pa.list_(pa.struct(_PARTICIPANT)), "whom it was directed at"),
    "place": (pa.string(), "name of the most specific place"),
    "place_words": (pa.struct(_WORDS), "its words"),
    "place_country": (pa.string(), "ISO 3166 alpha-3"),
    "place_admin1": (pa.string(), "first-level division"),
    "geonames": (pa.int64(), "GeoNames id"),
    "latitude": (pa.float64(), "degrees"),
    "longitude": (pa.float64(), "degrees"),
    "precision": (pa.string(), "site, settlement, admin1, country or region"),
    "origin": (pa.struct(_END), "where a movement starts"),
    "destination": (pa.struct(_END), "where it goes"),
    "date_start": (pa.date32(), "first day"),
    "date_end": (pa.date32(), "last day"),
    "date_granularity": (pa.string(), "day, week, month, quarter or year"),
    "date_inferred": (pa.bool_(), "true when no words of the sentence gave the date"),
    "date_constraint": (pa.string(), "what is known where no interval can be computed"),
    "date_words": (pa.struct(_WORDS), "the words"),
    "sources": (pa.list_(pa.struct(_SOURCE)), "the chain of sources from the outlet to the first speaker"),
    "quantities": (pa.list_(pa.struct(_QUANTITY)), "numbers of the event"),
}
#: column -> what stands in it
COLUMNS: dict[str, str] = {name: meaning for name, (_, meaning) in (_REPORT | _MENTION).items()}
SCHEMA = pa.schema([(name, kind) for name, (kind, _) in (_REPORT | _MENTION).items()])


class ParquetFile:
    """Writes mentions as typed columns."""

    columns = tuple(COLUMNS)

    def companions(self) -> Mapping[str, bytes]:
        """Return nothing."""
        return {}

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write all mentions; each row group holds `GROUP` of them, the last one what is left."""
        seen = 0

        def counted() -> Iterator[StoredReport]:
            nonlocal seen
            for stored in reports:
                seen += 1
                yield stored

        written = 0
        with pq.ParquetWriter(out, SCHEMA, compression="zstd") as writer:
            for table in mention_tables(counted()):
                writer.write_table(table)
                written += table.num_rows
        return Counts(seen, written, written)


def mention_tables(reports: Iterable[StoredReport]) -> Iterator[pa.Table]:
    """Yield all mentions as tables of `GROUP` rows, the last one of what is left."""
    group = _Group()
    for stored in reports:
        for number, mention in numbered(stored):
            group.add(stored, number, mention)
            if len(group) == GROUP:
                yield group.table()
                group = _Group()
    if len(group):
        yield group.table()


class _Group:
    """The rows of one group.

    Few records are kept as such at a time: with tens of thousands of them alive the search for garbage, which goes
    through all of them again and again, would take as long as the work.
    """

    def __init__(self) -> None:
        self._tables: list[pa.Table] = []
        self._count = 0
        self._clear()

    def __len__(self) -> int:
        return self._count

    def add(self, stored: StoredReport, number: int, mention: EventMention) -> None:
        self._stored.append(stored)
        self._numbers.append(number)
        self._mentions.append(mention)
        self._count += 1
        if len(self._mentions) == _BATCH:
            self._convert()

    def table(self) -> pa.Table:
        self._convert()
        return pa.concat_tables(self._tables).combine_chunks()

    def _clear(self) -> None:
        self._stored: list[StoredReport] = []
        self._numbers: list[int] = []
        self._mentions: list[EventMention] = []

    def _convert(self) -> None:
        if self._mentions:
            columns = self._report_columns() | self._mention_columns()
            self._tables.append(pa.Table.from_arrays([columns[name] for name in COLUMNS], schema=SCHEMA))
            self._clear()

    def _report_columns(self) -> dict[str, pa.Array]:
        stored = self._stored
        reports: list[Report] = [one.coded.report for one in stored]
        return {
            "key": _strings([one.key for one in stored]),
            "revision": pa.array([one.revision for one in stored], pa.int32()),
            "report": _strings([one.id for one in reports]),
            "outlet": _strings([one.outlet for one in reports]),
            "published": _days([one.published for one in reports]),
            "url": _strings([one.url for one in reports]),
            "language": _strings([one.language for one in reports]),
            "title": _strings([one.title for one in reports]),
            "coder": _strings([one.coded.coder for one in stored]),
            "lexicon": _strings([one.lexicon for one in stored]),
            "annotator": _strings([one.annotator for one in stored]),
        }

    def _mention_columns(self) -> dict[str, pa.Array]:
        mentions = self._mentions
        dates: list[When] = [one.date for one in mentions]
        return {
            "mention": pa.array(self._numbers, pa.int32()),
            "event": pa.array([one.event for one in mentions], pa.int32()),
            "sentence": pa.array([one.sentence for one in mentions], pa.int32()),
            "type": _strings([one.type for one in mentions]),
            "mode": _strings([one.mode for one in mentions]),
            "quad": _strings([QUADS.get(one.type, "") for one in mentions]),
            "status": _strings([one.status for one in mentions]),
            "historical": pa.array([one.historical for one in mentions], pa.bool_()),
            "contexts": _lists([one.contexts for one in mentions], _strings),
            "trigger": _words([one.trigger for one in mentions]),
            "actors": _lists([one.actors for one in mentions], _participants),
            "recipients": _lists([one.recipients for one in mentions], _participants),
            **_place_columns([one.place for one in mentions]),
            "date_start": _days([one.start for one in dates]),
            "date_end": _days([one.end for one in dates]),
            "date_granularity": _strings([one.granularity for one in dates]),
            "date_inferred": pa.array([one.inferred for one in dates], pa.bool_()),
            "date_constraint": _strings([one.constraint for one in dates]),
            "date_words": _words([one.text for one in dates]),
            "sources": _lists([one.attribution for one in mentions], _sources),
            "quantities": _lists([one.quantities for one in mentions], _quantities),
        }


def _place_columns(places: list[Place | None]) -> dict[str, pa.Array]:
    known = [place or _NOWHERE for place in places]
    return {
        "place": _strings([one.name for one in known]),
        "place_words": _words([one.text for one in known]),
        "place_country": _strings([one.country for one in known]),
        "place_admin1": _strings([one.admin1 for one in known]),
        "geonames": pa.array([one.geonames for one in known], pa.int64()),
        "latitude": pa.array([one.latitude for one in known], pa.float64()),
        "longitude": pa.array([one.longitude for one in known], pa.float64()),
        "precision": _strings([one.precision for one in known]),
        "origin": _ends([one.origin for one in known]),
        "destination": _ends([one.destination for one in known]),
    }


_NOWHERE = Place()


@lru_cache(maxsize=50_000)
def _day(text: str) -> int | None:
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH if len(text) == len("2020-02-05") else None
    except ValueError:
        return None


def _days(values: list[str]) -> pa.Array:
    return pa.array(list(map(_day, values)), pa.int32()).cast(pa.date32())


def _strings(values: list[str]) -> pa.Array:
    return pa.array([value or None for value in values], pa.string())


def _lists(values: list[tuple[Any, ...]], inner: Any) -> pa.Array:
    offsets = [0]
    for value in values:
        offsets.append(offsets[-1] + len(value))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inner(list(chain.from_iterable(values))))


def _word_fields(spans: list[Span | None]) -> list[pa.Array]:
    return [
        pa.array([span.text if span else None for span in spans], pa.string()),
        pa.array([span.part if span else None for span in spans], pa.string()),
        pa.array([span.start if span else None for span in spans], pa.int32()),
        pa.array([span.end if span else None for span in spans], pa.int32()),
    ]


def _words(spans: list[Span | None]) -> pa.Array:
    mask = pa.array([span is None for span in spans], pa.bool_())
    return pa.StructArray.from_arrays(_word_fields(spans), fields=_fields(_WORDS), mask=mask)


def _participants(ones: list[Participant]) -> pa.Array:
    arrays = _word_fields([one.text for one in ones])
    arrays += [_strings(list(map(attrgetter(name), ones))) for name, _ in _PARTICIPANT[len(_WORDS) :]]
    return pa.StructArray.from_arrays(arrays, fields=_fields(_PARTICIPANT))


def _sources(ones: list[Source]) -> pa.Array:
    arrays = [
        _strings([one.kind for one in ones]),
        *_word_fields([one.text for one in ones]),
        _strings([one.name for one in ones]),
        _strings([one.entity for one in ones]),
        _strings([one.cue.text if one.cue else "" for one in ones]),
    ]
    return pa.StructArray.from_arrays(arrays, fields=_fields(_SOURCE))


def _quantities(ones: list[Quantity]) -> pa.Array:
    arrays = [
        _strings([one.what for one in ones]),
        _strings([one.op for one in ones]),
        pa.array([one.value for one in ones], pa.float64()),
        _strings([one.unit for one in ones]),
        *_word_fields([one.text for one in ones]),
    ]
    return pa.StructArray.from_arrays(arrays, fields=_fields(_QUANTITY))


def _ends(places: list[Place | None]) -> pa.Array:
    if not any(places):
        return pa.nulls(len(places), pa.struct(_END))
    known = [place or _NOWHERE for place in places]
    arrays = _word_fields([one.text for one in known])
    for name, kind in _END[len(_WORDS) :]:
        values = [getattr(one, name) for one in known]
        arrays.append(_strings(values) if kind == pa.string() else pa.array(values, kind))
    mask = pa.array([place is None for place in places], pa.bool_())
    return pa.StructArray.from_arrays(arrays, fields=_fields(_END), mask=mask)


def _fields(pairs: Iterable[tuple[str, pa.DataType]]) -> list[pa.Field]:
    return [pa.field(name, kind) for name, kind in pairs]
