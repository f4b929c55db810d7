"""``waqai code`` takes every format that is read, and says what it did not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.test_code import SENTENCE, waqai
from tests.read.samples import make_zip
from tests.read.test_feed import rss
from tests.read.test_html import page


def test_columns_of_other_names_are_given(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"Day,Words\n6 شباط/فبراير 2020,{SENTENCE}\n", "utf-8")
    out, _ = waqai("code", path, "--map", "text=Words,published=Day", "--format", "jsonl")
    assert "CONSULT" in out
    assert "2020-02-05" in out
    _, err = waqai("code", path, status=1)
    assert "has no column with the reports' words" in err
    assert "--map text=COLUMN" in err


@pytest.mark.parametrize("given", ["words=Body", "text", "text="])
def test_map_that_says_nothing_is_refused(tmp_path: Path, given: str) -> None:
    _, err = waqai("code", tmp_path, "--map", given, status=2)
    assert "--map" in err


def test_archive_with_a_bad_member_is_coded_and_the_member_named(tmp_path: Path) -> None:
    body = f"<article><h1>لقاء في تونس</h1><p>6 فبراير 2020</p><p>{SENTENCE}</p></article>"
    members = {"a.html": page(body), "../b.txt": SENTENCE, "c.xml": "<!DOCTYPE rss>" + rss()}
    out, err = waqai("code", make_zip(tmp_path / "a.zip", members), "--format", "jsonl", status=1)
    assert "2020-02-05" in out
    assert "a.zip!../b.txt: has a path that leaves the archive" in err
    assert "a.zip!c.xml: declares a document type or entities" in err
    assert len(err.splitlines()) == 2


def test_private_addresses_are_refused_unless_asked() -> None:
    _, err = waqai("code", "http://127.0.0.1:54321/", status=1)
    assert err.startswith("waqai: http://127.0.0.1:54321/: ")
    _, other = waqai("code", "http://127.0.0.1:54321/", "--private-addresses", status=1)
    assert other != err


def test_help_names_what_is_read() -> None:
    out, _ = waqai("code", "--help")
    for words in ("CSV", "Parquet", "feeds", "WARC", "ZIP", "--map", "--follow", "--private-addresses"):
        assert words in out
