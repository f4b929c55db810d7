"""What is said when something cannot be read, coded or written."""

from __future__ import annotations

from typing import Literal

import msgspec

#: ``empty``: there is nothing to code; ``failed``: another try may do; ``quarantined``: refused because it is hostile
#: or breaks the program, never tried again by itself
ProblemKind = Literal["empty", "failed", "quarantined"]


class InputProblem(msgspec.Struct, frozen=True):
    """One thing that went wrong: `where` (file, or ``file:line``), `what`, and the `next_step` for the user."""

    where: str
    what: str
    next_step: str = ""
    kind: ProblemKind = "failed"

    def __str__(self) -> str:
        """Return it as one line."""
        line = f"{self.where}: {self.what}"
        if self.next_step:
            line += f" – {self.next_step}"
        return " ".join(line.split())


def os_reason(error: OSError) -> str:
    """Return the system's reason without numbers and paths (``No such file or directory``)."""
    return error.strerror or type(error).__name__
