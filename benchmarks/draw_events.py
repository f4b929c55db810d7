"""Draws event mentions at random for reading, and scores what the reader wrote down.

``python benchmarks/draw_events.py REPORTS.jsonl -n 150 --seed 1``            prints n mentions, each with its sentence
``… --tsv drawn.tsv``                                                         also writes them as a table to fill in
``python benchmarks/draw_events.py REPORTS.jsonl --none 50 --seed 1``         draws sentences without any event instead
``python benchmarks/draw_events.py --score drawn.tsv``                        prints the figures of a filled table

All reports are coded; the draw depends only on the coder, the reports and the seed.  In the printed sentence the
trigger stands between ⟦ and ⟧.  The reader fills these columns with ``y``, ``n`` or ``?`` (undecided: left out):

type     the type is that of the codebook for what the words say (n also where there is no event at all)
actors   all actors are right and none is missing, by words and by country and sector; none is right where none is said
said     what is coded is really said: the text says that this happens, did, will or is demanded, with this status
         (n: a negated, imagined or merely mentioned act that is coded as a fact, or words that are no such act)
event    (``--none``) the sentence does hold an event that the codebook codes

Figures are the shares of y with 95 % bootstrap intervals over reports.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from waqai import CodedReport, Coder, EventMention, Report
from waqai.evaluate.ratios import Tally, add, ratio_figures, table
from waqai.export.base import codes, days, shown_name
from waqai.read.jsonl import parse_jsonl
from waqai.records import Participant, Span

JUDGED = ("type", "actors", "said")
_ANSWERS = {"y": 1, "yes": 1, "1": 1, "n": 0, "no": 0, "0": 0}
_COLUMNS = ("number", "report", "trigger", "coded", "who", "whom", "place", "date", "chain")


def coded_reports(path: Path) -> Iterator[CodedReport]:
    """Yield the coded reports of a JSON Lines file."""
    coder = Coder()
    for _, item in parse_jsonl(path.read_bytes().splitlines(), str(path)):
        if isinstance(item, Report):
            yield coder.code(item)
        else:
            sys.stderr.write(f"{item}\n")


def draw(items: Sequence[Any], count: int, seed: int) -> list[Any]:
    """Return `count` of the items, drawn without replacement, in their own order."""
    chosen = random.Random(seed).sample(range(len(items)), min(count, len(items)))  # noqa: S311 (no secret)
    return [items[index] for index in sorted(chosen)]


def row(number: int, coded: CodedReport, mention: EventMention) -> dict[str, str]:
    """Return the cells of one drawn mention."""
    status = f"{mention.status} historical" if mention.historical else mention.status
    place = mention.place
    chain = (" ".join(filter(None, (link.kind, link.name, words(link.text)))) for link in mention.attribution)
    return {
        "number": str(number),
        "report": coded.report.id,
        "trigger": words(mention.trigger),
        "coded": " ".join(filter(None, (mention.type, mention.mode, status))),
        "who": " + ".join(map(participant, mention.actors)),
        "whom": " + ".join(map(participant, mention.recipients)),
        "place": f"{shown_name(place)} {place.country}" if place is not None else "",
        "date": f"{days(mention.date)}{' (inferred)' if mention.date.inferred else ''}",
        "chain": " < ".join(chain),
    }


def participant(one: Participant) -> str:
    """Return words, codes and name of a participant."""
    facts = " ".join(filter(None, (codes(one), one.name)))
    return f"{words(one.text) or '(no words)'} [{facts}]"


def words(span: Span | None) -> str:
    """Return a span's words on one line."""
    return " ".join(span.text.split()) if span is not None else ""


def marked(coded: CodedReport, mention: EventMention) -> str:
    """Return the mention's sentence with its trigger between brackets."""
    sentence, trigger = coded.sentences[mention.sentence], mention.trigger
    whole = coded.report.part(sentence.part)
    pieces = (whole[sentence.start : trigger.start], trigger.text, whole[trigger.end : sentence.end])
    return " ".join("{} ⟦{}⟧ {}".format(*pieces).split())


def show(cells: dict[str, str], sentence: str) -> None:
    """Print one drawn mention for reading."""
    print(f"── {cells['number']} · {cells['report']} · {cells['coded']}")
    print(f"   {sentence}")
    for name in ("who", "whom", "place", "date", "chain"):
        if cells[name]:
            print(f"   {name:<6} {cells[name]}")


def draw_mentions(arguments: argparse.Namespace) -> None:
    """Draw, print and perhaps write mentions."""
    found = [(coded, mention) for coded in coded_reports(arguments.reports) for mention in coded.mentions]
    table_rows = []
    for number, (coded, mention) in enumerate(draw(found, arguments.n, arguments.seed), 1):
        cells, sentence = row(number, coded, mention), marked(coded, mention)
        show(cells, sentence)
        table_rows.append({**dict.fromkeys(JUDGED, ""), **cells, "sentence": sentence})
    print(f"{len(table_rows)} of {len(found)} mentions")
    write(arguments.tsv, (*JUDGED, *_COLUMNS, "sentence"), table_rows)


def draw_none(arguments: argparse.Namespace) -> None:
    """Draw, print and perhaps write sentences without an event."""
    found = []
    for coded in coded_reports(arguments.reports):
        taken = {mention.sentence for mention in coded.mentions}
        found += [(coded.report.id, n, s) for n, s in enumerate(coded.sentences) if n not in taken]
    table_rows = []
    for number, (report, index, sentence) in enumerate(draw(found, arguments.none, arguments.seed), 1):
        print(f"── {number} · {report}:{index}\n   {words(sentence)}")
        table_rows.append({"event": "", "number": str(number), "report": report, "sentence": words(sentence)})
    print(f"{len(table_rows)} of {len(found)} sentences without an event")
    write(arguments.tsv, ("event", "number", "report", "sentence"), table_rows)


def write(path: Path | None, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Write the table to fill in."""
    if path is None:
        return
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(
            stream, columns, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
        )
        writer.writeheader()
        writer.writerows({name: cell.replace("\t", " ") for name, cell in one.items()} for one in rows)


def score(path: Path) -> int:
    """Print the figures of a filled table; return 1 when a cell is not an answer."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    judged = [name for name in (*JUDGED, "event") if rows and name in rows[0]]
    tallies: dict[str, Tally] = defaultdict(Counter)
    bad = 0
    for number, one in enumerate(rows, 2):
        for name in judged:
            answer = (one[name] or "").strip().lower()
            if answer in _ANSWERS:
                add(tallies[one["report"]], "all", name, _ANSWERS[answer])
                add(tallies[one["report"]], one["coded"].split()[0] if "coded" in one else "", name, _ANSWERS[answer])
            elif answer not in {"", "?"}:
                sys.stderr.write(f"{path}:{number}: {name}: {answer!r} is none of y, n, ?\n")
                bad = 1
    keys = sorted({key[:2] for tally in tallies.values() for key in tally}, key=lambda key: (key[0] != "all", key[0]))
    keys.sort(key=lambda key: (key[0] != "all", key[0], judged.index(key[1])))
    print(table(ratio_figures(list(tallies.values()), [key for key in keys if key[0]])))
    return bad


def main() -> int:
    """Draw or score; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="?", help="JSON Lines of reports")
    parser.add_argument("-n", type=int, default=150, help="how many mentions")
    parser.add_argument("--none", type=int, metavar="N", help="draw N sentences without an event instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tsv", type=Path, metavar="FILE", help="also write a table to fill in")
    parser.add_argument("--score", type=Path, metavar="FILE", help="print the figures of a filled table")
    arguments = parser.parse_args()
    if arguments.score:
        return score(arguments.score)
    if arguments.reports is None:
        parser.error("which reports? (or --score FILE)")
    (draw_none if arguments.none else draw_mentions)(arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main())
