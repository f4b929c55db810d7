"""What `waqai check` finds."""

from __future__ import annotations

import msgspec


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong: `where` names the report by its key, or the row or table.

    `repairable` tells that it is only about what search reads, which can be made anew from the codings.
    """

    where: str
    what: str
    repairable: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def of_report(key: str) -> str:
    """Return how a report is named in findings."""
    return f"report {key}"
