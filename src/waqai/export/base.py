"""What every output format offers: text before the first report, for each report, and after the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from waqai.records import CodedReport, Participant, Place, Quantity, Source, When


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
