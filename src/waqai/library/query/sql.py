"""Trees to conditions that both databases understand; every value is a parameter.

Two readings (``docs/search.md``): of *mentions*, where each term must hold of the mention (words: of its report), and
of *reports*, where terms about mentions that stand in one group must hold of one and the same mention, and NOT of such
a term means that no mention of the report is so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    cast,
    column,
    false,
    literal_column,
    not_,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles

from waqai.library import schema
from waqai.library.folding import index_words
from waqai.library.query.dates import days_of
from waqai.library.query.fields import BY_NAME, SOURCE_KINDS, actor_codes
from waqai.library.query.matching import Match, all_of, match_of
from waqai.library.query.near import circle_of
from waqai.library.query.tree import And, Field, Node, Not, Or

_EARTH_KM = 6371.0088
_TEXT_INDEX = table("text_index", column("rowid"), column("revision_id"), column("words"))


class _Found(ColumnElement[bool]):
    """``revision.id`` in the revisions that the index of words finds, in the language of each database."""

    inherit_cache = False

    def __init__(self, revision: ColumnElement[int], match: Match, newest: int | None = None) -> None:
        self.revision = revision
        self.wanted = match
        self.newest = newest


@compiles(_Found, "sqlite")
def _compile_sqlite(element: _Found, compiler: Any, **words: Any) -> str:
    return str(compiler.process(element.revision.in_(matching(element.wanted, "sqlite", element.newest)), **words))


@compiles(_Found, "postgresql")
def _compile_postgresql(element: _Found, compiler: Any, **words: Any) -> str:
    return str(compiler.process(element.revision.in_(matching(element.wanted, "postgresql", element.newest)), **words))


def matching(match: Match, dialect: str, newest: int | None = None) -> Select[Any]:
    """Return a selection of the ids of revisions that hold the words: all, or so many of those added last."""
    key = index_key(dialect)
    found = select(key).select_from(_TEXT_INDEX).where(matches(match, dialect))
    return found if newest is None else found.order_by(key.desc()).limit(newest)


def matches(match: Match, dialect: str) -> ColumnElement[bool]:
    """Return the condition on the index of words."""
    if dialect == "sqlite":
        return literal_column("text_index").op("MATCH")(bindparam(None, match.fts5, unique=True))
    return _TEXT_INDEX.c.words.op("@@")(tsquery(match))


def index_key(dialect: str) -> ColumnElement[Any]:
    """Return the column of the index of words that holds the revision."""
    return literal_column("text_index.rowid") if dialect == "sqlite" else _TEXT_INDEX.c.revision_id


def tsquery(match: Match) -> ColumnElement[Any]:
    """Return the words as PostgreSQL's question."""
    return cast(bindparam(None, match.tsquery, unique=True), TSQUERY)


def index_table() -> FromClause:
    """Return the index of words as a table to select from."""
    return _TEXT_INDEX


# --- mentions -------------------------------------------------------------------------------------------------------


def mention_condition(node: Node, mention: FromClause = schema.mention) -> ColumnElement[bool]:
    """Return what must hold of a row of `mention`."""
    return _condition(node, mention.c.revision_id, lambda field: _mention_field(field, mention))


def bounded_condition(node: Node, newest: int) -> ColumnElement[bool]:
    """Return what must hold of a row of `mention` whose report is among the `newest` that hold the query's words."""
    words, others = _apart(node.terms if isinstance(node, And) else [node])
    found = [_Found(schema.mention.c.revision_id, words, newest)] if words is not None else []
    return and_(true(), *found, *(mention_condition(term) for term in others))


def _condition(
    node: Node, revision: ColumnElement[int], leaf: Callable[[Field], ColumnElement[bool]]
) -> ColumnElement[bool]:
    match = match_of(node)
    if match is not None:
        return _Found(revision, match)
    if isinstance(node, Field):
        return leaf(node)
    if isinstance(node, Not):
        return not_(_condition(node.term, revision, leaf))
    if isinstance(node, And):
        words, others = _apart(node.terms)
        conditions = [_condition(term, revision, leaf) for term in others]
        return and_(true(), *([_Found(revision, words)] if words else []), *conditions)
    if isinstance(node, Or):
        return or_(false(), *(_condition(term, revision, leaf) for term in node.terms))
    raise TypeError(node)


def _apart(terms: Sequence[Node]) -> tuple[Match | None, list[Node]]:
    """Return the terms that the index of words answers together, and the others."""
    found = [(term, match_of(term)) for term in terms]
    matches_ = [match for _, match in found if match is not None]
    return (all_of(matches_) if matches_ else None), [term for term, match in found if match is None]


def _mention_field(field: Field, mention: FromClause) -> ColumnElement[bool]:
    if BY_NAME[field.name].level == "report":
        shown = schema.shown
        return mention.c.revision_id.in_(select(shown.c.revision_id).where(_report_field(field)))
    values = field.values
    build = _MENTION.get(field.name)
    if build is None:
        return mention.c[field.name].in_(values)
    return or_(*(build(value, mention) for value in values))


def _historical(value: str, mention: FromClause) -> ColumnElement[bool]:
    return mention.c.historical.is_(value == "yes")


def _date(value: str, mention: FromClause) -> ColumnElement[bool]:
    return _between(mention.c.date_start, value)


def _context(value: str, mention: FromClause) -> ColumnElement[bool]:
    return mention.c.id.in_(select(schema.context.c.mention_id).where(schema.context.c.name == value))


def _sector(value: str, mention: FromClause) -> ColumnElement[bool]:
    return _taking_part(mention, schema.party.c.sector == value, None)


def _actor(value: str, mention: FromClause) -> ColumnElement[bool]:
    return _taking_part(mention, party_condition(value), "actor")


def _recipient(value: str, mention: FromClause) -> ColumnElement[bool]:
    return _taking_part(mention, party_condition(value), "recipient")


def _party(value: str, mention: FromClause) -> ColumnElement[bool]:
    return _taking_part(mention, party_condition(value), None)


def _taking_part(mention: FromClause, who: ColumnElement[bool], role: str | None) -> ColumnElement[bool]:
    participant, party = schema.participant, schema.party
    query = select(participant.c.mention_id).where(participant.c.party_id.in_(select(party.c.id).where(who)))
    return mention.c.id.in_(query.where(participant.c.role == role) if role else query)


def party_condition(value: str) -> ColumnElement[bool]:
    """Return what must hold of a row of `party` that a value of ``actor:`` names: codes, entity, or words of a name."""
    party = schema.party
    codes = actor_codes(value)
    if codes is not None:
        country, sector = codes
        return and_(*([party.c.country == country] if country else []), *([party.c.sector == sector] if sector else []))
    called = select(schema.alias.c.party_id).where(_holds(schema.alias.c.words, value))
    named = [_holds(name, value) for name in (party.c.folded_name, party.c.folded_local)]
    return or_(party.c.entity == value, *named, party.c.id.in_(called))


def _place(value: str, mention: FromClause) -> ColumnElement[bool]:
    place = schema.place
    return mention.c.id.in_(select(place.c.mention_id).where(place.c.naming_id.in_(_naming(value))))


def _source(value: str, mention: FromClause) -> ColumnElement[bool]:
    source = schema.source
    what = source.c.kind == value if value in SOURCE_KINDS else source.c.naming_id.in_(_naming(value))
    return mention.c.id.in_(select(source.c.mention_id).where(what))


def _naming(value: str) -> Select[Any]:
    naming = schema.naming
    return select(naming.c.id).where(or_(_holds(naming.c.name, value), _holds(naming.c.words, value)))


def _holds(folded: ColumnElement[str], value: str) -> ColumnElement[bool]:
    """Tell that all words of `value` are words of one name; keys hold no sign that LIKE knows."""
    return and_(true(), *(folded.like(f"% {key} %") for key in dict.fromkeys(index_words(value).split())))


def _near(value: str, mention: FromClause) -> ColumnElement[bool]:
    """Distances are those of chords between points of the globe, right over the date line and the poles too."""
    circle = circle_of(value)
    phi, theta = math.radians(circle.latitude), math.radians(circle.longitude)
    spot, place = schema.spot, schema.place
    dx = spot.c.x - math.cos(phi) * math.cos(theta)
    dy = spot.c.y - math.cos(phi) * math.sin(theta)
    dz = spot.c.z - math.sin(phi)
    chord = 2 * math.sin(min(circle.km / _EARTH_KM, math.pi) / 2)
    spots = select(spot.c.id).where(dx * dx + dy * dy + dz * dz <= chord * chord * (1 + 1e-9))
    return mention.c.id.in_(select(place.c.mention_id).where(place.c.spot_id.in_(spots)))


def _between(day: ColumnElement[str], value: str) -> ColumnElement[bool]:
    first, last = days_of(value)
    conditions = [day >= first] if first else [day > ""]
    return and_(*conditions, *([day <= last] if last else []))


_MENTION: dict[str, Callable[[str, FromClause], ColumnElement[bool]]] = {
    "historical": _historical,
    "date": _date,
    "context": _context,
    "sector": _sector,
    "actor": _actor,
    "recipient": _recipient,
    "party": _party,
    "place": _place,
    "source": _source,
    "near": _near,
}

# --- reports --------------------------------------------------------------------------------------------------------


def report_condition(node: Node) -> ColumnElement[bool]:
    """Return what must hold of a row of `shown`."""
    revision = schema.shown.c.revision_id
    match = match_of(node)
    if match is not None:
        return _Found(revision, match)
    if _is_about_mentions(node):
        return _some_mention([node])
    if isinstance(node, Field):
        return _report_field(node)
    if isinstance(node, Not):
        return not_(report_condition(node.term))
    if isinstance(node, And):
        words, others = _apart(node.terms)
        together = [term for term in others if _is_about_mentions(term) and not isinstance(term, And)]
        alone = [report_condition(term) for term in others if term not in together]
        conditions = [_Found(revision, words)] if words else []
        return and_(true(), *conditions, *([_some_mention(together)] if together else []), *alone)
    if isinstance(node, Or):
        return or_(false(), *(report_condition(term) for term in node.terms))
    raise TypeError(node)


def _is_about_mentions(node: Node) -> bool:
    """Tell whether one mention alone must answer: fields of mentions joined by AND and OR, without inner groups."""
    if isinstance(node, Field):
        return BY_NAME[node.name].level == "mention"
    if not isinstance(node, And | Or) or not node.terms:
        return False
    inner = isinstance(node, And) and any(isinstance(term, And) for term in node.terms)
    return not inner and all(_is_about_mentions(term) for term in node.terms)


def _some_mention(terms: Sequence[Node]) -> ColumnElement[bool]:
    one = schema.mention.alias()
    return schema.shown.c.revision_id.in_(
        select(one.c.revision_id).where(*(mention_condition(term, one) for term in terms))
    )


def _report_field(field: Field) -> ColumnElement[bool]:
    shown, report = schema.shown, schema.report
    if field.name == "published":
        return or_(*(_between(shown.c.published, value) for value in field.values))
    if field.name == "outlet":
        return or_(*(_holds(shown.c.folded, value) for value in field.values))
    if field.name == "language":
        return shown.c.language.in_(field.values)
    known = or_(report.c.name.in_(field.values), report.c.key.in_(field.values))
    return shown.c.report_id.in_(select(report.c.id).where(known))


def words_and_rest(node: Node) -> tuple[Match | None, ColumnElement[bool]]:
    """Return the words that every report found must hold, as one question, and what else must hold of `shown`."""
    whole = match_of(node)
    if whole is not None:
        return whole, true()
    if isinstance(node, And):
        words, others = _apart(node.terms)
        if words is not None:
            return words, report_condition(And(tuple(others)))
    return None, report_condition(node)
