"""A file and its manifest: whole, counted, the same each time."""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from waqai import __version__
from waqai.export.base import dyads, happened
from waqai.export.formats import FILE_FORMATS, file_format
from waqai.export.manifest import MANIFEST_SUFFIX, export_file
from waqai.records import EventMention, Participant, Span, StoredReport

from .stored import ALL, HOSTILE, MENTIONS, export, hostile


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_manifest_tells_what_the_file_holds(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{FILE_FORMATS[name].suffix}"
    returned = export_file(iter(ALL), name, path, "type:CONSULT", {"limit": "10"})
    manifest = json.loads(path.with_name(path.name + MANIFEST_SUFFIX).read_text("utf-8"))
    data = path.read_bytes()
    assert manifest["sha256"] == hashlib.sha256(data).hexdigest() == returned.sha256
    assert manifest["bytes"] == len(data)
    assert (manifest["format"], manifest["reports"], manifest["mentions"]) == (name, len(ALL), MENTIONS)
    assert (manifest["query"], manifest["filters"]) == ("type:CONSULT", {"limit": "10"})
    assert manifest["waqai"] == __version__
    assert manifest["columns"] == list(file_format(name).load().columns)
    assert data == export(name, ALL)[0]


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_the_same_input_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    everything = [*ALL, *map(hostile, HOSTILE)]
    folders = [tmp_path / "1", tmp_path / "2"]
    for folder in folders:
        folder.mkdir()
        export_file(everything, name, folder / "out")
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
    assert first == second
    assert len(first) >= 2


@pytest.mark.parametrize("name", FILE_FORMATS)
def test_nothing_is_left_of_an_interrupted_export(name: str, tmp_path: Path) -> None:
    def breaks() -> Iterator[StoredReport]:
        yield ALL[0]
        raise KeyError

    with pytest.raises(KeyError):
        export_file(breaks(), name, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_garbage_is_collected_again_afterwards(tmp_path: Path) -> None:
    def seen() -> Iterator[StoredReport]:
        states.append(gc.isenabled())
        yield ALL[0]
        raise KeyError

    states: list[bool] = []
    with pytest.raises(KeyError):
        export_file(seen(), "csv", tmp_path / "out")
    assert states == [False]
    assert gc.isenabled()


def test_unknown_format_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="parquet"):
        file_format("xls")


def test_formats_are_described_and_named_once() -> None:
    for name, entry in FILE_FORMATS.items():
        assert entry.name == name
        assert entry.suffix.startswith(".")
        assert "/" in entry.media_type
        assert entry.description


def _mention(actors: str, recipients: str, status: str = "asserted", kind: str = "CONSULT") -> EventMention:
    sides = (tuple(Participant(name=name) for name in names) for names in (actors, recipients))
    return EventMention(0, Span("x", 0, 1), kind, "", (), status, False, *sides)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actors", "recipients", "pairs"),
    [("AB", "CD", "AC AD BC BD"), ("ABC", "", "AB AC BC"), ("A", "", "A."), ("", "CD", ".C .D"), ("", "", "..")],
)
def test_who_did_it_to_whom(actors: str, recipients: str, pairs: str) -> None:
    found = dyads(_mention(actors, recipients))
    assert " ".join("".join(one.name if one else "." for one in pair) for pair in found) == pairs


@pytest.mark.parametrize(
    ("status", "kind", "wanted"),
    [
        ("asserted", "ASSAULT", True),
        ("alleged", "ASSAULT", True),
        ("planned", "ASSAULT", False),
        ("planned", "AGREE", True),
        ("denied", "AGREE", False),
        ("negated", "CONSULT", False),
        ("hypothetical", "CONCEDE", False),
    ],
)
def test_what_is_said_to_have_happened(status: str, kind: str, wanted: bool) -> None:
    assert happened(_mention("A", "B", status, kind)) is wanted
