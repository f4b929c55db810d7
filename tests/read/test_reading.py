"""Inputs of every kind, good and bad: each bad one gives one clear line and the rest goes on."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from waqai.read import InputProblem, count_reports, read_inputs
from waqai.read.checks import Defaults, iso_day
from waqai.read.text import parse_text
from waqai.records import Report

TEXT = "التقى الوزير نظيره في تونس."
LONG = "وقال الوزير في بيان إن الاجتماع الذي عقد في العاصمة من أجل السلام كان على مستوى عال. " * 3


def read(*inputs: object, published: str = "", outlet: str = "") -> list[Report | InputProblem]:
    return list(read_inputs(map(str, inputs), Defaults(published, outlet)))


def problem(*inputs: object) -> str:
    """Return the only thing read, which is a problem, as its line."""
    (found,) = read(*inputs)
    assert isinstance(found, InputProblem)
    line = str(found)
    assert "\n" not in line
    return line


def reports(*inputs: object) -> list[Report]:
    found = read(*inputs)
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


# -- plain text


def test_short_first_line_is_the_title() -> None:
    assert parse_text(f"لقاء في تونس\n\n{TEXT}\n", "x") == Report(text=TEXT, title="لقاء في تونس", id="x")


@pytest.mark.parametrize("text", [TEXT, f"{TEXT}\n{TEXT}", f"{'كلمة ' * 60}\n{TEXT}", "عنوان\n\n  \n"])
def test_all_is_text_without_a_title(text: str) -> None:
    report = parse_text(text, "")
    assert report.title == ""
    assert report.text == text.strip()


def test_windows_line_ends_and_byte_order_mark_are_taken_off(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + f"عنوان\r\n{TEXT}\r\n{TEXT}".encode())
    assert reports(tmp_path / "a.txt") == [Report(f"{TEXT}\n{TEXT}", "عنوان", id="a.txt", language="ar")]


# -- JSON Lines


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def test_fields_are_read_and_only_text_is_required(tmp_path: Path) -> None:
    whole = {"id": 7, "url": "u", "outlet": "o", "published": "2020-02-05T10:00:00Z", "language": "ar", "title": "ع"}
    path = lines(tmp_path / "a.jsonl", {**whole, "text": TEXT, "events": []}, "", {"text": TEXT, "title": None})
    first, second = reports(path)
    assert first == Report(TEXT, "ع", "7", "u", "o", "2020-02-05", "ar")
    assert second == Report(TEXT, id="a.jsonl:3", language="ar")


def test_defaults_fill_only_what_is_not_said(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": TEXT, "outlet": "o", "published": "2019-01-01"}, {"text": TEXT})
    found = read(path, published="2020-02-05", outlet="w")
    assert [(one.outlet, one.published) for one in found if isinstance(one, Report)] == [
        ("o", "2019-01-01"),
        ("w", "2020-02-05"),
    ]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{nonsense", "is no JSON"),
        ('{"text": "خ', "is no JSON"),
        ("[1]", "is no JSON object"),
        ("12", "is no JSON object"),
        ({"title": "x"}, 'lacks "text"'),
        ({"text": None}, 'lacks "text"'),
        ({"text": 5}, 'the field "text" is of the wrong kind'),
        ({"text": " \n"}, "the text is empty"),
        ({"text": TEXT, "published": "2020-02-31"}, "published '2020-02-31' is no date of the calendar"),
        ({"text": TEXT, "published": "yesterday"}, "published 'yesterday' is no date of the calendar"),
        ({"text": TEXT, "language": "fr"}, "language not supported: it says 'fr'"),
        ("[" * 100_000, "is no JSON"),
    ],
)
def test_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path, row: object, words: str) -> None:
    path = lines(tmp_path / "a.jsonl", {"text": TEXT}, row, {"text": TEXT})
    first, bad, last = read(path)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(bad, InputProblem)
    assert str(bad).startswith(f"{path}:2: {words}")
    assert bad.next_step


def test_jsonl_file_in_windows_1256_is_said_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes((json.dumps({"text": LONG}, ensure_ascii=False) + "\n").encode("cp1256") * 3)
    assert "is Windows-1256, not UTF-8" in problem(path)


# -- files that are not what they should be


def test_missing_file(tmp_path: Path) -> None:
    assert "no such file or folder" in problem(tmp_path / "none.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a"])
@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert "is empty" in problem(tmp_path / name)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a"])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (bytes(range(256)) * 9, "binary data"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
    ],
)
def test_binary_file(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert f"it looks like {kind}" in problem(tmp_path / name)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("cp1256", "Windows-1256"), ("iso8859-6", "ISO 8859-6"), ("utf-16", "UTF-16")],
)
def test_old_encoding_is_recognised_with_the_command_that_mends_it(tmp_path: Path, encoding: str, said: str) -> None:
    path = tmp_path / "old news.txt"
    path.write_bytes(LONG.replace("…", "").encode(encoding))
    line = problem(path)
    assert f"is {said}, not UTF-8" in line
    assert f"iconv -f {'WINDOWS-1256' if encoding == 'cp1256' else said.replace(' ', '-')} -t UTF-8 '{path}'" in line


def test_other_bytes_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("déjà vu à Paris".encode("latin-1"))
    assert "is not UTF-8 (the first wrong byte is number 2)" in problem(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le ministre des affaires étrangères a rencontré son homologue à Tunis.", "fr"),
        ("وزیر امور خارجه ایران با همتای خود در تهران دیدار و گفتگو کرد.", "fa"),
        ("وزیر اعظم نے کہا ہے کہ حکومت عوام کے ساتھ ہے", "ur"),
    ],
)
def test_other_language_is_named(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert f"language not supported: found '{language}'" in problem(tmp_path / "a.txt")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.7z"])
def test_document_that_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, "utf-8")
    assert "plain text" in problem(tmp_path / name)


def test_name_too_long_for_the_system() -> None:
    assert "xxx" in problem("x" * 5000 + ".txt")


# -- folders and standard input


def test_folder_is_read_recursively_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", "c.jsonl", ".hidden/x.txt", "readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"text": TEXT}) if name.endswith("l") else TEXT, "utf-8")
    *found, other = read(tmp_path)
    assert [one.id for one in found if isinstance(one, Report)] == ["a.txt", "b/1.txt", "b/2.txt", "c.jsonl:1"]
    assert isinstance(other, InputProblem)
    assert (other.where, other.kind) == (str(tmp_path / "readme.md"), "empty")


def test_what_is_no_file_in_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    report, *others = read(tmp_path)
    assert isinstance(report, Report)
    assert [one.what for one in others if isinstance(one, InputProblem)] == [
        "is a link to a folder and is not followed", "is no file that can be read", "is no file that can be read",
    ]  # fmt: skip


def test_folder_without_reports_is_named(tmp_path: Path) -> None:
    assert "holds no report files" in problem(tmp_path)


@pytest.mark.parametrize("data", [TEXT, json.dumps({"text": TEXT}), "\n\n  " + json.dumps({"text": TEXT}) + "\n"])
def test_standard_input_is_read_by_what_stands_in_it(monkeypatch: pytest.MonkeyPatch, data: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode()), "utf-8"))
    (report,) = reports("-")
    assert report.text == TEXT


def test_long_lines_are_read_whole(tmp_path: Path) -> None:
    path = lines(tmp_path / "reports", {"text": "خبر " * 10_000}, {"text": TEXT})
    assert [len(one.text) for one in reports(path)] == [40_000, len(TEXT)]


def test_reports_are_counted_for_the_progress_bar(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", {"text": TEXT}, {"text": TEXT})
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    assert count_reports([str(tmp_path), str(tmp_path / "none.txt")]) == 4
    assert count_reports(["-"]) is None


@pytest.mark.parametrize(
    ("given", "day"), [("", ""), ("2020-02-29", "2020-02-29"), ("2020-02-29T23:00:00+03:00", "2020-02-29")]
)
def test_day_of_a_date(given: str, day: str) -> None:
    assert iso_day(given) == day


@pytest.mark.parametrize("given", ["2019-02-29", "2020-13-01", "5/2/2020", "20", "٢٠٢٠-٠٢-٠٥x", "2020-02-05T99:00:00"])
def test_what_is_no_day(given: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        iso_day(given)
