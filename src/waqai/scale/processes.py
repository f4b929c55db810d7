"""Many reports through the coder, in one process or several, results in the order of the input."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import islice

import msgspec

from waqai.coder import Coder
from waqai.read import InputProblem
from waqai.records import CodedReport, Report

_CHUNK = 16
_AHEAD = 3

Item = Report | InputProblem
Result = CodedReport | InputProblem


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
        what = f"could not be coded ({type(error).__name__}: {error})"
        return InputProblem(item.id or "report", what, "this is a mistake in Waqai: please report it with the text")


def _in_processes(items: Iterable[Item], jobs: int) -> Iterator[Result]:
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker)
    chunks = _chunks(items)
    pending: deque[tuple[list[Item], Future[list[bytes]]]] = deque()
    try:
        while True:
            for chunk in islice(chunks, _AHEAD * jobs - len(pending)):
                reports = [item for item in chunk if isinstance(item, Report)]
                pending.append((chunk, pool.submit(_code_chunk, reports)))
            if not pending:
                break
            chunk, future = pending.popleft()
            yield from _collect(chunk, future)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk


def _collect(chunk: list[Item], future: Future[list[bytes]]) -> Iterator[Result]:
    try:
        coded = iter(future.result())
    except BrokenProcessPool:
        lost = "was lost: a worker process was killed (out of memory?)"
        yield from (
            i if isinstance(i, InputProblem) else InputProblem(i.id, lost, "run again with fewer jobs") for i in chunk
        )
        return
    for item in chunk:
        yield item if isinstance(item, InputProblem) else _unpack(next(coded))


def _unpack(data: bytes) -> Result:
    if data[:1] == b"c":
        return msgspec.msgpack.decode(data[1:], type=CodedReport)
    return msgspec.msgpack.decode(data[1:], type=InputProblem)


def _start_worker() -> None:
    # Ctrl-C is the main process's business
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker_coder()


@cache
def _worker_coder() -> Coder:
    return Coder()


def _code_chunk(reports: list[Report]) -> list[bytes]:
    results = (code_one(_worker_coder(), report) for report in reports)
    return [(b"c" if isinstance(one, CodedReport) else b"p") + msgspec.msgpack.encode(one) for one in results]
