"""The libraries that the other tests of this folder start from."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.opening import create_library, is_empty, open_database
from waqai.library.stored import stored_reports
from waqai.records import spans_of

from .conftest import Places
from .samples import REPORTS


def test_spans_of_samples_are_words_of_their_reports() -> None:
    for coded in REPORTS:
        assert [span for span in spans_of((coded.mentions, coded.sentences)) if not _stands(coded.report, span)] == []


def test_a_fresh_place_takes_a_library(location: str, backend: str) -> None:
    made = create_library(location)
    assert made.is_sqlite == (backend == "sqlite")
    made.close()
    opened = open_database(location)
    assert is_empty(opened)
    opened.close()


def test_an_empty_library_holds_nothing(database: Database) -> None:
    assert is_empty(database)


def test_a_filled_library_gives_its_reports_back(filled: Database) -> None:
    with filled.reading() as connection:
        stored = list(stored_reports(connection))
        mentions = connection.scalar(select(func.count()).select_from(schema.mention))
    assert mentions == sum(len(coded.mentions) for coded in REPORTS)
    named = {coded.report.id: coded for coded in REPORTS if coded.report.id}
    assert {one.coded.report.id: one.coded for one in stored if one.coded.report.id in named} == named
    assert len(stored) == len(REPORTS)


@pytest.mark.parametrize("number", [1, 2])
def test_what_one_test_keeps_no_other_sees(database: Database, places: Places, number: int) -> None:
    with database.writing() as connection:
        connection.execute(schema.info.insert(), {"key": "mark", "value": str(number)})
    other = create_library(places.fresh())
    with other.reading() as connection:
        assert connection.scalar(select(schema.info.c.value).where(schema.info.c.key == "mark")) is None
    other.close()


def _stands(report: object, span: object) -> bool:
    from waqai.records import Report, Span

    assert isinstance(report, Report)
    assert isinstance(span, Span)
    return report.part(span.part)[span.start : span.end] == span.text
