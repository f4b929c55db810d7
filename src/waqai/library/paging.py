"""Where a page of results ended, so that the next one goes on there whatever was added in between."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


class CursorError(ValueError):
    """A cursor that does not belong to this question, or none at all."""


class After(msgspec.Struct, frozen=True, array_like=True):
    """The last row of a page in an order by day: what follows is smaller or greater than it."""

    question: str
    day: str
    number: int


class Ranked(msgspec.Struct, frozen=True, array_like=True):
    """A page in order of relevance.

    `newest` is the last revision that was there at the first page; `seen` holds the ranked revisions that were shown,
    as differences from it; when all ranked ones were, `below` is the last one shown of the rest (0 before).
    """

    question: str
    newest: int
    seen: tuple[int, ...] = ()
    below: int = 0


def question_of(*parts: str) -> str:
    """Return a short name of a question, by which a cursor is known again."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def encode(cursor: msgspec.Struct) -> str:
    """Return the cursor as letters that may stand in a URL."""
    return base64.urlsafe_b64encode(msgspec.msgpack.encode(cursor)).decode().rstrip("=")


def decode(words: str, kind: type[T], question: str) -> T:
    """Return the cursor in `words`; raises `CursorError` when it is damaged or belongs to another question."""
    try:
        parts = msgspec.msgpack.decode(
            base64.b64decode(words + "=" * (-len(words) % 4), b"-_", validate=True), type=list
        )
        if parts[:1] == [question]:
            return msgspec.convert(parts, kind)
        belongs = isinstance(parts[0], str)
    except (binascii.Error, IndexError, ValueError, msgspec.MsgspecError):
        belongs = False
    if not belongs:
        raise CursorError("the cursor is damaged; begin with the first page (no cursor)")
    raise CursorError("the cursor belongs to another query or order; begin with the first page (no cursor)")
