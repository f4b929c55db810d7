"""What ``add`` costs: reports a second, and the library's share of processor time beside the coder's.

    python benchmarks/measure_ingest.py REPORTS.jsonl [--workers 1 2] [--library LOCATION] [--recorded] [--times 1]

The coder alone codes the same reports first; then the reports are added.  With `--recorded` adding takes the codings
that the coder made before, so that all it costs is reading and keeping.  ``store`` is the processor time of adding
(this process and its children) without the coder's, as a share of the coder's.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import msgspec

from waqai import Coder
from waqai.library.coders import Coders, PackagedCoders
from waqai.library.filling import Effort
from waqai.library.folding import index_words
from waqai.library.ingest import add_reports
from waqai.library.opening import create_library
from waqai.read import InputProblem, read_inputs
from waqai.records import CodedReport, Report


class RecordedCoders(msgspec.Struct, frozen=True):
    """Coders that give back what stands in a file, by text."""

    path: str
    name: str = "recorded"
    lexicon: str = "0" * 16

    def make(self) -> Recorded:
        return Recorded(msgspec.json.decode(Path(self.path).read_bytes(), type=dict[str, CodedReport]))


class Recorded:
    def __init__(self, codings: dict[str, CodedReport]) -> None:
        self._codings = codings

    def code(self, report: Report) -> CodedReport:
        return self._codings[report.text]


def processor() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports")
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--library", default="")
    parser.add_argument("--recorded", action="store_true")
    asked = parser.parse_args()
    reports = [one for one in read_inputs([asked.reports]) if not isinstance(one, InputProblem)]
    coder = Coder()
    coder.code(reports[0])
    index_words("تحميل")
    begun, used = time.perf_counter(), processor()
    codings = {report.text: coder.code(report) for report in reports}
    coding = processor() - used
    mentions = sum(len(coded.mentions) for coded in codings.values())
    print(f"coder alone: {len(reports)} reports, {mentions} mentions, {coding:.2f} s of processor time,")
    print(f"  {len(reports) / (time.perf_counter() - begun):.0f} reports/s by the clock")
    with tempfile.TemporaryDirectory() as folder:
        recorded = Path(folder, "codings.json")
        recorded.write_bytes(msgspec.json.encode(codings))
        coders: Coders = RecordedCoders(str(recorded)) if asked.recorded else PackagedCoders()
        for number, workers in enumerate(asked.workers):
            database = create_library(asked.library or Path(folder, f"{number}.db"))
            begun, used = time.perf_counter(), processor()
            added = add_reports(database, reports, effort=Effort(coders, workers))
            seconds, all_of_it = time.perf_counter() - begun, processor() - used
            store = all_of_it if asked.recorded else all_of_it - coding
            database.close()
            print(
                f"add, {workers} workers: {added.counts.coded} coded in {seconds:.2f} s"
                f" ({added.counts.coded / seconds:.0f} reports/s), processor time {all_of_it:.2f} s,"
                f" store {store / coding:.0%} of the coder's"
            )


if __name__ == "__main__":
    main()
