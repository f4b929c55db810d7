"""JSON Lines: one report a line; annotation files (codebook, section 10) are read too, their events left aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from waqai.read.decoding import arabic_encoding, binary_kind, decode, not_utf8
from waqai.read.limits import LARGEST_REPORT
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.streams import begun, bounded_lines, too_large
from waqai.records import Report

_PEEK = 4096
FIELDS = ("id", "url", "outlet", "published", "language", "title", "text")


class _Row(msgspec.Struct):
    text: str | None = None
    title: str | None = None
    id: str | int | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None


def parse(stream: BinaryIO, place: Place, _options: ReadOptions) -> Findings:
    """Yield ``(file:line, report or problem)`` for every line; a file that is no text is one problem."""
    start, stream = begun(stream, _PEEK)
    if binary_kind(start):
        problem = decode(start, place.name, place.path)
        if isinstance(problem, InputProblem):
            yield place.name, problem
            return
    yield from parse_jsonl(bounded_lines(stream), place.name, place.path, place.identifier or place.name)


def parse_jsonl(
    lines: Iterable[bytes], name: str, path: str = "", prefix: str = ""
) -> Iterator[tuple[str, Report | InputProblem]]:
    """Yield ``(file:line, report or problem)`` for every line that is not blank.

    `name` is the file as the user calls it.  A report without an id gets ``prefix:line``.  A file in an old Arabic
    encoding is named once and then left.
    """
    seen = False
    for number, line in enumerate(lines, 1):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not data.strip():
            continue
        seen = True
        where = f"{name}:{number}"
        found = _parse_line(data, where, path, f"{prefix or name}:{number}")
        yield where, found
        if isinstance(found, InputProblem) and "not UTF-8" in found.what and arabic_encoding(data):
            return
    if not seen:
        yield name, InputProblem(name, "is empty", "put one report a line in it, or leave it out", "empty")


def _parse_line(data: bytes, where: str, path: str, identifier: str) -> Report | InputProblem:
    if len(data) > LARGEST_REPORT:
        return InputProblem(where, f"the line {too_large()}", "split it", "quarantined")
    try:
        row = msgspec.json.decode(data, type=_Row)
    except UnicodeDecodeError as error:
        return not_utf8(data, where, path, error.start)
    except msgspec.ValidationError as error:
        return _wrong_shape(where, str(error))
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"is no JSON ({_plain(str(error))})"
        return InputProblem(where, what, 'write one JSON object a line, at least {"text": "…"}')
    if row.text is None:
        return InputProblem(where, 'lacks "text"', 'give the report\'s words in the field "text"')
    return Report(
        text=row.text,
        title=row.title or "",
        id=identifier if row.id in {None, ""} else str(row.id),
        url=row.url or "",
        outlet=row.outlet or "",
        published=row.published or "",
        language=row.language or "",
    )


def _wrong_shape(where: str, message: str) -> InputProblem:
    expected, _, field = message.partition(" - at `$.")
    if not field:
        return InputProblem(where, "is no JSON object", 'write one report a line: {"title": "…", "text": "…"}')
    wrong = field.rstrip("`")
    what = f'the field "{wrong}" is of the wrong kind ({expected.replace("`", "").lower()})'
    return InputProblem(where, what, f"the fields are text: {', '.join(FIELDS)}")


def _plain(message: str) -> str:
    return message.removeprefix("JSON is malformed: ") or "malformed"
