"""What is asked of reading: which column is what, and what may be fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Literal, Protocol

import msgspec

from waqai.read.problems import InputProblem
from waqai.records import Report

#: a place in an input and what was found there
Found = tuple[str, Report | InputProblem]
Findings = Iterator[Found]


class Answer(Protocol):
    """What a server gave (`waqai.read.fetch.Fetched`)."""

    @property
    def url(self) -> str:
        """The address after all redirects."""

    @property
    def content_type(self) -> str:
        """The type without parameters."""

    @property
    def charset(self) -> str:
        """The encoding the server named, "" if none."""

    @property
    def body(self) -> bytes:
        """What was at the address, decoded."""


class Fetches(Protocol):
    """Who asks the network (`waqai.read.fetch.Fetcher`)."""

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Answer | InputProblem:
        """Return what is at `url`, or why it was not fetched."""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read.

    `mapping`: the report's field -> the name of the column of a table that holds it, before the names known by
    themselves.  `follow`: fetch the page of every entry of a feed.  `private_addresses`: fetch from private networks
    and this machine, too.  `fetcher`: who fetches; made at the first address if None.
    """

    mapping: Mapping[str, str] = MappingProxyType({})
    follow: bool = False
    private_addresses: bool = False
    fetcher: Fetches | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where bytes come from.

    `name` begins every `where`; `path` is a file that can be named in a command, "" for none; `identifier` is the id
    of a report that has none; `url` the address it was fetched from; `charset` and `content_type` as a server said
    them; `latest` the ISO day after which nothing in it can have been published.
    """

    name: str
    path: str = ""
    identifier: str = ""
    url: str = ""
    charset: str = ""
    content_type: str = ""
    latest: str = ""

    def inside(self, separator: str, part: str) -> Place:
        """Return the place of a part of it: an archive's member after ``!``, a feed's entry after ``#``."""
        identifier = f"{self.identifier or self.name}{separator}{part}"
        return Place(name=f"{self.name}{separator}{part}", identifier=identifier, latest=self.latest)
