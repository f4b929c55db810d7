"""Agreement of two annotators."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.evaluate import agree, krippendorff_alpha
from waqai.records import Report

from .annotations import event, gold


def test_the_same_annotation_agrees_perfectly(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2, status="denied"))
    found = agree([one], [one])
    assert found.mentions.value == found.detection.value == 1
    assert found.type_alpha.value == found.status_alpha.value == found.coding_alpha.value == 1
    assert (found.type_alpha.units, found.coding_alpha.units) == (2, 2)
    assert all(figure.value in {1, None} for figure in found.fields)
    assert (found.type_alpha.low, found.type_alpha.high) == (1, 1)


def test_a_mention_of_one_annotator_only_lowers_coding_but_not_type_alpha(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2), event("أجرى", "CONSULT", 2))
    other = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2))
    found = agree([one], [other])
    assert found.mentions.value == pytest.approx(4 / 5)
    assert found.type_alpha.value == 1
    assert found.coding_alpha.value is not None
    assert found.coding_alpha.value < 1
    assert (found.type_alpha.units, found.coding_alpha.units) == (2, 3)


def test_lists_that_meet_agree(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", ["CONSULT", "AGREE"]), event("طالبت", "REQUEST", 2))
    other = gold(tmp_path, event("التقى", ["AGREE", "SUPPORT"]), event("طالبت", "REQUEST", 2))
    assert agree([one], [other]).type_alpha.value == 1


def test_one_value_only_gives_no_alpha(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    found = agree([one], [one]).type_alpha
    assert (found.value, found.low, found.high, found.units) == (None, None, None, 1)


def test_reports_of_one_side_only_are_left_out(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    other = gold(tmp_path, event("التقى", "CONSULT"), report=Report(one.report.text, one.report.title, "r2"))
    found = agree([one, other], [one])
    assert (found.articles, found.first_only, found.second_only) == (1, ("r2",), ())
    assert agree([one], [other, one]).second_only == ("r2",)
    with pytest.raises(ValueError, match="no report in common"):
        agree([one], [other])


def test_fields_are_compared_on_mentions_of_one_type(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT", mode="visit"), event("طالبت", "REQUEST", 2))
    other = gold(tmp_path, event("التقى", "CONSULT", mode="phone"), event("طالبت", "ACCUSE", 2, status="denied"))
    found = {figure.measure: (figure.right, figure.count) for figure in agree([one], [other]).fields}
    assert found["mode accuracy"] == (0, 1)
    assert found["status accuracy"] == (1, 1)
    assert agree([one], [other]).status_alpha.units == 2


def test_an_id_twice_and_two_texts_for_one_id_are_errors(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    with pytest.raises(ValueError, match="r1 stands twice"):
        agree([one, one], [one])
    changed = gold(tmp_path, report=Report(one.report.text + ".", one.report.title, "r1"))
    with pytest.raises(ValueError, match="different texts for report r1"):
        agree([one], [changed])


def test_the_table_holds_every_figure(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    names = [row[0] for row in agree([one], [one]).table()]
    assert names[:6] == ["measure", "mention F1", "detection F1", "type alpha", "status alpha", "coding alpha"]
    assert "chain accuracy" in names


def test_alpha_of_a_worked_example() -> None:
    """Ten units of two values, two disagreements: Do = 4/20, De = (20*20 - 14*14 - 6*6) / (20*19)."""
    units = [("a", "a")] * 6 + [("b", "b")] * 2 + [("a", "b")] * 2
    assert krippendorff_alpha(units) == pytest.approx(1 - (4 / 20) / ((400 - 196 - 36) / 380))


def test_systematic_disagreement_is_worse_than_chance() -> None:
    alpha = krippendorff_alpha([("a", "b"), ("b", "a")])
    assert alpha is not None
    assert alpha < 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_alpha_does_not_depend_on_who_is_first_and_never_exceeds_one(units: list[tuple[str, str]]) -> None:
    alpha = krippendorff_alpha(units)
    assert alpha == krippendorff_alpha([(b, a) for a, b in units])
    assert alpha is None or alpha <= 1
