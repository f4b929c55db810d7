"""What each database has in its own way: the index of words and the index of positions.

SQLite: FTS5 without its own copy of the words (`text_index`, its rowid is the revision's id) and an R*Tree of places
(`place_box`, its id the place's).  PostgreSQL: a table of `tsvector` (`text_index`) and a GiST index of points.
Old revisions stay in the index of words: whoever searches joins ``report.revision_id``.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

_SQLITE = (
    "CREATE VIRTUAL TABLE text_index USING fts5(title, body, content='', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE VIRTUAL TABLE place_box USING rtree(id, west, east, south, north)",
)
_POSTGRES = (
    "CREATE TABLE text_index (revision_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_text_index_words ON text_index USING gin (words)",
    "CREATE INDEX ix_place_point ON place USING gist (point(longitude, latitude)) WHERE latitude IS NOT NULL",
)


class Words:
    """The search keys of one revision's title and text, blanks between them (`waqai.library.folding`)."""

    __slots__ = ("body", "revision", "title")

    def __init__(self, revision: int, title: str, body: str) -> None:
        self.revision = revision
        self.title = title
        self.body = body


def create_indexes(connection: Connection) -> None:
    """Make them, empty."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(statement)


def add_words(connection: Connection, rows: Sequence[Words]) -> None:
    """Index the words of revisions that are not indexed yet."""
    if not rows:
        return
    values = [{"id": row.revision, "title": row.title, "body": row.body} for row in rows]
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO text_index(rowid, title, body) VALUES (:id, :title, :body)"), values)
        return
    statement = (
        "INSERT INTO text_index(revision_id, words) VALUES (:id, setweight(to_tsvector('simple', :title), 'A')"
        " || to_tsvector('simple', :body)) ON CONFLICT (revision_id) DO NOTHING"
    )
    connection.execute(text(statement), values)


def add_boxes(connection: Connection, rows: Sequence[tuple[int, float, float]]) -> None:
    """Index positions: ``(id of the place, longitude, latitude)``; PostgreSQL's index needs no help."""
    if rows and connection.dialect.name == "sqlite":
        values = [{"id": place, "x": x, "y": y} for place, x, y in rows]
        connection.execute(text("INSERT INTO place_box VALUES (:id, :x, :x, :y, :y)"), values)


def remove_boxes(connection: Connection, places: Sequence[int]) -> None:
    """Forget the positions of these places."""
    if places and connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM place_box WHERE id = :id"), [{"id": place} for place in places])
