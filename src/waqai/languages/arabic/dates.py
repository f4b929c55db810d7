"""Arithmetic of days: intervals of weeks, months, years and Hijri months around a publication date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

Date = dt.date
_DAY = dt.timedelta(days=1)
_WEEK = 7
_MONTHS = 12
_YEARS_AROUND = 3
_HIJRI_OFFSET, _HIJRI_RATE = 622, 33 / 32
_THIRDS = (10, 20)
_NEWS_YEARS = range(1500, 2501)
_FARTHEST = 1000.0


class Days(NamedTuple):
    """Days ``[first, last]``, None for an open side; not `known` when the words give no interval by themselves."""

    first: Date | None = None
    last: Date | None = None
    granularity: str = ""
    known: bool = True
    duration: bool = False


UNKNOWN = Days(known=False)
#: one day, told before («في اليوم نفسه», «بعد ساعات»): coding knows which
SAME_DAY = Days(None, None, "day", known=False)
LASTING = Days(known=False, duration=True)


def iso_date(text: str) -> Date | None:
    """Return the day of an ISO date (a time after it is ignored), None when it is none or no year of newspapers."""
    try:
        found = Date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return found if found.year in _NEWS_YEARS else None


def is_near(unit: str, count: float) -> bool:
    """Tell whether `count` units stay within the years that can be computed («قبل 65 مليون سنة» does not)."""
    years = {
        "minute": 5e5,
        "hour": 8760,
        "day": 365,
        "week": 52,
        "month": 12,
        "year": 1,
        "decade": 0.1,
        "century": 0.01,
    }
    return count / years[unit] <= _FARTHEST


def one_day(day: Date) -> Days:
    """Return the interval of a single day."""
    return Days(day, day, "day")


def safe_date(year: int, month: int, day: int) -> Date | None:
    """Return the date, None when there is no such day."""
    try:
        return Date(year, month, day)
    except ValueError:
        return None


def month_days(year: int, month: int) -> Days:
    """Return a month of the common calendar."""
    following = Date(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return Days(Date(year, month, 1), following - _DAY, "month")


def year_days(year: int, last: int | None = None) -> Days:
    """Return a year, or the years up to `last`."""
    return Days(Date(year, 1, 1), Date(last if last is not None else year, _MONTHS, 31), "year")


def season_days(year: int, month: int) -> Days:
    """Return the three months from `month` on; winter runs into the next year."""
    last = month_days(year + (month + 1) // _MONTHS, (month + 1) % _MONTHS + 1)
    return Days(Date(year, month, 1), last.last, "quarter")


def shift_months(day: Date, months: int) -> Date:
    """Return the same day some months away, or the month's last day when it is shorter."""
    count = day.year * _MONTHS + day.month - 1 + months
    last = month_days(count // _MONTHS, count % _MONTHS + 1).last
    return min(Date(count // _MONTHS, count % _MONTHS + 1, 1) + (day.day - 1) * _DAY, last or day)


def shift(day: Date, unit: str, count: float) -> Date:
    """Return the day `count` units away (hours and minutes by whole days, never less than their share)."""
    if unit == "minute":
        return day
    if unit == "hour":
        return day + round(count / 24) * _DAY
    if unit in {"day", "week"}:
        return day + round(count * (_WEEK if unit == "week" else 1)) * _DAY
    months = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
    return shift_months(day, round(count * months))


def period(day: Date, unit: str, count: int) -> Days:
    """Return the calendar week (Monday to Sunday), month, year, decade or century `count` away from that of `day`."""
    if unit == "week":
        first = day - day.weekday() * _DAY + count * _WEEK * _DAY
        return Days(first, first + 6 * _DAY, "week")
    if unit == "month":
        there = shift_months(day.replace(day=1), count)
        return month_days(there.year, there.month)
    if unit == "year":
        return year_days(day.year + count)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first_year = (day.year // size + count) * size
        return Days(Date(first_year, 1, 1), Date(first_year + size - 1, _MONTHS, 31))
    return one_day(shift(day, unit, count))


def ago(day: Date, unit: str, count: float) -> Days:
    """Return when «`count` units ago» (negative) or «in `count` units» was: a day, or the month or year there."""
    there = shift(day, unit, count)
    if unit in {"month", "year"}:
        return (
            period(there, unit, 0) if unit == "month" or count == round(count) else month_days(there.year, there.month)
        )
    if unit in {"decade", "century"}:
        return year_days(there.year)
    return one_day(there)


def part_of(days: Days, which: str) -> Days:
    """Return the beginning, middle or end of a week, month, year or decade: about a third of it."""
    if days.first is None or days.last is None:
        return days
    first, last = days.first, days.last
    if days.granularity == "week":
        low, high = {"begin": (0, 1), "middle": (2, 3), "end": (4, 6)}[which]
        return Days(first + low * _DAY, first + high * _DAY, "day")
    if days.granularity == "month":
        ten, twenty = (first + count * _DAY for count in _THIRDS)
        return {
            "begin": Days(first, ten - _DAY, ""), "middle": Days(ten, twenty - _DAY, ""), "end": Days(twenty, last, ""),
        }[which]  # fmt: skip
    if days.granularity in {"year", "quarter"}:
        low, high = {"begin": (1, 3), "middle": (5, 8), "end": (10, 12)}[which]
        if days.granularity == "quarter":
            start = shift_months(first, {"begin": 0, "middle": 1, "end": 2}[which])
            return month_days(start.year, start.month)
        return Days(Date(first.year, low, 1), month_days(first.year, high).last, "quarter" if which != "middle" else "")
    years = last.year - first.year + 1
    low, high = {"begin": (0, years * 3 // 10), "middle": (years * 4 // 10, years * 6 // 10),
                 "end": (years * 7 // 10, years - 1)}[which]  # fmt: skip
    return Days(Date(first.year + low, 1, 1), Date(first.year + high, _MONTHS, 31), "year")


def share_of(days: Days, number: int, parts: int) -> Days | None:
    """Return the `number`-th quarter or half of a year, or half of a month; None when there is none."""
    if days.first is None or days.last is None or not 1 <= number <= parts:
        return None
    if days.granularity == "year":
        size = _MONTHS // parts
        first = Date(days.first.year, (number - 1) * size + 1, 1)
        return Days(first, month_days(days.first.year, number * size).last, "quarter" if parts > 2 else "")
    if days.granularity == "month" and parts == 2:
        middle = days.first.replace(day=15)
        return Days(days.first, middle, "") if number == 1 else Days(middle + _DAY, days.last, "")
    return None


def weekday_near(day: Date, weekday: int, direction: str) -> Date:
    """Return the weekday nearest to `day`.

    `direction`: ``past`` and ``future`` exclude the day itself, ``back`` and ``ahead`` include it, ``near``
    looks both ways.
    """
    back = (day.weekday() - weekday) % _WEEK
    ahead = (weekday - day.weekday()) % _WEEK
    if direction == "past":
        return day - (back or _WEEK) * _DAY
    if direction == "future":
        return day + (ahead or _WEEK) * _DAY
    if direction == "back":
        return day - back * _DAY
    if direction == "ahead" or ahead < back:
        return day + ahead * _DAY
    return day - back * _DAY


def nearest(published: Date, mod: str, find: Callable[[int], Days | None], *, ahead: bool, hijri: bool = False) -> Days:
    """Return the yearly recurring interval that is meant: `find` gives it for one year.

    `mod` is ``past``, ``future``, ``present`` or "", when `ahead` decides between the last one begun and the next
    one not over.
    """
    middle = round((published.year - _HIJRI_OFFSET) * _HIJRI_RATE) if hijri else published.year
    rivals = [
        found for year in range(middle - _YEARS_AROUND * 3, middle + _YEARS_AROUND * 3 + 1) if (found := find(year))
    ]
    if mod == "present":
        now = (published.year, published.month)
        same = [d for d in rivals if _month_of(d.first) <= now <= _month_of(d.last)]
        return same[0] if same else nearest(published, "", find, ahead=ahead, hijri=hijri)
    if mod == "future" or (not mod and ahead):
        later = [d for d in rivals if d.first and d.last and (d.first > published if mod else d.last >= published)]
        return later[0] if later else UNKNOWN
    earlier = [d for d in rivals if d.first and d.last and (d.last < published if mod else d.first <= published)]
    return earlier[-1] if earlier else UNKNOWN


def _month_of(day: Date | None) -> tuple[int, int]:
    return (day.year, day.month) if day is not None else (0, 0)


def hijri_days(year: int, month: int, day: int | None = None) -> Days | None:
    """Return a Hijri month or day in the common calendar (Umm al-Qura), None outside the tables' years."""
    from hijridate import Hijri  # noqa: PLC0415 - only the reports with Hijri dates need its tables

    try:
        if day is not None:
            return one_day(Hijri(year, month, day).to_gregorian())
        first = Hijri(year, month, 1)
        return Days(first.to_gregorian(), first.to_gregorian() + (first.month_length() - 1) * _DAY, "month")
    except (ValueError, OverflowError):
        return None


def hijri_year(year: int) -> Days | None:
    """Return a Hijri year in the common calendar."""
    first, last = hijri_days(year, 1, 1), hijri_days(year, _MONTHS)
    return Days(first.first, last.last, "year") if first is not None and last is not None else None
