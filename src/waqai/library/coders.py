"""The coder that a library is filled with: its name, its data's fingerprint, and what the processes send back."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Protocol

import msgspec

from waqai import __version__
from waqai.coder import Coder
from waqai.library.folding import index_words
from waqai.library.limits import indexable
from waqai.library.packing import pack
from waqai.records import CodedReport, EventMention, Report
from waqai.scale.processes import Work

#: where the compiled data lie that decide what a report is coded as
_DATA = ("waqai.knowledge", "waqai.languages.arabic")
_FINGERPRINT = 16


class OneCoder(Protocol):
    """What codes one report."""

    def code(self, report: Report) -> CodedReport:
        """Return `report` with its event mentions."""


class Coders(Protocol):
    """How to make coders that are all the same, in any process: an object that can be hashed and sent there."""

    @property
    def name(self) -> str:
        """Program and version, as `CodedReport.coder` says it."""

    @property
    def lexicon(self) -> str:
        """Fingerprint of the data they code with."""

    def make(self) -> OneCoder:
        """Return a new one."""


class PackagedCoders(msgspec.Struct, frozen=True):
    """Waqai's own coder with its packaged lexicon and knowledge."""

    @property
    def name(self) -> str:
        """Program and version."""
        return f"waqai {__version__}"

    @property
    def lexicon(self) -> str:
        """Fingerprint of the compiled lexicon and knowledge."""
        return lexicon_fingerprint()

    def make(self) -> OneCoder:
        """Return a new coder."""
        return Coder()


class Made(msgspec.Struct, frozen=True):
    """What came of one report: its `record` as it is kept, and of that what search reads.

    `mentions` come without their reasons, which nobody searches; `title` and `body` are search keys.
    """

    record: bytes
    coder: str
    mentions: tuple[EventMention, ...]
    title: str
    body: str


class Coding(msgspec.Struct, frozen=True):
    """Makes, in each process, the function that codes one report for a library."""

    coders: Coders

    def __call__(self) -> Work:
        """Return the function."""
        coder = self.coders.make()
        index_words("تحميل")  # loads what it needs, before the first report's time is counted
        return lambda report: _ENCODER.encode(make_record(coder.code(report)))


def make_record(coded: CodedReport) -> Made:
    """Return what a library keeps of `coded`."""
    mentions = tuple(msgspec.structs.replace(mention, because=()) for mention in coded.mentions)
    title, body = (indexable(index_words(words)) for words in (coded.report.title, coded.report.text))
    return Made(pack(coded), coded.coder, mentions, title, body)


def read_record(data: bytes) -> Made:
    """Return what `Coding` made."""
    return _DECODER.decode(data)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Made)


@cache
def lexicon_fingerprint() -> str:
    """Return 16 hexadecimal digits that differ whenever the packaged lexicon or knowledge do."""
    sums = hashlib.sha256()
    for package in _DATA:
        compiled = (file for file in files(package).iterdir() if file.name.endswith(".bin"))
        for file in sorted(compiled, key=lambda file: file.name):
            sums.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return sums.hexdigest()[:_FINGERPRINT]
