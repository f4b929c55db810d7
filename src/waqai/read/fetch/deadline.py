"""A limit of time that every wait of one fetch shares, so that no server can stretch it byte by byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from waqai.read.fetch.refusals import Refused

#: a clock that never goes back, in seconds (`time.monotonic`)
Clock = Callable[[], float]


class Deadline:
    """Runs out `seconds` after it was made; waiting out of politeness does not count (`paused`)."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """Return the seconds left, always more than 0.  Raises `Refused` when there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.expired()
        return left

    def expired(self) -> Refused:
        """Return what is said when time has run out."""
        return Refused(f"gave no whole answer within {self._seconds:g} seconds", "try again later", "failed")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Not count the time spent inside."""
        start = self._clock()
        try:
            yield
        finally:
            self._end += self._clock() - start
