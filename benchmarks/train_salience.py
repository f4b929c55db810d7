"""Trains the weights by which coding/salience.py tells reported events from events only touched on.

``python benchmarks/train_salience.py GSR [--gold FILE]... [--texts FILE] [--write]``

GSR is the folder with ``assault_detection.jsonl`` and ``protest_detection.jsonl`` of the Arabic gold standard records
(openeventdata/arabic_event_gsr); nothing of their sentences goes into the weights but counts of grammatical signs.  A
sentence's label says that some mention of the type in it reports an event (or that none does), not which one:
P(sentence) = 1 - product of (1 - P(mention)), a "noisy or" over its mentions.  ASSAULT learns from the share of
annotators who accepted the sentence, PROTEST (42 sentences "yes") from the yes or no alone.  Gold files (codebook,
section 10) add mentions one by one: those of the same type that gold has in that sentence report, others do not; the
weight of a report's other sentences (``elsewhere``) is set by hand and taken into account.

Printed are the figures of 5-fold cross-validation by document, five times over, and of training on other years
(ASSAULT) or other outlets (PROTEST): every sentence is judged by weights that have not seen its document (year,
outlet).  ``--write`` then trains on everything and renews ``languages/arabic/lexicon/salience.tsv`` (afterwards:
``scripts/compile-data``).  Deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from waqai import Coder, Report
from waqai.coding.drafts import Draft
from waqai.coding.pipeline import FrameCoder
from waqai.coding.salience import BASE, BESIDE, report_signs
from waqai.evaluate import read_gold
from waqai.languages.arabic.lexicon_compile import lexicon_folder

Floats = NDArray[np.float64]


class Setting(NamedTuple):
    """How one type is trained: strength of the prior, soft labels or hard ones, from which score on a mention stays.

    `elsewhere` is what one, two, three or more other sentences of the report add that have a mention of the type (its
    title counts for one more), `beside` what a reported mention in the same sentence adds; both are set by hand on
    annotated whole reports.
    """

    prior: float
    soft: bool
    keep: float
    elsewhere: tuple[float, float, float]
    beside: float

    def context(self) -> dict[str, float]:
        """Return the weights of the report's other sentences by sign."""
        return {f"elsewhere={number}": weight for number, weight in enumerate((0.0, *self.elsewhere))}


SETTINGS = {
    "ASSAULT": Setting(10.0, True, -0.45, (1.2, 2.5, 3.5), 2.5),
    "PROTEST": Setting(6.0, False, -1.85, (2.2, 4.0, 5.0), 4.0),
}
LEAST = 10
FOLDS, ROUNDS, STEPS = 5, 5, 250
_DAY = re.compile(r"_(\d{4})(\d\d)(\d\d)\.")
_HEAD = """\
# How far each sign of the grammar (coding/signs.py) shows that a mention reports an event, in hundredths; a mention
# stays when its weights add up to 0 or more. Learned by benchmarks/train_salience.py, not edited by hand; how it was
# judged stands in docs/quality.md.
type\tsign\tweight
"""


class Row(NamedTuple):
    """What is labelled: a sentence (or one mention of it) with the signs of its mentions and what lies elsewhere."""

    group: str
    period: str
    label: str
    truth: float | None
    mentions: list[list[str]]
    offsets: list[float]


def main() -> None:
    """Print the cross-validation, and with ``--write`` renew the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, help="texts by id, for gold files without them")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    coder = Coder()
    frames = FrameCoder(coder.language, coder.knowledge, "", all_mentions=True)
    lines = []
    for kind, setting in SETTINGS.items():
        rows = sentences(frames, coder, arguments.folder / f"{kind.lower()}_detection.jsonl", kind, setting)
        more = [
            row for path in arguments.gold for row in gold_mentions(frames, coder, path, arguments.texts, kind, setting)
        ]
        validate(kind, setting, rows, more)
        weights = train([*rows, *more], setting)
        weights[BASE] -= setting.keep
        rounded = {
            sign: round(100 * weight)
            for sign, weight in {**weights, **setting.context(), BESIDE: setting.beside}.items()
        }
        lines += [f"{kind}\t{sign}\t{weight}\n" for sign, weight in sorted(rounded.items()) if abs(weight) > 1]
    if arguments.write:
        path = lexicon_folder() / "salience.tsv"
        path.write_text(_HEAD + "".join(lines), "utf-8")
        print(f"{path}: {len(lines)} weights")


# --- what is learned from ------------------------------------------------------------------------


def sentences(frames: FrameCoder, coder: Coder, path: Path, kind: str, setting: Setting) -> list[Row]:
    """Return the labelled sentences with their mentions."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        one = json.loads(line)
        day = _DAY.search(one["id"])
        report = Report(one["text"], published="-".join(day.groups()) if day else "", language="ar")
        mentions = [signs for draft, signs in signs_in(frames, coder, report, kind) if draft.type == kind]
        document = re.sub(r"-\d+$", "", one["id"])
        period = "other outlets" if not day else "2008" if day[1] == "2008" else "2006-2007"
        if kind == "PROTEST" and day:
            period = "one outlet"
        rows.append(row(document, period, one["label"], truth(one, setting.soft), mentions, setting))
    return rows


def truth(one: dict[str, Any], soft: bool) -> float | None:
    """Return what is learned of a sentence: None when its annotators say too little."""
    share = int(one["accept"]) / max(1, int(one["total"]))
    if one["label"] == "ambiguous":
        return share if soft and share >= 0.5 else None
    if one["label"] == "difficult no":
        return share if soft else 0.0
    return float(one["label"] == "yes")


def gold_mentions(
    frames: FrameCoder, coder: Coder, path: Path, texts: Path | None, kind: str, setting: Setting
) -> list[Row]:
    """Return the mentions of the type in annotated reports, one row each."""
    rows = []
    for gold in read_gold(path, texts):
        wanted = {mention.sentence for mention in gold.mentions if kind in mention.types}
        for draft, signs in signs_in(frames, coder, gold.report, kind):
            if draft.type == kind:
                reports = draft.sentence.number in wanted
                rows.append(row(gold.report.id, "gold", "", float(reports), [signs], setting))
    return rows


def signs_in(frames: FrameCoder, coder: Coder, report: Report, kind: str) -> list[tuple[Draft, list[str]]]:
    """Return the drafts of a report with their signs."""
    return report_signs(frames.draft(report, coder.language.analyse(report)), frozenset({kind}))


def row(group: str, period: str, label: str, value: float | None, mentions: list[list[str]], setting: Setting) -> Row:
    """Return a row; the signs that are weighed by hand become its offsets."""
    by_hand = setting.context()
    offsets = [sum(by_hand.get(sign, 0.0) for sign in signs) for signs in mentions]
    return Row(group, period, label, value, [[s for s in signs if s not in by_hand] for signs in mentions], offsets)


# --- learning ------------------------------------------------------------------------------------


def train(rows: Sequence[Row], setting: Setting) -> dict[str, float]:
    """Return the weights: logistic regression over mentions, noisy-or over sentences, Gaussian prior, Adam."""
    known = [one for one in rows if one.truth is not None]
    counts = Counter(sign for one in known for sign in {sign for signs in one.mentions for sign in signs})
    signs = [BASE, *sorted(sign for sign, count in counts.items() if count >= LEAST and sign != BASE)]
    matrix, owner, offset = table(known, signs)
    truths = np.array([one.truth for one in known])
    weights, first, second = np.zeros(len(signs)), np.zeros(len(signs)), np.zeros(len(signs))
    weights[0] = -2.0
    prior = np.full(len(signs), setting.prior)
    prior[0] = 0.0
    for step in range(1, STEPS + 1):
        slope = matrix.T @ pull(matrix @ weights + offset, owner, truths) - prior * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        rate = 0.05 if step < 0.7 * STEPS else 0.01
        weights += rate * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return dict(zip(signs, map(float, weights), strict=True))


def table(rows: Sequence[Row], signs: Sequence[str]) -> tuple[Floats, NDArray[np.intp], Floats]:
    """Return mentions by signs, the row that each mention belongs to, and its offset."""
    at = {sign: number for number, sign in enumerate(signs)}
    owner = np.array([number for number, one in enumerate(rows) for _ in one.mentions], dtype=np.intp)
    matrix = np.zeros((len(owner), len(signs)))
    for number, found in enumerate(found for one in rows for found in one.mentions):
        matrix[number, [at[sign] for sign in found if sign in at]] = 1.0
    return matrix, owner, np.array([offset for one in rows for offset in one.offsets])


def pull(scores: Floats, owner: NDArray[np.intp], truths: Floats) -> Floats:
    """Return the slope of the log likelihood at each mention's score."""
    chance = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    silent = np.zeros(len(truths))
    np.add.at(silent, owner, np.log1p(-np.minimum(chance, 1 - 1e-9)))
    heard = np.clip(1 - np.exp(silent), 1e-9, 1 - 1e-9)[owner]
    return truths[owner] * chance * (1 - heard) / heard - (1 - truths[owner]) * chance


# --- judging -------------------------------------------------------------------------------------


def validate(kind: str, setting: Setting, rows: Sequence[Row], more: Sequence[Row]) -> None:
    """Print what weights make of sentences whose documents they have not seen."""

    def by_document(number: int) -> Callable[[Row], str]:
        return lambda one: str(int(hashlib.sha256(f"{number}{one.group}".encode()).hexdigest(), 16) % FOLDS)

    print(kind, Counter(one.label for one in rows), f"mentions of annotated reports: {len(more)}")
    rounds = [held_out(rows, more, setting, by_document(number)) for number in range(ROUNDS)]
    show(f"{FOLDS}-fold by document, mean of {ROUNDS}", [figures(rows, one, setting.keep) for one in rounds])
    show("other years or outlets", [figures(rows, held_out(rows, more, setting, lambda one: one.period), setting.keep)])
    weights = train([*rows, *more], setting)
    show("trained on all (not to be judged by)", [figures(rows, apply(rows, weights), setting.keep)])
    if more:
        silent = [one for one in more if apply([one], weights)[0] < setting.keep]
        lost = sum(one.truth == 1.0 for one in silent)
        print(f"  annotated reports: drops {lost} mentions that gold has, {len(silent) - lost} that it has not")


def held_out(rows: Sequence[Row], more: Sequence[Row], setting: Setting, part: Callable[[Row], str]) -> Floats:
    """Return each sentence's score by weights trained on the other parts."""
    parts = [part(one) for one in rows]
    found = np.full(len(rows), -np.inf)
    for name in sorted(set(parts)):
        weights = train([*(one for one, other in zip(rows, parts, strict=True) if other != name), *more], setting)
        inside = [number for number, other in enumerate(parts) if other == name]
        found[inside] = apply([rows[number] for number in inside], weights)
    return found


def apply(rows: Sequence[Row], weights: dict[str, float]) -> Floats:
    """Return each sentence's best score."""
    return np.array(
        [
            max(
                (
                    sum(weights.get(s, 0.0) for s in signs) + offset
                    for signs, offset in zip(one.mentions, one.offsets, strict=True)
                ),
                default=-np.inf,
            )
            for one in rows
        ]
    )


def figures(rows: Sequence[Row], scores: Floats, keep: float) -> list[float]:
    """Return F1, precision and recall of yes against no, and the shares of the labels that fire."""
    fires = {name: [bool(score >= keep) for one, score in zip(rows, scores, strict=True) if one.label == name]
             for name in ("yes", "easy no", "difficult no", "ambiguous")}  # fmt: skip
    right, wrong = sum(fires["yes"]), sum(fires["easy no"]) + sum(fires["difficult no"])
    shares = [sum(fires[name]) / max(1, len(fires[name])) for name in ("yes", "easy no", "difficult no", "ambiguous")]
    return [2 * right / (right + wrong + len(fires["yes"])), right / max(1, right + wrong), *shares]


def show(name: str, rounds: list[list[float]]) -> None:
    """Print the means of the figures."""
    names = ("F1", "precision", "recall", "easy no", "difficult no", "ambiguous")
    means = np.mean(rounds, axis=0)
    print(f"  {name}: " + ", ".join(f"{one} {value:.3f}" for one, value in zip(names, means, strict=True)))


if __name__ == "__main__":
    main()
