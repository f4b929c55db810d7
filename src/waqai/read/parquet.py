"""Parquet: one report a row, read by row group; columns are found as in CSV."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import IO, Any

from waqai.read.limits import LARGEST_CHUNK, LARGEST_REPORT
from waqai.read.mapping import make_report, map_columns
from waqai.read.options import Findings, Place, ReadOptions
from waqai.read.problems import InputProblem
from waqai.read.streams import too_large
from waqai.records import Report

_BATCH = 256
_BROKEN = "is no whole Parquet file"
_AGAIN = "get it again"


def parse(stream: IO[bytes], place: Place, options: ReadOptions) -> Findings:
    """Yield ``(file:row, report or problem)`` for every row, counted from 1; `stream` must let one go back.

    A row group that cannot be read is one problem that names its rows; the others are read.
    """
    import pyarrow as pa  # noqa: PLC0415  loaded at first use
    from pyarrow import parquet  # noqa: PLC0415

    name = place.name
    try:
        file = parquet.ParquetFile(stream, memory_map=False, pre_buffer=False)
        names = file.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
        yield name, InputProblem(name, f"{_BROKEN} ({_first_line(error)})", _AGAIN)
        return
    columns = map_columns(names, options.mapping, name)
    if isinstance(columns, InputProblem):
        yield name, columns
        return
    wrong = _wrong_type(file.schema_arrow, columns, name)
    if wrong is not None:
        yield name, wrong
        return
    if not file.metadata.num_rows:
        yield name, InputProblem(name, "holds no rows", "leave it out", "empty")
    first = 1
    for group in range(file.metadata.num_row_groups):
        count = file.metadata.row_group(group).num_rows
        yield from _group(file, group, first, columns, names, place)
        first += count


def _group(reader: Any, group: int, first: int, columns: dict[str, int], names: list[str], place: Place) -> Findings:
    import pyarrow as pa  # noqa: PLC0415

    row, last = first, first + reader.metadata.row_group(group).num_rows - 1
    size = _chunk_size(reader.metadata.row_group(group), {names[at] for at in columns.values()})
    large = size > LARGEST_CHUNK
    try:
        if not large:
            for values in _values(reader, group, columns, names, max(1, min(_BATCH, LARGEST_CHUNK // max(size, 1)))):
                where = f"{place.name}:{row}"
                yield where, _report(values, where, f"{place.identifier or place.name}:{row}")
                row += 1
            if row > last:
                return
        what = f"rows {row} to {last} " + ("unpack to more than 1 GiB" if large else "are missing")
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        what = f"rows {row} to {last} cannot be read ({_first_line(error)})"
    where = f"{place.name}:{row}-{last}"
    yield where, InputProblem(where, what, _AGAIN, "quarantined" if large else "failed")


def _values(
    reader: Any, group: int, columns: dict[str, int], names: list[str], batch_size: int
) -> Iterator[dict[str, Any]]:
    """Yield the values of a row group; of a batch each row may be as large as all the group's values are packed."""
    wanted = [names[at] for at in columns.values()]
    for batch in reader.iter_batches(batch_size=batch_size, row_groups=[group], columns=wanted, use_threads=False):
        arrays = {field: batch.column(names[at]) for field, at in columns.items()}
        for row in range(batch.num_rows):
            yield {field: array[row].as_py() for field, array in arrays.items()}


def _report(values: dict[str, Any], where: str, identifier: str) -> Report | InputProblem:
    texts = {field: _as_text(value) for field, value in values.items()}
    if any(len(text) > LARGEST_REPORT for text in texts.values()):
        return InputProblem(where, f"the row {too_large()}", "split it", "quarantined")
    return make_report(texts, where, identifier)


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return "" if math.isnan(value) else str(int(value)) if value.is_integer() else str(value)
    return str(value)


def _wrong_type(schema: Any, columns: dict[str, int], name: str) -> InputProblem | None:
    from pyarrow import types  # noqa: PLC0415

    for field, at in columns.items():
        kind = schema.field(at).type
        numbers = types.is_integer(kind) or types.is_floating(kind)
        days = types.is_date(kind) or types.is_timestamp(kind)
        null = types.is_null(kind)
        if _is_text(kind) or null or (field == "id" and numbers) or (field == "published" and (days or numbers)):
            continue
        what = f'the column "{schema.field(at).name}" is {_first_line(kind)}, no text'
        return InputProblem(name, what, f"save it as text, or name another: --map {field}=COLUMN")
    return None


def _is_text(kind: Any) -> bool:
    from pyarrow import types  # noqa: PLC0415

    value = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(value) or types.is_large_string(value))


def _chunk_size(group: Any, wanted: set[str]) -> int:
    """Return the size of the largest of the columns that are read, in bytes, unpacked but for repeated values."""
    chunks = (group.column(number) for number in range(group.num_columns))
    sizes = (chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in wanted)
    return max(sizes, default=0)


def _first_line(words: object) -> str:
    lines = str(words).splitlines()
    return " ".join(lines[0].split())[:160] if lines else type(words).__name__
