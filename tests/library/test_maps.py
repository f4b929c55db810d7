"""Cells of the map: the tallies and the tables say the same, boxes over the date line too."""

from __future__ import annotations

import pytest

from waqai.library.connection import Database
from waqai.library.maps import map_cells
from waqai.ontology.plover import TYPES

_EVERYTHING = f"type:{','.join(TYPES)}"
_WORLD = (-180.0, -90.0, 180.0, 90.0)


@pytest.mark.parametrize("zoom", [0, 3, 6, 9, 14])
def test_the_whole_library_and_a_query_for_everything_agree(filled: Database, zoom: int) -> None:
    with filled.reading() as connection:
        whole = map_cells(connection, "", *_WORLD, zoom)
        asked = map_cells(connection, _EVERYTHING, *_WORLD, zoom)
    assert whole.cells
    assert [(c.mentions, c.reports) for c in whole.cells] == [(c.mentions, c.reports) for c in asked.cells]


@pytest.mark.parametrize("query", ["", _EVERYTHING])
def test_only_the_box_is_counted(filled: Database, query: str) -> None:
    with filled.reading() as connection:
        libya = map_cells(connection, query, 19, 31, 21, 33, 9).cells
        around = map_cells(connection, query, 21, 31, 19, 33, 9).cells
        nothing = map_cells(connection, query, -40, 40, -30, 50, 9).cells
    assert len(libya) == 1
    assert (libya[0].latitude, libya[0].longitude) == pytest.approx((32.11486, 20.06859))
    assert not nothing
    assert libya[0] not in around


def test_a_box_off_the_globe_is_refused(filled: Database) -> None:
    with filled.reading() as connection, pytest.raises(ValueError, match="no box on the globe"):
        map_cells(connection, "", 0, 50, 10, 40, 3)
