"""Packed bodies (Content-Encoding), unpacked within a limit: what would grow beyond it is never held in memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from waqai.read.fetch.refusals import Refused

_PIECE = 1 << 18
_MOST_MEMBERS = 64
_AGAIN = "try again later"
_GZIP = 16 + zlib.MAX_WBITS
_NAMES = {"x-gzip": "gzip"}


def accepted_encodings() -> str:
    """Return the encodings that can be unpacked here, as a request names them."""
    return "gzip, deflate, br" if _brotli() is not None else "gzip, deflate"


def unpack(chunks: Iterable[bytes], encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """Return the body in `chunks`, packed as the header Content-Encoding says.

    More than `limit` bytes after unpacking are refused, or left away with `cut`.  Raises `Refused`.
    """
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) and name != "identity"]
    if len(names) > 1:
        raise Refused(f"the body is packed {len(names)} times over ({', '.join(names)})", "it looks like an attack")
    name = _NAMES.get(names[0], names[0]) if names else ""
    room = _Room(limit, packed=name, cut=cut)
    if not name:
        for chunk in chunks:
            if room.add(chunk):
                break
    elif name in {"gzip", "deflate"}:
        _inflate(chunks, name, room)
    elif name == "br" and (brotli := _brotli()) is not None:
        _unbrotli(chunks, brotli, room)
    else:
        raise Refused(f"the body is packed as {name!r}, which is not read", "save the page and give the file", "failed")
    return bytes(room.data)


class _Room:
    """The unpacked bytes so far."""

    def __init__(self, limit: int, *, packed: str, cut: bool) -> None:
        self.data = bytearray()
        self._limit = limit
        self._packed = packed
        self._cut = cut

    def add(self, piece: bytes) -> bool:
        """Add `piece`; return whether the room is full and the rest is to be left away."""
        self.data += piece
        if len(self.data) <= self._limit:
            return False
        if self._cut:
            del self.data[self._limit :]
            return True
        grows = f"unpacked ({self._packed}) it is" if self._packed else "it is"
        what = f"{grows} larger than {self._limit / 2**20:g} MiB"
        raise Refused(what, "save the page and give the file, if you trust it")


def _inflate(chunks: Iterable[bytes], name: str, room: _Room) -> None:
    machine: Any = None
    members = 0
    start = b""
    for chunk in chunks:
        data = start + chunk
        start = b""
        if machine is None and len(data) < 2:  # one byte does not say which form it is
            start = data
            continue
        while data:
            if machine is not None and machine.eof:
                # a gzip file may hold several members one after another; whatever else follows is left aside
                if name != "gzip" or not data.startswith(b"\x1f"):
                    return
                machine = None
            if machine is None:
                machine = zlib.decompressobj(_GZIP if name == "gzip" else _deflate_form(data))
                members += 1
                if members > _MOST_MEMBERS:
                    raise Refused(f"the gzip body has more than {_MOST_MEMBERS} parts", "it looks like an attack")
            if _drain(machine, data, room):
                return
            data = machine.unused_data
    if start or (machine is not None and not machine.eof):
        raise Refused(f"the {name} body is cut off", _AGAIN, "failed")


def _drain(machine: Any, data: bytes, room: _Room) -> bool:
    """Unpack all of `data`, a piece at a time; return whether the room is full."""
    while True:
        try:
            piece = machine.decompress(data, _PIECE)
        except zlib.error:
            raise Refused("the packed body is damaged", _AGAIN, "failed") from None
        if room.add(piece):
            return True
        data = machine.unconsumed_tail
        if machine.eof or (not data and len(piece) < _PIECE):
            return False


def _deflate_form(start: bytes) -> int:
    """Return how to read ``deflate``: with zlib's two bytes before it as the standard says, or bare as some send it."""
    zlib_header = start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS


def _unbrotli(chunks: Iterable[bytes], brotli: Any, room: _Room) -> None:
    machine = brotli.Decompressor()
    for chunk in chunks:
        data = chunk
        while True:
            try:
                piece = machine.process(data, output_buffer_limit=_PIECE)
            except brotli.error:
                raise Refused("the packed body is damaged", _AGAIN, "failed") from None
            if room.add(piece):
                return
            data = b""
            if machine.is_finished():
                return
            if machine.can_accept_more_data():
                break
    if not machine.is_finished():
        raise Refused("the br body is cut off", _AGAIN, "failed")


def _brotli() -> Any:
    """Return the module for ``br``, None where it is not installed or cannot unpack within a limit (before 1.2)."""
    try:
        module = import_module("brotli")
    except ImportError:
        return None
    return module if hasattr(module.Decompressor, "can_accept_more_data") else None
