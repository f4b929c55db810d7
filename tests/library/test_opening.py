"""What stands where a library is made or opened, and what is said when it is something else."""

from __future__ import annotations

import logging
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from waqai.library import migrations, opening, schema
from waqai.library.connection import Database, LibraryError
from waqai.library.indexes import clear_indexes
from waqai.library.opening import create_library, is_empty, open_database, setting
from waqai.library.stored import stored_reports

from .conftest import Places
from .postgres import Server
from .samples import REPORTS
from .written import derived

only_sqlite = pytest.mark.parametrize("backend", ["sqlite"])


def _refused(action: Callable[[], object]) -> str:
    with pytest.raises(LibraryError) as refused:
        action()
    assert "\n" not in str(refused.value)
    return str(refused.value)


@contextmanager
def _nobody() -> Iterator[Path]:
    """Be a user without special rights for a while, and give a folder of that user's."""
    if os.name != "posix":
        pytest.skip("file permissions are told otherwise here")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def test_two_libraries_have_names_of_their_own(places: Places) -> None:
    names = set()
    for _ in range(2):
        made = create_library(places.fresh())
        names.add(setting(made, "id"))
        made.close()
    assert len(names) == 2
    assert all(len(name) == 32 for name in names)


def test_a_library_is_never_made_over_another(filled: Database) -> None:
    location = filled.url.render_as_string(hide_password=False)
    assert "a library is here already" in _refused(lambda: create_library(location))
    with filled.reading() as connection:
        assert len(list(stored_reports(connection))) == len(REPORTS)


def test_tables_of_another_program_are_left_alone(location: str) -> None:
    database = Database(location)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9d2e')"))
        connection.execute(text("CREATE TABLE report (number INTEGER)"))
    database.close()
    assert "another program keeps tables here" in _refused(lambda: create_library(location))
    assert "holds no library; make one with: waqai init" in _refused(lambda: open_database(location))


def test_an_empty_place_holds_no_library(location: str, backend: str) -> None:
    word = "no library is here" if backend == "sqlite" else "holds no library"
    assert f"{word}; make one with: waqai init" in _refused(lambda: open_database(location))
    if backend == "sqlite":
        assert not Path(location).exists()


def test_a_newer_library_is_refused_and_left_alone(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9001'"))
    location = database.url.render_as_string(hide_password=False)
    assert "was made by a newer Waqai (schema 9001); install that" in _refused(lambda: open_database(location))


def test_many_at_once_make_one_library(location: str) -> None:
    made: list[Database] = []
    refused: list[str] = []

    def make() -> None:
        try:
            made.append(create_library(location))
        except LibraryError as error:
            refused.append(str(error))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1, refused
    assert all("a library is here already" in words for words in refused)
    assert is_empty(made[0])
    made[0].close()


def test_a_database_that_cannot_keep_arabic_is_refused(postgres: Server) -> None:
    name = postgres.new_database(options="ENCODING 'LATIN1' LOCALE 'C'")
    assert "keeps letters as LATIN1" in _refused(lambda: create_library(postgres.url(name)))
    postgres.drop_database(name)


@pytest.mark.parametrize("content", [b"not a database at all, " * 100, b"SQLite format 3\0" + b"\xff" * 4080])
@pytest.mark.parametrize("action", [open_database, create_library])
def test_a_file_that_is_no_database_is_named_and_kept(
    tmp_path: Path, content: bytes, action: Callable[[Path], Database]
) -> None:
    path = tmp_path / "letters.txt"
    path.write_bytes(content)
    words = _refused(lambda: action(path))
    assert words.startswith(f"{path}: ")
    assert path.read_bytes() == content


def test_an_empty_file_holds_no_library_and_may_become_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert "holds no library; make one with: waqai init" in _refused(lambda: open_database(path))
    create_library(path).close()
    open_database(path).close()


@pytest.mark.parametrize("action", [open_database, create_library])
def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path, action: Callable[[Path], Database]) -> None:
    assert "is a folder; name a file in it" in _refused(lambda: action(tmp_path))
    missing = tmp_path / "no" / "library.db"
    assert f"there is no folder {missing.parent}" in _refused(lambda: action(missing))


def test_a_file_that_may_only_be_read_is_read_and_not_written() -> None:
    with _nobody() as folder:
        path = folder / "library.db"
        create_library(path).close()
        path.chmod(0o444)
        database = open_database(path)
        assert is_empty(database)

        def write() -> None:
            with database.writing() as connection:
                connection.execute(insert(schema.info), {"key": "k", "value": "v"})

        assert "it may only be read here; check the permissions" in _refused(write)
        database.close()


def test_a_folder_that_may_only_be_read_takes_no_library() -> None:
    with _nobody() as folder:
        folder.chmod(0o555)
        words = _refused(lambda: create_library(folder / "library.db"))
        assert "check that its folder exists and may be written" in words
        folder.chmod(0o755)


# --- an older library -----------------------------------------------------------------------------------------------

_STEP = """
from alembic import op

revision = "9000"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE TABLE extra (key TEXT)")
    op.execute("INSERT INTO extra SELECT key FROM report")
    op.execute("ALTER TABLE revision ADD COLUMN words INTEGER")
    op.execute("UPDATE revision SET words = length(text)")
    {end}
"""


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Pretends that this Waqai has a schema 9000 after the real ones, whose last statement is given."""
    scripts = tmp_path / "100% مكتبة"
    (scripts / "versions").mkdir(parents=True)
    source = Path(migrations.__file__).parent
    for path in (source / "env.py", *(source / "versions").glob("v*.py")):
        (scripts / path.relative_to(source)).write_bytes(path.read_bytes())

    def pretend(end: str) -> None:
        (scripts / "versions" / "v9000.py").write_text(_STEP.format(before=migrations.HEAD, end=end))
        monkeypatch.setattr(opening, "HEAD", "9000")
        monkeypatch.setattr(opening, "upgrade", partial(migrations.upgrade, target="9000", scripts=scripts))

    return pretend


def test_an_older_library_is_brought_up_to_date(filled: Database, next_schema: Callable[[str], None]) -> None:
    next_schema("")
    opened = open_database(filled.url.render_as_string(hide_password=False))
    with opened.reading() as connection:
        assert migrations.current_version(connection) == "9000"
        keys = connection.scalars(text("SELECT key FROM extra")).all()
        assert sorted(keys) == sorted(connection.scalars(select(schema.report.c.key)))
        assert connection.scalar(text("SELECT count(*) FROM revision WHERE words = length(text)")) == len(REPORTS)
        assert len(list(stored_reports(connection))) == len(REPORTS)
    opened.close()


def test_a_step_that_breaks_off_leaves_the_old_library_whole(
    filled: Database, next_schema: Callable[[str], None]
) -> None:
    next_schema('raise KeyboardInterrupt("in the middle")')
    location = filled.url.render_as_string(hide_password=False)
    with pytest.raises(KeyboardInterrupt):
        open_database(location)
    with filled.reading() as connection:
        assert migrations.current_version(connection) == migrations.HEAD
        assert len(list(stored_reports(connection))) == len(REPORTS)
    with pytest.raises(Exception, match="extra"), filled.reading() as connection:
        connection.scalar(text("SELECT 1 FROM extra"))
    next_schema("")
    open_database(location).close()
    with filled.reading() as connection:
        assert migrations.current_version(connection) == "9000"


@only_sqlite
def test_a_copy_from_before_is_kept_and_named(
    filled: Database, next_schema: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    next_schema("")
    assert filled.path is not None
    with caplog.at_level(logging.WARNING, "waqai.library"):
        open_database(filled.path).close()
    copy = filled.path.with_name(f"{filled.path.stem}.before-9000.db")
    assert str(copy) in caplog.text
    before = Database(copy)
    with before.reading() as connection:
        assert migrations.current_version(connection) == migrations.HEAD
        assert len(list(stored_reports(connection))) == len(REPORTS)
    before.close()
    assert [path.name for path in copy.parent.glob("*.part")] == []


@only_sqlite
def test_without_room_for_the_copy_nothing_is_changed(filled: Database, next_schema: Callable[[str], None]) -> None:
    next_schema("")
    assert filled.path is not None
    filled.path.with_name(f"{filled.path.stem}.before-9000.db").mkdir()
    path = filled.path
    assert "no copy could be kept" in _refused(lambda: open_database(path))
    with filled.reading() as connection:
        assert migrations.current_version(connection) == migrations.HEAD


@only_sqlite
def test_a_library_is_one_file_when_it_is_closed(filled: Database) -> None:
    assert filled.path is not None
    with filled.writing() as connection:
        connection.execute(insert(schema.info), {"key": "k", "value": "v"})
    filled.close()
    with closing(sqlite3.connect(f"file:{filled.path}?immutable=1", uri=True)) as plain:
        assert plain.execute("SELECT value FROM info WHERE key = 'k'").fetchone() == ("v",)
    assert [path.name for path in filled.path.parent.glob(f"{filled.path.name}*")] == [filled.path.name]


def test_a_library_whose_words_were_indexed_otherwise_is_indexed_anew(
    filled: Database, caplog: pytest.LogCaptureFixture
) -> None:
    before = derived(filled)
    with filled.writing() as connection:
        clear_indexes(connection)
        connection.execute(text("UPDATE info SET value = 'old' WHERE key = 'folding'"))
    location = filled.url.render_as_string(hide_password=False)
    with caplog.at_level(logging.WARNING, "waqai.library"):
        open_database(location).close()
        open_database(location).close()
    assert len([record for record in caplog.records if "indexed anew" in record.message]) == 1
    assert derived(filled) == before
