"""Schemas from the first released one to this one, a module each; a library of an older one is brought up to date."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

#: the schema that this version reads and writes
HEAD = "0001"


def current_version(connection: Connection) -> str:
    """Return the schema version of the database, "" when it holds no library."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def upgrade(connection: Connection, target: str = HEAD) -> None:
    """Bring the database to the schema `target` inside the running transaction."""
    from alembic import command  # noqa: PLC0415  loaded when there is something to do
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
