"""When a feed is to be asked again: the user's interval, what the feed itself asks for, and patience with failures.

Sources of the feed's own wishes: RSS 2.0 (``ttl``, ``skipHours``, ``skipDays``), the RSS 1.0 syndication module
(``sy:updatePeriod``, ``sy:updateFrequency``), HTTP (``Retry-After``).  All times are in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

#: nothing is waited for longer, whatever a feed says or however often it failed (a day, in seconds)
LONGEST = 86_400
#: no feed is asked more often, whatever the user says (seconds)
SHORTEST = 60
_PERIODS = {"hourly": 3600, "daily": 86_400, "weekly": 7 * 86_400, "monthly": 30 * 86_400, "yearly": 365 * 86_400}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER = re.compile(r"[0-9]{1,9}")
_HOUR = timedelta(hours=1)
#: 2 ** this many doublings of the shortest interval are more than a day
_MOST_DOUBLINGS = 11


class Wishes(msgspec.Struct, frozen=True):
    """What a feed says about being asked: not before `seconds` have passed, nor in these hours and week days.

    `hours` are 0 to 23, `days` 0 (Monday) to 6, both in UTC.
    """

    seconds: int = 0
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()


class Poll(msgspec.Struct, frozen=True):
    """How asking for a feed went: the last try (UTC, None: never), failures in a row, the last one's Retry-After."""

    last: datetime | None = None
    failures: int = 0
    retry_after: int = 0


def read_wishes(
    *,
    ttl: str = "",
    period: str = "",
    frequency: str = "",
    skip_hours: Iterable[str] = (),
    skip_days: Iterable[str] = (),
) -> Wishes:
    """Return a feed's wishes from the texts of its elements; what makes no sense is as if it were not there.

    `ttl` is in minutes, `period` one of hourly to yearly, `frequency` how often in it.  A feed that wants to be left
    alone at all hours or on all days is taken to have said nothing.
    """
    wait = 60 * (_number(ttl) or 0)
    if seconds := _PERIODS.get(period.strip().lower()):
        wait = max(wait, seconds // (_number(frequency) or 1))
    hours = frozenset(hour % 24 for text in skip_hours if (hour := _number(text)) is not None and hour <= 24)
    names = (text.strip().lower() for text in skip_days)
    days = frozenset(_DAYS.index(name) for name in names if name in _DAYS)
    return Wishes(
        seconds=min(wait, LONGEST),
        hours=hours if len(hours) < 24 else frozenset(),
        days=days if len(days) < 7 else frozenset(),
    )


def next_due(poll: Poll, interval: float, wishes: Wishes | None = None) -> datetime | None:
    """Return from when on a feed may be asked again (UTC), None for at once, as it never was.

    After a good answer: `interval` seconds later, or when the feed wishes.  After a failure: the same for the first,
    twice as long for each further one in a row, and not before a Retry-After.  No wait is longer than a day, but for
    hours and days in which the feed wants to be left alone.
    """
    if poll.last is None:
        return None
    wished = wishes or Wishes()
    wait = max(SHORTEST, min(interval, LONGEST), wished.seconds)
    if poll.failures:
        wait = max(wait * 2 ** min(poll.failures - 1, _MOST_DOUBLINGS), poll.retry_after)
    due = poll.last.astimezone(UTC) + timedelta(seconds=min(wait, LONGEST))
    while due.hour in wished.hours or due.weekday() in wished.days:
        due = due.replace(minute=0, second=0, microsecond=0) + _HOUR
    return due


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if _NUMBER.fullmatch(text) else None
