"""The schemas: what the migrations make is what the code expects."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from waqai.library import migrations, schema
from waqai.library.connection import Database

VERSIONS = sorted((Path(migrations.__file__).parent / "versions").glob("v*.py"))
_OWN = {table.name for table in schema.metadata.sorted_tables}


def _known(thing: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
    """Leave out what only one database has and `test_each_database_has_its_indexes` looks at."""
    if kind == "table":
        return name in _OWN
    return not (kind == "index" and reflected and name == "ix_place_point")


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrated_schema_is_the_one_that_the_code_knows(database: Database) -> None:
    with database.reading() as connection:
        # Alembic cannot compare the default '' of SQLite with itself
        defaults = not database.is_sqlite
        options = {"include_object": _known, "compare_type": True, "compare_server_default": defaults}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
        assert migrations.current_version(connection) == migrations.HEAD


def test_each_database_has_its_indexes(database: Database) -> None:
    if database.is_sqlite:
        query = "SELECT name, sql FROM sqlite_master WHERE name IN ('text_index', 'place_box')"
        wanted = {"text_index": "fts5", "place_box": "rtree"}
    else:
        query = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname IN ('ix_text_index_words', 'ix_place_point')"
        )
        wanted = {"ix_text_index_words": "USING gin", "ix_place_point": "USING gist"}
    with database.reading() as connection:
        found = {row[0]: row[1] for row in connection.execute(text(query))}
    assert found.keys() == wanted.keys()
    assert all(sign in found[name] for name, sign in wanted.items())


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_released_schema_imports_nothing_that_may_change(path: Path) -> None:
    found = [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    names = [node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name for node in found]
    assert {name.split(".")[0] for name in names} <= {
        "__future__",
        "alembic",
        "sqlalchemy",
        "collections",
        "zlib",
        "json",
    }


def test_the_last_schema_is_the_head() -> None:
    assert VERSIONS[-1].name.startswith(f"v{migrations.HEAD}_")
    assert [path.name[1:5] for path in VERSIONS] == [f"{number:04}" for number in range(1, len(VERSIONS) + 1)]
