"""Search over what `samples.REPORTS` holds, in both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from waqai.library.connection import Database
from waqai.library.paging import CursorError
from waqai.library.search import search_mentions, search_reports, select_mentions


def test_an_empty_query_finds_everything(filled: Database) -> None:
    with filled.reading() as connection:
        reports = search_reports(connection, "")
        mentions = search_mentions(connection, "", limit=1000)
        selected = connection.scalar(select(func.count()).select_from(select_mentions("").subquery()))
    assert reports.total.count == len(reports.hits)
    assert mentions.total.count == len(mentions.hits) == selected


@pytest.mark.parametrize("sort", ["date", "-date"])
def test_orders_by_day(filled: Database, sort: str) -> None:
    with filled.reading() as connection:
        days = [hit.published for hit in search_reports(connection, "", sort=sort).hits]  # type: ignore[arg-type]
    assert days == sorted(days, reverse=sort == "-date")


def test_a_wrong_order_limit_or_cursor_is_refused(filled: Database) -> None:
    with filled.reading() as connection:
        with pytest.raises(ValueError, match="known are relevance"):
            search_reports(connection, "", sort="size")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="1 to 1000"):
            search_reports(connection, "", limit=0)
        with pytest.raises(CursorError, match="damaged"):
            search_reports(connection, "", cursor="%%%")
