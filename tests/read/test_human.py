"""Codings by people: what the exports give out comes back the same, and what is wrong is named."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from waqai.export.formats import file_format
from waqai.read.annotation import parse_annotations
from waqai.read.human import HumanCoding, read_codings
from waqai.read.label_studio import parse_label_studio
from waqai.read.locating import sentence_at, sentences_of
from waqai.read.problems import InputProblem
from waqai.records import (
    CodedReport,
    EventMention,
    Participant,
    Place,
    Quantity,
    Report,
    Source,
    Span,
    StoredReport,
    When,
    spans_of,
)

TITLE = "😀 الوفد يزور المدينة"
TEXT = "قال مصدر إنّ الوفد 👩‍🚒 زار المدينة أمس.\nوقُتل 12 شخصا ثم قُتل آخر في عدن."


def span(words: str, part: str = "text", after: int = 0) -> Span:
    start = (TITLE if part == "title" else TEXT).index(words, after)
    return Span(words, start, start + len(words), part)  # type: ignore[arg-type]


VISIT = EventMention(
    sentence=1,
    trigger=span("زار"),
    type="CONSULT",
    mode="visit",
    contexts=("diplomatic", "military"),
    actors=(
        Participant(None, "Amal", "أمل", "DZA", "GOV", "الوزيرة", "amal", "Q2"),
        Participant(span("الوفد"), "الوفد: 1", "", "DZA", "GOV"),
        Participant(None, country="LBY"),
    ),
    recipients=(Participant(span("المدينة"), country="YEM"),),
    place=Place(span("المدينة"), "Aden", "YEM", "Adan", 415189, 12.5, -45.25, "settlement"),
    date=When(span("أمس"), "2020-02-05", "2020-02-05", "day", inferred=True, constraint="x"),
    attribution=(Source("outlet", name="وكالة"), Source("anonymous", span("مصدر"), cue=span("قال"))),
    event=1,
)
HEADLINE = EventMention(
    0, span("يزور", "title"), "CONSULT", "visit", actors=(Participant(span("الوفد", "title")),), event=1
)
KILLING = EventMention(
    sentence=2,
    trigger=span("قُتل"),
    type="ASSAULT",
    status="alleged",
    historical=True,
    place=Place(name="", origin=Place(span("عدن"), "Aden", "YEM"), destination=Place(name="Tripoli", country="LBY")),
    date=When(end="2019-12-31", inferred=True),
    quantities=(Quantity(span("12 شخصا"), "killed", ">=", 12.0, "person"),),
    event=3,
)
MENTIONS = (HEADLINE, VISIT, KILLING)
REPORT = Report(TEXT, TITLE, "r-1", "https://x.example/1", "وكالة", "2020-02-06", "ar")
STORED = StoredReport("a" * 32, CodedReport(REPORT, MENTIONS, sentences_of(REPORT)), (1, 2, 3), revision=2)


def exported(name: str, *stored: StoredReport) -> bytes:
    out = io.BytesIO()
    file_format(name).load().write(stored, out)
    return out.getvalue()


def codings(found: list[HumanCoding | InputProblem]) -> tuple[list[HumanCoding], list[InputProblem]]:
    return [one for one in found if isinstance(one, HumanCoding)], [
        one for one in found if isinstance(one, InputProblem)
    ]


def annotated(data: bytes, **more: Any) -> tuple[list[HumanCoding], list[InputProblem]]:
    return codings(list(parse_annotations(io.BytesIO(data), "file", **more)))


def labelled(tasks: list[dict[str, Any]] | bytes) -> tuple[list[HumanCoding], list[InputProblem]]:
    data = tasks if isinstance(tasks, bytes) else json.dumps(tasks).encode()
    return codings(list(parse_label_studio(data, "file")))


def corrected(*stored: StoredReport, by: Any = 7) -> list[dict[str, Any]]:
    """Return what Label Studio exports when a person accepts the predictions."""
    tasks = json.loads(exported("label-studio", *stored))
    for number, task in enumerate(tasks, 1):
        result = task.pop("predictions")[0]["result"]
        task["id"] = number
        task["annotations"] = [{"id": 10 + number, "completed_by": by, "was_cancelled": False, "result": result}]
    return list(tasks)


def test_annotation_file_comes_back() -> None:
    (coding,), problems = annotated(exported("annotation", STORED))
    assert problems == []
    assert coding.report == REPORT
    assert coding.mentions == MENTIONS
    assert coding.sentences == STORED.coded.sentences
    assert (coding.annotator, coding.revision, coding.where) == ("human", 2, "file:1")
    assert coding.coded.mentions == MENTIONS


def test_label_studio_tasks_come_back() -> None:
    (coding,), problems = labelled(corrected(STORED))
    assert problems == []
    assert coding.report == REPORT
    for found, wanted in zip(coding.mentions, MENTIONS, strict=True):
        for field in EventMention.__struct_fields__:
            assert getattr(found, field) == getattr(wanted, field), field
    assert (coding.annotator, coding.key, coding.revision) == ("label-studio-7", "a" * 32, 2)
    assert coding.where == "file: task 1, annotation 11"


def test_annotator_is_named() -> None:
    line = exported("annotation", msgspec.structs.replace(STORED, annotator="amal"))
    assert annotated(line, annotator="other")[0][0].annotator == "amal"
    assert annotated(exported("annotation", STORED), annotator="other")[0][0].annotator == "other"
    assert labelled(corrected(STORED, by={"id": 3, "email": "a@x.example"}))[0][0].annotator == "a@x.example"
    assert labelled(corrected(STORED, by=None))[0][0].annotator == "human"


def test_same_words_twice_and_cues_of_their_own_come_back() -> None:
    twice = Participant(span("الوفد"), country="DZA")
    first = EventMention(1, span("قال"), "ACCUSE", actors=(twice, twice), attribution=(Source("agency", span("مصدر")),))
    cued = Source("agency", span("مصدر"), cue=span("قال"))
    second = EventMention(
        1, span("زار"), "CONSULT", actors=(twice,), attribution=(cued, Source("outlet", cue=span("قال")))
    )
    mentions = tuple(msgspec.structs.replace(one, event=number) for number, one in enumerate((first, second), 1))
    stored = StoredReport("c", CodedReport(REPORT, mentions, sentences_of(REPORT)))
    assert labelled(corrected(stored))[0][0].mentions == mentions
    assert annotated(exported("annotation", stored))[0][0].mentions == mentions


def test_no_mentions_is_a_coding_too() -> None:
    nothing = StoredReport("b" * 32, CodedReport(REPORT))
    assert annotated(exported("annotation", nothing))[0][0].mentions == ()
    assert labelled(corrected(nothing))[0][0].mentions == ()


# --- annotation files ------------------------------------------------------------------------------


def line(**event: Any) -> bytes:
    events = [{"sentence": 1, "trigger": "زار", "type": "CONSULT", **event}] if event else []
    return json.dumps({"id": "r-1", "title": TITLE, "text": TEXT, "events": events}).encode()


def test_plain_strings_are_found_in_their_sentence() -> None:
    (coding,), problems = annotated(line(actors=[{"text": "الوفد", "country": "DZA"}], place={"text": "المدينة"}))
    assert problems == []
    (mention,) = coding.mentions
    assert mention.trigger == span("زار")
    assert mention.actors[0].text == span("الوفد")
    assert mention.place is not None
    assert mention.place.text == span("المدينة")
    (coding,), _ = annotated(line(sentence=0, trigger="يزور", actors=[{"text": "الوفد"}]))
    assert coding.mentions[0].actors[0].text == span("الوفد", "title")


def test_words_without_marks_are_found_as_written() -> None:
    (coding,), _ = annotated(line(sentence=2, trigger="قتل", type="ASSAULT"))
    assert coding.mentions[0].trigger == span("قُتل")


def test_the_same_words_twice_are_two_places() -> None:
    event = {"sentence": 2, "trigger": "قُتل", "type": "ASSAULT"}
    data = json.dumps({"title": TITLE, "text": TEXT, "events": [event, event, event]}).encode()
    starts = [mention.trigger.start for mention in annotated(data)[0][0].mentions]
    first = TEXT.index("قُتل")
    assert starts == [first, TEXT.index("قُتل", first + 1), first]


def test_first_of_several_values_counts() -> None:
    (coding,), problems = annotated(
        line(
            trigger=["زار", "x"],
            type=["CONSULT", "AGREE"],
            mode=["visit", ""],
            status=["planned", "asserted"],
            actors=[{"text": ["الوفد", ""], "country": ["DZA", "LBY"], "name": []}],
            place=[{"text": "", "name": "Aden"}, {"text": ""}],
            date={"text": "", "start": ["2020-02-05", "2020-02-06"], "end": ["2020-02-05"]},
            attribution=[[{"text": "مصدر", "kind": ["anonymous", "official"]}], []],
        )
    )
    assert problems == []
    (mention,) = coding.mentions
    assert (mention.type, mention.mode, mention.status) == ("CONSULT", "visit", "planned")
    assert (mention.actors[0].text, mention.actors[0].country) == (span("الوفد"), "DZA")
    assert mention.place == Place(name="Aden")
    assert (mention.date.start, mention.date.end) == ("2020-02-05", "2020-02-05")
    assert mention.attribution == (Source("anonymous", span("مصدر")),)


def test_split_trigger_stands_at_its_noun() -> None:
    (coding,), _ = annotated(line(trigger="قال ... زار"))
    assert coding.mentions[0].trigger == span("زار")


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ({"type": "VISIT"}, "'VISIT' is none of the 16 types"),
        ({"mode": "aerial"}, "'aerial' is no mode of CONSULT"),
        ({"status": "maybe"}, "'maybe' is no status"),
        ({"contexts": ["space"]}, "'space' is no context"),
        ({"trigger": "طار"}, "the words «طار» do not stand in the report"),
        ({"trigger": ""}, "the trigger has no words"),
        ({"trigger": {"text": "زار", "start": 0, "end": 3}}, "the words «زار» do not stand at 0–3 of the text"),
        ({"trigger": {"text": "", "start": 3, "end": 3}}, "no stretch"),
        ({"trigger": {"text": "x", "start": -1, "end": 9**9}}, "no stretch"),
        ({"trigger": {"text": "x", "start": 0, "end": 1, "part": "body"}}, "part"),
        ({"actors": [{"text": "القمر"}]}, "do not stand in the report"),
        ({"actors": [{"text": "الوفد", "country": 5}]}, "str"),
        ({"actors": ["الوفد"]}, "an object with a text expected"),
        ({"place": "عدن"}, "must be an object"),
        ({"attribution": ["مصدر"]}, "must be an object"),
        ({"date": {"start": "5.2.2020"}}, "is no day"),
        ({"date": {"start": "20200205"}}, "is no day"),
        ({"attribution": [{"text": "مصدر", "kind": "rumour"}]}, "rumour"),
        ({"quantities": [{"text": "", "what": "x", "op": "=", "value": 1}]}, "text"),
        ({"sentence": "two"}, "'two' is no number"),
    ],
)
def test_event_that_is_not_understood_is_named_and_left_out(event: dict[str, Any], said: str) -> None:
    good = {"sentence": 1, "trigger": "زار", "type": "CONSULT"}
    data = json.dumps({"title": TITLE, "text": TEXT, "events": [{**good, **event}, good]}).encode()
    (coding,), (problem,) = annotated(data)
    assert [mention.trigger for mention in coding.mentions] == [span("زار")]
    assert problem.where == "file:1"
    assert "event 1 is left out" in problem.what
    assert said in problem.what
    assert problem.next_step


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[1]",
        b'"x"',
        b"\xff\xfe",
        b'{"events": []}',
        b'{"text": 5}',
        b'{"text": "x", "events": 5}',
        b'{"text": "x", "events": [], "sha256": "00"}',
        b'{"text": "x", "sentences": 7}',
        b'{"text": "x", "sentences": [["a"]]}',
        b"[" * 100_000,
    ],
)
def test_line_that_is_no_annotated_report_is_named(data: bytes) -> None:
    found, problems = annotated(data + b"\n" + line())
    assert [problem.where for problem in problems] == ["file:1"]
    assert [coding.where for coding in found] == ["file:2"]


def test_texts_may_come_from_elsewhere() -> None:
    data = b'{"id": "r-1", "events": [{"sentence": 1, "trigger": "\xd8\xb2\xd8\xa7\xd8\xb1", "type": "CONSULT"}]}'
    assert annotated(data)[1][0].what.endswith("no report of that id is known")
    (coding,), _ = annotated(data, texts={"r-1": REPORT})
    assert coding.report == REPORT
    assert coding.mentions[0].trigger == span("زار")


def test_sentences_of_a_line_count() -> None:
    row = {
        "text": "قصف. قصف.",
        "sentences": [[0, 4], [5, 9]],
        "events": [{"sentence": 1, "trigger": "قصف", "type": "ASSAULT"}],
    }
    (coding,), _ = annotated(json.dumps(row).encode())
    assert coding.mentions[0].trigger.start == 5


def test_evidence_always_stands_in_the_report() -> None:
    for found in (annotated(exported("annotation", STORED)), labelled(corrected(STORED))):
        for coding in found[0]:
            for one in spans_of(coding.mentions):
                assert coding.report.part(one.part)[one.start : one.end] == one.text


# --- Label Studio ----------------------------------------------------------------------------------


def result(task: dict[str, Any]) -> list[dict[str, Any]]:
    return list(task["annotations"][0]["result"])


def test_utf16_offsets_of_old_versions_are_converted() -> None:
    tasks = corrected(STORED)
    moved = 0
    for one in result(tasks[0]):
        if one["type"] == "labels":
            value, text = one["value"], tasks[0]["data"][one["to_name"]]
            before = value["start"]
            value["start"] = len(text[: value["start"]].encode("utf-16-le")) // 2
            value["end"] = len(text[: value["end"]].encode("utf-16-le")) // 2
            moved += before != value["start"]
    (coding,), problems = labelled(tasks)
    assert moved > 3
    assert problems == []
    assert coding.mentions == MENTIONS


def test_regions_without_words_count_code_points() -> None:
    tasks = corrected(STORED)
    for one in result(tasks[0]):
        if one["type"] == "labels":
            del one["value"]["text"]
    assert labelled(tasks)[0][0].mentions == MENTIONS


def test_what_a_person_draws_becomes_a_mention() -> None:
    def region(name: str, words: str, label: str) -> dict[str, Any]:
        one = span(words)
        value = {"start": one.start, "end": one.end, "text": words, "labels": [label]}
        return {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}

    drawn = [
        region("p", "الوفد", "participant"),
        region("t", "زار", "CONSULT"),
        {"id": "t", "from_name": "mode", "to_name": "text", "type": "choices", "value": {"choices": ["visit"]}},
        region("w", "المدينة", "place"),
        {"type": "relation", "from_id": "p", "to_id": "t", "direction": "left", "labels": ["actor"]},
        {"type": "relation", "from_id": "t", "to_id": "w", "direction": "right"},
        {"id": "p", "from_name": "details", "type": "textarea", "value": {"text": ["country: DZA\nsector: GOV"]}},
    ]
    task = {"id": 5, "data": {"title": TITLE, "text": TEXT}, "annotations": [{"id": 1, "result": drawn}]}
    (coding,), problems = labelled([task])
    assert problems == []
    (mention,) = coding.mentions
    assert (mention.sentence, mention.type, mention.mode, mention.event) == (1, "CONSULT", "visit", 1)
    assert mention.actors == (Participant(span("الوفد"), country="DZA", sector="GOV"),)
    assert mention.place == Place(span("المدينة"))


def changed(**change: Any) -> list[dict[str, Any]]:
    """Return the sample's tasks with one result changed: that whose `id` and `field` are given."""
    tasks = corrected(STORED)
    name, field = change.pop("id"), change.pop("field", "label")
    (one,) = [one for one in result(tasks[0]) if one.get("id") == name and one.get("from_name", "").endswith(field)]
    one["value"].update(change)
    return tasks


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "m2", "labels": ["MEETING"]}, "unknown label 'MEETING'"),
        ({"id": "m2", "labels": []}, "0 labels"),
        ({"id": "m2", "labels": ["CONSULT", "AGREE"]}, "2 labels"),
        ({"id": "m2", "start": 0, "end": 3}, "do not stand at 0–3 of the text"),
        ({"id": "m2", "start": 9**9, "end": 9**9 + 3}, "do not stand"),
        ({"id": "m2", "start": None}, "no stretch"),
        ({"id": "m2", "field": "mode", "choices": ["aerial"]}, "'aerial' is no mode of CONSULT"),
        ({"id": "m2", "field": "status", "choices": ["asserted", "denied"]}, "2 values are chosen for status"),
        ({"id": "m2", "field": "details", "text": ["somebody: x"]}, "somebody"),
        ({"id": "m2", "field": "details", "text": ["event: x"]}, "gives no number"),
        ({"id": "m2", "field": "details", "text": ["actor: {"]}, "truncated"),
        ({"id": "r1", "field": "details", "text": ["kind: x"]}, "gives no field of a participant"),
    ],
)
def test_region_that_is_not_understood_is_named(change: dict[str, Any], said: str) -> None:
    name = change["id"]
    if name == "r1":
        change = {**change, "id": _participant()}
    (coding,), problems = labelled(changed(**change))
    assert 1 <= len(coding.mentions) < len(MENTIONS)
    assert any(said in problem.what for problem in problems), problems
    assert all(problem.where.startswith("file: task 1, annotation 11, region ") for problem in problems)


def _participant() -> str:
    regions = [one for one in result(corrected(STORED)[0]) if one.get("value", {}).get("labels") == ["participant"]]
    return next(str(one["id"]) for one in regions if one["to_name"] == "text" and one["value"]["text"] == "الوفد")


def test_stray_regions_and_relations_are_named() -> None:
    tasks = corrected(STORED)
    kept = [one for one in result(tasks[0]) if one.get("labels") != ["recipient"]]
    tasks[0]["annotations"][0]["result"] = kept
    (coding,), (problem,) = labelled(tasks)
    assert len(coding.mentions) == 3
    assert "belongs to no event" in problem.what
    wrong = corrected(STORED)
    for one in result(wrong[0]):
        if one.get("labels") == ["recipient"]:
            one["labels"] = ["date"]
    assert "has 'date'" in labelled(wrong)[1][0].what


@pytest.mark.parametrize(
    ("task", "kind", "said"),
    [
        ({"data": {"text": "x"}}, "empty", "nobody"),
        ({"data": {"text": "x"}, "annotations": [{"was_cancelled": True, "result": []}]}, "empty", "skipped"),
        ({"data": {"text": "x"}, "annotations": [5]}, "failed", "without a list"),
        ({"data": {"text": "x"}, "annotations": 5}, "failed", "no task"),
        ({"data": {}}, "failed", "text"),
        ({"data": 5}, "failed", "no task"),
        ({}, "failed", "data is missing"),
        (5, "failed", "no task"),
    ],
)
def test_task_without_a_coding_is_named(task: Any, kind: str, said: str) -> None:
    found, (problem,) = labelled([task, *corrected(StoredReport("b", CodedReport(REPORT)))])
    assert len(found) == 1
    assert (problem.kind, "task 1" in problem.where) == (kind, True)
    assert said in problem.what


@pytest.mark.parametrize("data", [b"", b"{}", b"[", b"id,text\n1,x", b"\xff", b"[" * 100_000])
def test_file_that_is_no_export_is_named(data: bytes) -> None:
    found, (problem,) = labelled(data)
    assert found == []
    assert "is no export of Label Studio" in problem.what


@pytest.mark.parametrize(
    "junk", [None, 5, {"type": "relation"}, {"type": "labels"}, {"id": "x", "type": "rectangle", "value": {}}]
)
def test_junk_among_the_results_stops_nothing(junk: Any) -> None:
    tasks = corrected(STORED)
    tasks[0]["annotations"][0]["result"].insert(0, junk)
    (coding,), _ = labelled(tasks)
    assert coding.mentions == MENTIONS


# --- files and sentences ---------------------------------------------------------------------------


def test_kind_of_file_is_seen(tmp_path: Path) -> None:
    for name, data in (("a.jsonl", exported("annotation", STORED)), ("b.json", json.dumps(corrected(STORED)).encode())):
        path = tmp_path / name
        path.write_bytes(b"\xef\xbb\xbf" + data)
        (coding,) = read_codings(path)
        assert isinstance(coding, HumanCoding)
        assert coding.mentions == MENTIONS
    (problem,) = read_codings(tmp_path / "none")
    assert isinstance(problem, InputProblem)
    assert problem.what == "no such file"


def test_sentences_are_those_of_coding() -> None:
    found = sentences_of(REPORT)
    assert [one.part for one in found] == ["title", "text", "text"]
    assert found[0].text == TITLE
    assert [sentence_at(found, "text", position) for position in (0, TEXT.index("12"))] == [1, 2]
    assert sentence_at(found, "text", len(TEXT)) is None
    assert sentences_of(Report("خبر واحد."))[0].start == 0
