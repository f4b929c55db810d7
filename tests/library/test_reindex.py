"""What search reads can be made anew, and is the same then."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, func, select, text, update

from waqai.library import schema
from waqai.library.connection import Database
from waqai.library.opening import setting
from waqai.library.reindex import reindex

from .samples import REPORTS, fill_more
from .written import derived, exported


def test_what_is_made_anew_is_what_was_there(filled: Database) -> None:
    fill_more(filled)
    before, written = derived(filled), exported(filled)
    assert before["words"]
    assert before["mention"]
    assert reindex(filled) == []
    assert derived(filled) == before
    assert exported(filled) == written


def test_what_was_lost_is_there_again(filled: Database) -> None:
    before = derived(filled)
    with filled.writing() as connection:
        for table in schema.DERIVED:
            connection.execute(delete(table))
        connection.execute(text("DROP TABLE text_index" if filled.is_sqlite else "DELETE FROM text_index"))
        connection.execute(update(schema.info).where(schema.info.c.key == "folding").values(value="old"))
    reindex(filled)
    assert derived(filled) == before
    assert setting(filled, "folding") != "old"


def test_a_damaged_coding_is_named_and_the_others_are_found(filled: Database) -> None:
    with filled.writing() as connection:
        row = connection.execute(select(schema.report)).first()
        assert row is not None
        broken = update(schema.coding).where(schema.coding.c.revision_id == row.revision_id).values(record=b"broken")
        connection.execute(broken)
    assert reindex(filled) == [row.key]
    with filled.reading() as connection:
        found = connection.scalar(select(func.count(schema.mention.c.report_id.distinct())))
    assert found == sum(1 for one in REPORTS if one.mentions) - 1


def test_one_that_breaks_off_changes_nothing(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    before = derived(filled)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("waqai.library.reindex.Batch.flush", fail)
    with pytest.raises(KeyboardInterrupt):
        reindex(filled)
    assert derived(filled) == before
