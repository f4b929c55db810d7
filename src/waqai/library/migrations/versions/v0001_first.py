"""The first schema: ledger, reports, codings, and what search reads."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: ids are 64 bits wide in PostgreSQL; SQLite has one kind of integer
_Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", _Id, primary_key=True, autoincrement=False)


def _to(target: str, *, index: bool = False, null: bool = False) -> Column[int]:
    return Column(f"{target}_id", _Id, ForeignKey(f"{target}.id"), index=index, nullable=null)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _span() -> tuple[Column[str], Column[str], Column[int], Column[int]]:
    """The words of the report; `text` is "" and the offsets are null where there are none."""
    return _text("text"), _text("part"), Column("start", Integer), Column("end", Integer)


#: settings of the library itself: ``id``, ``folding`` (version of the search keys) …
Table("info", _metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# --- the ledger -----------------------------------------------------------------------------------------------------

#: one command that brought items in (``add``, ``watch``, ``import``, ``recode``); the same inputs again while it is not
#: `finished` go on with it
Table(
    "run",
    _metadata,
    _id(),
    _text("command"),
    Column("inputs", Text, nullable=False),  # JSON array of the arguments
    _text("fingerprint"),  # of command, inputs and options
    _text("started"),
    _text("finished"),
    _text("owner"),  # who works on it now: host, process
    Index(None, "fingerprint"),
)

#: one input item: its state is ``queued``, ``coded``, ``empty``, ``duplicate``, ``failed`` or ``quarantined``
Table(
    "item",
    _metadata,
    _id(),
    _to("run"),
    _text("input"),  # the argument it came from
    _text("place"),  # file, file:line, archive!member, address: unique in the run
    _text("digest"),  # of what was read there; "" where nothing could be
    Column("state", Text, nullable=False),
    _text("reason"),
    _text("next_step"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    _to("revision", index=True, null=True),
    UniqueConstraint("run_id", "place"),
    Index(None, "state"),
)

# --- reports --------------------------------------------------------------------------------------------------------

#: one report; `key` names it in every library (32 hexadecimal digits, `waqai.library.identity`)
Table(
    "report",
    _metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    Column("address", Text, nullable=False, unique=True),
    _text("name"),  # the id it came with
    # the revision that search and export show: null until one is coded (no foreign key: the two tables would wait
    # for each other)
    Column("revision_id", _Id, nullable=True, index=True),
    Index(None, "name", "key"),
)

#: the words of a report at one time; `published` is the ISO day
Table(
    "revision",
    _metadata,
    _id(),
    _to("report"),
    _to("run"),
    Column("digest", Text, nullable=False),
    _text("url"),
    _text("outlet"),
    _text("published"),
    _text("language"),
    _text("title"),
    Column("text", Text, nullable=False),
    Column("state", Text, nullable=False),  # queued, coded, failed, quarantined
    UniqueConstraint("report_id", "digest"),
    Index(None, "state"),
    Index(None, "outlet"),
    Index(None, "published"),
)

#: what one coder (or person: `annotator`) made of one revision; the newest machine coding and every person's stay
Table(
    "coding",
    _metadata,
    _id(),
    _to("revision"),
    _text("annotator"),  # "" for a machine
    _text("coder"),  # program and version
    _text("lexicon"),  # fingerprint of lexicon and knowledge
    _text("made"),
    Column("mentions", Integer, nullable=False),
    # zlib-compressed JSON of `CodedReport` without its report (`waqai.library.packing`)
    Column("record", LargeBinary, nullable=False),
    UniqueConstraint("revision_id", "annotator", "coder", "lexicon"),
)

# --- made from the current codings ----------------------------------------------------------------------------------

#: the reports that search sees: the current revision and coding of each, with what its mentions are asked for
Table(
    "shown",
    _metadata,
    Column("revision_id", _Id, ForeignKey("revision.id"), primary_key=True, autoincrement=False),
    Column("report_id", _Id, ForeignKey("report.id"), nullable=False, unique=True),
    _to("coding"),
    _text("published"),
    _text("outlet"),
    _text("language"),
    _text("folded"),  # search keys of the outlet, blank at both ends
    Index(None, "published", "revision_id"),
    Index(None, "outlet"),
)

#: a point on the map, with its place on the globe of radius 1 and in a grid of 4096 x 4096 from 180 W, 90 S
Table(
    "spot",
    _metadata,
    _id(),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("x", Float, nullable=False),
    Column("y", Float, nullable=False),
    Column("z", Float, nullable=False),
    Column("grid_x", Integer, nullable=False),
    Column("grid_y", Integer, nullable=False),
    UniqueConstraint("latitude", "longitude"),
)

#: how a place or source is called: search keys of its name and of the words of the report, blanks at both ends
Table(
    "naming",
    _metadata,
    _id(),
    _text("name"),
    _text("words"),
    UniqueConstraint("words", "name"),
)

Table(
    "mention",
    _metadata,
    _id(),
    _to("coding"),
    _to("revision", index=True),
    _to("report", index=True),
    Column("position", Integer, nullable=False),  # in the report, from 1
    Column("sentence", Integer, nullable=False),
    Column("event", Integer, nullable=False),
    Column("type", Text, nullable=False),
    _text("mode"),
    Column("status", Text, nullable=False),
    Column("historical", Boolean, nullable=False),
    _text("date_start"),
    _text("date_end"),
    _text("granularity"),
    _text("country"),  # where it happened
    _to("spot", null=True),
    *_span(),  # the trigger
    Index(None, "type", "date_start", "revision_id", "spot_id"),
    Index(None, "country", "type", "date_start", "revision_id", "spot_id"),
    Index(None, "date_start", "revision_id", "spot_id"),
    Index(None, "spot_id"),
)

#: everybody who ever took part under one identity: entity id, else name or words, with codes
Table(
    "party",
    _metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _text("label"),  # to show: name, else words
    _text("name"),
    _text("name_local"),
    _text("country"),
    _text("sector"),
    _text("entity"),
    _text("wikidata"),
    # search keys of its names, blanks at both ends
    _text("folded_name"),
    _text("folded_local"),
    Index(None, "entity"),
    Index(None, "country", "sector"),
)

Table(
    "alias",
    _metadata,
    Column("party_id", _Id, ForeignKey("party.id"), primary_key=True, autoincrement=False),
    Column("words", Text, primary_key=True),
    Column("mentions", Integer, nullable=False),
)

Table(
    "participant",
    _metadata,
    _id(),
    _to("mention"),
    _to("party"),
    Column("role", Text, nullable=False),  # actor, recipient
    Column("position", Integer, nullable=False),
    _text("office"),  # role or description as written
    *_span(),
    Index(None, "party_id", "role", "mention_id"),
    Index(None, "mention_id", "role", "party_id"),
)

Table(
    "source",
    _metadata,
    _id(),
    _to("mention", index=True),
    Column("position", Integer, nullable=False),  # from the outlet inward, from 0
    Column("kind", Text, nullable=False),
    _text("name"),
    _text("entity"),
    _to("naming", index=True),
    *_span(),
    Index(None, "kind", "mention_id"),
)

Table(
    "place",
    _metadata,
    _id(),
    _to("mention", index=True),
    Column("kind", Text, nullable=False),  # event, origin, destination
    _text("name"),
    _text("country"),
    _text("admin1"),
    Column("geonames", Integer),
    Column("latitude", Float),
    Column("longitude", Float),
    _text("precision"),
    _to("naming", index=True),
    _to("spot", index=True, null=True),
    *_span(),
)

Table(
    "quantity",
    _metadata,
    _id(),
    _to("mention", index=True),
    Column("position", Integer, nullable=False),
    _text("what"),
    _text("op"),
    Column("value", Float, nullable=False),
    _text("unit"),
    *_span(),
)

Table(
    "context",
    _metadata,
    Column("mention_id", _Id, ForeignKey("mention.id"), primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Index(None, "name", "mention_id"),
)

#: mentions, and reports with such a mention, counted by one value (``type``, ``month`` …, `waqai.library.tallies`):
#: what facets of the whole library show
Table(
    "tally",
    _metadata,
    Column("dimension", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("mentions", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
)

# --- watching -------------------------------------------------------------------------------------------------------

#: a feed or folder that ``waqai watch`` looks at
Table(
    "watched",
    _metadata,
    Column("input", Text, primary_key=True),
    _text("etag"),
    _text("modified"),
    _text("checked"),
    _text("due"),
    Column("failures", Integer, nullable=False, server_default="0"),
    _text("reason"),
)


#: what each database has in its own way
_SQLITE = ("CREATE VIRTUAL TABLE text_index USING fts5(title, body, content='', tokenize=\"ascii tokenchars '.'\")",)
_POSTGRES = (
    "CREATE TABLE text_index (revision_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_text_index_words ON text_index USING gin (words)",
)


def upgrade() -> None:
    """Make the tables and the indexes."""
    connection = op.get_bind()
    _metadata.create_all(connection)
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.exec_driver_sql(statement)
