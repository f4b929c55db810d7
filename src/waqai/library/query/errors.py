"""What is wrong with a query: where, what, and what to write instead."""

from __future__ import annotations

import unicodedata


class QueryError(ValueError):
    """A query that cannot be understood.

    `position` is the column of the first wrong character, from 1, in code points of `query`; `length` how many
    characters are wrong (at least 1).  `message` says what is wrong, `next_step` what to write instead ("" when the
    message says it all).
    """

    def __init__(self, query: str, position: int, length: int, message: str, next_step: str = "") -> None:
        self.query = query
        self.position = position
        self.length = max(1, length)
        self.message = message
        self.next_step = next_step
        super().__init__(str(self))

    def __str__(self) -> str:
        step = f"; {self.next_step}" if self.next_step else ""
        return f"query, column {self.position}: {self.message}{step}"

    def lines(self) -> list[str]:
        """Return what to show where letters are equally wide: the message, the query, carets below what is wrong."""
        shown = "".join(" " if unicodedata.category(c).startswith("C") else c for c in self.query)
        before, wrong = shown[: self.position - 1], shown[self.position - 1 : self.position - 1 + self.length]
        return [str(self), f"  {shown}", f"  {' ' * _width(before)}{'^' * max(1, _width(wrong))}"]


def _width(words: str) -> int:
    """Return the number of letters without the marks on them."""
    return sum(1 for character in words if not unicodedata.combining(character))
