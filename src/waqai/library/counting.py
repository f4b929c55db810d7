"""The mentions that answer a query, read once, and counted by value in Python: faster than both databases group them.

Bounds keep every count a moment's work: of the reports that hold the words of a query the `MOST_REPORTS` added last
are looked at, of the mentions that answer the `MOST_MENTIONS` added last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, literal_column, select

from waqai.library import schema
from waqai.library.query import Node
from waqai.library.query.sql import bounded_condition, matching, mention_condition, words_and_rest

#: reports that hold the words, and mentions that answer, that are counted
MOST_REPORTS = 10_000
MOST_MENTIONS = 10_000

#: value -> mentions, reports
Counts = dict[Any, tuple[int, int]]


class Total(msgspec.Struct, frozen=True):
    """How many were found; when not `exact`, there are more than `count`."""

    count: int
    exact: bool = True


class Answers(NamedTuple):
    """The condition of a mention that answers a query; not `exact` when not all of them are looked at."""

    condition: ColumnElement[bool]
    exact: bool


class Found(msgspec.Struct):
    """Mentions that answer: their ids and revisions, and further columns, all equally long."""

    counted: Total
    mentions: Sequence[int]
    revisions: Sequence[int]
    columns: dict[str, Sequence[Any]]


def columns_found(connection: Connection, answers: Answers, names: Sequence[str]) -> Found:
    """Return the mentions with columns of their own table."""
    rows = list(connection.execute(_newest(answers.condition, names)))
    exact = answers.exact and len(rows) <= MOST_MENTIONS
    del rows[MOST_MENTIONS:]
    columns = list(zip(*rows, strict=True)) if rows else [()] * (2 + len(names))
    return Found(Total(len(rows), exact), columns[0], columns[1], dict(zip(names, columns[2:], strict=True)))


def joined_found(
    connection: Connection,
    answers: Answers,
    table: FromClause,
    on: Callable[[FromClause], ColumnElement[bool]],
    value: ColumnElement[Any],
) -> Found:
    """Return the mentions with a column of another table, once for every pair of a mention and a value."""
    triples = _joined(connection, _newest(answers.condition, ()), table, on, value)
    numbers = {mention for mention, _, _ in triples}
    count, exact = len(numbers), answers.exact
    if count > MOST_MENTIONS:
        exact, count, oldest = False, MOST_MENTIONS, min(numbers)
        triples = [triple for triple in triples if triple[0] != oldest]
    mentions, revisions, values = zip(*triples, strict=True) if triples else ((), (), ())
    return Found(Total(count, exact), mentions, revisions, {"value": values})


def _joined(
    connection: Connection,
    query: Select[Any],
    table: FromClause,
    on: Callable[[FromClause], ColumnElement[bool]],
    value: ColumnElement[Any],
) -> list[Any]:
    base = query.subquery()
    rows = select(base.c.id, base.c.revision_id, value).select_from(base.outerjoin(table, on(base)))
    return list(dict.fromkeys(connection.execute(rows)))


def count_values(values: Sequence[Any], found: Found) -> Counts:
    """Return for each value its mentions and the reports that hold one."""
    mentions = Counter(values)
    reports = Counter(value for value, _ in set(zip(values, found.revisions, strict=True)))
    return {value: (count, reports[value]) for value, count in mentions.items()}


def count_answers(connection: Connection, node: Node, most: int) -> Total:
    """Return how many mentions answer, counting up to `most` and in at most `MOST_REPORTS` reports with the words."""
    answers = bounded(connection, node)
    query: Select[Any] = (
        select(literal_column("1")).select_from(schema.mention).where(answers.condition).limit(most + 1)
    )
    found = connection.scalar(select(func.count()).select_from(query.subquery())) or 0
    return Total(min(found, most), answers.exact and found <= most)


def _newest(condition: ColumnElement[bool], names: Sequence[str]) -> Select[Any]:
    """Return the mentions added last, one more than are counted."""
    mention = schema.mention
    columns = [mention.c.id, mention.c.revision_id, *(mention.c[name] for name in names)]
    return select(*columns).where(condition).order_by(mention.c.id.desc()).limit(MOST_MENTIONS + 1)


def bounded(connection: Connection, node: Node) -> Answers:
    """Return what answers a query, among the reports added last where very many hold its words."""
    words, _ = words_and_rest(node)
    if words is not None:
        few = matching(words, connection.dialect.name).limit(MOST_REPORTS + 1).subquery()
        if (connection.scalar(select(func.count()).select_from(few)) or 0) > MOST_REPORTS:
            return Answers(bounded_condition(node, MOST_REPORTS), exact=False)
    return Answers(mention_condition(node), exact=True)
