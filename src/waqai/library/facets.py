"""How many mentions and how many reports there are by type, country, actor, month …: two counts, always both.

Counts are those of mentions of which every term of the query holds, and of the reports that hold at least one of them.
The whole library is counted from the tallies; of a query with very many mentions only those added last are counted,
and the result says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, distinct, func, select

from waqai.library import schema
from waqai.library.query import Node
from waqai.library.query.sql import mention_condition
from waqai.library.query.tree import And
from waqai.library.search import Total, as_tree, count_mentions
from waqai.library.tallies import DIMENSIONS

Period = Literal["year", "month", "day"]
#: mentions of one query that are counted by value
MOST_COUNTED = 100_000
#: values of a dimension
_MOST_VALUES = 1000
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_COLUMNS = ("type", "mode", "status", "country")


class FacetValue(msgspec.Struct, frozen=True):
    """One value with its counts.  `value` is what the field of the same name takes, `label` what to show."""

    value: str
    label: str
    mentions: int
    reports: int


class Facets(msgspec.Struct, frozen=True):
    """The most frequent values of each dimension, the most frequent first.

    `counted` mentions were counted; there are more when not `counted.exact`.
    """

    counted: Total
    dimensions: dict[str, tuple[FacetValue, ...]]


class PeriodCount(msgspec.Struct, frozen=True):
    """Mentions (and reports with such) of events that began in `period` (``2020-02``; "" when not known)."""

    period: str
    mentions: int
    reports: int


class Histogram(msgspec.Struct, frozen=True):
    """Counts by period, in order of time; periods without a mention are left out."""

    counted: Total
    periods: tuple[PeriodCount, ...]


def facets(connection: Connection, query: str | Node, dimensions: Sequence[str] = DIMENSIONS, top: int = 20) -> Facets:
    """Return the `top` values of each dimension among the mentions that answer `query`.

    Raises `QueryError`, and ValueError for an unknown dimension or a wrong `top`.
    """
    unknown = [name for name in dimensions if name not in DIMENSIONS]
    if unknown:
        raise ValueError(f"there are no counts by {unknown[0]!r}; known are {', '.join(DIMENSIONS)}")
    if not 1 <= top <= _MOST_VALUES:
        raise ValueError(f"1 to {_MOST_VALUES} values can be counted, not {top}")
    node = as_tree(query)
    counted = count_mentions(connection, node, MOST_COUNTED)
    if node == And():
        found = {name: _from_tally(connection, name, top) for name in dimensions}
    else:
        found = {name: _counted(connection, node, name, top, counted) for name in dimensions}
    return Facets(counted, found)


def histogram(connection: Connection, query: str | Node, by: Period = "month") -> Histogram:
    """Return the counts by the year, month or day in which the events began.  Raises `QueryError` and ValueError."""
    if by not in _LENGTHS:
        raise ValueError(f"there are no periods called {by!r}; known are {', '.join(_LENGTHS)}")
    node = as_tree(query)
    counted = count_mentions(connection, node, MOST_COUNTED)
    if node == And():
        tally = schema.tally
        rows = connection.execute(
            select(tally.c.value, tally.c.mentions, tally.c.reports).where(tally.c.dimension == by)
        )
    else:
        base = counted_mentions(node, counted, schema.mention.c.date_start)
        period = func.substr(base.c.date_start, 1, _LENGTHS[by])
        rows = connection.execute(_by(base, period))
    return Histogram(
        counted, tuple(PeriodCount(row[0], row[1], row[2]) for row in sorted(rows, key=lambda row: row[0]))
    )


def counted_mentions(node: Node, counted: Total, *columns: ColumnElement[Any]) -> FromClause:
    """Return id, revision and `columns` of the mentions that answer, of very many those added last."""
    mention = schema.mention
    query = select(mention.c.id, mention.c.revision_id, *columns).where(mention_condition(node))
    if not counted.exact:
        query = query.order_by(mention.c.id.desc()).limit(MOST_COUNTED)
    return query.subquery()


def _from_tally(connection: Connection, name: str, top: int) -> tuple[FacetValue, ...]:
    tally = schema.tally
    query = (
        select(tally.c.value, tally.c.mentions, tally.c.reports)
        .where(tally.c.dimension == name, tally.c.value != "")
        .order_by(tally.c.mentions.desc(), tally.c.value)
    )
    if name not in {"actor", "recipient"}:
        return _values(connection, query.limit(top))
    party = schema.party
    found = query.limit(top + 1).subquery()
    rows = connection.execute(
        select(party, found.c.mentions, found.c.reports)
        .join(found, found.c.value == party.c.key)
        .order_by(found.c.mentions.desc(), party.c.key)
    )
    return tuple(value for row in rows if (value := _party_value(row)) is not None)[:top]


def _counted(connection: Connection, node: Node, name: str, top: int, counted: Total) -> tuple[FacetValue, ...]:
    if name in _COLUMNS:
        base = counted_mentions(node, counted, schema.mention.c[name])
        return _values(connection, _top(_by(base, base.c[name]).where(base.c[name] != ""), top))
    if name == "month":
        base = counted_mentions(node, counted, schema.mention.c.date_start)
        month = func.substr(base.c.date_start, 1, _LENGTHS["month"])
        return _values(connection, _top(_by(base, month).where(base.c.date_start != ""), top))
    base = counted_mentions(node, counted)
    if name == "outlet":
        shown = schema.shown
        joined = base.join(shown, shown.c.revision_id == base.c.revision_id)
        query = _by(base, shown.c.outlet).select_from(joined).where(shown.c.outlet != "")
        return _values(connection, _top(query, top))
    if name == "source":
        source = schema.source
        joined = base.join(source, source.c.mention_id == base.c.id)
        return _values(connection, _top(_by(base, source.c.kind, distinct(base.c.id)).select_from(joined), top))
    return _party_values(connection, base, name, top)


def _party_values(connection: Connection, base: FromClause, role: str, top: int) -> tuple[FacetValue, ...]:
    participant, party = schema.participant, schema.party
    joined = base.join(participant, participant.c.mention_id == base.c.id)
    query = _by(base, participant.c.party_id, distinct(base.c.id)).select_from(joined)
    found = _top(query.where(participant.c.role == role), top + 1).subquery()
    rows = connection.execute(
        select(party, found.c.mentions, found.c.reports)
        .join(found, found.c.value == party.c.id)
        .order_by(found.c.mentions.desc(), party.c.key)
    )
    return tuple(value for row in rows if (value := _party_value(row)) is not None)[:top]


def _by(base: FromClause, value: ColumnElement[Any], what: ColumnElement[Any] | None = None) -> Select[Any]:
    """Return a selection of value, mentions and reports."""
    mentions = func.count() if what is None else func.count(what)
    reports = func.count(distinct(base.c.revision_id))
    return select(value.label("value"), mentions.label("mentions"), reports.label("reports")).group_by(value)


def _top(query: Select[Any], top: int) -> Select[Any]:
    columns = query.selected_columns
    return query.order_by(columns.mentions.desc(), columns.value).limit(top)


def _values(connection: Connection, query: Select[Any]) -> tuple[FacetValue, ...]:
    return tuple(FacetValue(row[0], row[0], row[1], row[2]) for row in connection.execute(query))


def _party_value(row: Any) -> FacetValue | None:
    """Return the value of one party: its entity, else its name, else its codes; None for the one without any."""
    fields = row._mapping  # noqa: SLF001  SQLAlchemy's name for the public mapping of a row
    codes = " ".join(filter(None, (fields["country"], fields["sector"])))
    value = fields["entity"] or fields["label"] or codes
    if not value:
        return None
    label = f"{fields['label']} ({codes})" if fields["label"] and codes else fields["label"] or codes
    return FacetValue(value, label, fields["mentions"], fields["reports"])
