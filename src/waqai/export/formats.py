"""The list of file formats that ``waqai export`` writes; each is imported when it is asked for."""
# ruff: noqa: PLC0415  loaded at first use: starting must not wait for formats that nobody asked for

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waqai.export.base import FileExporter, FileFormat


def _annotation() -> FileExporter:
    from waqai.export.annotation import AnnotationFile

    return AnnotationFile()


def _jsonl() -> FileExporter:
    from waqai.export.jsonl import JsonlFile

    return JsonlFile()


def _csv() -> FileExporter:
    from waqai.export.csv import CsvFile

    return CsvFile()


def _parquet() -> FileExporter:
    from waqai.export.parquet import ParquetFile

    return ParquetFile()


_CSV, _TSV, _JSON = "text/csv", "text/tab-separated-values", "application/json"
_LIST = (
    FileFormat("annotation", ".jsonl", "application/jsonl", "the codebook's annotation file, reports", _annotation),
    FileFormat("jsonl", ".jsonl", "application/jsonl", "mentions with every field and why, one a line", _jsonl),
    FileFormat("csv", ".csv", _CSV, "mentions, one a line, for spreadsheets", _csv),
    FileFormat("parquet", ".parquet", "application/vnd.apache.parquet", "mentions in typed columns", _parquet),
)
#: name -> format, in the order they are shown
FILE_FORMATS: Mapping[str, FileFormat] = MappingProxyType({entry.name: entry for entry in _LIST})


def file_format(name: str) -> FileFormat:
    """Return the format of that name; raises `KeyError` naming those there are."""
    if name not in FILE_FORMATS:
        raise KeyError(f"no export format {name!r}; there are {', '.join(FILE_FORMATS)}")
    return FILE_FORMATS[name]
