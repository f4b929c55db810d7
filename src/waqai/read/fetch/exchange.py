"""One question and its answer over one connection: HTTP/1.1 (RFC 9112), read strictly and within limits.

It is our own and not ``http.client``'s or urllib3's because of the limits: there, a header that comes byte by byte
stretches any time limit, and a chunk of size -1 is read into memory whole.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import msgspec

from waqai.read.fetch.deadline import Deadline
from waqai.read.fetch.refusals import Refused, network_reason
from waqai.read.fetch.unpacking import unpack
from waqai.read.fetch.urls import Url

_RECEIVE = 1 << 16
_STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: [^\r\n\x00]*)?")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_LONGEST_CHUNK_LINE = 1024
_MOST_INTERIM = 5
#: a packed body may be this much longer than what it holds
_SLACK = 1 << 16
_AGAIN = "try again later"
_NO_ANSWER = "check the address: this is no web server, or a broken one"


class Limits(msgspec.Struct, frozen=True):
    """The most bytes of a body after unpacking, and of all header lines; `cut` leaves a longer body's rest away."""

    body: int
    headers: int
    cut: bool = False


class Response(msgspec.Struct, frozen=True):
    """An answer: its headers by name in small letters (repeated ones joined), its body where the status is 200."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


def exchange(
    connection: socket.socket, url: Url, headers: dict[str, str], limits: Limits, deadline: Deadline
) -> Response:
    """Ask for `url` over `connection` and return the answer.  Raises `Refused`; leaves the connection open."""
    lines = [f"GET {url.target} HTTP/1.1", f"Host: {url.authority}", *(f"{k}: {v}" for k, v in headers.items())]
    stream = _Stream(connection, deadline)
    stream.send("".join(f"{line}\r\n" for line in (*lines, "Connection: close", "")).encode("ascii"))
    status, found = _read_head(stream, limits.headers)
    if status != 200:
        return Response(status, found)
    body = unpack(_body(stream, found, limits), found.get("content-encoding", ""), limits.body, cut=limits.cut)
    return Response(status, found, body)


class _Stream:
    """The bytes of a connection, each received before the deadline."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline
        self._buffer = b""

    def send(self, data: bytes) -> None:
        try:
            self._connection.settimeout(self._deadline.left())
            self._connection.sendall(data)
        except TimeoutError:
            raise self._deadline.expired() from None
        except OSError as error:
            raise Refused(f"the connection broke: {network_reason(error)}", _AGAIN, "failed") from None

    def receive(self) -> bytes:
        """Return the next bytes, b"" at the end."""
        if self._buffer:
            data, self._buffer = self._buffer, b""
            return data
        try:
            self._connection.settimeout(self._deadline.left())
            return self._connection.recv(_RECEIVE)
        except TimeoutError:
            raise self._deadline.expired() from None
        except OSError as error:
            raise Refused(f"the connection broke: {network_reason(error)}", _AGAIN, "failed") from None

    def line(self, longest: int, what: str) -> bytes:
        """Return the next line without its end; `what` names it where it is longer than `longest` bytes."""
        parts, size = [], 0
        while True:
            data = self.receive()
            if not data:
                raise Refused("the connection was closed before the answer was whole", _AGAIN, "failed")
            line, end, rest = data.partition(b"\n")
            parts.append(line)
            size += len(line)
            if size > longest:
                raise Refused(f"{what} longer than {longest} bytes", "it looks like an attack")
            if end:
                self._buffer = rest
                return b"".join(parts).removesuffix(b"\r")

    def take(self, count: int) -> Iterator[bytes]:
        """Yield exactly the next `count` bytes."""
        left = count
        while left:
            data = self.receive()
            if not data:
                what = f"the body is cut off: {left} bytes of {count} are missing"
                raise Refused(what, _AGAIN, "failed")
            if len(data) > left:
                data, self._buffer = data[:left], data[left:]
            left -= len(data)
            yield data

    def rest(self) -> Iterator[bytes]:
        """Yield all bytes until the connection is closed."""
        while data := self.receive():
            yield data


def _read_head(stream: _Stream, longest: int) -> tuple[int, dict[str, str]]:
    """Return status and headers of the answer, interim answers left aside."""
    for _ in range(_MOST_INTERIM):
        line = stream.line(longest, "the answer's first line is")
        match = _STATUS.fullmatch(line)
        if match is None:
            raise Refused(f"does not answer as a web server does ({_text(line[:40])!r})", _NO_ANSWER, "failed")
        headers = _read_headers(stream, longest)
        status = int(match.group(1))
        if status >= 200:
            return status, headers
        if status == 101:
            raise Refused("wants to change to another protocol (101)", _NO_ANSWER)
    raise Refused(f"gives more than {_MOST_INTERIM} interim answers (1xx)", "it looks like an attack")


def _read_headers(stream: _Stream, longest: int) -> dict[str, str]:
    headers: dict[str, str] = {}
    left, name = longest, ""
    while True:
        line = stream.line(left, f"its headers are together longer than {longest} bytes: one is")
        if not line:
            return headers
        left = max(0, left - len(line) - 2)
        if _CONTROL.search(line):
            raise Refused("a header of the answer holds control characters", "it looks like an attack")
        if line[:1] in {b" ", b"\t"}:  # an old way to go on with the header before
            if name:
                headers[name] += " " + _text(line.strip())
            continue
        key, colon, value = line.partition(b":")
        if not colon or not _NAME.fullmatch(key):
            name = ""
            continue
        name, text = key.decode("ascii").lower(), _text(value.strip())
        if name == "location" and headers.get(name, text) != text:
            raise Refused("redirects to two addresses at once", "it looks like an attack")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text


def _body(stream: _Stream, headers: dict[str, str], limits: Limits) -> Iterator[bytes]:
    """Yield the body as sent, without the marks of its chunks, and no more of it than could be of use."""
    transfer = headers.get("transfer-encoding", "").lower()
    if transfer not in {"", "chunked", "identity"}:
        raise Refused(f"the body is transferred as {transfer!r}, which is not read", "it looks like an attack")
    if transfer == "chunked":
        pieces = _chunks(stream)
    elif "content-length" in headers:
        pieces = stream.take(_length(headers["content-length"], limits))
    else:
        pieces = stream.rest()
    size = 0
    for piece in pieces:
        size += len(piece)
        yield piece
        if size > limits.body + _SLACK:
            raise _too_long(limits)


def _length(text: str, limits: Limits) -> int:
    values = {value.strip() for value in text.split(",")}
    value = values.pop()
    if values or not re.fullmatch(r"[0-9]{1,18}", value):
        raise Refused(f"says that its body is {text!r} bytes long", _NO_ANSWER, "failed")
    if int(value) > limits.body + _SLACK and not limits.cut:
        raise _too_long(limits)
    return int(value)


def _too_long(limits: Limits) -> Refused:
    what = f"the body is larger than {limits.body / 2**20:g} MiB"
    return Refused(what, "save the page and give the file, if you trust it")


def _chunks(stream: _Stream) -> Iterator[bytes]:
    while True:
        line = stream.line(_LONGEST_CHUNK_LINE, "the line before a chunk of the body is")
        match = _CHUNK.fullmatch(line)
        if match is None:
            raise Refused(f"the size of a chunk of the body is {_text(line[:20])!r}", _NO_ANSWER, "failed")
        size = int(match.group(1), 16)
        if size == 0:
            return
        yield from stream.take(size)
        if stream.line(_LONGEST_CHUNK_LINE, "what ends a chunk of the body is"):
            raise Refused("a chunk of the body is longer than it says", _NO_ANSWER, "failed")


def _text(data: bytes) -> str:
    """Return a header's bytes as text: UTF-8 where they are, else byte by byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
