"""The figures, the counts behind them, and their intervals."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.evaluate import Figures, GoldReport, evaluate
from waqai.records import CodedReport, Report, When

from .annotations import REPORT, coded, event, gold, mention, person

ACTORS = [
    {"text": "الرئيس", "country": "TUN", "sector": ["GOV", "ELI"]},
    {"text": "الملك", "country": "JOR", "sector": "GOV"},
]
DAY = {"start": "2020-02-05", "end": "2020-02-05"}


def example(folder: Path, number: int = 1) -> tuple[GoldReport, CodedReport]:
    """Gold of three mentions; predicted: one right, one of a wrong type, one false."""
    report = Report(REPORT.text, REPORT.title, f"r{number}")
    annotated = gold(
        folder,
        event("التقى", "CONSULT", actors=ACTORS, date=DAY, status="asserted"),
        event("أجرى ... محادثات", "CONSULT", 2),
        event("طالبت", "REQUEST", 2),
        report=report,
    )
    actors = (person("الرئيس", "TUN", "ELI"), person("عمان", "JOR", "GOV"))
    predicted = coded(
        mention("التقى", "CONSULT", actors=actors, date=When(start="2020-02-05", end="2020-02-05"), status="planned"),
        mention("طالبت", "ACCUSE", 2),
        mention("الوزير", "AID", 2),
        report=report,
    )
    return annotated, predicted


def evaluate_example(folder: Path) -> Figures:
    annotated, predicted = example(folder)
    return evaluate([annotated], [predicted])


def test_mentions_and_detection_are_counted(tmp_path: Path) -> None:
    annotated, predicted = example(tmp_path)
    figures = evaluate([annotated], [predicted])
    assert (figures.get("mention precision").right, figures.get("mention precision").count) == (1, 3)
    assert figures.get("mention recall").value == pytest.approx(1 / 3)
    assert figures.get("mention F1").value == pytest.approx(1 / 3)
    assert (figures.get("detection recall").right, figures.get("detection recall").count) == (2, 3)


def test_fields_are_counted_on_matched_mentions_only(tmp_path: Path) -> None:
    figures = evaluate_example(tmp_path)
    assert figures.get("status accuracy").value == 0
    assert figures.get("date accuracy").value == 1
    assert figures.get("place accuracy").count == 1
    assert figures.get("chain accuracy").value == 1


def test_participants_are_scored_by_words_and_by_code(tmp_path: Path) -> None:
    figures = evaluate_example(tmp_path)
    assert figures.get("actors words F1").value == pytest.approx(1 / 2)
    assert figures.get("actors code F1").value == 1
    recipients = figures.get("recipients words F1")
    assert (recipients.value, recipients.low, recipients.count) == (None, None, 0)


def test_types_have_their_own_figures(tmp_path: Path) -> None:
    figures = evaluate_example(tmp_path)
    assert figures.get("mention recall", "CONSULT").value == pytest.approx(1 / 2)
    assert figures.get("mention precision", "CONSULT").value == 1
    assert figures.get("mention precision", "ACCUSE").value == 0
    assert figures.get("mention recall", "ACCUSE").value is None
    with pytest.raises(KeyError):
        figures.get("mention recall", "PROTEST")


def test_a_mention_with_two_types_counts_under_the_one_that_matched(tmp_path: Path) -> None:
    annotated = gold(tmp_path, event("التقى", ["AGREE", "CONSULT"]))
    figures = evaluate([annotated], [coded(mention("التقى", "CONSULT"))])
    assert figures.get("mention F1", "CONSULT").value == 1
    with pytest.raises(KeyError):
        figures.get("mention F1", "AGREE")


def test_gold_against_itself_is_perfect(tmp_path: Path) -> None:
    annotated = gold(tmp_path, event("التقى", "CONSULT"))
    figures = evaluate([annotated], [coded(mention("التقى", "CONSULT"))])
    assert all(figure.value in (1, None) for figure in figures.figures)


def test_a_report_that_was_not_coded_is_all_missed_and_others_are_left_out(tmp_path: Path) -> None:
    annotated, _ = example(tmp_path)
    stranger = coded(mention("التقى", "CONSULT"), report=Report(REPORT.text, REPORT.title, "other"))
    figures = evaluate([annotated], [stranger])
    assert figures.get("mention recall").count == 3
    assert figures.get("mention precision").value is None


def test_intervals_are_the_same_every_time_and_contain_the_value(tmp_path: Path) -> None:
    pairs = [example(tmp_path, number) for number in range(4)]
    annotated = [one for one, _ in pairs]
    predicted = [other if number % 2 else coded(report=other.report) for number, (_, other) in enumerate(pairs)]
    first, again = evaluate(annotated, predicted), evaluate(annotated, list(reversed(predicted)))
    assert first == again
    recall = first.get("mention recall")
    assert (recall.right, recall.count) == (2, 12)
    assert recall.value is not None
    assert recall.low is not None
    assert recall.high is not None
    assert 0 <= recall.low < recall.value < recall.high <= 1 / 3
    assert evaluate(annotated, predicted, seed=1).get("mention recall").value == recall.value


def test_one_article_or_no_resamples_give_no_wider_interval(tmp_path: Path) -> None:
    annotated, predicted = example(tmp_path)
    recall = evaluate([annotated], [predicted]).get("mention recall")
    assert recall.low == recall.high == recall.value
    assert evaluate([annotated], [predicted], resamples=0).get("mention recall").low is None


def test_nothing_at_all_gives_no_figures() -> None:
    figures = evaluate([], [])
    assert figures.table() == [("scope", "measure", "value", "95 % interval", "count")]
    assert figures.to_dict() == {"articles": 0, "all": {}, "types": {}}


def test_table_and_plain_data_show_value_interval_and_count(tmp_path: Path) -> None:
    figures = evaluate_example(tmp_path)
    assert figures.table()[1] == ("all", "mention precision", "0.333", "0.333-0.333", "1/3")
    assert ("all", "recipients words F1", "-", "-", "0/0") in figures.table()
    data = figures.to_dict()
    assert data["articles"] == 1
    assert data["all"]["mention precision"]["count"] == 3
    assert list(data["types"]) == ["ACCUSE", "AID", "CONSULT", "REQUEST"]
