"""Are the frames' examples coded as they say?  Shared by the tests and ``waqai lexicon check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from waqai.coding.pipeline import Language
from waqai.languages.analysis import Predicate, Sentence
from waqai.languages.frames import Example, Frame
from waqai.languages.vocabulary import Vocabulary
from waqai.records import CodedReport, EventMention, Report, Source, Span

#: the day on which the examples are read
_PUBLISHED = "2024-03-14"
_LANGUAGE = "ar"


class Coder(Protocol):
    """What codes the examples."""

    @property
    def language(self) -> Language:
        """The language of the examples."""
        ...

    def code(self, report: Report) -> CodedReport:
        """Return the report with its event mentions."""
        ...


class Failure(msgspec.Struct, frozen=True):
    """An example that is not coded as it says, and what came out instead."""

    frame: str
    lemma: str
    text: str
    why: str

    @property
    def file(self) -> str:
        """The frame file without its ending (``accuse``)."""
        return file_of(self.frame)

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.frame} {self.lemma}: {self.why} – {self.text}"


def file_of(frame_id: str) -> str:
    """Return the frame file that a frame's id names, without its ending."""
    return frame_id.split("/", 1)[0]


def check_examples(rows: Iterable[tuple[Frame, tuple[Example, ...]]], coder: Coder) -> list[Failure]:
    """Code every example of `rows` (frames with their examples) and return those not coded as they say.

    An example passes if some one mention has all that it gives.  What it does not give is not compared, except
    that an example of an event frame's own type has by default the frame's mode and status.
    """
    return [failure for frame, examples in rows for failure in _failures(frame, examples, coder)]


def _failures(frame: Frame, examples: tuple[Example, ...], coder: Coder) -> Iterator[Failure]:
    for example in examples:
        report = Report(example.text, published=_PUBLISHED, language=_LANGUAGE)
        why = _mistake(frame, example, coder.code(report).mentions, coder)
        if why:
            yield Failure(frame.id, frame.lemma, example.text, why)


def _mistake(frame: Frame, example: Example, mentions: tuple[EventMention, ...], coder: Coder) -> str:
    """Return what is wrong, "" when some mention is all that the example says."""
    if example.none:
        return f"nothing must be coded, but: {_summary(mentions)}" if mentions else ""
    if not example.type:
        return _mistake_without_event(frame, example, mentions, coder)
    if not mentions:
        return "nothing coded"
    words = coder.language.vocabulary
    found = [list(_differences(frame, example, mention, words)) for mention in mentions]
    best = min(found, key=len)
    return "; ".join(best)


def _mistake_without_event(frame: Frame, example: Example, mentions: tuple[EventMention, ...], coder: Coder) -> str:
    words = coder.language.vocabulary
    if any(not list(_differences(frame, example, mention, words)) for mention in mentions):
        return ""
    if example.source and not _speaks(frame, example, coder):
        return f"source {example.source!r} not found"
    if example.status and not example.source:
        return f"status {example.status} not found: {_summary(mentions) or 'nothing coded'}"
    return ""


def _differences(frame: Frame, example: Example, mention: EventMention, words: Vocabulary) -> Iterator[str]:
    own = frame.cls == "event" and example.type == frame.type
    if example.type and mention.type != example.type:
        yield f"type {mention.type}, not {example.type}"
    mode = example.mode or (frame.mode if own and not frame.modes else "")
    if mode and mention.mode != mode:
        yield f"mode {mention.mode or 'none'}, not {mode}"
    status = example.status or ((frame.status or "asserted") if own else "")
    if status and mention.status != status:
        yield f"status {mention.status}, not {status}"
    if example.trigger and not _overlap(example.text, example.trigger, mention.trigger, words):
        yield f"trigger {mention.trigger.text!r}, not {example.trigger!r}"
    yield from _missing("actor", example.text, example.actors, [one.text for one in mention.actors], words)
    yield from _missing("recipient", example.text, example.recipients, [one.text for one in mention.recipients], words)
    if example.source:
        yield from _missing("source", example.text, (example.source,), _texts(mention.attribution), words)


def _texts(sources: tuple[Source, ...]) -> list[Span | None]:
    return [source.text for source in sources]


def _missing(name: str, text: str, wanted: tuple[str, ...], got: list[Span | None], words: Vocabulary) -> Iterator[str]:
    for phrase in wanted:
        if not any(span and _overlap(text, phrase, span, words) for span in got):
            yield f"{name} {', '.join(span.text if span else '–' for span in got) or 'none'}, not {phrase}"


def _overlap(text: str, phrase: str, span: Span, words: Vocabulary) -> bool:
    """Tell whether some occurrence of one of the phrase's parts shares characters with the span.

    A part with the article is also looked for as it is written after a preposition («للحكومة» for «الحكومة»).
    """
    for part in phrase.split(" ... "):
        bare = {part.removeprefix(article) for article in words.article}
        joined = sorted(article + rest for article in words.joined_article for rest in bare)
        for form in (part, *joined):
            start = text.find(form)
            while start >= 0:
                if start < span.end and span.start < start + len(form):
                    return True
                start = text.find(form, start + 1)
    return False


def _speaks(frame: Frame, example: Example, coder: Coder) -> bool:
    """Tell whether the frame's word has the example's source among its phrases."""
    words = coder.language.vocabulary
    analysis = coder.language.analyse(Report(example.text, language=_LANGUAGE))
    return any(
        predicate.lemma == frame.key and _overlap(example.text, example.source, span, words)
        for sentence in analysis.sentences
        for predicate in sentence.predicates
        for span in _phrases(sentence, predicate)
    )


def _phrases(sentence: Sentence, predicate: Predicate) -> Iterator[Span]:
    phrases = [predicate.subject, predicate.object, predicate.possessor, *(phrase for _, phrase in predicate.obliques)]
    return (sentence.span(phrase.start, phrase.end) for phrase in phrases if phrase is not None)


def _summary(mentions: tuple[EventMention, ...]) -> str:
    return ", ".join(f"{mention.type} {mention.trigger.text} ({mention.status})" for mention in mentions)
