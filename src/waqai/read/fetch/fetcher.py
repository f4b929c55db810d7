"""Asks for an address and follows where it leads, step by step, each step with all checks.

Every address is checked when it is connected to (`connection`), every redirect is a new address (`urls`), every answer
has a limit of size and time (`exchange`), and no host is asked more often than is polite (`hosts`, `robots`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Literal

import msgspec

from waqai.read.fetch.connection import Connector, Gate, Resolver
from waqai.read.fetch.deadline import Clock, Deadline
from waqai.read.fetch.exchange import Limits, Response, exchange
from waqai.read.fetch.hosts import Host, Hosts
from waqai.read.fetch.http_dates import parse_retry_after
from waqai.read.fetch.refusals import FetchProblem, Refused, Unreachable, shown
from waqai.read.fetch.robots import LONGEST, Robots, parse_robots
from waqai.read.fetch.unpacking import accepted_encodings
from waqai.read.fetch.urls import Url, join_url, parse_url

#: what is asked for: a ``page`` obeys the host's robots.txt, a ``feed`` was named by the user and is there to be polled
FetchKind = Literal["page", "feed"]

_ACCEPT = {
    "page": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "feed": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,510}[\x21-\x7e])?")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([a-z0-9][a-z0-9._:-]{0,39})""", re.IGNORECASE)
_AGAIN = "try again later"
_BROWSER = "look at it in a browser"
_STATUS_WORDS = {
    401: "asks for a password (401)",
    403: "does not let us read it (403)",
    404: "is not there (404)",
    408: "waited too long for our question (408)",
    410: "is gone for good (410)",
    429: "asks to be asked less often (429)",
    451: "is not shown for legal reasons (451)",
}


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of fetching, times in seconds, sizes in bytes."""

    #: whether addresses of private networks and of this machine may be fetched: only by an explicit flag of the user
    private_addresses: bool = False
    #: the largest body, after unpacking
    largest: int = 15 * 2**20
    largest_headers: int = 64 * 2**10
    #: for one call with all its redirects and robots.txt files; waiting out of politeness is not counted
    time: float = 20.0
    redirects: int = 5
    #: between the end of one request to a host and the next
    delay: float = 1.0
    #: the longest Crawl-delay of a robots.txt that is followed
    longest_delay: float = 10.0
    #: the longest Retry-After that is waited for within a call, and how often
    longest_wait: float = 5.0
    retries: int = 2


class Fetched(msgspec.Struct, frozen=True):
    """What a server gave: `body` is decoded (no gzip) and whole, ``b""`` with `status` 304 (unchanged since).

    `url` is the address it came from after all redirects, without a fragment; `content_type` is in small letters
    without parameters, `charset` as the server said it in small letters, "" where it did not; `etag` and `modified` are
    to be given back at the next fetch.
    """

    url: str
    status: Literal[200, 304]
    content_type: str
    charset: str
    body: bytes
    etag: str
    modified: str


class _Visit(msgspec.Struct, frozen=True):
    """What stays the same over all redirects of one call."""

    kind: Literal["page", "feed", "robots"]
    headers: dict[str, str]
    limits: Limits
    deadline: Deadline


class Fetcher:
    """Fetches addresses, politely and guarded; may be used by several threads, which then take turns at a host.

    Remembers per host, for its lifetime: its robots.txt (a day), when it may be asked again, and when it asked to be
    left alone.  `resolve`, `connect`, `clock`, `sleep` and `now` are for tests.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolve: Resolver | None = None,
        connect: Connector | None = None,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._settings = settings or FetchSettings()
        self._gate = Gate(private=self._settings.private_addresses, resolve=resolve, connect=connect)
        self._clock = clock
        self._now = now
        self._hosts = Hosts(clock, sleep, self._settings.delay)

    def fetch(
        self, url: str, *, kind: FetchKind = "page", etag: str = "", modified: str = ""
    ) -> Fetched | FetchProblem:
        """Return what is at `url`, or why it was not fetched.

        With `etag` or `modified`, as an earlier `Fetched` gave them, the answer may be "unchanged" (304).
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        conditions = {name: value for name, value in known.items() if _VALIDATOR.fullmatch(value)}
        limits = Limits(self._settings.largest, self._settings.largest_headers)
        try:
            start = parse_url(url, private=self._settings.private_addresses)
            deadline = Deadline(self._settings.time, self._clock)
            visit = _Visit(kind, self._headers(kind, conditions), limits, deadline)
            final, response = self._follow(start, visit)
            return _fetched(final, response, conditions)
        except Refused as refused:
            return refused.problem(url)

    @staticmethod
    def _headers(kind: str, conditions: dict[str, str]) -> dict[str, str]:
        return {
            "User-Agent": _user_agent(),
            "Accept": _ACCEPT[kind],
            "Accept-Encoding": accepted_encodings(),
            **conditions,
        }

    def _follow(self, url: Url, visit: _Visit) -> tuple[Url, Response]:
        """Return the answer at the end of all redirects, and from where it came."""
        chain = [url]
        outside = False
        while True:
            if visit.kind == "page":
                self._obey_robots(url, visit)
            response, public = self._ask(url, visit, outside=outside)
            outside |= public
            if response.status not in _REDIRECTS:
                return url, response
            url = self._redirected(chain, response)
            chain.append(url)

    def _redirected(self, chain: list[Url], response: Response) -> Url:
        location = response.headers.get("location", "")
        if not location:
            raise Refused(f"redirects to nowhere ({response.status} without Location)", _BROWSER, "failed")
        target = join_url(chain[-1], location, private=self._settings.private_addresses)
        way = " → ".join(shown(str(one)) for one in (*chain, target))
        if target in chain:
            raise Refused(f"redirects in a circle: {way}", _BROWSER, "failed", response.status)
        if len(chain) > self._settings.redirects:
            raise Refused(f"redirects more than {self._settings.redirects} times: {way}", _BROWSER, "failed")
        if chain[-1].scheme == "https" and target.scheme == "http":
            what = f"redirects from a safe to an unsafe connection: {way}"
            raise Refused(what, "give the last address itself, if you trust it", status=response.status)
        return target

    def _ask(self, url: Url, visit: _Visit, *, outside: bool) -> tuple[Response, bool]:
        """Return the answer of one host, waited for where it asks to wait a little, and whether the host is public."""
        host = self._hosts.of(url)
        tries = 0
        while True:
            with host.turn(visit.deadline):
                response, public = self._exchange(url, visit, outside=outside)
                wait = self._wait_wanted(response)
                if wait is not None:
                    tries += 1
                    self._postpone(host, wait, response.status, last=tries > self._settings.retries)
                    continue
            return response, public

    def _wait_wanted(self, response: Response) -> int | None:
        if response.status not in {429, 503}:
            return None
        return parse_retry_after(response.headers.get("retry-after", ""), self._now())

    def _postpone(self, host: Host, wait: int, status: int, *, last: bool) -> None:
        """Let the next request to `host` wait; raise `Refused` where that is not worth waiting for."""
        host.wait(wait)
        if last or wait > self._settings.longest_wait:
            until = self._now() + timedelta(seconds=wait)
            host.close(wait, f"asked at {status} to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC")
            host.refuse_closed(status)

    def _exchange(self, url: Url, visit: _Visit, *, outside: bool) -> tuple[Response, bool]:
        addresses, public = self._gate.check(url, visit.deadline)
        if outside and not public:
            what = f"a public host redirects into a private network ({url.host}, {addresses[0]})"
            raise Refused(what, "give the last address itself, if you trust it")
        connection = self._gate.open(url, addresses, visit.deadline)
        try:
            return exchange(connection, url, visit.headers, visit.limits, visit.deadline), public
        finally:
            connection.close()

    def _obey_robots(self, url: Url, visit: _Visit) -> None:
        host = self._hosts.of(url)
        with visit.deadline.paused():
            host.robots_lock.acquire()
        try:
            robots = host.robots(url.origin)
            if robots is None:
                self._gate.check(url, visit.deadline)  # so that a refused host is named as such, not its robots.txt
                robots = self._read_robots(url, visit.deadline)
                host.keep_robots(url.origin, robots)
        finally:
            host.robots_lock.release()
        if isinstance(robots, FetchProblem):
            raise Refused.like(robots)
        host.slow_down(min(robots.delay, self._settings.longest_delay))
        if not robots.allows(url.target):
            what = f"the robots.txt of {url.origin} does not allow programs to read {url.target}"
            raise Refused(what, "save the page in a browser and give the file", "failed")

    def _read_robots(self, url: Url, deadline: Deadline) -> Robots | FetchProblem:
        """Return the rules at the origin of `url`; no such file: all is allowed; the host fails: nothing is."""
        place = msgspec.structs.replace(url, target="/robots.txt")
        limits = Limits(LONGEST, self._settings.largest_headers, cut=True)
        visit = _Visit("robots", self._headers("robots", {}), limits, deadline)
        try:
            _, response = self._follow(place, visit)
            if response.status == 200:
                return parse_robots(response.body)
            if 400 <= response.status < 500 and response.status != 429:
                return Robots()
            raise _no_page(response)
        except Unreachable as refused:
            return refused.problem(str(place))
        except Refused as refused:
            problem = refused.problem(str(place))
            what = f"its robots.txt cannot be read, so nothing there is fetched: {problem.what}"
            return msgspec.structs.replace(problem, what=what)


def _user_agent() -> str:
    """Return our honest name; the version stands in the package, whose other names this room must not know."""
    return f"Waqai/{import_module('waqai').__version__}"


def _fetched(url: Url, response: Response, conditions: dict[str, str]) -> Fetched:
    """Return a good answer as what callers get.  Raises `Refused` for any other answer."""
    unchanged = response.status == 304 and bool(conditions)
    if response.status != 200 and not unchanged:
        raise _no_page(response)
    said = response.headers.get("content-type", "")
    charset = _CHARSET.search(said)
    etag, modified = response.headers.get("etag", ""), response.headers.get("last-modified", "")
    if unchanged:
        etag = etag or conditions.get("If-None-Match", "")
        modified = modified or conditions.get("If-Modified-Since", "")
    return Fetched(
        url=str(url),
        status=304 if unchanged else 200,
        content_type=re.split("[;,]", said, maxsplit=1)[0].strip().lower(),
        charset=charset.group(1).lower() if charset else "",
        body=response.body,
        etag=etag if _VALIDATOR.fullmatch(etag) else "",
        modified=modified if _VALIDATOR.fullmatch(modified) else "",
    )


def _no_page(response: Response) -> Refused:
    status = response.status
    words = _STATUS_WORDS.get(status, f"answers with status {status}, not with a page")
    later = status in {408, 425, 429} or status >= 500
    return Refused(words, _AGAIN if later else f"check the address; {_BROWSER}", "failed", status)
