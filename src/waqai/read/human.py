"""What people coded: files of annotations become codings of reports, each with the name of who made it.

A coding is whole or says what it lacks: for each mention that cannot be understood there is an `InputProblem` that
names the place in the file, and the coding goes on without it.  Every span is held against the report's own words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import msgspec

from waqai.ontology import CONTEXTS, MODES, STATUSES
from waqai.read.problems import InputProblem, os_reason
from waqai.records import CodedReport, EventMention, Report, Span, Status

#: who coded what names nobody
SOMEBODY = "human"


class HumanCoding(msgspec.Struct, frozen=True):
    """What one person (`annotator`, never empty) found in one report; no mentions: that there are none.

    `where` is the place in the file, `key` and `revision` those of the library that gave the report out, empty and 1
    when unknown.
    """

    where: str
    report: Report
    mentions: tuple[EventMention, ...]
    annotator: str
    sentences: tuple[Span, ...] = ()
    key: str = ""
    revision: int = 1

    @property
    def coded(self) -> CodedReport:
        """The coding as a coded report, without a coder."""
        return CodedReport(self.report, self.mentions, self.sentences)


class UnclearError(ValueError):
    """Something in a mention cannot be understood; the message says what."""


def read_codings(
    path: str | Path, texts: Mapping[str, Report] | None = None, annotator: str = ""
) -> Iterator[HumanCoding | InputProblem]:
    """Yield the codings of a file: Label Studio's JSON export, or an annotation file (codebook, section 10).

    `texts` gives the reports by id for annotation files without texts, `annotator` the name of who made what names
    nobody.
    """
    # imported here: those modules know this one
    from waqai.read.annotation import parse_annotations  # noqa: PLC0415
    from waqai.read.label_studio import parse_label_studio  # noqa: PLC0415

    name = str(path)
    try:
        with Path(path).open("rb") as stream:
            start = stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
            stream.seek(0)
            if start.startswith(b"["):
                yield from parse_label_studio(stream.read(), name, annotator)
            else:
                yield from parse_annotations(stream, name, texts, annotator)
    except FileNotFoundError:
        yield InputProblem(name, "no such file", "check the name")
    except OSError as error:
        yield InputProblem(name, f"cannot be read: {os_reason(error)}", "check the file's permissions")


def check_codes(kind: str, mode: str, status: str, contexts: tuple[str, ...]) -> Status:
    """Return the status; raises `UnclearError` for a code that the codebook does not have."""
    if kind not in MODES:
        raise UnclearError(f"{kind!r} is none of the 16 types")
    if mode and mode not in MODES[kind]:
        raise UnclearError(f"{mode!r} is no mode of {kind}")
    if status not in STATUSES:
        raise UnclearError(f"{status!r} is no status")
    for context in contexts:
        if context not in CONTEXTS:
            raise UnclearError(f"{context!r} is no context")
    return cast("Status", status)


def checked_span(report: Report, span: Span) -> Span:
    """Return the span; raises `UnclearError` where the report has other words at its offsets."""
    if span.part not in {"title", "text"} or not 0 <= span.start < span.end:
        raise UnclearError(f"the offsets {span.start}–{span.end} of «{span.text}» are no stretch of words")
    if report.part(span.part)[span.start : span.end] != span.text:
        raise UnclearError(f"the words «{span.text}» do not stand at {span.start}–{span.end} of the {span.part}")
    return span
