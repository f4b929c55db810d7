"""What every output format offers.

An `Exporter` turns coded reports into text, as ``waqai code`` writes it; a `FileExporter` turns what a library holds
into the bytes of one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import BinaryIO, Protocol

import msgspec

from waqai.records import (
    CodedReport,
    EventMention,
    Participant,
    Place,
    Quantity,
    Source,
    StoredReport,
    When,
)

#: statuses that say that something happened, or is said to have
HAPPENED = frozenset({"asserted", "alleged"})
#: types whose act is the promise, so that a plan of it is the event
_PROMISES = frozenset({"AGREE", "CONCEDE"})


class Exporter(Protocol):
    """Turns coded reports into pieces of one text, in the order they come."""

    def begin(self) -> str:
        """Return what stands before the first report."""
        ...

    def report(self, coded: CodedReport) -> str:
        """Return the text of one report."""
        ...

    def end(self) -> Iterator[str]:
        """Yield what stands after the last report."""
        ...


class Lines:
    """An exporter with nothing before and after its reports."""

    def begin(self) -> str:
        """Return nothing."""
        return ""

    def end(self) -> Iterator[str]:
        """Yield nothing."""
        yield from ()


class Counts(msgspec.Struct, frozen=True):
    """What went into a file: reports and mentions read, rows (lines, features, edges ...) written.

    `notes` counts what a user must know besides: mentions without coordinates, mentions left out, nodes ...
    """

    reports: int = 0
    mentions: int = 0
    rows: int = 0
    notes: dict[str, int] = {}


class FileExporter(Protocol):
    """Writes what a library holds as one file, never holding more than a few reports in memory."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns or fields, in order."""
        ...

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write all reports in the order they come; the same reports give the same bytes."""
        ...

    def companions(self) -> Mapping[str, bytes]:
        """Return the files that belong beside it: what is added to its name -> their bytes."""
        ...


class FileFormat(msgspec.Struct, frozen=True):
    """One entry of the list of file formats; `load` imports what writes it."""

    name: str
    suffix: str
    media_type: str
    description: str
    load: Callable[[], FileExporter]


class TextFile:
    """A file exporter of lines of text; what inherits from it gives `columns` and `rows`, maybe `begin`."""

    columns: tuple[str, ...] = ()

    def begin(self) -> str:
        """Return what stands before the first row."""
        return ""

    def rows(self, stored: StoredReport) -> list[str]:
        """Return the rows of one report, each with its line end."""
        raise NotImplementedError

    def companions(self) -> Mapping[str, bytes]:
        """Return nothing."""
        return {}

    def write(self, reports: Iterable[StoredReport], out: BinaryIO) -> Counts:
        """Write the rows of all reports as UTF-8."""
        out.write(self.begin().encode())
        seen = mentions = written = 0
        for stored in reports:
            rows = self.rows(stored)
            seen += 1
            mentions += len(stored.coded.mentions)
            written += len(rows)
            out.write("".join(rows).encode())
        return Counts(seen, mentions, written, self.notes())

    def notes(self) -> dict[str, int]:
        """Return what else was counted while writing."""
        return {}


def numbered(stored: StoredReport) -> Iterable[tuple[int, EventMention]]:
    """Return each mention with its number in the report, from 1."""
    mentions = stored.coded.mentions
    return zip(stored.positions or range(1, len(mentions) + 1), mentions, strict=True)


def mention_id(stored: StoredReport, number: int) -> str:
    """Return a name of the mention that no other in the library has: key, revision, number (and who coded it)."""
    name = f"{stored.key or stored.coded.report.id}-{stored.revision}-{number}"
    return f"{name}-{stored.annotator}" if stored.annotator else name


def happened(mention: EventMention) -> bool:
    """Whether the report says that it happened; formats that cannot say otherwise leave the others out.

    A planned promise or concession counts: the promise itself is the event.
    """
    return mention.status in HAPPENED or (mention.status == "planned" and mention.type in _PROMISES)


def dyads(mention: EventMention) -> list[tuple[Participant | None, Participant | None]]:
    """Return the pairs (who, to whom) of a mention.

    Every actor with every recipient; without recipients every pair of the actors, as for a meeting; else who there is.
    """
    actors, recipients = mention.actors, mention.recipients
    if actors and recipients:
        return list(product(actors, recipients))
    if len(actors) > 1:
        return list(combinations(actors, 2))
    return [(actor, None) for actor in actors] or [(None, one) for one in recipients] or [(None, None)]


def shown_name(one: Participant | Place | Source) -> str:
    """Return the canonical name, else the words of the report, else ""."""
    return one.name or (one.text.text if one.text else "")


def codes(participant: Participant) -> str:
    """Return ``DZA GOV``, or what of it is known."""
    return " ".join(filter(None, (participant.country, participant.sector)))


def days(date: When) -> str:
    """Return the interval as one readable string: a day, ``start/end`` with ``..`` for an open bound, "" if unknown."""
    if not date.start and not date.end:
        return ""
    if date.start == date.end:
        return date.start
    return f"{date.start or '..'}/{date.end or '..'}"


def number(value: float) -> str:
    """Return a number without a needless fraction."""
    return str(int(value)) if value == int(value) else str(value)


def quantity_words(quantity: Quantity) -> str:
    """Return ``>= 100 tonne aid``."""
    return " ".join(filter(None, (quantity.op, number(quantity.value), quantity.unit, quantity.what)))


def counted(number: int, noun: str) -> str:
    """Return ``1 report``, ``2,000 reports``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
