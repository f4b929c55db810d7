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
    assert found.type_alpha == found.status_alpha == found.coding_alpha == 1
    assert (found.aligned, found.units) == (2, 2)


def test_a_mention_of_one_annotator_only_lowers_coding_but_not_type_alpha(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2), event("أجرى", "CONSULT", 2))
    other = gold(tmp_path, event("التقى", "CONSULT"), event("طالبت", "REQUEST", 2))
    found = agree([one], [other])
    assert found.mentions.value == pytest.approx(4 / 5)
    assert found.type_alpha == 1
    assert found.coding_alpha is not None
    assert found.coding_alpha < 1
    assert (found.aligned, found.units) == (2, 3)


def test_lists_that_meet_agree(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", ["CONSULT", "AGREE"]), event("طالبت", "REQUEST", 2))
    other = gold(tmp_path, event("التقى", ["AGREE", "SUPPORT"]), event("طالبت", "REQUEST", 2))
    assert agree([one], [other]).type_alpha == 1


def test_one_value_only_gives_no_alpha(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    assert agree([one], [one]).type_alpha is None


def test_reports_of_one_side_only_are_left_out(tmp_path: Path) -> None:
    one = gold(tmp_path, event("التقى", "CONSULT"))
    other = gold(tmp_path, event("التقى", "CONSULT"), report=Report(one.report.text, one.report.title, "r2"))
    assert agree([one, other], [one]).articles == 1
    with pytest.raises(ValueError, match="no report in common"):
        agree([one], [other])


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
