"""How far two annotations of the same reports agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from waqai.evaluate.figures import evaluate_reports, side_by_side
from waqai.evaluate.gold import GoldReport
from waqai.evaluate.matching import match_mentions
from waqai.evaluate.ratios import Figure

#: stands for the annotator who marked nothing where the other marked a mention
ABSENT = "none"


class Agreement(msgspec.Struct, frozen=True):
    """The agreement of two annotators.

    `mentions` and `detection` are F1 figures with and without the type.  The alphas are Krippendorff's for nominal
    values, None when there is nothing to compare or only one value: `type_alpha` and `status_alpha` over mentions
    that both marked (`aligned` of them), `coding_alpha` for the type over all `units`, absence being a value too.
    """

    articles: int
    mentions: Figure
    detection: Figure
    type_alpha: float | None
    status_alpha: float | None
    coding_alpha: float | None
    aligned: int
    units: int


def agree(first: Sequence[GoldReport], second: Sequence[GoldReport]) -> Agreement:
    """Compare two annotations of the reports in both; where lists of values meet, the annotators agree.

    Raises `ValueError` when they have no report in common.
    """
    common = {report.report.id for report in second}
    shared = [report for report in first if report.report.id in common]
    if not shared:
        raise ValueError("the two annotation files have no report in common")
    types, statuses, absent = [], [], []
    for one, other in side_by_side(shared, second):
        matching = match_mentions(one, other, typed=False)
        types += [_settle(a.types, b.types) for a, b in matching.pairs]
        statuses += [_settle(a.statuses, b.statuses) for a, b in matching.pairs]
        absent += [(mention.types[0], ABSENT) for mention in matching.missed]
        absent += [(ABSENT, mention.types[0]) for mention in matching.false]
    figures = evaluate_reports(shared, second)
    return Agreement(
        articles=len(shared),
        mentions=figures.get("mention F1"),
        detection=figures.get("detection F1"),
        type_alpha=krippendorff_alpha(types),
        status_alpha=krippendorff_alpha(statuses),
        coding_alpha=krippendorff_alpha(types + absent),
        aligned=len(types),
        units=len(types) + len(absent),
    )


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
