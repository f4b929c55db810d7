"""What a database says when something fails, in words that name the next step."""

from __future__ import annotations

import re

from sqlalchemy.exc import DBAPIError, ProgrammingError

_PASSWORD = re.compile(r"(//[^/@:]*:)[^/@]*(?=@)|((?:ssl)?password=)[^&\s]*", re.IGNORECASE)
#: what the database says, and what that means here; the first that fits is told
_REASONS = (
    ("database is locked", "another program has been writing all the time; wait for it and run again"),
    ("lock timeout", "another program has been writing all the time; wait for it and run again"),
    ("statement timeout", "the question takes too long; ask for less"),
    ("interrupted", "the question takes too long; ask for less"),
    ("disk is full", "the disk is full; nothing of the last step was kept: make room and run again"),
    ("No space left", "the disk is full; nothing of the last step was kept: make room and run again"),
    ("disk I/O error", "the disk cannot be read or written; check it, then run: waqai check"),
    ("readonly database", "it may only be read here; check the permissions of the file and of its folder"),
    ("read-only transaction", "the server lets it only be read; name the server that may be written"),
    ("permission denied", "that is not allowed to this user; ask who owns the database for the right"),
    ("unable to open database file", "cannot be opened; check that its folder exists and may be written"),
    ("file is not a database", "is no Waqai library; name another file"),
    ("malformed", "is damaged; run waqai check, and restore a backup"),
    ("Connection refused", "no database answers there; is PostgreSQL running, and are host and port right?"),
    ("No such file or directory", "no database answers there; is PostgreSQL running, and is its folder right?"),
    ("could not translate host name", "no such host; check the address"),
    ("failed to resolve host", "no such host; check the address"),
    ("password authentication failed", "user or password is wrong"),
    ("no password supplied", "a password is needed; put it into ~/.pgpass or the variable PGPASSWORD"),
    ("NUL", "a text holds the character NUL, which PostgreSQL cannot keep; keep such a library in SQLite"),
    ("does not exist", "there is no such database or user; make it first (createdb, createuser)"),
    ("too many clients", "the server has no connection left; try again in a moment"),
    ("administrator command", "the server went away; nothing of the last step was kept: run again when it is back"),
    ("server closed the connection", "the server went away; nothing of the last step was kept: run again then"),
    ("connection is closed", "the server went away; nothing of the last step was kept: run again when it is back"),
    ("connection is lost", "the server went away; nothing of the last step was kept: run again when it is back"),
    ("invalid connection option", "the URL has an option that PostgreSQL does not know"),
    ("invalid URI query parameter", "the URL has an option that PostgreSQL does not know"),
)
_LENGTH = 300


class LibraryError(Exception):
    """What went wrong with a library and what to do, in one line that names it."""


def reason_of(error: DBAPIError) -> str | None:
    """Return what the database says, in one line with the next step where it is known.

    None for what can only be a fault of this program: SQL that the database does not understand.
    """
    said = hide_password(" ".join(str(error.orig).split()))[:_LENGTH]
    for sign, what in _REASONS:
        if sign in said and not (sign == "does not exist" and error.statement):
            return f"{what} ({said})"
    if isinstance(error, ProgrammingError) and error.statement:
        return None
    return said


def hide_password(words: str) -> str:
    """Return `words` with stars for every password in a URL."""
    return _PASSWORD.sub(lambda found: f"{found[1] or found[2]}***", words)
