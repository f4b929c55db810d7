"""Bytes to text: UTF-8 or a clear word about what it is instead."""

from __future__ import annotations

import re

from waqai.read.problems import InputProblem

_MAGIC = {
    b"%PDF": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"SQLite format": "a database",
}
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 65536
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ENCODINGS = {"cp1256": "WINDOWS-1256", "iso8859-6": "ISO-8859-6"}
_LABELS = {"cp1256": "Windows-1256", "iso8859-6": "ISO 8859-6"}


def decode(data: bytes, where: str, path: str = "") -> str | InputProblem:
    """Return `data` as text without its byte order mark, or the problem.

    `path` is named in the command that mends it.
    """
    if data.startswith(_UTF16):
        return InputProblem(where, "is UTF-16, not UTF-8", _convert("UTF-16", path))
    kind = binary_kind(data)
    if kind:
        return InputProblem(where, f"is no text: it looks like {kind}", "give the report's words as plain UTF-8 text")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return not_utf8(data, where, path, error.start)
    if not text.strip():
        return InputProblem(where, "is empty", "put the report's text in it, or leave it out", "empty")
    return text


def binary_kind(data: bytes) -> str:
    """Return what binary `data` looks like, "" for text."""
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    sample = data[:_SAMPLE]
    if b"\x00" in sample or 50 * len(_CONTROL.findall(sample)) > len(sample):
        return "binary data"
    return ""


def not_utf8(data: bytes, where: str, path: str, position: int) -> InputProblem:
    """Return the problem of bytes that are not UTF-8, naming the old Arabic encoding where it is recognised."""
    encoding = arabic_encoding(data)
    if encoding:
        what = f"is {_LABELS[encoding]}, not UTF-8"
        return InputProblem(where, what, _convert(_ENCODINGS[encoding], path))
    what = f"is not UTF-8 (the first wrong byte is number {position + 1})"
    return InputProblem(where, what, "save it as UTF-8, or convert it with iconv from the encoding it has")


def arabic_encoding(data: bytes) -> str:
    """Return the Python name of the single-byte Arabic encoding that `data` is in, "" if it seems to be none."""
    sample = data[:_SAMPLE]
    best, score = "", 0
    for encoding in _ENCODINGS:
        text = sample.decode(encoding, "replace")
        high = sum(1 for character in text if character > "\x7f")
        arabic = len(re.findall(r"[\u0621-\u064a]", text))
        articles = len(re.findall(r"\bال", text)) + len(re.findall(r"\b(?:في|من|على|إلى|أن)\b", text))
        if 10 * arabic >= 7 * high and articles > score:
            best, score = encoding, articles
    return best


def _convert(encoding: str, path: str) -> str:
    if not path:
        return f"convert it first: iconv -f {encoding} -t UTF-8"
    quoted = "'" + path.replace("'", "'\\''") + "'" if re.search(r"[^\w./-]", path) else path
    return f"convert it first: iconv -f {encoding} -t UTF-8 {quoted} > utf8-{quoted.rsplit('/', 1)[-1].strip(chr(39))}"
