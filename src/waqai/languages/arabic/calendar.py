"""Expressions of time in a sentence and the days they stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from waqai.languages.analysis import Sentence, TimeExpression, Token
from waqai.languages.arabic.calendar_dates import Found, surfaces_of
from waqai.languages.arabic.calendar_periods import Length, PeriodReader
from waqai.languages.arabic.calendar_words import CalendarWords, calendar_words
from waqai.languages.arabic.dates import (
    LASTING,
    SAME_DAY,
    UNKNOWN,
    Days,
    ago,
    is_near,
    shift,
)
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.surfaces import written
from waqai.records import Span

_TIME = frozenset({"time"})
_PERIODS = frozenset({"week", "month", "year", "decade", "century"})
#: tokens within which such a word must be followed by one that does
_REACH = 5
#: what a word can be: known to the calendar, and telling of time by itself (as figures do)
_KNOWN, _TELLING = 1, 2
#: classes of words after which an expression of time goes on, in the order in which they are tried
_PREFIXES = ("since", "before", "after", "between", "until", "by", "during", "within", "throughout", "starting", "from",
             "lasting", "in", "over", "on", "now", "soon", "lately")  # fmt: skip


def find_times(sentence: Sentence, published: dt.date | None) -> list[TimeExpression]:
    """Return the sentence's expressions of time in text order and add the kind ``time`` to their tokens.

    Without a publication date, what is relative to it keeps its words as constraint and stays open.
    """
    words = calendar_words()
    tokens = sentence.tokens
    timing = [_timing(token, words) for token in tokens]
    last = -1
    for at in range(len(timing) - 1, -1, -1):
        if timing[at] & _TELLING:
            last = at
            break
    if last < 0:
        return []
    starts: list[int] = []
    ahead = -1  # the next word that tells of time
    for at in range(last, -1, -1):
        if timing[at] & _TELLING:
            ahead = at
        if timing[at] and ahead - at < _REACH:
            starts.append(at)
    starts.reverse()
    surfaces = surfaces_of(tokens)
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


def _timing(token: Token, words: CalendarWords) -> int:
    """What the word can be in an expression of time, 0 for nothing."""
    if token.value is not None or token.pos == "num":
        return _KNOWN | _TELLING
    marks = token.marks
    if marks is not None and marks.timing >= 0:
        return marks.timing
    surface = written(token)
    found = (_KNOWN if surface in words.surfaces else 0) | (_TELLING | _KNOWN if surface in words.dated else 0)
    if marks is not None:
        marks.timing = found
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


class _Reader(PeriodReader):
    """Adds to dates the days around the publication, lengths of time and the prepositions before them."""

    def expression(self, at: int) -> Found:
        """Read the longest expression of time that begins at `at`."""
        found = self.near_day(at) or self.part(at)
        if found is not None:
            return found
        if self.has_class(at):
            for kind in _PREFIXES:
                if self.is_a(at, kind) and (found := self._after(kind, at + 1)) is not None:
                    return found
        return self.core(at) or self._year_after_in(at)

    def _after(self, kind: str, at: int) -> Found:  # noqa: C901, PLR0912  (one line a kind)
        """Read what follows the preposition or adverb of that class, which ends at `at`."""
        match kind:
            case "since":
                return self._since(at)
            case "before":
                return self._before(at)
            case "after":
                return self._after_what(at)
            case "between":
                return self._between(at)
            case "until":
                return self._until(at)
            case "by":
                return self._by(at)
            case "during":
                return self._during(at)
            case "within":
                return self._within(at)
            case "throughout":
                return self._throughout(at)
            case "starting":
                return self._starting(at)
            case "from":
                return self._from(at)
            case "lasting":
                return self._lasting(at)
            case "in":
                return self._in(at)
            case "over":
                return self._on(at)
            case "on":
                return self.core(at)
            case "now":
                return self._now(at)
            case "soon":
                return self._soon(at)
            case _:
                return self._lately(at)

    # -- after prepositions ------------------------------------------------------------------------

    def _date_or_year(self, at: int) -> Found:
        return self.core(at) or (self.bare_year(at) if at < len(self.tokens) else None)

    def _is_anchored(self, end: int) -> bool:
        """«بعد يومين من الهجوم»: counted from something else than the publication."""
        return self.whole(end) in {"من", "علي", "عن"} and not (self.is_a(end + 1, "now") or self.is_a(end + 1, "today"))

    def _since(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.amount, "past")
        found = found or self.bare_year(at)
        self.floats = False
        if found is None or not found[1].known:
            return found
        first, today = found[1].first, self.published
        begun = first is not None and today is not None and first <= today
        return found[0], Days(first, today if begun else None, found[1].granularity)

    def _before(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return self._distant(span, -1)
        found = found or self.bare_year(at)
        if found is None or not found[1].known or found[1].first is None:
            return found
        return found[0], Days(None, shift(found[1].first, "day", -1), found[1].granularity)

    def _after_what(self, at: int) -> Found:
        found = self.core(at)
        if found is None and (span := self.length(at)) is not None:
            return self._distant(span, 1)
        found = found or self.bare_year(at)
        if found is None or not found[1].known or found[1].last is None:
            return found
        return found[0], Days(shift(found[1].last, "day", 1), None, found[1].granularity)

    def _distant(self, span: Length, direction: int) -> Found:
        if direction > 0 and span.unit in {"hour", "minute"}:
            return span.end, SAME_DAY
        if self.published is None or self._is_anchored(span.end) or not is_near(span.unit, span.amount or 0.0):
            return span.end, UNKNOWN
        if span.amount is None:
            return span.end, self._window(span.unit, None, "future" if direction > 0 else "past")
        return span.end, ago(self.published, span.unit, direction * span.amount)

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
            return span.end + 2, self._window(span.unit, span.amount, "future")
        if not span.mod and span.amount is None:
            return span.end, UNKNOWN
        if not span.mod:
            self.floats = True
        return span.end, self._window(span.unit, span.amount, span.mod or ("future" if self.ahead else "past"))

    def _whole_night(self, at: int) -> Found:
        found = self.word(at)
        if found is None or found.word != "ليل" or not found.definite:
            return None
        first, last = self._day_at(-1), self._day_at(0)
        return at + 1, Days(first.first, last.last, "day", first.known)

    def _within(self, at: int) -> Found:
        found = self._date_or_year(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.amount, span.mod or "future")
        return found

    def _throughout(self, at: int) -> Found:
        found = self._whole_night(at) or self._date_or_year(at)
        if found is None and (span := self.length(at)) is not None:
            return span.end, self._window(span.unit, span.amount, span.mod) if span.mod else UNKNOWN
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

    def _soon(self, at: int) -> Found:
        """«قريبا», «في القريب العاجل»: some day from now on."""
        near = self.whole(at - 1).startswith("ال")
        if near and self.whole(at) != "العاجل" or self.whole(at) == "من":
            return None  # «الشرق القريب», «قريبا من السوق»
        return at + int(near), Days(self.published, None, "") if self.published is not None else UNKNOWN

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
        return self._range(at, lambda end: self.whole(end) == "و" or self.is_joined(end))

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
        listed = self._is_digit(at) or (
            both and any(self.is_a(at, kind) for kind in ("years_of", "months_of", "days_of"))
        )
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
