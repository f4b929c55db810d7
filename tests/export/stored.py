"""Stored reports for the tests of file formats, hostile ones among them."""

from __future__ import annotations

import io
from collections.abc import Iterable

from waqai.export.base import Counts
from waqai.export.formats import file_format
from waqai.records import CodedReport, EventMention, Participant, Place, Report, Source, Span, StoredReport, When

from .samples import CODED, HEADLINE, MEETING, REPORT

#: emoji outside the basic plane, joined emoji, vowel marks and bidi controls before the words that count
MARKED = "🇱🇾👩‍🚒 قالَ الوَزيرُ\u202e إنّ الوفد قصف المدينة 💥."
#: what breaks files: formulas, separators, quotes, markup, control and bidi characters
HOSTILE = (
    '=HYPERLINK("http://x")',
    "+1;2",
    "-1+1",
    "@SUM(A1)",
    "＝1",
    "a\tb",
    "a\nb\r\nc",
    'say "so", he',
    "nul\x00in",
    "\x1b[31mred",
    "\u202eevil\u202c",
    "]]><b>&amp;</b><!--",
    "\u2028line",
    "it's | a bar",
    "\ufffe\uffff",
)


def export(name: str, reports: Iterable[StoredReport]) -> tuple[bytes, Counts]:
    """Return the bytes of a file and its counts."""
    out = io.BytesIO()
    counts = file_format(name).load().write(reports, out)
    return out.getvalue(), counts


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(words, start, start + len(words))


def attack(text: str = MARKED) -> EventMention:
    return EventMention(
        sentence=0,
        trigger=span(text, "قصف"),
        type="ASSAULT",
        mode="aerial",
        actors=(Participant(span(text, "الوفد"), country="LBY", sector="MIL"),),
        recipients=(Participant(span(text, "المدينة"), country="LBY"),),
        place=Place(span(text, "المدينة"), "Aden", "YEM", "", 415189, 12.7794, 45.0367, "settlement"),
        date=When(start="2020-02-01", end="2020-02-05", granularity="week"),
        event=1,
    )


def hostile(words: str) -> StoredReport:
    """Return a report whose every text field is those words."""
    mention = EventMention(
        sentence=0,
        trigger=Span(words, 0, len(words)),
        type="CONSULT",
        actors=(Participant(Span(words, 0, len(words)), name=words, role=words, entity=words),),
        recipients=(Participant(name=words + " 2", country="LBY"),),
        place=Place(Span(words, 0, len(words)), words, "LBY", words, 1, -1.5, -2.5, "settlement"),
        attribution=(Source("official", Span(words, 0, len(words)), words),),
    )
    report = Report(words, words, words, words, words, words)
    return StoredReport("f" * 32, CodedReport(report, (mention,), coder=words), (1,), annotator=words)


#: a report of which a query took the second and third mention, in its second revision, coded by a person
PART = StoredReport("a" * 32, CodedReport(REPORT, CODED.mentions[1:], CODED.sentences, "waqai test"), (2, 3), "d", 2, 2)
#: coded by a person
HUMAN = StoredReport("b" * 32, CodedReport(REPORT, (HEADLINE, MEETING)), (1, 2), annotator="amal")
EMOJI = StoredReport("c" * 32, CodedReport(Report(MARKED, id="emoji", published="2020-02-07"), (attack(),)), (1,))
#: nothing was found in it
NONE = StoredReport("e" * 32, CodedReport(Report("لا شيء", id="none")))
ALL = (PART, HUMAN, EMOJI, NONE)
MENTIONS = sum(len(stored.coded.mentions) for stored in ALL)
