"""The finished records: evidence, order and round trip."""

from __future__ import annotations

from collections.abc import Callable

from waqai import Coder
from waqai.ontology import CONTEXTS, MODES, SECTORS, STATUSES, TYPES
from waqai.records import CodedReport, Report, Span, from_json, to_json

from .conftest import Coded

Code = Callable[..., Coded]

REPORT = Report(
    title="الرئيس المصري يستقبل وزير الخارجية الفرنسي",
    text=(
        "استقبل الرئيس المصري في القاهرة أمس وزير الخارجية الفرنسي. وقال الوزير إن فرنسا تدين الهجمات على المدنيين.\n"
        "وقتل ثلاثة جنود في غارة جوية على مدينة إدلب، بحسب مصدر عسكري."
    ),
    published="2020-02-05",
    language="ar",
)


def spans(coded: CodedReport) -> list[Span]:
    found: list[Span | None] = []
    for mention in coded.mentions:
        found.append(mention.trigger)
        found += [participant.text for participant in (*mention.actors, *mention.recipients)]
        found += [link for source in mention.attribution for link in (source.text, source.cue)]
        found += [quantity.text for quantity in mention.quantities]
        found += [reason.evidence for reason in mention.because]
        found += [mention.date.text, mention.place.text if mention.place else None]
    return [span for span in found if span is not None]


def test_every_span_quotes_the_report(coder: Coder) -> None:
    coded = coder.code(REPORT)
    assert len(spans(coded)) > 10
    for span in spans(coded):
        assert REPORT.part(span.part)[span.start : span.end] == span.text


def test_mentions_use_the_codes_of_the_ontology(coder: Coder) -> None:
    for mention in coder.code(REPORT).mentions:
        assert mention.type in TYPES
        assert mention.mode in {"", *MODES[mention.type]}
        assert mention.status in STATUSES
        assert set(mention.contexts) <= set(CONTEXTS)
        assert {p.sector for p in (*mention.actors, *mention.recipients)} <= {"", *SECTORS}


def test_mentions_are_in_text_order(coder: Coder) -> None:
    places = [(mention.sentence, mention.trigger.start) for mention in coder.code(REPORT).mentions]
    assert places == sorted(places)


def test_every_mention_says_why(coder: Coder) -> None:
    for mention in coder.code(REPORT).mentions:
        assert any(reason.field == "type" for reason in mention.because)


def test_a_coded_report_survives_json(coder: Coder) -> None:
    coded = coder.code(REPORT)
    assert from_json(to_json(coded), CodedReport) == coded
