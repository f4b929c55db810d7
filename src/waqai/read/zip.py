"""The members of a ZIP archive, each looked at before it is unpacked."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import IO, BinaryIO

from waqai.read.limits import FREELY_UNPACKED, HIGHEST_RATIO, LARGEST_CONTENTS, TOO_MANY_MEMBERS
from waqai.read.streams import BrokenInputError

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 1 << 16
_UNSET_32 = 0xFFFFFFFF
_LOCAL_HEADER = 30
_PIECE = 1 << 16
_FAILURES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)

#: name, what is wrong with it ("" if nothing), whether that is hostile, its content
Member = tuple[str, str, bool, BinaryIO | None]


class _Content(io.RawIOBase):
    """A member as it is unpacked; `BrokenInputError` for what is wrong with it."""

    def __init__(self, archive: _Archive, info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._archive, self._info = archive, info
        self._stream: IO[bytes] | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            if self._stream is None:
                self._stream = self._archive.zip.open(self._info)
            data = self._stream.read(min(len(buffer), _PIECE))
        except _FAILURES as error:
            raise BrokenInputError(_reason(error), "pack it again") from None
        self._archive.count(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
        super().close()


class _Archive:
    """A ZIP archive and how much was unpacked of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._size = stream.seek(0, io.SEEK_END)
        _check_contents(stream, self._size)
        self._out = 0
        try:
            self.zip = zipfile.ZipFile(stream)
        except _FAILURES as error:
            raise BrokenInputError(f"is no whole ZIP archive ({_reason(error)})", "get it again") from None

    def count(self, size: int) -> None:
        self._out += size
        if self._out > FREELY_UNPACKED and self._out > HIGHEST_RATIO * self._size:
            what = f"unpacks to more than {HIGHEST_RATIO} times its size, as no text does"
            raise BrokenInputError(what, "unpack it yourself if you trust it", "quarantined")


def zip_members(stream: IO[bytes]) -> Iterator[Member]:
    """Yield the members of the archive in its order, each to be read before the next is asked for.

    Folders are left out.  `BrokenInputError` when it is no archive or has too many members.
    """
    archive = _Archive(stream)
    members = archive.zip.infolist()
    if len(members) >= TOO_MANY_MEMBERS:
        raise BrokenInputError(too_many(), "split it", "quarantined")
    overlapping = _overlapping(members)
    for info in members:
        if info.is_dir():
            continue
        wrong, hostile = _wrong(info)
        if info.header_offset in overlapping:
            wrong, hostile = "shares its bytes with another member, as in a bomb", True
        if wrong:
            yield info.orig_filename, wrong, hostile, None
            continue
        with _Content(archive, info) as content, io.BufferedReader(content, _PIECE) as buffered:
            yield info.orig_filename, "", False, buffered


def too_many() -> str:
    """Return the words for an archive of too many members."""
    return f"has {TOO_MANY_MEMBERS:,} members or more"


def _check_contents(stream: IO[bytes], size: int) -> None:
    """Refuse a table of contents that is too large before it is read into memory."""
    tail = min(size, _END_SIZE + _LONGEST_COMMENT)
    stream.seek(size - tail)
    data = stream.read(tail)
    at = data.rfind(_END)
    stream.seek(0)
    if at < 0 or len(data) - at < _END_SIZE:
        return
    length = int.from_bytes(data[at + 12 : at + 16], "little")
    if LARGEST_CONTENTS < length != _UNSET_32:
        raise BrokenInputError("has a table of contents of more than 64 MiB", "split it", "quarantined")
    if length == _UNSET_32:
        zip64 = data.rfind(b"PK\x06\x06", 0, at)
        if zip64 >= 0 and int.from_bytes(data[zip64 + 40 : zip64 + 48], "little") > LARGEST_CONTENTS:
            raise BrokenInputError("has a table of contents of more than 64 MiB", "split it", "quarantined")


def _overlapping(members: list[zipfile.ZipInfo]) -> set[int]:
    ordered = sorted(members, key=lambda info: info.header_offset)
    found: set[int] = set()
    for one, two in pairwise(ordered):
        if one.header_offset + _LOCAL_HEADER + one.compress_size > two.header_offset:
            found |= {one.header_offset, two.header_offset}
    return found


def _wrong(info: zipfile.ZipInfo) -> tuple[str, bool]:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a link", True
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return "is a device or pipe", True
    if info.flag_bits & 1:
        return "is encrypted", False
    return "", False


def _reason(error: Exception) -> str:
    text = str(error)
    if "CRC" in text:
        return "is damaged: its checksum is wrong"
    if "File name in directory" in text or "header" in text.lower():
        return "is damaged: its two headers contradict each other"
    if isinstance(error, NotImplementedError):
        return "is packed in a way that is not read"
    return "is damaged: " + (" ".join(text.split())[:120] or type(error).__name__)
