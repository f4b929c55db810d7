"""ZIP and tar archives: what is in them is read, what is hostile in them is named, and the rest goes on."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.samples import OTHER, TEXT, jsonl, make_zip, one_problem, split, tar_bytes

from waqai.read.archive import archive_members
from waqai.read.streams import BrokenInputError
from waqai.records import Report

#: packs to a thousandth
BLANKS = (b" " * 999_999 + b"\n") * 84
GOOD = {"first.txt": TEXT, "folder/last.txt": OTHER}


def texts(reports: list[Report]) -> list[str]:
    return [one.text for one in reports]


# -- good ones


def test_members_of_a_zip_are_read_in_order(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {**GOOD, "b.jsonl": jsonl(TEXT, OTHER), "c.csv": f"title,text\nأ,{TEXT}\n"})
    reports, problems = split(path)
    assert texts(reports) == [TEXT, OTHER, TEXT, OTHER, TEXT]
    assert [one.id for one in reports] == [
        "a.zip!first.txt", "a.zip!folder/last.txt", "a.zip!b.jsonl:1", "a.zip!b.jsonl:2", "a.zip!c.csv:2",
    ]  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(("ending", "mode"), [("tar", "w"), ("tar.gz", "w:gz"), ("tgz", "w:gz"), ("tar.bz2", "w:bz2"),
                                              ("tar.xz", "w:xz")])  # fmt: skip
def test_members_of_a_tar_are_read_in_order(tmp_path: Path, ending: str, mode: str) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(tar_bytes({**GOOD, "b.jsonl": jsonl(TEXT, OTHER)}, mode))
    reports, problems = split(path)
    assert texts(reports) == [TEXT, OTHER, TEXT, OTHER]
    assert reports[1].id == f"a.{ending}!folder/last.txt"
    assert problems == []


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_arabic_names_of_a_tar(tmp_path: Path, form: int) -> None:
    name = "أخبار/" + "تقرير-" * 30 + ".txt"
    with tarfile.open(tmp_path / "a.tar", "w", format=form) as archive:
        info = tarfile.TarInfo(name)
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    ((report,), problems) = split(tmp_path / "a.tar")
    assert (report.id, problems) == (f"a.tar!{name}", [])


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
@pytest.mark.parametrize("name", ["a.jsonl", "a.txt", "a.csv", "a"])
def test_single_packed_file(tmp_path: Path, ending: str, pack: object, name: str) -> None:
    data = {"a.txt": TEXT.encode(), "a.csv": f"title,text\nأ,{TEXT}\n".encode()}.get(name, jsonl(TEXT))
    path = tmp_path / f"{name}.{ending}"
    path.write_bytes(pack(data))  # type: ignore[operator]
    ((report,), problems) = split(path)
    assert (report.text, problems) == (TEXT, [])


def test_gzip_of_several_members_and_padding(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(jsonl(TEXT)) + gzip.compress(jsonl(OTHER)) + bytes(1000))
    assert texts(split(path)[0]) == [TEXT, OTHER]


def test_packed_file_is_recognised_without_its_ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = gzip.compress(jsonl(TEXT))
    (tmp_path / "reports").write_bytes(data)
    assert texts(split(tmp_path / "reports")[0]) == [TEXT]
    for given_ in (data, make_zip(tmp_path / "a.zip", GOOD).read_bytes(), tar_bytes(GOOD), tar_bytes(GOOD, "w:gz")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Pipe(given_)))
        reports, problems = split("-")
        assert reports[0].text == TEXT
        assert problems == []


class _Pipe(io.BufferedReader):
    """Standard input that comes through a pipe: one cannot go back."""

    def __init__(self, data: bytes) -> None:
        super().__init__(_Raw(data))  # type: ignore[arg-type]


class _Raw(io.RawIOBase):
    def __init__(self, data: bytes) -> None:
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        return self._data.readinto(buffer)


def test_what_is_no_report_in_an_archive_is_named(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "a.txt": TEXT,
        "style.css": "x",
        "a.png": b"\x89PNG",
        "LIESMICH": "x",
        "b.pdf": b"%PDF",
        "x.dat": "y",
    }
    reports, problems = split(make_zip(tmp_path / "a.zip", members))
    assert len(reports) + len(problems) == len(members)
    assert [one.kind for one in problems] == ["empty", "empty", "empty", "failed", "empty"]


# -- hostile members: named, and their neighbours are read

BAD_NAMES = {
    "parent": ("../out.txt", "has a path that leaves the archive"),
    "parent inside": ("a/../../out.txt", "has a path that leaves the archive"),
    "parent with backslashes": ("..\\out.txt", "has a path that leaves the archive"),
    "absolute": ("/etc/out.txt", "has an absolute path"),
    "absolute with backslash": ("\\out.txt", "has an absolute path"),
    "drive": ("C:/out.txt", "has an absolute path"),
    "drive with backslash": ("c:\\out.txt", "has an absolute path"),
    "share": ("//host/share/out.txt", "has an absolute path"),
    "line feed": ("a\nb.txt", "has control characters in its name"),
    "escape": ("a\x1b[2Jb.txt", "has control characters in its name"),
    "endless": ("x" * 1200 + ".txt", "has a name of more than 1,000 characters"),
    "archive": ("inner.zip", "is an archive in an archive"),
    "tar": ("inner.tar", "is an archive in an archive"),
    "packed": ("inner.jsonl.gz", "is an archive in an archive"),
}


@pytest.mark.parametrize("case", sorted(BAD_NAMES))
@pytest.mark.parametrize("form", ["zip", "tar"])
def test_member_with_such_a_name_is_refused(tmp_path: Path, case: str, form: str) -> None:
    name, words = BAD_NAMES[case]
    members: dict[str, bytes | str] = {"first.txt": TEXT, name: b"x", "folder/last.txt": OTHER}
    path = make_zip(tmp_path / "a.zip", members) if form == "zip" else tmp_path / "a.tar"
    if form == "tar":
        path.write_bytes(tar_bytes(members))
    reports, (problem,) = split(path)
    assert texts(reports) == [TEXT, OTHER]
    assert words in problem.what
    assert problem.kind == "quarantined"
    assert problem.where.startswith(f"{path}!")
    assert problem.where.isprintable()
    assert sorted(one.name for one in tmp_path.iterdir()) == [path.name]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "is a device"),
        (tarfile.BLKTYPE, "is a device"),
        (tarfile.FIFOTYPE, "is a pipe"),
        (tarfile.GNUTYPE_SPARSE, "is a sparse file"),
        (b"Z", "is of an unknown kind"),
    ],
)
def test_tar_member_that_is_no_file_is_refused(tmp_path: Path, kind: bytes, words: str) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in GOOD.items():
            info = tarfile.TarInfo(name)
            info.size = len(data.encode())
            archive.addfile(info, io.BytesIO(data.encode()))
            bad = tarfile.TarInfo(f"bad-{name[:2]}.txt")
            bad.type, bad.linkname = kind, "/etc/passwd"
            archive.addfile(bad)
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    reports, problems = split(tmp_path / "a.tar")
    assert texts(reports) == [TEXT, OTHER]
    assert [(one.what, one.kind) for one in problems] == [(words, "quarantined")] * 2


@pytest.mark.parametrize(
    ("mode", "words"),
    [(stat.S_IFLNK, "is a link"), (stat.S_IFCHR, "is a device or pipe"), (stat.S_IFIFO, "is a device or pipe")],
)
def test_zip_member_that_is_no_file_is_refused(tmp_path: Path, mode: int, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("first.txt", TEXT)
        bad = zipfile.ZipInfo("bad.txt")
        bad.external_attr = (mode | 0o777) << 16
        archive.writestr(bad, "/etc/passwd")
        archive.writestr("last.txt", OTHER)
    reports, (problem,) = split(tmp_path / "a.zip")
    assert texts(reports) == [TEXT, OTHER]
    assert (problem.what, problem.kind) == (words, "quarantined")


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_second_member_of_the_same_name_is_refused(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in zip(("a.txt", "b.txt", "c.txt"), (TEXT, OTHER, OTHER), strict=True):
                archive.writestr(name, text)
        path.write_bytes(path.read_bytes().replace(b"b.txt", b"a.txt").replace(b"c.txt", b"a.txt"))
    else:
        parts = [tar_bytes({"a.txt": text})[:1024] for text in (TEXT, OTHER, OTHER)]
        path.write_bytes(b"".join(parts) + bytes(1024))
    reports, problems = split(path)
    assert texts(reports) == [TEXT]
    assert [one.what for one in problems] == ['is a second member named "a.txt"'] * 2


def test_encrypted_member_is_named(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": OTHER})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (report,), (problem,) = split(path)
    assert report.text == OTHER
    assert problem.what == "is encrypted"


def test_member_with_a_wrong_checksum_is_named(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": OTHER})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 16] ^= 0xFF
    path.write_bytes(data)
    (report,), (problem,) = split(path)
    assert report.text == OTHER
    assert "its checksum is wrong" in problem.what


def test_headers_that_contradict_each_other(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": OTHER})
    data = bytearray(path.read_bytes())
    data[data.index(b"a.txt")] = ord("x")
    path.write_bytes(data)
    (report,), (problem,) = split(path)
    assert report.text == OTHER
    assert "two headers contradict each other" in problem.what


def test_packed_in_a_way_that_is_not_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": OTHER})
    data = bytearray(path.read_bytes())
    struct.pack_into("<H", data, data.index(b"PK\x01\x02") + 10, 98)
    struct.pack_into("<H", data, 8, 98)
    path.write_bytes(data)
    (report,), (problem,) = split(path)
    assert report.text == OTHER
    assert "packed in a way that is not read" in problem.what


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT * 50, "b.txt": TEXT, "c.txt": OTHER})
    data = bytearray(path.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 0)
    path.write_bytes(data)
    (report,), problems = split(path)
    assert report.text == OTHER
    assert [one.what for one in problems] == ["shares its bytes with another member, as in a bomb"] * 2


@pytest.mark.parametrize("form", ["zip", "tar.gz"])
def test_member_larger_than_a_page_is_refused(tmp_path: Path, form: str) -> None:
    members = {"a.txt": TEXT, "b.txt": ("x" * 99 + "\n") * (16 << 20 >> 6), "c.txt": OTHER}
    path = tmp_path / f"a.{form}"
    if form == "zip":
        make_zip(path, members)
    else:
        path.write_bytes(tar_bytes(members, "w:gz"))
    reports, (problem,) = split(path)
    assert texts(reports) == [TEXT, OTHER]
    assert (problem.what, problem.kind) == ("is larger than 15 MiB", "quarantined")


def test_zip_bomb_is_stopped_and_its_other_members_named(tmp_path: Path) -> None:
    bomb = BLANKS[: len(BLANKS) // 2]
    path = make_zip(tmp_path / "a.zip", {"a.txt": TEXT, "b.jsonl": bomb, "c.jsonl": bomb, "d.txt": OTHER})
    reports, problems = split(path)
    assert texts(reports) == [TEXT]
    assert len(problems) == 3
    assert "unpacks to more than 200 times its size" in problems[1].what
    assert problems[1].kind == problems[2].kind == "quarantined"


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_packed_bomb_is_stopped(tmp_path: Path, ending: str, pack: object) -> None:
    path = tmp_path / f"a.jsonl.{ending}"
    path.write_bytes(pack(jsonl(TEXT) + BLANKS))  # type: ignore[operator]
    (report,), (problem,) = split(path)
    assert report.text == TEXT
    assert "unpacks to more than 200 times its size" in problem.what
    assert problem.kind == "quarantined"


def test_tar_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(tar_bytes({"a.txt": TEXT, "b.jsonl": BLANKS}, "w:gz"))
    reports, problems = split(path)
    assert texts(reports) == [TEXT]
    assert any("unpacks to more than 200 times its size" in one.what for one in problems)


@pytest.mark.parametrize("form", ["zip", "tar"])
def test_archive_of_100000_members_is_refused(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("archive", "zip"):
        monkeypatch.setattr(f"waqai.read.{module}.TOO_MANY_MEMBERS", 100)
    members = {f"{number}.txt": TEXT for number in range(100)}
    path = make_zip(tmp_path / "a.zip", members) if form == "zip" else tmp_path / "a.tar"
    if form == "tar":
        path.write_bytes(tar_bytes(members))
    problem = split(path)[1][-1]
    assert problem.where == str(path)
    assert "members or more" in problem.what
    assert problem.kind == "quarantined"


def test_giant_table_of_contents_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", GOOD)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rindex(b"PK\x05\x06") + 12, 500_000_000)
    path.write_bytes(data)
    assert "table of contents of more than 64 MiB" in one_problem(path).what


# -- damaged archives


@pytest.mark.parametrize("cut", [0, 10, 50, -1, -10, -30])
def test_truncated_zip_is_named(tmp_path: Path, cut: int) -> None:
    path = make_zip(tmp_path / "a.zip", GOOD)
    path.write_bytes(path.read_bytes()[:cut])
    assert "is no whole ZIP archive" in one_problem(path).what


def test_truncated_gzip_names_the_end_and_keeps_the_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    data = jsonl(*(f"{TEXT} {number * 7919}" for number in range(5000)))
    path.write_bytes(gzip.compress(data)[:-2000])
    reports, (problem,) = split(path)
    assert len(reports) > 1000
    assert "is cut off" in problem.what
    assert problem.where == str(path)


def test_damaged_gzip_is_named(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(jsonl(TEXT, OTHER)))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "a.jsonl.gz").write_bytes(packed)
    problem = split(tmp_path / "a.jsonl.gz")[1][-1]
    assert "is no sound gzip data" in problem.what


def test_other_bytes_after_the_packed_end(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(jsonl(TEXT)) + b"something else")
    (report,), (problem,) = split(tmp_path / "a.jsonl.gz")
    assert report.text == TEXT
    assert "holds other bytes after its packed end" in problem.what


def test_packed_twice_over_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(gzip.compress(jsonl(TEXT))))
    (tmp_path / "b.gz").write_bytes(gzip.compress(gzip.compress(jsonl(TEXT))))
    _, problems = split(tmp_path)
    assert "looks like a gzip archive" in problems[0].what
    assert "is packed twice over" in problems[1].what


def test_tar_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    data = tar_bytes({"a.txt": TEXT, "b.txt": OTHER * 100, "c.txt": TEXT})
    (tmp_path / "a.tar").write_bytes(data[:3000])
    (report,), problems = split(tmp_path / "a.tar")
    assert report.text == TEXT
    assert any("is cut off" in one.what for one in problems)


def test_broken_header_in_a_tar_costs_its_member_only(tmp_path: Path) -> None:
    parts = [tar_bytes({f"{name}.txt": text})[:1024] for name, text in (("a", TEXT), ("b", TEXT), ("c", OTHER))]
    parts[1] = b"\xff" * 512 + parts[1][512:]
    (tmp_path / "a.tar").write_bytes(b"".join(parts) + bytes(1024))
    reports, (problem,) = split(tmp_path / "a.tar")
    assert texts(reports) == [TEXT, OTHER]
    assert 'the archive is damaged after "a.txt"' in problem.what


def test_tar_header_of_any_size_is_not_taken_in(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * 100_000}
        archive.addfile(info, io.BytesIO())
    (tmp_path / "a.tar").write_bytes(out.getvalue())
    problem = one_problem(tmp_path / "a.tar")
    assert "holds a header of more than 64 KiB" in problem.what
    assert problem.kind == "quarantined"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is an archive without files"),
        (bytes(10240), "is an archive without files"),
        (b"x" * 600, "is cut off in the middle of a header"),
        (b"x" * 1024, "the archive is damaged"),
    ],
)
def test_what_is_no_tar(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.tar").write_bytes(data)
    assert split(tmp_path / "a.tar")[1][-1].what == words


def test_empty_zip(tmp_path: Path) -> None:
    assert one_problem(make_zip(tmp_path / "a.zip", {})).what == "is an archive without files"


def test_office_document_without_its_ending(tmp_path: Path) -> None:
    problems = split(make_zip(tmp_path / "letter", {"[Content_Types].xml": "<x/>", "word/document.xml": "<y/>"}))[1]
    assert len(problems) == 2


def test_bad_lines_in_a_member_are_named_by_line(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.jsonl": jsonl(TEXT) + b"nonsense\n" + json.dumps({"text": OTHER}).encode()})
    reports, (problem,) = split(path)
    assert texts(reports) == [TEXT, OTHER]
    assert problem.where == f"{path}!a.jsonl:2"


@given(st.binary(max_size=120), st.integers(0, 3000), st.sampled_from(["zip", "tar"]))
def test_any_damage_is_read_or_named(patch: bytes, at: int, form: str) -> None:
    if form == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in GOOD.items():
                archive.writestr(name, data)
        packed = bytearray(out.getvalue())
    else:
        packed = bytearray(tar_bytes(GOOD)[:3072])
    packed[at % len(packed) : at % len(packed) + len(patch)] = patch
    try:
        for member in archive_members(io.BytesIO(bytes(packed)), form):
            if member.stream is not None:
                member.stream.read()
    except BrokenInputError:
        pass
