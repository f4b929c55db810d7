"""Mentions on a map, gathered in cells that are as wide on the screen at every zoom."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from waqai.library import schema
from waqai.library.counting import Found, Total, bounded, columns_found
from waqai.library.query import Node
from waqai.library.query.tree import And
from waqai.library.search import as_tree, count_mentions
from waqai.library.tallies import LEVELS, cell_value

#: at zoom 0 the world has 8 columns and rows of cells, at each further zoom twice as many
_FIRST = LEVELS[0]


class MapCell(msgspec.Struct, frozen=True):
    """The mentions, and the reports with such, of one cell.  The position is the mean of its mentions' places."""

    latitude: float
    longitude: float
    mentions: int
    reports: int


class MapCells(msgspec.Struct, frozen=True):
    """The cells of a box.  `counted` mentions of the query were looked at, on the map or not."""

    counted: Total
    cells: tuple[MapCell, ...]


def map_cells(
    connection: Connection, query: str | Node, west: float, south: float, east: float, north: float, zoom: int
) -> MapCells:
    """Return the cells of a box in degrees; one whose `west` is greater than its `east` lies over the date line.

    Cells that lie partly in the box are counted as far as they lie in it, except where the whole library is asked for:
    there they are counted whole.  `zoom` is that of web maps (0: the world in 256 pixels).  Raises `QueryError`, and
    ValueError for a box that is not on the globe.
    """
    if not (-90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise ValueError(f"no box on the globe: west {west}, south {south}, east {east}, north {north}")
    node = as_tree(query)
    level = min(max(zoom + _FIRST, _FIRST), LEVELS[-1])
    box = (west, south, east, north)
    if node == And():
        return MapCells(count_mentions(connection, node), _whole(connection, level, box))
    # the box is looked at afterwards: with it in the question both databases search the whole table for few answers
    found = columns_found(connection, bounded(connection, node), ("spot_id",))
    return MapCells(found.counted, _gathered(connection, found, level, box))


def _gathered(
    connection: Connection, found: Found, level: int, box: tuple[float, float, float, float]
) -> tuple[MapCell, ...]:
    spot = schema.spot
    shift = LEVELS[-1] - level
    rows = connection.execute(
        select(spot.c.id, spot.c.latitude, spot.c.longitude, spot.c.grid_x, spot.c.grid_y).where(_inside(*box))
    )
    spots = {row[0]: ((row[3] >> shift, row[4] >> shift), row[1], row[2]) for row in rows}
    sums: dict[tuple[int, int], list[float]] = {}
    reports: dict[tuple[int, int], set[int]] = {}
    for number, revision in zip(found.columns["spot_id"], found.revisions, strict=True):
        place = spots.get(number)
        if place is not None:
            cell, latitude, longitude = place
            total = sums.setdefault(cell, [0, 0.0, 0.0])
            total[0] += 1
            total[1] += latitude
            total[2] += longitude
            reports.setdefault(cell, set()).add(revision)
    return tuple(
        MapCell(latitude / count, longitude / count, int(count), len(reports[cell]))
        for cell, (count, latitude, longitude) in sorted(sums.items())
    )


def _inside(west: float, south: float, east: float, north: float) -> ColumnElement[bool]:
    spot = schema.spot
    across = (
        spot.c.longitude.between(west, east)
        if west <= east
        else or_(spot.c.longitude >= west, spot.c.longitude <= east)
    )
    return and_(spot.c.latitude.between(south, north), across)


def _whole(connection: Connection, level: int, box: tuple[float, float, float, float]) -> tuple[MapCell, ...]:
    """Return the cells of the whole library from the tallies; a cell stands where the mean of its places is."""
    spot, tally = schema.spot, schema.tally
    shift = LEVELS[-1] - level
    column, row = spot.c.grid_x.op(">>")(shift), spot.c.grid_y.op(">>")(shift)
    places = connection.execute(
        select(column, row, func.avg(spot.c.latitude), func.avg(spot.c.longitude))
        .where(_inside(*box))
        .group_by(column, row)
        .order_by(column, row)
    ).all()
    if not places:
        return ()
    counts: dict[str, Any] = defaultdict(lambda: (0, 0))
    query = select(tally.c.value, tally.c.mentions, tally.c.reports).where(
        tally.c.dimension == "cell", tally.c.value >= f"{level} ", tally.c.value < f"{level}!"
    )
    counts.update({value: (mentions, reports) for value, mentions, reports in connection.execute(query)})
    found = []
    for x, y, latitude, longitude in places:
        mentions, reports = counts[cell_value(level, x, y)]
        if mentions:
            found.append(MapCell(latitude, longitude, mentions, reports))
    return tuple(found)
