"""A library into one file and back: from each database into each, whole or not at all."""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select, update

from waqai.library import backup as backups
from waqai.library import schema
from waqai.library.backup import backup, restore
from waqai.library.check import check
from waqai.library.connection import Database, LibraryError
from waqai.library.opening import create_library, open_database, setting
from waqai.library.stored import stored_reports

from .conftest import BACKENDS, Places
from .postgres import Server
from .samples import REPORTS, fill, fill_more
from .written import derived, exported


@pytest.fixture
def archive(filled: Database, tmp_path: Path) -> Path:
    """A backup of a library in use."""
    fill_more(filled)
    path = tmp_path / "نسخة.zip"
    backup(filled, path)
    return path


@pytest.fixture
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh place in the database that the test names."""
    kind: str = request.param
    server = request.getfixturevalue("postgres") if kind == "postgresql" else None
    return Places(kind, tmp_path / "elsewhere", server).fresh()


def _refused(action: Callable[[], object]) -> str:
    with pytest.raises(LibraryError) as refused:
        action()
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize("other", BACKENDS, indirect=True)
def test_what_comes_back_is_what_was_kept(filled: Database, archive: Path, other: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    manifest = restore(archive, other)
    copy = open_database(other)
    assert exported(copy) == exported(filled)
    there, here = derived(copy), derived(filled)
    assert {name: there[name] for name in there if name != "words"} == {
        name: here[name] for name in here if name != "words"
    }
    assert there["words"]
    if copy.is_sqlite == filled.is_sqlite:
        assert there == here
    assert setting(copy, "id") == setting(filled, "id")
    for table in backups.KEPT:
        with filled.reading() as old, copy.reading() as new:
            rows = set(old.execute(select(table)))
            assert set(new.execute(select(table))) == rows
            assert manifest.counts[table.name] == len(rows)
    again = tmp_path / "again.zip"
    backup(copy, again)
    assert again.read_bytes() == archive.read_bytes()
    copy.close()


def test_the_order_of_a_language_changes_no_byte(
    sqlite_database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """A server sorts as its database's language does; reports stand in the order of their bytes all the same."""
    server: Server = request.getfixturevalue("postgres")
    for name in ("zagora", "Agadir", "alger", "Éloge", "آخر", "أول", "a-b", "a_b", "aB"):
        report = msgspec.structs.replace(REPORTS[2].report, id=name)
        fill(sqlite_database, [msgspec.structs.replace(REPORTS[2], report=report)])
    backup(sqlite_database, tmp_path / "backup.zip")
    name = server.new_database(options="LOCALE_PROVIDER icu ICU_LOCALE 'ar'")
    restore(tmp_path / "backup.zip", server.url(name))
    copy = open_database(server.url(name))
    assert exported(copy) == exported(sqlite_database)
    backup(copy, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "backup.zip").read_bytes()
    assert check(copy).findings == ()
    copy.close()
    server.drop_database(name)


def test_an_empty_library_can_be_kept_too(database: Database, places: Places, tmp_path: Path) -> None:
    backup(database, tmp_path / "empty.zip")
    location = places.fresh()
    restore(tmp_path / "empty.zip", location)
    copy = open_database(location)
    assert exported(copy) == {"annotation": b"", "jsonl": b""}
    copy.close()


def test_the_file_can_be_read_without_waqai(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        manifest = json.loads(file.read("manifest.json"))
        for table in manifest["tables"]:
            data = file.read(f"tables/{table['name']}.jsonl")
            assert hashlib.sha256(data).hexdigest() == table["sha256"]
            assert len(data.splitlines()) == table["rows"]
        codings = [json.loads(line) for line in file.read("tables/coding.jsonl").splitlines()]
    assert codings[0]["record"]["mentions"][0]["trigger"]["text"]
    assert [table["name"] for table in manifest["tables"]] == [table.name for table in backups.KEPT]


def test_the_state_of_one_moment_is_kept_while_others_write(
    filled: Database, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(filled)
    begun, written = threading.Event(), threading.Event()
    rows = backups._rows

    def slowly(connection: Any, table: Any) -> Any:
        yield from rows(connection, table)
        if table is schema.info:
            begun.set()
            assert written.wait(30)

    def write() -> None:
        assert begun.wait(30)
        fill_more(filled)
        written.set()

    monkeypatch.setattr(backups, "_rows", slowly)
    thread = threading.Thread(target=write)
    thread.start()
    manifest = backup(filled, tmp_path / "backup.zip")
    thread.join()
    assert exported(filled) != before
    assert manifest.counts["report"] == manifest.counts["revision"] == manifest.counts["coding"] == len(REPORTS)
    location = places.fresh()
    restore(tmp_path / "backup.zip", location)
    copy = open_database(location)
    assert exported(copy) == before
    copy.close()


def test_a_damaged_coding_is_kept_as_it_is(filled: Database, places: Places, tmp_path: Path) -> None:
    with filled.writing() as connection:
        connection.execute(update(schema.coding).where(schema.coding.c.id == 3).values(record=b"\x00broken\xff"))
    backup(filled, tmp_path / "backup.zip")
    location = places.fresh()
    restore(tmp_path / "backup.zip", location)
    copy = open_database(location)
    with copy.reading() as connection:
        record = connection.scalar(select(schema.coding.c.record).where(schema.coding.c.id == 3))
        assert record == b"\x00broken\xff"
        assert connection.scalar(select(func.count()).select_from(schema.mention))
    copy.close()


def test_a_backup_is_never_written_over_another_file(filled: Database, archive: Path) -> None:
    content = archive.read_bytes()
    assert "is there already; name another file" in _refused(lambda: backup(filled, archive))
    assert archive.read_bytes() == content


def test_a_folder_that_is_missing_is_named(filled: Database, tmp_path: Path) -> None:
    assert "there is no folder" in _refused(lambda: backup(filled, tmp_path / "no" / "backup.zip"))


def test_a_disk_that_is_full_leaves_nothing(filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("waqai.library.backup.ArchiveWriter.finish", full)
    folder = tmp_path / "full"
    folder.mkdir()
    assert "No space left on device" in _refused(lambda: backup(filled, folder / "backup.zip"))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("full", [False, True])
def test_a_library_is_never_restored_over_another(archive: Path, places: Places, full: bool) -> None:
    location = places.library(full=full)
    before = open_database(location)
    written = exported(before)
    assert "already" in _refused(lambda: restore(archive, location))
    assert exported(before) == written
    before.close()


#: what is found before any database is asked
found_before = pytest.mark.parametrize("backend", ["sqlite"])


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 2 // 3]


def _flip(content: bytes) -> bytes:
    place = content.index(b"tables/coding.jsonl") + 200
    return content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :]


_DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut": _cut,
    "flipped": _flip,
    "empty": lambda _: b"",
    "foreign": lambda _: b"PK\x03\x04 is not enough" * 10,
    "text": lambda _: "ليست نسخة".encode(),
    "end only": lambda content: content[-22:],
}


@found_before
@pytest.mark.parametrize("damage", _DAMAGE)
def test_a_damaged_file_is_named_and_nothing_is_half_made(archive: Path, places: Places, damage: str) -> None:
    archive.write_bytes(_DAMAGE[damage](archive.read_bytes()))
    location = places.fresh()
    words = _refused(lambda: restore(archive, location))
    assert words.startswith(f"{archive}: ")
    assert "nothing was restored" in words
    create_library(location).close()  # the place is as empty as before


def _rewrite(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None], *, sums: bool = True) -> None:
    """Change members and manifest of an archive; with `sums`, the manifest's sums are made right again."""
    with zipfile.ZipFile(path) as file:
        members = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members, manifest)
    for table in manifest["tables"] if sums else ():
        data = members.get(f"tables/{table['name']}.jsonl", b"")
        table |= {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "rows": data.count(b"\n")}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
        file.writestr("manifest.json", json.dumps(manifest))


def _without_rows(members: dict[str, bytes], _: dict[str, Any]) -> None:
    members["tables/item.jsonl"] = b"".join(members["tables/item.jsonl"].splitlines(keepends=True)[1:])


def _without_table(members: dict[str, bytes], _: dict[str, Any]) -> None:
    del members["tables/coding.jsonl"]


def _bomb(members: dict[str, bytes], _: dict[str, Any]) -> None:
    members["tables/watched.jsonl"] = b" " * 30_000_000


@found_before
@pytest.mark.parametrize("change", [_without_rows, _without_table, _bomb])
def test_a_table_that_is_not_what_the_manifest_says_is_named(
    archive: Path, places: Places, change: Callable[[dict[str, bytes], dict[str, Any]], None]
) -> None:
    _rewrite(archive, change, sums=False)
    words = _refused(lambda: restore(archive, places.fresh()))
    assert "is damaged: its table" in words


def _foreign_table(members: dict[str, bytes], manifest: dict[str, Any]) -> None:
    manifest["tables"].append({"name": "sqlite_master"})
    members["tables/sqlite_master.jsonl"] = b"{}\n"


def _other_columns(members: dict[str, bytes], _: dict[str, Any]) -> None:
    members["tables/watched.jsonl"] = b'{"input":"x","price":1}\n'


def _orphan(members: dict[str, bytes], _: dict[str, Any]) -> None:
    members["tables/revision.jsonl"] = b""


def _no_json(members: dict[str, bytes], _: dict[str, Any]) -> None:
    members["tables/watched.jsonl"] = b"{{{\n"


@pytest.mark.parametrize("change", [_foreign_table, _other_columns, _orphan, _no_json])
def test_a_file_of_wrong_content_gives_no_half_library(
    archive: Path, places: Places, change: Callable[[dict[str, bytes], dict[str, Any]], None]
) -> None:
    _rewrite(archive, change)
    location = places.fresh()
    assert str(archive) in _refused(lambda: restore(archive, location))
    create_library(location).close()


@found_before
@pytest.mark.parametrize(("field", "value"), [("schema", "9001"), ("version", 2)])
def test_a_file_of_a_newer_waqai_is_told(archive: Path, places: Places, field: str, value: object) -> None:
    _rewrite(archive, lambda _, manifest: manifest.update({field: value}))
    assert "was made by a newer Waqai" in _refused(lambda: restore(archive, places.fresh()))


def test_a_zip_of_something_else_is_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("photo.txt", "x")
    assert "is no backup of a library: it has no manifest" in _refused(lambda: restore(path, tmp_path / "new.db"))
    assert "cannot be read" in _refused(lambda: restore(tmp_path / "none.zip", tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_restore_that_breaks_off_leaves_the_place_empty(
    archive: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise KeyboardInterrupt

    location = places.fresh()
    with monkeypatch.context() as patch:
        patch.setattr(backups, "make_derived", fail)
        with pytest.raises(KeyboardInterrupt):
            restore(archive, location)
    restore(archive, location)
    copy = open_database(location)
    with copy.reading() as connection:
        assert len(list(stored_reports(connection))) == len(REPORTS)
    copy.close()


def test_what_postgres_cannot_keep_is_told(sqlite_database: Database, tmp_path: Path, request: Any) -> None:
    postgres = request.getfixturevalue("postgres")
    coded = msgspec.structs.replace(REPORTS[0], report=msgspec.structs.replace(REPORTS[0].report, text="نص\0"))
    fill(sqlite_database, [msgspec.structs.replace(coded, mentions=(), sentences=())])
    backup(sqlite_database, tmp_path / "backup.zip")
    location = postgres.url(postgres.new_database())
    assert "which PostgreSQL cannot keep" in _refused(lambda: restore(tmp_path / "backup.zip", location))
    shutil.rmtree(tmp_path, ignore_errors=True)
