"""Every kind of mistake is named with its file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from waqai.knowledge import check

Rows = dict[str, list[str]]
Write = Callable[[Path, Rows], Path]


def test_good_tables_have_no_errors(tmp_path: Path, rows: Rows, write: Write) -> None:
    assert [str(p) for p in check(write(tmp_path, rows)) if not p.warning and "country" not in p.message] == []


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("people", "Somebody;اسم;DZA;GOV;;2019-13;;", "start is no date"),
        ("people", "Somebody;اسم;DZA;GOV;;2019;2018-12;", "before it starts"),
        ("people", "Somebody;اسم;XXX;GOV;;;;", "unknown country: XXX"),
        ("people", "Somebody;اسم;DZA;GVT;;;;", "unknown sector: GVT"),
        ("people", "Somebody;name;DZA;GOV;;;;", "Latin letters in names_ar"),
        ("people", "اسم;اسم;DZA;GOV;;;;", "Arabic letters in name_en"),
        ("people", "Somebody;اسم;DZA;GOV;;;;Q12;extra", "more than columns"),
        ("people", "Somebody;;DZA;GOV;;;;", "names_ar is empty"),
        ("people", "Somebody;اسم;DZA;GOV;;;;P12", "Wikidata"),
        ("organisations", "Bad Id;Name;اسم;;DZA;PTY;party;;;;;", "small Latin letters"),
        ("organisations", "x;Name;اسم;;DZA;PTY;club;;;;;", "unknown kind: club"),
        ("organisations", "fatah;Name;اسم;;DZA;PTY;party;;;;;", "stands already in organisations.tsv:3"),
        ("holders", "no-office;Name;اسم;2019;;;", "unknown office: no-office"),
        ("places", "Name;اسم;DZA;;95;1;settlement;;;", "latitude is out of range"),
        ("places", "Name;اسم;DZA;;35;;settlement;;;", "stand together"),
    ],
)
def test_mistakes(tmp_path: Path, rows: Rows, write: Write, table: str, row: str, message: str) -> None:
    changed = {**rows, table: [*rows[table], row]}
    line = len(changed[table]) + 1
    found = [p for p in check(write(tmp_path, changed)) if p.line == line and p.file == f"{table}.tsv"]
    assert any(message in problem.message for problem in found), found


def test_overlapping_holders_are_a_warning(tmp_path: Path, rows: Rows, write: Write) -> None:
    changed = {**rows, "holders": [*rows["holders"], "dza-president;Other;آخر;2021-01-01;;;"]}
    found = [p for p in check(write(tmp_path, changed)) if "overlaps" in p.message]
    assert [p.warning for p in found] == [True]


def test_unknown_file_and_wrong_columns(tmp_path: Path, rows: Rows, write: Write) -> None:
    write(tmp_path, rows)
    (tmp_path / "stray.tsv").write_text("a\tb\n", encoding="utf-8")
    (tmp_path / "people-2.tsv").write_text("name\n", encoding="utf-8")
    messages = {p.file: p.message for p in check(tmp_path)}
    assert "no known table" in messages["stray.tsv"]
    assert "columns must be" in messages["people-2.tsv"]
