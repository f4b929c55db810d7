"""Answers of servers, good, broken and hostile, as bytes on a connection."""

from __future__ import annotations

import gzip
import socket
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.read.fetch.deadline import Deadline
from waqai.read.fetch.exchange import Limits, Response, exchange
from waqai.read.fetch.refusals import Refused
from waqai.read.fetch.unpacking import accepted_encodings
from waqai.read.fetch.urls import parse_url

URL = parse_url("http://a.example/خبر?x")
LIMITS = Limits(body=10_000, headers=2_000)
OK = b"HTTP/1.1 200 OK\r\n"
TEXT = "قال الوزير ".encode() * 20


def answer(data: bytes, *, limits: Limits = LIMITS, close: bool = True) -> Response | str:
    """Return what is made of `data` as the whole answer, or why it is refused and of what kind."""
    server, client = socket.socketpair()
    with server, client:
        server.sendall(data)
        if close:
            server.shutdown(socket.SHUT_WR)
        try:
            return exchange(client, URL, {"User-Agent": "x"}, limits, Deadline(0.3, time.monotonic))
        except Refused as refused:
            return f"{refused.kind}: {refused.what}"


def body(data: bytes) -> bytes:
    found = answer(data)
    assert isinstance(found, Response), found
    return found.body


def test_the_question() -> None:
    server, client = socket.socketpair()
    with server, client:
        server.sendall(OK + b"\r\n")
        server.shutdown(socket.SHUT_WR)
        exchange(client, URL, {"User-Agent": "Waqai/1"}, LIMITS, Deadline(1, time.monotonic))
        question = server.recv(10_000)
    assert question == (
        b"GET /%D8%AE%D8%A8%D8%B1?x HTTP/1.1\r\nHost: a.example\r\nUser-Agent: Waqai/1\r\nConnection: close\r\n\r\n"
    )


def chunked(*parts: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "data",
    [
        OK + b"Content-Length: 5\r\n\r\nhello",
        OK + b"Content-Length: 5\r\n\r\nhello and more",
        OK + b"Content-Length: 5, 5\r\n\r\nhello",
        OK + b"content-length:5\r\nContent-Length:   5\r\n\r\nhello",
        OK + b"\r\nhello",
        b"HTTP/1.0 200 OK\r\n\r\nhello",
        b"HTTP/1.1 200\r\n\r\nhello",
        b"HTTP/1.1 200 OK\nContent-Length: 5\n\nhello",
        b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + OK + b"\r\nhello",
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(b"he", b"llo"),
        OK + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n" + chunked(b"hello"),
        OK + b"Transfer-Encoding: Chunked\r\n\r\n5 ;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\n\n00005\nhello\n0\n\n",
        OK + b"Content-Encoding: identity\r\n\r\nhello",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"hello"),
        OK + b"Content-Encoding: X-GZIP\r\n\r\n" + gzip.compress(b"hello") + b"\0\0",
        OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"he") + gzip.compress(b"llo"),
        OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked(gzip.compress(b"he"), gzip.compress(b"llo"), b"left aside"),
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"hello"),
        OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(b"hello")[2:-4],
        OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked(*(bytes([one]) for one in gzip.compress(b"hello"))),
        OK + b"Content-Encoding: deflate\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunked(*(bytes([one]) for one in zlib.compress(b"hello"))),
        OK + b"no header at all\r\n: x\r\nBad Name: y\r\n\r\nhello",
    ],
)  # fmt: skip
def test_good_answers(data: bytes) -> None:
    assert body(data) == b"hello"


def test_brotli_is_read_where_it_is_installed() -> None:
    brotli = pytest.importorskip("brotli")
    assert accepted_encodings() == "gzip, deflate, br"
    packed = brotli.compress(TEXT)
    assert body(OK + b"Content-Encoding: br\r\n\r\n" + packed) == TEXT
    assert "cut off" in str(answer(OK + b"Content-Encoding: br\r\n\r\n" + packed[:-3]))
    assert "damaged" in str(answer(OK + b"Content-Encoding: br\r\n\r\n\xff\xff\xff\xff\xff"))
    bomb = brotli.compress(bytes(50_000_000), quality=1)
    assert "quarantined: unpacked (br) it is larger" in str(answer(OK + b"Content-Encoding: br\r\n\r\n" + bomb))


def test_without_brotli_it_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "brotli", None)
    assert accepted_encodings() == "gzip, deflate"
    assert "packed as 'br'" in str(answer(OK + b"Content-Encoding: br\r\n\r\nx"))


def test_headers_are_read_without_their_case_and_joined() -> None:
    found = answer(b"HTTP/1.1 404 No\r\nX-A: 1\r\nx-a:\t2 \r\nX-B: a\r\n b\r\nX-C: \xd8\xb3\r\nX-D: \xe9\r\n\r\n")
    assert isinstance(found, Response)
    assert found.status == 404
    assert found.headers == {"x-a": "1, 2", "x-b": "a b", "x-c": "س", "x-d": "é"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "failed: the connection was closed before"),
        (b"\r\n\r\n", "failed: does not answer as a web server"),
        (b"hello\r\n\r\n", "failed: does not answer as a web server"),
        (b"SSH-2.0-OpenSSH_9\r\n", "failed: does not answer as a web server"),
        (b"220 mail ESMTP\r\n", "failed: does not answer as a web server"),
        (b"HTTP/2 200\r\n\r\n", "failed: does not answer as a web server"),
        (b"HTTP/1.1 999 Odd\r\n\r\n", "failed: does not answer as a web server"),
        (b"HTTP/1.1 020 OK\r\n\r\n", "failed: does not answer as a web server"),
        (b"HTTP/1.1 2000 OK\r\n\r\n", "failed: does not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\nX: y\r\n", "failed: the connection was closed before"),
        (b"HTTP/1.1 100 Go\r\n\r\n" * 9, "quarantined: gives more than 5 interim"),
        (b"HTTP/1.1 101 Go\r\nUpgrade: h2c\r\n\r\n", "quarantined: wants to change"),
        (b"HTTP/1.1 200 " + b"a" * 3000 + b"\r\n", "quarantined: the answer's first line is longer than 2000"),
        (OK + b"X: " + b"a" * 3000 + b"\r\n\r\n", "quarantined: its headers are together longer"),
        (OK + b"X: a\r\n" * 1000 + b"\r\n", "quarantined: its headers are together longer"),
        (OK + b"X" * 3000, "quarantined: its headers are together longer"),
        (OK + b" folded\r\n" * 1000, "quarantined: its headers are together longer"),
        (OK + b"X: a\x00b\r\n\r\n", "quarantined: a header of the answer holds control"),
        (OK + b"X: a\rb\r\n\r\n", "quarantined: a header of the answer holds control"),
        (b"HTTP/1.1 302 F\r\nLocation: /a\r\nLocation: /b\r\n\r\n", "quarantined: redirects to two"),
        (OK + b"Content-Length: 9\r\n\r\nhello", "failed: the body is cut off: 4 bytes of 9"),
        (OK + b"Content-Length: -1\r\n\r\nhello", "failed: says that its body is '-1'"),
        (OK + b"Content-Length: +5\r\n\r\nhello", "failed: says that its body is"),
        (OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", "failed: says that its body is"),
        (OK + b"Content-Length: five\r\n\r\nhello", "failed: says that its body is"),
        (OK + b"Content-Length: 0x5\r\n\r\nhello", "failed: says that its body is"),
        (OK + "Content-Length: ٥\r\n\r\nhello".encode(), "failed: says that its body is"),
        (OK + b"Content-Length: 99999999999999999999999\r\n\r\nhello", "failed: says that its body is"),
        (OK + b"Content-Length: 999999999999\r\n\r\nhello", "quarantined: the body is larger than"),
        (OK + b"Content-Length: 10001\r\n\r\n" + b"a" * 10_001, "quarantined: it is larger than"),
        (OK + b"\r\n" + b"a" * 10_001, "quarantined: it is larger than"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(b"a" * 6000, b"a" * 6000), "quarantined: it is larger"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\nhello", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1_0\r\nhello\r\n", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n\r\nhello\r\n", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nhello\r\n", "failed: the size of a chunk"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhello\r\n0\r\n\r\n", "failed: a chunk of the body is longer"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "failed: the connection was closed before"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhello", "failed: the body is cut off"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5;" + b"x" * 5000, "quarantined: the line before a chunk"),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n", "quarantined: the body is transferred as"),
        (OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n", "quarantined: the body is transferred as"),
        (OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n", "quarantined: the body is transferred"),
        (OK + b"Content-Encoding: gzip, gzip\r\n\r\n", "quarantined: the body is packed 2 times"),
        (OK + b"Content-Encoding: gzip\r\nContent-Encoding: br\r\n\r\n", "quarantined: the body is packed 2 times"),
        (OK + b"Content-Encoding: deflate,gzip,br,gzip\r\n\r\n", "quarantined: the body is packed 4 times"),
        (OK + b"Content-Encoding: zstd\r\n\r\nx", "failed: the body is packed as 'zstd'"),
        (OK + b"Content-Encoding: gzip\r\n\r\nhello, no gzip", "failed: the packed body is damaged"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT)[:-9], "failed: the gzip body is cut off"),
        (OK + b"Content-Encoding: gzip\r\n\r\n\x1f", "failed: the gzip body is cut off"),
        (OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(TEXT)[:-5], "failed: the deflate body is cut off"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"") * 500, "quarantined: the gzip body has more than"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9 << 20)), "quarantined: unpacked (gzip) it is"),
        (OK + b"Content-Encoding: deflate\r\n\r\n" + zlib.compress(bytes(9 << 20)), "quarantined: unpacked (deflate)"),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(4000)) * 4, "quarantined: unpacked (gzip) it is"),
    ],
)  # fmt: skip
def test_bad_answers(data: bytes, why: str) -> None:
    assert str(answer(data)).startswith(why)


@pytest.mark.parametrize(
    "data", [b"", b"HTTP/1.1 2", OK, OK + b"X: y\r\n", OK + b"Content-Length: 5\r\n\r\nhell", OK + b"\r\nhello",
             OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhel", OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b"],
)  # fmt: skip
def test_a_server_that_falls_silent_is_left(data: bytes) -> None:
    assert str(answer(data, close=False)) == "failed: gave no whole answer within 0.3 seconds"


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_robots_file_is_cut(packed: bool) -> None:
    limits = Limits(100, 2000, cut=True)
    data = b"b" * 300_000
    head = OK + (b"Content-Encoding: gzip\r\n\r\n" if packed else b"Content-Length: 300000\r\n\r\n")
    server, client = socket.socketpair()
    with server, client:
        server.setblocking(False)
        server.send(head + (gzip.compress(data) if packed else data))
        found = exchange(client, URL, {}, limits, Deadline(1, time.monotonic))
    assert found.body == b"b" * 100


@given(
    st.lists(
        st.sampled_from(
            [OK, b"HTTP/1.1 ", b"100 ", b"\r\n", b"\n", b"\r\n\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked",
             b"Content-Encoding: gzip", b"Content-Encoding: br", b"5", b"0", b"-1", b"hello", b": ", b" ", b"\x00",
             b"Location: ", gzip.compress(b"hello"), b"\xff\xfe"]
        )
        | st.binary(max_size=10),
        max_size=14,
    ).map(b"".join),
    st.booleans(),
)  # fmt: skip
@settings(max_examples=400)
def test_any_bytes_are_an_answer_or_refused(data: bytes, whole_head: bool) -> None:
    found = answer(OK + data if whole_head else data)
    assert isinstance(found, Response) or found.startswith(("failed: ", "quarantined: "))
