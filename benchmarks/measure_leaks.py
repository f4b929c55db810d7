"""Memory and descriptors while many reports are added and exported in one process: both must stay flat.

    python benchmarks/measure_leaks.py [--reports 24000] [--library LOCATION]

The coder is a stub; every report is new.  Samples are taken after each part; ``slope`` is memory by reports over the
second half, in bytes a report.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from library.stubs import StubCoders
from waqai.export.annotation import AnnotationExporter
from waqai.library.filling import Effort
from waqai.library.ingest import add_reports
from waqai.library.opening import create_library
from waqai.library.stored import stored_reports
from waqai.records import Report

_PARTS = 12


def made(begin: int, count: int) -> Iterator[Report]:
    for n in range(begin, begin + count):
        text = f"وقع حدث رقم {n} في المدينة، ثم حدث آخر، وقال مسؤول إن الحكومة أرسلت مساعدات بعد حدث ثالث."
        yield Report(text, id=f"r{n}", outlet="صحيفة المثال", published="2020-01-01", language="ar")


def sample() -> tuple[int, int]:
    """Return resident bytes and open descriptors of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE"), sum(1 for _ in Path("/proc/self/fd").iterdir())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=24_000)
    parser.add_argument("--library", default="")
    asked = parser.parse_args()
    part = asked.reports // _PARTS
    samples: list[tuple[int, int, int]] = []
    with tempfile.TemporaryDirectory() as folder:
        database = create_library(asked.library or Path(folder, "leaks.db"))
        for number in range(_PARTS):
            add_reports(database, made(number * part, part), effort=Effort(StubCoders()))
            exporter = AnnotationExporter()
            size = exported = 0
            with database.reading() as connection:
                for one in stored_reports(connection):
                    size += len(exporter.report(one.coded))
                    exported += 1
            memory, descriptors = sample()
            samples.append(((number + 1) * part, memory, descriptors))
            print(f"{exported} reports ({size:,} characters) out: {memory / 2**20:.1f} MiB, {descriptors} descriptors")
        database.close()
    half = samples[_PARTS // 2 :]
    slope = (half[-1][1] - half[0][1]) / (half[-1][0] - half[0][0])
    print(f"slope over the second half: {slope:.0f} bytes a report; descriptors {half[0][2]} -> {half[-1][2]}")


if __name__ == "__main__":
    main()
