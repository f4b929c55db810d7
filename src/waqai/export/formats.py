"""The list of file formats that ``waqai export`` writes; each is imported when it is asked for."""
# ruff: noqa: PLC0415  loaded at first use: starting must not wait for formats that nobody asked for

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
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


def _polecat() -> FileExporter:
    from waqai.export.polecat import PolecatFile

    return PolecatFile(tabbed=False)


def _polecat_tsv() -> FileExporter:
    from waqai.export.polecat import PolecatFile

    return PolecatFile()


def _icews() -> FileExporter:
    from waqai.export.icews import IcewsFile

    return IcewsFile()


def _gdelt() -> FileExporter:
    from waqai.export.gdelt import GdeltFile

    return GdeltFile()


def _geojson() -> FileExporter:
    from waqai.export.geojson import GeoJsonFile

    return GeoJsonFile()


def _gexf() -> FileExporter:
    from waqai.export.gexf import GexfFile

    return GexfFile()


def _web_annotation() -> FileExporter:
    from waqai.export.webannotation import WebAnnotationFile

    return WebAnnotationFile()


def _label_studio() -> FileExporter:
    from waqai.export.label_studio import LabelStudioFile

    return LabelStudioFile()


_CSV, _TSV, _JSONL = "text/csv", "text/tab-separated-values", "application/jsonl"
_LIST = (
    FileFormat("annotation", ".jsonl", _JSONL, "the codebook's annotation file, a report a line", _annotation),
    FileFormat("jsonl", ".jsonl", _JSONL, "mentions with every field and why, one a line", _jsonl),
    FileFormat("csv", ".csv", _CSV, "mentions, one a line, for spreadsheets", _csv),
    FileFormat("parquet", ".parquet", "application/vnd.apache.parquet", "mentions in typed columns", _parquet),
    FileFormat("polecat", ".csv", _CSV, "the 40 columns of POLECAT between commas", _polecat),
    FileFormat("polecat-tsv", ".tsv", _TSV, "the 40 columns of POLECAT between tabs, as in its files", _polecat_tsv),
    FileFormat("icews", ".tsv", _TSV, "the 20 columns of ICEWS", _icews),
    FileFormat("gdelt", ".tsv", _TSV, "the 61 columns of GDELT 2.0 events, without a header as there", _gdelt),
    FileFormat("geojson", ".geojson", "application/geo+json", "mentions on the map", _geojson),
    FileFormat("gexf", ".gexf", "application/gexf+xml", "the network of who acts on whom", _gexf),
    FileFormat("web-annotation", ".jsonld", "application/ld+json", "W3C Web Annotations of the words", _web_annotation),
    FileFormat("label-studio", ".json", "application/json", "tasks for people to correct", _label_studio),
)
#: name -> format, in the order they are shown
FILE_FORMATS: Mapping[str, FileFormat] = MappingProxyType({entry.name: entry for entry in _LIST})

_ENDINGS: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "csv",
        ".geojson": "geojson",
        ".gexf": "gexf",
        ".jsonl": "jsonl",
        ".jsonld": "web-annotation",
        ".ndjson": "jsonl",
        ".parquet": "parquet",
    }
)


def file_format(name: str) -> FileFormat:
    """Return the format of that name; raises `KeyError` naming those there are."""
    if name not in FILE_FORMATS:
        raise KeyError(f"no export format {name!r}; there are {', '.join(FILE_FORMATS)}")
    return FILE_FORMATS[name]


def format_for(path: Path) -> str:
    """Return the format that a file's ending stands for, as ``waqai code`` takes it; ValueError when it tells none."""
    ending = path.suffix.lower()
    if ending not in _ENDINGS:
        raise ValueError(f"the ending of {path.name!r} tells no format; name one of {', '.join(FILE_FORMATS)}")
    return _ENDINGS[ending]
