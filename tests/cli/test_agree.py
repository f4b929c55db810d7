"""``waqai agree``: figures, and one line for each report that one of the files lacks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .test_code import waqai

TEXT = "قصفت الطائرات التركية أمس بلدة حدودية. التقى الرئيس المصري نظيره التونسي في القاهرة."


def annotation(path: Path, **reports: list[tuple[str, str]]) -> Path:
    """Write an annotation file of (trigger, type) by report id."""
    rows = [
        {"id": name, "text": TEXT, "events": [{"sentence": 0, "trigger": word, "type": kind} for word, kind in events]}
        for name, events in reports.items()
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_agreement_is_printed(tmp_path: Path) -> None:
    first = annotation(tmp_path / "a.jsonl", r1=[("قصفت", "ASSAULT"), ("التقى", "CONSULT")], r2=[("التقى", "CONSULT")])
    second = annotation(tmp_path / "b.jsonl", r1=[("قصفت", "ASSAULT"), ("التقى", "AGREE")], r2=[("التقى", "CONSULT")])
    out, err = waqai("agree", first, second)
    rows = {line.split("  ")[0]: line for line in out.splitlines()}
    assert "4/6" in rows["mention F1"]
    assert "6/6" in rows["detection F1"]
    assert rows["type alpha"].endswith("3")
    assert "2 reports in both" in out
    assert err == ""


def test_missing_reports_are_named(tmp_path: Path) -> None:
    first = annotation(tmp_path / "a.jsonl", r1=[("قصفت", "ASSAULT")], r2=[])
    second = annotation(tmp_path / "b.jsonl", r1=[("قصفت", "ASSAULT")], r3=[])
    out, err = waqai("agree", first, second, status=1)
    assert "1 reports in both" in out
    assert "b.jsonl: has no report r2" in err
    assert "a.jsonl: has no report r3" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), ("{", "b.jsonl:1"), ('{"id": "x", "text": "x"}', "no report in common")],
)
def test_what_cannot_be_compared_is_named(tmp_path: Path, content: str | None, said: str) -> None:
    first = annotation(tmp_path / "a.jsonl", r1=[("قصفت", "ASSAULT")])
    second = tmp_path / "b.jsonl"
    if content is not None:
        second.write_text(content, "utf-8")
    _, err = waqai("agree", first, second, status=1)
    assert said in err
