"""Tables as text: encodings, delimiters, quotes, columns, and rows that are not what they should be."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.samples import LONG, OTHER, TEXT, one_problem, split

from waqai.read import ReadOptions
from waqai.read.csv import parse
from waqai.read.mapping import SYNONYMS, parse_mapping
from waqai.read.options import Place
from waqai.read.problems import InputProblem
from waqai.records import Report


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_columns_are_found_by_name(tmp_path: Path) -> None:
    table = f"id,headline,body,date,source,link,lang\n7,عنوان,{TEXT},2020-02-05,وكالة,https://n.example/7,ar\n"
    reports, problems = split(write(tmp_path / "a.csv", table))
    assert problems == []
    assert reports == [Report(TEXT, "عنوان", "7", "https://n.example/7", "وكالة", "2020-02-05", "ar")]


@pytest.mark.parametrize(
    "header", ["title,text,date", "العنوان,النص,التاريخ", "Titre,Texte,Date de publication", "TITLE,Body,Pub_Date",
               "headline,content,published-at"]
)  # fmt: skip
def test_headers_in_three_languages(tmp_path: Path, header: str) -> None:
    ((report,), problems) = split(write(tmp_path / "a.csv", f"{header}\nعنوان,{TEXT},5 شباط/فبراير 2020\n"))
    assert (report.title, report.text, report.published) == ("عنوان", TEXT, "2020-02-05")
    assert problems == []


@pytest.mark.parametrize("field", sorted(SYNONYMS))
def test_every_synonym_is_one_field_only(field: str) -> None:
    others = {name for other, names in SYNONYMS.items() if other != field for name in names}
    assert not others & set(SYNONYMS[field])


def test_map_names_columns_of_other_names(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"A,B,text\nعنوان,{TEXT},{OTHER}\n")
    (report,), _ = split(path, options=ReadOptions(mapping={"text": "B", "title": "A"}))
    assert (report.title, report.text) == ("عنوان", TEXT)


def test_map_of_a_column_that_is_not_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"A,B\nعنوان,{TEXT}\n")
    problem = one_problem(path, options=ReadOptions(mapping={"text": "C"}))
    assert 'has no column "C"' in str(problem)
    assert '"A", "B"' in problem.next_step


@pytest.mark.parametrize(
    ("given_", "words"), [("text", "is no FIELD=COLUMN"), ("words=Body", "is no field of a report"), ("text=", "is no")]
)
def test_map_that_says_nothing(given_: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse_mapping([given_])


def test_map_with_several_pairs() -> None:
    assert parse_mapping(["text=Body, published = Day", "id=N"]) == {"text": "Body", "published": "Day", "id": "N"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_end_are_found_out(tmp_path: Path, delimiter: str, ending: str) -> None:
    rows = [["title", "text"], ["أ", TEXT], ["ب", OTHER]]
    table = ending.join(delimiter.join(row) for row in rows)
    reports, problems = split(write(tmp_path / "a.csv", table))
    assert [(one.title, one.text) for one in reports] == [("أ", TEXT), ("ب", OTHER)]
    assert problems == []


def test_excel_may_name_its_delimiter(tmp_path: Path) -> None:
    (report,), _ = split(write(tmp_path / "a.csv", f"sep=|\ntitle|text\nأ|{TEXT}\n"))
    assert report.text == TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859-6"])
def test_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    text = LONG.replace("…", "").strip()
    table = f"title,text\nعنوان,{text}\nعنوان,{text}\n"
    reports, problems = split(write(tmp_path / "a.csv", table, encoding))
    assert [one.text for one in reports] == [text, text]
    assert problems == []


def test_quoted_cells_hold_line_ends_quotes_and_delimiters(tmp_path: Path) -> None:
    cell = f'{TEXT}\n"{OTHER}", قال\n\nوأضاف'
    quoted = cell.replace('"', '""')
    table = f'title,text\nأ,"{quoted}"\nب,{TEXT}\n'
    first, second = split(write(tmp_path / "a.csv", table))[0]
    assert first.text == cell
    assert (first.id, second.id) == ("a.csv:2", "a.csv:6")


def test_long_cell_is_read_whole(tmp_path: Path) -> None:
    (report,), _ = split(write(tmp_path / "a.csv", "title,text\nأ," + "خبر " * 100_000))
    assert len(report.text) == 400_000


@pytest.mark.parametrize("cell", ["=1+1", "@cmd", "+49", "-3", '=HYPERLINK("x")'])
def test_formula_stays_text(tmp_path: Path, cell: str) -> None:
    quoted = cell.replace('"', '""')
    (report,), _ = split(write(tmp_path / "a.csv", f'title,text\n"{quoted}",{TEXT}\n'))
    assert report.title == cell


def test_bidi_controls_are_kept(tmp_path: Path) -> None:
    text = f"\u202b{TEXT}\u202c \u200f"
    (report,), _ = split(write(tmp_path / "a.csv", f"title,text\nأ,{text}\n"))
    assert report.text == text


@pytest.mark.parametrize(
    ("name", "row", "words", "kind"),
    [
        ("too few cells", "س", "the row has 1 cells, the header 2", "failed"),
        ("too many cells", f"س,{TEXT},ص", "the row has 3 cells, the header 2", "failed"),
        ("NUL", f"س,{TEXT}\x00", "the row holds NUL bytes", "quarantined"),
        ("no words", "س,", "the text is empty", "empty"),
        ("only blanks", "س,  ", "the text is empty", "empty"),
    ],
)
def test_bad_row_is_named_and_the_rest_goes_on(tmp_path: Path, name: str, row: str, words: str, kind: str) -> None:
    path = write(tmp_path / "a.csv", f"title,text\nأ,{TEXT}\n{row}\nب,{OTHER}\n")
    reports, (problem,) = split(path)
    assert [one.text for one in reports] == [TEXT, OTHER]
    assert (problem.where, problem.kind) == (f"{path}:3", kind)
    assert words in problem.what


def test_empty_cells_beyond_the_header_do_no_harm(tmp_path: Path) -> None:
    (report,), problems = split(write(tmp_path / "a.csv", f"title,text\nأ,{TEXT},,\n"))
    assert (report.text, problems) == (TEXT, [])


def test_bytes_of_another_encoding_cost_their_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = f"أ,{TEXT}\n".encode()
    path.write_bytes(b"title,text\n" + good + f"أ,{TEXT}\n".encode("cp1256") + good)
    reports, (problem,) = split(path)
    assert len(reports) == 2
    assert problem.where == f"{path}:3"
    assert "bytes that are not of the file's encoding" in problem.what


def test_quote_that_never_closes_costs_its_row_only(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f'title,text\nأ,{TEXT}\nب,"{TEXT}\nج,{OTHER}\nد,{OTHER}\n')
    reports, (problem,) = split(path)
    assert [one.title for one in reports] == ["أ", "ج", "د"]
    assert problem.where == f"{path}:3"
    assert "opens a quote that is not closed" in problem.what


def test_giant_cell_costs_its_row_only(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", f"title,text\nأ,{TEXT}\nب,{'x' * (16 << 20)}\nج,{OTHER}\n")
    reports, (problem,) = split(path)
    assert [one.title for one in reports] == ["أ", "ج"]
    assert problem.kind == "quarantined"
    assert "larger than 15 MiB" in problem.what


def test_giant_quoted_cell_costs_its_rows_only(tmp_path: Path) -> None:
    line = "x" * 999_999 + "\n"
    path = write(tmp_path / "a.csv", f'title,text\nأ,{TEXT}\nب,"{line * 16}",\nج,{OTHER}\n')
    reports, problems = split(path)
    assert reports[0].title == "أ"
    assert reports[-1].title == "ج"
    assert problems[0].kind == "quarantined"
    assert "larger than 15 MiB" in problems[0].what


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("nothing", b"", "is empty"),
        ("mark only", b"\xef\xbb\xbf\n", "is empty"),
        ("header only", b"title,text\n", "holds no rows"),
        ("no text column", "title,n\nأ,5\n".encode(), "has no column with the reports' words"),
        ("10,000 columns", (",".join(f"c{n}" for n in range(10_000)) + "\n").encode(), "has 10000 columns"),
        ("bytes of no encoding", b"title,text\n" + bytes(range(128, 256)) * 50, "encoding that was not recognised"),
        ("NUL in the header", b"title,te\x00xt\nx,y\n", "the header holds NUL bytes"),
        ("open quote in the header", b'title,"text\nx,y\n', "the header opens a quote"),
    ],
)
def test_table_that_cannot_be_read_is_one_problem(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (tmp_path / "b.csv").write_text(f"title,text\nأ,{TEXT}\n", "utf-8")
    (report,), (problem,) = split(path, tmp_path / "b.csv")
    assert report.text == TEXT
    assert words in problem.what
    assert problem.next_step


def test_unreadable_date_is_named(tmp_path: Path) -> None:
    problem = one_problem(write(tmp_path / "a.csv", f"date,text\nأمس,{TEXT}\n"))
    assert "published 'أمس' is no date" in problem.what


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_the_standard_writer_writes_is_read_back(rows: list[list[str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["title", "text"])
    writer.writerows(rows)
    found = [one for _, one in parse(io.BytesIO(out.getvalue().encode()), Place(name="a.csv"), ReadOptions())]
    assert [(one.title, one.text) for one in found if isinstance(one, Report)] == [(a.strip(), b) for a, b in rows]


@given(st.binary(max_size=300), st.sampled_from([b"", b"title,text\n", b"\xff\xfe", b'text;"', b"\xef\xbb\xbftext\t"]))
def test_any_bytes_are_read_or_named(data: bytes, start: bytes) -> None:
    for where, found in parse(io.BytesIO(start + data), Place(name="a.csv"), ReadOptions()):
        assert where.startswith("a.csv")
        assert isinstance(found, Report | InputProblem)
