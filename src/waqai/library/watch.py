"""``waqai watch``: feeds and folders looked at again and again, and what is new added.

A round over one input is a run of its own, so that words that change become a revision; only what the library does not
have is entered in the ledger, and a round that finds nothing leaves no trace there.  When an input was looked at, what
its server said then, and how often it failed since stands in the table `watched`: a watch that is ended goes on.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlalchemy import delete, insert, select

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.filling import Effort, Progress, in_groups
from waqai.library.ingest import Added, add_items, kept_options, read_safely
from waqai.library.ledger import Request
from waqai.library.limits import plain
from waqai.library.registering import unknown_items
from waqai.read import InputProblem, Item
from waqai.read.checks import Defaults
from waqai.read.options import Answer, Fetches, ReadOptions
from waqai.read.polling import SHORTEST, Poll, next_due

#: marks a validator that is ours, not a server's: a hash of what was there
_OURS = "sha256:"
#: a file that was changed so few seconds ago may change again within the same tick of its clock
_SETTLED = 3.0
_LONGEST_SLEEP = 3600.0

Clock = Callable[[], datetime]


class Round(msgspec.Struct, frozen=True):
    """How looking at one input went: ``new`` (see `added`), ``unchanged`` or ``failed`` (see `reason`).

    `due` is from when on it will be looked at again (UTC, ISO).
    """

    input: str
    state: Literal["new", "unchanged", "failed"]
    due: str
    added: Added | None = None
    reason: str = ""

    @property
    def failed(self) -> bool:
        """Whether it could not be looked at, or something new could not be coded."""
        return self.state == "failed" or (self.added is not None and self.added.counts.failed > 0)


class _State(msgspec.Struct, frozen=True):
    """What is known of an input: when it was checked and is due (UTC, ISO), what its server said, its failures."""

    etag: str = ""
    modified: str = ""
    checked: str = ""
    due: str = ""
    failures: int = 0
    reason: str = ""


class _Given:
    """A fetcher that has the answer of one address already."""

    def __init__(self, fetcher: Fetches, url: str, answer: Answer) -> None:
        self._fetcher = fetcher
        self._url = url
        self._answer = answer

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Answer | InputProblem:
        if url == self._url:
            return self._answer
        return self._fetcher.fetch(url, kind=kind, etag=etag, modified=modified)


def watch(
    database: Database,
    inputs: Sequence[str],
    interval: float,
    *,
    once: bool = False,
    defaults: Defaults | None = None,
    options: ReadOptions | None = None,
    effort: Effort | None = None,
    progress: Progress | None = None,
    clock: Clock = lambda: datetime.now(UTC),
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Round]:
    """Look at `inputs` (addresses, folders, files) every `interval` seconds and yield how each look went.

    An address is asked with what its server said last (ETag, Last-Modified), never more often than once a minute, and
    less and less often while it fails.  With `once`, each is looked at once, unless it failed and is not due.  Ends
    with `once`, or by an exception (Ctrl-C): whatever was read stays.  Raises `LibraryError` as `add_inputs` does.
    """
    asked = options or ReadOptions()
    watcher = _Watcher(database, interval, defaults or Defaults(), asked, effort or Effort(), progress, clock)
    names = list(dict.fromkeys(inputs))
    while True:
        for name in names:
            if watcher.is_due(name, once=once):
                yield watcher.look(name)
        if once:
            return
        sleep(watcher.pause(names))


class _Watcher:
    def __init__(
        self,
        database: Database,
        interval: float,
        defaults: Defaults,
        options: ReadOptions,
        effort: Effort,
        progress: Progress | None,
        clock: Clock,
    ) -> None:
        self._database = database
        self._interval = interval
        self._defaults = defaults
        self._options = options
        self._effort = effort
        self._progress = progress
        self._clock = clock
        self._fetcher = options.fetcher

    def is_due(self, name: str, *, once: bool) -> bool:
        state = self._read(name)
        if once and not state.failures:
            return not _is_address(name) or _after(state.checked, SHORTEST) <= _iso(self._clock())
        return state.due <= _iso(self._clock())

    def pause(self, names: Iterable[str]) -> float:
        """Return the seconds until the first of `names` is due."""
        now = self._clock()
        dues = (datetime.fromisoformat(due) for name in names if (due := self._read(name).due))
        waits = [(due - now).total_seconds() for due in dues]
        return min(max(1.0, min(waits, default=1.0)), _LONGEST_SLEEP)

    def look(self, name: str) -> Round:
        return self._look_at_address(name) if _is_address(name) else self._look_at_files(name)

    def _look_at_address(self, name: str) -> Round:
        state = self._read(name)
        fetcher = self._fetcher = self._fetcher or _new_fetcher(self._options)
        etag = "" if state.etag.startswith(_OURS) else state.etag
        answer = fetcher.fetch(name, kind="feed", etag=etag, modified=state.modified)
        if isinstance(answer, InputProblem):
            wait = getattr(answer, "retry_after", 0)
            failed = msgspec.structs.replace(state, failures=state.failures + 1, reason=plain(str(answer)))
            return self._done(name, failed, "failed", retry_after=wait)
        if getattr(answer, "status", 200) == 304:
            return self._done(name, msgspec.structs.replace(state, failures=0, reason=""), "unchanged")
        etag, modified = getattr(answer, "etag", ""), getattr(answer, "modified", "")
        if not etag and not modified:
            etag = _OURS + hashlib.sha256(answer.body).hexdigest()
        if etag == state.etag and etag.startswith(_OURS):
            return self._done(name, msgspec.structs.replace(state, failures=0, reason=""), "unchanged")
        options = msgspec.structs.replace(self._options, fetcher=_Given(fetcher, name, answer))
        added = self._add(name, options)
        return self._done(name, _State(etag, modified), "new" if added else "unchanged", added)

    def _look_at_files(self, name: str) -> Round:
        state = self._read(name)
        mark = _mark_of(Path(name), self._clock())
        if mark and mark == state.etag:
            return self._done(name, msgspec.structs.replace(state, failures=0, reason=""), "unchanged")
        if not Path(name).exists():
            reason = f"{name}: no such file or folder"
            failed = msgspec.structs.replace(state, failures=state.failures + 1, reason=plain(reason))
            return self._done(name, failed, "failed")
        added = self._add(name, self._options)
        return self._done(name, _State(mark), "new" if added else "unchanged", added)

    def _add(self, name: str, options: ReadOptions) -> Added | None:
        """Add what is new in one input; None when nothing is."""
        items = _unknown(self._database, read_safely([name], self._defaults, options))
        first = next(items, None)
        if first is None:
            return None
        kept = kept_options(options)
        request = Request("watch", (name,), str(Path.cwd()), msgspec.to_builtins(self._defaults), kept)
        return add_items(self._database, request, chain([first], items), self._effort, self._progress)

    def _done(
        self,
        name: str,
        state: _State,
        outcome: Literal["new", "unchanged", "failed"],
        added: Added | None = None,
        retry_after: int = 0,
    ) -> Round:
        """Note how it went and when the input is due again."""
        now = self._clock()
        due = now + timedelta(seconds=self._interval)
        if _is_address(name) or state.failures:
            poll = Poll(now, state.failures, retry_after)
            due = next_due(poll, self._interval) or due
        state = msgspec.structs.replace(state, checked=_iso(now), due=_iso(due))
        watched = schema.watched
        with self._database.writing() as connection:
            connection.execute(delete(watched).where(watched.c.input == name))
            connection.execute(insert(watched), [{"input": name, **msgspec.structs.asdict(state)}])
        return Round(name, outcome, state.due, added, state.reason)

    def _read(self, name: str) -> _State:
        watched = schema.watched
        with self._database.reading() as connection:
            row = connection.execute(select(watched).where(watched.c.input == name)).one_or_none()
        if row is None:
            return _State()
        fields: dict[str, Any] = {field: getattr(row, field) for field in _State.__struct_fields__}
        return _State(**fields)


def _unknown(database: Database, items: Iterable[Item]) -> Iterator[Item]:
    for group in in_groups(items):
        with database.reading() as connection:
            found = unknown_items(connection, group)
        yield from found


def _mark_of(path: Path, now: datetime) -> str:
    """Return what differs when a file of a folder does, "" while one of them may just be written."""
    sums = hashlib.sha256()
    for file in _files(path):
        try:
            status = file.stat()
        except OSError:
            return ""
        if now.timestamp() - status.st_mtime < _SETTLED:
            return ""
        sums.update(f"{file}\x1f{status.st_size}\x1f{status.st_mtime_ns}\x1f{status.st_ino}\n".encode(errors="replace"))
    return _OURS + sums.hexdigest()


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for root, folders, names in os.walk(path):
        folders.sort()
        yield from (Path(root, name) for name in sorted(names))


def _new_fetcher(options: ReadOptions) -> Fetches:
    from waqai.read.fetch import Fetcher, FetchSettings  # noqa: PLC0415  loaded at first use

    return Fetcher(FetchSettings(private_addresses=options.private_addresses))


def _is_address(name: str) -> bool:
    return "://" in name


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _after(checked: str, seconds: int) -> str:
    return _iso(datetime.fromisoformat(checked) + timedelta(seconds=seconds)) if checked else ""
