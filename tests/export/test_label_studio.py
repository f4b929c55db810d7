"""Label Studio tasks: offsets as its editor takes them, regions and relations under the configuration's names."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from waqai.export.label_studio import DATA
from waqai.export.label_studio_config import labelling_config
from waqai.ontology import TYPES
from waqai.records import StoredReport

from .stored import ALL, EMOJI, HOSTILE, MARKED, PART, export, hostile


def tasks(*stored: StoredReport) -> list[dict[str, Any]]:
    return list(json.loads(export("label-studio", stored)[0]))


def result(task: dict[str, Any]) -> list[dict[str, Any]]:
    (prediction,) = task["predictions"]
    return list(prediction["result"])


def in_browser(text: str, start: int, end: int) -> str:
    """Select words as Label Studio's editor does: code points become UTF-16 units of a JavaScript string."""

    def units(position: int) -> int:
        return len(text[:position].encode("utf-16-le")) // 2

    string = text.encode("utf-16-le", "surrogatepass")
    return string[2 * units(start) : 2 * units(end)].decode("utf-16-le")


def test_a_task_a_report() -> None:
    found = tasks(*ALL)
    assert len(found) == len(ALL) == export("label-studio", ALL)[1].rows
    for task, stored in zip(found, ALL, strict=True):
        assert list(task["data"]) == list(DATA)
        assert task["data"]["text"] == stored.coded.report.text
        assert task["data"]["key"] == stored.key
    assert found[1]["predictions"][0]["model_version"] == "amal"
    assert result(found[3]) == []


def test_every_region_selects_its_words_in_the_browser() -> None:
    for task in tasks(*ALL):
        for one in result(task):
            if one["type"] == "labels":
                value = one["value"]
                assert in_browser(task["data"][one["to_name"]], value["start"], value["end"]) == value["text"]


def test_offsets_are_code_points_after_emoji_and_marks() -> None:
    (trigger,) = [one for one in result(tasks(EMOJI)[0]) if one.get("id") == "m1" and one["type"] == "labels"]
    value = trigger["value"]
    assert MARKED[value["start"] : value["end"]] == "قصف"
    utf16 = len(MARKED[: value["start"]].encode("utf-16-le")) // 2
    assert utf16 == value["start"] + 4


def test_relations_join_regions() -> None:
    found = result(tasks(PART)[0])
    regions = {one["id"]: one for one in found if one["type"] == "labels"}
    triples = [
        (one["from_id"], *one["labels"], regions[one["to_id"]]["value"]["text"])
        for one in found
        if one["type"] == "relation"
    ]
    assert ("m2", "actor", "الوزير") in triples
    assert ("m2", "recipient", "القائد") in triples
    assert ("m2", "place", "بنغازي") in triples
    assert ("m2", "date", "أمس") in triples
    assert ("m3", "quantity", "12 شخصا") in triples
    assert [words for _, label, words in triples if label == "cue"] == ["قال"]
    assert regions["m2"]["value"]["labels"] == ["CONSULT"]


def test_details_tell_what_the_words_do_not() -> None:
    found = result(tasks(PART)[0])
    details = {one["id"]: one["value"]["text"] for one in found if one.get("from_name") == "details"}
    assert ["name: Sabri Boukadoum", "name_local: صبري بوقادم", "country: DZA"] in [one[:3] for one in details.values()]
    assert 'actor: {"country":"LBY","sector":"MIL","rank":1}' in details["m2"]
    choices = {one["from_name"]: one["value"]["choices"] for one in found if one["type"] == "choices"}
    assert choices["mode"] == ["visit"]
    assert choices["contexts"] == ["diplomatic", "military"]
    assert choices["background"] == ["historical"]


def test_everything_written_is_known_to_the_configuration() -> None:
    root = ET.fromstring(labelling_config())
    controls = {one.get("name"): one for one in root.iter() if one.get("toName")}
    texts = {one.get("name"): one.get("value") for one in root.iter("Text")}
    relations = {one.get("value") for one in root.iter("Relation")}
    assert texts == {"title": "$title", "text": "$text"}
    for task in tasks(*ALL):
        for one in result(task):
            if one["type"] == "relation":
                assert set(one["labels"]) <= relations
                continue
            control = controls[one["from_name"]]
            assert control.get("toName") == one["to_name"]
            assert control.tag.lower() == one["type"]
            if one["type"] != "textarea":
                offered = {choice.get("value") for choice in control}
                assert set(one["value"][one["type"]]) <= offered
    assert {one.get("value") for one in controls["label"]} >= set(TYPES)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str) -> None:
    first, second = tasks(hostile(words), EMOJI)
    assert first["data"]["text"] == words
    assert {one["value"]["text"] for one in result(first) if one["type"] == "labels"} == {words}
    assert result(second)


def test_an_empty_export_is_an_empty_list() -> None:
    assert tasks() == []
