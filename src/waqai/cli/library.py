"""The library's commands: init, add, watch, status, retry, recode, import, backup, restore, check."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec
import typer

from waqai.cli.arguments import DEFAULT_LIBRARY
from waqai.cli.console import put, tell, use_utf8
from waqai.export.base import counted
from waqai.libraries import Library, LibraryError, holds_library, open_library
from waqai.library.connection import Database
from waqai.library.ledger import STATES, Counts, State
from waqai.library.opening import create_library
from waqai.library.paging import CursorError
from waqai.library.query import QueryError
from waqai.read.options import ReadOptions
from waqai.read.problems import InputProblem

if TYPE_CHECKING:
    from waqai.library.ingest import Added
    from waqai.library.watch import Round

#: more processes than this bring little on one machine and cost 250 MB each
_MOST_JOBS = 8
#: problems told while adding, and runs shown, at most
_MOST_TOLD = 100
_RUNS_SHOWN = 5
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
#: what each state means, for `waqai status`
_MEANING = {
    "queued": "read, not coded yet",
    "coded": "read and coded",
    "empty": "nothing in it to code",
    "duplicate": "the library held it already",
    "failed": "could not be read or coded; waqai retry tries again",
    "quarantined": "refused as harmful; waqai retry --quarantined tries again",
}


class AddRequest(msgspec.Struct, frozen=True):
    """What the user asked ``waqai add`` or ``waqai watch`` to do."""

    library: str
    inputs: list[str]
    published: str = ""
    outlet: str = ""
    jobs: int = 1
    options: ReadOptions = ReadOptions()


def guarded(work: Callable[[], int]) -> int:
    """Do the work; what the library says is wrong is told in one line, with exit status 1.

    A query that cannot be understood is shown with its wrong characters; that and a wrong cursor are exit status 2.
    """
    use_utf8()
    try:
        return work()
    except LibraryError as error:
        tell(f"waqai: {error}")
        return 1
    except QueryError as error:
        first, *shown = error.lines()
        tell("\n".join([f"waqai: {first}", *shown]))
        return 2
    except CursorError as error:
        tell(f"waqai: {error}")
        return 2


def init_library(location: str) -> int:
    """Make an empty library; return the exit status."""

    def work() -> int:
        database = create_library(location)
        put(f"{database.name}: an empty library; fill it with: waqai add INPUT…{_named(database)}\n")
        database.close()
        return 0

    return guarded(work)


def add_to_library(request: AddRequest) -> int:
    """Read and code; print what became of the items; return the exit status."""

    def work() -> int:
        new = not holds_library(request.library)
        with open_library(request.library, create=new) as library, _progress() as bar:
            if new:
                tell(f"waqai: {library.database.name}: there was no library; an empty one was made")
            added = library.add(
                *request.inputs,
                published=request.published,
                outlet=request.outlet,
                workers=processes(request.jobs),
                options=request.options,
                progress=bar,
            )
            return _tell_added(library, added)

    return guarded(work)


def retry_failed(location: str, quarantined: bool, jobs: int, private: bool) -> int:
    """Try failed items again; return the exit status."""

    def work() -> int:
        with open_library(location) as library, _progress() as bar:
            found = library.retry(
                quarantined=quarantined, workers=processes(jobs), private_addresses=private, progress=bar
            )
            if not found.tried:
                put("nothing to try again\n")
            else:
                put(f"{counted(found.tried, 'item')} tried again, {found.mended:,} mended\n")
            if found.busy:
                put(f"{counted(found.busy, 'item')} left to another program that works on them now\n")
            if found.gone:
                put(f"{counted(found.gone, 'item')} came from standard input and cannot be read again\n")
            return 1 if found.tried > found.mended else 0

    return guarded(work)


def show_status(location: str, state: str, limit: int) -> int:
    """Print states, runs and problems; return the exit status."""

    def work() -> int:
        with open_library(location) as library:
            summary = library.status()
            put(f"library {library.database.name}\n")
            put(
                f"{counted(summary.reports, 'report')} ({counted(summary.revisions, 'revision')}), "
                f"{counted(summary.mentions, 'event mention')}\n\n"
            )
            for name in STATES:
                put(f"  {name:<12}{getattr(summary.counts, name):>10,}  {_MEANING[name]}\n")
            put(f"  {'read':<12}{summary.counts.read:>10,}\n")
            _show_runs(summary.runs)
            _show_problems(library, state, limit)
        return 0

    return guarded(work)


def import_files(location: str, files: list[str], annotator: str) -> int:
    """Bring in people's codings; return the exit status."""

    def work() -> int:
        with open_library(location) as library:
            found = library.import_codings(*files, annotator=annotator)
            bad = found.counts.failed + found.counts.quarantined
            for problem in library.problems(run=found.run, limit=_MOST_TOLD):
                tell(f"waqai: {InputProblem(problem.place, problem.reason, problem.next_step)}")
            put(f"{counted(found.counts.coded, 'coding')} by people, {counted(found.mentions, 'event mention')}\n")
            if found.counts.duplicate:
                put(f"{found.counts.duplicate:,} were in the library already\n")
            return 1 if bad else 0

    return guarded(work)


def recode_library(location: str, query: str, force: bool, jobs: int) -> int:
    """Code reports again; return the exit status."""

    def work() -> int:
        with open_library(location) as library, _progress() as bar:
            found = library.recode(query, force=force, workers=processes(jobs), progress=bar)
            if not found.counts.read:
                put("every report is coded by this version already\n")
                return 0
            put(
                f"{counted(found.counts.coded, 'report')} coded again: {found.before:,} → "
                f"{counted(found.after, 'event mention')}; {counted(found.changed, 'report')} changed\n"
            )
            bad = found.counts.failed + found.counts.quarantined
            if bad:
                put(f"{counted(bad, 'report')} could not be coded: waqai status{_named(library.database)}\n")
            return 1 if bad else 0

    return guarded(work)


def backup_library(location: str, output: Path) -> int:
    """Write a backup; return the exit status."""

    def work() -> int:
        from waqai.library.backup import backup  # noqa: PLC0415  loaded when needed

        with open_library(location) as library:
            backup(library.database, output)
            put(f"{library.database.name} → {output} ({output.stat().st_size:,} bytes)\n")
        return 0

    return guarded(work)


def restore_library(archive: Path, location: str) -> int:
    """Make a library from a backup; return the exit status."""

    def work() -> int:
        from waqai.library.backup import restore  # noqa: PLC0415  loaded when needed

        manifest = restore(archive, location)
        put(f"{archive} → {Database(location).name} ({counted(manifest.counts['report'], 'report')})\n")
        return 0

    return guarded(work)


def check_library(location: str, repair: bool) -> int:
    """Check the library; return the exit status, 1 when something is wrong."""

    def work() -> int:
        from waqai.library.check import check  # noqa: PLC0415  loaded when needed

        with open_library(location) as library:
            found = check(library.database, repair=repair)
        for finding in found.findings if not found.repaired else found.left:
            tell(f"waqai: {finding}")
        put(
            f"{counted(found.reports, 'report')}, {counted(found.codings, 'coding')}, "
            f"{counted(found.spans, 'quotation')} looked at\n"
        )
        if found.repaired:
            mended = len(found.findings) - len(found.left)
            put(f"what search reads was made anew: {counted(mended, 'finding')} mended, {len(found.left)} left\n")
        else:
            put("nothing is wrong\n" if not found.findings else f"{counted(len(found.findings), 'finding')}\n")
        return 1 if found.left else 0

    return guarded(work)


def watch_inputs(request: AddRequest, every: str, once: bool) -> int:
    """Look at feeds and folders again and again; return the exit status."""
    period = parse_period(every)

    def work() -> int:
        with open_library(request.library, create=True) as library:
            bad = False
            for looked in library.watch(
                *request.inputs,
                every=period,
                once=once,
                outlet=request.outlet,
                workers=processes(request.jobs),
                options=request.options,
            ):
                bad = bad or looked.failed
                _tell_round(looked)
            return 1 if bad else 0

    return guarded(work)


def _tell_round(looked: Round) -> None:
    if looked.state == "failed":
        tell(f"waqai: {looked.input}: {looked.reason} (again from {looked.due})")
    elif looked.added is not None:
        put(f"{looked.input}: {_counts_line(looked.added.counts)}, {counted(looked.added.mentions, 'event mention')}\n")
    else:
        put(f"{looked.input}: nothing new\n")
    sys.stdout.flush()


def parse_period(words: str) -> int:
    """Return the seconds of ``15m``, ``2h`` …; raises `typer.BadParameter`."""
    found = re.fullmatch(r"\s*(\d+)\s*([smhd])\s*", words.lower())
    if not found or not int(found[1]):
        raise typer.BadParameter(f"{words!r} is no period; write 15m, 2h or 1d", param_hint="--every")
    return int(found[1]) * _UNITS[found[2]]


def processes(jobs: int) -> int:
    """Return how many processes are meant: 0 stands for one a core."""
    return jobs or max(1, min(os.cpu_count() or 1, _MOST_JOBS))


def _named(database: Database) -> str:
    """Return the option that names the library in a command to type, without a password."""
    return "" if database.name == DEFAULT_LIBRARY else f" --library {database.name}"


@contextmanager
def _progress() -> Iterator[Callable[[Counts], None] | None]:
    """Give what shows the ledger's counts while they grow, on a terminal only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  seldom needed
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")
        began = time.monotonic()

        def show(counts: Counts) -> None:
            speed = counts.coded / max(time.monotonic() - began, 0.1)
            bar.update(task, description=f"{_counts_line(counts)} · {speed:.0f} reports/s")

        yield show


def _counts_line(counts: Counts) -> str:
    return " · ".join(f"{getattr(counts, name):,} {name}" for name in STATES if getattr(counts, name))


def _tell_added(library: Library, added: Added) -> int:
    """Tell what went wrong, one line each, and print the states; return the exit status."""
    problems = library.problems(limit=_MOST_TOLD + 1, run=added.run)
    for problem in problems[:_MOST_TOLD]:
        tell(f"waqai: {InputProblem(problem.place, problem.reason, problem.next_step)}")
    if len(problems) > _MOST_TOLD:
        tell(f"waqai: … and more: waqai status{_named(library.database)}")
    if added.resumed:
        put("an interrupted run went on\n")
    put(f"{counted(added.counts.read, 'item')} read, {counted(added.mentions, 'event mention')} found now\n")
    for name in STATES:
        if getattr(added.counts, name):
            put(f"  {name:<12}{getattr(added.counts, name):>10,}\n")
    bad = added.counts.failed + added.counts.quarantined
    if bad:
        place = _named(library.database)
        put(f"what went wrong: waqai status{place}; once more: waqai retry{place}\n")
    return 1 if bad else 0


def _show_runs(runs: Any) -> None:
    if not runs:
        return
    put("\nlast runs\n")
    for run in runs[-_RUNS_SHOWN:]:
        end = f"– {run.finished}" if run.finished else "– not finished (the same command goes on)"
        inputs = " ".join(run.inputs[:3]) + (" …" if len(run.inputs) > 3 else "")
        put(f"  {run.run:>4}  {run.command} {inputs}\n")
        put(f"        {run.started} {end}: {_counts_line(run.counts) or 'nothing'}\n")


def _show_problems(library: Library, state: str, limit: int) -> None:
    wanted: tuple[State, ...] = ("failed", "quarantined")
    if state:
        wanted = tuple(one for one in get_args(State) if one == state)
    found = library.problems(wanted, limit=limit + 1)
    if not found:
        if state:
            put(f"\nnothing is {state}\n")
        return
    put(f"\n{' or '.join(wanted)}\n")
    for one in found[:limit]:
        put(f"  {one.state}: {InputProblem(one.place, one.reason, one.next_step) if one.reason else one.place}\n")
    if len(found) > limit:
        put(f"  … and more: --limit {min(10 * limit, 1000)}\n")
