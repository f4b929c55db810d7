"""Memory and descriptors while many reports are added and exported in one process: both must stay flat.

    python benchmarks/measure_leaks.py [--reports 24000] [--library LOCATION]

The coder is a stub; every report is new.  Samples are taken after each part; ``slope`` is memory by reports over the
last fifth, in bytes a report: before that SQLite's page cache (64 MiB) fills.  SQLite also maps the library's file,
whose pages are no memory of the process's own.
"""

from __future__ import annotations

import argparse
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


def sample() -> tuple[int, int, int]:
    """Return bytes of this process's own memory, of that with mapped files, and open descriptors."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    own, everything = (int(status[name].split()[0]) * 1024 for name in ("RssAnon", "VmRSS"))
    return own, everything, sum(1 for _ in Path("/proc/self/fd").iterdir())


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
            memory, everything, descriptors = sample()
            samples.append(((number + 1) * part, memory, descriptors))
            print(
                f"{exported} reports ({size:,} characters) out: {memory / 2**20:.1f} MiB of its own, with the mapped"
                f" library {everything / 2**20:.1f} MiB, {descriptors} descriptors",
                flush=True,
            )
        database.close()
    last = samples[-3:]
    slope = (last[-1][1] - last[0][1]) / (last[-1][0] - last[0][0])
    print(f"slope over the last fifth: {slope:.0f} bytes a report; descriptors {last[0][2]} -> {last[-1][2]}")


if __name__ == "__main__":
    main()
