"""Measures exports: seconds, microseconds a mention, memory at most, for reports that are made up while they stream.

``python benchmarks/measure_export.py FORMAT… [--reports 200000] [--mentions 5] [-o FOLDER]``

Each format is written in a process of its own; ``none`` makes the reports and writes nothing, so that its time can be
taken off the others.  The reports hold Arabic words drawn from a short list with a fixed seed: the same arguments give
the same bytes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from waqai.export.formats import FILE_FORMATS
from waqai.export.manifest import export_file
from waqai.ontology import CONTEXTS, MODES, STATUSES, TYPES
from waqai.records import (
    CodedReport,
    EventMention,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    Span,
    StoredReport,
    When,
)

_WORDS = "قال الوزير إن الوفد التقى رئيس المجلس في العاصمة وبحث معه أزمة الحدود بعد هجوم أسفر عن قتلى وجرحى".split()
_COUNTRIES = ("DZA", "LBY", "TUN", "EGY", "SDN", "SYR", "IRQ", "YEM", "UNO", "USA")
_SECTORS = ("GOV", "MIL", "REB", "CVL", "OPP", "")
_PLACES = (
    ("Benghazi", "LBY", 88319, 32.1167, 20.0667),
    ("Algiers", "DZA", 2507480, 36.7525, 3.042),
    ("Aden", "YEM", 415189, 12.7794, 45.0367),
    ("Mosul", "IRQ", 99072, 36.335, 43.1189),
)


def synthetic(reports: int, mentions: int, seed: int = 1) -> Iterator[StoredReport]:
    """Yield made-up stored reports, in the order of their keys."""
    draw = random.Random(seed)  # noqa: S311  no secret
    for number in range(reports):
        yield _stored(draw, number, mentions)


def _stored(draw: random.Random, number: int, mentions: int) -> StoredReport:
    words = draw.choices(_WORDS, k=150)
    offsets, at = [], 0
    for word in words:
        offsets.append(at)
        at += len(word) + 1
    text = " ".join(words)

    def span(length: int) -> Span:
        first = draw.randrange(len(words) - length)
        start, end = offsets[first], offsets[first + length - 1] + len(words[first + length - 1])
        return Span(text[start:end], start, end)

    day = f"20{draw.randrange(11, 24)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}"
    found = tuple(_mention(draw, span, day, place + 1) for place in range(mentions))
    report = Report(
        text=text,
        title=" ".join(words[:8]),
        id=f"outlet/{number}",
        url=f"https://news.example/{number}",
        outlet=f"outlet {number % 40}",
        published=day,
        language="ar",
    )
    sentences = (Span(report.title, 0, len(report.title), "title"), Span(text, 0, len(text)))
    coded = CodedReport(report, found, sentences, "waqai benchmark")
    return StoredReport(f"{number:032x}", coded, tuple(range(1, mentions + 1)), digest=f"{number:032x}")


def _mention(draw: random.Random, span: Callable[[int], Span], day: str, event: int) -> EventMention:
    kind = draw.choice(TYPES)
    name, country, geonames, latitude, longitude = draw.choice(_PLACES)
    return EventMention(
        sentence=1,
        trigger=span(1),
        type=kind,
        mode=draw.choice(MODES[kind] or ("",)),
        contexts=tuple(draw.sample(CONTEXTS, 2)),
        status=draw.choices(STATUSES, (80, 5, 5, 3, 2, 5))[0],  # type: ignore[arg-type]
        actors=tuple(_participant(draw, span) for _ in range(draw.choice((1, 1, 2)))),
        recipients=tuple(_participant(draw, span) for _ in range(draw.choice((0, 1, 1)))),
        place=Place(span(1), name, country, "", geonames, latitude, longitude, "settlement"),
        date=When(span(1), day, day, "day"),
        attribution=(Source("outlet", name="outlet"), Source("official", span(2), cue=span(1))),
        quantities=(Quantity(span(2), "killed", "=", draw.randrange(1, 90), "person"),) if kind == "ASSAULT" else (),
        event=event,
        because=(Reason("type", "frame", "x", span(1)),),
    )


def _participant(draw: random.Random, span: Callable[[int], Span]) -> Participant:
    known = draw.randrange(400)
    if known > 200:
        return Participant(span(2), country=draw.choice(_COUNTRIES), sector=draw.choice(_SECTORS))
    entity = f"entity-{known}"
    return Participant(span(2), f"Name {known}", "اسم", draw.choice(_COUNTRIES), "GOV", "الوزير", entity, f"Q{known}")


def _measure(name: str, reports: int, mentions: int, folder: str) -> None:
    began, busy = time.perf_counter(), time.process_time()
    if name == "none":
        rows = sum(len(stored.coded.mentions) for stored in synthetic(reports, mentions))
        size = 0
    else:
        path = Path(folder) / f"export{FILE_FORMATS[name].suffix}"
        manifest = export_file(synthetic(reports, mentions), name, path)
        rows, size = manifest.rows, manifest.size
    clock, processor = time.perf_counter() - began, time.process_time() - busy
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    each = 1e6 * processor / (reports * mentions)
    print(
        f"{name:16} {clock:6.1f} s by the clock, {processor:6.1f} s of processor = {each:5.1f} us a mention, "
        f"{memory:4.0f} MB at most, {rows:,} rows, {size / 1e6:,.0f} MB",
        flush=True,
    )


def main() -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="+", choices=["none", *FILE_FORMATS])
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--mentions", type=int, default=5)
    parser.add_argument("-o", "--output", help="keep the files in this folder")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name in asked.formats:
            arguments = (name, asked.reports, asked.mentions, asked.output or scratch)
            process = multiprocessing.get_context("spawn").Process(target=_measure, args=arguments)
            process.start()
            process.join()


if __name__ == "__main__":
    main()
