"""``waqai check``: whether a library is whole, and what is wrong with it if not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from waqai.library.check_ledger import CodingCheck, check_file, check_keys, check_states, check_sums
from waqai.library.check_search import SearchCheck
from waqai.library.connection import Database, LibraryError
from waqai.library.failures import reason_of
from waqai.library.findings import Finding
from waqai.library.reindex import reindex

__all__ = ["Checked", "Finding", "check"]


class Checked(msgspec.Struct, frozen=True):
    """What was looked at and found; `left` is what is still wrong after a repair (without one: all of `findings`)."""

    reports: int
    codings: int
    spans: int
    findings: tuple[Finding, ...]
    left: tuple[Finding, ...]
    repaired: bool = False

    def __iter__(self) -> Iterator[Finding]:
        """Yield what was found."""
        return iter(self.findings)


def check(database: Database, *, repair: bool = False) -> Checked:
    """Look at everything that a library keeps, others may write on meanwhile.

    The database's own file, keys between rows, states, every coding with every span, and whether search reads what the
    codings say.  With `repair`, what search reads is made anew if something is wrong with it; what else is wrong needs
    a backup, or ``waqai recode``.
    """
    first = _look(database)
    if not repair or not any(finding.repairable for finding in first.findings):
        return first
    try:
        reindex(database)
    except LibraryError as error:
        broken = Finding(database.name, f"what search reads could not be made anew ({error})")
        return msgspec.structs.replace(first, left=(*first.left, broken))
    second = _look(database)
    return msgspec.structs.replace(first, left=second.findings, repaired=True)


def _look(database: Database) -> Checked:
    findings = list(_index_of_words(database))
    coding, search = CodingCheck(), SearchCheck()
    parts = (check_file, check_keys, check_states, check_sums, coding.run, search.run)
    try:
        with database.reading() as connection:
            for part in parts:
                found, broken = _collect(part, connection)
                findings += found
                if broken is not None:
                    findings.append(Finding(database.name, broken))
                    if not database.is_sqlite:
                        break  # PostgreSQL answers nothing more in this transaction
    except LibraryError as error:
        if not findings:
            raise
        findings.append(Finding(database.name, str(error).removeprefix(f"{database.name}: ")))
    known = tuple(dict.fromkeys(findings))
    return Checked(search.reports, coding.codings, coding.spans, known, known)


def _collect(
    part: Callable[[Connection], Iterable[Finding]], connection: Connection
) -> tuple[list[Finding], str | None]:
    """Return what a part of the check found, and why it broke off if it did."""
    found: list[Finding] = []
    try:
        found.extend(part(connection))
    except DBAPIError as error:
        reason = reason_of(error)
        if reason is None:
            raise
        return found, reason
    return found, None


def _index_of_words(database: Database) -> Iterator[Finding]:
    """Let SQLite check its index of words: that needs the right to write, though nothing is written."""
    if not database.is_sqlite:
        return
    try:
        with database.writing() as connection:
            wrong = _ask_index(connection)
    except LibraryError:
        return  # may only be read; the other checks see the rest
    if wrong:
        yield Finding("the index of words", wrong, repairable=True)


def _ask_index(connection: Connection) -> str:
    try:
        connection.execute(text("INSERT INTO text_index(text_index) VALUES ('integrity-check')"))
    except DBAPIError as error:
        return reason_of(error) or "cannot be read"
    return ""
