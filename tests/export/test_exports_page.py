"""docs/exports.md says what the code writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from waqai.export import csv, gdelt, geojson, gexf, icews, label_studio, parquet, polecat, webannotation
from waqai.export.formats import FILE_FORMATS
from waqai.export.manifest import Manifest

PAGE = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
TABLES: dict[str, Mapping[str, str]] = {
    "formats": {name: entry.description for name, entry in FILE_FORMATS.items()},
    "csv": csv.COLUMNS | csv.STORED_COLUMNS,
    "parquet": parquet.COLUMNS,
    "polecat": polecat.COLUMNS,
    "icews": icews.COLUMNS,
    "gdelt": gdelt.COLUMNS,
    "geojson": geojson.PROPERTIES,
    "gexf": {name: meaning for name, (_, meaning) in (gexf.NODE_ATTRIBUTES | gexf.EDGE_ATTRIBUTES).items()},
    "web-annotation": webannotation.FIELDS,
    "label-studio": label_studio.DATA,
}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the tables under a heading, without their own heads."""
    part = PAGE.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_those_of_the_code(name: str) -> None:
    found = [(row[0].strip("`"), row[-1]) for row in rows(f"`{name}`") if row[0] != "`waqai:field`"]
    assert found == list(TABLES[name].items())


def test_types_are_those_of_the_schema() -> None:
    for name, kind, _ in rows("`parquet`"):
        shown = str(parquet.SCHEMA.field(name.strip("`")).type).replace("list<item: ", "list<")
        assert kind.strip("`") == shown


def test_every_format_has_its_part() -> None:
    for name, entry in FILE_FORMATS.items():
        assert f"\n## `{name.removesuffix('-tsv')}`\n" in PAGE
        assert f"| `{name}` | `{entry.suffix}` | `{entry.media_type}` |" in PAGE


def test_manifest_is_explained() -> None:
    named = [name.strip("` ") for row in rows("The manifest") for name in row[0].split(",")]
    encoded = [Manifest.__struct_encode_fields__[place] for place, _ in enumerate(Manifest.__struct_fields__)]
    assert named == encoded
