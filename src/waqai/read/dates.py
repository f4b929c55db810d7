"""Days in what newsrooms write: Arabic, French and English dates, numbers, Hijri dates, machine formats."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NamedTuple

from waqai.languages.arabic.calendar_words import calendar_words
from waqai.languages.arabic.dates import hijri_days, safe_date
from waqai.languages.arabic.orthography import fold

#: no report on the web, and few in any archive, is older
EARLIEST_YEAR = 1850
_YEARS = range(EARLIEST_YEAR, 2101)
_HIJRI_YEARS = range(1300, 1501)
_LONGEST = 400
_ENGLISH = "january february march april may june july august september october november december"
_FRENCH = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_SHORT_FRENCH = "janv fevr mars avr mai juin juil aout sept oct nov dec"
_ACCENTS = str.maketrans("éèêëûùôîïàâç", "eeeeuuoiiaac")
_STAMP = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?Z?")
_SECONDS = re.compile(r"\d{10}|\d{13}")
_NUMERIC = re.compile(
    r"(?<![\d/.:-])(?:(?P<y1>\d{4})\s?(?P<s1>[/.-])\s?(?P<m1>\d{1,2})\s?(?P=s1)\s?(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})\s?(?P<s2>[/.-])\s?(?P<m2>\d{1,2})\s?(?P=s2)\s?(?P<y2>\d{4}))(?![\d/-]|[.:]\d)"
)


class FoundDay(NamedTuple):
    """A day and where its words begin in the text; `hijri` tells that they are of the Islamic calendar."""

    day: dt.date
    start: int
    hijri: bool = False


class _Words(NamedTuple):
    months: dict[str, int]
    hijri: dict[str, int]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    known = calendar_words()
    months = {" ".join((first, *rest)): n for first, group in known.months.items() for rest, n in group}
    for names in (_ENGLISH, _FRENCH, _SHORT, _SHORT_FRENCH):
        months |= {name: number for number, name in enumerate(names.split(), 1)}
    months["sept"] = 9
    hijri = {" ".join((first, *rest)): n for first, group in known.hijri.items() for rest, n in group}
    either = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted({*months, *hijri}, key=lambda n: (-len(n), n))
    )
    name = rf"(?P<month>{either})(?![^\W\d_])\.?"
    other = rf"(?:\s*[/(\-–]?\s*(?:{either})(?![^\W\d_])\.?\s*\)?)*"
    year = r"(?P<year>\d{4})(?!\d)"
    day = r"(?<!\d)(?P<day>[0-3]?\d)"
    gap = r"[\s,،/.–-]*"
    day_first = rf"{day}(?:er|st|nd|rd|th)?{gap}(?:من\s+|شهر\s+|of\s+)*{name}{other}{gap}(?:من\s+|عام\s+|سنه\s+)*{year}"
    month_first = rf"(?<![^\W_]){name}{other}\s*{day}(?:st|nd|rd|th)?\s*[,،]?\s*{year}"
    return _Words(months, hijri, re.compile(day_first), re.compile(month_first))


def find_days(text: str) -> list[FoundDay]:
    """Return the dates with a year in `text`, in its order; numbers are day first unless only month first is a date.

    Of a date in both calendars («11 جمادى الآخرة 1441 الموافق 5 فبراير 2020») both are returned.
    """
    folded = fold(text).lower().translate(_ACCENTS)
    if not any(character.isdigit() for character in folded):
        return []
    found: dict[int, FoundDay] = {}
    for day in (*_named(folded), *_numbers(folded)):
        found.setdefault(day.start, day)
    return [found[start] for start in sorted(found)]


def _named(folded: str) -> Iterator[FoundDay]:
    words = _words()
    for pattern in (words.day_first, words.month_first):
        for match in pattern.finditer(folded):
            name = " ".join(match["month"].split())
            year, day = int(match["year"]), int(match["day"])
            if name in words.hijri:
                moon = _moon(year, words.hijri[name], day)
                if moon is not None:
                    yield FoundDay(moon, match.start(), hijri=True)
                continue
            sun = safe_date(year, words.months[name], day) if year in _YEARS else None
            if sun is not None:
                yield FoundDay(sun, match.start())


def _numbers(folded: str) -> Iterator[FoundDay]:
    for match in _NUMERIC.finditer(folded):
        first = match["y1"] is not None
        year, month, day = (int(match[name + ("1" if first else "2")]) for name in "ymd")
        if year in _HIJRI_YEARS:
            moon = _moon(year, month, day)
            if moon is not None:
                yield FoundDay(moon, match.start(), hijri=True)
            continue
        found = safe_date(year, month, day) or (None if first else safe_date(year, day, month))
        if found is not None and year in _YEARS:
            yield FoundDay(found, match.start())


def _moon(year: int, month: int, day: int) -> dt.date | None:
    found = hijri_days(year, month, day) if year in _HIJRI_YEARS else None
    return found.first if found is not None else None


def read_day(text: str) -> str:
    """Return the ISO day of a date that stands alone, in any form known here; "" when it is none.

    Machine formats first (ISO 8601, RFC 822, ``20200205``, seconds since 1970), then what people write; a date in
    both calendars is read from the common one.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return ""
    machine = _iso(text) or _stamp(text) or _mail(text)
    if machine is not None and machine.year not in _HIJRI_YEARS:
        return machine.isoformat() if machine.year in _YEARS else ""
    days = find_days(text)
    chosen = next((found for found in days if not found.hijri), days[0] if days else None)
    return chosen.day.isoformat() if chosen is not None else ""


def _iso(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date() if "-" in text[:5] else None
    except ValueError:
        return None


def _stamp(text: str) -> dt.date | None:
    if match := _STAMP.fullmatch(text):
        return safe_date(int(match[1]), int(match[2]), int(match[3]))
    if _SECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).date()
    return None


def _mail(text: str) -> dt.date | None:
    if not text.isascii() or ":" not in text:
        return None
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
