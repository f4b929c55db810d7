"""Where reports come from: files, folders, archives, addresses and standard input, in the order given."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, cast

import msgspec

from waqai.read.archive import archive_members
from waqai.read.checks import Defaults, check_report
from waqai.read.formats import ARCHIVES, FORMATS, SAMPLE, format_of, is_known, not_read, sniff, unknown, unpacked_name
from waqai.read.options import Answer, Fetches, Findings, Place, ReadOptions
from waqai.read.problems import InputProblem, os_reason
from waqai.read.streams import PACKINGS, BrokenInputError, begun, sought, unpacked
from waqai.records import Report

#: the name of standard input on the command line
STANDARD_INPUT = "-"
#: format -> the module with its function ``parse(stream, place, options)``
PARSERS = {
    "text": "waqai.read.text",
    "jsonl": "waqai.read.jsonl",
    "csv": "waqai.read.csv",
    "tsv": "waqai.read.csv",
    "parquet": "waqai.read.parquet",
    "html": "waqai.read.html",
    "feed": "waqai.read.feed",
    "warc": "waqai.read.warc",
}
#: what a server says its answer is -> format, where its first bytes do not tell
_SAID = {"text/html": "html", "application/xhtml+xml": "html", "text/csv": "csv", "text/tab-separated-values": "tsv"}
_FEED_ADDRESS = re.compile(r"\.(?:xml|rss|atom|rdf|json|opml)$|/(?:feed|rss|atom)\b", re.IGNORECASE)
#: formats that are read from their end
_FROM_THE_END = frozenset({"zip", "parquet"})
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LINK = "is a link to a folder and is not followed"
_CHUNK = 1 << 20
Parse = Callable[[BinaryIO, Place, ReadOptions], Findings]


class Item(msgspec.Struct, frozen=True):
    """One thing found in an input: a report, or why there is none.

    `input` is the argument as given, `where` the place in it (``file``, ``file:line``, ``archive!member:line``,
    ``feed#entry``, an address), which no other item of the same input has and which is the same whenever the same
    input is read again.
    """

    input: str
    where: str
    found: Report | InputProblem


def read_items(
    inputs: Iterable[str], defaults: Defaults | None = None, options: ReadOptions | None = None
) -> Iterator[Item]:
    """Yield everything found in `inputs` (files, folders, addresses, ``-``) in order.

    Nothing is left out silently except hidden files of a folder.
    """
    known, asked = defaults or Defaults(), options or ReadOptions()
    reader = _Reader(asked)
    for name in inputs:
        for where, found in reader.read(name):
            checked = found if isinstance(found, InputProblem) else check_report(found, where, known)
            yield Item(name, where, checked)


def read_inputs(
    inputs: Iterable[str], defaults: Defaults | None = None, options: ReadOptions | None = None
) -> Iterator[Report | InputProblem]:
    """Yield every report of `inputs` in order, a problem for each that cannot be read (`read_items` without places)."""
    for item in read_items(inputs, defaults, options):
        yield item.found


def count_reports(inputs: Iterable[str]) -> int | None:
    """Return about how many reports `inputs` hold, None where that takes reading them (archives, feeds, addresses).

    A file of JSON Lines or a table has one a line, any other file counts as one.
    """
    total = 0
    for name in inputs:
        if name == STANDARD_INPUT or _URL.match(name):
            return None
        path = Path(name)
        for file in (one for one, _ in _files_of(path)) if path.is_dir() else [path]:
            packing, inner = unpacked_name(file.name)
            form = format_of(inner)
            if packing or form in ARCHIVES | {"parquet", "xml", "opml", "warc", "json"}:
                return None
            total += _lines(file) if form in {"jsonl", "csv", "tsv"} else 1
    return total


def _lines(path: Path) -> int:
    try:
        if not path.is_file():
            return 1
        with path.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))
    except OSError:
        return 1


def _files_of(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield ``(path, why it is not read)`` for what a folder holds, sorted, without what is hidden."""
    found: list[tuple[str, Path, str]] = []

    def unreadable(error: OSError) -> None:
        path = Path(str(error.filename))
        found.append((path.relative_to(folder).as_posix(), path, f"cannot be read: {os_reason(error)}"))

    for root, folders, names in os.walk(folder, onerror=unreadable):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [here / name for name in folders if (here / name).is_symlink()]
        found += [(path.relative_to(folder).as_posix(), path, _LINK) for path in links]
        for name in names:
            if not name.startswith("."):
                path = here / name
                found.append(
                    (path.relative_to(folder).as_posix(), path, "" if path.is_file() else "is no file that can be read")
                )
    for _, path, wrong in sorted(found):
        yield path, wrong


class _Waiting:
    """Makes the fetcher at the first address: most inputs are none."""

    def __init__(self, options: ReadOptions) -> None:
        self._private = options.private_addresses
        self._made: Fetches | None = None

    def fetch(
        self, url: str, *, kind: Literal["page", "feed"] = "page", etag: str = "", modified: str = ""
    ) -> Answer | InputProblem:
        if self._made is None:
            from waqai.read.fetch import Fetcher, FetchSettings  # noqa: PLC0415  loaded at first use

            self._made = Fetcher(FetchSettings(private_addresses=self._private))
        return self._made.fetch(url, kind=kind, etag=etag, modified=modified)


class _Reader:
    """Reads one input after another with the same options."""

    def __init__(self, options: ReadOptions) -> None:
        self._fetcher: Fetches = options.fetcher or _Waiting(options)
        self._options = msgspec.structs.replace(options, fetcher=self._fetcher)

    def read(self, name: str) -> Findings:
        """Yield what is found in one input as given by the user."""
        if name == STANDARD_INPUT:
            place = Place(name="standard input")
            yield from self._guarded(place, lambda: self.stream(sys.stdin.buffer, place, "", named=True))
            return
        if _URL.match(name):
            is_feed = _FEED_ADDRESS.search(re.split(r"[?#]", name)[0])
            yield from self._address(name, "feed" if is_feed else "page")
            return
        path = Path(name)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError) as error:
            reason = os_reason(error) if isinstance(error, OSError) else str(error)
            yield name, InputProblem(name, f"cannot be read: {reason}", "check the name")
            return
        if is_folder:
            yield from self._folder(path, name)
        else:
            yield from self._file(path, Place(name=name, path=name, identifier=path.name), named=True)

    def _address(self, url: str, kind: Literal["page", "feed"], *, inside: bool = False) -> Findings:
        """Yield what is at an address; `inside` a list of feeds, no archive and no other list is opened."""
        answer = self._fetcher.fetch(url, kind=kind)
        if isinstance(answer, InputProblem):
            yield url, msgspec.structs.replace(answer, where=url)
            return
        place = Place(name=url, url=answer.url, charset=answer.charset, content_type=answer.content_type)
        body = cast("BinaryIO", BytesIO(answer.body))
        yield from self._guarded(place, lambda: self.stream(body, place, "", named=True, inside=inside))

    def _feeds(self, stream: BinaryIO, place: Place, *, asked: bool) -> Findings:
        if not asked:
            what = "lists feeds, which are fetched only when the list itself is named"
            yield place.name, InputProblem(place.name, what, "name this file as the input", "empty")
            return
        from waqai.read.opml import feeds_in  # noqa: PLC0415  loaded at first use

        for address in feeds_in(stream, place.name, place.charset):
            yield from self._address(address, "feed", inside=True)

    def _folder(self, folder: Path, name: str) -> Findings:
        empty = True
        for path, wrong in _files_of(folder):
            empty = False
            place = Place(name=str(path), path=str(path), identifier=path.relative_to(folder).as_posix())
            if wrong:
                yield place.name, InputProblem(place.name, wrong, "name the file itself, or leave it out")
            else:
                yield from self._file(path, place, named=False)
        if empty:
            endings = ", ".join(FORMATS)
            yield name, InputProblem(name, f"holds no report files ({endings})", "check the folder's name", "empty")

    def _file(self, path: Path, place: Place, *, named: bool) -> Findings:
        try:
            with path.open("rb") as stream:
                if stat.S_ISDIR(os.fstat(stream.fileno()).st_mode):  # pragma: no cover  a race
                    return
                yield from self._guarded(place, lambda: self.stream(stream, place, path.name, named=named))
        except FileNotFoundError:
            yield place.name, InputProblem(place.name, "no such file or folder", "check the name")
        except OSError as error:
            what = f"cannot be read: {os_reason(error)}"
            yield place.name, InputProblem(place.name, what, "check the file's permissions")

    def stream(
        self, stream: BinaryIO, place: Place, name: str, *, named: bool, packed: bool = False, inside: bool = False
    ) -> Findings:
        """Yield what is in one stream of bytes, whose format is told by the ending of `name` or by its first bytes.

        `named`: the user named it, so that an unknown ending is no hindrance; `packed`, `inside`: it comes out of a
        packed file or an archive, in which no other is opened.
        """
        problem = not_read(name, place.name) or (None if named or is_known(name) else unknown(name, place.name))
        if problem is not None:
            yield place.name, problem
            return
        packing, inner = unpacked_name(name)
        form = format_of(name)
        start = b""
        if not packing and form in {"", "xml", "json"}:
            start, stream = begun(stream, SAMPLE)
            form = sniff(start, self._options.mapping)
            form = _SAID.get(place.content_type, form) if form in {"text", "csv", "jsonl"} else form
            packing, inner = (form, name) if form in PACKINGS.values() else ("", name)
        if packing and (packed or inside):
            form = "packed"
        if inside and (form in ARCHIVES or form == "packed"):
            what = "is an archive in an archive, which is not opened"
            yield place.name, InputProblem(place.name, what, "unpack it and give the file", "quarantined")
        elif form == "packed":
            what = "is packed twice over, which is not opened"
            yield place.name, InputProblem(place.name, what, "unpack it and give the file", "quarantined")
        elif packing:
            opened = unpacked(stream, packing, mends=format_of(inner) == "warc")
            yield from self.stream(cast("BinaryIO", opened), place, inner, named=True, packed=True, inside=inside)
        elif form in ARCHIVES:
            yield from self._archive(stream, place, form)
        elif form == "opml":
            yield from self._feeds(stream, place, asked=named and not inside)
        else:
            yield from self._parsed(stream, place, form)

    def _parsed(self, stream: BinaryIO, place: Place, form: str) -> Findings:
        if form not in PARSERS:
            what = "is XML, but no feed, list of feeds or page"
            yield place.name, InputProblem(place.name, what, "save it as plain text (.txt) or JSON Lines")
            return
        parse = cast("Parse", import_module(PARSERS[form]).parse)
        with sought(stream) if form in _FROM_THE_END else nullcontext(stream) as opened:
            yield from parse(opened, place, self._options)

    def _archive(self, stream: BinaryIO, place: Place, form: str) -> Findings:
        empty = True
        with sought(stream) if form in _FROM_THE_END else nullcontext(stream) as opened:
            for member in archive_members(opened, form):
                empty = False
                part = place.inside("!", member.name)
                if member.stream is None:
                    yield part.name, InputProblem(part.name, member.what, member.next_step, member.kind)
                else:
                    yield from self._guarded(part, self._opened(member.stream, part, member.name))
        if empty:
            yield place.name, InputProblem(place.name, "is an archive without files", "leave it out", "empty")

    def _opened(self, stream: BinaryIO, part: Place, name: str) -> Callable[[], Findings]:
        return lambda: self.stream(stream, part, name, named=False, inside=True)

    @staticmethod
    def _guarded(place: Place, work: Callable[[], Findings]) -> Findings:
        """Yield what `work` finds; what goes wrong in it is the place's problem and ends only this place."""
        try:
            yield from work()
        except BrokenInputError as error:
            yield place.name, error.at(place.name)
        except OSError as error:
            what = f"cannot be read: {os_reason(error)}"
            yield place.name, InputProblem(place.name, what, "check the file's permissions")
        except Exception as error:  # noqa: BLE001  whatever a parser does with hostile bytes, the others are read
            what = f"breaks its reader ({type(error).__name__})"
            yield place.name, InputProblem(place.name, what, "leave it out, and report it", "quarantined")
