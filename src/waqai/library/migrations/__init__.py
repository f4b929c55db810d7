"""Schemas from the first released one to this one, a module each; a library of an older one is brought up to date.

A module of a released schema never changes and imports nothing of Waqai, which would change under it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

#: the schema that this version reads and writes
HEAD = "0001"
_SCRIPTS = Path(__file__).parent


def current_version(connection: Connection) -> str:
    """Return the schema version of the database, "" when it holds no library."""
    found = inspect(connection)
    # other programs keep their versions in a table of this name too
    if not (found.has_table("alembic_version") and found.has_table("coding") and found.has_table("info")):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def upgrade(connection: Connection, target: str = HEAD, scripts: Path = _SCRIPTS) -> None:
    """Bring the database to the schema `target` inside the running transaction."""
    from alembic import command  # noqa: PLC0415  loaded when there is something to do
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)
