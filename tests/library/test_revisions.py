"""Other words at the same address are a revision; which one is shown does not depend on the order of reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from waqai.library.connection import Database
from waqai.library.identity import identify_report, made_up
from waqai.library.ingest import add_inputs, add_reports
from waqai.library.ledger import Counts
from waqai.records import Report

from .inputs import ONE, everything, row, write

URL = "https://news.example/story"


def test_an_edited_report_is_a_revision_and_the_newest_is_shown(database: Database, tmp_path: Path) -> None:
    add_inputs(database, [write(tmp_path / "a.jsonl", [row(1, url=URL)])], effort=ONE)
    edited = row(1, url=f"{URL}?utm_source=feed", text="نص جديد عن حدث واحد.")
    added = add_inputs(database, [write(tmp_path / "b.jsonl", [edited])], effort=ONE)
    (report,) = everything(database)
    assert added.counts == Counts(coded=1)
    assert report.coded.report.text == edited["text"]
    assert (report.revision, report.revisions, len(report.coded.mentions)) == (2, 2, 1)


def test_old_words_that_come_again_do_not_hide_the_new(database: Database, tmp_path: Path) -> None:
    old = write(tmp_path / "a.jsonl", [row(1)])
    add_inputs(database, [old], effort=ONE)
    add_inputs(database, [write(tmp_path / "b.jsonl", [row(1, text="نص جديد عن حدث.")])], effort=ONE)
    again = add_inputs(database, [old], effort=ONE)
    (report,) = everything(database)
    assert again.counts == Counts(duplicate=1)
    assert report.coded.report.text == "نص جديد عن حدث."


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_one_run_the_latest_day_is_shown(order: tuple[int, ...], database: Database, tmp_path: Path) -> None:
    days = ("2020-01-01", "2020-01-03", "2020-01-02")
    rows = [row(1, published=day, text=f"حدث في {day}.") for day in days]
    add_inputs(database, [write(tmp_path / "a.jsonl", [rows[number] for number in order])], effort=ONE)
    (report,) = everything(database)
    assert report.coded.report.published == "2020-01-03"
    assert (report.revision, report.revisions) == (3, 3)


def test_a_revision_that_fails_leaves_the_one_before_shown(database: Database, tmp_path: Path) -> None:
    add_inputs(database, [write(tmp_path / "a.jsonl", [row(1)])], effort=ONE)
    added = add_inputs(database, [write(tmp_path / "b.jsonl", [row(1, text="كسر")])], effort=ONE)
    (report,) = everything(database)
    assert added.counts == Counts(failed=1)
    assert report.coded.report.text == row(1)["text"]


def test_search_sees_the_mentions_of_the_shown_revision_only(database: Database, tmp_path: Path) -> None:
    from sqlalchemy import text

    for number, words in enumerate(["حدث وحدث وحدث.", "حدث واحد."]):
        add_inputs(database, [write(tmp_path / f"{number}.jsonl", [row(1, text=words)])], effort=ONE)
    with database.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM mention")) == 1
        assert connection.scalar(text("SELECT mentions FROM tally WHERE dimension = 'all'")) == 1
        assert connection.scalar(text("SELECT count(*) FROM coding")) == 2


def test_a_file_without_an_address_is_known_by_its_words(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    for words in ("وقع حدث هنا.", "وقع حدث آخر هناك.", "وقع حدث هنا."):
        file.write_text(words, encoding="utf-8")
        add_inputs(database, [str(file)], effort=ONE)
    assert sorted(one.coded.report.text for one in everything(database)) == ["وقع حدث آخر هناك.", "وقع حدث هنا."]


def test_names_and_addresses_do_not_depend_on_what_came_first(database: Database) -> None:
    one = Report("وقع حدث هنا.", id="b", url=f"{URL}?utm_medium=x", language="ar")
    other = Report("وقع حدث هنا.", id="a", url=URL, language="ar")
    add_reports(database, [one, other], effort=ONE)
    (report,) = everything(database)
    assert (report.coded.report.id, report.coded.report.url) == ("a", URL)


@pytest.mark.parametrize(
    ("name", "where", "expected"),
    [
        ("a.txt", "folder/a.txt", True),
        ("sub/a.txt", "folder/sub/a.txt", True),
        ("a.jsonl:3", "/data/a.jsonl:3", True),
        ("3", "/data/a.jsonl:3", False),
        ("b.txt", "x.zip!b.txt", True),
        ("story-1", "feed.xml#story-1", False),
        ("", "a.txt", False),
    ],
)
def test_an_id_made_from_the_place_is_no_address(name: str, where: str, expected: bool) -> None:
    assert made_up(name, where) is expected
    address = identify_report(Report("نص", id=name), where).address
    assert address.startswith("text:" if expected or not name else "id:")
