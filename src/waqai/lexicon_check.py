"""The lexicon's own test: its files are well-formed, and every frame's examples are coded as they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from waqai.coder import Coder
from waqai.languages.analysis import Predicate, Sentence
from waqai.languages.arabic.frame_files import read_frames
from waqai.languages.arabic.language import read_vocabulary
from waqai.languages.arabic.lexicon_files import read_lexicon
from waqai.languages.arabic.orthography import fold
from waqai.languages.frames import Example, Frame
from waqai.records import CodedReport, EventMention, Report, Span

#: the day on which the examples are read
_PUBLISHED = "2024-03-14"


class FileCount(msgspec.Struct, frozen=True):
    """What one lexicon file holds: verbs, nouns, or frames with their examples."""

    file: str
    what: str
    entries: int
    examples: int = 0
    failed: int = 0


class Failure(msgspec.Struct, frozen=True):
    """An example that is not coded as it says, and what came out instead."""

    frame: str
    lemma: str
    text: str
    why: str

    def __str__(self) -> str:
        """Return it as one line."""
        return f"{self.frame} {self.lemma}: {self.why} – {self.text}"


class LexiconReport(msgspec.Struct, frozen=True):
    """Mistakes in the files, examples that fail, and counts by file."""

    problems: tuple[str, ...]
    failures: tuple[Failure, ...]
    files: tuple[FileCount, ...]

    @property
    def good(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.problems and not self.failures


def check_lexicon(folder: Path, coder: Coder) -> LexiconReport:
    """Check every file of the lexicon in `folder` and code the examples with `coder`."""
    lexicon = read_lexicon(folder)
    frames, problems = read_frames(folder / "frames")
    found = [*map(str, lexicon.problems), *problems]
    try:
        read_vocabulary(folder / "vocabulary.toml")
    except (OSError, ValueError) as error:
        found.append(f"vocabulary.toml: {error}")
    failures = tuple(failure for frame, examples in frames for failure in check_examples(frame, examples, coder))
    return LexiconReport(tuple(found), failures, tuple(_counts(folder, frames, failures)))


def check_examples(frame: Frame, examples: tuple[Example, ...], coder: Coder) -> Iterator[Failure]:
    """Yield the examples of `frame` that are not coded as they say."""
    for example in examples:
        report = Report(example.text, published=_PUBLISHED, language="ar")
        why = _mistake(frame, example, coder.code(report), coder)
        if why:
            yield Failure(frame.id, frame.lemma, example.text, why)


def _counts(
    folder: Path, frames: list[tuple[Frame, tuple[Example, ...]]], failures: tuple[Failure, ...]
) -> Iterator[FileCount]:
    for pattern, what in (("verbs*.tsv", "verbs"), ("nouns*.tsv", "nouns")):
        for path in sorted(folder.glob(pattern)):
            rows = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
            yield FileCount(path.name, what, len(rows) - 1)
    files: dict[str, list[int]] = {}
    for frame, examples in frames:
        counts = files.setdefault(_file(frame.id), [0, 0])
        counts[0] += 1
        counts[1] += len(examples)
    for name, (entries, examples_in) in files.items():
        failed = sum(1 for failure in failures if _file(failure.frame) == name)
        yield FileCount(f"frames/{name}.toml", "frames", entries, examples_in, failed)


def _file(frame_id: str) -> str:
    return frame_id.split("/", 1)[0]


def _mistake(frame: Frame, example: Example, coded: CodedReport, coder: Coder) -> str:
    """Return what is wrong, "" when some mention is all that the example says."""
    mentions = coded.mentions
    if example.none:
        return f"nothing must be coded, but: {_summary(mentions)}" if mentions else ""
    if not example.type:
        return _mistake_without_event(frame, example, mentions, coder)
    if not mentions:
        return "nothing coded"
    found = [list(_differences(frame, example, mention)) for mention in mentions]
    best = min(found, key=len)
    return "; ".join(best)


def _mistake_without_event(frame: Frame, example: Example, mentions: tuple[EventMention, ...], coder: Coder) -> str:
    if mentions and (example.source or example.status):
        found = [list(_differences(frame, example, mention)) for mention in mentions]
        if not min(found, key=len):
            return ""
    if example.source and not _speaks(frame, example, coder):
        return f"source {example.source!r} not found"
    if example.status and not example.source:
        return f"status {example.status} not found: {_summary(mentions) or 'nothing coded'}"
    return ""


def _differences(frame: Frame, example: Example, mention: EventMention) -> Iterator[str]:
    own = frame.cls == "event" and example.type == frame.type
    if example.type and mention.type != example.type:
        yield f"type {mention.type}, not {example.type}"
    mode = example.mode or (frame.mode if own and not frame.modes else "")
    if mode and mention.mode != mode:
        yield f"mode {mention.mode or 'none'}, not {mode}"
    status = example.status or ((frame.status or "asserted") if own else "")
    if status and mention.status != status:
        yield f"status {mention.status}, not {status}"
    if example.trigger and not _overlap(example.text, example.trigger, mention.trigger):
        yield f"trigger {mention.trigger.text!r}, not {example.trigger!r}"
    for role, wanted, got in (
        ("actor", example.actors, mention.actors),
        ("recipient", example.recipients, mention.recipients),
    ):
        for phrase in wanted:
            if not any(one.text and _overlap(example.text, phrase, one.text) for one in got):
                shown = ", ".join(one.text.text if one.text else "–" for one in got) or "none"
                yield f"{role} {shown}, not {phrase}"
    if example.source:
        sources = [source.text for source in mention.attribution if source.text]
        if not any(_overlap(example.text, example.source, span) for span in sources):
            yield f"source {', '.join(span.text for span in sources) or 'none'}, not {example.source}"


def _overlap(text: str, phrase: str, span: Span) -> bool:
    """Tell whether some occurrence of one of the phrase's parts shares characters with the span."""
    for part in phrase.split(" ... "):
        start = text.find(part)
        while start >= 0:
            if start < span.end and span.start < start + len(part):
                return True
            start = text.find(part, start + 1)
    return False


def _speaks(frame: Frame, example: Example, coder: Coder) -> bool:
    """Tell whether the frame's word has the example's source among its phrases."""
    analysis = coder.language.analyse(Report(example.text, language="ar"))
    for sentence in analysis.sentences:
        for predicate in sentence.predicates:
            own = fold(predicate.lemma) == frame.key
            if own and any(_overlap(example.text, example.source, span) for span in _phrases(sentence, predicate)):
                return True
    return False


def _phrases(sentence: Sentence, predicate: Predicate) -> Iterator[Span]:
    phrases = [predicate.subject, predicate.object, predicate.possessor, *(phrase for _, phrase in predicate.obliques)]
    return (sentence.span(phrase.start, phrase.end) for phrase in phrases if phrase is not None)


def _summary(mentions: tuple[EventMention, ...]) -> str:
    return ", ".join(f"{mention.type} {mention.trigger.text} ({mention.status})" for mention in mentions)
