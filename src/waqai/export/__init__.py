"""Coded reports as text: a module a format, all with the interface `waqai.export.base.Exporter`."""

from __future__ import annotations

from typing import Literal, get_args

from waqai.export.base import Exporter

FormatName = Literal["table", "annotation", "jsonl", "html", "csv"]
FORMAT_NAMES: tuple[FormatName, ...] = get_args(FormatName)


def make_exporter(name: FormatName, width: int = 100, colour: bool = False) -> Exporter:
    """Return the exporter of that format; `width` and `colour` are for the table."""
    # imported one by one: starting must not wait for formats that nobody asked for
    match name:
        case "table":
            from waqai.export.table import TableExporter  # noqa: PLC0415

            return TableExporter(width, colour)
        case "annotation":
            from waqai.export.annotation import AnnotationExporter  # noqa: PLC0415

            return AnnotationExporter()
        case "jsonl":
            from waqai.export.jsonl import JsonlExporter  # noqa: PLC0415

            return JsonlExporter()
        case "csv":
            from waqai.export.csv import CsvExporter  # noqa: PLC0415

            return CsvExporter()
        case "html":
            from waqai.export.html import HtmlExporter  # noqa: PLC0415

            return HtmlExporter()
