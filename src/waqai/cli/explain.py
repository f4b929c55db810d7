"""``waqai explain``: each event with its sentence, grammar, frame and slots, and the rule behind every value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from waqai.cli.console import put, tell, use_utf8
from waqai.cli.lexicon import frame_line
from waqai.coder import Coder
from waqai.export.base import codes, days, quantity_words, shown_name
from waqai.languages.analysis import Phrase, Predicate, Sentence
from waqai.languages.frames import Frame
from waqai.read import InputProblem, read_inputs
from waqai.read.checks import Defaults
from waqai.records import CodedReport, EventMention, Participant, Place, Reason, Span
from waqai.scale.processes import code_one

_LRM = "\u200e"
_FRAME_ID = re.compile(r"\(([\w-]+/\d+)\)")


def explain_input(source: str, number: int | None, published: str, outlet: str) -> int:
    """Explain the mentions of every report in `source` (only the one with `number`); return the exit status."""
    use_utf8()
    coder = Coder()
    status = 0
    for item in read_inputs([source], Defaults(published, outlet)):
        coded = code_one(coder, item)
        if isinstance(coded, InputProblem):
            tell(f"waqai: {coded}")
            status = 1
            continue
        if number is not None and number > len(coded.mentions):
            what = f"has {len(coded.mentions)} event mentions, no number {number}"
            tell(f"waqai: {InputProblem(coded.report.id or source, what)}")
            status = 1
            continue
        for line in explain(coded, coder, number):
            put(f"{line}\n")
    return status


def explain(coded: CodedReport, coder: Coder, number: int | None = None) -> Iterator[str]:
    """Yield the lines that explain a coded report, or only its mention with `number`."""
    report = coded.report
    yield " · ".join(filter(None, (report.id, report.outlet, report.published))) or "report"
    sentences = {sentence.number: sentence for sentence in coder.language.analyse(report).sentences}
    frames = frames_by_id(coder)
    if not coded.mentions:
        yield "no political event found"
    for position, mention in enumerate(coded.mentions, 1):
        if number is None or number == position:
            yield ""
            yield from _mention(mention, position, len(coded.mentions), sentences.get(mention.sentence), frames)


def frames_by_id(coder: Coder) -> dict[str, Frame]:
    """Return all frames of the coder's language by id."""
    return {frame.id: frame for senses in coder.language.frames.frames.values() for frame in senses}


def _mention(
    mention: EventMention, position: int, total: int, sentence: Sentence | None, frames: dict[str, Frame]
) -> Iterator[str]:
    kind = " ".join(filter(None, (mention.type, mention.mode)))
    status = f"{mention.status}, historical" if mention.historical else mention.status
    yield f"── {position} of {total}: {kind} · {status} · event {mention.event} " + "─" * 20
    yield _row("words", _words(mention.trigger))
    if sentence is not None:
        yield _row(f"sentence {mention.sentence}", " ".join(sentence.source[sentence.start : sentence.end].split()))
        for line in grammar_lines(sentence, mention.trigger.start, mention.trigger.end):
            yield _row("grammar", line)
    for frame in frames_behind(mention.because, frames):
        yield _row("frame", frame_line(frame))
    yield from _values(mention)
    for reason in mention.because:
        yield _row(f"why {reason.field}", _reason(reason))


def _row(label: str, text: str) -> str:
    return f"{label:<14}{_LRM}{text}"


def _words(span: Span | None) -> str:
    return f"«{' '.join(span.text.split())}»{_LRM} [{span.part} {span.start}:{span.end}]" if span else "(no words)"


def frames_behind(reasons: Iterable[Reason], frames: dict[str, Frame]) -> list[Frame]:
    """Return the frames whose ids stand in the reasons."""
    found = (frames.get(identifier) for reason in reasons for identifier in _FRAME_ID.findall(reason.detail))
    return list({frame.id: frame for frame in found if frame is not None}.values())


def grammar_lines(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    """Yield a line for every predicate of the sentence within the characters ``[start, end)``."""
    for predicate in sentence.predicates:
        token = sentence.tokens[predicate.token]
        if token.stem_start < end and start < token.end:
            voice = "passive" if predicate.passive else token.voice
            features = " ".join(
                filter(None, (predicate.kind, token.tense, voice, token.person, token.number, token.gender))
            )
            slots = " · ".join(_slots(sentence, predicate))
            yield f"{predicate.lemma}{_LRM} ({features})" + (f" · {slots}" if slots else "")


def _slots(sentence: Sentence, predicate: Predicate) -> Iterator[str]:
    named: list[tuple[str, Phrase | None]] = [
        ("subject", predicate.subject),
        ("object", predicate.object),
        ("object2", predicate.object2),
        ("possessor", predicate.possessor),
        *predicate.obliques,
    ]
    for slot, phrase in named:
        if phrase is not None:
            yield f"{slot}{_LRM}: {sentence.span(phrase.start, phrase.end).text}{_LRM}"
    if predicate.markers:
        yield f"markers: {' '.join(sorted(predicate.markers))}"
    if predicate.governor >= 0:
        governor = sentence.predicates[predicate.governor]
        yield f"{predicate.relation} of {governor.lemma}{_LRM}"


def _values(mention: EventMention) -> Iterator[str]:
    for role, people in (("actor", mention.actors), ("recipient", mention.recipients)):
        for one in people:
            yield _row(role, _participant(one))
    if mention.place:
        yield _row("place", _place(mention.place))
    if mention.date != type(mention.date)():
        how = " (inferred)" if mention.date.inferred else ""
        words = f" ← {_words(mention.date.text)}" if mention.date.text else ""
        yield _row("date", f"{days(mention.date) or 'open'}{how} {mention.date.granularity}{words}")
    for source in mention.attribution:
        cue = f" · cue {_words(source.cue)}" if source.cue else ""
        yield _row("source", f"{source.kind} {source.name} {_words(source.text) if source.text else ''}{cue}".strip())
    for quantity in mention.quantities:
        yield _row("quantity", f"{quantity_words(quantity)} ← {_words(quantity.text)}")
    if mention.contexts:
        yield _row("contexts", " ".join(mention.contexts))


def _participant(one: Participant) -> str:
    facts = " · ".join(filter(None, (codes(one), one.name, one.entity, one.wikidata)))
    return f"{_words(one.text)}" + (f" = {facts}" if facts else "")


def _place(place: Place) -> str:
    ends = "".join(
        f" · {end}: {_place(one)}" for end, one in (("from", place.origin), ("to", place.destination)) if one
    )
    facts = " ".join(filter(None, (shown_name(place), place.country, place.admin1, place.precision)))
    spot = f" {place.latitude}, {place.longitude}" if place.latitude is not None else ""
    return f"{_words(place.text)} = {facts}{spot}{ends}" if place.text else f"{facts}{ends}".strip()


def _reason(reason: Reason) -> str:
    detail = f": {reason.detail}{_LRM}" if reason.detail else ""
    evidence = f" ← {_words(reason.evidence)}" if reason.evidence else ""
    return f"{reason.rule}{detail}{evidence}"
