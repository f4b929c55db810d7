"""Dates in words: days, weekdays, months and years, read from one token on."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from waqai.languages.analysis import Token
from waqai.languages.arabic.calendar_words import CalendarWords
from waqai.languages.arabic.dates import (
    UNKNOWN,
    Date,
    Days,
    hijri_days,
    hijri_year,
    month_days,
    nearest,
    one_day,
    safe_date,
    season_days,
    shift,
    weekday_near,
    year_days,
)
from waqai.languages.arabic.numbers import read_number, read_ordinal
from waqai.languages.arabic.orthography import clean, fold
from waqai.languages.arabic.surfaces import Surface, written

Found = tuple[int, Days] | None
_NUMERIC = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_YEAR = re.compile(r"(1[0-9]|20)\d\d")
_DAY = re.compile(r"[0-3]?\d")
_DAYS = re.compile(r"([0-3]?\d)/([0-3]?\d)")
_HIJRI_YEARS = range(1300, 1501)
_YEARS = range(1800, 2101)
_LONGEST_MONTH = 31
_CENTURY = 100
_FEW = range(3, 11)
_SEPARATORS = frozenset("/-–(")
#: classes of words that say which week or month is meant, and how far away it is
_MODIFIERS = (("past", -1), ("future", 1), ("present", 0), ("anaphoric", 0))
_DASHES = frozenset("-–—")


class DateReader:
    """Reads dates of one sentence against the publication date; `ahead` prefers what is still to come.

    After a reading `floats` tells that another reading exists for the other value of `ahead`.
    """

    def __init__(
        self, tokens: Sequence[Token], words: CalendarWords, published: Date | None, surfaces: list[str]
    ) -> None:
        self.tokens = tokens
        self.words = words
        self.published = published
        self.ahead = False
        self.floats = False
        self._surfaces = surfaces
        self._found = [words.surfaces.get(surface) for surface in surfaces]
        classes, nothing = words.classes, frozenset[str]()
        self._classes = [nothing if found is None else classes.get(found.word, nothing) for found in self._found]

    # -- words -------------------------------------------------------------------------------------

    def word(self, at: int) -> Surface | None:
        """Return the calendar word at `at`."""
        return self._found[at] if 0 <= at < len(self._found) else None

    def is_a(self, at: int, kind: str) -> bool:
        """Tell whether the word at `at` is of that class of the word list."""
        return 0 <= at < len(self._classes) and kind in self._classes[at]

    def has_class(self, at: int) -> bool:
        """Tell whether the word at `at` is of any class of the word list."""
        return 0 <= at < len(self._classes) and bool(self._classes[at])

    def whole(self, at: int) -> str:
        """Return the folded written word, "" beyond the end."""
        return self._surfaces[at] if 0 <= at < len(self._surfaces) else ""

    def is_free(self, at: int) -> bool:
        """Tell whether the word at `at` has no conjunction and preposition attached."""
        found = self.word(at)
        return found is not None and not found.conj and not found.prep

    def is_joined(self, at: int) -> bool:
        """Tell whether a conjunction is attached to the word at `at`."""
        found = self.word(at)
        return found is not None and bool(found.conj)

    def modifier(self, at: int) -> tuple[int, str, int]:
        """Return end, sort (``past``, ``future``, ``present``, ``anaphoric`` or "") and distance of «الماضي»."""
        if not self.has_class(at):
            return at, "", 0
        for sort, step in _MODIFIERS:
            if self.is_a(at, sort) and self.is_free(at):
                return at + 1, sort, step
        before, after = self.is_a(at, "before"), self.is_a(at, "after")
        if before and self.is_a(at + 1, "past") and self.is_free(at + 1):
            return at + 2, "past", -2
        if after and self.is_a(at + 1, "future") and self.is_free(at + 1):
            return at + 2, "future", 2
        return at, "", 0

    def recurring(self, mod: str, find: Callable[[int], Days | None], *, hijri: bool = False) -> Days:
        """Return the yearly interval that is meant without a year."""
        if self.published is None or mod == "anaphoric":
            return UNKNOWN
        if not mod:
            self.floats = True
        return nearest(self.published, mod, find, ahead=self.ahead, hijri=hijri)

    # -- numbers -----------------------------------------------------------------------------------

    def year_at(self, at: int) -> tuple[int, int] | None:
        """Return ``(end, year)`` of four digits (or a year in words), common or Hijri."""
        if not 0 <= at < len(self.tokens):
            return None
        text = self.tokens[at].text
        if text[:1].isdigit() and _YEAR.fullmatch(text := clean(text)):
            end = at + 1
            return (end + 1 if self._is_era(end) else end), int(text)
        if self.tokens[at].value is None and self.whole(at).startswith(("الف", "الفين")):
            found = read_number(self.tokens, at)
            if found is not None and found.value in _YEARS and found.start == at:
                return found.end, int(found.value)
        return None

    def _is_era(self, at: int) -> bool:
        return self.is_a(at, "moon_year") or self.is_a(at, "sun_year")

    def year_interval(self, year: int, end: int) -> Days:
        """Return the year, by the Hijri calendar when its number or the word after it says so."""
        if year in _HIJRI_YEARS or self.is_a(end - 1, "moon_year"):
            return hijri_year(year) or UNKNOWN
        return year_days(year)

    def bare_year(self, at: int) -> Found:
        """Read four digits as a year, unless they count the noun after them."""
        found = self.year_at(at)
        if found is None or self.tokens[at].value is None:
            return None
        end, year = found
        if year not in _YEARS or self._counts(end, year):
            return None
        if self.whole(end) in _DASHES and (last := self.year_at(end + 1)) is not None and last[1] > year:
            return last[0], year_days(year, last[1])
        return end, year_days(year)

    def _counts(self, at: int, number: int) -> bool:
        """Tell whether the word at `at` stands in the form in which that number counts it."""
        if at >= len(self.tokens):
            return False
        token = self.tokens[at]
        if token.text in {"%", "٪"}:
            return True
        if (
            token.pos != "noun"
            or token.conj
            or token.prep
            or token.definite
            or token.name is not None
            or self.is_a(at, "parts")
        ):
            return False
        rest = number % _CENTURY
        if rest in _FEW:
            return token.number == "p"
        return token.accusative or (token.number != "p" and rest < _FEW.start)

    def year(self, at: int) -> Found:
        """Read «عام 2011», «العام 2012», «عامي 2011 و2012»."""
        if self.is_a(at, "years_of"):
            return self._two_years(at + 1)
        if not self.is_a(at, "year_word"):
            return None
        found = self.year_at(at + 1)
        if found is None:
            return None
        end, year = found
        if self.whole(end) in _SEPARATORS - {"("} and (last := self.year_at(end + 1)) is not None and last[1] > year:
            return last[0], year_days(year, last[1])
        return end, self.year_interval(year, end)

    def _two_years(self, at: int) -> Found:
        first = self.year_at(at)
        if first is None:
            return None
        second = first[0] + 1 if self.whole(first[0]) == "و" or self.whole(first[0]) in _DASHES else first[0]
        last = self.year_at(second)
        if last is None:
            return None
        return last[0], year_days(min(first[1], last[1]), max(first[1], last[1]))

    # -- numeric dates -----------------------------------------------------------------------------

    def numeric(self, at: int) -> Found:
        """Read ``5/2/2020``, ``23-1-2020`` and ``2020-02-05``."""
        if self.tokens[at].pos != "num":
            return None
        text, end = clean(self.tokens[at].text), at + 1
        if end < len(self.tokens) and self.tokens[end].text in _DASHES | {"/"}:
            stop = min(at + 5, len(self.tokens))
            pieces = self.tokens[at:stop]
            if all(one.end == two.start for one, two in pairwise(pieces)):
                text, end = clean("".join(piece.text for piece in pieces)).replace("–", "-"), stop
        match = _NUMERIC.fullmatch(text)
        if match is None:
            return None
        first, middle, last = (int(group) for group in match.groups())
        if first > _LONGEST_MONTH:
            day, year = safe_date(first, middle, last), first
        else:
            year = last + 2000 if last < _CENTURY else last
            day = safe_date(year, middle, first) or safe_date(year, first, middle)
        if year in _HIJRI_YEARS:
            moon = hijri_days(year, middle, first)
            return (end, moon) if moon else None
        return (end, one_day(day)) if day is not None and year in _YEARS else None

    # -- months ------------------------------------------------------------------------------------

    def month_name(self, at: int, *, inside: bool = True, hijri: bool = False) -> tuple[int, int] | None:
        """Return ``(end, month)``; other names of the same month after it belong to it («شباط/فبراير»)."""
        found = self._one_month(at, inside=inside, hijri=hijri)
        if found is None or hijri:
            return found
        end, month = found
        while True:
            mark = self.whole(end) in _SEPARATORS
            other = self._one_month(end + (1 if mark else 0), inside=True, hijri=False)
            if other is None or other[1] != month:
                return end, month
            closed = self.whole(end) == "(" and self.whole(other[0]) == ")"
            end = other[0] + (1 if closed else 0)

    def _one_month(self, at: int, *, inside: bool, hijri: bool) -> tuple[int, int] | None:
        found = self.word(at)
        if found is None or (inside and (found.conj or found.prep)):
            return None
        table = self.words.hijri if hijri else self.words.months
        for rest, month in table.get(found.word, ()):
            if all(self.whole(at + 1 + step) == part for step, part in enumerate(rest)):
                return at + 1 + len(rest), month
        return None

    def is_weak(self, at: int) -> bool:
        """Tell whether the month name there is also another word («مارس», «آب»)."""
        return self.is_a(at, "weak_months")

    def month(self, at: int) -> Found:
        """Read «يناير الماضي», «شهر مارس 2015», «شهري يناير وفبراير»."""
        if self.is_a(at, "months_of"):
            return self._two_months(at + 1)
        named = self.is_a(at, "month_word")
        start = at + 1 if named else at
        for hijri in (False, True):
            found = self.month_name(start, inside=named, hijri=hijri)
            if found is None:
                continue
            end, year, mod = self.year_tail(found[0])
            weak = hijri or self.is_weak(start)
            if weak and not named and year is None and not mod and not self._in_time(start):
                return None
            if year is None and not mod and self._names_something(at):
                return None
            return end, self._month_days(found[1], year, mod, hijri=hijri)
        return None

    def _in_time(self, at: int) -> bool:
        """Tell whether a word of time or «في» stands before the weak month."""
        kinds = ("in", "since", "until", "by", "begin", "middle", "end")
        if self.whole(at) == "اب" and not clean(self.tokens[at].text).startswith("آ"):
            return False
        word = self.word(at)
        month = word is not None and (word.word in self.words.months or self.whole(at).endswith("رمضان"))
        return month and any(self.is_a(at - 1, kind) for kind in kinds)

    def _names_something(self, at: int) -> bool:
        before = at - 2 if at and self.tokens[at - 1].pos == "num" else at - 1
        return self.is_a(before, "named_after")

    def _month_days(self, month: int, year: int | None, mod: str, *, hijri: bool) -> Days:

        def find(y: int) -> Days | None:
            return hijri_days(y, month) if hijri else month_days(y, month)

        if year is not None:
            return find(year) or UNKNOWN
        return self.recurring(mod, find, hijri=hijri)

    def _two_months(self, at: int) -> Found:
        first = self.month_name(at)
        second = self.month_name(first[0], inside=False) if first is not None else None
        if first is None or second is None or second[1] <= first[1]:
            return None
        end, year, mod = self.year_tail(second[0])

        def find(y: int) -> Days:
            return Days(month_days(y, first[1]).first, month_days(y, second[1]).last, "month")

        return end, find(year) if year is not None else self.recurring(mod, find)

    def year_tail(self, at: int) -> tuple[int, int | None, str]:
        """Return end, year and modifier of what follows a month: «2020», «من عام 2020», «من العام الماضي», «المقبل»."""
        end, mod, _ = self.modifier(at)
        if mod:
            return end, None, mod
        if self.whole(at) == "من" and self.whole(at + 1) == "كل" and self.is_a(at + 2, "year_word"):
            return at + 3, None, "anaphoric"
        start = at + 1 if self.whole(at) in {"من", "،"} and self.whole(at + 1) != "،" else at
        worded = self.is_a(start, "year_word") and self.is_free(start)
        found = self.year_at(start + 1 if worded else start)
        if (
            found is not None
            and (worded or start == at or self.whole(at) == "،")
            and (worded or self.tokens[start].value is not None)
        ):
            return found[0], found[1], ""
        this = self.is_a(start, "this") and self.is_a(start + 1, "year_word")
        if self.published is not None and this:
            return start + 2, self.published.year, ""
        if worded and self.published is not None:
            end, mod, step = self.modifier(start + 1)
            if mod and mod != "anaphoric":
                return end, self.published.year + step, ""
        return at, None, ""

    # -- days of months ----------------------------------------------------------------------------

    def day_month(self, at: int) -> Found:
        """Read «23 يناير الماضي», «الخامس من فبراير 2020», «5 و6 مارس», «15 رمضان 1436»."""
        found = self._day_numbers(at)
        if found is None:
            return None
        end, days, words = found
        if self.whole(end) == "من":
            end += 1
        elif words and days[0] != 1:
            return None
        if self.is_a(end, "month_word") and self.is_free(end) and not self.tokens[end].definite:
            end += 1
        for hijri in (False, True):
            month = self.month_name(end, hijri=hijri)
            if month is None:
                continue
            after, year, mod = self.year_tail(month[0])
            if year is None and not mod and self._names_something(at):
                return None
            if self.is_a(after, "moon_year"):
                after += 1
            return self._days_of(after, days, month[1], year, mod, hijri=hijri or year in _HIJRI_YEARS)
        return self._day_of_this_month(end, days)

    def _day_of_this_month(self, at: int, days: tuple[int, int]) -> Found:
        """«الخامس من الشهر الجاري»."""
        this = self.is_a(at, "this")
        start = at + 1 if this else at
        word = self.word(start)
        if not self.is_a(start, "month_word") or word is None or not word.definite or word.prep or word.conj:
            return None
        end, mod, step = self.modifier(start + 1)
        if not mod and not this:
            return None
        if self.published is None or mod == "anaphoric":
            return end, UNKNOWN
        there = shift(self.published.replace(day=1), "month", step)
        return self._days_of(end, days, there.month, there.year, "", hijri=False)

    def _days_of(
        self, end: int, days: tuple[int, int], month: int, year: int | None, mod: str, *, hijri: bool
    ) -> Found:
        def find(y: int) -> Days | None:
            low, high = (_day_in(y, month, day, hijri=hijri) for day in days)
            return Days(low, high, "day") if low is not None and high is not None else None

        if year is not None:
            exact = find(year)
            return (end, exact) if exact is not None else None
        return end, self.recurring(mod, find, hijri=hijri)

    def _day_numbers(self, at: int) -> tuple[int, tuple[int, int], bool] | None:
        """Return end, first and last day, and whether they are in words."""
        text = self.tokens[at].text if at < len(self.tokens) else ""
        text = clean(text) if text[:1].isdigit() else ""
        both = _DAYS.fullmatch(text) if text else None
        if both:
            return self._checked(at + 1, int(both[1]), int(both[2]), words=False)
        if text and _DAY.fullmatch(text):
            end, low = at + 1, int(text)
            linked = self.whole(end) == "و" or self.whole(end) in _DASHES or self.is_a(end, "to")
            other = clean(self.tokens[end + 1].text) if linked and end + 1 < len(self.tokens) else ""
            if _DAY.fullmatch(other) and int(other) > low:
                return self._checked(end + 2, low, int(other), words=False)
            return self._checked(end, low, low, words=False)
        ordinal = read_ordinal(self.tokens, at)
        if ordinal is None:
            return None
        end, low = ordinal
        word = fold(self.tokens[end].text) if end < len(self.tokens) else ""
        second = read_ordinal(self.tokens, end) if word.startswith("وال") else None
        if second is not None and second[1] > low:
            return self._checked(second[0], low, second[1], words=True)
        return self._checked(end, low, low, words=True)

    def _checked(self, end: int, low: int, high: int, *, words: bool) -> tuple[int, tuple[int, int], bool] | None:
        return (end, (low, high), words) if 1 <= low <= high <= _LONGEST_MONTH else None

    # -- weekdays ----------------------------------------------------------------------------------

    def weekday(self, at: int) -> Found:
        """Read «الأربعاء», «يوم الأربعاء الماضي», «الأربعاء 5 فبراير», «يومي السبت والأحد»."""
        if self.is_a(at, "days_of"):
            several = self._weekdays(at + 1)
            if several is not None:
                return several
        named = self.is_a(at, "day_word") and not self._is_definite(at)
        start = at + 1 if named else at
        day = self.weekday_at(start)
        if day is None or (named and not self.is_free(start)):
            return None
        end = start + 1
        exact = self.apposed_date(end)
        if exact is not None:
            return exact
        end, mod, step = self.modifier(end)
        if self.is_a(end, "late_parts") and self.is_free(end):
            end += 1
        return end, self._weekday_days(day, mod, step)

    def _is_definite(self, at: int) -> bool:
        found = self.word(at)
        return found is not None and found.definite

    def weekday_at(self, at: int) -> int | None:
        """Return the number of the weekday named at `at` (Monday is 0)."""
        found = self.word(at)
        if found is None or not found.definite or found.word not in self.words.weekdays:
            return None
        return self.words.weekdays[found.word]

    def _weekday_days(self, weekday: int, mod: str, step: int = 0) -> Days:
        if self.published is None or mod == "anaphoric":
            return UNKNOWN
        if mod not in {"past", "future"}:
            self.floats = True
            return one_day(weekday_near(self.published, weekday, "ahead" if self.ahead else "back"))
        day = weekday_near(self.published, weekday, mod)
        return one_day(shift(day, "week", step + (1 if mod == "past" else -1)))

    def _weekdays(self, at: int) -> Found:
        """«(يومي) السبت والأحد الماضيين»: from the first to the last."""
        days: list[int] = []
        end = at
        while (day := self.weekday_at(end)) is not None:
            if days and not self.is_joined(end) and self.whole(end - 1) != "،":
                break
            days.append(day)
            end += 2 if self.whole(end + 1) == "،" and self.weekday_at(end + 2) is not None else 1
        if len(days) < 2:
            return None
        end, mod, step = self.modifier(end)
        last = self._weekday_days(days[-1], mod, step)
        if last.first is None:
            return end, last
        return end, Days(weekday_near(last.first, days[0], "past"), last.last, "day")

    def apposed_date(self, at: int) -> Found:
        """Read the date after a weekday: «5 فبراير», «، 5 فبراير», «(5 فبراير)», «الموافق 5 فبراير»."""
        opened = self.whole(at) == "("
        start = at + 1 if opened or self.whole(at) in {"،", "-"} or self.is_a(at, "on") else at
        digits = start < len(self.tokens) and self.tokens[start].pos == "num"
        if not digits and not (start == at and self._begins_ordinal(at)):
            return None
        found = self.numeric(start) or self.day_month(start)
        if found is None:
            return None
        return (found[0] + 1 if opened and self.whole(found[0]) == ")" else found[0]), found[1]

    def _begins_ordinal(self, at: int) -> bool:
        return at < len(self.tokens) and self.whole(at).startswith("ال") and read_ordinal(self.tokens, at) is not None

    # -- seasons and decades -----------------------------------------------------------------------

    def season(self, at: int) -> Found:
        """Read «صيف 2014» and «الصيف الماضي»."""
        found = self.word(at)
        if found is None or found.word not in self.words.seasons or self.month_name(at, inside=False, hijri=True):
            return None
        month = self.words.seasons[found.word]
        end, year, mod = self.year_tail(at + 1)
        if year is not None and not found.definite:
            return end, season_days(year, month)
        if mod and found.definite:
            return end, self.recurring(mod, lambda y: season_days(y, month))
        return None

    def decade(self, at: int) -> Found:
        """Read «التسعينيات», «ثمانينيات القرن الماضي»."""
        found = self.word(at)
        if found is None or found.word not in self.words.decades:
            return None
        year = self.words.decades[found.word]
        end = at + 1
        start = end + 1 if self.whole(end) == "من" else end
        century = self.is_a(start, "century_word") and self._is_definite(start)
        if century:
            _, mod, _ = self.modifier(start + 1)
            ordinal = read_ordinal(self.tokens, start + 1)
            end = start + 2 if mod else ordinal[0] if ordinal else start + 1
            if ordinal and not mod:
                year += (ordinal[1] - 20) * 100
        elif not found.definite:
            return None
        return end, Days(Date(year, 1, 1), Date(year + 9, 12, 31))


def _day_in(year: int, month: int, day: int, *, hijri: bool) -> Date | None:
    if not hijri:
        return safe_date(year, month, day)
    found = hijri_days(year, month, day)
    return found.first if found is not None else None


def surfaces_of(tokens: Sequence[Token]) -> list[str]:
    """Return the folded written words."""
    return [written(token) for token in tokens]
