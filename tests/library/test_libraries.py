"""The public library object, on SQLite and on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from waqai import Report, open_library
from waqai.libraries import LibraryError, holds_library
from waqai.library.connection import Database
from waqai.library.query import QueryError

TEXT = "التقى وزير الخارجية الجزائري نظيره التونسي في تونس."


def test_there_must_be_a_library_unless_one_is_asked_for(tmp_path: Path) -> None:
    place = tmp_path / "new.db"
    assert not holds_library(place)
    with pytest.raises(LibraryError, match="waqai init"):
        open_library(place)
    assert not place.exists()
    with open_library(place, create=True) as library:
        assert library.status().counts.read == 0
    with open_library(place, create=True) as library:
        assert library.search().hits == ()
    assert holds_library(place)


def test_reports_of_a_program_are_added_once(tmp_path: Path) -> None:
    with open_library(tmp_path / "new.db", create=True) as library:
        reports = [Report(TEXT, id="a", outlet="وكالة", published="2020-02-06")]
        assert library.add_reports(reports).counts.coded == 1
        assert library.add_reports(reports).counts.duplicate == 1
        (hit,) = library.events("type:CONSULT").hits
    assert hit.id == "a"
    assert hit.sentence.text == TEXT


def test_tables_hold_every_mention_of_a_query(filled: Database) -> None:
    with open_library(filled.url.render_as_string(hide_password=False)) as library:
        everything = library.to_arrow()
        count = library.status().mentions
        assert everything.num_rows == count > 1
        kinds = everything["type"].to_pylist()
        some = library.to_arrow(f"type:{kinds[0]}")
        assert some.num_rows == kinds.count(kinds[0])
        assert set(some["type"].to_pylist()) == {kinds[0]}
        assert library.to_polars().equals(pl.DataFrame(pl.from_arrow(everything)))
        assert list(library.to_pandas()["type"]) == kinds


def test_export_is_what_the_tables_are(filled: Database, tmp_path: Path) -> None:
    with open_library(filled.url.render_as_string(hide_password=False)) as library:
        manifest = library.export(tmp_path / "all.parquet")
        assert pq.read_table(tmp_path / "all.parquet").equals(library.to_arrow())
        assert manifest.mentions == library.status().mentions
        with pytest.raises(ValueError, match="tells no format"):
            library.export(tmp_path / "all.xyz")


def test_facets_and_months_count_all_mentions(filled: Database) -> None:
    with open_library(filled.url.render_as_string(hide_password=False)) as library:
        mentions = library.status().mentions
        facets = library.facets("", ["type"], top=20)
        assert sum(one.mentions for one in facets.dimensions["type"]) == mentions
        assert sum(one.mentions for one in library.histogram().periods) == mentions


def test_a_wrong_query_says_where(filled: Database) -> None:
    with open_library(filled.url.render_as_string(hide_password=False)) as library:
        for ask in (library.search, library.events, library.to_arrow):
            with pytest.raises(QueryError) as error:
                ask("type:CONSULT AND")
            assert error.value.position > 12
