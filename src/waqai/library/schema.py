"""The tables of a library, the same in SQLite and PostgreSQL.

What is kept: every input item with its state (`item`, by `run`), every report with all its revisions, every coding of
every revision (`coding.record`).  What is only made from that and can be made again at any time: the rows that search
reads (`mention` … `tally`), which hold the current coding of the current revision of each report, and the indexes that
each database has in its own way (`waqai.library.indexes`: words, positions on the map).

Days are ISO dates as text (``2020-02-05``, "" when open or unknown), so that both databases sort them alike; moments
are ISO date-times in UTC.  Spans are half-open ``[start, end)`` code points into `part` (title or text).
Rows get their ids from `waqai.library.store`, not from the database, inside the one writing transaction.
"""

from __future__ import annotations

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

metadata = MetaData(
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
info = Table("info", metadata, Column("key", Text, primary_key=True), Column("value", Text, nullable=False))

# --- the ledger -----------------------------------------------------------------------------------------------------

#: one command that brought items in (``add``, ``watch``, ``import``, ``recode``); the same inputs again while it is not
#: `finished` go on with it
run = Table(
    "run",
    metadata,
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
item = Table(
    "item",
    metadata,
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
report = Table(
    "report",
    metadata,
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
revision = Table(
    "revision",
    metadata,
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
coding = Table(
    "coding",
    metadata,
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
shown = Table(
    "shown",
    metadata,
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
spot = Table(
    "spot",
    metadata,
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
naming = Table(
    "naming",
    metadata,
    _id(),
    _text("name"),
    _text("words"),
    UniqueConstraint("words", "name"),
)

mention = Table(
    "mention",
    metadata,
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
party = Table(
    "party",
    metadata,
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

#: what a party is called in words, as search keys with blanks at both ends, and in how many participants
alias = Table(
    "alias",
    metadata,
    Column("party_id", _Id, ForeignKey("party.id"), primary_key=True, autoincrement=False),
    Column("words", Text, primary_key=True),
    Column("mentions", Integer, nullable=False),
)

participant = Table(
    "participant",
    metadata,
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

source = Table(
    "source",
    metadata,
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

place = Table(
    "place",
    metadata,
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

quantity = Table(
    "quantity",
    metadata,
    _id(),
    _to("mention", index=True),
    Column("position", Integer, nullable=False),
    _text("what"),
    _text("op"),
    Column("value", Float, nullable=False),
    _text("unit"),
    *_span(),
)

context = Table(
    "context",
    metadata,
    Column("mention_id", _Id, ForeignKey("mention.id"), primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    Index(None, "name", "mention_id"),
)

#: mentions, and reports with such a mention, counted by one value (``type``, ``month`` …, `waqai.library.tallies`):
#: what facets of the whole library show
tally = Table(
    "tally",
    metadata,
    Column("dimension", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("mentions", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
)

# --- watching -------------------------------------------------------------------------------------------------------

#: a feed or folder that ``waqai watch`` looks at
watched = Table(
    "watched",
    metadata,
    Column("input", Text, primary_key=True),
    _text("etag"),
    _text("modified"),
    _text("checked"),
    _text("due"),
    Column("failures", Integer, nullable=False, server_default="0"),
    _text("reason"),
)

#: tables that can be made anew from the codings, those that others point to last
DERIVED = (context, quantity, place, source, participant, mention, shown, alias, party, spot, naming, tally)
