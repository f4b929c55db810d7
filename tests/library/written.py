"""What a library gives out, as bytes: what must be the same whatever happened to it on the way."""

from __future__ import annotations

from sqlalchemy import Connection, Table, select, union

from waqai.export import make_exporter
from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.stored import stored_reports

#: ids that are given out anew whenever the rows are made
_OWN_IDS = {"id", "mention_id", "party_id", "spot_id", "naming_id"}
_USERS = {
    schema.party: (schema.participant,),
    schema.naming: (schema.source, schema.place),
    schema.spot: (schema.mention, schema.place),
}


def exported(database: Database) -> dict[str, bytes]:
    """Return the whole library in two formats."""
    written = {}
    for name in ("annotation", "jsonl"):
        exporter = make_exporter(name)
        with database.reading() as connection:
            pieces = [exporter.report(one.coded) for one in stored_reports(connection)]
        written[name] = "".join(pieces).encode()
    return written


def derived(database: Database) -> dict[str, list[str]]:
    """Return all that search reads, without the ids of its rows."""
    with database.reading() as connection:
        return {table.name: _values(connection, table) for table in schema.DERIVED} | {
            "words": _words(connection),
        }


def _values(connection: Connection, table: Table) -> list[str]:
    columns = [column for column in table.columns if column.name not in _OWN_IDS]
    joined = select(*columns)
    if "mention_id" in table.columns and table is not schema.mention:
        mention = schema.mention.c
        joined = joined.add_columns(mention.report_id, mention.position).join(
            schema.mention, mention.id == table.c.mention_id
        )
    if table in _USERS:  # rows that nobody needs any more may stay
        used = [select(user.c[f"{table.name}_id"]) for user in _USERS[table]]
        joined = joined.where(table.c.id.in_(union(*used)))
    for other, column in ((schema.party, "key"), (schema.naming, "words"), (schema.spot, "latitude")):
        if f"{other.name}_id" in table.columns:
            joined = joined.add_columns(other.c[column]).outerjoin(other, other.c.id == table.c[f"{other.name}_id"])
    return sorted(repr(tuple(row)) for row in connection.execute(joined))


def _words(connection: Connection) -> list[str]:
    if connection.dialect.name != "sqlite":
        query = (
            "SELECT revision_id, words::text FROM text_index"
            " WHERE revision_id IN (SELECT revision_id FROM report) ORDER BY 1"
        )
        return [repr(tuple(row)) for row in connection.exec_driver_sql(query)]
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.seen USING fts5vocab('main', 'text_index', 'instance')")
    query = (
        "SELECT doc, col, offset, term FROM temp.seen WHERE doc IN (SELECT revision_id FROM report) ORDER BY 1, 2, 3"
    )
    found = [repr(tuple(row)) for row in connection.exec_driver_sql(query)]
    connection.exec_driver_sql("DROP TABLE temp.seen")
    return found
