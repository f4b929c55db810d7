"""Where reports come from: files, folders and standard input, in the order given."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from waqai.read.checks import Defaults, check_report
from waqai.read.decoding import binary_kind, decode
from waqai.read.jsonl import parse_jsonl
from waqai.read.problems import InputProblem, os_reason
from waqai.read.text import parse_text
from waqai.records import Report

Format = Literal["text", "jsonl"]
#: file ending -> format; a file with another ending is read by what stands in it
FORMATS: dict[str, Format] = {".txt": "text", ".text": "text", ".jsonl": "jsonl", ".ndjson": "jsonl"}
#: the name of standard input on the command line
STANDARD_INPUT = "-"
_NOT_YET = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "web pages are not read yet"),
    **dict.fromkeys((".pdf", ".doc", ".docx", ".odt", ".rtf"), "documents of this kind are not read"),
    **dict.fromkeys(
        (".csv", ".tsv", ".parquet", ".xlsx", ".xml", ".gz", ".zip", ".warc"), "this format is not read yet"
    ),
}
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CHUNK = 1 << 20
_PEEK = 4096


class Item(msgspec.Struct, frozen=True):
    """One thing found in an input: a report, or why there is none.

    `input` is the argument as given, `where` the place in it (``file``, ``file:line``, ``archive!member:line``), which
    no other item of the same input has and which is the same whenever the same input is read again.
    """

    input: str
    where: str
    found: Report | InputProblem


def read_items(inputs: Iterable[str], defaults: Defaults | None = None) -> Iterator[Item]:
    """Yield everything found in `inputs` (files, folders, ``-``) in order, ready to be coded or with its problem."""
    known = defaults or Defaults()
    for name in inputs:
        for where, found in _read_one(name):
            checked = found if isinstance(found, InputProblem) else check_report(found, where, known)
            yield Item(name, where, checked)


def read_inputs(inputs: Iterable[str], defaults: Defaults | None = None) -> Iterator[Report | InputProblem]:
    """Yield every report of `inputs` in order, a problem for each that cannot be read (`read_items` without places)."""
    for item in read_items(inputs, defaults):
        yield item.found


def count_reports(inputs: Iterable[str]) -> int | None:
    """Return about how many reports `inputs` hold, None for standard input; a file of JSON Lines has one a line."""
    total = 0
    for name in inputs:
        if name == STANDARD_INPUT:
            return None
        path = Path(name)
        for file in _files_of(path) if path.is_dir() else [path]:
            total += _lines(file) if FORMATS.get(file.suffix.lower()) == "jsonl" else 1
    return total


def _lines(path: Path) -> int:
    try:
        if not path.is_file():
            return 1
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except OSError:
        return 1


def _read_one(name: str) -> Iterator[tuple[str, Report | InputProblem]]:
    if name == STANDARD_INPUT:
        yield from _read_stream(sys.stdin.buffer, "standard input", "", None)
        return
    if _URL.match(name):
        problem = InputProblem(name, "web addresses are not read yet", "save the report's text in a file and give that")
        yield name, problem
        return
    path = Path(name)
    try:
        is_folder = path.is_dir()
    except OSError as error:
        yield name, InputProblem(name, f"cannot be read: {os_reason(error)}", "check the name")
        return
    if is_folder:
        yield from _read_folder(path, name)
    else:
        yield from _read_file(path, name, path.name)


def _files_of(folder: Path) -> list[Path]:
    found = (path for path in folder.rglob("*") if path.suffix.lower() in FORMATS and path.is_file())
    visible = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return sorted(visible, key=lambda path: path.relative_to(folder).as_posix())


def _read_folder(folder: Path, name: str) -> Iterator[tuple[str, Report | InputProblem]]:
    files = _files_of(folder)
    if not files:
        endings = ", ".join(FORMATS)
        yield name, InputProblem(name, f"holds no report files ({endings})", "check the folder's name")
    for path in files:
        yield from _read_file(path, str(path), path.relative_to(folder).as_posix())


def _read_file(path: Path, name: str, identifier: str) -> Iterator[tuple[str, Report | InputProblem]]:
    suffix = path.suffix.lower()
    if suffix in _NOT_YET and path.is_file():
        yield name, InputProblem(name, _NOT_YET[suffix], "save the report's words as plain text (.txt) or JSON Lines")
        return
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, name, str(path), FORMATS.get(suffix), identifier)
    except FileNotFoundError:
        yield name, InputProblem(name, "no such file or folder", "check the name")
    except OSError as error:
        yield name, InputProblem(name, f"cannot be read: {os_reason(error)}", "check the file's permissions")


def _read_stream(
    stream: BinaryIO, name: str, path: str, form: Format | None, identifier: str = ""
) -> Iterator[tuple[str, Report | InputProblem]]:
    start = stream.readline(_PEEK)
    while not start.strip() and len(start) < _PEEK and (more := stream.readline(_PEEK)):
        start += more
    if form is None:
        form = "jsonl" if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else "text"
    if form == "jsonl" and not binary_kind(start):
        yield from parse_jsonl(_lines_from(start, stream), name, path, identifier or name)
        return
    text = decode(start + stream.read(), name, path)
    yield name, text if isinstance(text, InputProblem) else parse_text(text, identifier)


def _lines_from(start: bytes, stream: BinaryIO) -> Iterator[bytes]:
    if start and not start.endswith(b"\n"):
        start += stream.readline()
    yield from BytesIO(start)
    yield from stream
