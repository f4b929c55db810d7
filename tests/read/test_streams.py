"""Packed streams: whatever damage, what was good is given and the rest is named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.read.streams import BrokenInputError, begun, bounded_lines, packing_of, read_whole, sought, unpacked

PACKERS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}


def stream(data: bytes, packing: str, *, mends: bool = False) -> io.BufferedReader:
    return unpacked(io.BytesIO(data), packing, mends=mends)


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.sampled_from(sorted(PACKERS)), st.integers(0, 9))
def test_what_was_packed_comes_out(parts: list[bytes], packing: str, padding: int) -> None:
    data = b"".join(PACKERS[packing](part) for part in parts) + bytes(padding)
    assert packing_of(data) == packing
    assert stream(data, packing).read() == b"".join(parts)


@given(st.binary(max_size=2000), st.sampled_from(sorted(PACKERS)), st.integers(0, 200), st.binary(max_size=30))
def test_damage_is_named_and_nothing_false_is_added(data: bytes, packing: str, at: int, patch: bytes) -> None:
    packed = bytearray(PACKERS[packing](data))
    packed[at : at + len(patch)] = patch
    try:
        found = stream(bytes(packed), packing).read()
    except BrokenInputError:
        return
    # what damage to the header's time or name, or more members, leaves whole; bzip2 and xz have a sum over all
    assert packing == "gzip" or found == data or found.startswith(data)


@given(st.lists(st.binary(min_size=1, max_size=300), min_size=3, max_size=5), st.binary(min_size=1, max_size=40))
def test_mending_goes_on_with_the_next_sound_piece(parts: list[bytes], garbage: bytes) -> None:
    packed = [gzip.compress(part) for part in parts]
    opened = stream(
        packed[0] + garbage.replace(b"\x1f", b"x").strip(b"\x00") + b"x" + b"".join(packed[1:]), "gzip", mends=True
    )
    found = opened.read()
    assert found.startswith(parts[0])
    assert found.endswith(b"".join(parts[1:]))
    assert opened.raw.damaged == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("packing", sorted(PACKERS))
@pytest.mark.parametrize("cut", [1, 5, 9])
def test_cut_off_stream_is_named_each_time_it_is_read(packing: str, cut: int) -> None:
    opened = stream(PACKERS[packing](b"hello world " * 50)[:-cut], packing)
    for _ in range(2):
        with pytest.raises(BrokenInputError, match="cut off"):
            list(opened)


def test_xz_that_wants_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = lzma.compress(b"x")
    assert stream(packed, "xz").read() == b"x"
    monkeypatch.setattr("waqai.read.streams._XZ_MEMORY", 1 << 20)
    with pytest.raises(BrokenInputError, match="no sound xz data"):
        stream(packed, "xz").read()


def test_lines_are_cut_at_the_limit() -> None:
    lines = list(bounded_lines(io.BytesIO(b"ab\n" + b"x" * 500 + b"\ncd"), 10))
    assert lines == [b"ab\n", b"x" * 11, b"cd"]


def test_reading_whole_has_a_limit() -> None:
    assert read_whole(io.BytesIO(b"12345"), 5) == b"12345"
    with pytest.raises(BrokenInputError):
        read_whole(io.BytesIO(b"123456"), 5)


@given(st.binary(max_size=300), st.integers(1, 400))
def test_beginning_is_looked_at_without_being_lost(data: bytes, size: int) -> None:
    start, rest = begun(stream(gzip.compress(data), "gzip"), size)
    assert start == data[:size]
    assert rest.read() == data


def test_one_can_go_back_in_a_copy() -> None:
    with sought(stream(gzip.compress(b"abc"), "gzip")) as copy:
        assert copy.read() == b"abc"
        copy.seek(0)
        assert copy.read() == b"abc"


def test_copy_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waqai.read.streams.LARGEST_SPOOLED", 10)
    with pytest.raises(BrokenInputError, match="larger than 4 GiB"), sought(stream(gzip.compress(b"x" * 99), "gzip")):
        pass
