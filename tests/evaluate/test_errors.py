"""Every kind of difference is reported once, with its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from waqai.evaluate import errors
from waqai.records import EventMention, Place, Source, When

from .annotations import coded, event, gold, mention, person, span


def kinds(folder: Path, event_fields: dict[str, Any], **mention_fields: Any) -> list[tuple[str, str, str]]:
    annotated = gold(folder, event("التقى", "CONSULT", **event_fields))
    found = errors([annotated], [coded(mention("التقى", "CONSULT", **mention_fields))])
    return [(error.kind, error.expected, error.found) for error in found]


def test_missed_false_and_wrong_type_are_told_apart(tmp_path: Path) -> None:
    annotated = gold(tmp_path, event("التقى", "CONSULT"), event("أجرى", ["CONSULT", "AGREE"], 2))
    predicted: list[EventMention] = [mention("أجرى", "AID", 2), mention("طالبت", "REQUEST", 9)]
    found = errors([annotated], [coded(*predicted)])
    assert [(error.kind, error.sentence, error.trigger) for error in found] == [
        ("missed", 1, "التقى"),
        ("type", 2, "أجرى"),
        ("false", 2, "طالبت"),
    ]
    assert (found[1].expected, found[1].found) == ("CONSULT or AGREE", "AID")


def test_nothing_wrong_nothing_reported(tmp_path: Path) -> None:
    actors = [{"text": "الرئيس", "country": "TUN", "sector": "GOV"}]
    assert kinds(tmp_path, {"actors": actors}, actors=(person("الرئيس", "TUN", "GOV"),)) == []


def test_swapped_participants_are_wrong_roles(tmp_path: Path) -> None:
    given = {"actors": [{"text": "الرئيس"}], "recipients": [{"text": "الملك"}]}
    found = kinds(tmp_path, given, actors=(person("الملك"),), recipients=(person("الرئيس"),))
    assert [kind for kind, _, _ in found if kind == "role"] == ["role", "role"]


def test_missing_participants_are_shown_beside_those_found(tmp_path: Path) -> None:
    given = {"actors": [{"text": "الرئيس", "country": "TUN"}, {"text": "الملك"}]}
    ((kind, expected, found),) = kinds(tmp_path, given, actors=(person("الرئيس"),))
    assert kind == "participants"
    assert "الرئيس [TUN ]" in expected
    assert "الملك" in expected
    assert "الملك" not in found


def test_wrong_fields_show_both_values(tmp_path: Path) -> None:
    given = {
        "status": ["planned", "denied"],
        "mode": "visit",
        "date": {"start": "2020-01-01", "end": "2020-01-02"},
        "place": {"text": "عمان", "name": "Amman", "country": "JOR"},
        "attribution": [{"text": "الوزير", "kind": "official"}],
    }
    found = kinds(
        tmp_path,
        given,
        date=When(start="2020-01-01", end="2020-01-01"),
        place=Place(name="Muscat", country="OMN"),
        attribution=(Source("official", span("الملك")),),
    )
    assert found == [
        ("status", "planned or denied", "asserted"),
        ("mode", "visit", ""),
        ("date", "2020-01-01..2020-01-02", "2020-01-01..2020-01-01"),
        ("place", "Amman (JOR)", "Muscat (OMN)"),
        ("chain", "الوزير", "الملك"),
    ]


def test_a_line_names_report_sentence_trigger_and_words(tmp_path: Path) -> None:
    annotated = gold(tmp_path, event("التقى", "CONSULT"))
    (error,) = errors([annotated], [])
    assert error.line() == "missed\tr1:1\tCONSULT التقى\tالتقى الرئيس الملك في عمان."


def test_errors_say_which_mentions_they_are_about(tmp_path: Path) -> None:
    annotated = gold(tmp_path, event("التقى", "CONSULT"), event("أجرى", "CONSULT", 2))
    predicted = [mention("طالبت", "REQUEST", 2), mention("أجرى", "AID", 2)]
    found = errors([annotated], [coded(*predicted)])
    assert [(error.kind, error.gold, error.predicted) for error in found] == [
        ("missed", 0, -1),
        ("type", 1, 1),
        ("false", -1, 0),
    ]
