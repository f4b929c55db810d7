"""Measures the coder: reports a second in one process, start to first event, memory, growth with length.

Rates are given by the clock and by the processor's time, which other work on the machine disturbs less; the budget
counts reports of 1,500 characters.

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

#: characters of the report that the budget speaks of
_BUDGET = 1500
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
    print(f"{len(reports)} reports of {characters // len(reports)} characters on average")
    for name in ("first pass", "second pass"):
        began, busy = time.perf_counter(), time.process_time()
        mentions = sum(len(coder.code(report).mentions) for report in reports)
        seconds = {"clock": time.perf_counter() - began, "processor": time.process_time() - busy}
        for sort, passed in seconds.items():
            rate, speed = len(reports) / passed, characters / passed
            print(
                f"{name}, {sort}: {passed:.1f} s, {rate:.1f} reports/s, {speed / 1000:.0f} k characters/s"
                f" = {speed / _BUDGET:.0f} reports/s of {_BUDGET} characters; {mentions} mentions"
            )
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for times in (1, 4):
        text = " ".join(report.text for report in reports[:60]) * times
        busy = time.process_time()
        coder.code(Report(text, language="ar"))
        print(f"one report of {len(text) / 1e6:.2f} M characters: {time.process_time() - busy:.1f} s of processor time")


if __name__ == "__main__":
    main(sys.argv[1])
