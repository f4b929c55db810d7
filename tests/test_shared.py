"""Figures on development data that is not part of the project; skipped where that data is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai import CodedReport, Coder, EventMention, Report
from waqai.evaluate import evaluate, read_gold
from waqai.read.jsonl import parse_jsonl

DATA = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="needs ../shared/data beside the checkout")


@pytest.fixture(scope="module")
def seed(coder: Coder) -> CodedReport:
    title, _, text = (DATA / "seed" / "haftar-boukadoum.txt").read_text("utf-8").partition("\n")
    return coder.code(Report(text, title=title, published="2020-02-05"))


def mentions(seed: CodedReport, kind: str, word: str) -> list[EventMention]:
    """The mentions of a type in sentences that hold a word."""
    return [m for m in seed.mentions if m.type == kind and word in seed.sentences[m.sentence].text]


def names(mention: EventMention) -> set[str]:
    return {actor.name or actor.country for actor in mention.actors}


def test_meeting_is_one_event_in_title_and_text(seed: CodedReport) -> None:
    title, text = (mentions(seed, "CONSULT", word)[0] for word in ("يلتقي", "التقى"))
    assert title.event == text.event
    assert names(title) == names(text) == {"Sabri Boukadoum", "Khalifa Haftar"}
    assert text.place is not None
    assert text.place.name == "Benghazi"
    assert (text.date.start, text.date.end) == ("2020-02-05", "2020-02-05")


def test_invitation(seed: CodedReport) -> None:
    (invitation,) = mentions(seed, "AGREE", "دعوة لحفتر")
    assert names(invitation) == {"Sabri Boukadoum"}
    assert [r.name for r in invitation.recipients] == ["Khalifa Haftar"]


@pytest.mark.parametrize("kind", ["CONSULT", "COOPERATE"])
def test_officers_trip_and_what_they_passed_on(seed: CodedReport, kind: str) -> None:
    (found,) = mentions(seed, kind, "سبوتنيك")
    assert [(a.country, a.sector) for a in found.actors] == [("LBY", "MIL")]
    assert [(s.kind, s.name) for s in found.attribution][:1] == [("agency", "Sputnik")]
    assert found.attribution[-1].text is not None
    assert found.attribution[-1].text.text == "مصدر عسكري"


def test_reception_at_the_airport(seed: CodedReport) -> None:
    (found,) = mentions(seed, "CONSULT", "مطار بنينا")
    assert names(found) == {"Sabri Boukadoum"}
    assert found.mode == "visit"


def test_neighbours_meeting_and_their_rejection(seed: CodedReport) -> None:
    assert mentions(seed, "CONSULT", "جوار")
    (found,) = mentions(seed, "REJECT", "جوار")
    assert found.date.start == found.date.end == "2020-01-23"
    assert found.attribution[-1].name == "Sabri Boukadoum"


def test_demand_on_the_embargo(seed: CodedReport) -> None:
    (found,) = mentions(seed, "REQUEST", "حظر توريد")
    assert names(found) == {"Sabri Boukadoum"}


def test_aid_with_quantity_and_chain(seed: CodedReport) -> None:
    (found,) = mentions(seed, "AID", "مساعدات استعجالية")
    assert "DZA" in {actor.country for actor in found.actors}
    assert [(q.op, q.value, q.unit) for q in found.quantities] == [(">=", 100, "tonne")]
    assert [s.text.text for s in found.attribution if s.text] == ["التلفزيون الحكومي", "رئاسة الجمهورية"]


def test_vote_alert_troops_and_seizure(seed: CodedReport) -> None:
    assert [
        a.country for m in seed.mentions if "البرلمان التركي" in seed.sentences[m.sentence].text for a in m.actors
    ] == ["TUR"]
    moves = mentions(seed, "MOBILIZE", "استنفار")
    assert len(moves) == 2
    assert all({"DZA"} == {a.country for a in m.actors} and m.attribution[-1].kind == "expert" for m in moves)
    (seizure,) = mentions(seed, "COERCE", "الأسلحة الحربية")
    assert [(a.country, a.sector) for a in seizure.actors] == [("DZA", "MIL")]


def test_at_most_two_false_events_in_the_seed(seed: CodedReport) -> None:
    expected = 14
    assert len({m.event for m in seed.mentions}) <= expected + 2


def test_development_gold(coder: Coder) -> None:
    gold = read_gold(DATA / "gold" / "gold.jsonl", DATA / "news" / "reports.jsonl")
    figures = evaluate(gold, [coder.code(item.report) for item in gold])
    assert (figures.get("mention F1").value or 0.0) >= 0.65
    assert (figures.get("mention precision").value or 0.0) >= 0.75


def test_spans_of_real_reports_are_true(coder: Coder) -> None:
    lines = (DATA / "news" / "reports.jsonl").read_bytes().splitlines()
    for _, item in parse_jsonl(lines, "reports.jsonl"):
        assert isinstance(item, Report)
        coded = coder.code(item)
        for mention in coded.mentions:
            for span in (mention.trigger, *(p.text for p in (*mention.actors, *mention.recipients) if p.text)):
                assert item.part(span.part)[span.start : span.end] == span.text
