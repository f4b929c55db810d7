"""All that search reads, made anew from the codings."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.folding import FOLDING
from waqai.library.indexes import clear_indexes
from waqai.library.shown import shown_pages
from waqai.library.store import Batch


def reindex(database: Database) -> list[str]:
    """Make the rows and indexes of search anew, wholly or not at all.

    Returns the keys of reports whose coding is damaged; search cannot find those.  Memory stays flat; readers see the
    old rows until the end.
    """
    with database.writing() as connection:
        return make_derived(connection)


def make_derived(connection: Connection) -> list[str]:
    """Do what `reindex` does inside the running transaction."""
    for table in schema.DERIVED:
        connection.execute(delete(table))
    clear_indexes(connection)
    damaged = []
    for page in shown_pages(connection):
        batch = Batch(connection)
        for one in page:
            if one.coded is None:
                damaged.append(one.key)
            else:
                batch.show(one.report, one.revision, one.coding, one.coded)
        batch.flush()
    connection.execute(delete(schema.info).where(schema.info.c.key == "folding"))
    connection.execute(insert(schema.info), {"key": "folding", "value": FOLDING})
    return damaged
