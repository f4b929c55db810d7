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
from waqai.library.indexes import create_indexes

VERSIONS = sorted((Path(migrations.__file__).parent / "versions").glob("v*.py"))
_OWN = {table.name for table in schema.metadata.sorted_tables}


def _known(_thing: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Leave out what each database has in its own way, which another test looks at."""
    return kind != "table" or name in _OWN


def test_the_migrated_schema_is_the_one_that_the_code_knows(database: Database) -> None:
    with database.reading() as connection:
        # Alembic cannot compare the default '' of SQLite with itself
        defaults = not database.is_sqlite
        options = {"include_object": _known, "compare_type": True, "compare_server_default": defaults}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
        assert migrations.current_version(connection) == migrations.HEAD


def test_the_index_of_words_is_the_one_that_the_code_makes(database: Database, location: str) -> None:
    fresh = Database(location)
    with fresh.writing() as connection:
        create_indexes(connection)
    wanted, found = _own_way(fresh), _own_way(database)
    fresh.close()
    assert found == wanted
    assert any("fts5" in row or "USING gin" in row for row in found)


def _own_way(database: Database) -> list[str]:
    if database.is_sqlite:
        query = "SELECT sql FROM sqlite_master WHERE name = 'text_index'"
    else:
        query = (
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'text_index' UNION ALL"
            " SELECT concat(column_name, ' ', data_type) FROM information_schema.columns"
            " WHERE table_name = 'text_index'"
        )
    with database.reading() as connection:
        return sorted(connection.scalars(text(query)))


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
