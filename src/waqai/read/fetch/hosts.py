"""What is remembered of each host, so that it is asked by one connection at a time and not too often."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from waqai.read.fetch.deadline import Clock, Deadline
from waqai.read.fetch.refusals import FetchProblem, Refused
from waqai.read.fetch.robots import Robots
from waqai.read.fetch.urls import Url

#: seconds that a robots.txt is believed (RFC 9309, section 2.4), and that a failed try to read it is
_ROBOTS_LIFE = 86_400.0
_FAILURE_LIFE = 300.0
#: hosts remembered at once; those not asked for longest are forgotten first
_MOST_HOSTS = 1024


class Host:
    """One host: whose turn it is, when the next request may start, and its rules."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None], delay: float) -> None:
        self._clock = clock
        self._sleep = sleep
        self._delay = delay
        self._lock = threading.Lock()
        self._due = clock()
        self._closed_until = clock()
        self._closed_because = ""
        self._robots: dict[str, tuple[float, Robots | FetchProblem]] = {}
        #: held while its robots.txt is read; no other lock of this kind is asked for meanwhile
        self.robots_lock = threading.Lock()

    @property
    def idle(self) -> bool:
        """Whether forgetting it would forget nothing that matters."""
        now = self._clock()
        return not (self._lock.locked() or self.robots_lock.locked() or now < self._due or now < self._closed_until)

    @contextmanager
    def turn(self, deadline: Deadline) -> Iterator[None]:
        """Wait for one's turn and until a request is polite, then hold the host; `Refused` while it is closed."""
        with deadline.paused():
            self._lock.acquire()
        try:
            self.refuse_closed()
            with deadline.paused():
                if (wait := self._due - self._clock()) > 0:
                    self._sleep(wait)
            try:
                yield
            finally:
                self._due = max(self._due, self._clock() + self._delay)
        finally:
            self._lock.release()

    def wait(self, seconds: float) -> None:
        """Let no request start for `seconds`."""
        self._due = max(self._due, self._clock() + seconds)

    def slow_down(self, delay: float) -> None:
        """Let `delay` seconds pass between two requests, if it is more than before."""
        self._delay = max(self._delay, delay)

    def close(self, seconds: float, reason: str) -> None:
        """Refuse every request for `seconds`, as the host itself asked."""
        self._due = self._clock()
        self._closed_until = self._clock() + seconds
        self._closed_because = reason

    def refuse_closed(self, status: int = 0) -> None:
        """Raise `Refused` while the host is closed."""
        left = self._closed_until - self._clock()
        if left > 0 or status:
            wait = max(1, round(left))
            raise Refused(self._closed_because, "it is left alone until then", "failed", status, wait)

    def robots(self, origin: str) -> Robots | FetchProblem | None:
        """Return the remembered rules of `origin`, why there are none, or None where they must be read."""
        until, robots = self._robots.get(origin, (-math.inf, None))
        left = until - self._clock()
        if left <= 0:
            return None
        if isinstance(robots, FetchProblem) and robots.retry_after:
            return msgspec.structs.replace(robots, retry_after=max(1, round(left)))
        return robots

    def keep_robots(self, origin: str, robots: Robots | FetchProblem) -> None:
        """Remember rules, or for a while why they could not be read."""
        life = (robots.retry_after or _FAILURE_LIFE) if isinstance(robots, FetchProblem) else _ROBOTS_LIFE
        self._robots[origin] = (self._clock() + life, robots)


class Hosts:
    """All hosts asked so far, as many as are worth remembering."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None], delay: float) -> None:
        self._clock = clock
        self._sleep = sleep
        self._delay = delay
        self._lock = threading.Lock()
        self._known: dict[str, Host] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, url: Url) -> Host:
        """Return what is remembered of the host of `url`."""
        with self._lock:
            host = self._known.pop(url.host, None) or Host(self._clock, self._sleep, self._delay)
            self._known[url.host] = host  # now the last to be forgotten
            if len(self._known) > _MOST_HOSTS:
                idle = (name for name, other in self._known.items() if other.idle and other is not host)
                self._known.pop(next(idle, ""), None)
            return host
