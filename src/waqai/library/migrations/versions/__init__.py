"""A module a schema version."""
