"""Measures how far two annotations of the same reports agree.

``python benchmarks/measure_agreement.py FIRST.jsonl SECOND.jsonl``

Where a field holds several defensible values the annotators agree when they share one; the second column keeps only
the first value of each list, what the annotator would have written had there been room for one.  (`waqai agree` gives
the first column with intervals.)
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from waqai.evaluate import GoldMention, GoldReport, read_gold
from waqai.evaluate.agreement import agree
from waqai.evaluate.figures import evaluate_reports
from waqai.evaluate.gold import GoldParticipant

T = TypeVar("T")
_FIELDS = (
    "mention F1",
    "detection F1",
    *(f"{name} accuracy" for name in ("status", "mode", "date", "place", "source", "chain")),
    *(f"{role} {kind} F1" for role in ("actors", "recipients") for kind in ("words", "code")),
)


def main(first: str, second: str) -> None:
    """Print the figures."""
    one, other = read_gold(first), read_gold(second)
    pairs = [(one, other), ([_strict(report) for report in one], [_strict(report) for report in other])]
    counts = [sum(len(report.mentions) for report in side) for side in pairs[0]]
    print(f"{len(one)} reports, {counts[0]} and {counts[1]} mentions")
    print(f"{'':<24}{'lists':>8}{'first':>8}")
    found = [evaluate_reports(*pair, resamples=0) for pair in pairs]
    for name in _FIELDS:
        print(f"{name:<24}{found[0].get(name).value:>8.3f}{found[1].get(name).value:>8.3f}")
    alphas = [agree(*pair) for pair in pairs]
    for name in ("type_alpha", "status_alpha", "coding_alpha"):
        values = (getattr(side, name).value for side in alphas)
        print(f"{name:<24}" + "".join("       -" if value is None else f"{value:>8.3f}" for value in values))


def _strict(report: GoldReport) -> GoldReport:
    return replace(report, mentions=tuple(map(_strict_mention, report.mentions)))


def _strict_mention(mention: GoldMention) -> GoldMention:
    return replace(
        mention,
        types=_first(mention.types),
        modes=_first(mention.modes),
        statuses=_first(mention.statuses),
        places=_first(mention.places),
        starts=_first(mention.starts),
        ends=_first(mention.ends),
        chains=_first(mention.chains),
        actors=tuple(map(_strict_participant, mention.actors)),
        recipients=tuple(map(_strict_participant, mention.recipients)),
    )


def _strict_participant(participant: GoldParticipant) -> GoldParticipant:
    return replace(participant, countries=_first(participant.countries), sectors=_first(participant.sectors))


def _first(values: Sequence[T]) -> tuple[T, ...]:
    return tuple(values[:1])


if __name__ == "__main__":
    main(*sys.argv[1:3])
