"""What each database has in its own way: the index of words.

SQLite: FTS5 without its own copy of the words (`text_index`, its rowid is the revision's id).  PostgreSQL: a table of
`tsvector` (`text_index`), made of our keys without its parser.  A key is one token in both: `ascii` splits at blanks
only, because keys hold no other ASCII character than letters, digits and points (`waqai.library.folding`); PostgreSQL
has pairs of neighbours (``a_b``) besides.
Old revisions stay in the index of words: whoever searches joins `shown`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, text

_SQLITE = ("CREATE VIRTUAL TABLE text_index USING fts5(title, body, content='', tokenize=\"ascii tokenchars '.'\")",)
_POSTGRES = (
    "CREATE TABLE text_index (revision_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_text_index_words ON text_index USING gin (words)",
)
#: what PostgreSQL's `tsvector` can hold of one report: characters of a key, the last position
_LONGEST = 500
_LAST = 16_383
#: places that it keeps of one word, and bytes that it may take (less what PostgreSQL adds)
_PLACES = 255
_ROOM = 1_000_000
#: revisions asked for with one question
_MANY = 500


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


def clear_indexes(connection: Connection) -> None:
    """Empty them, damaged ones too."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("DELETE FROM text_index")
        return
    connection.exec_driver_sql("DROP TABLE IF EXISTS text_index")
    create_indexes(connection)


def add_words(connection: Connection, rows: Sequence[Words]) -> None:
    """Index the words of those revisions that are not indexed yet."""
    fresh = _unindexed(connection, rows)
    if not fresh:
        return
    if connection.dialect.name == "sqlite":
        values = [{"id": row.revision, "title": row.title, "body": row.body} for row in fresh]
        connection.execute(text("INSERT INTO text_index(rowid, title, body) VALUES (:id, :title, :body)"), values)
        return
    statement = (
        "INSERT INTO text_index(revision_id, words) VALUES (:id, CAST(:words AS tsvector))"
        " ON CONFLICT (revision_id) DO NOTHING"
    )
    connection.execute(text(statement), [{"id": row.revision, "words": vector_of(row)} for row in fresh])


def _unindexed(connection: Connection, rows: Sequence[Words]) -> list[Words]:
    known: set[int] = set()
    column = "rowid" if connection.dialect.name == "sqlite" else "revision_id"
    for begin in range(0, len(rows), _MANY):
        numbers = ",".join(str(row.revision) for row in rows[begin : begin + _MANY])
        query = f"SELECT {column} FROM text_index WHERE {column} IN ({numbers})"  # noqa: S608  integers of our own
        known |= {row[0] for row in connection.exec_driver_sql(query)}
    return list({row.revision: row for row in rows if row.revision not in known}.values())


def vector_of(row: Words) -> str:
    """Return title and body as a `tsvector` literal; one position lies free between them, so that no phrase joins them.

    Neighbours are indexed as pairs (``a_b``), too: a phrase of frequent words would have PostgreSQL read every report
    that holds them.  Words after the last position that it knows stand at it; of a text with more different words than
    a `tsvector` holds the last pairs, then the last words are left out.
    """
    title = row.title.split(" ") if row.title else []
    body = row.body.split(" ") if row.body else []
    places: dict[str, list[str]] = {}
    pairs: dict[str, list[str]] = {}
    for keys, first, weight in ((title, 1, "A"), (body, len(title) + 2, "")):
        for at, key in enumerate(keys):
            place = f"{min(first + at, _LAST)}{weight}"
            _note(places, key[:_LONGEST], place)
            if at + 1 < len(keys):
                # where its first word stands: the beginning of a word in a phrase may then match the pair as well
                _note(pairs, pair_of(key, keys[at + 1]), place)
    parts, room = [], _ROOM
    for entry in (*places.items(), *pairs.items()):
        room -= _size(entry)
        if room >= 0:
            parts.append(f"'{entry[0]}':{','.join(entry[1])}")
    return " ".join(parts)


def pair_of(first: str, second: str) -> str:
    """Return the key of two neighbours."""
    return f"{first[: _LONGEST // 2]}_{second[: _LONGEST // 2]}"


def _note(places: dict[str, list[str]], key: str, place: str) -> None:
    found = places.setdefault(key, [])
    if len(found) < _PLACES:
        found.append(place)


def _size(entry: tuple[str, list[str]]) -> int:
    """Return how many bytes a key takes at most in a `tsvector`: itself, its places, its own entry."""
    return len(entry[0].encode()) + 2 * len(entry[1]) + 8
