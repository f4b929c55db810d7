"""Dates and waiting times as HTTP writes them (RFC 9110, sections 5.6.7 and 10.2.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

#: nobody is waited for longer (a day, in seconds)
LONGEST_WAIT = 86_400
_SECONDS = re.compile(r"[0-9]{1,18}")
_LONGEST_DATE = 60


def parse_http_date(text: str) -> datetime | None:
    """Return the moment, in UTC, None for anything that is no date."""
    if len(text) > _LONGEST_DATE:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_retry_after(text: str, now: datetime) -> int | None:
    """Return in how many seconds from `now` a server wants to be asked again, None where it does not say.

    At least 0, at most `LONGEST_WAIT`, whatever it says.
    """
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return min(int(text), LONGEST_WAIT)
    moment = parse_http_date(text)
    if moment is None:
        return None
    return max(0, min(round((moment - now).total_seconds()), LONGEST_WAIT))
