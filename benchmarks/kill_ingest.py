"""Kill ``add`` at random moments (SIGKILL), run it again, and compare with a library that was never interrupted.

    python benchmarks/kill_ingest.py [--kills 200] [--seed 1] [--workers 1] [--real] [--library postgresql://…/template]

Each round starts with an empty library, is killed one to three times at moments drawn uniformly over the length of an
uninterrupted run, and then runs to its end.  After each kill an SQLite library is checked; after each round the sorted
export must be byte-identical, every item coded, failed or set aside with a reason, and their sum what was read.
With PostgreSQL name a database that may be dropped: each round gets a copy of it.  Needs `os.fork`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from library.stubs import StubCoders
from waqai.export.annotation import AnnotationExporter
from waqai.library import ledger
from waqai.library.coders import Coders, PackagedCoders
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.folding import index_words
from waqai.library.ingest import add_inputs
from waqai.library.opening import create_library, open_database
from waqai.library.stored import stored_reports

_SENTENCES = (
    "التقى وزير الخارجية الجزائري نظيره التونسي في تونس، وبحثا حدث الحدود رقم {n}.",
    "قُتل ثلاثة جنود في هجوم شنه مسلحون قرب المدينة، وهو حدث رقم {n} هذا العام.",
    "أعلنت الحكومة إرسال مساعدات إلى المتضررين بعد حدث {n} الذي ضرب البلاد.",
)


def write_inputs(folder: Path, count: int) -> None:
    """Write files with good, double, revised, empty and broken reports."""
    rows = []
    for n in range(count):
        words = _SENTENCES[n % 3].format(n=n)
        row = {"id": f"r{n}", "published": "2020-01-01", "outlet": "صحيفة المثال", "text": words}
        rows.append(row)
        if n % 7 == 0:
            rows.append(row)
        if n % 5 == 0:
            rows.append(row | {"text": f"{words} وهذا نص جديد.", "published": "2020-01-02"})
        if n % 50 == 0:
            rows += [row | {"id": f"e{n}", "text": " "}, row | {"id": f"b{n}", "text": "كسر"}]
    half = len(rows) // 2
    for name, some in (("a.jsonl", rows[:half]), ("b.jsonl", rows[half:])):
        (folder / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), "utf-8")


def in_child(work: Callable[[], None]) -> int:
    """Fork, do `work` in the child and return its process id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001  the child must not go on as the parent does
        print(f"child: {type(error).__name__}: {error}", file=sys.stderr)
        os._exit(1)
    os._exit(0)


class Libraries:
    """Makes empty libraries and removes them."""

    def __init__(self, folder: Path, template: str) -> None:
        self._folder = folder
        self._template = template
        self._number = 0
        if template:
            self._server("CREATE DATABASE", template)
            create_library(template).close()
        else:
            create_library(folder / "empty.db").close()

    def fresh(self) -> str:
        self._number += 1
        if not self._template:
            path = self._folder / f"round-{self._number}.db"
            shutil.copy(self._folder / "empty.db", path)
            return str(path)
        name = f"{make_url(self._template).database}_{self._number}"
        self._server("CREATE DATABASE", name, f"TEMPLATE {make_url(self._template).database}")
        return make_url(self._template).set(database=name).render_as_string(hide_password=False)

    def drop(self, location: str) -> None:
        if self._template:
            self._server("DROP DATABASE", location, "WITH (FORCE)")
            return
        for path in self._folder.glob(f"{Path(location).name}*"):
            path.unlink()

    def close(self) -> None:
        if self._template:
            self.drop(self._template)

    def _server(self, what: str, name: str, more: str = "") -> None:
        database = make_url(name).database if "://" in name else name
        url = make_url(self._template).set(drivername="postgresql+psycopg", database="postgres")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            if what.startswith("CREATE"):
                connection.execute(text(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'))
            connection.execute(text(f'{what} "{database}" {more}'))
        engine.dispose()


def export(database: Database) -> bytes:
    exporter = AnnotationExporter()
    with database.reading() as connection:
        return "".join(exporter.report(stored.coded) for stored in stored_reports(connection)).encode()


def is_whole(location: str) -> bool:
    """Tell whether an SQLite library passes its own check (PostgreSQL has none to ask)."""
    if "://" in location:
        return True
    with contextlib.closing(sqlite3.connect(location)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        keys = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found == [("ok",)] and not keys


def sums(database: Database) -> tuple[tuple[int, ...], int, int]:
    """Return items by state, and how many runs there are and are unfinished."""
    with database.reading() as connection:
        found = ledger.summary(connection)
    counts = found.counts
    states = (counts.queued, counts.coded, counts.empty, counts.duplicate, counts.failed, counts.quarantined)
    return states, len(found.runs), sum(1 for run in found.runs if not run.finished)


class Trial:
    """Kills and runs ``add`` over the same inputs, each time into a fresh library."""

    def __init__(self, folder: Path, libraries: Libraries, effort: Effort) -> None:
        self._inputs = str(folder)
        self._libraries = libraries
        self._effort = effort
        self.kills = self.rounds = self.corrupt = self.different = self.wrong = self.runs = 0
        self.length = 0.0
        self.want = b""
        self.states: tuple[int, ...] = ()

    def uninterrupted(self) -> None:
        location = self._libraries.fresh()
        self.length = self._complete(location)
        self.want, (self.states, _, _) = self._look(location)
        self._libraries.drop(location)

    def round(self, draw: random.Random) -> None:
        self.rounds += 1
        location = self._libraries.fresh()
        for _ in range(draw.randint(1, 3)):
            child = in_child(lambda: self._add(location))
            time.sleep(draw.uniform(0, self.length))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            self.kills += 1
            self.corrupt += not is_whole(location)
        self._complete(location)
        got, (states, runs, unfinished) = self._look(location)
        self.corrupt += not is_whole(location)
        if got != self.want:
            self.different += 1
            print(f"round {self.rounds}: the export differs")
        if states[0] or unfinished or (runs == 1 and states != self.states):
            self.wrong += 1
            print(f"round {self.rounds}: {states} in {runs} runs, {unfinished} unfinished")
        self.runs += runs
        self._libraries.drop(location)

    def _add(self, location: str) -> None:
        database = open_database(location)
        add_inputs(database, [self._inputs], effort=self._effort)
        database.close()

    def _complete(self, location: str) -> float:
        begun = time.monotonic()
        _, status = os.waitpid(in_child(lambda: self._add(location)), 0)
        if status:
            raise SystemExit(f"add ended with status {status}")
        return time.monotonic() - begun

    def _look(self, location: str) -> tuple[bytes, tuple[tuple[int, ...], int, int]]:
        database = open_database(location)
        found = export(database), sums(database)
        database.close()
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--reports", type=int, default=250)
    parser.add_argument("--real", action="store_true", help="the real coder instead of a stub")
    parser.add_argument("--library", default="")
    asked = parser.parse_args()
    coders: Coders = PackagedCoders() if asked.real else StubCoders(seconds=0.001)
    index_words("تحميل")  # what every child would load again
    draw = random.Random(asked.seed)  # noqa: S311  no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        write_inputs(folder, asked.reports)
        libraries = Libraries(Path(name), asked.library)
        trial = Trial(folder, libraries, Effort(coders, asked.workers))
        trial.uninterrupted()
        print(f"uninterrupted: {trial.length:.2f} s, {len(trial.want):,} bytes, states {trial.states}", flush=True)
        while trial.kills < asked.kills:
            trial.round(draw)
        libraries.close()
    print(
        f"{trial.kills} kills in {trial.rounds} rounds (seed {asked.seed}, {asked.workers} workers):"
        f" {trial.corrupt} corrupt, {trial.different} exports differ, {trial.wrong} sums wrong;"
        f" {trial.runs} runs in the ledgers"
    )
    return 1 if trial.corrupt or trial.different or trial.wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
