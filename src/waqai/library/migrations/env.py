"""Run by Alembic: migrates inside the transaction of the connection that `waqai.library.migrations` gives it."""

from __future__ import annotations

from alembic import context

from waqai.library.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
