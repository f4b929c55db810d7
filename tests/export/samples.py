"""A coded report made by hand, with every field filled and awkward characters in it."""

from __future__ import annotations

from waqai.records import (
    CodedReport,
    EventMention,
    Part,
    Participant,
    Place,
    Quantity,
    Reason,
    Report,
    Source,
    Span,
    When,
)

TITLE = "الوزير <b>يلتقي</b> نظيره & ضيفه"
TEXT = 'قال مصدر عسكري إن الوزير التقى أمس القائد في بنغازي.\nو"قتل" 12 شخصا، =SUM(A1) خبر.'


def span(words: str, part: Part = "text") -> Span:
    """Return the first place of `words` in the sample."""
    start = (TITLE if part == "title" else TEXT).index(words)
    return Span(words, start, start + len(words), part)


REPORT = Report(
    text=TEXT,
    title=TITLE,
    id="sample-1",
    url="https://news.example/1?a=b&c=<d>",
    outlet="=موقع",
    published="2020-02-06",
    language="ar",
)
MEETING = EventMention(
    sentence=1,
    trigger=span("التقى"),
    type="CONSULT",
    mode="visit",
    contexts=("diplomatic", "military"),
    actors=(
        Participant(span("الوزير"), "Sabri Boukadoum", "صبري بوقادم", "DZA", "GOV", "الوزير", "sabri-boukadoum", "Q1"),
        Participant(None, "", "", "LBY", "MIL"),
    ),
    recipients=(Participant(span("القائد"), country="LBY", sector="MIL"),),
    place=Place(span("بنغازي"), "Benghazi", "LBY", "Banghazi", 88319, -32.115, 20.069, "settlement"),
    date=When(span("أمس"), "2020-02-05", "2020-02-05", "day"),
    attribution=(
        Source("outlet", name="=موقع"),
        Source("anonymous", span("مصدر عسكري"), cue=span("قال")),
    ),
    event=1,
    because=(Reason("type", "frame", "التقى (consult/1)", span("التقى")), Reason("date", "calendar", "yesterday")),
)
HEADLINE = EventMention(sentence=0, trigger=span("يلتقي", "title"), type="CONSULT", event=1)
KILLING = EventMention(
    sentence=2,
    trigger=span("قتل"),
    type="ASSAULT",
    status="alleged",
    historical=True,
    place=Place(origin=Place(span("بنغازي"), "Benghazi"), destination=Place(name="Tripoli", country="LBY")),
    date=When(start="", end="2019-12-31", inferred=True),
    quantities=(Quantity(span("12 شخصا"), "killed", "=", 12.0, "person"),),
    event=2,
)
CODED = CodedReport(
    REPORT,
    (HEADLINE, MEETING, KILLING),
    (Span(TITLE, 0, len(TITLE), "title"), Span(TEXT, 0, len(TEXT))),
    "waqai test",
)
