"""Watching: only what is new is added, servers are asked politely, and a watch that was ended goes on."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from waqai.library import ledger
from waqai.library.connection import Database
from waqai.library.ledger import Counts
from waqai.library.watch import Round, watch
from waqai.read import InputProblem
from waqai.read.fetch import Fetched, FetchProblem
from waqai.read.options import ReadOptions

from .inputs import ONE, everything, row, states, write

FEED = "https://news.example/feed.xml"
START = datetime(2020, 2, 5, 10, tzinfo=UTC)


class Time:
    """A clock that goes on when somebody sleeps, and ends the watch after some sleeps."""

    def __init__(self, sleeps: int = 0) -> None:
        self.now = START
        self.slept: list[float] = []
        self._sleeps = sleeps

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        if len(self.slept) == self._sleeps:
            raise KeyboardInterrupt
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


class Server:
    """Gives one answer after another and remembers what it was asked with."""

    def __init__(self, *answers: Fetched | InputProblem) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, str, str]] = []

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Fetched | InputProblem:
        self.asked.append((url, etag, modified))
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def feed(*entries: tuple[str, str], etag: str = "") -> Fetched:
    items = "".join(
        f"<item><guid>{name}</guid><link>https://news.example/{name}</link><title>خبر</title>"
        f"<description>{words}</description><pubDate>Wed, 05 Feb 2020 08:00:00 GMT</pubDate></item>"
        for name, words in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>أخبار</title>{items}</channel></rss>'
    return Fetched(FEED, 200, "application/rss+xml", "utf-8", body.encode(), etag, "")


UNCHANGED = Fetched(FEED, 304, "", "", b"", "", "")
LONG = "وقع حدث كبير في المدينة أمس، وقال شهود إن كثيرين خرجوا إلى الشوارع بعد ذلك بقليل."


def look(database: Database, *inputs: object, server: Server | None = None, at: datetime = START) -> list[Round]:
    time = Time()
    time.now = at
    options = ReadOptions(fetcher=server)
    rounds = watch(database, list(map(str, inputs)), 600, once=True, options=options, effort=ONE, clock=time.clock)
    return list(rounds)


def settle(folder: Path, when: datetime = START - timedelta(minutes=5)) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (when.timestamp(), when.timestamp()))


def test_a_folder_gives_what_is_new_and_what_changed(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.jsonl", [row(1), row(2)])
    settle(folder)
    (first,) = look(database, folder)
    assert first.added is not None
    assert (first.state, first.added.counts) == ("new", Counts(coded=2))
    (again,) = look(database, folder)
    assert (again.state, again.added) == ("unchanged", None)
    write(folder / "a.jsonl", [row(1), row(2, text="نص جديد عن حدث.")])
    write(folder / "b.jsonl", [row(3)])
    (changed,) = look(database, folder)
    assert changed.added is not None
    assert changed.added.counts == Counts(coded=2)
    # what was read again and is known has no new row
    assert states(database) == Counts(coded=4)
    assert [one.coded.report.text for one in everything(database)][1] == "نص جديد عن حدث."


def test_a_file_that_was_just_written_is_read_again(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    write(file, [row(1)])
    settle(tmp_path, START)
    look(database, file)
    write(file, [row(7)])  # as long as before, at the same moment
    settle(tmp_path, START)
    (again,) = look(database, file)
    assert again.state == "new"


def test_a_feed_is_asked_with_what_its_server_said(database: Database) -> None:
    server = Server(feed(("1", LONG), etag='"a"'), UNCHANGED, feed(("1", LONG), ("2", LONG + " حدث."), etag='"b"'))
    rounds = [look(database, FEED, server=server, at=START + timedelta(hours=n))[0] for n in range(3)]
    assert [one.state for one in rounds] == ["new", "unchanged", "new"]
    assert server.asked == [(FEED, "", ""), (FEED, '"a"', ""), (FEED, '"a"', "")]
    assert states(database) == Counts(coded=2)
    with database.reading() as connection:
        assert [run.command for run in ledger.summary(connection).runs] == ["watch", "watch"]


def test_a_feed_without_validators_that_says_the_same_leaves_no_trace(database: Database) -> None:
    server = Server(feed(("1", LONG)))
    rounds = [look(database, FEED, server=server, at=START + timedelta(hours=n))[0].state for n in range(3)]
    assert rounds == ["new", "unchanged", "unchanged"]
    assert server.asked[-1] == (FEED, "", "")
    assert states(database) == Counts(coded=1)


def test_an_entry_that_changes_is_a_revision(database: Database) -> None:
    server = Server(feed(("1", LONG)), feed(("1", LONG + " ثم وقع حدث آخر.")))
    for hours in range(2):
        look(database, FEED, server=server, at=START + timedelta(hours=hours))
    (report,) = everything(database)
    assert (report.revision, report.revisions) == (2, 2)


def test_a_feed_that_fails_is_asked_less_and_less_often(database: Database) -> None:
    server = Server(FetchProblem(FEED, "answers with an error (503)", "try again later", "failed", 503, 0))
    time = Time(sleeps=4)
    options = ReadOptions(fetcher=server)
    rounds: list[Round] = []
    with pytest.raises(KeyboardInterrupt):
        rounds.extend(watch(database, [FEED], 600, options=options, effort=ONE, clock=time.clock, sleep=time.sleep))
    assert [one.state for one in rounds] == ["failed"] * len(rounds)
    assert "503" in rounds[0].reason
    assert rounds[0].failed
    dues = [datetime.fromisoformat(one.due) for one in rounds]
    waits = [(due - before).total_seconds() for before, due in zip([START, *dues], dues, strict=False)]
    assert waits[:3] == [600, 1200, 2400]
    assert states(database) == Counts()


def test_retry_after_is_waited_for(database: Database) -> None:
    server = Server(FetchProblem(FEED, "asks to be asked less often (429)", "", "failed", 429, 7200), feed(("1", LONG)))
    (failed,) = look(database, FEED, server=server)
    assert datetime.fromisoformat(failed.due) == START + timedelta(hours=2)
    assert look(database, FEED, server=server, at=START + timedelta(hours=1)) == []
    (later,) = look(database, FEED, server=server, at=START + timedelta(hours=2))
    assert later.state == "new"


def test_one_input_that_fails_does_not_stop_the_others(database: Database, tmp_path: Path) -> None:
    server = Server(FetchProblem(FEED, "is not there (404)", "", "failed", 404, 0))
    rounds = look(database, FEED, tmp_path / "missing", write(tmp_path / "a.jsonl", [row(1)]), server=server)
    assert [one.state for one in rounds] == ["failed", "failed", "new"]


def test_it_goes_on_until_it_is_ended(database: Database, tmp_path: Path) -> None:
    time = Time(sleeps=3)
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "a.jsonl", [row(1)])
    settle(folder)
    rounds: list[Round] = []
    with pytest.raises(KeyboardInterrupt):
        rounds.extend(watch(database, [str(folder)], 600, effort=ONE, clock=time.clock, sleep=time.sleep))
    assert [one.state for one in rounds] == ["new", "unchanged", "unchanged", "unchanged"]
    assert time.slept == [600, 600, 600]
    assert states(database) == Counts(coded=1)


def test_a_broken_entry_is_told_once(database: Database, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", [row(1), row(2, published="2020-02-31")])
    settle(tmp_path, START)
    for number in range(3):
        look(database, file, at=START + timedelta(seconds=number))
    assert states(database) == Counts(coded=1, failed=1)
