"""Measures the coder: reports a second in one process, start to first event, memory, growth with length.

``python benchmarks/measure_speed.py REPORTS.jsonl``
"""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from waqai import Coder, Report

_FIRST = """
from waqai import Coder, Report
print(len(Coder().code(Report('التقى الرئيس المصري نظيره التونسي في القاهرة.')).mentions))
"""


def main(path: str) -> None:
    """Print the figures."""
    known = {"id", "url", "outlet", "published", "language", "title", "text"}
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    reports = [Report(**{name: value for name, value in row.items() if name in known}) for row in rows]
    starts = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", _FIRST], check=True, capture_output=True)  # noqa: S603 (ours)
        starts.append(time.perf_counter() - began)
    print(f"start to first event: {min(starts):.2f} s (best of 3)")
    coder = Coder()
    coder.code(reports[0])
    gc.collect()
    gc.freeze()
    characters = sum(len(report.text) for report in reports)
    for name in ("first pass", "second pass"):
        began = time.perf_counter()
        mentions = sum(len(coder.code(report).mentions) for report in reports)
        seconds = time.perf_counter() - began
        rate, thousands = len(reports) / seconds, characters / seconds / 1000
        print(f"{name}: {rate:.1f} reports/s, {thousands:.0f} k characters/s, {mentions} mentions")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for times in (1, 4):
        text = " ".join(report.text for report in reports[:60]) * times
        began = time.perf_counter()
        coder.code(Report(text, language="ar"))
        print(f"one report of {len(text) / 1e6:.2f} M characters: {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1])
