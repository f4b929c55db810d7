"""The mentions of a library as CSV, read back by pandas and polars."""

from __future__ import annotations

import io

import pandas as pd
import polars as pl
import pytest

from waqai.export.cells import harmless, make_tabbed, neutralise
from waqai.export.csv import COLUMNS, STORED_COLUMNS

from .samples import TEXT
from .stored import ALL, HOSTILE, MENTIONS, export, hostile


def test_pandas_and_polars_read_the_same_rows() -> None:
    data, counts = export("csv", ALL)
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert list(frame.columns) == [*COLUMNS, *STORED_COLUMNS]
    assert len(frame) == counts.rows == counts.mentions == MENTIONS
    other = pl.read_csv(data, infer_schema=False).fill_null("")
    assert other.rows() == list(frame.itertuples(index=False, name=None))
    assert frame["mention"].tolist() == ["2", "3", "1", "2", "1"]
    assert frame["revision"].tolist() == ["2", "2", "1", "1", "1"]
    assert frame["annotator"].tolist() == ["", "", "amal", "amal", ""]
    for row in frame[frame.trigger_part == "text"].head(2).itertuples():
        assert TEXT[int(str(row.trigger_start)) : int(str(row.trigger_end))] == row.trigger


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_in_their_cells(words: str) -> None:
    data, _ = export("csv", [hostile(words), ALL[0]])
    frame = pd.read_csv(io.BytesIO(data), keep_default_na=False, dtype=str)
    assert len(frame) == 3
    row = frame.iloc[0]
    assert row["latitude"] == "-1.5"
    assert not [name for name in frame.columns if row[name][:1] in set("=+@＝") or "\x00" in row[name]]
    assert row["trigger"] == harmless(words)
    assert len(data.splitlines()) == 4


def test_an_empty_export_has_a_header() -> None:
    data, counts = export("csv", [])
    assert list(pd.read_csv(io.BytesIO(data)).columns) == [*COLUMNS, *STORED_COLUMNS]
    assert (counts.reports, counts.rows) == (0, 0)


@pytest.mark.parametrize("words", ["=1", " =1", "\u3000=1", "\t=1", "＝1", "@x", "+x", "-x"])
def test_formula_is_made_text(words: str) -> None:
    assert neutralise([words, "5"], (True, True))[0].startswith("'")
    assert neutralise(["x", words], (True, False)) == ["x", words]


def test_ordinary_cells_are_untouched() -> None:
    cells = ["وزير", "a=b", " | x", "1-2", "it's"]
    assert neutralise(cells, (True,) * 5) is cells


def test_tabbed_lines_need_no_quotes() -> None:
    assert make_tabbed([["a", 'b "c"'], ["", "d"]]) == ["a\tb ”c”\n", "\td\n"]
