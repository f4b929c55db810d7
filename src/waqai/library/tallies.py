"""Mentions counted by value while they are stored: what facets of the whole library show at once."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.records import EventMention, Report

#: dimensions that are counted
DIMENSIONS = ("type", "mode", "status", "country", "month", "outlet", "source", "cell")


def tally_of(report: Report, mention: EventMention) -> Iterator[tuple[str, str]]:
    """Yield ``(dimension, value)`` for all that one mention adds one to."""
    yield "type", mention.type
    if mention.mode:
        yield "mode", f"{mention.type} {mention.mode}"
    yield "status", mention.status
    yield "month", month_of(mention)
    yield "outlet", report.outlet
    if mention.attribution:
        yield "source", mention.attribution[-1].kind
    place = mention.place
    if place is None:
        return
    if place.country:
        yield "country", place.country
    if place.latitude is not None and place.longitude is not None:
        yield "cell", f"{int(place.latitude // 1)} {int(place.longitude // 1)}"


def month_of(mention: EventMention) -> str:
    """Return the month in which the event began (``2020-02``), "" when that is open."""
    return mention.date.start[:7]
