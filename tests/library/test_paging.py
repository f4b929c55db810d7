"""Pages neither skip nor repeat a hit, whatever is added in between."""

from __future__ import annotations

import pytest

from waqai.library import ranking
from waqai.library.connection import Database
from waqai.library.paging import CursorError
from waqai.library.search import search_mentions, search_reports
from waqai.records import CodedReport

from .made import add, mention, report


def _made(prefix: str, count: int, first: int = 0) -> list[CodedReport]:
    return [
        report(
            f"{prefix}{n:03d}",
            "x " + "مطر " * (1 + n % 5) + "ثلج " * (n % 7),
            mention("AID" if n % 3 else "ASSAULT", day=f"2020-01-{1 + n % 9:02d}" if n % 4 else ""),
            title="مطر" if n % 6 == 0 else "",
            published=f"2020-02-{1 + n % 5:02d}" if n % 5 else "",
        )
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize("sort", ["relevance", "date", "-date"])
@pytest.mark.parametrize("query", ["مطر", "مطر OR type:AID", "ثلج type:AID", "type:AID"])
@pytest.mark.parametrize("most", [1000, 10])
def test_reports_added_between_pages_change_nothing(
    database: Database, sort: str, query: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "MOST_RANKED", most)
    add(database, *_made("a", 40))
    with database.reading() as connection:
        before = {hit.id for hit in search_reports(connection, query, limit=1000).hits}
    found: list[str] = []
    cursor = ""
    for page in range(100):
        with database.reading() as connection:
            result = search_reports(connection, query, sort=sort, limit=7, cursor=cursor)  # type: ignore[arg-type]
        assert len(result.hits) == 7 or not result.cursor
        found += [hit.id for hit in result.hits]
        cursor = result.cursor
        if not cursor:
            break
        add(database, *_made(f"b{page}", 9, page))
    assert len(found) == len(set(found))
    assert before <= set(found)
    if sort == "relevance" and query != "type:AID":
        assert set(found) == before


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_mentions_added_between_pages_change_nothing(database: Database, sort: str) -> None:
    add(database, *_made("a", 40))
    found: list[str] = []
    cursor = ""
    for page in range(100):
        with database.reading() as connection:
            result = search_mentions(connection, "مطر", sort=sort, limit=7, cursor=cursor)  # type: ignore[arg-type]
        found += [hit.id for hit in result.hits]
        cursor = result.cursor
        if not cursor:
            break
        add(database, *_made(f"b{page}", 3, page))
    assert len(found) == len(set(found))
    assert {f"a{n:03d}" for n in range(40)} <= set(found)


def test_the_title_and_the_number_of_words_count(database: Database) -> None:
    add(
        database,
        report("once", "x مطر " + "كلام " * 30),
        report("often", "x " + "مطر " * 8 + "كلام " * 22),
        report("title", "x مطر " + "كلام " * 30, title="مطر غزير"),
    )
    with database.reading() as connection:
        assert [hit.id for hit in search_reports(connection, "مطر").hits][2] == "once"


def test_a_cursor_of_another_query_is_refused(database: Database) -> None:
    add(database, *_made("a", 20))
    with database.reading() as connection:
        cursor = search_reports(connection, "مطر", limit=3).cursor
        for query, sort in (("ثلج", "relevance"), ("مطر", "date")):
            with pytest.raises(CursorError, match="another query"):
                search_reports(connection, query, sort=sort, cursor=cursor)  # type: ignore[arg-type]
        with pytest.raises(CursorError):
            search_mentions(connection, "مطر", cursor=cursor)
        for damaged in (cursor[:-3], "A" * 50, "é", cursor + "!"):
            with pytest.raises(CursorError):
                search_reports(connection, "مطر", cursor=damaged)
