"""Days and spans of days in queries: ``2020``, ``2020-02``, ``2020-02-05``, ``2020-01..2020-03``, ``..2020``."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from waqai.languages.arabic.orthography import clean

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_HINT = "write a day, month or year, or two with .. between: 2020-02-05, 2020-02, 2020, 2020-01..2020-03, ..2020"


class DateError(ValueError):
    """Words that are no span of days: `args` are what is wrong, what to write, and the wrong part if it is not all."""


def normal_span(words: str) -> str:
    """Return the span with plain digits; raises `DateError`."""
    plain = clean(words).strip().replace("…", "..").replace("/", "-")
    first, last = days_of(plain)
    if first and last and first > last:
        raise DateError(f"{words!r} ends before it begins", f"write {'..'.join(reversed(plain.split('..')))}")
    return plain


def days_of(span: str) -> tuple[str, str]:
    """Return the first and the last day (ISO) of a span, "" where it is open; raises `DateError`."""
    begin, dots, end = span.partition("..")
    if not dots:
        return _bounds(begin)
    if not begin and not end:
        raise DateError("'..' has neither beginning nor end", _HINT)
    return (_bounds(begin)[0] if begin else ""), (_bounds(end)[1] if end else "")


def _bounds(words: str) -> tuple[str, str]:
    match = _DAY.match(words)
    if match is None or not words.isascii():
        raise DateError(f"{words!r} is no date", _HINT, words)
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        first = dt.date(year or 0, 1 if month is None else month, 1 if day is None else day)
        last_month = 12 if month is None else month
        last = dt.date(first.year, last_month, calendar.monthrange(first.year, last_month)[1] if day is None else day)
    except (ValueError, calendar.IllegalMonthError):
        raise DateError(f"{words!r} is not in the calendar", _HINT, words) from None
    return first.isoformat(), last.isoformat()
