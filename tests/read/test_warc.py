"""Web archives: pages are read, all else that a server answered is named, and damage costs its record only."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.samples import items, make_zip, one_problem, split
from tests.read.test_html import FIRST, SECOND, THIRD, TITLE, page

from waqai.read.options import Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.warc import parse
from waqai.records import Report

PAGE = page().encode()


def record(
    number: int, body: bytes = PAGE, *, kind: str = "text/html; charset=utf-8", status: str = "200 OK",
    record_type: str = "response", length: int | str | None = None, extra: str = "",
) -> bytes:  # fmt: skip
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(body)}\r\n\r\n".encode() + body
    said = len(http) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {record_type}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://n.example/{number}\r\nWARC-Date: 2020-02-06T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {said}\r\n"
    )
    return head.encode() + b"\r\n" + http + b"\r\n\r\n"


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n"


def write(path: Path, *records: bytes, packed: bool = False) -> Path:
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in records))
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read(tmp_path: Path, packed: bool) -> None:
    dated = page().replace("</h1>", "</h1><p>5 فبراير 2020</p>").encode()
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), INFO, record(1), record(2, dated), packed=packed)
    reports, problems = split(path)
    assert problems == []
    assert [(one.title, one.url, one.published) for one in reports] == [
        (TITLE, "https://n.example/1", ""), (TITLE, "https://n.example/2", "2020-02-05"),
    ]  # fmt: skip
    assert reports[0].text == f"{FIRST}\n{SECOND}\n{THIRD}"
    assert [item.where for item in items(path)] == [f"{path}:2", f"{path}:3"]


def test_archive_is_recognised_without_its_ending_and_in_a_zip(tmp_path: Path) -> None:
    write(tmp_path / "crawl", record(1))
    write(tmp_path / "crawl2", record(1), packed=True)
    make_zip(tmp_path / "a.zip", {"a.warc": record(1)})
    for name in ("crawl", "crawl2", "a.zip"):
        assert split(tmp_path / name)[0][0].title == TITLE


def test_packed_and_chunked_answers(tmp_path: Path) -> None:
    chunked = b"%x\r\n" % len(PAGE) + PAGE + b"\r\n0\r\n\r\n"
    path = write(
        tmp_path / "a.warc",
        record(1, gzip.compress(PAGE), extra="Content-Encoding: gzip\r\n"),
        record(2, chunked, extra="Transfer-Encoding: chunked\r\n"),
    )
    assert [one.title for one in split(path)[0]] == [TITLE, TITLE]


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16"])
def test_the_server_s_encoding_counts(tmp_path: Path, encoding: str) -> None:
    path = write(
        tmp_path / "a.warc", record(1, page().encode(encoding, "replace"), kind=f"text/html; charset={encoding}")
    )
    assert split(path)[0][0].title == TITLE


def test_nothing_is_published_after_the_archive_was_made(tmp_path: Path) -> None:
    late = page().replace("</h1>", "</h1><p>5 مايو 2020</p>").encode()
    assert split(write(tmp_path / "a.warc", record(1, late)))[0][0].published == ""


BAD = {
    "not found": (record(9, status="404 Not Found"), "the server answered 404", "empty"),
    "moved": (record(9, status="301 Moved"), "the server answered 301", "empty"),
    "a picture": (record(9, b"\x89PNG", kind="image/png"), "is no page (image/png)", "empty"),
    "of no type": (record(9, kind=""), "is no page (of no type)", "empty"),
    "a resource": (record(9, record_type="resource"), "is a file without a server's answer", "empty"),
    "a page without an article": (record(9, page("").encode()), "holds no article", "empty"),
    "nested": (record(9, page("<div>" * 5000).encode()), "nested too deep", "quarantined"),
    "unpacks to 80 MB": (
        record(9, gzip.compress(b" " * (80 << 20)), extra="Content-Encoding: gzip\r\n"),
        "is larger than 15 MiB",
        "quarantined",
    ),
    "wrong packing": (record(9, b"xxxx", extra="Content-Encoding: gzip\r\n"), "", "failed"),
    "no answer in it": (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n", "", "failed"),
    "says 10 GB": (record(9, length=10**10), "says it is 10,000,000,000 bytes long, but another record", "quarantined"),
    "says too much": (record(9, length=len(PAGE) + 1000), "says a wrong length", "failed"),
    "says too little": (record(9, length=40), "says a wrong length", "failed"),
    "says a negative length": (record(9, length=-5), "does not say its length", "failed"),
    "says no length": (record(9).replace(b"Content-Length", b"X-Length"), "does not say its length", "failed"),
    "says a word": (record(9, length="ten"), "does not say its length", "failed"),
    "garbage": (b"garbage\r\nmore garbage\r\n\r\n", "is no record", "failed"),
    "binary garbage": (bytes(range(256)) * 400, "is no record", "failed"),
    "endless headers": (b"WARC/1.0\r\n" + b"X-Y: z\r\n" * 20_000 + b"\r\n", "more than 64 KiB", "quarantined"),
    "NUL in its headers": (record(9).replace(b"WARC-Type", b"WARC\x00Type"), "is of an unknown kind", "failed"),
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("case", sorted(BAD))
def test_bad_record_is_named_and_the_others_are_read(tmp_path: Path, case: str, packed: bool) -> None:
    data, words, kind = BAD[case]
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), record(1), data, record(2), record(3), packed=packed)
    reports, problems = split(path)
    assert [one.url for one in reports] == [f"https://n.example/{number}" for number in (1, 2, 3)]
    assert words in problems[0].what
    assert problems[0].kind == kind
    assert problems[0].where == f"{path}:2"


@pytest.mark.parametrize("cut", [10, 60, 250, 400])
@pytest.mark.parametrize("packed", [False, True])
def test_archive_that_is_cut_off(tmp_path: Path, cut: int, packed: bool) -> None:
    path = write(tmp_path / ("a.warc.gz" if packed else "a.warc"), record(1), record(2), packed=packed)
    path.write_bytes(path.read_bytes()[:-cut])
    reports, problems = split(path)
    assert reports[0].url == "https://n.example/1"
    assert problems


def test_damaged_piece_of_a_packed_archive_costs_its_record_only(tmp_path: Path) -> None:
    pieces = [gzip.compress(record(number)) for number in (1, 2, 3)]
    pieces[1] = pieces[1][:200] + b"\xff" * 50 + pieces[1][250:]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(pieces))
    reports, problems = split(path)
    assert [one.url for one in reports] == ["https://n.example/1", "https://n.example/3"]
    assert "1 of its packed pieces are damaged" in problems[-1].what


def test_huge_record_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.warc", record(1), record(2, b"x" * (17 << 20)), record(3))
    reports, (problem,) = split(path)
    assert [one.url for one in reports] == ["https://n.example/1", "https://n.example/3"]
    assert (problem.what, problem.kind) == ("is larger than 15 MiB", "quarantined")


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", INFO])
def test_archive_without_pages(tmp_path: Path, data: bytes) -> None:
    path = write(tmp_path / "a.warc", data)
    problems = [one.found.what for one in items(path) if isinstance(one.found, InputProblem)]
    assert problems == ["holds no pages"]


def test_many_lying_records_take_linear_time(tmp_path: Path) -> None:
    lying = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000000\r\n\r\nx\r\n\r\n"
    assert len(split(write(tmp_path / "a.warc", lying * 20_000))[1]) == 20_000


@given(st.binary(max_size=60), st.integers(0, 4000), st.booleans())
def test_any_damage_is_read_or_named(patch: bytes, at: int, packed: bool) -> None:
    body = f"<p>{FIRST}</p>".encode()
    data = bytearray(b"".join(gzip.compress(one) if packed else one for one in (record(1, body), record(2, body))))
    data[at : at + len(patch)] = patch
    for where, found in parse(io.BytesIO(bytes(data)), Place(name="a"), ReadOptions()):
        assert where.startswith("a")
        assert isinstance(found, Report | InputProblem)


def test_problem_of_a_file_that_is_no_archive(tmp_path: Path) -> None:
    assert "is no record" in one_problem(write(tmp_path / "a.warc", b"hello")).what
