"""Expressions of time in a sentence and the days they stand for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import NamedTuple

from waqai.languages.analysis import Sentence, TimeExpression
from waqai.languages.arabic.calendar_dates import DateReader, Found, surfaces_of
from waqai.languages.arabic.calendar_words import calendar_words
from waqai.languages.arabic.dates import (
    LASTING,
    UNKNOWN,
    Days,
    ago,
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
from waqai.languages.arabic.orthography import fold
from waqai.records import Span

_TIME = frozenset({"time"})
_PERIODS = frozenset({"week", "month", "year", "decade", "century"})
_ONE_AND_HALF = 0.5


class _Length(NamedTuple):
    """A span of time: unit, count (None: some), and the modifier after it."""

    end: int
    unit: str
    count: float | None
    mod: str = ""


def find_times(sentence: Sentence, published: datetime.date | None) -> list[TimeExpression]:
    """Return the sentence's expressions of time in text order and add the kind ``time`` to their tokens.

    Without a publication date, what is relative to it keeps its words as constraint and stays open.
    """
    words = calendar_words()
    surfaces = surfaces_of(sentence.tokens)
    known = words.surfaces
    starts = [at for at, token in enumerate(sentence.tokens) if token.value is not None or token.pos == "num" or surfaces[at] in known]
    if not starts:
        return []
    reader = _Reader(sentence.tokens, words, published, surfaces)
    found: list[TimeExpression] = []
    until = 0
    for at in starts:
        if at < until or _inside_name(sentence, at):
            continue
        expression = _read(sentence, reader, at)
        if expression is not None:
            found.append(expression)
            until = expression.end
            for token in sentence.tokens[expression.start : expression.end]:
                token.kinds |= _TIME
    return found


def _inside_name(sentence: Sentence, at: int) -> bool:
    """Tell whether the token is part of a known name of several words («14 آذار»)."""
    name = sentence.tokens[at].name
    return name is not None and name.end - name.start > 1


def _read(sentence: Sentence, reader: _Reader, at: int) -> TimeExpression | None:
    reader.ahead = reader.floats = False
    found = reader.expression(at)
    if found is None or found[0] <= at:
        return None
    end, days = found
    other = days
    if reader.floats:
        reader.ahead = True
        again = reader.expression(at)
        other = again[1] if again is not None else days
    text = _quoted(sentence, reader, at, end)
    since, until = _bounds(days)
    ahead = _bounds(other) if other != days else ()
    constraint = "" if days.known and since and until else text.text
    return TimeExpression(at, end, text, since, until, days.granularity, ahead, constraint, days.duration)


def _quoted(sentence: Sentence, reader: _Reader, at: int, end: int) -> Span:
    """The words without an attached conjunction and a mere «in»; «بحلول» and «لمدة» keep their preposition."""
    found = reader.word(at)
    if reader.is_a(at, "on"):
        return sentence.words(at + 1, end)
    tokens = sentence.tokens
    skipped = 0
    if found is not None and (found.conj or found.prep):
        kept = reader.is_a(at, "by") or reader.is_a(at, "lasting")
        skipped = len(found.conj) + (0 if kept else len(found.prep))
    start = tokens[at].start
    while skipped and start < tokens[at].end:
        skipped -= len(fold(sentence.source[start]))
        start += 1
    return Span(sentence.source[start : tokens[end - 1].end], start, tokens[end - 1].end, sentence.part)


def _bounds(days: Days) -> tuple[str, str]:
    return (
        days.first.isoformat() if days.first is not None else "",
        days.last.isoformat() if days.last is not None else "",
    )


class _Reader(DateReader):
    """Adds to dates the days around the publication, lengths of time and the prepositions before them."""

    def expression(self, at: int) -> Found:
        """Read the longest expression of time that begins at `at`."""
        found = self.near_day(at) or self.part(at)
        if found is not None:
            return found
        for kind, read in self._prefixes():
            if self.is_a(at, kind) and (found := read(at + 1)) is not None:
                return found
        return self.core(at) or self._year_after_in(at)

    def _prefixes(self) -> tuple[tuple[str, Callable[[int], Found]], ...]:
        return (
            ("since", self._since), ("before", self._before), ("after", self._after), ("between", self._between),
            ("until", self._until), ("by", self._by), ("during", self._during), ("within", self._within),
            ("throughout", self._throughout), ("starting", self._starting), ("from", self._from), ("lasting", self._lasting),
            ("in", self._in), ("over", self._on), ("on", self.core), ("now", self._now), ("lately", self._lately),
        )  # fmt: skip

    def core(self, at: int) -> Found:
        """Read a date or period without a preposition."""
        if at >= len(self.tokens):
            return None
        readers = (
            self.numeric, self.day_month, self.near_day, self.part, self.weekday, self._edge, self._share, self._this, self.period,
            self._definite_length, self._counted_length, self.season, self.decade, self.month, self.year, self._named_day,
        )  # fmt: skip
        return next((found for read in readers if (found := read(at)) is not None), None)

    def _named_day(self, at: int) -> Found:
        """«يوم 23 يناير», «يومي 5 و6 مارس»."""
        if not (self.is_a(at, "day_word") or self.is_a(at, "days_of")) or self._is_definite(at) or not self._is_digit(at + 1):
            return None
        return self.numeric(at + 1) or self.day_month(at + 1)

    # -- around the publication --------------------------------------------------------------------

    def _day_at(self, count: int) -> Days:
        return one_day(shift(self.published, "day", count)) if self.published is not None else UNKNOWN

    def near_day(self, at: int) -> Found:
        """Read «اليوم», «أمس الأول», «بعد غد», «الليلة الماضية», with the weekday that may follow."""
        start = at + 1 if self.is_a(at, "day_word") and not self._is_definite(at) else at
        if self._is_tonight(start):
            return self._night(start)
        found = self._offset(start)
        if found is None and start == at and self.is_a(at, "this") and self.is_a(at + 1, "today") and self._is_definite(at + 1):
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
        return read_ordinal(self.tokens, after) is None if after < len(self.tokens) and self.whole(after)[:2] == "ال" else True

    def _with_weekday(self, end: int, offset: int) -> Found:
        """The weekday after «أمس» corrects the day when the report came out later."""
        mark = end + 1 if self.whole(end) in {"،", "("} else end
        weekday = self.weekday_at(mark)
        if weekday is None or self.word(mark).conj:  # type: ignore[union-attr]
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
        if mod in {"anaphoric", "future"} or self.whole(at + 1)[:2] == "ال" and read_ordinal(self.tokens, at + 1) is not None:
            return end, UNKNOWN
        return self._with_weekday(end, 0)

    def part(self, at: int) -> Found:
        """Read a part of a day with its day: «مساء أمس», «بعد ظهر السبت», «ليل الأحد - الاثنين»."""
        start = at
        if (self.is_a(at, "before") or self.is_a(at, "after") or self.is_a(at, "middle")) and self.is_a(at + 1, "parts"):
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
        if day >= len(self.tokens) or (self.word(day) is not None and self.word(day).conj):  # type: ignore[union-attr]
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
            return end, UNKNOWN
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
            return ordinal[0], Days(datetime.date(first, 1, 1), datetime.date(first + 99, 12, 31)) if first else UNKNOWN
        return at + 1, period(self.published, unit.name, 0) if self.published is not None else UNKNOWN

    def _edge(self, at: int) -> Found:
        """Read «مطلع الشهر المقبل», «أواخر ديسمبر», «منتصف الثمانينات», «نهاية العام»."""
        which = next((kind for kind in ("begin", "middle", "end") if self.is_a(at, kind)), "")
        if not which or self._is_definite(at):
            return None
        inner = self.period(at + 1) or self._this(at + 1) or self.decade(at + 1) or self.month(at + 1) or self.year(at + 1)
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
        inner = self.period(start) or self._this(start) or self.month(start) or self.year(start) or self.bare_year(start)
        inner = inner or self._bare_period(start)
        if inner is None:
            return None
        found = share_of(inner[1], ordinal[1], parts) if inner[1].known else UNKNOWN
        return (inner[0], found) if found is not None else None

    # -- lengths of time ---------------------------------------------------------------------------

    def length(self, at: int) -> _Length | None:
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
            count = {"s": 1.0, "d": 2.0, "p": None}[unit.number]
            if unit.number == "s" and found.word in {"عقد", "ليله", "قرن"}:
                return None
        return self._length_tail(start + 1, unit.name, count)

    def _length_tail(self, at: int, unit: str, count: float | None) -> _Length:
        end = at
        if self.is_a(end, "few") and self.is_free(end):
            end += 1
        elif self.whole(end) in {"واحد", "واحده", "كامل", "كامله", "كاملين", "متتاليه", "متواصله"}:
            end += 1
        if self.whole(end) in {"ونصف", "والنصف"} and count is not None:
            end, count = end + 1, count + _ONE_AND_HALF
        end, mod, _ = self.modifier(end)
        return _Length(end, unit, count, mod)

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
        if found is None or not found.mod or found.count is None or (found.count == 1 and start == at):
            return None
        return found.end, self._window(found.unit, found.count, found.mod)

    def _last_length(self, at: int) -> Found:
        """Read «آخر ثلاثة أيام»."""
        found = self.length(at + 1) if self.is_a(at, "last_few") and at + 1 < len(self.tokens) else None
        return (found.end, self._window(found.unit, found.count, "past")) if found is not None else None

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

    # -- after prepositions ------------------------------------------------------------------------

    def _date_or_year(self, at: int) -> Found:
        return self.core(at) or (self.bare_year(at) if at < len(self.tokens) else None)

    def _is_anchored(self, end: int) -> bool:
        """«بعد يومين من الهجوم»: counted from something else than the publication."""
        return self.whole(end) in {"من", "علي", "عن"} and not (self.is_a(end + 1, "now") or self.is_a(end + 1, "today"))

    def _since(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.count, "past")
        found = found or self.bare_year(at)
        self.floats = False
        if found is None or not found[1].known:
            return found
        return found[0], Days(found[1].first, self.published, found[1].granularity)

    def _before(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return self._distant(span, -1)
        found = found or self.bare_year(at)
        if found is None or not found[1].known or found[1].first is None:
            return found
        return found[0], Days(None, shift(found[1].first, "day", -1), found[1].granularity)

    def _after(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return self._distant(span, 1)
        found = found or self.bare_year(at)
        if found is None or not found[1].known or found[1].last is None:
            return found
        return found[0], Days(shift(found[1].last, "day", 1), None, found[1].granularity)

    def _distant(self, span: _Length, direction: int) -> Found:
        if self.published is None or self._is_anchored(span.end) or not is_near(span.unit, span.count or 0.0):
            return span.end, UNKNOWN
        if span.count is None:
            return span.end, self._window(span.unit, None, "future" if direction > 0 else "past")
        return span.end, ago(self.published, span.unit, direction * span.count)

    def _until(self, at: int) -> Found:
        if self.is_a(at, "now"):
            return at + 1, Days(None, self.published, "day") if self.published is not None else UNKNOWN
        return self._by(at)

    def _by(self, at: int) -> Found:
        """A date that bounds is still to come unless it says otherwise."""
        asked, self.ahead = self.ahead, True
        found = self._date_or_year(at)
        self.ahead, self.floats = asked, False
        if found is None or not found[1].known:
            return found
        return found[0], Days(None, found[1].last, found[1].granularity)

    def _during(self, at: int) -> Found:
        return self._whole_night(at) or self._date_or_year(at) or self._floating_length(at)

    def _floating_length(self, at: int) -> Found:
        span = self.length(at)
        if span is None:
            return None
        if self.whole(span.end) == "من" and self.is_a(span.end + 1, "now"):
            return span.end + 2, self._window(span.unit, span.count, "future")
        if not span.mod and span.count is None:
            return span.end, UNKNOWN
        if not span.mod:
            self.floats = True
        return span.end, self._window(span.unit, span.count, span.mod or ("future" if self.ahead else "past"))

    def _whole_night(self, at: int) -> Found:
        found = self.word(at)
        if found is None or found.word != "ليل" or not found.definite:
            return None
        first, last = self._day_at(-1), self._day_at(0)
        return at + 1, Days(first.first, last.last, "day", first.known)

    def _within(self, at: int) -> Found:
        found = self._date_or_year(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.count, span.mod or "future")
        return found

    def _throughout(self, at: int) -> Found:
        found = self._whole_night(at) or self._date_or_year(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.count, span.mod) if span.mod else UNKNOWN
        return found

    def _lasting(self, at: int) -> Found:
        span = self.length(at) if self.word(at - 1) is not None and self.word(at - 1).prep == "ل" else None  # type: ignore[union-attr]
        return (span.end, LASTING) if span is not None else None

    def _in(self, at: int) -> Found:
        """«في غضون», «في بداية …»: only what needs the preposition; the rest begins after it."""
        return self._within(at + 1) if self.is_a(at, "within") else None

    def _on(self, at: int) -> Found:
        """«على مدى»: like «طوال»."""
        return self._throughout(at + 1) if self.is_a(at, "throughout") else None

    def _year_after_in(self, at: int) -> Found:
        before = self.is_a(at - 1, "in") or (self.is_a(at - 1, "parts") and not self._is_definite(at - 1))
        return self.bare_year(at) if before and at < len(self.tokens) else None

    def _now(self, at: int) -> Found:
        return at, self._day_at(0)

    def _lately(self, at: int) -> Found:
        return at, Days(None, self.published, "") if self.published is not None else UNKNOWN

    def _starting(self, at: int) -> Found:
        start = at + 1 if self.whole(at) == "من" else at
        found = self._date_or_year(start)
        if found is None or not found[1].known:
            return found
        return found[0], Days(found[1].first, None, found[1].granularity)

    # -- ranges ------------------------------------------------------------------------------------

    def _between(self, at: int) -> Found:
        return self._range(at, lambda end: self.whole(end) == "و" or (self.word(end) is not None and self.word(end).conj == "و"))  # type: ignore[union-attr]

    def _from(self, at: int) -> Found:
        return self._range(at, lambda end: self.is_a(end, "to"))

    def _range(self, at: int, is_link: Callable[[int], bool]) -> Found:
        """Read two dates with a linking word; a bare day takes its month from the second («من 5 إلى 8 مارس»)."""
        if at >= len(self.tokens):
            return None
        first = self._date_or_year(at)
        day = self._day_numbers(at) if first is None else None
        if first is None and day is None:
            return None
        end = first[0] if first is not None else day[0]  # type: ignore[index]
        if first is not None and not is_link(end) and self._is_list(at, first[1]):
            return first
        whole = first is None and day is not None and day[1][0] != day[1][1]
        if whole or not is_link(end):
            return None
        apart = self.whole(end) == "و" or self.is_a(end, "to")
        second = self._date_or_year(end + 1 if apart else end)
        if second is None:
            return None
        return self._joined(first, day[1][0] if day is not None else 0, second)

    def _is_list(self, at: int, days: Days) -> bool:
        """«بين عامي 2010 و2012», «من 5 إلى 8 مارس»: the range was read at once."""
        both = self.whole(at - 1).endswith("بين")
        listed = self._is_digit(at) or (both and any(self.is_a(at, kind) for kind in ("years_of", "months_of", "days_of")))
        return listed and days.first != days.last

    def _joined(self, first: Found, day: int, second: tuple[int, Days]) -> Found:
        end, last = second
        if not last.known or last.last is None:
            return end, UNKNOWN
        if first is None:
            if last.granularity != "day" or day > last.last.day:
                return None
            return end, Days(last.last.replace(day=day), last.last, "day")
        days = first[1]
        if not days.known or days.first is None:
            return end, UNKNOWN
        start = days.first if days.first <= last.last else shift(days.first, "year", last.last.year - days.first.year)
        if start > last.last:
            start = shift(start, "year", -1)
        return end, Days(start, last.last, last.granularity)

