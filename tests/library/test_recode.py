"""Coding again: with a new version or new data, what people decided stays shown, an interruption costs nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from waqai.library import schema
from waqai.library.coders import lexicon_fingerprint
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.human import import_codings
from waqai.library.ingest import add_inputs
from waqai.library.ledger import Counts
from waqai.library.recode import outdated, recode
from waqai.read import InputProblem
from waqai.read.human import HumanCoding
from waqai.records import EventMention, Span

from .inputs import ONE, everything, row, states, write
from .stubs import StubCoders

NEW = StubCoders(name="stub 2", most=1)


def fill(database: Database, folder: Path, count: int = 70) -> None:
    add_inputs(database, [write(folder / "a.jsonl", map(row, range(count)))], effort=ONE)


def by_hand(database: Database, annotator: str = "مريم", *types: str) -> HumanCoding:
    """Return what a person coded of the first report of the library."""
    report = everything(database)[0].coded.report
    start = report.text.index("حدث")
    span = Span("حدث", start, start + 3)
    return HumanCoding("by-hand:1", report, tuple(EventMention(0, span, kind) for kind in types or ("AID",)), annotator)


def test_nothing_is_coded_again_by_the_same_coder(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path)
    assert recode(database, effort=ONE).counts == Counts()
    assert recode(database, force=True, effort=ONE).counts == Counts(coded=70)


def test_a_new_version_replaces_the_old_codings(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path)
    with database.reading() as connection:
        assert outdated(connection, NEW) == 70
    done = recode(database, effort=Effort(NEW))
    assert (done.counts, done.before, done.after, done.changed) == (Counts(coded=70), 140, 70, 70)
    assert {one.coded.coder for one in everything(database)} == {"stub 2"}
    with database.reading() as connection:
        assert outdated(connection, NEW) == 0
        assert connection.scalar(text("SELECT count(*) FROM coding")) == 70
        assert connection.scalar(text("SELECT count(*) FROM mention")) == 70


def test_new_data_count_as_a_new_version(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 3)
    done = recode(database, effort=Effort(StubCoders(lexicon="f" * 16)))
    assert (done.counts.coded, done.changed) == (3, 0)
    assert {one.lexicon for one in everything(database)} == {"f" * 16}
    assert len(lexicon_fingerprint()) == 16


def test_a_selection_of_reports(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 5)
    some = select(schema.report.c.id).where(schema.report.c.name == "r2")
    assert recode(database, some, effort=Effort(NEW)).counts == Counts(coded=1)


def test_revisions_that_are_not_shown_on_request(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 2)
    add_inputs(database, [write(tmp_path / "b.jsonl", [row(1, text="نص جديد عن حدث.")])], effort=ONE)
    assert recode(database, effort=Effort(NEW)).counts == Counts(coded=2)
    assert recode(database, every_revision=True, effort=Effort(NEW)).counts == Counts(coded=1)
    assert [one.coded.report.text for one in everything(database)][1] == "نص جديد عن حدث."


def test_what_fails_keeps_its_old_coding(database: Database, tmp_path: Path) -> None:
    add_inputs(
        database,
        [write(tmp_path / "a.jsonl", [row(1, text="كسر بعد حدث")])],
        effort=Effort(StubCoders(breaks=False)),
    )
    assert recode(database, effort=Effort(NEW)).counts == Counts(failed=1)
    assert len(everything(database)[0].coded.mentions) == 1


def test_interrupted_it_goes_on(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 150)

    def stop(counts: Counts) -> None:
        if counts.coded:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recode(database, effort=Effort(NEW), force=True, progress=stop)
    done = recode(database, effort=Effort(NEW), force=True)
    assert done.resumed
    assert done.counts == Counts(coded=150)
    assert 0 < done.after < 150


def test_what_people_decided_stays_shown(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 2)
    imported = import_codings(database, [by_hand(database)])
    assert (imported.counts, imported.mentions) == (Counts(coded=1), 1)
    recode(database, effort=Effort(NEW))
    first, second = everything(database)
    assert (first.annotator, [mention.type for mention in first.coded.mentions]) == ("مريم", ["AID"])
    assert (second.annotator, second.coded.coder) == ("", "stub 2")
    with database.reading() as connection:
        assert set(connection.scalars(text("SELECT type FROM mention WHERE report_id = 1"))) == {"AID"}


def test_a_person_replaces_what_she_said_before_and_nobody_elses(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 1)
    first = by_hand(database, "سلمى")
    assert import_codings(database, [first]).counts == Counts(coded=1)
    assert import_codings(database, [first]).counts == Counts(duplicate=1)
    import_codings(database, [by_hand(database, "آدم", "ASSAULT")])
    import_codings(database, [by_hand(database, "سلمى", "PROTEST", "COERCE")])
    (shown,) = everything(database)
    assert shown.annotator == min("سلمى", "آدم")
    with database.reading() as connection:
        codings = connection.execute(text("SELECT annotator, mentions FROM coding ORDER BY id")).all()
        types = set(connection.scalars(text("SELECT type FROM mention")))
    assert sorted(map(tuple, codings)) == sorted([("", 2), ("آدم", 1), ("سلمى", 2)])
    assert types == {mention.type for mention in shown.coded.mentions}


def test_a_text_that_differs_is_a_problem_that_names_the_report(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 1)
    import msgspec

    good = by_hand(database)
    other = msgspec.structs.replace(good, report=msgspec.structs.replace(good.report, text=good.report.text + " زيادة"))
    wrong = msgspec.structs.replace(good, where="by-hand:2", mentions=(EventMention(0, Span("حدث", 0, 3), "AID"),))
    nobody = msgspec.structs.replace(good, where="by-hand:3", annotator=" ")
    unread = InputProblem("by-hand:4", "is no JSON")
    done = import_codings(database, [other, wrong, nobody, unread])
    assert done.counts == Counts(failed=4)
    from waqai.library import ledger

    with database.reading() as connection:
        reasons = [problem.reason for problem in ledger.problems(connection)]
    assert "r0" in reasons[0]
    assert "do not stand at text 0–3" in reasons[1]
    assert "annotator" in reasons[2]
    assert states(database).coded == 1


def test_a_report_that_is_not_there_is_added(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path, 1)
    import msgspec

    coding = by_hand(database)
    new = msgspec.structs.replace(coding, report=msgspec.structs.replace(coding.report, id="new", outlet="قناة"))
    import_codings(database, [new])
    names = [(one.coded.report.id, one.annotator) for one in everything(database)]
    assert names == [("new", "مريم"), ("r0", "")]
    # the machine codes it too when it codes again
    assert recode(database, effort=ONE).counts == Counts(coded=1)
    assert [one.annotator for one in everything(database)] == ["مريم", ""]


def test_a_report_without_an_address_is_found_by_its_key(database: Database, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("وقع حدث هنا.", encoding="utf-8")
    add_inputs(database, [write(tmp_path / "a.jsonl", [row(1, id=None)]), str(tmp_path / "story.txt")], effort=ONE)
    for stored in everything(database):
        report = stored.coded.report
        start = report.text.index("حدث")
        mention = EventMention(0, Span("حدث", start, start + 3), "AID")
        import_codings(database, [HumanCoding("h", report, (mention,), "مريم")])
    assert [one.annotator for one in everything(database)] == ["مريم", "مريم"]
