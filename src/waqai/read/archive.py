"""ZIP and tar archives: which members are read, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from waqai.read.limits import TOO_MANY_MEMBERS
from waqai.read.problems import ProblemKind
from waqai.read.streams import BrokenInputError
from waqai.read.tar import tar_members
from waqai.read.zip import too_many, zip_members

_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 1000
_HINT = "pack it again with plain names"


class Member(NamedTuple):
    """A member: its name with ``/``, its content, or why it is not read (`stream` is then None)."""

    name: str
    stream: BinaryIO | None = None
    what: str = ""
    next_step: str = ""
    kind: ProblemKind = "quarantined"


def archive_members(stream: BinaryIO, form: str) -> Iterator[Member]:
    """Yield the members of a ``zip`` or ``tar`` in its order, each to be read before the next is asked for.

    In a `stream` with a ZIP archive one must be able to go back.

    Names are unique: a second member of the same name is refused.  `BrokenInputError` where nothing more can be read.
    """
    seen: set[str] = set()
    for count, member in enumerate(_zip(stream) if form == "zip" else _tar(stream), 1):
        if count >= TOO_MANY_MEMBERS:
            raise BrokenInputError(too_many(), "split it", "quarantined")
        name = _shown(member.name)
        if name in seen:
            again = f"{name}~{count}"
            yield Member(again, None, f'is a second member named "{name}"', _HINT)
            continue
        seen.add(name)
        wrong = _unsafe(member.name)
        yield Member(name, None, wrong, _HINT) if wrong else member._replace(name=name)


def _zip(stream: BinaryIO) -> Iterator[Member]:
    for name, wrong, hostile, content in zip_members(stream):
        kind: ProblemKind = "quarantined" if hostile else "failed"
        yield Member(name, content, wrong, "unpack it yourself and give the file" if wrong else "", kind)


def _tar(stream: BinaryIO) -> Iterator[Member]:
    last, breaks = "", 0
    for name, what, content in tar_members(stream):
        if what == "broken":
            breaks += 1
            after = f' after "{_shown(last)}"' if last else ""
            yield Member(f"damage {breaks}", None, f"the archive is damaged{after}", "get it again", "failed")
            continue
        last = name
        yield Member(name, None if what else content, f"is {what}" if what else "", "give the file itself")


def _unsafe(name: str) -> str:
    parts = re.split(r"[/\\]", name)
    if name.startswith(("/", "\\")) or _DRIVE.match(name):
        return "has an absolute path"
    if ".." in parts:
        return "has a path that leaves the archive"
    if _CONTROL.search(name):
        return "has control characters in its name"
    if len(name) > _LONGEST_NAME:
        return "has a name of more than 1,000 characters"
    return "" if name.strip() else "has no name"


def _shown(name: str) -> str:
    """Return the name with ``/``, without what cannot be written or shown."""
    text = name.replace("\\", "/").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = _CONTROL.sub("\ufffd", text)
    return text if len(text) <= _LONGEST_NAME else text[:_LONGEST_NAME] + "…"
