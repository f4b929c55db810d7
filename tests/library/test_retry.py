"""Failed items are tried again alone: coded again, or read again where they could not be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.library import ledger
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.ingest import add_inputs
from waqai.library.ledger import Counts
from waqai.library.retry import retry

from .inputs import ONE, everything, row, states, write
from .stubs import StubCoders


def test_what_could_not_be_coded_is_coded_again(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [row(1), row(2, text="كسر بعد حدث")])
    add_inputs(database, [file], effort=ONE)
    same = retry(database, effort=ONE)
    assert (same.tried, same.mended) == (1, 0)
    mended = retry(database, effort=Effort(StubCoders(breaks=False)))
    assert (mended.tried, mended.mended, mended.mentions) == (1, 1, 1)
    assert states(database) == Counts(coded=2)
    assert len(everything(database)) == 2
    assert retry(database, effort=ONE).tried == 0


def test_tries_are_counted(database: Database, tmp_path: Path) -> None:
    add_inputs(database, [write(tmp_path / "a.jsonl", [row(2, text="كسر")]), str(tmp_path / "b.jsonl")], effort=ONE)
    for _ in range(2):
        retry(database, effort=ONE)
    with database.reading() as connection:
        assert [problem.attempts for problem in ledger.problems(connection)] == [3, 3]


def test_what_could_not_be_read_is_read_again_wherever_we_are(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("b.jsonl").write_bytes(b'{"text": "\xff"}\n')
    add_inputs(database, ["a.jsonl", "b.jsonl", write(Path("c.jsonl"), [row(3)])], effort=ONE)
    assert states(database) == Counts(coded=1, failed=2)
    write(tmp_path / "a.jsonl", [row(1), row(4)])
    write(tmp_path / "b.jsonl", [row(2)])
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    tried = retry(database, effort=ONE)
    assert (tried.tried, tried.mended) == (2, 2)
    # the file that was missing holds two reports now; its own entry says so
    assert states(database) == Counts(coded=4, empty=1)
    with database.reading() as connection:
        (entry,) = ledger.problems(connection, ("empty",))
    assert entry.place == "a.jsonl"
    assert "read again" in entry.reason


def test_what_was_set_aside_is_tried_on_request_only(database: Database, tmp_path: Path) -> None:
    add_inputs(database, [write(tmp_path / "a.jsonl", [row(1, text="حدث\x00")])], effort=ONE)
    assert retry(database, effort=ONE).tried == 0
    write(tmp_path / "a.jsonl", [row(1)])
    assert retry(database, quarantined=True, effort=ONE).mended == 1
    assert states(database) == Counts(coded=1)


def test_one_run_alone(database: Database, tmp_path: Path) -> None:
    first = add_inputs(database, [str(tmp_path / "a.jsonl")], effort=ONE)
    add_inputs(database, [str(tmp_path / "b.jsonl")], effort=ONE)
    write(tmp_path / "a.jsonl", [row(1)])
    write(tmp_path / "b.jsonl", [row(2)])
    assert retry(database, run=first.run, effort=ONE).tried == 1
    assert states(database).failed == 1
