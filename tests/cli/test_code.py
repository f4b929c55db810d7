"""``waqai code``: formats, outputs, bad inputs, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from waqai import CodedReport, Coder, Report
from waqai.cli.app import app
from waqai.scale import processes

SENTENCE = "التقى وزير الخارجية الجزائري أمس نظيره التونسي في تونس."


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A file of three reports."""
    path = tmp_path / "reports.jsonl"
    rows = [
        {"id": "a", "title": "لقاء في تونس", "text": SENTENCE, "published": "2020-02-06", "outlet": "وكالة"},
        {"id": "b", "text": "قصفت القوات التركية بلدة في ريف حلب."},
        {"id": "c", "text": "الطقس جميل."},
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def waqai(*arguments: object, status: int = 0, stdin: str | None = None) -> tuple[str, str]:
    """Run the command line and return what it wrote to standard output and standard error."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, env={"COLUMNS": "100"})
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.stdout, result.stderr


def test_table_is_the_default(reports: Path) -> None:
    out, err = waqai("code", reports)
    assert "CONSULT" in out
    assert "ASSAULT" in out
    assert "no political event found" in out
    assert "in 3 reports" in out
    assert err == ""


def test_annotation_has_every_report_in_order_with_true_offsets(reports: Path) -> None:
    out, _ = waqai("code", reports, "--format", "annotation")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == ["a", "b", "c"]
    triggers = [(row, event["trigger"]) for row in rows for event in row["events"]]
    assert triggers
    for row, trigger in triggers:
        assert row[trigger["part"]][trigger["start"] : trigger["end"]] == trigger["text"]


def test_annotation_output_can_be_read_again(reports: Path, tmp_path: Path) -> None:
    once = tmp_path / "once.jsonl"
    waqai("code", reports, "-o", once, "--format", "annotation")
    again, _ = waqai("code", once, "--format", "annotation")
    assert again == once.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "beginning"), [("x.html", "<!DOCTYPE html>"), ("x.csv", "report,outlet"), ("x.jsonl", '{"report":"a"')]
)
def test_output_takes_its_format_from_its_ending(reports: Path, tmp_path: Path, name: str, beginning: str) -> None:
    out, err = waqai("code", reports, "-o", tmp_path / name)
    assert out == ""
    assert err.startswith("3 reports, ")
    assert (tmp_path / name).read_text("utf-8").startswith(beginning)


def test_published_and_outlet_are_for_reports_without(reports: Path) -> None:
    out, _ = waqai("code", reports, "--format", "annotation", "--published", "2021-01-01", "--outlet", "موقع")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["published"], row["outlet"]) for row in rows[:2]] == [("2020-02-06", "وكالة"), ("2021-01-01", "موقع")]


def test_standard_input_is_read() -> None:
    out, _ = waqai("code", "-", "--format", "annotation", stdin=SENTENCE)
    assert json.loads(out)["text"] == SENTENCE


def test_processes_give_the_same_bytes_in_the_same_order(reports: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"title": "x"}\n', "utf-8")
    many = tmp_path / "many.jsonl"
    many.write_text(reports.read_text("utf-8") * 15, "utf-8")
    one, errors_one = waqai("code", many, bad, reports, "--format", "annotation", "-j", 1, status=1)
    two, errors_two = waqai("code", many, bad, reports, "--format", "annotation", "-j", 2, status=1)
    assert one == two
    assert errors_one == errors_two
    assert len(one.splitlines()) == 48


# -- bad input: one line each, the rest goes on, exit status 1


def test_each_bad_input_gets_a_line_and_the_rest_goes_on(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(1000))
    (tmp_path / "old.txt").write_bytes((SENTENCE * 9).encode("cp1256"))
    (tmp_path / "french.txt").write_text("Le ministre a rencontré son homologue tunisien à Tunis.", "utf-8")
    (tmp_path / "bad.jsonl").write_text('{"text": "خبر", "published": "2020-02-30"}\n{}\n{\n', "utf-8")
    names = ("none.txt", "empty.txt", "binary.txt", "old.txt", "french.txt", "bad.jsonl")
    out, err = waqai("code", *(tmp_path / name for name in names), reports, "--format", "annotation", status=1)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b", "c"]
    lines = err.splitlines()
    assert len(lines) == 8
    for line, said in zip(
        lines,
        ("no such file", "is empty", "binary data", "Windows-1256", "'fr'", "no date", 'lacks "text"', "is no JSON"),
        strict=True,
    ):
        assert line.startswith(f"waqai: {tmp_path}")
        assert said in line
        assert " – " in line
    assert ":1: published" in lines[5]
    assert ":2: lacks" in lines[6]


def test_nothing_coded_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    output.write_text("old", "utf-8")
    _, err = waqai("code", tmp_path / "none.txt", "-o", output, status=1)
    assert "was not written" in err
    assert output.read_text("utf-8") == "old"


@pytest.mark.parametrize("name", ["", "none/out.csv"])
def test_output_that_cannot_be_written(reports: Path, tmp_path: Path, name: str) -> None:
    _, err = waqai("code", reports, "-o", tmp_path / name, status=1)
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk(reports: Path) -> None:
    _, err = waqai("code", reports, "-o", "/dev/full", status=1)
    assert "cannot be written: No space left on device" in err


def test_report_that_breaks_the_coder_does_not_stop_the_others(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Coder):
        def code(self, report: Report) -> CodedReport:
            if report.id == "b":
                raise RuntimeError("odd\nthing")
            return super().code(report)

    monkeypatch.setattr(processes, "Coder", Broken)
    out, err = waqai("code", reports, "--format", "annotation", status=1)
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "c"]
    assert err.startswith("waqai: b: could not be coded (RuntimeError: odd thing) – ")


# -- wrong usage: exit status 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x.txt", "--published", "2020-02-30"),
        ("code", "x.txt", "--format", "xml"),
        ("code", "x.txt", "-j", "0"),
        ("code", "x.txt", "--nonsense"),
        ("cod", "x.txt"),
        ("explain",),
        ("explain", "x.txt", "--mention", "0"),
        ("lexicon", "show"),
        ("evaluate",),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    out, err = waqai(*arguments, status=2)
    assert out == ""
    assert "Usage" in err


def test_input_is_not_overwritten(reports: Path) -> None:
    before = reports.read_bytes()
    _, err = waqai("code", reports, "-o", reports, status=2)
    assert "also the input" in err
    assert reports.read_bytes() == before


def test_output_follows_a_relative_path(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    waqai("code", reports, "-o", "out.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "reports.jsonl"]
