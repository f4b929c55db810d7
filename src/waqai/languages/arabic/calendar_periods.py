"""Days around the publication, calendar periods and lengths of time, read from one token on."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from waqai.languages.arabic.calendar_dates import DateReader, Found
from waqai.languages.arabic.dates import (
    SAME_DAY,
    UNKNOWN,
    Days,
    is_near,
    one_day,
    part_of,
    period,
    season_days,
    share_of,
    shift,
    weekday_near,
)
from waqai.languages.arabic.numbers import read_number, read_ordinal

_PERIODS = frozenset({"week", "month", "year", "decade", "century"})
_ONE_AND_HALF = 0.5
_COUNTS: dict[str, float | None] = {"s": 1.0, "d": 2.0, "p": None}


class Length(NamedTuple):
    """A span of time: unit, count (None: some), and the modifier after it."""

    end: int
    unit: str
    amount: float | None
    mod: str = ""


class PeriodReader(DateReader):
    """Adds to dates the days around the publication, weeks to centuries, and lengths of time."""

    def core(self, at: int) -> Found:
        """Read a date or period without a preposition."""
        if at >= len(self.tokens):
            return None
        if self.word(at) is None:  # none of the others begins with a word that the calendar does not know
            return self.numeric(at) or self.day_month(at) or self._counted_length(at)
        return (
            self.numeric(at) or self.day_month(at) or self.near_day(at) or self.part(at) or self.weekday(at)
            or self._edge(at) or self._share(at) or self._this(at) or self.period(at) or self._definite_length(at)
            or self._counted_length(at) or self.season(at) or self.decade(at) or self.month(at) or self.year(at)
            or self._named_day(at)
        )  # fmt: skip

    def _named_day(self, at: int) -> Found:
        """«يوم 23 يناير», «يومي 5 و6 مارس»."""
        if (
            not (self.is_a(at, "day_word") or self.is_a(at, "days_of"))
            or self._is_definite(at)
            or not self._is_digit(at + 1)
        ):
            return None
        return self.numeric(at + 1) or self.day_month(at + 1)

    # -- around the publication --------------------------------------------------------------------

    def _day_at(self, count: int) -> Days:
        return one_day(shift(self.published, "day", count)) if self.published is not None else UNKNOWN

    def near_day(self, at: int) -> Found:
        """Read «اليوم», «أمس الأول», «بعد غد», «الليلة الماضية», with the weekday that may follow."""
        if self.word(at) is None:
            return None
        start = at + 1 if self.is_a(at, "day_word") and not self._is_definite(at) else at
        if self._is_tonight(start):
            return self._night(start)
        found = self._offset(start) if self.has_class(start) else None
        if (
            found is None
            and start == at
            and self.is_a(at, "this")
            and self.is_a(at + 1, "today")
            and self._is_definite(at + 1)
        ):
            found = at + 2, 0
        if found is None:
            return None
        end, offset = found
        return self._with_weekday(end, offset)

    def _offset(self, at: int) -> tuple[int, int] | None:
        """Return end and distance from the publication of «أمس», «غدا», «اليوم»."""
        if self.is_a(at, "yesterday") and (self.is_free(at) or self._is_definite(at)):
            return (at + 2, -2) if self.is_a(at + 1, "first_word") and self._is_definite(at + 1) else (at + 1, -1)
        if self.is_a(at, "eve"):
            return at + 1, -1
        if self.is_a(at, "tomorrow"):
            return at + 1, 1
        if self.is_a(at, "first_word") and not self._is_definite(at):
            day = at + 2 if self.whole(at + 1) == "من" else at + 1
            return (day + 1, -2) if self.is_a(day, "yesterday") else None
        if self.is_a(at, "before") and self.is_a(at + 1, "yesterday"):
            return at + 2, -2
        if self.is_a(at, "after") and self.is_a(at + 1, "tomorrow"):
            return at + 2, 2
        if self.is_a(at, "today") and self._is_definite(at) and self._means_today(at):
            return at + 1, 0
        return None

    def _means_today(self, at: int) -> bool:
        after = at + 1
        if self.is_a(after, "not_today") or self.is_a(after, "anaphoric") or self.whole(at - 1) in {"ذلك", "تلك"}:
            return False
        if self.weekday_at(after) is not None:
            return True
        return (
            read_ordinal(self.tokens, after) is None
            if after < len(self.tokens) and self.whole(after)[:2] == "ال"
            else True
        )

    def _with_weekday(self, end: int, offset: int) -> Found:
        """The weekday after «أمس» corrects the day when the report came out later."""
        mark = end + 1 if self.whole(end) in {"،", "("} else end
        weekday = self.weekday_at(mark)
        if weekday is None or self.is_joined(mark):
            exact = self.apposed_date(end) if self.whole(end) in {"", "(", "،"} or self._is_digit(end) else None
            return exact if exact is not None and self._is_digit(end) else (end, self._day_at(offset))
        closed = self.whole(end) == "(" and self.whole(mark + 1) == ")"
        end = mark + (2 if closed else 1)
        exact = self.apposed_date(end)
        if exact is not None:
            return exact
        if self.published is None:
            return end, UNKNOWN
        return end, one_day(weekday_near(shift(self.published, "day", offset), weekday, "near"))

    def _is_digit(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].pos == "num"

    def _is_tonight(self, at: int) -> bool:
        found = self.word(at)
        return found is not None and found.word == "ليله" and found.definite

    def _night(self, at: int) -> Found:
        end, mod, step = self.modifier(at + 1)
        if mod == "past":
            first, last = self._day_at(step), self._day_at(step + 1)
            return end, Days(first.first, last.last, "day", first.known)
        if (
            mod in {"anaphoric", "future"}
            or self.whole(at + 1)[:2] == "ال"
            and read_ordinal(self.tokens, at + 1) is not None
        ):
            return end, UNKNOWN
        return self._with_weekday(end, 0)

    def part(self, at: int) -> Found:
        """Read a part of a day with its day: «مساء أمس», «بعد ظهر السبت», «ليل الأحد - الاثنين»."""
        if not self.has_class(at):
            return None
        start = at
        if (self.is_a(at, "before") or self.is_a(at, "after") or self.is_a(at, "middle")) and self.is_a(
            at + 1, "parts"
        ):
            start = at + 1
        elif self.is_a(at, "this") and self.is_a(at + 1, "parts"):
            return at + 2, self._day_at(0)
        if self._is_tonight(start) and start > at:
            return self._night(start)
        if not self.is_a(start, "parts") or (self._is_definite(start) and start == at):
            return None
        night = self.word(start).word in {"ليل", "ليله"}  # type: ignore[union-attr]
        day = start + 2 if self.whole(start + 1) == "من" else start + 1
        if night and (both := self._two_nights(day)) is not None:
            return both
        if day >= len(self.tokens) or self.is_joined(day):
            return None
        found = self.near_day(day) or self.weekday(day) or self.numeric(day) or self.day_month(day)
        if found is None and self.is_a(day, "this") and self.is_a(day + 1, "today"):
            found = day + 2, self._day_at(0)
        return found

    def _two_nights(self, at: int) -> Found:
        """«ليل السبت الأحد»: the night between them."""
        first = self.weekday_at(at)
        mark = at + 2 if self.whole(at + 1) in {"-", "–", "/", "،", "الي"} else at + 1
        second = self.weekday_at(mark)
        if first is None or second != (first + 1) % 7:
            return None
        end, mod, _ = self.modifier(mark + 1)
        last = self._weekday_days(second, mod, -1 if mod == "past" else 1)
        if last.first is None:
            return end, last
        return end, Days(shift(last.first, "day", -1), last.last, "day")

    # -- calendar periods --------------------------------------------------------------------------

    def period(self, at: int) -> Found:
        """Read «الأسبوع الماضي», «العام الجاري», «اليوم التالي»."""
        found = self.word(at)
        if found is None or not found.definite or found.word not in self.words.units:
            return None
        unit = self.words.units[found.word]
        if unit.number != "s" or (found.word == "عام" and self.is_a(at - 1, "general_of")):
            return None
        end, mod, step = self.modifier(at + 1)
        if mod == "anaphoric":
            return end, SAME_DAY if unit.name == "day" and self.is_a(at + 1, "same") else UNKNOWN
        if not mod or unit.name not in _PERIODS:
            return None
        if unit.name == "year" and (year := self.bare_year(end)) is not None:
            return year
        return end, period(self.published, unit.name, step) if self.published is not None else UNKNOWN

    def _this(self, at: int) -> Found:
        """Read «هذا الأسبوع», «هذه السنة», «هذا الصيف»."""
        found = self.word(at + 1)
        if not self.is_a(at, "this") or found is None or not found.definite:
            return None
        if found.word in self.words.seasons:
            month = self.words.seasons[found.word]
            return at + 2, self.recurring("", lambda y: season_days(y, month))
        return self._bare_period(at + 1)

    def _bare_period(self, at: int) -> Found:
        found = self.word(at)
        unit = self.words.units.get(found.word) if found is not None and found.definite else None
        if unit is None or unit.number != "s" or unit.name not in _PERIODS:
            return None
        ordinal = read_ordinal(self.tokens, at + 1) if unit.name == "century" and at + 1 < len(self.tokens) else None
        if ordinal is not None:
            first = (ordinal[1] - 1) * 100
            return ordinal[0], Days(dt.date(first, 1, 1), dt.date(first + 99, 12, 31)) if first else UNKNOWN
        return at + 1, period(self.published, unit.name, 0) if self.published is not None else UNKNOWN

    def _edge(self, at: int) -> Found:
        """Read «مطلع الشهر المقبل», «أواخر ديسمبر», «منتصف الثمانينات», «نهاية العام»."""
        which = next((kind for kind in ("begin", "middle", "end") if self.is_a(at, kind)), "")
        if not which or self._is_definite(at):
            return None
        inner = (
            self.period(at + 1) or self._this(at + 1) or self.decade(at + 1) or self.month(at + 1) or self.year(at + 1)
        )
        inner = inner or self.season(at + 1) or self._bare_period(at + 1)
        if inner is None and (year := self.bare_year(at + 1)) is not None:
            inner = year
        if inner is None:
            return self._last_length(at)
        end, days = inner
        return end, part_of(days, which) if days.known else days

    def _share(self, at: int) -> Found:
        """Read «الربع الأول من 2015», «النصف الثاني من العام الجاري»."""
        parts = 4 if self.is_a(at, "quarter") else 2 if self.is_a(at, "half") else 0
        if not parts or not self._is_definite(at) or at + 1 >= len(self.tokens):
            return None
        last = self.is_a(at + 1, "past") and self.whole(at + 1).startswith("الاخير")
        ordinal = (at + 2, parts) if last else read_ordinal(self.tokens, at + 1)
        if ordinal is None or self.whole(ordinal[0]) != "من":
            return None
        start = ordinal[0] + 1
        inner = (
            self.period(start) or self._this(start) or self.month(start) or self.year(start) or self.bare_year(start)
        )
        inner = inner or self._bare_period(start)
        if inner is None:
            return None
        found = share_of(inner[1], ordinal[1], parts) if inner[1].known else UNKNOWN
        return (inner[0], found) if found is not None else None

    # -- lengths of time ---------------------------------------------------------------------------

    def length(self, at: int) -> Length | None:
        """Read «ثلاثة أيام», «أكثر من شهر», «يومين», «أيام قليلة», «عام ونصف», with a modifier after it."""
        start = at
        if self.is_a(at, "comparison") and not self.is_a(at, "in"):
            start = at + 2 if self.whole(at + 1) == "من" else at + 1
        number = read_number(self.tokens, start) if start < len(self.tokens) else None
        count: float | None = None
        counted = number is not None and number.counted < 0 and number.end == number.number_end
        if self.is_a(start, "few") and start + 1 < len(self.tokens):
            start, counted = start + 1, True
        elif number is not None and counted:
            start, count = number.end, number.value
        else:
            counted = False
        found = self.word(start)
        unit = self.words.units.get(found.word) if found is not None else None
        if found is None or unit is None or found.conj or found.definite or (found.prep and counted):
            return None
        if not counted:
            count = _COUNTS[unit.number]
            if unit.number == "s" and found.word in {"عقد", "ليله", "قرن"}:
                return None
        return self._length_tail(start + 1, unit.name, count)

    def _length_tail(self, at: int, unit: str, count: float | None) -> Length:
        end = at
        if (
            self.is_a(end, "few")
            and self.is_free(end)
            or self.whole(end) in {"واحد", "واحده", "كامل", "كامله", "كاملين", "متتاليه", "متواصله"}
        ):
            end += 1
        if self.whole(end) in {"ونصف", "والنصف"} and count is not None:
            end, count = end + 1, count + _ONE_AND_HALF
        end, mod, _ = self.modifier(end)
        return Length(end, unit, count, mod)

    def _definite_length(self, at: int) -> Found:
        """Read «الأيام الثلاثة الماضية», «اليومين الماضيين», «السنوات الأخيرة», «الساعات الـ24 المقبلة»."""
        found = self.word(at)
        unit = self.words.units.get(found.word) if found is not None and found.definite else None
        if unit is None or unit.number == "s":
            return None
        count = 2.0 if unit.number == "d" else None
        end = at + 1
        if self.whole(end) == "ال":
            end += 1
        number = read_number(self.tokens, end) if end < len(self.tokens) and unit.number == "p" else None
        if number is not None and number.end == number.number_end:
            end, count = number.end, number.value
        if self.is_a(end, "few") and self.is_free(end):
            end += 1
        end, mod, _ = self.modifier(end)
        return (end, self._window(unit.name, count, mod)) if mod else None

    def _counted_length(self, at: int) -> Found:
        """Read «ثلاثة أيام الماضية», «الـ24 ساعة الماضية»."""
        start = at + 1 if self.whole(at) == "ال" else at
        if start >= len(self.tokens) or not (self.tokens[start].value is not None or start == at):
            return None
        found = self.length(start)
        if found is None or not found.mod or found.amount is None or (found.amount == 1 and start == at):
            return None
        return found.end, self._window(found.unit, found.amount, found.mod)

    def _last_length(self, at: int) -> Found:
        """Read «آخر ثلاثة أيام»."""
        found = self.length(at + 1) if self.is_a(at, "last_few") and at + 1 < len(self.tokens) else None
        return (found.end, self._window(found.unit, found.amount, "past")) if found is not None else None

    def _window(self, unit: str, count: float | None, mod: str) -> Days:
        """The days from then to the publication, or from it on."""
        if self.published is None or mod == "anaphoric" or not is_near(unit, count or 0.0):
            return UNKNOWN
        granularity = unit if unit in {"day", "week", "month", "year"} else "day"
        if count is None:
            soon = unit in {"hour", "minute"}
            near = shift(self.published, "day", 1 if mod == "future" else -1) if soon else None
            if mod == "future":
                return Days(self.published, near, granularity if soon else "")
            return Days(near, self.published, granularity if soon else "")
        if mod == "future":
            return Days(self.published, shift(self.published, unit, count), granularity)
        return Days(shift(self.published, unit, -count), self.published, granularity)
