"""What a check finds: nothing in a whole library, and every damage by the name of its report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Connection, delete, select, text, update

from waqai.library import schema
from waqai.library.check import Checked, check
from waqai.library.connection import Database
from waqai.library.filling import Effort
from waqai.library.ingest import add_inputs
from waqai.library.opening import open_database
from waqai.library.packing import pack, unpack
from waqai.records import CodedReport, Report, Span

from .conftest import Places
from .samples import REPORTS, fill_more
from .stubs import RAISE, StubCoders
from .written import derived, exported

Damage = Callable[[Connection], None]


def _key(connection: Connection, number: int) -> str:
    key = connection.scalar(select(schema.report.c.key).where(schema.report.c.id == number))
    return str(key)


def _lines(checked: Checked) -> list[str]:
    lines = [str(finding) for finding in checked.findings]
    assert all("\n" not in line for line in lines)
    return lines


def test_nothing_is_wrong_with_a_whole_library(filled: Database) -> None:
    fill_more(filled)
    checked = check(filled)
    assert _lines(checked) == []
    assert (checked.reports, checked.codings) == (len(REPORTS), len(REPORTS) + 2)
    assert checked.spans > 100
    assert not check(filled, repair=True).repaired


def test_nothing_is_wrong_with_an_empty_library(database: Database) -> None:
    assert check(database) == Checked(0, 0, 0, (), ())


def test_nothing_is_wrong_with_what_was_added(database: Database, tmp_path: Path) -> None:
    """Good reports, twice the same, an edited one, ones that break the coder, ones that cannot be read."""
    path = tmp_path / "in.jsonl"
    rows = [{"id": f"r{n}", "text": f"وقع حدث رقم {n} 💥 ثم حدث آخر.", "published": "2020-01-01"} for n in range(4)]
    rows += [rows[1], {"id": "r9", "text": RAISE}, {"id": "r10", "text": " "}, {"id": "r11", "published": "1"}]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    add_inputs(database, [str(path)], effort=Effort(StubCoders()))
    rows[2]["text"] = "نص معدل فيه حدث."
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    added = add_inputs(database, [str(path)], effort=Effort(StubCoders()))
    assert added.counts.coded
    assert added.counts.duplicate
    checked = check(database)
    assert _lines(checked) == []
    assert checked.reports == 4


# --- what search reads: found, named, repaired --------------------------------------------------------------------


def _lost_mention(connection: Connection) -> None:
    row = connection.execute(select(schema.mention.c.id).where(schema.mention.c.report_id == 2)).first()
    assert row is not None
    for table in (schema.context, schema.quantity, schema.place, schema.source, schema.participant):
        connection.execute(delete(table).where(table.c.mention_id == row.id))
    connection.execute(delete(schema.mention).where(schema.mention.c.id == row.id))


def _mentions(report: int) -> object:
    return select(schema.mention.c.id).where(schema.mention.c.report_id == report)


def _wrong_span(connection: Connection) -> None:
    source = schema.source
    of_report = source.c.mention_id.in_(_mentions(2))  # type: ignore[arg-type]
    connection.execute(update(source).where(of_report, source.c.kind == "anonymous").values(start=source.c.start + 1))


def _wrong_type(connection: Connection) -> None:
    connection.execute(update(schema.mention).where(schema.mention.c.report_id == 2).values(type="AID"))


def _other_party(connection: Connection) -> None:
    participant = schema.participant
    of_report = participant.c.mention_id.in_(_mentions(2))  # type: ignore[arg-type]
    connection.execute(update(participant).where(of_report).values(party_id=1))


def _other_point(connection: Connection) -> None:
    far = select(schema.spot.c.id).where(schema.spot.c.latitude < 0).scalar_subquery()
    connection.execute(update(schema.mention).where(schema.mention.c.report_id == 2).values(spot_id=far))


def _lost_context(connection: Connection) -> None:
    connection.execute(delete(schema.context).where(schema.context.c.mention_id.in_(_mentions(2))))  # type: ignore[arg-type]


def _doubled(connection: Connection) -> None:
    row = connection.execute(
        select(schema.quantity).where(schema.quantity.c.mention_id.in_(_mentions(2)))  # type: ignore[arg-type]
    ).first()
    assert row is not None
    connection.execute(schema.quantity.insert(), {**row._mapping, "id": 99_999})


def _unknown_words(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM text_index_docsize WHERE id = 2"))
    else:
        connection.execute(text("DELETE FROM text_index WHERE revision_id = 2"))


def _other_words(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.execute(text("UPDATE text_index_docsize SET sz = X'0102' WHERE id = 2"))
    else:
        connection.execute(text("UPDATE text_index SET words = 'x:1' WHERE revision_id = 2"))


def _wrong_month(connection: Connection) -> None:
    connection.execute(update(schema.shown).where(schema.shown.c.report_id == 2).values(published="2021-01-01"))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_lost_mention, "mention 1 missing, 0 too many"),
        (_wrong_span, r"source: text\[\d+:\d+\] is told to be 'مصدر أمني', and is"),
        (_wrong_type, "mention 1 missing, 1 too many"),
        (_other_party, "participant 2 missing, 2 too many"),
        (_other_point, "mention 1 missing, 1 too many"),
        (_lost_context, "context 2 missing, 0 too many"),
        (_doubled, "quantity 0 missing, 1 too many"),
        (_unknown_words, "index of words does not know it"),
        (_other_words, "index of words (knows 3 words of it|has other words)"),
        (_wrong_month, "shown 1 missing, 1 too many"),
    ],
)
def test_what_search_reads_wrongly_is_named_and_made_anew(filled: Database, damage: Damage, words: str) -> None:
    before = derived(filled)
    with filled.writing() as connection:
        damage(connection)
        key = _key(connection, 2)
    checked = check(filled)
    assert any(re.search(f"^report {key}: .*{words}", line) for line in _lines(checked)), _lines(checked)
    assert all(finding.repairable for finding in checked.findings)
    assert checked.left == checked.findings
    assert not checked.repaired
    mended = check(filled, repair=True)
    assert mended.findings == checked.findings
    assert mended.repaired
    assert mended.left == ()
    assert derived(filled) == before


def test_a_wrong_tally_is_named_and_counted_anew(filled: Database) -> None:
    tally = schema.tally
    with filled.writing() as connection:
        one = (tally.c.dimension == "type") & (tally.c.value == "ASSAULT")
        connection.execute(update(tally).where(one).values(mentions=7))
        connection.execute(delete(tally).where(tally.c.dimension == "country", tally.c.value == "TUN"))
        connection.execute(tally.insert(), {"dimension": "outlet", "value": "nobody", "mentions": 1, "reports": 1})
    assert sorted(_lines(check(filled, repair=True))) == [
        "tally country 'TUN': says 0 mentions in 0 reports, counted are 1 in 1",
        "tally outlet 'nobody': says 1 mentions in 1 reports, counted are 0 in 0",
        "tally type 'ASSAULT': says 7 mentions in 1 reports, counted are 1 in 1",
    ]
    assert _lines(check(filled)) == []


def test_a_point_that_stands_elsewhere_is_named(filled: Database) -> None:
    with filled.writing() as connection:
        connection.execute(update(schema.spot).where(schema.spot.c.latitude < 0).values(x=0.5))
    assert _lines(check(filled, repair=True)) == ["point -34.61315 -58.37723: stands elsewhere on the map than it says"]
    assert _lines(check(filled)) == []


# --- what only a backup brings back ---------------------------------------------------------------------------------


def _coding(connection: Connection, report: int, change: Callable[[CodedReport], CodedReport]) -> None:
    coding, revision = schema.coding.c, schema.revision
    row = connection.execute(
        select(revision, coding.record).join(schema.coding).where(revision.c.report_id == report)
    ).one()
    changed = change(unpack(row.record, Report(row.text, row.title)))
    connection.execute(update(schema.coding).where(coding.revision_id == row.id).values(record=pack(changed)))


def _moved_span(connection: Connection) -> None:
    def move(coded: CodedReport) -> CodedReport:
        mention = coded.mentions[0]
        trigger = Span(mention.trigger.text, mention.trigger.start + 2, mention.trigger.end + 2)
        return msgspec.structs.replace(coded, mentions=(msgspec.structs.replace(mention, trigger=trigger),))

    _coding(connection, 2, move)


def _broken_coding(connection: Connection) -> None:
    connection.execute(update(schema.coding).where(schema.coding.c.revision_id == 2).values(record=b"\x78\x01broken"))


def _fewer_mentions(connection: Connection) -> None:
    _coding(connection, 2, lambda coded: msgspec.structs.replace(coded, mentions=()))


def _changed_text(connection: Connection) -> None:
    connection.execute(update(schema.revision).where(schema.revision.c.id == 2).values(text="كلمات أخرى"))


def _lost_coding(connection: Connection) -> None:
    for table in (schema.context, schema.quantity, schema.place, schema.source, schema.participant):
        connection.execute(delete(table).where(table.c.mention_id.in_(_mentions(2))))  # type: ignore[arg-type]
    for table in (schema.mention, schema.shown):
        connection.execute(delete(table).where(table.c.report_id == 2))
    connection.execute(delete(schema.coding).where(schema.coding.c.revision_id == 2))


def _uncoded(connection: Connection) -> None:
    connection.execute(update(schema.revision).where(schema.revision.c.id == 2).values(state="queued"))


def _not_shown(connection: Connection) -> None:
    connection.execute(update(schema.report).where(schema.report.c.id == 2).values(revision_id=None))


def _shows_another(connection: Connection) -> None:
    connection.execute(update(schema.report).where(schema.report.c.id == 2).values(revision_id=3))


def _shows_nothing_there(connection: Connection) -> None:
    connection.execute(update(schema.report).where(schema.report.c.id == 2).values(revision_id=900))


def _strange_state(connection: Connection) -> None:
    connection.execute(update(schema.revision).where(schema.revision.c.id == 2).values(state="lost"))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_moved_span, r"text\[\d+:\d+\] is told to be 'هجوم', and is"),
        (_broken_coding, "a stored coding is damaged .*code it again with: waqai recode"),
        (_fewer_mentions, "holds 0 mentions, its row says 1"),
        (_changed_text, r"is told to be .*\(and \d+ more\)"),
        (_lost_coding, "revision 2 is coded, but its coding is not there"),
        (_uncoded, "shows revision 2, which is not coded"),
        (_not_shown, "is coded, but shows no revision"),
        (_shows_another, "shows revision 3 of another report"),
        (_shows_nothing_there, "shows revision 900, which is not there"),
        (_strange_state, "has the state 'lost', which there is not"),
    ],
)
def test_what_is_kept_wrongly_is_named_and_stays_named(filled: Database, damage: Damage, words: str) -> None:
    with filled.writing() as connection:
        damage(connection)
        key = _key(connection, 2)
    for repair in (False, True):
        checked = check(filled, repair=repair)
        named = [str(one) for one in checked.left if re.search(f"^report {key}: .*{words}", str(one))]
        assert len(named) == 1, _lines(checked)
        assert not any(one.repairable for one in checked.left if str(one) in named)


def test_items_that_do_not_add_up_are_named(filled: Database) -> None:
    item = schema.item
    with filled.writing() as connection:
        connection.execute(update(item).where(item.c.id == 1).values(state="queued"))
        connection.execute(update(item).where(item.c.id == 2).values(state="failed"))
        connection.execute(update(item).where(item.c.id == 3).values(state="gone"))
        connection.execute(update(item).where(item.c.id == 4).values(revision_id=None))
        key = _key(connection, 4)
    assert _lines(check(filled)) == [
        "item 3 (samples.jsonl:3): has the state 'gone', which there is not",
        "item 4 (samples.jsonl:4): is told to be coded, but its revision is not there",
        "item 2 (samples.jsonl:2): is failed without a reason",
        "run 1 (add): is finished, but 1 of its items wait to be coded",
        f"report {key}: revision 4 stands for no item of the ledger",
    ]


@pytest.mark.parametrize("backend", ["sqlite"])
def test_rows_that_point_nowhere_are_named(filled: Database) -> None:
    with filled.engine.connect() as raw:
        raw.exec_driver_sql("COMMIT")
        raw.exec_driver_sql("PRAGMA foreign_keys=OFF")
        raw.exec_driver_sql("BEGIN IMMEDIATE")
        raw.exec_driver_sql("DELETE FROM revision WHERE id = 2")
        raw.exec_driver_sql("DELETE FROM party WHERE id = 1")
        raw.exec_driver_sql("COMMIT")
        raw.invalidate()
    lines = _lines(check(filled))
    assert "item 2: points to revision 2, which is not there" in lines
    assert "coding 2: points to revision 2, which is not there" in lines
    assert any(re.fullmatch(r"participant \d+: points to party 1, which is not there", line) for line in lines)


# --- damage to the file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("share", [0.11, 0.26, 0.41, 0.56, 0.71, 0.86])
def test_pages_that_were_overwritten_are_found(places: Places, share: float) -> None:
    path = Path(places.library())
    content = bytearray(path.read_bytes())
    page = 4096 * int(len(content) // 4096 * share)
    content[page : page + 4096] = bytes(byte ^ 0xFF for byte in content[page : page + 4096])
    path.write_bytes(content)
    database = Database(path)
    checked = check(database)
    assert _lines(checked) != []
    database.close()


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_flipped_bit_in_the_words_of_a_report_is_named(places: Places) -> None:
    path = Path(places.library())
    words = "وطالبوا المحافظ بالاستقالة".encode()
    content = path.read_bytes()
    assert content.count(words) == 1
    path.write_bytes(content.replace(words, "وطالبوا المحافظ بالاستقالا".encode()))
    before = Database(path)
    with before.reading() as connection:
        key = _key(connection, 3)
    lines = _lines(check(before))
    assert all(line.startswith(f"report {key}: ") for line in lines)
    assert lines
    before.close()


@pytest.mark.parametrize("backend", ["sqlite"])
def test_a_damaged_index_of_words_is_made_anew(places: Places) -> None:
    database = open_database(places.library())
    written = exported(database)
    with database.writing() as connection:
        connection.execute(text("UPDATE text_index_data SET block = X'00010203' WHERE id > 10"))
    checked = check(database, repair=True)
    assert checked.findings != ()
    assert checked.left == ()
    assert exported(database) == written
    database.close()
