"""A file with what a library holds, and beside it a manifest that says what is in it.

The manifest tells how many reports, mentions and rows the file must have, what was asked for and the file's checksum,
so that nobody takes a short file for a whole one.  It holds no clock time: the same input gives the same bytes.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from waqai import __version__
from waqai.export.base import FileExporter
from waqai.export.formats import file_format
from waqai.export.output import is_device, open_binary_output
from waqai.records import StoredReport

#: what is added to a file's name for its manifest
MANIFEST_SUFFIX = ".manifest.json"
_COLLECT = 20_000


class Manifest(msgspec.Struct, frozen=True, rename={"size": "bytes"}):
    """What was written; `notes` as in `waqai.export.base.Counts`, `sha256` and `size` ("bytes" in JSON) the file's."""

    format: str
    media_type: str
    reports: int
    mentions: int
    rows: int
    notes: dict[str, int]
    query: str
    filters: dict[str, str]
    waqai: str
    columns: tuple[str, ...]
    sha256: str
    size: int

    def to_json(self) -> bytes:
        """Return it as readable JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


class _Measured:
    """A stream of bytes that counts and hashes what passes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._digest = hashlib.sha256()
        self.size = 0
        self.closed = False

    def write(self, data: bytes) -> int:
        """Pass the bytes on."""
        self._digest.update(data)
        self.size += len(data)
        self._out.write(data)
        return len(data)

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """Pass all pieces on."""
        for piece in pieces:
            self.write(piece)

    def tell(self) -> int:
        """Return how many bytes passed."""
        return self.size

    def flush(self) -> None:
        """Flush what is below."""
        self._out.flush()

    def close(self) -> None:
        """Leave the stream below open: who opened it closes it."""

    def readable(self) -> bool:
        """Return false."""
        return False

    def writable(self) -> bool:
        """Return true."""
        return True

    def seekable(self) -> bool:
        """Return false."""
        return False

    @property
    def sha256(self) -> str:
        """The checksum of all that passed."""
        return self._digest.hexdigest()


@contextmanager
def _seldom_collected(reports: Iterable[StoredReport]) -> Iterator[Iterable[StoredReport]]:
    """Give the reports while cyclic garbage is looked for once in `_COLLECT` of them only.

    Records hold no cycles and die with their last use.  Looking through them all the time took a quarter of an export.
    Whoever finds the collector off leaves it so.
    """
    if not gc.isenabled():
        yield reports
        return

    def passing() -> Iterator[StoredReport]:
        for number, stored in enumerate(reports, 1):
            yield stored
            if number % _COLLECT == 0:
                gc.collect()

    gc.disable()
    try:
        yield passing()
    finally:
        gc.enable()


def export_file(
    reports: Iterable[StoredReport],
    name: str,
    path: Path | None,
    query: str = "",
    filters: Mapping[str, str] | None = None,
    exporter: FileExporter | None = None,
) -> Manifest:
    """Write `reports` in the format `name` to `path` (None: standard output) and return the manifest.

    A regular file gets its manifest and the files that belong to the format beside it, each appearing whole or not at
    all.  `query` and `filters` say what was asked for.  Raises `KeyError` for an unknown format and OSError when it
    cannot be written.
    """
    entry = file_format(name)
    writer = exporter or entry.load()
    with open_binary_output(path) as out:
        measured = _Measured(out)
        with _seldom_collected(reports) as passing:
            counts = writer.write(passing, cast("BinaryIO", measured))
    manifest = Manifest(
        format=name,
        media_type=entry.media_type,
        reports=counts.reports,
        mentions=counts.mentions,
        rows=counts.rows,
        notes=dict(sorted(counts.notes.items())),
        query=query,
        filters=dict(sorted((filters or {}).items())),
        waqai=__version__,
        columns=tuple(writer.columns),
        sha256=measured.sha256,
        size=measured.size,
    )
    if path is not None and not is_device(path):
        beside = {**writer.companions(), MANIFEST_SUFFIX: manifest.to_json()}
        for suffix, data in beside.items():
            with open_binary_output(path.with_name(path.name + suffix)) as out:
                out.write(data)
    return manifest
