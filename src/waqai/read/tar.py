"""The members of a tar archive as they come, without going back; what is broken is left for the next sound header.

The standard module ends silently at a broken header in the middle, and takes extended headers of any size into memory.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from typing import BinaryIO

from waqai.read.limits import LARGEST_HEADERS
from waqai.read.streams import BrokenInputError

_BLOCK = 512
_PIECE = 1 << 16
_ZEROS = bytes(_BLOCK)
_LONG_NAME, _LONG_LINK, _EXTENDED, _GLOBAL = b"L", b"K", b"x", b"g"
_KINDS = {
    tarfile.SYMTYPE: "a link",
    tarfile.LNKTYPE: "a link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
}

#: name, what it is instead of a file ("" for a file), its content; a name of "" is a broken stretch
Member = tuple[str, str, BinaryIO | None]


class _Content(io.RawIOBase):
    """`size` bytes of the stream; what is not read is skipped by `finish`."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        super().__init__()
        self._stream, self._left, self._padding = stream, size, -size % _BLOCK

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(min(len(buffer), self._left))
        if self._left and not data:
            raise BrokenInputError("is cut off: the archive ends inside it", "get it again")
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def finish(self) -> bool:
        """Skip to the next header; False when the archive ends before."""
        left = self._left + self._padding
        self._left = self._padding = 0
        while left:
            data = self._stream.read(min(_PIECE, left))
            if not data:
                return False
            left -= len(data)
        return True


def tar_members(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members of the archive in its order, each to be read before the next is asked for.

    Folders are left out.  `BrokenInputError` where the archive ends too early.
    """
    name, broken = "", False
    while block := _read_block(stream):
        if block == _ZEROS:
            continue
        info = _header(block)
        if info is None:
            if not broken:
                yield "", "broken", None
            broken, name = True, ""
            continue
        broken = False
        content = _Content(stream, info.size if _has_content(info) else 0)
        if info.type in {_LONG_NAME, _LONG_LINK, _EXTENDED, _GLOBAL}:
            name = _long_name(info, content, name)
        else:
            named, name = name or info.name, ""
            if info.type != tarfile.DIRTYPE:
                kind = _KINDS.get(info.type, "" if info.isreg() else "of an unknown kind")
                yield named, kind, io.BufferedReader(content, _PIECE)
        if not content.finish():
            raise BrokenInputError("is cut off: its last member ends too early", "get it again")


def is_tar(start: bytes) -> bool:
    """Tell whether a stream that begins with `start` (512 bytes or more) is a tar archive."""
    return len(start) >= _BLOCK and start[:_BLOCK] != _ZEROS and _header(start[:_BLOCK]) is not None


def _read_block(stream: BinaryIO) -> bytes:
    block = stream.read(_BLOCK)
    while block and len(block) < _BLOCK:
        more = stream.read(_BLOCK - len(block))
        if not more:
            raise BrokenInputError("is cut off in the middle of a header", "get it again")
        block += more
    return block


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError):
        return None
    return info if info.size >= 0 else None


def _has_content(info: tarfile.TarInfo) -> bool:
    return info.type not in {
        tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE,
    }  # fmt: skip


def _long_name(info: tarfile.TarInfo, content: _Content, name: str) -> str:
    """Return the name that an extended header gives to the next member, else the one known so far."""
    if info.size > LARGEST_HEADERS:
        raise BrokenInputError("holds a header of more than 64 KiB", "pack it again", "quarantined")
    data = io.BufferedReader(content, _PIECE).read()
    if info.type == _LONG_NAME:
        return data.rstrip(b"\x00").decode("utf-8", "surrogateescape")
    if info.type == _EXTENDED:
        return _extended(data).get("path", name)
    return name


def _extended(data: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    while data:
        length, _, _ = data.partition(b" ")
        if not length.isdigit() or not 0 < int(length[:9]) <= len(data):
            break
        record, data = data[: int(length)], data[int(length) :]
        key, _, value = record.partition(b" ")[2].partition(b"=")
        found[key.decode("utf-8", "replace")] = value.removesuffix(b"\n").decode("utf-8", "surrogateescape")
    return found
