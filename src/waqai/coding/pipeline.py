"""The frame coder: every stage in the order it runs, report in, event mentions out."""

from __future__ import annotations

from typing import Protocol

from waqai.coding.attribution import Attributor, add_speakers
from waqai.coding.contexts import find_contexts
from waqai.coding.coreference import Coreference
from waqai.coding.drafts import Draft
from waqai.coding.events import EventFinder, SentenceEvents
from waqai.coding.matching import Matcher
from waqai.coding.mentions import make_mention
from waqai.coding.modes import find_modes, share_modes
from waqai.coding.names import RecognisedName, find_names
from waqai.coding.participants import Resolver
from waqai.coding.places import Placer
from waqai.coding.politics import is_political
from waqai.coding.quantities import count_drafts
from waqai.coding.salience import drop_unreported
from waqai.coding.selection import select_drafts
from waqai.coding.senses import Senses
from waqai.coding.status import decide_status
from waqai.coding.times import date_drafts, share_dates
from waqai.coding.topics import find_topic, has_public_side
from waqai.knowledge import Knowledge
from waqai.languages.analysis import Analysis
from waqai.languages.frames import FrameIndex
from waqai.languages.vocabulary import Vocabulary
from waqai.records import CodedReport, Report, Span

#: sentences in which a headline's people are looked for
_LEAD = 6


class Language(Protocol):
    """What coding needs of a language."""

    frames: FrameIndex
    vocabulary: Vocabulary

    def analyse(self, report: Report) -> Analysis:
        """Return the report's grammar."""
        ...


class Watch(Protocol):
    """Sees what a coder makes of a report (coding/tracing.py)."""

    def selected(self, finder: EventFinder, events: SentenceEvents, found: list[Draft]) -> None:
        """Take note of a sentence's events, of whose drafts `found` only some were kept."""
        ...

    def weighed(self, drafts: list[Draft], political: list[Draft]) -> None:
        """Take note of the report's drafts, and of those of politics, before those that report no event are dropped."""
        ...


class FrameCoder:
    """Codes reports of one language with its frames; deterministic and offline.

    With `all_mentions` those stay too that only touch on an event instead of reporting it (coding/salience.py), or
    stand in a report on something else than politics (coding/politics.py, coding/topics.py).
    """

    def __init__(self, language: Language, knowledge: Knowledge, version: str, *, all_mentions: bool = False) -> None:
        self._language = language
        self._all_mentions = all_mentions
        self._knowledge = knowledge
        self._version = version
        self._senses = Senses(language.frames, language.vocabulary)

    def code(self, report: Report) -> CodedReport:
        """Return the report with its event mentions, in text order."""
        analysis = self._language.analyse(report)
        drafts = self.draft(report, analysis)
        mentions = tuple(make_mention(draft, report) for draft in drafts)
        sentences = tuple(
            Span(sentence.source[sentence.start : sentence.end], sentence.start, sentence.end, sentence.part)
            for sentence in analysis.sentences
        )
        return CodedReport(report, mentions, sentences, self._version)

    def names(self, report: Report) -> tuple[RecognisedName, ...]:
        """Return the persons, organisations and places that the report names, in text order."""
        analysis = self._language.analyse(report)
        vocabulary = self._language.vocabulary
        resolver = Resolver(self._knowledge, vocabulary, report.published)
        resolver.foresee(analysis.sentences[:_LEAD])
        found: list[RecognisedName] = []
        for sentence in analysis.sentences:
            resolver.remember(sentence)
            found += find_names(sentence, resolver, vocabulary)
        return tuple(found)

    def draft(self, report: Report, analysis: Analysis, watch: Watch | None = None) -> list[Draft]:
        """Return the drafts of the analysed report with every field decided; `watch` looks on."""
        vocabulary = self._language.vocabulary
        resolver = Resolver(self._knowledge, vocabulary, report.published)
        finder = EventFinder(Matcher(self._senses, vocabulary, resolver), resolver, vocabulary)
        attributor = Attributor(resolver, vocabulary, report)
        coreference = Coreference(resolver, vocabulary)
        found: list[SentenceEvents] = []
        resolver.foresee(analysis.sentences[:_LEAD])
        for sentence in analysis.sentences:
            resolver.remember(sentence)
            events = finder.find(sentence)
            attributor.attribute(events)
            decide_status(events, vocabulary)
            add_speakers(events.drafts)
            coreference.resolve(events)
            drafts = events.drafts
            events.drafts = select_drafts(drafts, vocabulary)
            if watch is not None:
                watch.selected(finder, events, drafts)
            found.append(events)
        placer = Placer(self._knowledge, vocabulary, resolver)
        drafts = []
        for events in found:
            placer.place(events.drafts)
            coreference.settle_countries(events, analysis.sentences)
            date_drafts(
                events.drafts, report.published, vocabulary.during, vocabulary.causes, vocabulary.after_prepositions
            )
            find_modes(events.drafts, vocabulary.modes)
            count_drafts(events.drafts, vocabulary.counting)
            find_contexts(events.drafts, vocabulary)
            drafts += events.drafts
        if drafts and not self._all_mentions:
            political = self._political(drafts, analysis)
            if watch is not None:
                watch.weighed(drafts, political)
            drafts = drop_unreported(political, vocabulary.salience)
        coreference.number(drafts)
        share_dates(drafts)
        share_modes(drafts)
        return drafts

    def _political(self, drafts: list[Draft], analysis: Analysis) -> list[Draft]:
        table = self._language.vocabulary.topics
        topic = find_topic(analysis.sentences, table)
        if not topic and is_political(analysis.sentences):
            return drafts
        return [draft for draft in drafts if has_public_side(draft, topic, table)]
