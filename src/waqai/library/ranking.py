"""Reports in order of relevance: `bm25` in SQLite, `ts_rank` in PostgreSQL, words of the title counting more.

Of many reports only the newest `MOST_RANKED` are ranked, the others follow by age; so every page takes a moment.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, func, literal_column, not_, select

from waqai.library import schema
from waqai.library.paging import Ranked
from waqai.library.query import Node
from waqai.library.query.matching import Match, any_of, match_of
from waqai.library.query.sql import (
    index_key,
    index_table,
    matches,
    matching,
    report_condition,
    tsquery,
    words_and_rest,
)
from waqai.library.query.tree import positive_words

#: so many of the newest reports found are ranked
MOST_RANKED = 1000
#: how much more a word counts in the title
_TITLE = 6.0
#: `ts_rank`: divide by the logarithm of the length
_BY_LENGTH = 1
_WEIGHTS = "CAST('{0.1, 0.1, 0.1, 0.6}' AS real[])"


def words_of(node: Node) -> Match | None:
    """Return the words by which reports are ranked, None when the query has none."""
    whole, _ = words_and_rest(node)
    if whole is not None:
        return whole
    found = [match for words in positive_words(node) if (match := match_of(words)) is not None]
    return any_of(found) if found else None


def ranked_page(
    connection: Connection, node: Node, match: Match, state: Ranked, limit: int
) -> tuple[list[int], Ranked | None, bool]:
    """Return the next revisions, where to go on (None at the end), and whether not all found were ranked."""
    dialect = connection.dialect.name
    best, complete = _ranked(connection, node, match, state.newest)
    seen = {state.newest - gap for gap in state.seen}
    page = [number for number in best if number not in seen][:limit]
    more = any(number not in seen and number not in page for number in best)
    gaps = (*state.seen, *(state.newest - number for number in page))
    if more:
        return page, Ranked(state.question, state.newest, gaps), not complete
    everything_ranked = complete and words_and_rest(node)[0] is not None
    if everything_ranked:
        return page, None, False
    floor = min(best, default=state.newest + 1) if not complete else 0
    rest = _rest(connection, node, match, state, floor, limit - len(page) + 1, dialect)
    room = limit - len(page)
    page += rest[:room]
    below = rest[:room][-1] if rest[:room] else state.below
    following = Ranked(state.question, state.newest, gaps, below) if len(rest) > room else None
    return page, following, not complete


def _ranked(connection: Connection, node: Node, match: Match, newest: int) -> tuple[list[int], bool]:
    """Return the newest revisions found, the best first, and whether these are all that hold the words."""
    shown, dialect = schema.shown, connection.dialect.name
    words, rest = words_and_rest(node)
    if words is None:
        rest = report_condition(node)
    key = index_key(dialect)
    score: Any = None
    if dialect == "sqlite":
        score = literal_column(f"bm25(text_index, {_TITLE}, 1.0)")
    query = (
        select(key.label("number"), *([score.label("score")] if score is not None else []))
        .select_from(index_table().join(shown, shown.c.revision_id == key))
        .where(matches(match, dialect), key <= newest, rest)
        .order_by(key.desc())
        .limit(MOST_RANKED + 1)
    )
    if dialect != "sqlite":
        found = query.subquery()
        table = index_table()
        rank = func.ts_rank(literal_column(_WEIGHTS), table.c.words, tsquery(match), _BY_LENGTH)
        query = select(found.c.number, -rank).join(table, table.c.revision_id == found.c.number)
    rows = [(row[0], row[1]) for row in connection.execute(query)]
    complete = len(rows) <= MOST_RANKED
    rows = sorted(rows, reverse=True)[:MOST_RANKED]
    return [number for number, _ in sorted(rows, key=lambda row: (row[1], -row[0]))], complete


def _rest(
    connection: Connection, node: Node, match: Match, state: Ranked, floor: int, count: int, dialect: str
) -> list[int]:
    """Return what was found but not ranked, by age: older than `floor`, or without the words."""
    revision = schema.shown.c.revision_id
    ranked = and_(revision >= floor, revision.in_(matching(match, dialect)))
    query = (
        select(revision)
        .where(report_condition(node), revision <= state.newest, not_(ranked))
        .order_by(revision.desc())
        .limit(count)
    )
    if state.below:
        query = query.where(revision < state.below)
    return list(connection.scalars(query))
