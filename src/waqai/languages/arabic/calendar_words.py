"""The words of the calendar, read once from the lexicon."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from waqai.languages.arabic.numbers import ordinal_words
from waqai.languages.arabic.orthography import fold
from waqai.languages.arabic.surfaces import Surface, lay_out

WORDS_FILE = "lexicon/calendar_words.toml"
#: function words and month names that are also something else when a preposition or article is taken off
_BARE = ("to", "from", "in", "over", "until", "since", "now", "weak_months", "moon_year", "sun_year", "comparison")
_NUMBERS = ("s", "d", "p")
#: classes of words that only lead up to an expression of time
_LEADING = frozenset({"since", "before", "after", "between", "until", "by", "during", "within", "throughout",
                      "starting", "from", "lasting", "in", "over", "on", "past", "future", "present", "anaphoric",
                      "same", "to", "this", "few", "last_few", "comparison", "quarter", "half", "first_word",
                      "not_today", "general_of", "named_after", "begin", "middle", "end"})  # fmt: skip


class Unit(NamedTuple):
    """A unit of time and the grammatical number of the word: ``s``, ``d`` or ``p``."""

    name: str
    number: str


class CalendarWords(NamedTuple):
    """Folded calendar words: names of several words stand under their first one.

    `surfaces` are all written forms, `dated` those that say something of time by themselves (a preposition or an
    ordinal before it does not).
    """

    months: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    hijri: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    weekdays: Mapping[str, int]
    units: Mapping[str, Unit]
    seasons: Mapping[str, int]
    decades: Mapping[str, int]
    classes: Mapping[str, frozenset[str]]
    surfaces: Mapping[str, Surface]
    dated: frozenset[str]


@lru_cache(maxsize=1)
def calendar_words() -> CalendarWords:
    """Return the calendar words; ValueError when the file is malformed."""
    data = tomllib.loads(files("waqai.languages.arabic").joinpath(WORDS_FILE).read_text("utf-8"))
    months, hijri = _names(data["months"]), _names(data["hijri"])
    weekdays = _numbers(data["weekdays"])
    seasons, decades = _numbers(data["seasons"]), _numbers(data["decades"])
    units = {
        fold(word): Unit(name, number)
        for name, forms in data["units"].items()
        for number, group in zip(_NUMBERS, forms, strict=True)
        for word in group
    }
    classes: dict[str, frozenset[str]] = {}
    for name, group in data["words"].items():
        for word in group:
            classes[fold(word)] = classes.get(fold(word), frozenset()) | {name}
    bare = {word for word, found in classes.items() if found & set(_BARE)}
    listed = {*months, *hijri, *weekdays, *units, *seasons, *decades, *classes, *ordinal_words()}
    surfaces = lay_out(listed, bare)
    telling = {*months, *hijri, *weekdays, *units, *seasons, *decades}
    telling |= {word for word, found in classes.items() if found - _LEADING}
    dated = frozenset(surface for surface, found in surfaces.items() if found.word in telling)
    return CalendarWords(months, hijri, weekdays, units, seasons, decades, classes, surfaces, dated)


def _names(table: dict[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], int], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], int], ...]] = {}
    for number, names in table.items():
        for name in names:
            first, *rest = fold(name).split()
            entry = (tuple(rest), int(number))
            if entry not in found.get(first, ()):
                found[first] = tuple(sorted((*found.get(first, ()), entry), key=lambda item: -len(item[0])))
    return found


def _numbers(table: dict[str, list[str]]) -> dict[str, int]:
    return {fold(word): int(number) for number, words in table.items() for word in words}
