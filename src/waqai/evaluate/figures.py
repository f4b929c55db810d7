"""The figures of codebook section 11: mentions, detection, and the fields of matched mentions, with intervals.

Every figure is a ratio of two sums over articles, so that its bootstrap interval comes from drawing articles anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from waqai.evaluate.gold import GoldMention, GoldReport, from_coded
from waqai.evaluate.matching import (
    Matching,
    match_mentions,
    pair_up,
    same_chain,
    same_code,
    same_innermost,
    same_interval,
    same_participant,
    same_place,
    share,
)
from waqai.evaluate.ratios import ALL, RESAMPLES, SEED, Figure, Tally, add, add_found, ratio_figures
from waqai.records import CodedReport

#: field -> whether a prediction gives it as gold does
_FIELDS = {
    "status": lambda gold, predicted: share(gold.statuses, predicted.statuses),
    "mode": lambda gold, predicted: share(gold.modes, predicted.modes),
    "date": same_interval,
    "place": lambda gold, predicted: same_place(gold.places, predicted.places),
    "source": same_innermost,
    "chain": same_chain,
}
_PARTICIPANTS = {"words": same_participant, "code": same_code}


class Figures(msgspec.Struct, frozen=True):
    """All figures of an evaluation: those for all mentions first, then type by type."""

    articles: int
    figures: tuple[Figure, ...]

    def get(self, measure: str, scope: str = ALL) -> Figure:
        """Return one figure; raises `KeyError` when there is none of that name."""
        for figure in self.figures:
            if (figure.scope, figure.measure) == (scope, measure):
                return figure
        raise KeyError(f"{scope} {measure}")

    def table(self) -> list[tuple[str, str, str, str, str]]:
        """Return rows of text: scope, measure, value, 95 % interval, count; the first row names the columns."""
        rows: list[tuple[str, str, str, str, str]] = [("scope", "measure", "value", "95 % interval", "count")]
        rows += [(item.scope, item.measure, *item.cells()) for item in self.figures]
        return rows

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as plain data: ``{"articles": n, "all": {measure: {...}}, "types": {type: ...}}``."""
        types: dict[str, dict[str, Any]] = {}
        whole: dict[str, Any] = {}
        for item in self.figures:
            target = whole if item.scope == ALL else types.setdefault(item.scope, {})
            fields = ("value", "low", "high", "right", "count")
            target[item.measure] = {name: getattr(item, name) for name in fields}
        return {"articles": self.articles, "all": whole, "types": types}


def evaluate(
    gold: Sequence[GoldReport], coded: Iterable[CodedReport], resamples: int = RESAMPLES, seed: int = SEED
) -> Figures:
    """Compare coded reports with gold by report id; a gold report that was not coded counts as all missed.

    Coded reports without gold are left out.  The same input gives the same figures, intervals included.
    """
    return evaluate_reports(gold, [from_coded(report) for report in coded], resamples, seed)


def evaluate_reports(
    gold: Sequence[GoldReport], predicted: Iterable[GoldReport], resamples: int = RESAMPLES, seed: int = SEED
) -> Figures:
    """Compare annotated reports with gold ones, as `evaluate` does."""
    tallies = [tally(one, other) for one, other in side_by_side(gold, predicted)]
    keys = [(scope, measure) for scope, measure, _ in _keys(tallies)]
    return Figures(len(tallies), ratio_figures(tallies, keys, resamples, seed) if keys else ())


def side_by_side(gold: Sequence[GoldReport], predicted: Iterable[GoldReport]) -> list[tuple[GoldReport, GoldReport]]:
    """Return each gold report with the prediction of the same id (an empty one when there is none)."""
    by_id = {one.report.id: one for one in predicted}
    return [(one, by_id.get(one.report.id, GoldReport(one.report))) for one in gold]


def tally(gold: GoldReport, predicted: GoldReport) -> Tally:
    """Count one article: (scope, measure, ``right`` or ``count``) -> how many."""
    counts: Tally = Counter()
    matching = match_mentions(gold, predicted)
    detected = len(match_mentions(gold, predicted, typed=False).pairs)
    add_found(counts, ALL, "mention", len(matching.pairs), len(predicted.mentions), len(gold.mentions))
    add_found(counts, ALL, "detection", detected, len(predicted.mentions), len(gold.mentions))
    for scope in _types(matching):
        hits = sum(predicted.types[0] == scope for _, predicted in matching.pairs)
        false = sum(mention.types[0] == scope for mention in matching.false)
        missed = sum(mention.types[0] == scope for mention in matching.missed)
        add_found(counts, scope, "mention", hits, hits + false, hits + missed)
    for one, other in matching.pairs:
        for scope in (ALL, other.types[0]):
            _fields(counts, scope, one, other)
    return counts


def _types(matching: Matching) -> list[str]:
    unmatched = (mention.types[0] for mention in (*matching.missed, *matching.false))
    return sorted({*unmatched, *(predicted.types[0] for _, predicted in matching.pairs)})


def _fields(counts: Tally, scope: str, gold: GoldMention, predicted: GoldMention) -> None:
    for field, same in _FIELDS.items():
        add(counts, scope, f"{field} accuracy", int(same(gold, predicted)))
    for role in ("actors", "recipients"):
        ours, theirs = getattr(predicted, role), getattr(gold, role)
        for kind, same_kind in _PARTICIPANTS.items():
            matched = len(pair_up(theirs, ours, same_kind))
            add(counts, scope, f"{role} {kind} F1", 2 * matched, len(ours) + len(theirs))


def _keys(tallies: Sequence[Tally]) -> list[tuple[str, str, str]]:
    """Return all keys: scope `all` first, then the types by name; measures in the order they are counted."""
    order = [f"{name} {ratio}" for name in ("mention", "detection") for ratio in ("precision", "recall", "F1")]
    order += [f"{field} accuracy" for field in _FIELDS]
    order += [f"{role} {kind} F1" for role in ("actors", "recipients") for kind in _PARTICIPANTS]
    keys = {key for counts in tallies for key in counts}
    return sorted(keys, key=lambda key: (key[0] != ALL, key[0], order.index(key[1]), key[2]))
