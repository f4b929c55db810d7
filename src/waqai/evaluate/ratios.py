"""Figures that are ratios of two sums over units (reports, sentences), with bootstrap intervals over the units."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import mul

import msgspec

RESAMPLES = 1000
SEED = 20200205
ALL = "all"
#: one unit's counts: (scope, measure, ``right`` or ``count``) -> how many
Tally = Counter[tuple[str, str, str]]


class Figure(msgspec.Struct, frozen=True):
    """One measure for all mentions (`scope` ``all``) or a part of them (those of one type).

    `value` is `right` / `count`, and None when `count` is 0; for an F1 both are doubled (twice the matches over gold
    plus predicted).  `low` and `high` bound the 95 % bootstrap interval over the units.
    """

    scope: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    right: int
    count: int

    def cells(self) -> tuple[str, str, str]:
        """Return value, 95 % interval and count as text."""
        value = "-" if self.value is None else f"{self.value:.3f}"
        interval = "-" if self.low is None or self.high is None else f"{self.low:.3f}-{self.high:.3f}"
        return value, interval, f"{self.right}/{self.count}"


def add(tally: Tally, scope: str, measure: str, right: int, count: int = 1) -> None:
    """Count `right` of `count` for one measure of a unit."""
    tally[scope, measure, "right"] += right
    tally[scope, measure, "count"] += count


def add_found(tally: Tally, scope: str, name: str, matched: int, predicted: int, gold: int) -> None:
    """Count precision, recall and F1 of one unit."""
    add(tally, scope, f"{name} precision", matched, predicted)
    add(tally, scope, f"{name} recall", matched, gold)
    add(tally, scope, f"{name} F1", 2 * matched, predicted + gold)


def ratio_figures(
    tallies: Sequence[Tally],
    keys: Iterable[tuple[str, str]] = (),
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Figure, ...]:
    """Return the figures named by `keys` (scope, measure); without keys all, in the order they were first counted.

    The same tallies give the same figures, intervals included.
    """
    wanted = list(dict.fromkeys(keys)) or list(dict.fromkeys(key[:2] for tally in tallies for key in tally))
    drawn = draws(len(tallies), resamples, seed)
    return tuple(_figure(scope, measure, tallies, drawn) for scope, measure in wanted)


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as aligned lines: scope, measure, value, interval, count."""
    rows = [("", "measure", "value", "95 % interval", "count")]
    rows += [(item.scope, item.measure, *item.cells()) for item in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def draws(units: int, resamples: int, seed: int) -> list[list[int]]:
    """Return for each resample how often each unit was drawn."""
    generator = random.Random(seed)  # noqa: S311 (statistics, not secrets)
    drawn = []
    for _ in range(resamples if units else 0):
        times = [0] * units
        for index in generator.choices(range(units), k=units):
            times[index] += 1
        drawn.append(times)
    return drawn


def interval(values: Iterable[float]) -> tuple[float | None, float | None]:
    """Return the bounds between which 95 % of the values lie; None when there is no value."""
    ordered = sorted(values)
    if not ordered:
        return None, None
    cut = int(0.025 * (len(ordered) - 1))
    return ordered[cut], ordered[-1 - cut]


def _figure(scope: str, measure: str, tallies: Sequence[Tally], drawn: Sequence[Sequence[int]]) -> Figure:
    rights = [counts[scope, measure, "right"] for counts in tallies]
    sizes = [counts[scope, measure, "count"] for counts in tallies]
    right, count = sum(rights), sum(sizes)
    if not count:
        return Figure(scope, measure, None, None, None, 0, 0)
    sums = ((sum(map(mul, times, rights)), sum(map(mul, times, sizes))) for times in drawn)
    low, high = interval(one / size for one, size in sums if size)
    return Figure(scope, measure, right / count, low, high, right, count)
