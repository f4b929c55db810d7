"""Checks that every stored span is the text at its offsets, over real reports and generated strings.

``python benchmarks/check_evidence.py REPORTS.jsonl [--strings 10000]`` prints how many spans were checked and how many
are wrong (exit code 1 if any is).  The strings are made from a fixed seed: letters, marks, controls, emoji and words.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from waqai import CodedReport, Coder, Report
from waqai.records import spans_of

_PIECES = (
    "التقى قصفت قال وزير الخارجية المصري في بغداد أن إن وأضاف لم قد أمس الأربعاء "
    '23 يناير ١٢ ٪ « » “ ” " ( ) . ، ؛ : ؟ أ.ف.ب د. '
    "مُحَمَّد مــصر وال فلل بال \u200f \u202b \u2067 \ufeff \ufdfa 😀 http://a.b a @x #ج \n \t \x00 قوات الجيش "
    "مقتل 30 ألف طن هجوم على"
).split(" ")


def count_wrong(coded: CodedReport) -> tuple[int, int]:
    """Return how many spans a coded report holds and how many of them are not the text at their offsets."""
    found = [*spans_of(coded.mentions), *spans_of(coded.sentences)]
    wrong = [s for s in found if coded.report.part(s.part)[s.start : s.end] != s.text or s.start >= s.end]
    return len(found), len(wrong)


def generated(count: int) -> Iterator[Report]:
    """Yield `count` reports of random pieces, the same in every run."""
    chance = random.Random(20200205)  # noqa: S311 (no secret)
    for _ in range(count):
        text = "".join(chance.choice(_PIECES) + chance.choice((" ", " ", " ", "")) for _ in range(chance.randrange(60)))
        title = " ".join(chance.choice(_PIECES) for _ in range(chance.randrange(8)))
        yield Report(text, title=title, published="2020-02-05", language="ar")


def main() -> int:
    """Check, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--strings", type=int, default=10_000)
    arguments = parser.parse_args()
    coder = Coder()
    bad = 0
    lines = arguments.reports.read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    known = {"id", "url", "outlet", "published", "language", "title", "text"}
    real = [Report(**{name: value for name, value in row.items() if name in known}) for row in rows]
    for name, reports in (("reports", real), ("generated strings", list(generated(arguments.strings)))):
        total = wrong = mentions = 0
        for report in reports:
            coded = coder.code(report)
            found, bad_here = count_wrong(coded)
            total, wrong, mentions = total + found, wrong + bad_here, mentions + len(coded.mentions)
        print(f"{len(reports)} {name}: {mentions} mentions, {total} spans, {wrong} wrong")
        bad += wrong
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
