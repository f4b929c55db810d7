"""The other commands: they say what they are asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from waqai import __version__
from waqai.cli import run

from .test_code import SENTENCE, waqai


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(f"لقاء في تونس\n{SENTENCE}\nوقصفت القوات التركية بلدة في ريف حلب.", "utf-8")
    return path


def test_version() -> None:
    assert waqai("--version")[0] == f"waqai {__version__}\n"


@pytest.mark.parametrize(
    "command", [(), ("code",), ("explain",), ("demo",), ("evaluate",), ("agree",), ("lexicon",), ("knowledge",)]
)
def test_help_says_what_the_command_does(command: tuple[str, ...]) -> None:
    out, _ = waqai(*command, "--help")
    assert "Usage" in out
    assert len(out.splitlines()) > 5


def test_explain_shows_sentence_grammar_frame_and_reasons(report: Path) -> None:
    out, _ = waqai("explain", report, "--published", "2020-02-06")
    for words in (SENTENCE, "grammar", "frame", "subject = actor", "why type", "«التقى»", "[text 0:5]"):
        assert words in out


def test_explain_shows_one_mention(report: Path) -> None:
    whole, _ = waqai("explain", report)
    one, _ = waqai("explain", report, "--mention", 1)
    assert whole.count("── ") > one.count("── ") == 1


def test_explain_says_when_there_is_no_such_mention(report: Path) -> None:
    _, err = waqai("explain", report, "--mention", 99, status=1)
    assert "no number 99" in err


def test_explain_names_a_bad_input(tmp_path: Path) -> None:
    _, err = waqai("explain", tmp_path / "none.txt", status=1)
    assert "no such file" in err


def test_demo_codes_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = tmp_path / "examples"
    examples.mkdir()
    (examples / "reports.jsonl").write_text(json.dumps({"id": "x1", "text": SENTENCE}), "utf-8")
    monkeypatch.setattr(run, "example_folder", lambda: examples)
    page = tmp_path / "demo" / "report.html"
    out, _ = waqai("demo", "-o", page)
    assert "CONSULT" in out
    assert "التقى" in out
    assert str(page) in out
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_demo_page_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    _, err = waqai("demo", "-o", tmp_path / "file" / "report.html", status=1)
    assert "cannot be written" in err


def test_evaluate_compares_with_gold(report: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    waqai("code", report, "-o", gold, "--format", "annotation")
    out, _ = waqai("evaluate", gold)
    line = next(line for line in out.splitlines() if "mention F1" in line)
    assert "1.000" in line
    assert "1 reports" in out or "1 report" in out


def test_evaluate_lists_errors(report: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    waqai("code", report, "-o", gold, "--format", "annotation")
    row = json.loads(gold.read_text("utf-8"))
    row["events"] = []
    gold.write_text(json.dumps(row), "utf-8")
    out, _ = waqai("evaluate", gold, "--errors")
    assert out.startswith("false\t")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "No such file"), ("{", "gold.jsonl:1"), ('{"id": "1", "text": "", "events": []}', "holds no texts")],
)
def test_evaluate_names_what_is_wrong_with_gold(tmp_path: Path, content: str | None, said: str) -> None:
    gold = tmp_path / "gold.jsonl"
    if content is not None:
        gold.write_text(content, "utf-8")
    _, err = waqai("evaluate", gold, status=1)
    assert said in err


def test_lexicon_shows_a_word_with_its_frames() -> None:
    out, _ = waqai("lexicon", "show", "واستقبلها")
    assert "استقبل" in out
    assert "CONSULT" in out


def test_lexicon_says_when_it_does_not_know_a_word() -> None:
    _, err = waqai("lexicon", "show", "خخخخخ", status=1)
    assert "no entry" in err


def test_lexicon_conjugates() -> None:
    out, _ = waqai("lexicon", "conjugate", "قال")
    for form in ("قالوا", "يقولون", "يقل", "قيل", "قول", "قائل"):
        assert form in out
    assert "no verb" in waqai("lexicon", "conjugate", "xyz", status=1)[1]


def test_knowledge_shows_a_name() -> None:
    out, _ = waqai("knowledge", "show", "الجزائر")
    assert "DZA" in out
    assert "not in the knowledge base" in waqai("knowledge", "show", "خخخخخ", status=1)[1]


def test_knowledge_has_no_mistakes() -> None:
    out, _ = waqai("knowledge", "check")
    assert "\n0 mistakes" in out
