"""The public Python API."""

from __future__ import annotations

import pytest

import waqai
from waqai import CodedReport, Coder, EventMention, Report
from waqai.records import from_json, to_json

TEXT = "التقى وزير الخارجية الجزائري نظيره التونسي في تونس."


def test_report_in_mentions_out(coder: Coder) -> None:
    coded = coder.code(Report(text=TEXT))
    assert isinstance(coded, CodedReport)
    (mention,) = coded.mentions
    assert isinstance(mention, EventMention)
    assert mention.type == "CONSULT"
    assert coded.report.language == "ar"
    assert coded.coder == f"waqai {waqai.__version__}"


def test_coded_report_goes_to_json_and_back(coder: Coder) -> None:
    coded = coder.code(Report(text=TEXT, title="لقاء", published="2020-02-05", outlet="وكالة"))
    assert from_json(to_json(coded), CodedReport) == coded


def test_language_that_is_not_supported_is_an_error(coder: Coder) -> None:
    with pytest.raises(ValueError, match="not supported: fr"):
        coder.code(Report(text=TEXT, language="fr"))


def test_the_same_report_is_coded_alike_whatever_came_before(coder: Coder) -> None:
    report = Report(text=TEXT, published="2020-02-05")
    first = coder.code(report)
    coder.code(Report(text="قصفت القوات التركية بلدة في ريف حلب."))
    assert to_json(coder.code(report)) == to_json(first) == to_json(Coder().code(report))


def test_only_public_names_are_found() -> None:
    assert all(hasattr(waqai, name) for name in waqai.__all__)
    assert not hasattr(waqai, "nonsense")
