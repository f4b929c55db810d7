"""W3C Web Annotations: the model's rules, and selectors held against the text."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest

from waqai.export.webannotation import FIELDS
from waqai.records import CodedReport, EventMention, Participant, Place, Report, Span, StoredReport

from .samples import TEXT, TITLE
from .stored import ALL, EMOJI, HOSTILE, HUMAN, MARKED, MENTIONS, export, hostile

TEXTS = {"title": TITLE, "text": TEXT}


def document(*stored: StoredReport) -> dict[str, Any]:
    return dict(json.loads(export("web-annotation", stored)[0]))


def items(*stored: StoredReport) -> list[dict[str, Any]]:
    return list(document(*stored)["first"]["items"])


def test_the_collection_has_one_page_with_all_annotations() -> None:
    whole = document(*ALL)
    assert whole["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert whole["type"] == "AnnotationCollection"
    assert whole["total"] == MENTIONS == export("web-annotation", ALL)[1].rows
    page = whole["first"]
    assert (page["type"], page["startIndex"], len(page["items"])) == ("AnnotationPage", 0, MENTIONS)
    assert "@context" not in page


def test_every_annotation_keeps_the_model() -> None:
    found = items(*ALL, *map(hostile, HOSTILE))
    names = [one["id"] for one in found]
    assert len(names) == len(set(names))
    for one in found:
        assert one["type"] == "Annotation"
        assert one["motivation"] == "classifying"
        for name in (one["id"], *(target["source"] for target in one["target"])):
            assert urlsplit(name).scheme == "urn"
            assert name.isascii()
            assert not set(name) & set(' <>"{}|\\^`')
        for body in one["body"]:
            assert body["type"] == "TextualBody"
            assert isinstance(body["value"], str)
            assert body["purpose"] in {"classifying", "assessing", "tagging", "identifying", "describing"}
            assert body["waqai:field"] in FIELDS
        for target in one["target"]:
            assert [selector["type"] for selector in target["selector"]] == [
                "TextQuoteSelector",
                "TextPositionSelector",
            ]
            assert target["waqai:field"] in FIELDS


def test_selectors_find_the_words() -> None:
    for one in items(HUMAN):
        for target in one["target"]:
            part = target["source"].rsplit(":", 1)[1]
            assert_selected(TEXTS[part], target)
    for one in items(EMOJI):
        for target in one["target"]:
            assert_selected(MARKED, target)


def assert_selected(text: str, target: dict[str, Any]) -> None:
    quoted, placed = target["selector"]
    start, end = placed["start"], placed["end"]
    assert text[start:end] == quoted["exact"]
    assert text[:start].endswith(quoted["prefix"])
    assert text[end:].startswith(quoted["suffix"])
    assert quoted["prefix"] or start == 0


def test_bodies_say_what_was_coded() -> None:
    meeting = items(*ALL)[0]
    values: dict[str, list[str]] = {}
    for body in meeting["body"]:
        values.setdefault(body["waqai:field"], []).append(body["value"])
    assert values["type"] == ["CONSULT"]
    assert values["mode"] == ["visit"]
    assert values["status"] == ["asserted"]
    assert values["context"] == ["diplomatic", "military"]
    assert values["actor"] == ["Sabri Boukadoum", "LBY MIL"]
    assert values["place"] == ["Benghazi"]
    assert values["date"] == ["2020-02-05"]
    assert values["source"] == ["=موقع", "مصدر عسكري"]
    actor = next(body for body in meeting["body"] if body["waqai:field"] == "actor")
    assert (actor["waqai:country"], actor["waqai:wikidata"]) == ("DZA", "Q1")
    assert meeting["target"][0]["waqai:field"] == "trigger"
    assert meeting["target"][0]["scope"] == "https://news.example/1?a=b&c=<d>"
    assert meeting["creator"] == {"type": "Software", "name": "waqai test"}
    assert items(HUMAN)[0]["creator"] == {"type": "Person", "name": "amal"}


def test_no_body_is_empty() -> None:
    mention = EventMention(0, Span("x", 0, 1), "AID", actors=(Participant(), Participant(entity="e")), place=Place())
    (one,) = items(StoredReport("k", CodedReport(Report("x"), (mention,))))
    assert [body["value"] for body in one["body"]] == ["AID", "asserted", "e"]


def test_only_web_addresses_are_scopes() -> None:
    mention = EventMention(0, Span("x", 0, 1), "AID")
    report = Report("x", url="javascript:alert(1)")
    (one,) = items(StoredReport("k", CodedReport(report, (mention,))))
    assert "scope" not in one["target"][0]


def test_an_empty_export_is_an_empty_collection() -> None:
    assert (document()["total"], items()) == (0, [])


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str) -> None:
    (one,) = items(hostile(words))
    assert one["target"][0]["selector"][0]["exact"] == words
