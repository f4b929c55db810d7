"""Bytes as they are read: unpacked with a limit, cut into lines with a limit, kept aside where one must seek."""

from __future__ import annotations

import bz2
import io
import lzma
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, Protocol, cast

from waqai.read.limits import (
    FREELY_UNPACKED,
    HIGHEST_RATIO,
    LARGEST_REPORT,
    LARGEST_SPOOLED,
    SPOOLED_IN_MEMORY,
)
from waqai.read.problems import InputProblem, ProblemKind

_CHUNK = 1 << 16
_XZ_MEMORY = 128 * 2**20
GZIP_MAGIC = b"\x1f\x8b\x08"
#: the first bytes of what is packed -> the name of the packing
PACKINGS = {GZIP_MAGIC: "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}


class BrokenInputError(Exception):
    """The input cannot be read on from here; becomes an `InputProblem`."""

    def __init__(self, what: str, next_step: str = "", kind: ProblemKind = "failed") -> None:
        super().__init__(what)
        self.what, self.next_step, self.kind = what, next_step, kind

    def at(self, where: str) -> InputProblem:
        """Return it as the problem of that place."""
        return InputProblem(where, self.what, self.next_step, self.kind)


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def feed(self, data: bytes, most: int) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._object = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def feed(self, data: bytes, most: int) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, most)


class _Other:
    def __init__(self, made: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._object = made

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def feed(self, data: bytes, most: int) -> bytes:
        return self._object.decompress(data, most)


_MAKERS: dict[str, Callable[[], _Decompressor]] = {
    "gzip": _Gzip,
    "bzip2": lambda: _Other(bz2.BZ2Decompressor()),
    "xz": lambda: _Other(lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
}
_FAILURES = (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError)


class Unpacked(io.RawIOBase):
    """The content of a packed stream.

    Raises `BrokenInputError` where it is damaged or cut off, and where it grows beyond what text does (a bomb).  With
    `mends`, a damaged gzip member is left at the next one that begins, after a blank line, and counted in `damaged`.
    """

    def __init__(self, packed: BinaryIO, packing: str, *, mends: bool = False) -> None:
        super().__init__()
        self._packed = packed
        self._packing = packing
        self._mends = mends
        self._object: _Decompressor | None = _MAKERS[packing]()
        self._rest = b""
        self._in = self._out = 0
        self._failed: BrokenInputError | None = None
        self.damaged = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as one step gives; once it is broken, it stays so."""
        if self._failed is not None:
            raise self._failed
        try:
            while self._object is not None:
                if data := self._step(len(buffer)):
                    self._count(len(data))
                    buffer[: len(data)] = data
                    return len(data)
        except BrokenInputError as error:
            self._failed = error
            raise
        return 0

    def _count(self, size: int) -> None:
        self._out += size
        if self._out > FREELY_UNPACKED and self._out > HIGHEST_RATIO * self._in:
            what = f"unpacks to more than {HIGHEST_RATIO} times its size, as no text does"
            raise BrokenInputError(what, "unpack it yourself if you trust it", "quarantined")

    def _step(self, most: int) -> bytes:
        """Return some unpacked bytes; nothing at the end (`_object` is then None) or where more must be read."""
        piece, self._rest = self._rest, b""
        held = self._pending()
        if not piece and not held:
            piece = self._packed.read(_CHUNK)
            self._in += len(piece)
        try:
            found = self._object.feed(piece, most)  # type: ignore[union-attr]
        except _FAILURES:
            return self._mend(piece)
        if not piece and not found and not self._object.eof and not held:  # type: ignore[union-attr]
            return self._cut_off()
        if self._object is not None and self._object.eof:
            try:
                self._next_member(self._object.unused_data)
            except BrokenInputError as error:  # what came before it is good
                if not found:
                    raise
                self._failed = error
        return found

    def _pending(self) -> bool:
        held = getattr(self._object, "_object", None)
        if isinstance(self._object, _Gzip):
            return bool(held.unconsumed_tail)  # type: ignore[union-attr]
        return not held.needs_input  # type: ignore[union-attr]

    def _next_member(self, rest: bytes) -> None:
        rest = rest.lstrip(b"\x00") or self._read_on()
        while rest and len(rest) < len(GZIP_MAGIC) and (more := self._read_on()):
            rest += more
        if not rest:
            self._object = None
        elif any(rest.startswith(magic) for magic, name in PACKINGS.items() if name == self._packing):
            self._object, self._rest = _MAKERS[self._packing](), rest
        elif self._mends:
            self._mend(rest)
        else:
            raise BrokenInputError("holds other bytes after its packed end", "pack it again")

    def _read_on(self) -> bytes:
        while data := self._packed.read(_CHUNK):
            self._in += len(data)
            if stripped := data.lstrip(b"\x00"):
                return stripped
        return b""

    def _cut_off(self) -> bytes:
        if not self._mends:
            raise BrokenInputError("is cut off: its packed data ends too early", "get it again")
        self.damaged += 1
        self._object = None
        return b""

    def _mend(self, piece: bytes) -> bytes:
        if not self._mends:
            raise BrokenInputError(f"is damaged: it is no sound {self._packing} data", "get it again") from None
        self.damaged += 1
        piece = piece[1:]
        while (at := piece.find(GZIP_MAGIC)) < 0:
            more = self._packed.read(_CHUNK)
            self._in += len(more)
            if not more:
                self._object = None
                return b""
            piece = piece[-2:] + more
        self._object, self._rest = _MAKERS[self._packing](), piece[at:]
        return b"\r\n\r\n"


def packing_of(start: bytes) -> str:
    """Return the name of the packing that a stream beginning with `start` has, "" for none."""
    return next((name for magic, name in PACKINGS.items() if start.startswith(magic)), "")


def unpacked(stream: BinaryIO, packing: str, *, mends: bool = False) -> io.BufferedReader:
    """Return the unpacked content of `stream` (see `Unpacked`)."""
    return io.BufferedReader(Unpacked(stream, packing, mends=mends), _CHUNK)


class Continued(io.RawIOBase):
    """A stream of which some bytes were read already: `start`, then the rest."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` from what was read already, else from the rest."""
        if self._start:
            data, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def begun(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of `stream`, `size` if it has so many, and a stream that still begins with them."""
    if stream.seekable():
        place = stream.tell()
        start = stream.read(size)
        stream.seek(place)
        return start, stream
    start = b""
    try:
        while len(start) < size and (piece := stream.read1(size - len(start))):  # type: ignore[attr-defined]
            start += piece
    except BrokenInputError:  # raised again by whoever reads on; what came before it is good
        if not start:
            raise
    return start, io.BufferedReader(Continued(start, stream), _CHUNK)


def bounded_lines(stream: BinaryIO, most: int = LARGEST_REPORT) -> Iterator[bytes]:
    """Yield the lines of `stream`; of a line longer than `most` only ``most + 1`` bytes, the rest being skipped."""
    while line := stream.readline(most + 1):
        if len(line) > most:
            end = line
            while end and not end.endswith(b"\n"):
                end = stream.readline(_CHUNK)
        yield line


def read_whole(stream: BinaryIO, most: int = LARGEST_REPORT) -> bytes:
    """Return all of `stream`; `BrokenInputError` if it is longer than `most`."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise BrokenInputError(too_large(most), "split it", "quarantined")
    return data


def too_large(most: int = LARGEST_REPORT) -> str:
    """Return the words for what is larger than `most` bytes."""
    return f"is larger than {most // 2**20} MiB"


@contextmanager
def sought(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give `stream` if one can go back in it, else a copy in a temporary file that goes afterwards."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_IN_MEMORY) as copy:
        size = 0
        while piece := stream.read(1 << 20):
            size += len(piece)
            if size > LARGEST_SPOOLED:
                raise BrokenInputError("is larger than 4 GiB", "save it as a file and give that", "quarantined")
            copy.write(piece)
        copy.seek(0)
        yield cast("BinaryIO", copy)
