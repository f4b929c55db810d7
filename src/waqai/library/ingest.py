"""``waqai add``: whatever is found in files, folders and addresses into the library, once.

The same words at the same address are a duplicate, other words there a new revision.  Interrupted at any moment, the
same command goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from waqai.library.connection import Database
from waqai.library.filling import Effort, Filler, Progress
from waqai.library.ledger import Counts, Request, counts_of
from waqai.library.runs import adopting, finish, working_on
from waqai.read import InputProblem, Item, ReadOptions, read_items
from waqai.read.checks import Defaults, check_report
from waqai.records import Report


class Added(msgspec.Struct, frozen=True):
    """What one run brought: its items by state (their sum is what was read), and the mentions found by this call.

    `resumed` tells that it went on with a run that was interrupted: then `counts` hold what that had done too.
    """

    run: int
    resumed: bool
    counts: Counts
    mentions: int


def add_inputs(
    database: Database,
    inputs: Sequence[str],
    defaults: Defaults | None = None,
    options: ReadOptions | None = None,
    *,
    effort: Effort | None = None,
    progress: Progress | None = None,
    command: str = "add",
) -> Added:
    """Read `inputs` (as `waqai.read.read_items`) into the library and code what is new.

    Also codes what other runs left queued when they were interrupted.  `progress` is told now and then how many items
    are in which state.  Raises `LibraryError` when the library cannot be written; whatever was read before stays, and
    the same call goes on from there.
    """
    names = tuple(dict.fromkeys(inputs))
    known = defaults or Defaults()
    request = Request(command, names, str(Path.cwd()), msgspec.to_builtins(known), kept_options(options))
    return add_items(database, request, read_safely(names, known, options), effort, progress)


def add_reports(
    database: Database,
    reports: Iterable[Report],
    defaults: Defaults | None = None,
    *,
    effort: Effort | None = None,
    progress: Progress | None = None,
    name: str = "Python",
) -> Added:
    """Add reports made by a program; `name` and a number is where each is said to come from."""
    known = defaults or Defaults()
    # like standard input: nobody can say that another call will give the same reports
    request = Request("add", ("-",), "", msgspec.to_builtins(known))
    return add_items(database, request, _as_items(reports, known, name), effort, progress)


def add_items(
    database: Database, request: Request, items: Iterable[Item], effort: Effort | None, progress: Progress | None
) -> Added:
    """Do what `add_inputs` does with items that were read for `request`."""
    with working_on(database, request) as run, Filler(database, effort or Effort(), progress) as filler:
        if run.resumed:
            filler.recover([run.id])
        recover_others(database, filler)
        filler.take(run.id, items)
        # those that ended meanwhile too: what they had read is a duplicate to us
        recover_others(database, filler)
        with database.writing() as connection:
            finish(connection, run.id)
        with database.reading() as connection:
            counts = counts_of(connection, run.id)
    return Added(run.id, run.resumed, counts, filler.mentions)


def kept_options(options: ReadOptions | None) -> dict[str, Any]:
    """Return the options that decide what is read, as they are kept with a run."""
    asked = options or ReadOptions()
    return {"mapping": dict(sorted(asked.mapping.items())), "follow": asked.follow, "private": asked.private_addresses}


def options_of(kept: Mapping[str, Any], private: bool = False) -> ReadOptions:
    """Return the options that `kept_options` kept; `private` allows private addresses in any case."""
    return ReadOptions(
        mapping=kept.get("mapping", {}),
        follow=bool(kept.get("follow", False)),
        private_addresses=private or bool(kept.get("private", False)),
    )


def recover_others(database: Database, filler: Filler) -> None:
    """Code what runs left queued that nobody works on."""
    with adopting(database) as runs:
        filler.recover(runs)


def read_safely(inputs: Iterable[str], defaults: Defaults, options: ReadOptions | None = None) -> Iterator[Item]:
    """Yield what is in `inputs`; a mistake of ours in reading one becomes its problem, and the others are read."""
    for name in inputs:
        try:
            yield from read_items([name], defaults, options)
        except Exception as error:  # noqa: BLE001  one input must not stop the others
            what = f"could not be read to its end ({type(error).__name__}: {error})"
            problem = InputProblem(name, what, "this is a mistake in Waqai: please report it with the file")
            yield Item(name, f"{name} (not read to its end)", problem)


def _as_items(reports: Iterable[Report], defaults: Defaults, name: str) -> Iterator[Item]:
    for number, report in enumerate(reports, 1):
        where = f"{name}:{number}"
        yield Item(name, where, check_report(report, where, defaults))
