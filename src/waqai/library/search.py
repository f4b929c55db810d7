"""Search in a library: reports or mentions that answer a query, page by page.

``docs/search.md`` is the language.  All functions take a connection (`Database.reading`) and a query as text or tree;
text that cannot be understood raises `waqai.library.query.QueryError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal_column, or_, select

from waqai.library import schema
from waqai.library.counting import Total, count_answers
from waqai.library.packing import unpack
from waqai.library.paging import After, Ranked, decode, encode, question_of
from waqai.library.query import Node, parse, render
from waqai.library.query.near import circle_of
from waqai.library.query.sql import mention_condition, report_condition
from waqai.library.query.tree import And, Field, leaves, positive_words
from waqai.library.ranking import MOST_RANKED, ranked_page, words_of
from waqai.library.snippets import Finder, Marked, cut, mark_all, snippet
from waqai.records import EventMention, Report

ReportSort = Literal["relevance", "-date", "date"]
MentionSort = Literal["-date", "date"]
#: more than this is counted as "more than"
MOST_COUNTED = 10_000
#: hits of one page
MOST_HITS = 1000
#: code points of a sentence that are shown around a trigger
_SENTENCE = 400


class ReportHit(msgspec.Struct, frozen=True):
    """One report found.  `id` is the id it came with (else its key), `mentions` the number of its mentions."""

    key: str
    id: str
    title: Marked
    snippet: Marked
    outlet: str
    published: str
    url: str
    language: str
    mentions: int


class MentionHit(msgspec.Struct, frozen=True):
    """One mention found: the `position`-th, from 1, of the report `key`; the trigger is marked in `sentence`."""

    key: str
    id: str
    position: int
    mention: EventMention
    sentence: Marked
    title: str
    outlet: str
    published: str
    url: str


class ReportPage(msgspec.Struct, frozen=True):
    """Reports found.  `cursor` asks for the next page, "" at the end; `notes` are worth telling the reader."""

    hits: tuple[ReportHit, ...]
    total: Total
    cursor: str = ""
    notes: tuple[str, ...] = ()


class MentionPage(msgspec.Struct, frozen=True):
    """Mentions found.  `cursor` asks for the next page, "" at the end; `notes` are worth telling the reader."""

    hits: tuple[MentionHit, ...]
    total: Total
    cursor: str = ""
    notes: tuple[str, ...] = ()


def search_reports(
    connection: Connection,
    query: str | Node,
    *,
    sort: ReportSort = "relevance",
    limit: int = 20,
    cursor: str = "",
) -> ReportPage:
    """Return the reports that answer `query`.

    Without words in it, relevance is the order of publication, the newest first.  Raises `QueryError`, `CursorError`,
    and ValueError for a wrong `sort` or `limit`.
    """
    _check(sort, ("relevance", "-date", "date"), limit)
    node = as_tree(query)
    question = question_of("reports", render(node), sort)
    match = words_of(node) if sort == "relevance" else None
    notes = notes_of(node)
    if match is not None:
        newest = connection.scalar(select(func.max(schema.shown.c.revision_id))) or 0
        state = decode(cursor, Ranked, question) if cursor else Ranked(question, newest)
        numbers, following, cut_short = ranked_page(connection, node, match, state, limit)
        if cut_short:
            notes = (*notes, f"only the {MOST_RANKED} reports added last are ranked; the others follow by age")
        after = encode(following) if following is not None else ""
    else:
        shown = schema.shown
        rows, after = _by_day(
            connection,
            select(shown.c.revision_id, shown.c.published).where(report_condition(node)),
            (shown.c.published, shown.c.revision_id),
            "date" if sort == "date" else "-date",
            limit,
            (cursor, question),
        )
        numbers = [row[0] for row in rows]
    return ReportPage(_report_hits(connection, numbers, node), count_reports(connection, node), after, notes)


def search_mentions(
    connection: Connection,
    query: str | Node,
    *,
    sort: MentionSort = "-date",
    limit: int = 20,
    cursor: str = "",
) -> MentionPage:
    """Return the mentions of which every term of `query` holds, by the day on which the event began.

    Raises `QueryError`, `CursorError`, and ValueError for a wrong `sort` or `limit`.
    """
    _check(sort, ("-date", "date"), limit)
    node = as_tree(query)
    mention = schema.mention
    rows, after = _by_day(
        connection,
        select(mention.c.id, mention.c.date_start).where(mention_condition(node)),
        (mention.c.date_start, mention.c.id),
        sort,
        limit,
        (cursor, question_of("mentions", render(node), sort)),
    )
    hits = _mention_hits(connection, [row[0] for row in rows])
    return MentionPage(hits, count_mentions(connection, node), after, notes_of(node))


def select_mentions(query: str | Node) -> Select[Any]:
    """Return the selection of the ids of all mentions that answer `query`; raises `QueryError`."""
    return select(schema.mention.c.id).where(mention_condition(as_tree(query)))


def select_reports(query: str | Node) -> Select[Any]:
    """Return the selection of the ids of all reports that answer `query`; raises `QueryError`."""
    return select(schema.shown.c.report_id).where(report_condition(as_tree(query)))


def as_tree(query: str | Node) -> Node:
    """Return the tree of a query; raises `QueryError`."""
    return parse(query) if isinstance(query, str) else query


def notes_of(node: Node) -> tuple[str, ...]:
    """Return which places the names of ``near:`` were taken for."""
    circles = [
        circle_of(v) for leaf in leaves(node) if isinstance(leaf, Field) and leaf.name == "near" for v in leaf.values
    ]
    return tuple(dict.fromkeys(circle.note for circle in circles if circle.note))


def count_reports(connection: Connection, node: Node, most: int = MOST_COUNTED) -> Total:
    """Return how many reports answer, counting up to `most`."""
    if node == And():
        return Total(connection.scalar(_all(schema.tally.c.reports)) or 0)
    return _count(connection, select(literal_column("1")).select_from(schema.shown).where(report_condition(node)), most)


def count_mentions(connection: Connection, node: Node, most: int = MOST_COUNTED) -> Total:
    """Return how many mentions answer, counting up to `most` (`waqai.library.counting`)."""
    if node == And():
        return Total(connection.scalar(_all(schema.tally.c.mentions)) or 0)
    return count_answers(connection, node, most)


def _all(count: ColumnElement[int]) -> Select[Any]:
    return select(count).where(schema.tally.c.dimension == "all")


def _count(connection: Connection, query: Select[Any], most: int) -> Total:
    found = connection.scalar(select(func.count()).select_from(query.limit(most + 1).subquery())) or 0
    return Total(min(found, most), found <= most)


def _check(sort: str, known: Sequence[str], limit: int) -> None:
    if sort not in known:
        raise ValueError(f"no order is called {sort!r}; known are {', '.join(known)}")
    if not 1 <= limit <= MOST_HITS:
        raise ValueError(f"a page has 1 to {MOST_HITS} hits, not {limit}")


def _by_day(
    connection: Connection,
    query: Select[Any],
    key: tuple[ColumnElement[str], ColumnElement[int]],
    sort: str,
    limit: int,
    cursor: tuple[str, str],
) -> tuple[Sequence[Any], str]:
    """Return a page of rows (number, day) in order of day and number, and the cursor of the next."""
    words, question = cursor
    day, number = key
    down = sort.startswith("-")
    if words:
        last = decode(words, After, question)
        if down:
            query = query.where(or_(day < last.day, and_(day == last.day, number < last.number)), day <= last.day)
        else:
            query = query.where(or_(day > last.day, and_(day == last.day, number > last.number)), day >= last.day)
    query = query.order_by(*((day.desc(), number.desc()) if down else (day, number))).limit(limit + 1)
    rows = connection.execute(query).all()
    following = encode(After(question, rows[limit - 1][1], rows[limit - 1][0])) if len(rows) > limit else ""
    return rows[:limit], following


def _report_hits(connection: Connection, numbers: Sequence[int], node: Node) -> tuple[ReportHit, ...]:
    report, revision, coding, shown = schema.report, schema.revision, schema.coding, schema.shown
    query = (
        select(shown.c.revision_id, report.c.key, report.c.name, revision, coding.c.mentions)
        .join(report, report.c.id == shown.c.report_id)
        .join(revision, revision.c.id == shown.c.revision_id)
        .join(coding, coding.c.id == shown.c.coding_id)
        .where(shown.c.revision_id.in_(numbers))
    )
    finder = Finder(positive_words(node))
    found = {row[0]: row._mapping for row in connection.execute(query)}  # noqa: SLF001  its public name
    return tuple(
        ReportHit(
            key=row["key"],
            id=row["name"] or row["key"],
            title=mark_all(row["title"], finder),
            snippet=snippet(row["text"], finder),
            outlet=row["outlet"],
            published=row["published"],
            url=row["url"],
            language=row["language"],
            mentions=row["mentions"],
        )
        for row in (found[number] for number in numbers)
    )


def _mention_hits(connection: Connection, numbers: Sequence[int]) -> tuple[MentionHit, ...]:
    report, revision, coding, mention = schema.report, schema.revision, schema.coding, schema.mention
    query = (
        select(mention.c.id, mention.c.position, report.c.key, report.c.name, revision, coding.c.record)
        .join(report, report.c.id == mention.c.report_id)
        .join(revision, revision.c.id == mention.c.revision_id)
        .join(coding, coding.c.id == mention.c.coding_id)
        .where(mention.c.id.in_(numbers))
    )
    found = {row[0]: row for row in connection.execute(query)}
    return tuple(_mention_hit(found[number]) for number in numbers)


def _mention_hit(row: Any) -> MentionHit:
    fields = row._mapping  # noqa: SLF001  SQLAlchemy's name for the public mapping of a row
    report = Report(text=fields["text"], title=fields["title"])
    coded = unpack(fields["record"], report)
    mention = coded.mentions[fields["position"] - 1]
    trigger = mention.trigger
    words = report.part(trigger.part)
    inside = next((s for s in coded.sentences if s.part == trigger.part and s.start <= trigger.start < s.end), None)
    start, end = (inside.start, inside.end) if inside else (trigger.start, trigger.end)
    if trigger.end - start > _SENTENCE:
        start = max(start, trigger.start - _SENTENCE // 2)
    sentence = cut(words[:end], [(trigger.start, trigger.end)], start, min(end - start, _SENTENCE))
    return MentionHit(
        key=fields["key"],
        id=fields["name"] or fields["key"],
        position=fields["position"],
        mention=mention,
        sentence=sentence,
        title=fields["title"],
        outlet=fields["outlet"],
        published=fields["published"],
        url=fields["url"],
    )
