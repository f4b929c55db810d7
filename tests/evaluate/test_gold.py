"""Annotation files as people and programs write them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from waqai.evaluate import GoldError, from_coded, read_gold
from waqai.records import Place, Source

from .annotations import REPORT, TEXT, TITLE, coded, event, gold, mention, person, span


def test_words_of_a_plain_trigger_are_found_in_their_sentence(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("الرئيس", "CONSULT", 0)).mentions
    assert read.trigger[0].ranges == (("title", 0, 6),)


def test_every_place_of_the_words_counts_but_not_inside_other_words(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("مع", "CONSULT", 2)).mentions
    at = TEXT.index(" مع ") + 1
    assert read.trigger[0].ranges == (("text", at, at + 2),)


def test_a_clitic_before_the_words_does_not_hide_them(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("طالبت", "REQUEST", 2)).mentions
    at = TEXT.index("طالبت")
    assert read.trigger[0].ranges == (("text", at, at + 5),)


def test_a_split_trigger_has_the_place_of_each_part(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("أجرى ... محادثات", "CONSULT", 2)).mentions
    found = [TEXT[start:end] for _, start, end in read.trigger[0].ranges]
    assert found == ["أجرى", "محادثات"]


def test_another_spelling_is_found_by_its_folded_letters(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("اجرى", "CONSULT", 2)).mentions
    assert [TEXT[start:end] for _, start, end in read.trigger[0].ranges] == ["أجرى"]


def test_words_that_are_not_there_keep_no_place(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("غزا", "ASSAULT", 2)).mentions
    assert read.trigger[0].ranges == ()


def test_an_object_gives_its_own_offsets(tmp_path: Path) -> None:
    given = {"text": "يلتقي", "start": 7, "end": 12, "part": "title"}
    (read,) = gold(tmp_path, event(given, "CONSULT", 0, actors=[{"text": {"text": "الملك"}}])).mentions
    assert read.trigger[0].ranges == (("title", 7, 12),)
    assert read.actors[0].text[0].ranges == (("title", 13, 18),)


def test_lists_are_alternatives(tmp_path: Path) -> None:
    (read,) = gold(
        tmp_path,
        event(
            ["التقى", "التقى الرئيس"],
            ["CONSULT", "AGREE"],
            mode=["visit", ""],
            status=["asserted", "planned"],
            actors=[{"text": "الرئيس", "country": ["EGY", "TUN"], "sector": ["GOV"]}],
            date={"start": ["2020-02-04", "2020-02-05"], "end": "2020-02-05"},
            place={"text": ["عمان", ""], "name": ["Amman", ""], "country": "JOR"},
        ),
    ).mentions
    assert [words.text for words in read.trigger] == ["التقى", "التقى الرئيس"]
    assert read.types == ("CONSULT", "AGREE")
    assert read.modes == ("visit", "")
    assert read.statuses == ("asserted", "planned")
    assert read.actors[0].countries == ("EGY", "TUN")
    assert read.starts == ("2020-02-04", "2020-02-05")
    assert read.places[0].names == ("Amman", "")


def test_missing_and_null_fields_are_empty(tmp_path: Path) -> None:
    (read,) = gold(tmp_path, event("التقى", "CONSULT", place=None, mode=None, actors=None, date=None)).mentions
    assert read.modes == ("",)
    assert read.statuses == ("asserted",)
    assert read.actors == ()
    assert read.starts == ("",)
    assert read.chains == ((),)


def test_outlet_links_are_left_out_and_chains_may_be_alternatives(tmp_path: Path) -> None:
    outlet, agency = {"text": "", "kind": "outlet"}, {"text": "الوزير", "kind": "agency"}
    one, two = gold(
        tmp_path,
        event("التقى", "CONSULT", attribution=[outlet, agency]),
        event("التقى", "CONSULT", attribution=[[agency], []]),
    ).mentions
    assert [[link.kinds for link in chain] for chain in one.chains] == [[("agency",)]]
    assert [len(chain) for chain in two.chains] == [1, 0]


def test_texts_come_from_a_second_file_by_id(tmp_path: Path) -> None:
    annotations, texts = tmp_path / "gold.jsonl", tmp_path / "texts.jsonl"
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    line = {"id": "r1", "sha256": digest, "sentences": [[0, 0], [0, 27]], "events": [event("التقى", "CONSULT")]}
    annotations.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    texts.write_text(json.dumps({"id": "r1", "title": TITLE, "text": TEXT}) + "\n", encoding="utf-8")
    (read,) = read_gold(annotations, texts)
    assert read.report.title == TITLE
    assert read.sentence_text(0) == TITLE
    assert read.mentions[0].trigger[0].ranges == (("text", 0, 5),)
    assert read_gold(annotations, {"r1": REPORT})[0].report is REPORT


def test_another_text_than_the_annotated_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"r1\.jsonl:1: .*sha256"):
        gold(tmp_path, event("التقى", "CONSULT"), sha256="0" * 64)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "x", "events": [{"type": "AID"}]}', '{"id": "x", "events": [{"trigger": 3, "type": "AID"}]}'],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"id": "a", "events": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"broken\.jsonl:2"):
        read_gold(path)


def test_a_position_belongs_to_the_sentence_with_its_offsets(tmp_path: Path) -> None:
    read = gold(tmp_path)
    assert read.sentence_at("title", 3) == 0
    assert read.sentence_at("text", 0) == 1
    assert read.sentence_at("text", TEXT.index("وطالبت")) == 2
    assert read.sentence_at("text", 10_000) is None


def test_a_coded_report_takes_the_same_shape() -> None:
    place = Place(destination=Place(span("عمان"), "Amman", "JOR"))
    sources = (Source("outlet", name="x"), Source("official", span("الوزير")))
    predicted = mention("التقى", "CONSULT", actors=(person(None, "EGY", "GOV", "x"),), place=place, attribution=sources)
    (read,) = from_coded(coded(predicted)).mentions
    assert read.trigger[0].ranges == (("text", 0, 5),)
    assert read.actors[0].text == ()
    assert read.places[0].names == ("Amman",)
    assert [link.kinds for link in read.chains[0]] == [("official",)]
