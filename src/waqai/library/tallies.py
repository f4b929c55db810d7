"""Mentions and reports counted by value while they are stored: what facets of the whole library show at once.

Mentions and reports are two counts: ``reports`` are those that hold at least one such mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache

from waqai.records import CodedReport, EventMention, Participant

#: dimensions that are counted by value; ``year``, ``day``, ``cell`` (of the map) and ``all`` are counted too
DIMENSIONS = ("type", "mode", "status", "country", "actor", "recipient", "source", "outlet", "month")
#: cells of the map are counted in grids of ``2 ** level`` columns and rows of the world
LEVELS = range(3, 13)
#: the finest grid's columns and rows
_SIDE = 1 << LEVELS[-1]

PartyKey = Callable[[Participant], str]
Key = tuple[str, str]


def tallies_of(coded: CodedReport, party_key: PartyKey) -> tuple[Counter[Key], Counter[Key]]:
    """Return what one report adds to the mentions and to the reports of each ``(dimension, value)``."""
    mentions: Counter[Key] = Counter()
    outlet = coded.report.outlet
    for mention in coded.mentions:
        mentions.update(_keys(mention, outlet, party_key))
    reports: Counter[Key] = Counter(dict.fromkeys(mentions, 1))
    reports["all", ""] = 1
    return mentions, reports


def grid_cell(latitude: float, longitude: float) -> tuple[int, int]:
    """Return column and row of a point in the finest grid, from 180 W and 90 S."""
    column, row = (longitude + 180) / 360, (latitude + 90) / 180
    return _within(column), _within(row)


def cell_value(level: int, column: int, row: int) -> str:
    """Return how the tally of a cell is named; `column` and `row` are those of the grid of that level."""
    return f"{level} {column} {row}"


def _keys(mention: EventMention, outlet: str, party_key: PartyKey) -> Iterator[Key]:
    """Yield what one mention is counted under, each once."""
    yield "all", ""
    yield "type", mention.type
    if mention.mode:
        yield "mode", mention.mode
    yield "status", mention.status
    for name, length in (("year", 4), ("month", 7), ("day", 10)):
        yield name, mention.date.start[:length]
    yield "outlet", outlet
    for kind in sorted({link.kind for link in mention.attribution}):
        yield "source", kind
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
        for key in sorted({party_key(one) for one in parties}):
            yield role, key
    place = mention.place
    if place is None:
        return
    if place.country:
        yield "country", place.country
    if place.latitude is not None and place.longitude is not None:
        yield from _cells(place.latitude, place.longitude)


@lru_cache(maxsize=1 << 15)
def _cells(latitude: float, longitude: float) -> tuple[Key, ...]:
    column, row = grid_cell(latitude, longitude)
    shifts = [(level, LEVELS[-1] - level) for level in LEVELS]
    return tuple(("cell", cell_value(level, column >> shift, row >> shift)) for level, shift in shifts)


def _within(share: float) -> int:
    return max(0, min(_SIDE - 1, int(share * _SIDE)))
