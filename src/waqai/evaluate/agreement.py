"""How far two annotations of the same reports agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from waqai.evaluate.figures import evaluate_reports, side_by_side
from waqai.evaluate.gold import GoldReport
from waqai.evaluate.matching import match_mentions
from waqai.evaluate.ratios import ALL, RESAMPLES, SEED, Figure, draws, interval

#: stands for the annotator who marked nothing where the other marked a mention
ABSENT = "none"


class Alpha(msgspec.Struct, frozen=True):
    """Krippendorff's alpha for nominal values over `units`; None when there are fewer than two different values.

    `low` and `high` bound the 95 % bootstrap interval over reports, None when too few draws have an alpha.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int


class Agreement(msgspec.Struct, frozen=True):
    """The agreement of two annotators.

    `mentions` and `detection` are F1 figures with and without the type; `fields` the figures of the fields of mentions
    that match with their type (codebook section 11; the first annotator takes the place of gold).  `type_alpha` and
    `status_alpha` are over mentions that both marked, whatever type they gave; `coding_alpha` is for the type over all
    mentions, absence being a value too.  `first_only` and `second_only` are ids of reports that the other lacks.
    """

    articles: int
    mentions: Figure
    detection: Figure
    fields: tuple[Figure, ...]
    type_alpha: Alpha
    status_alpha: Alpha
    coding_alpha: Alpha
    first_only: tuple[str, ...] = ()
    second_only: tuple[str, ...] = ()

    def table(self) -> list[tuple[str, str, str, str]]:
        """Return rows of text: measure, value, 95 % interval, count; the first row names the columns."""
        rows: list[tuple[str, str, str, str]] = [("measure", "value", "95 % interval", "count")]
        rows += [(one.measure, *one.cells()) for one in (self.mentions, self.detection)]
        for name, alpha in (("type", self.type_alpha), ("status", self.status_alpha), ("coding", self.coding_alpha)):
            value = "-" if alpha.value is None else f"{alpha.value:.3f}"
            interval = "-" if alpha.low is None or alpha.high is None else f"{alpha.low:.3f}-{alpha.high:.3f}"
            rows.append((f"{name} alpha", value, interval, str(alpha.units)))
        return rows + [(one.measure, *one.cells()) for one in self.fields]


def agree(
    first: Sequence[GoldReport], second: Sequence[GoldReport], resamples: int = RESAMPLES, seed: int = SEED
) -> Agreement:
    """Compare two annotations of the reports in both; where lists of values meet, the annotators agree.

    Raises `ValueError` when they have no report in common, an id twice, or different texts for one id.
    """
    mine, theirs = _by_id(first), _by_id(second)
    shared = [report for report in first if report.report.id in theirs]
    if not shared:
        raise ValueError("the two annotation files have no report in common")
    units: dict[str, list[Counter[tuple[str, str]]]] = {"type": [], "status": [], "coding": []}
    for one, other in side_by_side(shared, second):
        if one.report.text and other.report.text and one.report.text != other.report.text:
            raise ValueError(f"the two annotation files have different texts for report {one.report.id}")
        for name, pairs in _pairs(one, other).items():
            units[name].append(Counter(pairs))
    figures = evaluate_reports(shared, second, resamples, seed)
    whole = [one for one in figures.figures if one.scope == ALL]
    alphas = {name: _alpha(counts, resamples, seed) for name, counts in units.items()}
    return Agreement(
        articles=len(shared),
        mentions=figures.get("mention F1"),
        detection=figures.get("detection F1"),
        fields=tuple(one for one in whole if not one.measure.startswith(("mention", "detection"))),
        type_alpha=alphas["type"],
        status_alpha=alphas["status"],
        coding_alpha=alphas["coding"],
        first_only=tuple(name for name in mine if name not in theirs),
        second_only=tuple(name for name in theirs if name not in mine),
    )


def _by_id(reports: Sequence[GoldReport]) -> dict[str, GoldReport]:
    found: dict[str, GoldReport] = {}
    for one in reports:
        if one.report.id in found:
            raise ValueError(f"report {one.report.id or '(without an id)'} stands twice in one annotation file")
        found[one.report.id] = one
    return found


def _pairs(one: GoldReport, other: GoldReport) -> dict[str, list[tuple[str, str]]]:
    """Return the values that the two give to the mentions of one report."""
    matching = match_mentions(one, other, typed=False)
    types = [_settle(a.types, b.types) for a, b in matching.pairs]
    absent = [(mention.types[0], ABSENT) for mention in matching.missed]
    absent += [(ABSENT, mention.types[0]) for mention in matching.false]
    statuses = [_settle(a.statuses, b.statuses) for a, b in matching.pairs]
    return {"type": types, "status": statuses, "coding": types + absent}


def _alpha(counts: Sequence[Counter[tuple[str, str]]], resamples: int, seed: int) -> Alpha:
    """Return alpha over all reports, with an interval from drawing reports anew."""
    values = []
    for times in draws(len(counts), resamples, seed):
        drawn: Counter[tuple[str, str]] = Counter()
        for count, number in zip(counts, times, strict=True):
            for pair, often in count.items() if number else ():
                drawn[pair] += often * number
        alpha = krippendorff_alpha(drawn.elements())
        values += [alpha] if alpha is not None else []
    whole = sum(counts, Counter[tuple[str, str]]())
    low, high = interval(values) if 2 * len(values) >= resamples else (None, None)
    return Alpha(krippendorff_alpha(whole.elements()), low, high, whole.total())


def _settle(first: Sequence[str], second: Sequence[str]) -> tuple[str, str]:
    both = next((value for value in first if value in second), None)
    return (first[0], second[0]) if both is None else (both, both)


def krippendorff_alpha(units: Iterable[tuple[str, str]]) -> float | None:
    """Return Krippendorff's alpha for nominal values given by two coders to the same units.

    1 is perfect agreement, 0 what chance would give; None when fewer than two different values occur.
    """
    pairs = list(units)
    totals = Counter(value for pair in pairs for value in pair)
    values = sum(totals.values())
    expected = values * values - sum(count * count for count in totals.values())
    if not expected:
        return None
    observed = 2 * sum(one != other for one, other in pairs)
    return 1 - (values - 1) * observed / expected
