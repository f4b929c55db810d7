"""Annotation, JSON Lines, CSV and table: what stands in them and that it can be read back."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest

from waqai.export import FORMAT_NAMES, FormatName, make_exporter
from waqai.export.base import days
from waqai.export.csv import COLUMNS
from waqai.records import CodedReport, EventMention, Participant, Report, Span, When

from .samples import CODED, REPORT, TEXT


def written(name: FormatName, *coded: CodedReport, width: int = 100) -> str:
    exporter = make_exporter(name, width)
    return "".join([exporter.begin(), *map(exporter.report, coded), *exporter.end()])


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_the_same_reports_give_the_same_text(name: FormatName) -> None:
    assert written(name, CODED) == written(name, CODED)


@pytest.mark.parametrize("name", FORMAT_NAMES)
def test_a_report_without_events_is_written(name: FormatName) -> None:
    assert isinstance(written(name, CodedReport(Report("لا شيء"))), str)


def test_annotation_keeps_the_report_and_its_order() -> None:
    lines = written("annotation", CODED, CodedReport(Report("خبر", id="2"))).splitlines()
    rows = [json.loads(line) for line in lines]
    assert [row["id"] for row in rows] == ["sample-1", "2"]
    first = rows[0]
    assert list(first)[:8] == ["id", "url", "outlet", "published", "language", "title", "text", "events"]
    assert first["text"] == TEXT
    assert first["published"] == "2020-02-06"


def test_annotation_shows_evidence_as_objects() -> None:
    event = json.loads(written("annotation", CODED))["events"][1]
    assert event["trigger"] == {"text": "التقى", "start": 25, "end": 30, "part": "text"}
    for words in (event["trigger"], event["actors"][0]["text"], event["place"]["text"], event["date"]["text"]):
        assert TEXT[words["start"] : words["end"]] == words["text"]
    assert event["attribution"][1]["text"]["text"] == "مصدر عسكري"
    assert event["attribution"][0]["kind"] == "outlet"


def test_annotation_gives_a_dropped_subject_no_words() -> None:
    actors = json.loads(written("annotation", CODED))["events"][1]["actors"]
    assert actors[1]["text"] == ""
    assert (actors[1]["country"], actors[1]["sector"]) == ("LBY", "MIL")


def test_annotation_event_has_the_fields_of_the_codebook() -> None:
    event = json.loads(written("annotation", CODED))["events"][2]
    first = "sentence trigger type mode contexts status historical actors recipients"
    assert list(event) == [*first.split(), "place", "date", "attribution", "quantities", "event"]
    assert event["quantities"][0]["value"] == 12
    assert event["place"]["origin"]["name"] == "Benghazi"
    assert event["date"]["inferred"] is True


def test_jsonl_is_one_mention_a_line_with_all_fields() -> None:
    rows = [json.loads(line) for line in written("jsonl", CODED).splitlines()]
    assert [row["mention"] for row in rows] == [1, 2, 3]
    assert {row["report"] for row in rows} == {"sample-1"}
    assert rows[1]["outlet"] == REPORT.outlet
    assert set(EventMention.__struct_fields__) < set(rows[1])
    assert rows[1]["because"][0]["rule"] == "frame"


def test_csv_is_one_mention_a_line_under_documented_columns() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", CODED))))
    assert list(rows[0]) == list(COLUMNS)
    assert all(COLUMNS.values())
    meeting = rows[1]
    assert meeting["type"] == "CONSULT"
    assert meeting["actor_countries"] == "DZA | LBY"
    assert meeting["actors"] == "الوزير | "
    assert meeting["latitude"] == "-32.115"
    assert meeting["quad"] == "verbal cooperation"
    assert rows[2]["quantities"] == "killed = 12 person"
    assert rows[2]["historical"] == "true"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_csv_cell_is_no_formula(words: str) -> None:
    report = Report(text=words + " خبر", id=words, outlet=words)
    mention = EventMention(0, Span(words, 0, len(words)), "AGREE", actors=(Participant(Span(words, 0, len(words))),))
    rows = list(csv.DictReader(io.StringIO(written("csv", CodedReport(report, (mention,))), newline="")))
    for column in ("report", "outlet", "trigger", "actors"):
        assert rows[0][column].startswith("'")
        assert rows[0][column].endswith(words.strip())


def columns_of(line: str) -> int:
    """Return how many columns a line takes: marks and invisible characters take none."""
    return sum(1 for character in line if unicodedata.category(character) not in {"Mn", "Cf"})


@pytest.mark.parametrize("width", [80, 100, 120, 20, 400])
def test_table_fits_the_terminal(width: int) -> None:
    drawn = written("table", CODED, width=width)
    widest = max(map(columns_of, drawn.splitlines()))
    assert widest <= min(max(width, 80), 120)


def test_table_shows_what_was_found() -> None:
    drawn = written("table", CODED, width=120)
    for words in (
        "CONSULT",
        "visit",
        "alleged, historical",
        "Sabri Boukadoum",
        "DZA GOV",
        "→",
        "Benghazi",
        "2020-02-05",
    ):
        assert words in drawn
    for words in ("التقى", "مصدر عسكري", "(anonymous)", "= 12 person killed", "(not said)"):
        assert words in drawn
    assert drawn.endswith("3 event mentions in 1 report\n")


def test_table_lets_no_control_character_through() -> None:
    text = "قال\x1b[31m\u202eالوزير\x07"
    mention = EventMention(0, Span(text, 0, len(text)), "AGREE", actors=(Participant(Span(text, 0, len(text))),))
    drawn = written("table", CodedReport(Report(text, title=text), (mention,)))
    assert not {"\x1b", "\x07", "\u202e"} & set(drawn)


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (When(), ""),
        (When(start="2020-02-05", end="2020-02-05"), "2020-02-05"),
        (When(start="2020-02-01", end="2020-02-05"), "2020-02-01/2020-02-05"),
        (When(start="2011-01-01"), "2011-01-01/.."),
        (When(end="2011-01-01"), "../2011-01-01"),
    ],
)
def test_interval_is_readable(date: When, shown: str) -> None:
    assert days(date) == shown
