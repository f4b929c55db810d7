"""Adding: every item has a state, nothing is doubled, and what comes out does not depend on how it came in."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from waqai.library import ledger
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.ingest import Added, add_inputs, add_reports
from waqai.library.ledger import Counts
from waqai.read.checks import Defaults
from waqai.records import Report

from .conftest import Places
from .inputs import ONE, TWO, exported, row, states, write


def test_every_item_has_a_state_and_their_sum_is_what_was_read(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    good = [row(number) for number in range(5)]
    bad: list[dict[str, Any]] = [
        good[2],  # twice
        row(6, text="   "),
        row(7, published="2020-02-31"),
        row(8, language="ja"),
        row(9, text="حدث\x00 آخر"),
        row(10, text="حدث " * 300_000),
        row(11, url="https://news.example/" + "a" * 3000),
        row(12, text="كسر كل شيء"),
    ]
    write(folder / "reports.jsonl", [*good, *bad])
    (folder / "broken.jsonl").write_bytes(b'{"text": "\xff\xfe"}\n{"text": 3}\nnonsense\n')
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\x00\x00")
    added = add_inputs(database, [str(folder), str(tmp_path / "missing.txt")], effort=ONE)
    assert added.counts == states(database)
    assert added.counts.read == 5 + 8 + 3 + 1 + 1 + 1
    assert added.counts.coded == 5
    assert added.counts.duplicate == 1
    assert added.counts.queued == 0
    with database.reading() as connection:
        found = ledger.problems(connection, ("empty", "failed", "quarantined"))
    assert len(found) + 5 + 1 == added.counts.read
    assert all(problem.reason and problem.place.startswith(str(tmp_path)) for problem in found)
    reasons = {problem.place.removeprefix(str(folder)): problem for problem in found}
    assert reasons["/reports.jsonl:10"].state == "quarantined"
    assert "NUL" in reasons["/reports.jsonl:10"].reason
    assert "1,200,000 characters" in reasons["/reports.jsonl:11"].reason
    assert "url" in reasons["/reports.jsonl:12"].reason
    assert reasons["/reports.jsonl:13"].state == "failed"
    assert "ValueError" in reasons["/reports.jsonl:13"].reason


def test_problems_are_listed_page_by_page(database: Database, tmp_path: Path) -> None:
    add_inputs(database, [str(tmp_path / f"missing-{number}") for number in range(7)], effort=ONE)
    places: list[str] = []
    with database.reading() as connection:
        while page := ledger.problems(connection, limit=3, after=len(places)):
            places += [problem.place for problem in page]
    assert places == [str(tmp_path / f"missing-{number}") for number in range(7)]


def test_the_same_again_is_a_duplicate_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", map(row, range(70)))
    first = add_inputs(database, [file], effort=ONE)
    before = exported(database)
    again = add_inputs(database, [file], effort=ONE)
    elsewhere = add_inputs(database, [write(tmp_path / "b.jsonl", map(row, range(70)))], effort=ONE)
    assert first.counts == Counts(coded=70)
    assert again.counts == elsewhere.counts == Counts(duplicate=70)
    assert exported(database) == before
    assert before.count("\n") == 70


def test_progress_tells_what_was_done(database: Database, tmp_path: Path) -> None:
    told: list[Counts] = []
    file = write(tmp_path / "a.jsonl", map(row, range(150)))
    add_inputs(database, [file], effort=ONE, progress=told.append)
    assert told[0].queued == 64
    assert told[-1] == Counts(coded=150)
    assert [counts.read for counts in told] == sorted(counts.read for counts in told)


def test_reports_of_a_program_are_added(database: Database) -> None:
    added = add_reports(database, [Report("وقع حدث هنا.", url="https://n.example/1"), Report("")], effort=ONE)
    assert added.counts == Counts(coded=1, empty=1)


def test_defaults_are_kept(database: Database, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("وقع حدث في المدينة أمس.", encoding="utf-8")
    add_inputs(database, [str(tmp_path / "a.txt")], Defaults("2020-03-01", "قناة"), effort=ONE)
    assert '"published":"2020-03-01"' in exported(database)
    assert '"id":"a.txt"' in exported(database)


def mixed() -> list[dict[str, Any]]:
    """Rows with duplicates, several revisions of one address, other spellings of it, and reports without any."""
    rows = [row(number) for number in range(60)]
    rows += [row(number, text=f"نص آخر عن حدث {number}.", published="2020-01-02") for number in range(0, 20, 2)]
    rows += [row(number, text=f"نص ثالث عن حدث {number}.", published="2020-01-02") for number in range(0, 20, 4)]
    for number in range(100, 110):
        url = f"https://news.example/{number}"
        rows += [row(number, id=None, url=f"{url}?utm_source=x"), row(number, id=None, url=url)]
        rows.append(row(number, url=f"{url}#top"))
    rows += [row(number, id=None) for number in range(200, 210)] * 2
    rows += [row(1, outlet="قناة"), row(300, text="كسر"), row(301, text="")]
    return rows


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What comes out of `mixed`, added in its order by one process to SQLite."""
    from waqai.library.opening import create_library

    folder = tmp_path_factory.mktemp("once")
    database = create_library(folder / "once.db")
    add_inputs(database, [write(folder / "mixed.jsonl", mixed())], effort=ONE)
    return exported(database)


@pytest.mark.usefixtures("importable")
@pytest.mark.parametrize(("seed", "effort"), [(1, ONE), (2, ONE), (3, TWO)])
def test_what_comes_out_does_not_depend_on_how_it_came_in(
    seed: int, effort: Effort, places: Places, tmp_path: Path, once: str
) -> None:
    rows = mixed()
    random.Random(seed).shuffle(rows)
    folder = tmp_path / str(seed)
    folder.mkdir()
    write(folder / "z.jsonl", rows[:50])
    write(folder / "a.jsonl", rows[50:])
    database = Database(places.library(full=False))
    added: Added = add_inputs(database, [str(folder)], effort=effort)
    assert added.counts.read == len(rows)
    assert exported(database) == once
    database.close()
