"""Hand-made reports, gold and predictions for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from waqai.evaluate import GoldReport, read_gold
from waqai.records import CodedReport, EventMention, Part, Participant, Report, Span, Status

TITLE = "الرئيس يلتقي الملك"
TEXT = "التقى الرئيس الملك في عمان. أجرى الوزير أمس محادثات مع نظيره وطالبت مصر تونس بالرد."
FIRST_END = TEXT.index(".") + 1
REPORT = Report(TEXT, TITLE, "r1", published="2020-02-05")
SENTENCES = [[0, 0], [0, FIRST_END], [FIRST_END + 1, len(TEXT)]]


def span(words: str, part: Part = "text", report: Report = REPORT) -> Span:
    """Return the first place of the words."""
    start = report.part(part).index(words)
    return Span(words, start, start + len(words), part)


def person(words: str | None, country: str = "", sector: str = "", name: str = "") -> Participant:
    """Return a participant, dropped when there are no words."""
    return Participant(span(words) if words else None, name, "", country, sector)


def mention(trigger: str, kind: str, sentence: int = 1, status: Status = "asserted", **fields: Any) -> EventMention:
    """Return a predicted mention with its trigger at its first place in the text."""
    return EventMention(sentence, span(trigger), kind, status=status, **fields)


def coded(*mentions: EventMention, report: Report = REPORT) -> CodedReport:
    """Return a coded report."""
    return CodedReport(report, mentions)


def event(trigger: Any, kind: Any, sentence: int = 1, **fields: Any) -> dict[str, Any]:
    """Return an event of the annotation file."""
    return {"sentence": sentence, "trigger": trigger, "type": kind, **fields}


def gold(folder: Path, *events: dict[str, Any], report: Report = REPORT, **fields: Any) -> GoldReport:
    """Return events as gold, written to a file and read back."""
    path = folder / f"{report.id}.jsonl"
    line = {"id": report.id, "title": report.title, "text": report.text, "sentences": SENTENCES, "events": events}
    path.write_text(json.dumps(line | fields, ensure_ascii=False) + "\n", encoding="utf-8")
    (read,) = read_gold(path)
    return read
