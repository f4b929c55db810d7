"""Parquet: columns, types, row groups, and files that are not what they should be."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.read.samples import OTHER, TEXT, one_problem, split

from waqai.read import ReadOptions
from waqai.read.options import Place
from waqai.read.parquet import parse
from waqai.read.problems import InputProblem
from waqai.records import Report


def write(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    parquet.write_table(pa.table(columns), path, **options)
    return path


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"n": [1.5, 2.5], "Body": [TEXT, OTHER], "headline": ["أ", None]})
    first, second = split(path)[0]
    assert (first.text, first.title, first.id) == (TEXT, "أ", "a.parquet:1")
    assert (second.text, second.title, second.id) == (OTHER, "", "a.parquet:2")


def test_map_names_the_columns(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"x": [TEXT], "y": ["أ"]})
    ((report,), _) = split(path, options=ReadOptions(mapping={"text": "x", "title": "y"}))
    assert (report.text, report.title) == (TEXT, "أ")


@pytest.mark.parametrize(
    "days",
    [
        pa.array([dt.date(2020, 2, 5)]),
        pa.array([dt.date(2020, 2, 5)]).cast(pa.timestamp("s")),
        pa.array([dt.datetime(2020, 2, 5, 12, tzinfo=dt.UTC)]),
        pa.array(["2020-02-05T10:00:00"]),
        pa.array(["5 شباط 2020"]),
        pa.array([1580860800]),
        pa.array([1580860800.0]),
        pa.array([20200205]),
    ],
    ids=["date", "time", "zone", "iso", "words", "seconds", "float", "stamp"],
)
def test_dates_of_every_type(tmp_path: Path, days: Any) -> None:
    ((report,), problems) = split(write(tmp_path / "a.parquet", {"text": pa.array([TEXT]), "date": days}))
    assert (report.published, problems) == ("2020-02-05", [])


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_text_of_every_type(tmp_path: Path, kind: Any) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array([TEXT, TEXT]).cast(kind), "id": [3, 4]})
    assert [(one.text, one.id) for one in split(path)[0]] == [(TEXT, "3"), (TEXT, "4")]


def test_rows_of_many_groups_are_numbered_through(tmp_path: Path) -> None:
    texts = [f"{TEXT} {number}" for number in range(700)]
    path = write(tmp_path / "a.parquet", {"text": texts}, row_group_size=100)
    reports, _ = split(path)
    assert [one.text for one in reports] == texts
    assert reports[-1].id == "a.parquet:700"


def test_a_broken_row_group_costs_its_rows_only(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [f"{TEXT} {n}" for n in range(30)]}, row_group_size=10,
                 compression="NONE", use_dictionary=False)  # fmt: skip
    data = bytearray(path.read_bytes())
    start = parquet.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data[start : start + 20] = b"\xff" * 20
    path.write_bytes(data)
    reports, (problem,) = split(path)
    assert len(reports) == 20
    assert problem.where == f"{path}:11-20"
    assert "rows 11 to 20 cannot be read" in problem.what


def test_one_long_value_repeated_stays_one_value(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": pa.array(["x" * 1_000_000] * 500).dictionary_encode()})
    total = 0
    with path.open("rb") as stream:
        for _, found in parse(stream, Place(name="a.parquet"), ReadOptions()):
            assert isinstance(found, Report)
            total += len(found.text)
    assert total == 500_000_000


@pytest.mark.parametrize(
    ("name", "columns", "words"),
    [
        ("list", {"text": [[TEXT]]}, 'the column "text" is list'),
        ("struct", {"text": [{"a": TEXT}]}, 'the column "text" is struct'),
        ("number", {"text": [5]}, 'the column "text" is int64'),
        ("bytes", {"text": [TEXT.encode()]}, 'the column "text" is binary'),
        ("date of bools", {"text": [TEXT], "date": [True]}, 'the column "date" is bool'),
        ("no text", {"x": [1], "title": ["أ"]}, "has no column with the reports' words"),
        ("no rows", {"text": pa.array([], pa.string())}, "holds no rows"),
    ],
)
def test_wrong_columns_are_named(tmp_path: Path, name: str, columns: dict[str, Any], words: str) -> None:
    good = write(tmp_path / "good.parquet", {"text": [TEXT]})
    reports, (problem,) = split(write(tmp_path / "a.parquet", columns), good)
    assert [one.text for one in reports] == [TEXT]
    assert words in problem.what


@pytest.mark.parametrize("cut", [0, 3, 8, 100, -1, -5, -30])
def test_truncated_file_is_named(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path / "a.parquet", {"text": [TEXT] * 50})
    path.write_bytes(path.read_bytes()[:cut])
    problem = one_problem(path)
    assert "is no whole Parquet file" in problem.what


def test_giant_row_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.parquet", {"text": [TEXT, "x" * (16 << 20), OTHER]})
    reports, (problem,) = split(path)
    assert [one.text for one in reports] == [TEXT, OTHER]
    assert (problem.where, problem.kind) == (f"{path}:2", "quarantined")


def test_row_group_that_says_it_is_huge_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waqai.read.parquet.LARGEST_CHUNK", 10_000)
    path = write(tmp_path / "a.parquet", {"text": [TEXT] * 3 + ["y" * 20_000] * 3 + [TEXT]}, row_group_size=3)
    reports, (problem,) = split(path)
    assert len(reports) == 4
    assert (problem.where, problem.kind) == (f"{path}:4-6", "quarantined")


@given(st.binary(max_size=200), st.integers(0, 600), st.integers(0, 60))
def test_any_damage_is_read_or_named(patch: bytes, at: int, cut: int) -> None:
    out = io.BytesIO()
    parquet.write_table(pa.table({"text": [TEXT, OTHER]}), out, compression="NONE")
    data = bytearray(out.getvalue())
    data[at : at + len(patch)] = patch
    try:
        for where, found in parse(io.BytesIO(bytes(data[: len(data) - cut])), Place(name="a"), ReadOptions()):
            assert where.startswith("a")
            assert isinstance(found, Report | InputProblem)
    except Exception as error:  # noqa: BLE001
        pytest.fail(f"{type(error).__name__}: {error}")
