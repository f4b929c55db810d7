"""Annotated reports: the codebook's annotation file as gold, and coded reports in the same shape.

In gold any field may hold one value or a list of defensible ones, so every field here is a tuple of alternatives.
A phrase keeps the places of the report where it may stand, so that two phrases can be compared by overlap even when
the annotator wrote the words only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from waqai.languages.arabic.orthography import fold
from waqai.read.locating import SPLIT, Range, locate
from waqai.records import CodedReport, EventMention, Part, Participant, Place, Report, Source, Span

_WORD = re.compile(r"\w+")


class GoldError(ValueError):
    """An annotation file cannot be read; the message names file, line and what is wrong."""


class Words(msgspec.Struct, frozen=True):
    """One way of giving a phrase: its words and where they may stand; no ranges when they are not in the report."""

    text: str
    ranges: tuple[Range, ...] = ()


Phrase = tuple[Words, ...]


class GoldParticipant(msgspec.Struct, frozen=True):
    """A participant; an empty phrase (no words) is a dropped one.

    `droppable`: no words is one of the defensible ways to give it, beside the words (a subject that the verb before
    it named in the same sentence).
    """

    text: Phrase = ()
    names: tuple[str, ...] = ("",)
    countries: tuple[str, ...] = ("",)
    sectors: tuple[str, ...] = ("",)
    droppable: bool = False

    @property
    def may_have_no_words(self) -> bool:
        """Whether giving no words is right."""
        return self.droppable or not self.text


class GoldPlace(msgspec.Struct, frozen=True):
    """A place; all empty means that the text does not say."""

    text: Phrase = ()
    names: tuple[str, ...] = ("",)
    countries: tuple[str, ...] = ("",)


class GoldSource(msgspec.Struct, frozen=True):
    """One link of an attribution chain."""

    text: Phrase = ()
    names: tuple[str, ...] = ("",)
    kinds: tuple[str, ...] = ("",)


class GoldMention(msgspec.Struct, frozen=True):
    """An event mention whose every field is a tuple of the values that count as right.

    `places` are alternatives, the first the preferred one; `chains` are alternative attribution chains without their
    outlet links; `actors` and `recipients` are lists of participants, not alternatives.
    """

    sentence: int
    trigger: Phrase
    types: tuple[str, ...]
    modes: tuple[str, ...] = ("",)
    statuses: tuple[str, ...] = ("asserted",)
    actors: tuple[GoldParticipant, ...] = ()
    recipients: tuple[GoldParticipant, ...] = ()
    places: tuple[GoldPlace, ...] = (GoldPlace(),)
    starts: tuple[str, ...] = ("",)
    ends: tuple[str, ...] = ("",)
    chains: tuple[tuple[GoldSource, ...], ...] = ((),)


class GoldReport(msgspec.Struct, frozen=True):
    """A report and its mentions; `sentences` are text offsets (``[0, 0]`` for the title) and may be missing."""

    report: Report
    mentions: tuple[GoldMention, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()

    def sentence_at(self, part: Part, position: int) -> int | None:
        """Return the number of the sentence with that character; None when the offsets do not tell."""
        if not self.sentences:
            return None
        if part == "title":
            return 0
        for number, (start, end) in enumerate(self.sentences):
            if start <= position < end:
                return number
        return None

    def sentence_text(self, number: int) -> str:
        """Return the words of a sentence, or nothing when its offsets are unknown."""
        if not 0 <= number < len(self.sentences):
            return self.report.title if number == 0 else ""
        start, end = self.sentences[number]
        return self.report.text[start:end] if end > start else self.report.title


def read_gold(path: str | Path, texts: str | Path | Mapping[str, Report] | None = None) -> list[GoldReport]:
    """Read an annotation file (JSON Lines, codebook section 10).

    `texts` gives the reports by id, or a JSON Lines file of them, for annotation files without texts.  Raises
    `GoldError` for a line that is not an annotated report or whose text is not the one that was annotated.
    """
    reports = texts if isinstance(texts, Mapping) else _read_texts(texts) if texts is not None else {}
    found = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(_report(msgspec.json.decode(line), reports))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise GoldError(f"{path}:{number}: {problem!r}") from problem
    return found


def from_coded(coded: CodedReport) -> GoldReport:
    """Return a coded report in the shape of an annotated one."""
    return GoldReport(coded.report, tuple(map(_from_mention, coded.mentions)))


def tokens(phrase: Phrase) -> frozenset[str]:
    """Return the folded words of all alternatives."""
    return frozenset(word for words in phrase for word in _WORD.findall(fold(words.text)))


# --- reading -------------------------------------------------------------------------------------


def _read_texts(path: str | Path) -> dict[str, Report]:
    lines = Path(path).read_bytes().splitlines()
    try:
        reports = [msgspec.json.decode(line, type=Report) for line in lines if line.strip()]
    except msgspec.MsgspecError as problem:
        raise GoldError(f"{path}: {problem}") from problem
    return {report.id: report for report in reports}


def _report(data: dict[str, Any], texts: Mapping[str, Report]) -> GoldReport:
    report = texts.get(data.get("id", "")) if "text" not in data else None
    if report is None:
        known = {name: data[name] for name in Report.__struct_fields__ if data.get(name)}
        report = msgspec.convert({"text": "", **known}, Report)
    digest = data.get("sha256")
    if digest and report.text and hashlib.sha256(report.text.encode()).hexdigest() != digest:
        raise ValueError(f"the text of {report.id} is not the annotated one (sha256 differs)")
    sentences = tuple((int(start), int(end)) for start, end in data.get("sentences") or ())
    reader = _MentionReader(report, sentences)
    return GoldReport(report, tuple(reader.mention(event) for event in data.get("events") or ()), sentences)


class _MentionReader:
    """Reads the events of one report; knows where to look for the words."""

    def __init__(self, report: Report, sentences: Sequence[tuple[int, int]]) -> None:
        self._report = report
        self._sentences = sentences
        self._whole: list[Range] = [("title", 0, len(report.title)), ("text", 0, len(report.text))]

    def mention(self, event: dict[str, Any]) -> GoldMention:
        number = int(_values(event.get("sentence", 0))[0])
        areas = self._areas(number)
        dates = _values(event.get("date") or {})
        return GoldMention(
            sentence=number,
            trigger=self._phrase(event["trigger"], areas),
            types=_strings(event["type"]),
            modes=_strings(event.get("mode")),
            statuses=_strings(event.get("status") or "asserted"),
            actors=tuple(self._participant(item, areas) for item in event.get("actors") or ()),
            recipients=tuple(self._participant(item, areas) for item in event.get("recipients") or ()),
            places=tuple(self._place(item or {}, areas) for item in _values(event.get("place") or {})),
            starts=tuple(value for date in dates for value in _strings(date.get("start"))),
            ends=tuple(value for date in dates for value in _strings(date.get("end"))),
            chains=self._chains(event.get("attribution") or []),
        )

    def _areas(self, number: int) -> list[Range]:
        if not 0 <= number < len(self._sentences):
            return self._whole
        start, end = self._sentences[number]
        if end > start:
            return [("text", start, end)]
        return [("title", 0, len(self._report.title))]

    def _participant(self, item: dict[str, Any], areas: list[Range]) -> GoldParticipant:
        return GoldParticipant(
            self._phrase(item.get("text"), areas),
            _strings(item.get("name")),
            _strings(item.get("country")),
            _strings(item.get("sector")),
            any(value in ("", None) for value in _values(item.get("text"))),
        )

    def _place(self, item: dict[str, Any], areas: list[Range]) -> GoldPlace:
        if not item.get("text") and not item.get("name"):
            item = item.get("destination") or item.get("origin") or item
        return GoldPlace(
            self._phrase(item.get("text"), areas), _strings(item.get("name")), _strings(item.get("country"))
        )

    def _chains(self, value: list[Any]) -> tuple[tuple[GoldSource, ...], ...]:
        alternatives = value if any(isinstance(item, list) for item in value) else [value]
        return tuple(_without_outlet(self._source(item) for item in chain) for chain in alternatives)

    def _source(self, item: dict[str, Any]) -> GoldSource:
        phrase = self._phrase(item.get("text"), self._whole)
        return GoldSource(phrase, _strings(item.get("name")), _strings(item.get("kind")))

    def _phrase(self, value: Any, areas: list[Range]) -> Phrase:
        return tuple(words for item in _values(value) if (words := self._words(item, areas)).text)

    def _words(self, value: Any, areas: list[Range]) -> Words:
        if isinstance(value, dict):
            text = value.get("text") or ""
            if value.get("start") is not None and value.get("end") is not None:
                return Words(text, ((value.get("part", "text"), int(value["start"]), int(value["end"])),))
            value = text
        if not isinstance(value, str | None):
            raise TypeError(f"words expected, not {value!r}")
        pieces = [piece for piece in (value or "").split(SPLIT) if piece]
        return Words(value or "", tuple(found for piece in pieces for found in locate(self._report, piece, areas)))


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) and value else [None] if isinstance(value, list) else [value]


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item or "" for item in _values(value)))


def _without_outlet(chain: Iterable[GoldSource]) -> tuple[GoldSource, ...]:
    return tuple(link for link in chain if "outlet" not in link.kinds)


# --- coded reports -------------------------------------------------------------------------------


def _from_mention(mention: EventMention) -> GoldMention:
    return GoldMention(
        sentence=mention.sentence,
        trigger=_from_span(mention.trigger),
        types=(mention.type,),
        modes=(mention.mode,),
        statuses=(mention.status,),
        actors=tuple(map(_from_participant, mention.actors)),
        recipients=tuple(map(_from_participant, mention.recipients)),
        places=(_from_place(mention.place),),
        starts=(mention.date.start,),
        ends=(mention.date.end,),
        chains=(_without_outlet(map(_from_source, mention.attribution)),),
    )


def _from_span(span: Span | None) -> Phrase:
    return (Words(span.text, ((span.part, span.start, span.end),)),) if span and span.text else ()


def _from_participant(participant: Participant) -> GoldParticipant:
    names = tuple(dict.fromkeys((participant.name, participant.name_local)))
    return GoldParticipant(_from_span(participant.text), names, (participant.country,), (participant.sector,))


def _from_place(place: Place | None) -> GoldPlace:
    if place is not None and not place.name and place.text is None:
        place = place.destination or place.origin
    return GoldPlace(_from_span(place.text), (place.name,), (place.country,)) if place else GoldPlace()


def _from_source(source: Source) -> GoldSource:
    return GoldSource(_from_span(source.text), (source.name,), (source.kind,))
