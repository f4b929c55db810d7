"""Which mentions match, one to one, and which values count as right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.evaluate import GoldReport, Matching, from_coded, match_mentions
from waqai.evaluate.matching import (
    best_assignment,
    same_chain,
    same_innermost,
    same_interval,
    same_participant,
    same_place,
)
from waqai.records import EventMention, Place, Source, Span, When

from .annotations import REPORT, TITLE, coded, event, gold, mention, person, span


def match(gold_report: GoldReport, *mentions: EventMention, typed: bool = True) -> Matching:
    return match_mentions(gold_report, from_coded(coded(*mentions)), typed)


def test_equal_type_and_overlapping_trigger_match(tmp_path: Path) -> None:
    one = gold(tmp_path, event("أجرى ... محادثات", "CONSULT", 2))
    assert len(match(one, mention("محادثات", "CONSULT", 2)).pairs) == 1
    assert len(match(one, mention("أجرى", "CONSULT", 2)).pairs) == 1
    assert not match(one, mention("أمس", "CONSULT", 2)).pairs


def test_an_overlapping_participant_is_enough_but_another_type_is_not(tmp_path: Path) -> None:
    one = gold(tmp_path, event("أجرى", "CONSULT", 2, actors=[{"text": "الوزير"}]))
    other = mention("أمس", "CONSULT", 2, actors=(person("الوزير أمس"),))
    assert len(match(one, other).pairs) == 1
    assert not match(one, mention("أجرى", "AGREE", 2)).pairs
    assert len(match(one, mention("أجرى", "AGREE", 2), typed=False).pairs) == 1


def test_any_listed_type_matches(tmp_path: Path) -> None:
    one = gold(tmp_path, event("أجرى", ["CONSULT", "AGREE"], 2))
    assert match(one, mention("أجرى", "AGREE", 2)).pairs


def test_the_sentence_is_that_of_the_trigger_offsets_not_the_predicted_number(tmp_path: Path) -> None:
    one = gold(tmp_path, event("أجرى", "CONSULT", 2))
    assert match(one, mention("أجرى", "CONSULT", sentence=7)).pairs
    without = GoldReport(one.report, one.mentions)
    assert not match(without, mention("أجرى", "CONSULT", sentence=7)).pairs
    assert match(without, mention("أجرى", "CONSULT", sentence=2)).pairs


def test_title_and_text_are_different_sentences(tmp_path: Path) -> None:
    one = gold(tmp_path, event("يلتقي", "CONSULT", 0, actors=[{"text": "الرئيس"}]))
    assert not match(one, mention("التقى", "CONSULT", actors=(person("الرئيس"),))).pairs
    title = EventMention(0, Span("الرئيس", 0, 6, "title"), "CONSULT", actors=())
    assert TITLE.startswith("الرئيس")
    assert not match(one, title).pairs
    assert match(one, EventMention(5, span("يلتقي", "title"), "CONSULT")).pairs


def test_one_prediction_answers_one_gold_mention_the_one_with_its_trigger(tmp_path: Path) -> None:
    both = [{"text": "الوزير"}]
    one = gold(tmp_path, event("أجرى", "CONSULT", 2, actors=both), event("محادثات", "CONSULT", 2, actors=both))
    matching = match(one, mention("محادثات", "CONSULT", 2, actors=(person("الوزير"),)))
    assert [pair[0].trigger[0].text for pair in matching.pairs] == ["محادثات"]
    assert [missed.trigger[0].text for missed in matching.missed] == ["أجرى"]


def test_the_best_total_wins_over_the_first_come(tmp_path: Path) -> None:
    one = gold(
        tmp_path,
        event("أجرى ... محادثات", "CONSULT", 2, actors=[{"text": "الوزير"}]),
        event("أجرى", "CONSULT", 2),
    )
    matching = match(one, mention("أجرى", "CONSULT", 2), mention("محادثات", "CONSULT", 2))
    assert [(a.trigger[0].text, b.trigger[0].text) for a, b in matching.pairs] == [
        ("أجرى ... محادثات", "محادثات"),
        ("أجرى", "أجرى"),
    ]


def test_what_is_left_over_is_missed_or_false(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2))
    matching = match(one, mention("التقى", "CONSULT"), mention("محادثات", "CONSULT", 2))
    assert (len(matching.pairs), len(matching.missed), len(matching.false)) == (1, 1, 1)


def test_words_not_in_the_report_are_compared_as_words(tmp_path: Path) -> None:
    bare = gold(tmp_path, event("إلتقى", "CONSULT", 0), report=type(REPORT)("", id="r1"), sentences=[])
    assert match(bare, mention("التقى", "CONSULT", 0)).pairs


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=4))
def test_the_assignment_has_the_best_total_of_all(weights: list[list[int]]) -> None:
    pairs = best_assignment(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)

    def best(row: int, free: frozenset[int]) -> int:
        if row == len(weights):
            return 0
        taken = [weights[row][column] + best(row + 1, free - {column}) for column in free]
        return max([best(row + 1, free), *taken])

    assert sum(weights[row][column] for row, column in pairs) == best(0, frozenset(range(3)))


def pair(folder: Path, mention_fields: dict[str, Any], **gold_fields: Any) -> tuple[Any, Any]:
    one = gold(folder, event("التقى", "CONSULT", **gold_fields))
    (matched,) = match(one, mention("التقى", "CONSULT", **mention_fields)).pairs
    return matched


@pytest.mark.parametrize(
    ("expected", "predicted", "right"),
    [
        ({}, None, True),
        ({"text": "", "name": "", "country": ""}, None, True),
        ({"text": "عمان", "name": "Amman", "country": "JOR"}, None, False),
        ({"text": ["عمان", ""], "name": ["Amman", ""], "country": ["JOR", ""]}, None, True),
        ({}, Place(span("عمان"), "Amman", "JOR"), False),
        ({"text": "", "name": "amman", "country": "JOR"}, Place(None, "Amman", "JOR"), True),
        ({"text": "", "name": "Al-Arish", "country": "EGY"}, Place(None, "Arish", "EGY"), True),
        ({"text": "عمان", "name": "Philadelphia", "country": "JOR"}, Place(span("عمان"), "Amman", "JOR"), True),
        ({"text": "عمان", "name": "Amman", "country": "OMN"}, Place(span("عمان"), "Amman", "JOR"), False),
        ({"text": "عمان", "name": "Amman", "country": ["OMN", "JOR"]}, Place(span("عمان"), "Amman", "JOR"), True),
        ({"text": "", "name": "Zarqa", "country": "JOR"}, Place(span("عمان"), "Amman", "JOR"), False),
    ],
)
def test_a_place_needs_its_country_and_its_name_or_words(
    tmp_path: Path, expected: dict[str, Any], predicted: Place | None, right: bool
) -> None:
    one, other = pair(tmp_path, {"place": predicted}, place=expected)
    assert same_place(one.places, other.places) is right


@pytest.mark.parametrize(
    ("start", "end", "right"),
    [
        ("2020-02-04", "2020-02-05", True),
        ("2020-02-05", "2020-02-05", True),
        ("2020-02-05", "2020-02-06", False),
        ("", "", False),
    ],
)
def test_both_bounds_of_a_date_must_be_right(tmp_path: Path, start: str, end: str, right: bool) -> None:
    date = {"start": ["2020-02-04", "2020-02-05"], "end": "2020-02-05"}
    one, other = pair(tmp_path, {"date": When(start=start, end=end)}, date=date)
    assert same_interval(one, other) is right


def test_an_open_date_is_right_where_gold_leaves_it_open(tmp_path: Path) -> None:
    assert same_interval(*pair(tmp_path, {}, date={"start": "", "end": ""}))


OUTLET = Source("outlet", name="x")
MINISTER = Source("official", span("الوزير"))
KING = Source("official", span("الملك"))


@pytest.mark.parametrize(
    ("expected", "predicted", "innermost", "whole"),
    [
        ([], (OUTLET,), True, True),
        ([], (OUTLET, MINISTER), False, False),
        (["الوزير"], (OUTLET,), False, False),
        (["الوزير"], (OUTLET, MINISTER), True, True),
        (["الوزير"], (KING, MINISTER), True, False),
        (["الملك", "الوزير"], (KING, MINISTER), True, True),
        (["الملك", "الوزير"], (MINISTER, KING), False, False),
        (["الملك", "الوزير"], (MINISTER,), True, False),
    ],
)
def test_attribution_is_compared_from_the_inside(
    tmp_path: Path, expected: list[str], predicted: tuple[Source, ...], innermost: bool, whole: bool
) -> None:
    links = [{"text": words, "kind": "official"} for words in expected]
    one, other = pair(tmp_path, {"attribution": predicted}, attribution=links)
    assert same_innermost(one, other) is innermost
    assert same_chain(one, other) is whole


def test_dropped_participants_are_the_same_by_name_or_code(tmp_path: Path) -> None:
    dropped = [{"text": "", "name": "Egypt", "country": "EGY", "sector": ["GOV", "MIL"]}]

    def same(words: str | None, *fields: str) -> bool:
        one, other = pair(tmp_path, {"actors": (person(words, *fields),)}, actors=dropped)
        return same_participant(one.actors[0], other.actors[0])

    assert same(None, "EGY", "MIL")
    assert same(None, "", "", "egypt")
    assert not same(None, "TUN", "GOV", "Tunisia")
    assert not same("الملك", "EGY", "GOV")


def test_a_participant_with_and_without_words_may_both_be_right(tmp_path: Path) -> None:
    either = [{"text": ["الوزير", ""], "country": "EGY", "sector": "GOV", "name": "Minister"}]

    def same(words: str | None, *fields: str) -> bool:
        one, other = pair(tmp_path, {"actors": (person(words, *fields),)}, actors=either)
        return same_participant(one.actors[0], other.actors[0])

    assert same("الوزير")
    assert same(None, "EGY", "GOV")
    assert not same(None, "TUN", "GOV")
    assert not same("الملك", "EGY", "GOV")
