"""A whole library into one file and back, from either database into either.

What search reads is not in the file: it is made anew from the codings when the file is restored.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, MetaData, Table, Text, func, insert, select
from sqlalchemy.exc import IntegrityError

from waqai.library import schema
from waqai.library.archive import ArchiveReader, ArchiveWriter, Manifest
from waqai.library.connection import Database, LibraryError
from waqai.library.migrations import HEAD, current_version, upgrade
from waqai.library.opening import check_path, check_vacant
from waqai.library.reindex import make_derived
from waqai.library.stored import in_byte_order

_PAGE = 500
#: what a backup holds, those that others point to first
KEPT = tuple(table for table in schema.metadata.sorted_tables if table not in schema.DERIVED)


def backup(database: Database, target: str | Path) -> Manifest:
    """Write the library as it is at this moment into the file `target`, others may write on meanwhile.

    Raises `LibraryError` when the file exists or cannot be written; then nothing is left of it.
    """
    path = Path(target)
    if path.exists():
        raise LibraryError(f"{path}: is there already; name another file, or remove it first")
    try:
        with _beside(path) as half:
            manifest = _write(database, half)
            half.replace(path)
    except OSError as error:
        raise LibraryError(f"{path}: cannot be written ({error.strerror or error}); nothing was kept") from error
    return manifest


def restore(archive: str | Path, location: str | Path) -> Manifest:
    """Make a library at the empty place `location` from a backup and return what the backup held.

    The whole file is checked first.  Raises `LibraryError` when it is damaged or no backup, or the place is taken;
    then nothing is left at the place.
    """
    with closing(ArchiveReader(Path(archive))) as reader:
        if reader.manifest.schema > HEAD:
            raise LibraryError(f"{archive}: was made by a newer Waqai (schema {reader.manifest.schema}); install that")
        reader.verify()
        database = Database(location)
        path = database.path
        if path is None:
            with closing(database):
                _load(reader, database)
            return reader.manifest
        check_path(database)
        _check_free(path)
        try:
            with _beside(path) as half:
                with closing(Database(half)) as new:
                    _load(reader, new)
                _check_free(path)
                half.replace(path)
        except OSError as error:
            raise LibraryError(f"{path}: cannot be written ({error.strerror or error}); nothing was kept") from error
    return reader.manifest


def _write(database: Database, path: Path) -> Manifest:
    with database.reading() as connection:
        writer = ArchiveWriter(path)
        try:
            for table in KEPT:
                writer.add(table.name, _rows(connection, table))
            library = connection.scalar(select(schema.info.c.value).where(schema.info.c.key == "id")) or ""
            manifest = writer.finish(current_version(connection), library)
        except BaseException:
            writer.abandon()
            raise
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    return manifest


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    keys = list(table.primary_key.columns)
    order = in_byte_order(connection, *keys) if all(isinstance(key.type, Text) for key in keys) else keys
    query = select(table).order_by(*order)
    for row in connection.execution_options(yield_per=_PAGE).execute(query).mappings():
        yield dict(row)


def _load(reader: ArchiveReader, database: Database) -> None:
    """Fill an empty place in one transaction: as the schema was then, brought up to date, then what search reads."""
    try:
        _load_all(reader, database)
    except IntegrityError as error:
        raise reader.fault(f"holds rows that do not belong together ({' '.join(str(error.orig).split())})") from error


def _load_all(reader: ArchiveReader, database: Database) -> None:
    with database.writing() as connection:
        check_vacant(database, connection)
        upgrade(connection, reader.manifest.schema)
        for member in reader.manifest.tables:
            _fill(reader, connection, member.name)
        for name, rows in reader.manifest.counts.items():
            table = Table(name, MetaData(), autoload_with=connection)
            found = connection.scalar(select(func.count()).select_from(table))
            if found != rows:
                raise reader.fault(f"holds {rows} rows of {name!r}, of which {found} could be kept")
        upgrade(connection)
        make_derived(connection)


def _fill(reader: ArchiveReader, connection: Connection, name: str) -> None:
    if name not in {table.name for table in KEPT}:
        raise reader.fault(f"holds a table that no library has ({name!r})")
    # as the schema of the backup has it, not as this version knows it
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    columns = set(table.columns.keys())
    page: list[dict[str, Any]] = []
    for row in reader.rows(name):
        if row.keys() != columns:
            raise reader.fault(f"has other columns in {name!r} than schema {reader.manifest.schema}")
        page.append(row)
        if len(page) == _PAGE:
            connection.execute(insert(table), page)
            page = []
    if page:
        connection.execute(insert(table), page)


def _check_free(path: Path) -> None:
    if path.exists() and path.stat().st_size:
        raise LibraryError(f"{path}: is there already; restore into an empty place")


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Give a new file in the same folder, which is gone at the end unless it was moved to its place."""
    if not path.parent.is_dir():
        raise LibraryError(f"{path}: there is no folder {path.parent}; make it first")
    half = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    half.touch(exist_ok=False)
    try:
        yield half
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            half.with_name(f"{half.name}{end}").unlink(missing_ok=True)
