"""The public coder: one object that codes reports of every language that Waqai knows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from typing import TYPE_CHECKING

import msgspec

from waqai import __version__
from waqai.languages.identification import SUPPORTED, identify
from waqai.records import CodedReport, Report

if TYPE_CHECKING:
    from waqai.coding.names import RecognisedName
    from waqai.coding.pipeline import FrameCoder
    from waqai.coding.tracing import TracedSentence
    from waqai.knowledge import Knowledge
    from waqai.languages.arabic.language import ArabicLanguage


class Coder:
    """Codes reports with frames: deterministic, offline, in memory.

    Lexicon and knowledge are loaded at the first report (about a third of a second); keep one `Coder` for many reports.
    With `all_mentions` it also gives the mentions that only touch on an event («after the attack») in a report that is
    not about it, and those in reports without political actors (sport, science).
    """

    def __init__(self, *, all_mentions: bool = False) -> None:
        self._all_mentions = all_mentions

    def code(self, report: Report) -> CodedReport:
        """Return `report` with its event mentions in text order.

        The language is identified when the report does not say it; the report in the result carries it.  Raises
        ValueError for a language that is not supported.
        """
        language = report.language or identify(f"{report.title}\n{report.text}") or SUPPORTED[0]
        if language not in SUPPORTED:
            raise ValueError(f"language not supported: {language} (supported: {', '.join(SUPPORTED)})")
        if language != report.language:
            report = msgspec.structs.replace(report, language=language)
        with _uncollected():  # loading at the first report too
            return self._frames.code(report)

    def names(self, report: Report) -> tuple[RecognisedName, ...]:
        """Return every person, organisation and place recognised in the report, taking part in an event or not."""
        return self._frames.names(report)

    def trace(self, report: Report) -> list[TracedSentence]:
        """Code the report once more and return what each stage made of its sentences (`waqai.coding.tracing`)."""
        from waqai.coding.tracing import Trace  # noqa: PLC0415  loaded at first use

        trace = Trace(self.language.vocabulary.salience)
        self._frames.draft(report, self.language.analyse(report), trace)
        return trace.sentences

    @cached_property
    def knowledge(self) -> Knowledge:
        """The packaged knowledge base."""
        return packaged_knowledge()

    @cached_property
    def language(self) -> ArabicLanguage:
        """The grammar of Arabic over the packaged lexicon."""
        return packaged_language()

    @cached_property
    def _frames(self) -> FrameCoder:
        from waqai.coding.pipeline import FrameCoder  # noqa: PLC0415  loaded at first use

        version = f"waqai {__version__}"
        return FrameCoder(self.language, self.knowledge, version, all_mentions=self._all_mentions)


@cache
def packaged_knowledge() -> Knowledge:
    """Return the packaged knowledge base, one for all of the process that ask: it never changes."""
    from waqai.knowledge import Knowledge  # noqa: PLC0415  loaded at first use

    return Knowledge.load()


@cache
def packaged_language() -> ArabicLanguage:
    """Return the grammar of Arabic over the packaged lexicon, one for all: it only remembers split words."""
    from waqai.languages.arabic.language import ArabicLanguage  # noqa: PLC0415  loaded at first use

    return ArabicLanguage.load(packaged_knowledge().names)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Put the cyclic garbage collector off.

    Nearly all that is made while a report is coded is needed until its end, so that looking for garbage meanwhile
    finds next to nothing and costs a fifth of the time.  Whoever finds the collector off leaves it so.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
