"""Label Studio's JSON export as what people coded, in projects with the configuration of the ``label-studio`` export.

`waqai.export.label_studio` says what the regions, relations and details are.  Offsets are code points; where a region's
own words stand at its offsets only when those are counted in UTF-16 units, as versions of 2021 did, they are converted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from waqai.ontology import TYPES
from waqai.read.human import SOMEBODY, HumanCoding, UnclearError, check_codes, checked_span
from waqai.read.locating import sentence_at, sentences_of
from waqai.read.problems import InputProblem
from waqai.records import EventMention, Part, Participant, Place, Quantity, Report, Source, Span, When, spans_of

_T = TypeVar("_T", bound=msgspec.Struct)
_NEXT = "mend it in Label Studio, export and import again"
_NO_EXPORT = "export the project as JSON (not JSON-MIN, CSV or TSV)"
#: label of a region that is no trigger -> its record
_RECORDS: Mapping[str, type[msgspec.Struct]] = {
    "participant": Participant,
    "place": Place,
    "date": When,
    "source": Source,
    "quantity": Quantity,
}
#: relation from a trigger -> label of the region it leads to
_ROLES: Mapping[str, str] = {
    "actor": "participant",
    "recipient": "participant",
    "place": "place",
    "origin": "place",
    "destination": "place",
    "date": "date",
    "source": "source",
    "quantity": "quantity",
}


class _Region(msgspec.Struct):
    """A stretch of words with its label, and what was chosen and written for it."""

    name: str
    span: Span | None = None
    label: str = ""
    problem: str = ""
    choices: dict[str, list[str]] = {}
    details: list[str] = []


def parse_label_studio(data: bytes, name: str, annotator: str = "") -> Iterator[HumanCoding | InputProblem]:
    """Yield what each annotation of each task holds, after the problems of its regions.

    `name` is the file as the user calls it, `annotator` names who made an annotation that names nobody.
    """
    try:
        tasks = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield InputProblem(name, f"is no export of Label Studio ({error})", _NO_EXPORT)
        return
    for place, raw in enumerate(tasks, 1):
        where = f"{name}: task {place}"
        try:
            task = msgspec.json.decode(raw, type=dict[str, Any])
            where = f"{name}: task {task.get('id', place)}"
            report, sentences = _report(task)
            annotations = msgspec.convert(task.get("annotations") or [], list[Any])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, KeyError, TypeError, AttributeError) as error:
            yield InputProblem(where, f"is no task with a text ({_said(error)})", _NO_EXPORT)
            continue
        if not annotations:
            yield InputProblem(where, "nobody has annotated it", "", "empty")
        for annotation in annotations:
            yield from _parse_annotation(task, annotation, report, sentences, where, annotator)


def _said(error: BaseException) -> str:
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _report(task: Mapping[str, Any]) -> tuple[Report, tuple[Span, ...]]:
    data = task["data"]
    fields = {name: data[name] for name in Report.__struct_fields__ if data.get(name)}
    report = msgspec.convert(fields, Report)
    try:
        rows = msgspec.convert(data.get("sentences") or [], list[tuple[Part, int, int]])
    except msgspec.ValidationError:
        rows = []
    spans = tuple(Span(report.part(part)[start:end], start, end, part) for part, start, end in rows)
    return report, spans or sentences_of(report)


def _parse_annotation(
    task: Mapping[str, Any],
    annotation: Any,
    report: Report,
    sentences: tuple[Span, ...],
    where: str,
    annotator: str,
) -> Iterator[HumanCoding | InputProblem]:
    if not isinstance(annotation, dict) or not isinstance(annotation.get("result") or [], list):
        yield InputProblem(where, "holds an annotation without a list of results", _NO_EXPORT)
        return
    place = f"{where}, annotation {annotation.get('id', '?')}"
    if annotation.get("was_cancelled"):
        yield InputProblem(place, "was skipped by its annotator", "", "empty")
        return
    reader = _Annotation(report, sentences)
    reader.read(annotation.get("result") or [])
    mentions = tuple(reader.mentions())
    for region, what in reader.problems:
        yield InputProblem(f"{place}, region {region}", what, _NEXT)
    data = task["data"]
    revision = data.get("revision")
    yield HumanCoding(
        place,
        report,
        mentions,
        _person(annotation.get("completed_by")) or annotator or SOMEBODY,
        sentences,
        str(data.get("key") or ""),
        revision if isinstance(revision, int) and revision > 0 else 1,
    )


def _person(value: Any) -> str:
    """Return a name for who completed an annotation: the address, else the number."""
    if isinstance(value, dict):
        value = value.get("email") or value.get("id")
    if isinstance(value, int):
        return f"label-studio-{value}"
    return value if isinstance(value, str) else ""


class _Annotation:
    """The regions and relations of one annotation, and the mentions that they make."""

    def __init__(self, report: Report, sentences: tuple[Span, ...]) -> None:
        self._report = report
        self._sentences = sentences
        self._regions: dict[str, _Region] = {}
        #: from a region to others, with what the relation says, in the order drawn
        self._relations: list[tuple[str, str, str]] = []
        self.problems: list[tuple[str, str]] = []

    def read(self, results: list[Any]) -> None:
        """Take the results in."""
        for result in results:
            if not isinstance(result, dict):
                self.problems.append(("?", "is no object"))
            elif result.get("type") == "relation":
                self._read_relation(result)
            else:
                self._read_result(result)

    def mentions(self) -> list[EventMention]:
        """Return the mentions in text order; what is not understood goes to `problems`."""
        related = {name for source, _, target in self._relations for name in (source, target)}
        found: list[EventMention] = []
        for region in self._regions.values():
            if region.label in TYPES:
                try:
                    found.append(self._mention(region))
                except (UnclearError, msgspec.MsgspecError) as error:
                    self.problems.append((region.name, f"the event is left out: {error}"))
            elif region.problem or region.label not in {*_RECORDS, "cue"}:
                self.problems.append((region.name, region.problem or f"has the unknown label {region.label!r}"))
            elif region.name not in related:
                self.problems.append((region.name, f"the {region.label} belongs to no event: draw a relation to it"))
        found.sort(key=lambda mention: (mention.sentence, mention.trigger.start))
        return _with_events(found)

    def _read_relation(self, result: Mapping[str, Any]) -> None:
        source, target = str(result.get("from_id")), str(result.get("to_id"))
        labels = result.get("labels") or [""]
        if result.get("direction") == "left":
            source, target = target, source
        self._relations += [(source, str(label), target) for label in labels]

    def _read_result(self, result: Mapping[str, Any]) -> None:
        name = str(result.get("id"))
        region = self._regions.setdefault(name, _Region(name, choices={}, details=[]))
        field = str(result.get("from_name", "")).removeprefix("title-")
        value = result.get("value")
        kind = result.get("type")
        if not isinstance(value, dict):
            region.problem = "has no value"
        elif kind == "labels":
            self._read_label(region, result, value)
        elif kind == "choices":
            region.choices[field] = [str(one) for one in value.get("choices") or ()]
        elif kind == "textarea" and field == "details":
            text = value.get("text") or []
            lines = [text] if isinstance(text, str) else [str(one) for one in text]
            region.details += [line for one in lines for line in one.split("\n") if line.strip()]
        else:
            region.problem = f"is of a kind that is not read ({kind})"

    def _read_label(self, region: _Region, result: Mapping[str, Any], value: Mapping[str, Any]) -> None:
        labels = [str(one) for one in value.get("labels") or ()]
        region.label = labels[0] if labels else ""
        if len(labels) != 1:
            region.problem = f"has {len(labels)} labels instead of one"
        name = result.get("to_name")
        part: Part = "title" if name == "title" else "text"
        if name != part:
            region.problem = f"is on {name!r}, neither title nor text"
            return
        try:
            region.span = _located(self._report.part(part), part, value)
        except UnclearError as error:
            region.problem = str(error)

    def _mention(self, region: _Region) -> EventMention:
        trigger = _span(region)
        kind = region.label
        mode, status = _one(region, "mode"), _one(region, "status") or "asserted"
        contexts = tuple(dict.fromkeys(region.choices.get("contexts", ())))
        checked = check_codes(kind, mode, status, contexts)
        belongings = self._belongings(region)
        place = _only(belongings, "place") or Place()
        ends = {end: _only(belongings, end) for end in ("origin", "destination")}
        known = {name: one for name, one in ends.items() if one is not None}
        place = msgspec.structs.replace(place, **known)
        sentence = sentence_at(self._sentences, trigger.part, trigger.start)
        mention = EventMention(
            sentence=sentence if sentence is not None else 0,
            trigger=trigger,
            type=kind,
            mode=mode,
            contexts=contexts,
            status=checked,
            historical="historical" in region.choices.get("background", ()),
            actors=tuple(belongings["actor"]),
            recipients=tuple(belongings["recipient"]),
            place=place if place != Place() else None,
            date=_only(belongings, "date") or When(),
            attribution=tuple(belongings["source"]),
            quantities=tuple(belongings["quantity"]),
            event=_event_number(region),
        )
        for span in spans_of(mention):
            checked_span(self._report, span)
        return mention

    def _belongings(self, trigger: _Region) -> dict[str, list[Any]]:
        """Return what relations and details give a trigger, by role."""
        found: dict[str, list[Any]] = {role: [] for role in _ROLES}
        for source, label, target in self._relations:
            other = self._regions.get(target if source == trigger.name else source)
            if trigger.name not in {source, target} or other is None or other.label in TYPES:
                continue
            role = label or (other.label if other.label in _ROLES else "")
            if role not in _ROLES or _ROLES[role] != other.label:
                said = repr(label) if label else "no label"
                raise UnclearError(f"the relation to «{other.span.text if other.span else other.name}» has {said}")
            found[role].append(self._record(other))
        for line in trigger.details:
            role, _, text = line.partition(":")
            if role.strip() in _ROLES:
                rank, record = _implied(text, _RECORDS[_ROLES[role.strip()]])
                found[role.strip()].insert(rank, record)
            elif role.strip() != "event":
                raise UnclearError(f"the line «{line}» is none of {', '.join(_ROLES)} or event")
        return found

    def _record(self, region: _Region) -> msgspec.Struct:
        fields: dict[str, Any] = {}
        kind = _RECORDS[region.label]
        for line in region.details:
            name, colon, text = line.partition(":")
            name = name.strip()
            if not colon or name not in kind.__struct_fields__ or name == "text":
                raise UnclearError(f"the line «{line}» gives no field of a {region.label}")
            fields[name] = _value(name, text.strip())
        fields["text"] = msgspec.to_builtins(_span(region))
        cues = [self._regions[target] for source, _, target in self._relations if self._is_cue(region, source, target)]
        if cues:
            fields["cue"] = msgspec.to_builtins(_span(cues[0]))
        return msgspec.convert(fields, kind, strict=False)

    def _is_cue(self, region: _Region, source: str, target: str) -> bool:
        return source == region.name and target in self._regions and self._regions[target].label == "cue"


def _value(name: str, text: str) -> Any:
    if name in {"origin", "destination"}:
        return msgspec.json.decode(text)
    return text


def _implied(text: str, kind: type[_T]) -> tuple[int, _T]:
    """Return a record that has no words, and its place among its like."""
    fields = msgspec.json.decode(text, type=dict[str, Any])
    rank = fields.pop("rank", 0)
    return rank if isinstance(rank, int) else 0, msgspec.convert(fields, kind)


def _span(region: _Region) -> Span:
    if region.problem or region.span is None:
        raise UnclearError(region.problem or f"the region {region.name} has no words")
    return region.span


def _located(text: str, part: Part, value: Mapping[str, Any]) -> Span:
    """Return the words of a region; offsets are code points, or UTF-16 units where its words stand only there."""
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise UnclearError(f"the offsets {start}–{end} are no stretch of words")
    if not isinstance(words, str):
        if end > len(text):
            raise UnclearError(f"the offsets {start}–{end} lie behind the end of the {part}")
        return Span(text[start:end], start, end, part)
    wanted = {words, words.replace("\\n", "\n")}
    if text[start:end] in wanted and end <= len(text):
        return Span(text[start:end], start, end, part)
    converted = _from_utf16(text, start, end)
    if converted and text[converted[0] : converted[1]] in wanted:
        start, end = converted
        return Span(text[start:end], start, end, part)
    raise UnclearError(f"the words «{words}» do not stand at {start}–{end} of the {part}")


def _from_utf16(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return offsets in UTF-16 units as code points; None where they cut a character or lie behind the end."""
    units = text.encode("utf-16-le", "surrogatepass")
    if 2 * end > len(units):
        return None
    try:
        before, inside = units[: 2 * start].decode("utf-16-le"), units[2 * start : 2 * end].decode("utf-16-le")
    except UnicodeDecodeError:
        return None
    return len(before), len(before) + len(inside)


def _one(region: _Region, field: str) -> str:
    chosen = region.choices.get(field, [])
    if len(chosen) > 1:
        raise UnclearError(f"{len(chosen)} values are chosen for {field}: {', '.join(chosen)}")
    return chosen[0] if chosen else ""


def _only(belongings: Mapping[str, list[Any]], role: str) -> Any:
    found = belongings[role]
    if len(found) > 1:
        raise UnclearError(f"it has {len(found)} relations {role!r} instead of one")
    return found[0] if found else None


def _event_number(region: _Region) -> int:
    for line in region.details:
        name, _, text = line.partition(":")
        if name.strip() == "event":
            if not text.strip().isdecimal():
                raise UnclearError(f"the line «{line}» gives no number of the event")
            return int(text)
    return 0


def _with_events(mentions: list[EventMention]) -> list[EventMention]:
    """Give mentions without a number of the event one of their own each."""
    free = max((mention.event for mention in mentions), default=0)
    found = []
    for mention in mentions:
        if mention.event == 0:
            free += 1
            mention = msgspec.structs.replace(mention, event=free)  # noqa: PLW2901
        found.append(mention)
    return found
