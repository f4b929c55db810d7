"""Codings to bytes and back, without loss."""

from __future__ import annotations

import zlib

import msgspec

from waqai.records import CodedReport, EventMention, Report, Span


class _Packed(msgspec.Struct, frozen=True, omit_defaults=True):
    mentions: tuple[EventMention, ...] = ()
    sentences: tuple[Span, ...] = ()
    coder: str = ""


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(_Packed)
#: the level that makes a third of the size at the least cost (6 saves 5 % more for three times the time)
_LEVEL = 1


def pack(coded: CodedReport) -> bytes:
    """Return mentions, sentences and coder as compressed JSON; the report itself stays out."""
    return zlib.compress(_ENCODER.encode(_Packed(coded.mentions, coded.sentences, coded.coder)), _LEVEL)


def unpack(data: bytes, report: Report) -> CodedReport:
    """Return the coding of `report` in `data`; raises `ValueError` when the data are damaged."""
    try:
        packed = _DECODER.decode(zlib.decompress(data))
    except (zlib.error, msgspec.MsgspecError) as error:
        raise ValueError(f"a stored coding is damaged ({error})") from error
    return CodedReport(report, packed.mentions, packed.sentences, packed.coder)
