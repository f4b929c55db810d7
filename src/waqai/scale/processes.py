"""Many reports through the coder, in one process or several, results in the order of the input.

A report can break more than itself: it can raise, kill its process (out of memory, a crash in C) or never end.  The
first is its own affair; after the second and third the reports of that process are worked on again one by one in a
process of their own, so that the guilty one is found, set aside, and nothing else is lost.
"""

from __future__ import annotations

import faulthandler
import gc
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TextIO

import msgspec

from waqai.coder import Coder
from waqai.read import InputProblem
from waqai.records import CodedReport, Report

#: a chunk goes to a process at once: so many characters, or so many reports (measured: smaller ones cost more to send
#: than they even out, larger ones leave a process idle at the end)
_CHARACTERS = 24_000
_REPORTS = 16
#: chunks on their way for each process
_AHEAD = 4
#: reports that are given over together
_GROUP = 64
#: seconds that a report may take, and more for every character
_SECONDS = 120.0
_SECONDS_A_CHARACTER = 0.001

Item = Report | InputProblem
Result = CodedReport | InputProblem
#: what a process does with one report; it is made by a function that can be sent there
Work = Callable[[Report], bytes]
Make = Callable[[], Work]
#: what came of one report: the bytes made of it, or why there are none
Outcome = bytes | InputProblem


class WorkersError(Exception):
    """Raised when no process can be started at all."""


def code_all(items: Iterable[Item], jobs: int = 1) -> Iterator[Result]:
    """Yield each report coded, or its problem, in the order of `items`.

    A report that breaks the coder is a problem too and does not stop the others.
    """
    if jobs == 1:
        coder = Coder()
        yield from (code_one(coder, item) for item in items)
    else:
        yield from _in_processes(items, jobs)


def code_one(coder: Coder, item: Item) -> Result:
    """Code one report; a problem passes through."""
    if isinstance(item, InputProblem):
        return item
    try:
        return coder.code(item)
    except Exception as error:  # noqa: BLE001  one report must not stop the others
        return _broke(item, error)


class Workers(Protocol):
    """Reports go in by `submit`; what came of them goes out by `collect`, in the same order."""

    @property
    def pending(self) -> bool:
        """Whether something was submitted and not collected."""

    @property
    def full(self) -> bool:
        """Whether to collect before more is submitted, so that memory stays flat."""

    def submit(self, reports: Sequence[Report]) -> None:
        """Take reports to work on."""

    def collect(self) -> list[Outcome]:
        """Return what came of the next reports: at least one, waiting for it, and all that is ready."""

    def close(self) -> None:
        """End, whatever is pending."""


def make_workers(make: Make, count: int, seconds: float = _SECONDS) -> Workers:
    """Return workers in this process for a `count` of 1, else in so many processes of their own.

    Only in processes of their own can reports be stopped that take longer than `seconds` (and a thousandth more for
    each character).
    """
    return InProcess(make) if count == 1 else Processes(make, count, seconds)


class InProcess:
    """Works on reports in this process, a few at each `collect`."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._waiting: deque[Report] = deque()

    @property
    def pending(self) -> bool:
        """Whether something was submitted and not collected."""
        return bool(self._waiting)

    full = pending

    def submit(self, reports: Sequence[Report]) -> None:
        """Take reports to work on."""
        self._waiting.extend(reports)

    def collect(self) -> list[Outcome]:
        """Work on the next reports and return what came of them."""
        work = _made(self._make)
        count = min(_GROUP, len(self._waiting))
        return [_try(work, self._waiting.popleft()) for _ in range(count)]

    def close(self) -> None:
        """Forget what is pending."""
        self._waiting.clear()


class _Chunk:
    """Reports that went to a process together; `future` is None where they are to be worked on one by one."""

    __slots__ = ("future", "pool", "reports")

    def __init__(self, reports: list[Report]) -> None:
        self.reports = reports
        self.pool: ProcessPoolExecutor | None = None
        self.future: Future[list[bytes]] | None = None

    @property
    def ready(self) -> bool:
        return self.future is not None and self.future.done() and self.future.exception() is None


class Processes:
    """Works on reports in processes of their own; `alone` sends them one by one, as those that broke one before."""

    def __init__(self, make: Make, count: int, seconds: float = _SECONDS, *, alone: bool = False) -> None:
        self._make = make
        self._count = count
        self._seconds = seconds
        self._suspects = alone
        self._pool: ProcessPoolExecutor | None = None
        self._lonely: ProcessPoolExecutor | None = None
        self._pending: deque[_Chunk] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pending(self) -> bool:
        """Whether something was submitted and not collected."""
        return bool(self._pending)

    @property
    def full(self) -> bool:
        """Whether every process has enough to do."""
        return len(self._pending) >= _AHEAD * self._count

    def submit(self, reports: Sequence[Report]) -> None:
        """Send reports to the processes."""
        for group in _chunks(reports):
            chunk = _Chunk(group)
            if not self._suspects:
                self._send(chunk)
            self._pending.append(chunk)

    def collect(self) -> list[Outcome]:
        """Wait for the next chunk and return what came of it, and of those behind it that are ready."""
        outcomes = self._finish(self._pending.popleft())
        while self._pending and self._pending[0].ready:
            outcomes += self._finish(self._pending.popleft())
        return outcomes

    def close(self) -> None:
        """End the processes."""
        for pool in (self._pool, self._lonely):
            if pool is not None:
                pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._lonely = None
        self._pending.clear()

    def _send(self, chunk: _Chunk) -> None:
        for _ in range(2):
            chunk.pool = self._pool = self._pool or self._start(self._count)
            try:
                chunk.future = self._pool.submit(_work_on, self._make, chunk.reports, self._seconds)
            except BrokenExecutor:
                self._pool = None
            else:
                return

    def _finish(self, chunk: _Chunk) -> list[Outcome]:
        if chunk.future is not None:
            try:
                return [_unwrap(one) for one in chunk.future.result()]
            except BrokenExecutor:
                if self._pool is chunk.pool:
                    self._pool = None
        return [self._alone(report) for report in chunk.reports]

    def _alone(self, report: Report) -> Outcome:
        """Work on one report in a process in which nothing else runs, so that a death there is its own doing."""
        if self._lonely is None:
            self._lonely = self._start(1)
            self._wait_for_start(self._lonely)
        limit = _limit(report, self._seconds)
        begun = time.monotonic()
        try:
            (one,) = self._lonely.submit(_work_on, self._make, [report], self._seconds).result()
        except BrokenExecutor:
            self._lonely = None
            what = "killed its process (out of memory, or a crash)"
            if time.monotonic() - begun >= limit:
                what = f"was not done after {limit:.0f} seconds"
            return InputProblem(report.id or "report", what, _PLEASE, "quarantined")
        return _unwrap(one)

    def _wait_for_start(self, pool: ProcessPoolExecutor) -> None:
        try:
            pool.submit(_is_made, self._make).result()
        except BrokenExecutor as error:
            self._lonely = None
            raise WorkersError("the processes that code reports do not start; is there enough memory?") from error

    def _start(self, count: int) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(count, mp_context=context, initializer=_prepare, initargs=(self._make,))


_PLEASE = "this is a mistake in Waqai: please report it with the text"


def _in_processes(items: Iterable[Item], jobs: int) -> Iterator[Result]:
    waiting: deque[Item] = deque()
    with Processes(_make_coding, jobs) as workers:
        for group in _groups(items):
            waiting.extend(group)
            workers.submit([item for item in group if isinstance(item, Report)])
            while workers.full:
                yield from _match(waiting, workers.collect())
        while workers.pending:
            yield from _match(waiting, workers.collect())
    for item in waiting:
        if isinstance(item, InputProblem):
            yield item


def _groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    size = 0
    for item in items:
        group.append(item)
        size += len(item.text) if isinstance(item, Report) else 0
        if size >= _CHARACTERS or len(group) == _REPORTS:
            yield group
            group, size = [], 0
    if group:
        yield group


def _match(waiting: deque[Item], outcomes: list[Outcome]) -> Iterator[Result]:
    """Yield the results of the items that the outcomes belong to, problems of reading in their places."""
    for outcome in outcomes:
        while isinstance(waiting[0], InputProblem):
            yield waiting[0]
            waiting.popleft()
        waiting.popleft()
        yield outcome if isinstance(outcome, InputProblem) else msgspec.msgpack.decode(outcome, type=CodedReport)


def _make_coding() -> Work:
    coder = Coder()
    return lambda report: msgspec.msgpack.encode(coder.code(report))


def _chunks(reports: Sequence[Report]) -> Iterator[list[Report]]:
    chunk: list[Report] = []
    size = 0
    for report in reports:
        chunk.append(report)
        size += len(report.text)
        if size >= _CHARACTERS or len(chunk) == _REPORTS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _limit(report: Report, seconds: float) -> float:
    return seconds + len(report.text) * _SECONDS_A_CHARACTER


# --- in the processes -----------------------------------------------------------------------------------------------


def _prepare(make: Make) -> None:
    # Ctrl-C is the main process's business
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.disable()  # `_work_on` looks for garbage itself
    _made(make)


def _end_with_parent() -> None:
    """End this process when the main one is gone: nobody would ever give it anything to do."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@cache
def _made(make: Make) -> Work:
    return make()


@cache
def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _is_made(make: Make) -> bool:
    return bool(_made(make))


def _work_on(make: Make, reports: list[Report], seconds: float) -> list[bytes]:
    work = _made(make)
    done = []
    for report in reports:
        # ends the process from outside Python, so that nothing that hangs can keep it
        faulthandler.dump_traceback_later(_limit(report, seconds), exit=True, file=_nowhere())
        try:
            done.append(_wrap(_try(work, report)))
        finally:
            faulthandler.cancel_dump_traceback_later()
    # what is left after a chunk is the lexicon and the words met, which stay: it need not be looked at ever again
    gc.collect()
    gc.freeze()
    return done


def _try(work: Work, report: Report) -> Outcome:
    try:
        return work(report)
    except Exception as error:  # noqa: BLE001  one report must not stop the others
        return _broke(report, error)


def _wrap(outcome: Outcome) -> bytes:
    if isinstance(outcome, InputProblem):
        return b"p" + msgspec.msgpack.encode(outcome)
    return b"c" + outcome


def _unwrap(data: bytes) -> Outcome:
    return msgspec.msgpack.decode(data[1:], type=InputProblem) if data[:1] == b"p" else data[1:]


def _broke(report: Report, error: Exception) -> InputProblem:
    what = f"could not be coded ({type(error).__name__}: {error})"
    return InputProblem(report.id or "report", what, _PLEASE)
