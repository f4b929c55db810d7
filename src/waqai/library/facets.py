"""How many mentions and how many reports there are by type, country, actor, month …: two counts, always both.

Counts are those of mentions of which every term of the query holds, and of the reports that hold at least one of them.
The whole library is counted from the tallies.  Of a query that very many mentions answer only those added last are
counted (`waqai.library.counting`), and the result says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select

from waqai.library import schema
from waqai.library.counting import Answers, Counts, Found, Total, bounded, columns_found, count_values, joined_found
from waqai.library.query import Node
from waqai.library.query.tree import And
from waqai.library.search import as_tree, count_mentions
from waqai.library.tallies import DIMENSIONS

Period = Literal["year", "month", "day"]
#: values of a dimension
_MOST_VALUES = 1000
_LENGTHS = {"year": 4, "month": 7, "day": 10}
_COLUMNS = {"type": "type", "mode": "mode", "status": "status", "country": "country", "month": "date_start"}


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
    if node == And():
        whole = {name: _from_tally(connection, name, top) for name in dimensions}
        return Facets(count_mentions(connection, node), whole)
    counts, counted = _counts(connection, node, dimensions)
    return Facets(counted, {name: _top(connection, name, counts[name], top) for name in dimensions})


def histogram(connection: Connection, query: str | Node, by: Period = "month") -> Histogram:
    """Return the counts by the year, month or day in which the events began.  Raises `QueryError` and ValueError."""
    if by not in _LENGTHS:
        raise ValueError(f"there are no periods called {by!r}; known are {', '.join(_LENGTHS)}")
    node = as_tree(query)
    if node == And():
        tally = schema.tally
        query_ = select(tally.c.value, tally.c.mentions, tally.c.reports).where(tally.c.dimension == by)
        rows = [(row[0], row[1], row[2]) for row in connection.execute(query_)]
        counted = count_mentions(connection, node)
    else:
        found = columns_found(connection, bounded(connection, node), ("date_start",))
        counts = count_values([day[: _LENGTHS[by]] for day in found.columns["date_start"]], found)
        rows, counted = [(value, *pair) for value, pair in counts.items()], found.counted
    return Histogram(counted, tuple(PeriodCount(*row) for row in sorted(rows)))


def _counts(connection: Connection, node: Node, dimensions: Sequence[str]) -> tuple[dict[str, Counts], Total]:
    """Return the counts of every dimension, reading the mentions once for those that are columns of theirs."""
    answers = bounded(connection, node)
    counts: dict[str, Counts] = {}
    counted: Total | None = None
    columns = tuple(dict.fromkeys(_COLUMNS[name] for name in dimensions if name in _COLUMNS))
    if columns:
        found = columns_found(connection, answers, columns)
        counted = found.counted
        for name in dimensions:
            if name in _COLUMNS:
                values = found.columns[_COLUMNS[name]]
                counts[name] = count_values([v[:7] for v in values] if name == "month" else values, found)
    for name in dimensions:
        if name not in counts:
            found = _joined(connection, answers, name)
            counted = found.counted
            counts[name] = count_values(found.columns["value"], found)
    return counts, counted or count_mentions(connection, node)


def _joined(connection: Connection, answers: Answers, name: str) -> Found:
    shown, source, participant = schema.shown, schema.source, schema.participant
    if name == "outlet":
        return joined_found(
            connection, answers, shown, lambda base: shown.c.revision_id == base.c.revision_id, shown.c.outlet
        )
    if name == "source":
        return joined_found(connection, answers, source, lambda base: source.c.mention_id == base.c.id, source.c.kind)
    return joined_found(
        connection,
        answers,
        participant,
        lambda base: (participant.c.mention_id == base.c.id) & (participant.c.role == name),
        participant.c.party_id,
    )


def _top(connection: Connection, name: str, counts: Counts, top: int) -> tuple[FacetValue, ...]:
    if name in {"actor", "recipient"}:
        return _top_parties(connection, counts, top)
    rows = sorted(((value, *pair) for value, pair in counts.items() if value), key=lambda row: (-row[1], row[0]))
    return tuple(FacetValue(value, value, mentions, reports) for value, mentions, reports in rows[:top])


def _top_parties(connection: Connection, counts: Counts, top: int) -> tuple[FacetValue, ...]:
    """Return the most frequent parties; of equally frequent ones those whose key comes first."""
    party = schema.party
    least = sorted((pair[0] for value, pair in counts.items() if value is not None), reverse=True)[: top + 1]
    if not least:
        return ()
    wanted = [value for value, pair in counts.items() if value is not None and pair[0] >= least[-1]]
    rows: list[Any] = []
    for begin in range(0, len(wanted), 500):
        rows += connection.execute(select(party).where(party.c.id.in_(wanted[begin : begin + 500])))
    rows.sort(key=lambda row: (-counts[row.id][0], row.key))
    values = (_party_value(row, *counts[row.id]) for row in rows)
    return tuple(value for value in values if value is not None)[:top]


def _from_tally(connection: Connection, name: str, top: int) -> tuple[FacetValue, ...]:
    tally, party = schema.tally, schema.party
    query = (
        select(tally.c.value, tally.c.mentions, tally.c.reports)
        .where(tally.c.dimension == name, tally.c.value != "")
        .order_by(
            tally.c.mentions.desc(), tally.c.value.collate("C" if connection.dialect.name != "sqlite" else "BINARY")
        )
    )
    if name not in {"actor", "recipient"}:
        return tuple(FacetValue(row[0], row[0], row[1], row[2]) for row in connection.execute(query.limit(top)))
    counts = {row[0]: (row[1], row[2]) for row in connection.execute(query.limit(top + 1))}
    rows = sorted(
        connection.execute(select(party).where(party.c.key.in_(counts))), key=lambda row: (-counts[row.key][0], row.key)
    )
    values = (_party_value(row, *counts[row.key]) for row in rows)
    return tuple(value for value in values if value is not None)[:top]


def _party_value(row: Any, mentions: int, reports: int) -> FacetValue | None:
    """Return the value of one party: its entity, else its name, else its codes; None for the one without any."""
    codes = " ".join(filter(None, (row.country, row.sector)))
    value = row.entity or row.label or codes
    if not value:
        return None
    label = f"{row.label} ({codes})" if row.label and codes else row.label or codes
    return FacetValue(value, label, mentions, reports)
