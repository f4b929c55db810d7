"""The one place where Waqai asks the network for something, and only for an address that the user gave."""

from __future__ import annotations

from typing import Literal

import msgspec

from waqai.read.problems import InputProblem
from waqai.read.refusals import Refused

#: what is asked for: a ``page`` obeys the host's robots.txt, a ``feed`` was named by the user and is there to be polled
FetchKind = Literal["page", "feed"]


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Limits of fetching, times in seconds, sizes in bytes."""

    #: whether addresses of private networks and of this machine may be fetched: only by an explicit flag of the user
    private_addresses: bool = False


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


class Fetcher:
    """Fetches one address at a time from a host, politely and guarded."""

    def __init__(self, settings: FetchSettings | None = None) -> None:
        self._settings = settings or FetchSettings()

    def fetch(
        self, url: str, *, kind: FetchKind = "page", etag: str = "", modified: str = ""
    ) -> Fetched | InputProblem:
        """Return what is at `url`, or why it was not fetched (a `FetchProblem`, which has more to say)."""
        _ = (kind, etag, modified)
        return Refused("web addresses are not fetched yet", "save the page and give the file", "failed").problem(url)
