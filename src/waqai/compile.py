"""Writes what is made from other files: the compiled lexicon and knowledge base, and the JSON Schema of the records.

``python -m waqai.compile`` renews them (``scripts/compile-data``); ``--check`` only tells whether they are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import msgspec

from waqai.knowledge.compile import compile_folder
from waqai.languages.arabic.language import FORMS_FILE, FRAMES_FILE, WORDS_FILE
from waqai.languages.arabic.lexicon_compile import compile_lexicon, lexicon_folder
from waqai.languages.arabic.word_list_compile import general_words, pack_words
from waqai.packed import unpack
from waqai.records import CodedReport

_PACKAGE = Path(__file__).parent


def schema() -> bytes:
    """Return the JSON Schema of `CodedReport` and all records in it."""
    found = msgspec.json.schema(CodedReport)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A coded report of Waqai", **found}
    return msgspec.json.format(msgspec.json.encode(found, order="sorted"), indent=2) + b"\n"


def made_files() -> Iterator[tuple[Path, bytes]]:
    """Yield every generated file with what it must hold; raises ValueError on the first mistake in its sources."""
    lexicon = lexicon_folder()
    forms, frames = compile_lexicon(lexicon)
    yield lexicon.parent / FORMS_FILE, forms
    yield lexicon.parent / FRAMES_FILE, frames
    knowledge = _PACKAGE / "knowledge"
    yield knowledge / "knowledge.bin", compile_folder(knowledge / "data")
    docs = _PACKAGE.parents[1] / "docs"
    if docs.is_dir():
        yield docs / "schema.json", schema()


def local_files() -> Iterator[tuple[Path, bytes]]:
    """Yield what is made on each machine from what is installed there, to start faster."""
    yield lexicon_folder().parent / WORDS_FILE, pack_words(general_words())


def outdated() -> list[Path]:
    """Return the generated files that do not hold what their sources say."""
    return [path for path, data in made_files() if not _holds(path, data)]


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether a file holds `data`, packed or not as they are."""
    if not path.exists():
        return False
    stored = path.read_bytes()
    return stored == data or (stored != payload(stored) == payload(data) != data)


def payload(data: bytes) -> bytes:
    """Return what compressed `data` holds (builds of zlib compress differently), other data as it is."""
    try:
        return unpack(data, "")
    except ValueError:
        return data


def main(arguments: list[str]) -> int:
    """Write all generated files, or with ``--check`` name the outdated ones; return the exit status.

    With ``--local`` only those that are made on each machine are written.
    """
    say = sys.stdout.write
    if "--check" in arguments:
        old = outdated()
        for path in old:
            say(f"{path}: not what its sources say; run scripts/compile-data\n")
        say("" if old else "all compiled files are up to date\n")
        return 1 if old else 0
    local = "--local" in arguments
    for path, data in local_files() if local else chain(made_files(), local_files()):
        if _holds(path, data):
            say(f"{path}: up to date\n")
            continue
        path.write_bytes(data)
        say(f"{path}: {len(data):,} bytes written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
