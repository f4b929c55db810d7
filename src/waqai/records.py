"""The nouns everybody shares: reports, event mentions and their parts.

Every record is immutable and goes to JSON and back without loss (`to_json`, `from_json`).
Offsets are half-open ``[start, end)`` positions in Unicode code points of the *original* title or
text, never of a normalised copy.  Field names follow the codebook's annotation file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)
Part = Literal["title", "text"]
Status = Literal["asserted", "planned", "hypothetical", "negated", "denied", "alleged"]
Precision = Literal["site", "settlement", "admin1", "country", "region", ""]
SourceKind = Literal[
    "outlet",
    "agency",
    "broadcaster",
    "official",
    "institution",
    "document",
    "expert",
    "witness",
    "anonymous",
    "party",
    "social_media",
]
Comparison = Literal["=", ">=", "<=", "~"]


class Span(msgspec.Struct, frozen=True):
    """Words of the report: ``report.part(span.part)[span.start:span.end] == span.text``."""

    text: str
    start: int
    end: int
    part: Part = "text"


class Report(msgspec.Struct, frozen=True):
    """One news report as it came in; only `text` is required.

    `published` is an ISO date (``2020-02-05``) or empty when unknown; `language` is an ISO 639-1
    code or empty, in which case it is identified.
    """

    text: str
    title: str = ""
    id: str = ""
    url: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""

    def part(self, name: Part) -> str:
        """Return the title or the text."""
        return self.title if name == "title" else self.text


class Participant(msgspec.Struct, frozen=True):
    """One noun phrase that acts or is acted upon.

    `text` is None for a dropped subject or a pronoun inside the verb.  `name` is the canonical name
    in Latin script and `name_local` the one in the article's script, both empty when unknown.
    `country` is ISO 3166 alpha-3 or a PLOVER body code (UNO, EUR, IGO ...), `sector` a PLOVER
    sector, `role` the office or description as written, `entity` an id of the knowledge base.
    """

    text: Span | None = None
    name: str = ""
    name_local: str = ""
    country: str = ""
    sector: str = ""
    role: str = ""
    entity: str = ""
    wikidata: str = ""


class Place(msgspec.Struct, frozen=True):
    """Where it happened: the most specific named place, or a movement's `origin` and `destination`."""

    text: Span | None = None
    name: str = ""
    country: str = ""
    admin1: str = ""
    geonames: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Precision = ""
    origin: Place | None = None
    destination: Place | None = None


class When(msgspec.Struct, frozen=True):
    """Days ``[start, end]`` (ISO dates, both inclusive); an empty bound is open.

    `granularity` is ``day``, ``week``, ``month``, ``quarter``, ``year`` or empty; `inferred` tells that no expression
    of the sentence gave it; `constraint` keeps what is known where no interval can be computed.
    """

    text: Span | None = None
    start: str = ""
    end: str = ""
    granularity: str = ""
    inferred: bool = False
    constraint: str = ""


class Source(msgspec.Struct, frozen=True):
    """One link of the attribution chain; links run from the outlet inward to the first speaker."""

    kind: SourceKind
    text: Span | None = None
    name: str = ""
    entity: str = ""
    cue: Span | None = None


class Quantity(msgspec.Struct, frozen=True):
    """A number that belongs to the event: ``>= 100 tonne`` of aid, ``= 12 person`` killed."""

    text: Span
    what: str
    op: Comparison
    value: float
    unit: str = ""


class Reason(msgspec.Struct, frozen=True):
    """Why a field has its value: the rule, frame slot or knowledge entry, and the words behind it."""

    field: str
    rule: str
    detail: str = ""
    evidence: Span | None = None


class EventMention(msgspec.Struct, frozen=True):
    """One predicate in one sentence by which an actor does something of one of the 16 types."""

    sentence: int
    trigger: Span
    type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    status: Status = "asserted"
    historical: bool = False
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: Place | None = None
    date: When = When()
    attribution: tuple[Source, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    event: int = 0
    because: tuple[Reason, ...] = ()


class CodedReport(msgspec.Struct, frozen=True):
    """A report with its event mentions.

    `sentences` gives each sentence's words; sentence 0 is the title when there is one.
    """

    report: Report
    mentions: tuple[EventMention, ...] = ()
    sentences: tuple[Span, ...] = ()
    coder: str = ""


class StoredReport(msgspec.Struct, frozen=True):
    """A coded report as a library keeps it, or those of its mentions that a query asked for.

    `key` names the report in every library that holds it: 32 hexadecimal digits made from its address (or, where it
    has none, its words).  `positions` gives the number in the report, from 1, of each of `coded.mentions`.  `digest`
    is made from the words of this revision, `revision` its number, from 1, among `revisions`.  `annotator` is empty
    for a machine's coding; `lexicon` names the data it was coded with.
    """

    key: str
    coded: CodedReport
    positions: tuple[int, ...] = ()
    digest: str = ""
    revision: int = 1
    revisions: int = 1
    annotator: str = ""
    lexicon: str = ""


def spans_of(record: object) -> Iterator[Span]:
    """Yield every span anywhere in a record (or a tuple of records), in the order of its fields."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, msgspec.Struct):
        for field in record.__struct_fields__:
            yield from spans_of(getattr(record, field))
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_of(item)


def to_json(record: msgspec.Struct) -> bytes:
    """Return the record as compact UTF-8 JSON with fields in declared order."""
    return msgspec.json.encode(record)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Read one record of `kind`; raises `msgspec.ValidationError` naming the field that is wrong."""
    return msgspec.json.decode(data, type=kind)
