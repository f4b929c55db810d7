"""The file of a backup: a ZIP archive of JSON Lines, a table each, and a manifest with counts and checksums.

The same content gives the same bytes, whichever database it came from: rows stand in the order of their keys, members
carry no date.  Of a coding the JSON itself stands in its row, so that the archive can be read without Waqai.
"""

from __future__ import annotations

import base64
import hashlib
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import msgspec

from waqai.library.failures import LibraryError

FORMAT = "waqai-library-backup"
VERSION = 1
_MANIFEST = "manifest.json"
_MOST = 1024 * 1024
_CHUNK = 1024 * 1024
_LEVEL = 4
#: the level that `waqai.library.packing` uses
_PACKED = 1
_STRANGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Member(msgspec.Struct, frozen=True):
    """What the manifest tells of a table: `bytes` and `sha256` are those of its JSON Lines."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What an archive holds; `schema` is the version of the library's tables, `library` its id."""

    format: str
    version: int
    schema: str
    library: str
    tables: tuple[Member, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {member.name: member.rows for member in self.tables}


class ArchiveWriter:
    """Writes an archive, a table after the other."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._members: list[Member] = []

    def add(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """Write one table."""
        count = size = 0
        digest = hashlib.sha256()
        with self._open(_member(name)) as stream:
            for row in rows:
                line = msgspec.json.encode({key: _outward(key, value) for key, value in row.items()}) + b"\n"
                digest.update(line)
                stream.write(line)
                count += 1
                size += len(line)
        self._members.append(Member(str(name), count, size, digest.hexdigest()))

    def finish(self, schema: str, library: str) -> Manifest:
        """Write the manifest, close the file and return what it holds."""
        manifest = Manifest(FORMAT, VERSION, schema, library, tuple(self._members))
        with self._open(_MANIFEST) as stream:
            stream.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
        self._zip.close()
        return manifest

    def abandon(self) -> None:
        """Close the file as it is."""
        with suppress(OSError):  # the disk may be full
            self._zip.close()

    def _open(self, name: str) -> IO[bytes]:
        # this date is the first that ZIP knows, and the default of ZipInfo
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        entry.create_system = 3
        entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001  public only from Python 3.13 on
        return self._zip.open(entry, "w", force_zip64=True)


class ArchiveReader:
    """Reads an archive; every fault of it is a `LibraryError` that names it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as error:
            raise LibraryError(f"{path}: cannot be read ({error.strerror or error})") from error
        except _STRANGE as error:
            raise self.fault(f"is no backup of a library, or its end is missing ({error})") from error
        try:
            self.manifest = self._read_manifest()
        except BaseException:
            self.close()
            raise

    def fault(self, what: str) -> LibraryError:
        """Return the error for this archive; nothing was restored."""
        return LibraryError(f"{self.path}: {what}; nothing was restored: take another backup")

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def verify(self) -> None:
        """Compare every table with the manifest's checksums and counts."""
        for member in self.manifest.tables:
            digest, size, rows = hashlib.sha256(), 0, 0
            for chunk in self._chunks(member):
                digest.update(chunk)
                size += len(chunk)
                rows += chunk.count(b"\n")
            if (digest.hexdigest(), size, rows) != (member.sha256, member.bytes, member.rows):
                raise self.fault(f"is damaged: its table {member.name!r} is not what the manifest says")

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, all of them in flat memory."""
        decode = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
        try:
            with self._zip.open(_member(name)) as stream:
                for line in stream:
                    yield {key: _inward(key, value) for key, value in decode(line).items()}
        except (*_STRANGE, msgspec.MsgspecError, ValueError) as error:
            raise self.fault(f"is damaged: its table {name!r} cannot be read ({error})") from error

    def _chunks(self, member: Member) -> Iterator[bytes]:
        left = member.bytes
        try:
            with self._zip.open(_member(member.name)) as stream:
                while chunk := stream.read(_CHUNK):
                    left -= len(chunk)
                    yield chunk
                    if left < 0:
                        return  # more than the manifest says: no need to unpack it all
        except (*_STRANGE, KeyError, OSError) as error:
            raise self.fault(f"is damaged: its table {member.name!r} cannot be read ({error})") from error

    def _read_manifest(self) -> Manifest:
        try:
            with self._zip.open(_MANIFEST) as stream:
                manifest = msgspec.json.decode(stream.read(_MOST), type=Manifest)
        except KeyError:
            raise self.fault("is no backup of a library: it has no manifest") from None
        except (*_STRANGE, OSError, msgspec.MsgspecError) as error:
            raise self.fault(f"is no backup of a library: its manifest cannot be read ({error})") from error
        if manifest.format != FORMAT:
            raise self.fault("is no backup of a library")
        if manifest.version > VERSION:
            raise LibraryError(f"{self.path}: was made by a newer Waqai (backup {manifest.version}); install that")
        return manifest


def _member(name: str) -> str:
    return f"tables/{name}.jsonl"


def _outward(key: str, value: Any) -> Any:
    """Return what stands in the archive: of bytes their JSON, or what they are in base 64."""
    if not isinstance(value, bytes):
        return value
    if key == "record":
        try:
            plain = zlib.decompress(value)
            msgspec.json.decode(plain)
        except (zlib.error, msgspec.MsgspecError):
            pass  # a damaged coding is kept as it is: `waqai check` tells it
        else:
            if zlib.compress(plain, _PACKED) == value and b"\n" not in plain:
                return msgspec.Raw(plain)
    return {"base64": base64.b64encode(value).decode()}


def _inward(key: str, value: msgspec.Raw) -> Any:
    if key == "record":
        plain = bytes(value)
        if not plain.startswith(b'{"base64":'):
            return zlib.compress(plain, _PACKED)
    plainly = msgspec.json.decode(value)
    if isinstance(plainly, dict):
        return base64.b64decode(plainly["base64"], validate=True)
    return plainly
