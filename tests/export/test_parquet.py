"""Typed columns: read back by pyarrow and polars, row groups of bounded size."""

from __future__ import annotations

import datetime as dt
import io
from itertools import repeat

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from waqai.export import parquet
from waqai.export.parquet import COLUMNS, SCHEMA
from waqai.records import CodedReport, EventMention, Report, Span, StoredReport, When

from .samples import TEXT, TITLE
from .stored import ALL, EMOJI, HOSTILE, MARKED, MENTIONS, export, hostile


def table(*stored: StoredReport) -> pa.Table:
    return pq.read_table(io.BytesIO(export("parquet", stored)[0]))


def test_schema_is_typed_and_documented() -> None:
    read = table(*ALL)
    assert read.schema.equals(SCHEMA)
    assert read.schema.field("published").type == pa.date32()
    assert read.schema.field("date_start").type == pa.date32()
    assert read.schema.field("contexts").type == pa.list_(pa.string())
    assert read.schema.field("trigger").type.field("start").type == pa.int32()
    assert pa.types.is_struct(read.schema.field("actors").type.value_type)
    assert all(COLUMNS.values())


def test_every_value_is_there() -> None:
    rows = table(*ALL).to_pylist()
    assert len(rows) == MENTIONS
    meeting = rows[0]
    assert (meeting["key"], meeting["revision"], meeting["mention"]) == ("a" * 32, 2, 2)
    assert meeting["published"] == dt.date(2020, 2, 6)
    assert meeting["annotator"] is None
    first, second = meeting["actors"]
    assert (first["name"], first["name_local"], first["wikidata"]) == ("Sabri Boukadoum", "صبري بوقادم", "Q1")
    assert (second["text"], second["start"], second["country"]) == (None, None, "LBY")
    assert (meeting["place"], meeting["geonames"], meeting["longitude"]) == ("Benghazi", 88319, 20.069)
    assert meeting["origin"] is None
    assert [source["kind"] for source in meeting["sources"]] == ["outlet", "anonymous"]
    assert meeting["sources"][1]["cue"] == "قال"
    killing = rows[1]
    assert killing["origin"]["name"] == "Benghazi"
    assert killing["destination"] == dict.fromkeys(killing["origin"]) | {"name": "Tripoli", "country": "LBY"}
    assert (killing["date_start"], killing["date_end"]) == (None, dt.date(2019, 12, 31))
    assert killing["quantities"][0]["value"] == 12.0
    assert rows[2]["annotator"] == "amal"


def test_words_are_those_of_the_report() -> None:
    rows = table(*ALL).to_pylist()
    for row, text in zip(rows, (TEXT, TEXT, TITLE, TEXT, MARKED), strict=True):
        found = [row["trigger"], row["place_words"], row["date_words"], *row["actors"], *row["recipients"]]
        for words in found:
            if words and words["text"] is not None:
                assert text[words["start"] : words["end"]] == words["text"]


def test_polars_reads_it() -> None:
    frame = pl.read_parquet(export("parquet", ALL)[0])
    assert frame.height == MENTIONS
    assert frame.schema["date_start"] == pl.Date()
    assert frame.explode("actors").unnest("actors")["country"].drop_nulls().to_list().count("LBY") == 3


def test_row_groups_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    data, counts = export("parquet", repeat(EMOJI, 5))
    metadata = pq.ParquetFile(io.BytesIO(data)).metadata
    assert [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)] == [2, 2, 1]
    assert metadata.num_rows == counts.rows == 5
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_an_empty_export_has_the_columns() -> None:
    assert table().num_rows == 0
    assert table().schema.equals(SCHEMA)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str) -> None:
    row = table(hostile(words)).to_pylist()[0]
    assert row["outlet"] == row["trigger"]["text"] == row["actors"][0]["name"] == words
    assert row["published"] is None


@pytest.mark.parametrize("day", ["", "2020", "2020-02", "20200201", "2020-13-01", "0000-01-01", "x"])
def test_a_date_that_is_no_day_is_null(day: str) -> None:
    mention = EventMention(0, Span("x", 0, 1), "AGREE", date=When(start=day, end="2020-02-29"))
    row = table(StoredReport("k", CodedReport(Report("x"), (mention,)))).to_pylist()[0]
    assert (row["date_start"], row["date_end"]) == (None, dt.date(2020, 2, 29))
