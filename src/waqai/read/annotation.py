"""Annotation files (codebook, section 10) as what people coded.

Words may be objects with offsets or plain strings, which are looked for in their sentence, then in the whole report.
Where a field holds a list of defensible values, the first counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from waqai.read.human import SOMEBODY, HumanCoding, UnclearError, check_codes, checked_span
from waqai.read.locating import SPLIT, Range, locate, sentences_of, whole
from waqai.read.problems import InputProblem
from waqai.records import EventMention, Participant, Place, Quantity, Report, Source, Span, When

_T = TypeVar("_T", bound=msgspec.Struct)
_NEXT = "mend it and import the file again"
_SHAPE = 'write one annotated report a line: {"text": "…", "events": […]}'
_Broken = (msgspec.ValidationError, UnclearError, KeyError, TypeError, ValueError, AttributeError)


def parse_annotations(
    lines: Iterable[bytes], name: str, texts: Mapping[str, Report] | None = None, annotator: str = ""
) -> Iterator[HumanCoding | InputProblem]:
    """Yield what each line that is not blank holds, after the problems of its events.

    `name` is the file as the user calls it; `texts` gives the reports by id for lines without a text; `annotator`
    names who coded what names nobody.
    """
    for number, line in enumerate(lines, 1):
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if data.strip():
            yield from _parse_line(data, f"{name}:{number}", texts or {}, annotator)


def _parse_line(
    data: bytes, where: str, texts: Mapping[str, Report], annotator: str
) -> Iterator[HumanCoding | InputProblem]:
    try:
        row = msgspec.json.decode(data, type=dict[str, Any])
        report = _report(row, texts)
        events = row.get("events") or []
        reader = _Reader(report, _sentences(report, row.get("sentences")))
        if not isinstance(events, list):
            raise UnclearError("events is no list")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, *_Broken) as error:
        yield InputProblem(where, f"is no annotated report: {_said(error)}", _SHAPE)
        return
    mentions = []
    for place, event in enumerate(events, 1):
        try:
            mentions.append(reader.mention(event, place))
        except _Broken as error:
            yield InputProblem(where, f"event {place} is left out: {_said(error)}", _NEXT)
    who = row.get("annotator") or annotator or SOMEBODY
    revision = row.get("revision", 1)
    revision = revision if isinstance(revision, int) and revision > 0 else 1
    yield HumanCoding(where, report, tuple(mentions), str(who), reader.sentences, str(row.get("key") or ""), revision)


def _said(error: BaseException) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]} is missing"
    return " ".join(str(error).split()) or type(error).__name__


def _report(row: Mapping[str, Any], texts: Mapping[str, Report]) -> Report:
    known = texts.get(row.get("id", "")) if not row.get("text") else None
    if known is None:
        fields = {name: row[name] for name in Report.__struct_fields__ if row.get(name)}
        if "text" not in fields:
            raise UnclearError("text is missing, and no report of that id is known")
        known = msgspec.convert(fields, Report)
    digest = row.get("sha256")
    if digest and hashlib.sha256(known.text.encode()).hexdigest() != digest:
        raise UnclearError("the text is not the one that was annotated (sha256 differs)")
    return known


def _sentences(report: Report, offsets: Any) -> tuple[Span, ...]:
    """Return the sentences of a line: ``[start, end]`` in the text, ``[0, 0]`` for the title; by rule without them."""
    if not offsets:
        return sentences_of(report)
    spans = []
    for start, end in offsets:
        if end > start:
            spans.append(Span(report.text[start:end], start, end))
        else:
            spans.append(Span(report.title, 0, len(report.title), "title"))
    return tuple(spans)


def first(value: Any) -> Any:
    """Return the first of a list of defensible values, anything else as it is."""
    return (value[0] if value else None) if isinstance(value, list) else value


class _Reader:
    """Reads the events of one report and finds their words in it."""

    def __init__(self, report: Report, sentences: tuple[Span, ...]) -> None:
        self._report = report
        self.sentences = sentences
        #: triggers that were looked for and found, so that the same words twice are two places
        self._taken: set[tuple[str, Range]] = set()

    def mention(self, event: dict[str, Any], place: int) -> EventMention:
        """Return one event; raises what `_Broken` lists for one that cannot be understood."""
        number = _number(event.get("sentence"))
        areas = self._areas(number)
        kind = first(event["type"]) or ""
        mode, status = first(event.get("mode")) or "", first(event.get("status")) or "asserted"
        contexts = tuple(dict.fromkeys(event.get("contexts") or ()))
        checked = check_codes(kind, mode, status, contexts)
        where = self._place(first(event.get("place")) or {}, areas)
        return EventMention(
            sentence=number,
            trigger=self._trigger(event["trigger"], kind, areas),
            type=kind,
            mode=mode,
            contexts=contexts,
            status=checked,
            historical=bool(first(event.get("historical"))),
            actors=tuple(self._record(item, Participant, areas) for item in event.get("actors") or ()),
            recipients=tuple(self._record(item, Participant, areas) for item in event.get("recipients") or ()),
            place=where if where != Place() else None,
            date=self._date(first(event.get("date")) or {}, areas),
            attribution=tuple(self._source(item, areas) for item in _chain(event.get("attribution"))),
            quantities=tuple(self._record(item, Quantity, areas) for item in event.get("quantities") or ()),
            event=_number(event.get("event")) or place,
        )

    def _areas(self, number: int) -> list[Range]:
        if not 0 <= number < len(self.sentences):
            return whole(self._report)
        sentence = self.sentences[number]
        return [(sentence.part, sentence.start, sentence.end)]

    def _trigger(self, value: Any, kind: str, areas: list[Range]) -> Span:
        value = first(value)
        if not value:
            raise UnclearError("the trigger has no words")
        if isinstance(value, str) and SPLIT in value:
            # the noun of a light verb stands for both, as in the coder's own records
            value = value.rsplit(SPLIT, 1)[1]
        if not isinstance(value, str):
            span = self._span(value, areas)
            if span is None:
                raise UnclearError("the trigger has no words")
            return span
        found = self._found(value, areas)
        hit = next((one for one in found if (kind, one) not in self._taken), found[0])
        self._taken.add((kind, hit))
        return self._words(hit)

    def _span(self, value: Any, areas: list[Range]) -> Span | None:
        """Return the words of a field, None for no words."""
        value = first(value)
        if isinstance(value, dict):
            if value.get("start") is not None and value.get("end") is not None:
                return checked_span(self._report, msgspec.convert({"part": "text", **value}, Span))
            value = value.get("text")
        if not value:
            return None
        if not isinstance(value, str):
            raise UnclearError(f"words expected, not {value!r}")
        pieces = [self._found(piece, areas)[0] for piece in value.split(SPLIT) if piece.strip()]
        part, start, end = pieces[0][0], min(one[1] for one in pieces), max(one[2] for one in pieces)
        return self._words((part, start, end)) if all(one[0] == part for one in pieces) else self._words(pieces[0])

    def _found(self, words: str, areas: list[Range]) -> list[Range]:
        found = locate(self._report, words, areas) or locate(self._report, words, whole(self._report))
        if not found:
            raise UnclearError(f"the words «{words}» do not stand in the report")
        return found

    def _words(self, hit: Range) -> Span:
        part, start, end = hit
        return Span(self._report.part(part)[start:end], start, end, part)

    def _record(self, item: Any, kind: type[_T], areas: list[Range], **more: Any) -> _T:
        if not isinstance(item, dict):
            raise UnclearError(f"an object with a text expected, not {item!r}")
        fields = {name: first(item.get(name)) for name in kind.__struct_fields__ if name not in {"text", *more}}
        known = {name: value for name, value in fields.items() if value is not None}
        return msgspec.convert(
            {**known, "text": self._span(item.get("text"), areas), **more}, kind, from_attributes=True
        )

    def _place(self, item: Any, areas: list[Range]) -> Place:
        if not isinstance(item, dict):
            raise UnclearError(f"a place must be an object, not {item!r}")
        ends = {name: self._place(item[name], areas) if item.get(name) else None for name in ("origin", "destination")}
        return self._record(item, Place, areas, **ends)

    def _date(self, item: Any, areas: list[Range]) -> When:
        found = self._record(item, When, areas)
        for day in (found.start, found.end):
            if day and not _is_day(day):
                raise UnclearError(f"{day!r} is no day (YYYY-MM-DD)")
        return found

    def _source(self, item: Any, areas: list[Range]) -> Source:
        if not isinstance(item, dict):
            raise UnclearError(f"a source must be an object, not {item!r}")
        return self._record(item, Source, areas, cue=self._span(item.get("cue"), areas))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _number(value: Any) -> int:
    value = first(value)
    if not isinstance(value, int | None):
        raise UnclearError(f"{value!r} is no number")
    return value or 0


def _chain(value: Any) -> list[Any]:
    """Return the chain of sources, the first of several."""
    value = value or []
    return list(value[0]) if value and isinstance(value[0], list) else list(value)
