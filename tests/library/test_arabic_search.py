"""Queries against reports of a few words: all that must be found is, nothing else, in both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.opening import create_library
from waqai.library.query.sql import report_condition
from waqai.library.query.syntax import parse
from waqai.library.search import search_reports
from waqai.library.store import Batch
from waqai.records import CodedReport, Report

from .conftest import BACKENDS, Places

_PAIRS = [
    line.split("\t") for line in (Path(__file__).parent / "arabic_search_pairs.tsv").read_text("utf-8").splitlines()[2:]
]


@pytest.fixture(scope="module", params=BACKENDS)
def texts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A library that holds the words of each pair as one report."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    places = Places(request.param, tmp_path_factory.mktemp("pairs"), server)
    database = create_library(places.fresh())
    with database.writing() as connection:
        batch = Batch(connection)
        run = batch.add(schema.run, command="add", inputs="[]")
        for number, pair in enumerate(_PAIRS):
            report = Report(pair[1], id=str(number))
            row = batch.new_id(schema.report)
            revision = batch.new_id(schema.revision)
            values = {"id": row, "key": f"{number:032x}", "address": f"id:{number}", "name": report.id}
            batch.put(schema.report, {**values, "revision_id": revision})
            batch.put(
                schema.revision,
                {
                    "id": revision,
                    "report_id": row,
                    "run_id": run,
                    "digest": str(number),
                    "title": "",
                    "text": report.text,
                    "state": "coded",
                },
            )
            coded = CodedReport(report)
            batch.show(row, revision, batch.add_coding(revision, coded), coded)
        batch.flush()
    yield database
    database.close()
    places.clear()


def test_there_are_enough_pairs() -> None:
    assert all(len(pair) == 4 and pair[2] in {"yes", "no"} for pair in _PAIRS)
    assert sum(pair[2] == "yes" for pair in _PAIRS) >= 80
    assert sum(pair[2] == "no" for pair in _PAIRS) >= 40


def test_all_is_found_and_nothing_else(texts: Database) -> None:
    wrong = []
    with texts.reading() as connection:
        for number, (query, text, expected, about) in enumerate(_PAIRS):
            found = {hit.id for hit in search_reports(connection, query, limit=1000).hits}
            if (str(number) in found) != (expected == "yes"):
                wrong.append(f"{query} / {text}: {about}, expected {expected}")
    assert not wrong, "\n".join(wrong)


def test_what_is_found_is_marked(texts: Database) -> None:
    unmarked = []
    with texts.reading() as connection:
        for query, _, _, _ in _PAIRS:
            for hit in search_reports(connection, query, limit=1000).hits:
                marks = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
                if not marks or any(not mark.strip() or mark != mark.strip() for mark in marks):
                    unmarked.append(f"{query}: {hit.snippet}")
    assert not unmarked


def test_conditions_hold_parameters_only(texts: Database) -> None:
    dialect = texts.engine.dialect
    hostile = '"\'; DROP TABLE report; --" OR id:"x\' OR \'1\'=\'1" OR place:"%_\\a"'
    statement = str(report_condition(parse(hostile)).compile(dialect=dialect))
    assert "DROP" not in statement
    assert "'1'" not in statement
    with texts.reading() as connection:
        assert search_reports(connection, hostile).total.count == 0
