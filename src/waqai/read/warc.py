"""WARC: the pages of a web archive; what is broken in it is left for the next sound record.

Records are cut out here, because a reader that trusts a record's length loses all that follow a wrong one; fastwarc
reads what is in them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from waqai.read.dates import read_day
from waqai.read.html import read_page
from waqai.read.limits import LARGEST_HEADERS, LARGEST_REPORT
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.streams import BrokenInputError, Unpacked, too_large
from waqai.records import Report

_MAGIC = re.compile(rb"WARC/[01]\.\d+\r?\n")
_NEXT = re.compile(rb"\n" + _MAGIC.pattern)
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
#: what follows a record's block, without returns: the two line ends and perhaps the next record, or the archive's end
_ENDS = frozenset({b"\n\n", b"\n\nW", b"\n\nWA", b"\n", b""})
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(rb"^warc-type[ \t]*:[ \t]*(\w+)", re.IGNORECASE | re.MULTILINE)
_TARGET = re.compile(rb"^warc-target-uri[ \t]*:[ \t]*<?([^\r\n>]*)", re.IGNORECASE | re.MULTILINE)
_PIECE = 1 << 16
#: a longest marker, to be found across two pieces
_OVERLAP = 16
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
#: records that are no answers to anything
_NO_ANSWERS = frozenset({"request", "warcinfo", "metadata", "revisit"})
_AGAIN = "get it again"
#: headers of the answer and of the page together
_LARGEST_RECORD = LARGEST_REPORT + LARGEST_HEADERS


class Record(NamedTuple):
    """A record with its headers; `wrong` says why its block cannot be read."""

    head: bytes
    block: bytes
    wrong: str = ""
    hostile: bool = False

    @property
    def kind(self) -> str:
        """The kind of record: ``response``, ``request``, ``warcinfo``."""
        match = _KIND.search(self.head)
        return match[1].decode().lower() if match else ""

    @property
    def target(self) -> str:
        """The address it is from."""
        match = _TARGET.search(self.head)
        return match[1].decode("utf-8", "replace").strip() if match else ""


def parse(stream: BinaryIO, place: Place, _options: ReadOptions) -> Findings:
    """Yield ``(file:record, report or problem)`` for every response, counted with the other records from 1.

    Records that hold no answer of a server (requests, metadata, revisits) are not items.
    """
    seen = False
    for number, record in enumerate(warc_records(stream), 1):
        if record.wrong or record.kind not in _NO_ANSWERS:
            seen = True
            part = place.inside(":", str(number))
            try:
                yield part.name, _report(record, part)
            except BrokenInputError as error:
                yield part.name, error.at(part.name)
    packed = getattr(stream, "raw", None)
    damaged = packed.damaged if isinstance(packed, Unpacked) else 0
    if damaged:
        yield place.name, InputProblem(place.name, f"{damaged} of its packed pieces are damaged", _AGAIN)
    elif not seen:
        yield place.name, InputProblem(place.name, "holds no pages", "leave it out", "empty")


def _report(record: Record, place: Place) -> Report | InputProblem:
    if record.wrong:
        kind = "quarantined" if record.hostile else "failed"
        return InputProblem(place.name, record.wrong, _AGAIN, kind)  # type: ignore[arg-type]
    if record.kind in {"resource", "conversion"}:
        return InputProblem(place.name, "is a file without a server's answer", "leave it out", "empty")
    if record.kind != "response":
        return InputProblem(place.name, f"is of an unknown kind ({record.kind[:40] or 'none'})", _AGAIN)
    status, kind, charset, body, day = _answer(record)
    if not status:
        return InputProblem(place.name, "holds no answer of a server", _AGAIN)
    if status != 200:
        return InputProblem(place.name, f"the server answered {status}", "leave it out", "empty")
    if kind not in _PAGES:
        return InputProblem(place.name, f"is no page ({kind[:80] or 'of no type'})", "leave it out", "empty")
    if len(body) > LARGEST_REPORT:
        return InputProblem(place.name, too_large(), "leave it out", "quarantined")
    page = Place(name=place.name, identifier=place.identifier, url=record.target, charset=charset, latest=day)
    return read_page(body, page)


def _answer(record: Record) -> tuple[int, str, str, bytes, str]:
    """Return status, type, charset, body (unpacked) and day of a response."""
    from fastwarc.warc import ArchiveIterator  # noqa: PLC0415  loaded at first use

    data = record.head + b"\r\n\r\n" + record.block + b"\r\n\r\n"
    try:
        for read in ArchiveIterator(io.BytesIO(data), stream_detect=False, auto_decode="all"):
            body = b"".join(_pieces(read.reader))
            headers = read.http_headers
            status = int(getattr(headers, "status_code", None) or 0)
            day = read_day(str(read.headers.get("WARC-Date") or ""))
            return status, (read.http_content_type or "").lower(), read.http_charset or "", body, day
    except (OSError, ValueError, TypeError) as error:
        raise BrokenInputError(f"the answer in it cannot be read ({_short(error)})", _AGAIN) from None
    raise BrokenInputError("the answer in it cannot be read", _AGAIN)


def _pieces(reader: Any) -> Iterator[bytes]:
    """Yield the body as it is unpacked, a little more than is read at most."""
    size = 0
    while size <= LARGEST_REPORT and (piece := reader.read(_PIECE)):
        size += len(piece)
        yield piece


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


# -- cutting


class _Ahead:
    """A stream in which one can look ahead without copying what is ahead."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = bytearray()
        self._at = 0

    def has(self, size: int) -> int:
        """Return how many of the next `size` bytes there are."""
        while len(self._held) - self._at < size:
            more = self._stream.read(_PIECE)
            if not more:
                break
            if self._at > _PIECE:
                del self._held[: self._at]
                self._at = 0
            self._held += more
        return min(size, len(self._held) - self._at)

    def look(self, size: int, after: int = 0) -> bytes:
        """Return `size` bytes that come `after` so many, fewer at the end."""
        self.has(after + size)
        return bytes(self._held[self._at + after : self._at + after + size])

    def take(self, size: int) -> bytes:
        """Take and return the next bytes."""
        data = self.look(size)
        self._at += len(data)
        return data

    def skip(self, size: int) -> int:
        """Skip so many bytes, as far as they are there; return how many."""
        there = self.has(size)
        self._at += there
        return there

    def skip_to_record(self) -> None:
        """Skip to where a record begins, past at least one byte, or to the end."""
        self.skip(1)
        while data := self.look(_PIECE):
            match = _MAGIC.search(data)
            if match is not None:
                self.skip(match.start())
                return
            self.skip(len(data) - _OVERLAP if len(data) == _PIECE else len(data))


def warc_records(stream: BinaryIO) -> Iterator[Record]:
    """Yield the records of an unpacked archive; a broken stretch is one record with `Record.wrong`."""
    ahead = _Ahead(stream)
    while True:
        while ahead.look(1) in {b"\r", b"\n"}:
            ahead.skip(1)
        start = ahead.look(_PIECE)
        if not start:
            return
        if _MAGIC.match(start) is None:
            ahead.skip_to_record()
            yield Record(b"", b"", "is no record: the archive is damaged here")
        else:
            yield _record(ahead, start)


def _record(ahead: _Ahead, start: bytes) -> Record:
    end = _BLANK_LINE.search(start)
    if end is None:
        whole = len(start) < _PIECE
        ahead.skip_to_record()
        return Record(b"", b"", "is cut off in its headers" if whole else "has headers of more than 64 KiB", not whole)
    head = start[: end.start()]
    ahead.skip(end.end() - 1)
    match = _LENGTH.search(head)
    if match is None:
        ahead.skip_to_record()
        return Record(head, b"", "does not say its length")
    ahead.skip(1)
    length = int(match[1])
    if length > _LARGEST_RECORD:
        return _skipped(ahead, head, length)
    if ahead.has(length) == length and ahead.look(4, length).replace(b"\r", b"") in _ENDS:
        return Record(head, ahead.take(length))
    short = ahead.has(length) < length
    ahead.skip_to_record()
    return Record(head, b"", "is cut off: it says it is longer than what follows" if short else "says a wrong length")


def _skipped(ahead: _Ahead, head: bytes, length: int) -> Record:
    """Skip a record that is too large, or says so: up to its end or to where another record begins."""
    left = length
    said = f"says it is {length:,} bytes long, but "
    while left > 0 and (data := ahead.look(min(left, _PIECE))):
        match = _NEXT.search(data)
        if match is not None:
            ahead.skip(match.start())
            return Record(head, b"", said + "another record begins in it", hostile=True)
        left -= ahead.skip(len(data) - _OVERLAP if len(data) == _PIECE else len(data))
    if left > 0:
        return Record(head, b"", said + "the archive ends in it", hostile=True)
    return Record(head, b"", too_large(), hostile=True)
