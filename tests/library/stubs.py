"""Coders for the tests of adding: fast, the same in every process, and able to break in every way on demand.

A report is coded by its words: ``حدث`` is an event (one mention for each), the other words below do what they say.
"""

from __future__ import annotations

import os
import re
import signal
import time

import msgspec

from waqai.records import CodedReport, EventMention, Participant, Place, Report, Source, Span, When

EVENT = "حدث"
RAISE = "كسر"
KILL = "قتل"
HANG = "علق"


class StubCoders(msgspec.Struct, frozen=True):
    """Makes them; `name` and `lexicon` are the version they say they are.

    Each report takes `seconds` and has at most `most` mentions; with `breaks` off nothing breaks.
    """

    name: str = "stub 1"
    lexicon: str = "0" * 16
    seconds: float = 0.0
    most: int = 100
    breaks: bool = True

    def make(self) -> StubCoder:
        return StubCoder(self)


class StubCoder:
    """Codes one report as its words say."""

    def __init__(self, settings: StubCoders) -> None:
        self._settings = settings

    def code(self, report: Report) -> CodedReport:
        if self._settings.seconds:
            time.sleep(self._settings.seconds)
        if self._settings.breaks:
            _break(report.text)
        places = [found.start() for found in re.finditer(EVENT, report.text)][: self._settings.most]
        mentions = tuple(_mention(report, number, start) for number, start in enumerate(places, 1))
        return CodedReport(report, mentions, (Span(report.text, 0, len(report.text)),), self._settings.name)


def _break(text: str) -> None:
    if RAISE in text:
        raise ValueError("no sense in it")
    if KILL in text:
        os.kill(os.getpid(), signal.SIGKILL)
    while HANG in text:
        time.sleep(1)


def _mention(report: Report, number: int, start: int) -> EventMention:
    span = Span(EVENT, start, start + len(EVENT))
    return EventMention(
        0,
        span,
        ("ASSAULT", "CONSULT", "PROTEST")[number % 3],
        contexts=("military",),
        actors=(Participant(span, f"Actor {number}", country="TUN", sector="GOV"),),
        place=Place(None, "Tunis", "TUN", latitude=36.8, longitude=10.18),
        date=When(start=report.published, end=report.published),
        attribution=(Source("outlet", name=report.outlet),),
        event=number,
    )
