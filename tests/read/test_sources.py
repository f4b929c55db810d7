"""Everything together: nothing lost, one place an item, flat memory, and no word to anybody on the network."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.read.samples import OTHER, TEXT, items, jsonl, make_zip, one_problem, split, tar_bytes
from tests.read.test_feed import HOSTILE as HOSTILE_FEEDS
from tests.read.test_feed import item, opml, rss
from tests.read.test_html import HOSTILE as HOSTILE_PAGES
from tests.read.test_html import page
from tests.read.test_warc import record

from waqai.read import ReadOptions, count_reports, limits, read_items
from waqai.read.formats import FORMATS, PACKED, root_name, sniff
from waqai.records import Report


@pytest.fixture
def everything(tmp_path: Path) -> Path:
    """A folder with one input of each kind; 12 reports."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.jsonl").write_bytes(jsonl(TEXT, OTHER))
    (tmp_path / "c.csv").write_text(f"title,text\nأ,{TEXT}\n", "utf-8")
    (tmp_path / "d.tsv").write_text(f"title\ttext\nأ\t{TEXT}, {OTHER}\n", "utf-8")
    parquet.write_table(pa.table({"text": [TEXT]}), tmp_path / "e.parquet")
    (tmp_path / "f.html").write_text(page(), "utf-8")
    (tmp_path / "g.xml").write_text(rss(item(1)), "utf-8")
    (tmp_path / "h.warc").write_bytes(record(1))
    make_zip(tmp_path / "i.zip", {"a.txt": TEXT})
    (tmp_path / "j.tar.gz").write_bytes(tar_bytes({"a.html": page()}, "w:gz"))
    (tmp_path / "k.jsonl.gz").write_bytes(gzip.compress(jsonl(OTHER)))
    return tmp_path


def test_one_of_each_kind(everything: Path) -> None:
    reports, problems = split(everything)
    assert problems == []
    assert len(reports) == 12
    assert len({report.id for report in reports}) == 12


def test_reading_again_finds_the_same_places(everything: Path) -> None:
    assert items(everything) == items(everything)


def test_inputs_are_read_in_the_order_given(everything: Path) -> None:
    names = [everything / name for name in ("k.jsonl.gz", "a.txt", "i.zip")]
    assert [item.input for item in items(*names)] == [str(name) for name in names]


def test_each_kind_is_recognised_on_standard_input(everything: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in sorted(everything.iterdir()):
        with io.TextIOWrapper(path.open("rb")) as stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stream)
            found = items("-")
        assert all(isinstance(one.found, Report) for one in found), (path.name, found)


def test_bad_inputs_never_stop_the_others(everything: Path) -> None:
    for number, text in enumerate((*HOSTILE_FEEDS.values(), *(text for text, _ in HOSTILE_PAGES.values()))):
        (everything / f"bad-{number}.xml").write_text(text, "utf-8")
    for name, data in {"x.zip": b"PK", "x.parquet": b"PAR1", "x.gz": b"\x1f\x8b\x08", "x.warc": b"WARC", "x.csv": b'"',
                       "x.tar": b"x", "x.jsonl": b"{", "x.txt": b"\xff", "x.xz": b"\xfd7zXZ\x00",
                       "x.opml": b"<"}.items():  # fmt: skip
        (everything / name).write_bytes(data)
    reports, problems = split(everything)
    assert len(reports) == 12
    assert len(problems) == len(HOSTILE_FEEDS) + len(HOSTILE_PAGES) + 10
    assert all(problem.what and problem.next_step for problem in problems)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ('{"text": "أ\\u0000ب"}', "NUL characters"),
        ('{"text": "أ", "title": "\\u0000"}', "NUL characters"),
        ('{"text": "أ\\ud800"}', ""),
        ('{"text": "أ\\udc00ب"}', ""),
        ('{"text": "أ", "url": "\\u0000"}', "NUL characters"),
    ],
)
def test_what_no_database_can_hold_is_refused(tmp_path: Path, row: str, words: str) -> None:
    (tmp_path / "a.jsonl").write_text(f"{row}\n{json.dumps({'text': TEXT})}\n", "utf-8")
    (report,), (problem,) = split(tmp_path / "a.jsonl")
    assert report.text == TEXT
    assert words in problem.what
    assert problem.where == f"{tmp_path / 'a.jsonl'}:1"


def test_endless_line_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl(TEXT, "x" * (16 << 20), OTHER))
    reports, (problem,) = split(tmp_path / "a.jsonl")
    assert [one.text for one in reports] == [TEXT, OTHER]
    assert (problem.what, problem.kind) == ("the line is larger than 15 MiB", "quarantined")


def test_endless_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("خبر " * (4 << 20), "utf-8")
    assert one_problem(tmp_path / "a.txt").kind == "quarantined"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero here")
def test_endless_device_ends() -> None:
    assert one_problem("/dev/zero").what


def test_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "shut").chmod(0)
    if os.access(tmp_path / "shut", os.R_OK):
        pytest.skip("this user may read everything")
    (report,), (problem,) = split(tmp_path)
    assert report.text == TEXT
    assert "cannot be read" in problem.what


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A socket of this machine that remembers who connects."""
    seen: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    connection, address = server.accept()
                except TimeoutError:
                    continue
                seen.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], seen
        stop.set()
        thread.join()


def test_no_input_makes_a_parser_ask_the_network(tmp_path: Path, listener: tuple[int, list[object]]) -> None:
    port, seen = listener
    address = f"http://127.0.0.1:{port}/x"
    tags = (
        f"<img src='{address}'><script src='{address}'></script><link rel='stylesheet' href='{address}'>"
        f"<iframe src='{address}'></iframe><object data='{address}'></object><base href='{address}'>"
        f"<meta http-equiv='refresh' content='0;url={address}'>"
    )
    declared = f'<!DOCTYPE x SYSTEM "{address}" [<!ENTITY y SYSTEM "{address}">]>'
    inputs = {
        "a.html": page().replace("</head>", f"{tags}</head>").replace("</article>", f"{tags}</article>"),
        "b.html": declared + page(),
        "c.xml": declared + rss(item(1, "&y;")),
        "d.xml": rss(item(1, tags.replace("<", "&lt;"))).replace("https://n.example/1", address),
        "e.xml": f"<?xml version='1.0'?><?xml-stylesheet href='{address}'?>" + rss(item(1), head=""),
        "f.opml": declared + opml("https://n.example/"),
        "g.jsonl": json.dumps({"text": TEXT, "url": address}),
        "h.csv": f"url,text\n{address},{TEXT}\n",
        "i.json": json.dumps({"version": "https://jsonfeed.org/version/1", "feed_url": address, "next_url": address,
                              "items": [{"id": "1", "url": address, "content_html": tags + TEXT}]}),
        "j.warc": record(1, f"<base href='{address}'>{tags}{page()}".encode()).decode(),
    }  # fmt: skip
    for name, text in inputs.items():
        (tmp_path / name).write_text(text, "utf-8")
    make_zip(tmp_path / "k.zip", {name: text for name, text in inputs.items() if name != "f.opml"})
    reports, problems = split(tmp_path, address)
    assert len(reports) >= 14
    assert any(problem.where == address for problem in problems)
    assert seen == []


def test_memory_stays_flat(tmp_path: Path, environment: dict[str, str]) -> None:
    texts = [f"{TEXT} {number} " + OTHER * 20 for number in range(1500)]
    (tmp_path / "a.jsonl").write_bytes(jsonl(*texts))
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], *([text] for text in texts)])
    parquet.write_table(pa.table({"text": texts}), tmp_path / "a.parquet", use_dictionary=False)
    make_zip(tmp_path / "a.zip", {f"{number}.txt": text for number, text in enumerate(texts)})
    (tmp_path / "a.tar.gz").write_bytes(tar_bytes({f"{n}.txt": text for n, text in enumerate(texts)}, "w:gz"))
    script = (
        "import sys, resource\nfrom waqai.read import read_items\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10\n"
        "for count, item in enumerate(read_items([sys.argv[1]]), 1):\n"
        "    if count == 300: early = peak()\n"
        "print(count, peak() - early)"
    )
    for name in ("a.jsonl", "a.csv", "a.parquet", "a.zip", "a.tar.gz"):
        command = [sys.executable, "-c", script, str(tmp_path / name)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
        count, growth = map(int, done.stdout.split())
        assert count == 1500
        assert growth <= 12, (name, growth)


def test_reading_text_loads_no_heavy_library(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "a.jsonl").write_bytes(jsonl(TEXT))
    script = (
        "import sys\nfrom waqai.read import read_items\nlist(read_items([sys.argv[1]]))\n"
        "heavy = {'lxml', 'trafilatura', 'pyarrow', 'feedparser', 'fastwarc', 'urllib3'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "a.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.strip() == "[]"


def test_reports_are_counted_where_that_is_cheap(everything: Path) -> None:
    for name in ("g.xml", "h.warc", "i.zip", "j.tar.gz", "k.jsonl.gz", "e.parquet"):
        assert count_reports([str(everything / name)]) is None
        (everything / name).unlink()
    assert count_reports([str(everything)]) == 1 + 2 + 2 + 2 + 1
    assert count_reports(["https://n.example/"]) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<!DOCTYPE html><p>x", "html"), ("<html>", "html"), ("<p>x", "html"), ("<!-- <rss> --><html>", "html"),
        ("<rss version='2.0'>", "feed"), ("<?xml version='1.0'?>\n<!-- x -->\n<rss>", "feed"),
        ("<feed xmlns='x'>", "feed"),
        ("<rdf:RDF>", "feed"), ("<!DOCTYPE rss [<!ENTITY x '>'>]><rss>", "feed"), ("<opml>", "opml"),
        ("<?xml version='1.0'?><html>", "html"), ("<?xml version='1.0'?><note>", "xml"), ("<" * 5000, "html"),
        ('{"text": "x"}', "jsonl"), ('{"version": "https://jsonfeed.org/version/1"', "feed"),
        ("title,text\nx,y", "csv"), ("العنوان;النص\nx;y", "csv"), ("title\ttext\n", "csv"),
        ("قال الوزير, في بيان\n", "text"), ("text\nx", "text"), ("", "text"),
        ("WARC/1.0\r\n", "warc"), ("PAR1", "parquet"), ("PK\x03\x04", "zip"), ("BZh9", "bzip2"),
    ],
)  # fmt: skip
def test_format_is_told_by_the_first_bytes(text: str, form: str) -> None:
    assert sniff(text.encode(), {}) == form


def test_columns_asked_for_make_a_table() -> None:
    assert sniff(b"a,b\n1,2", {"text": "b"}) == "csv"
    assert sniff(b"a,b\n1,2", {"text": "c"}) == "text"


@pytest.mark.parametrize(
    "text", ["<?x", "<!--", "<![", "<!a[", "<?a?>" * 3000, "<!-- -->" * 1000, "<" * 8000, "<!a" * 2000]
)
def test_nothing_before_the_first_element_takes_long(text: str) -> None:
    assert root_name(text) == ""


def test_options_are_optional() -> None:
    assert list(read_items([], options=ReadOptions())) == []
    assert list(read_items([])) == []


def test_report_of_a_page_is_ready_to_be_coded(everything: Path) -> None:
    (found,) = [one.found for one in items(everything / "f.html")]
    assert isinstance(found, Report)
    assert found.language == "ar"


def test_every_ending_and_limit_stands_in_the_page_on_inputs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text("utf-8")
    assert [ending for ending in (*FORMATS, *PACKED) if f"`{ending}`" not in text] == []
    for number in (limits.LARGEST_REPORT >> 20, limits.HIGHEST_RATIO, limits.MOST_COLUMNS, limits.MOST_ELEMENTS):
        assert f"{number:,}" in text
