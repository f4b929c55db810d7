"""Why words became no event: what each stage made of them, for those who mend the lexicon.

A trace codes the report again and keeps what the coder throws away; nothing of it runs when reports are coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from waqai.coding.drafts import Draft
from waqai.coding.events import EventFinder, SentenceEvents
from waqai.coding.matching import Matcher
from waqai.coding.salience import Weights, scores
from waqai.languages.analysis import Predicate, Sentence
from waqai.languages.frames import Frame
from waqai.records import Part

_CONSTRAINTS = ("require", "words", "avoid")


class TracedSentence(msgspec.Struct):
    """A sentence with what was found in it and what was left out again.

    `unreported` holds the mentions that salience drops, each with its score (hundredths, below zero), `apart` those
    that stand in a report on something else than politics.
    """

    sentence: Sentence
    events: SentenceEvents
    found: list[Draft]
    kept: list[Draft]
    finder: EventFinder
    unreported: list[tuple[Draft, int]] = []
    apart: list[Draft] = []


class Trace:
    """Keeps what was found in each sentence before the coder chose."""

    def __init__(self, salience: Weights) -> None:
        self.sentences: list[TracedSentence] = []
        self._salience = salience

    def selected(self, finder: EventFinder, events: SentenceEvents, found: list[Draft]) -> None:
        """Keep a sentence's events, of whose drafts `found` only some were kept."""
        self.sentences.append(TracedSentence(events.sentence, events, list(found), list(events.drafts), finder))

    def weighed(self, drafts: list[Draft], political: list[Draft]) -> None:
        """Note which drafts report no event, and which are not among those that count as `political`."""
        for draft in drafts:
            if all(draft is not other for other in political):
                next(one for one in self.sentences if one.sentence is draft.sentence).apart.append(draft)
        for draft, score in scores(drafts, self._salience):
            if score < 0:
                traced = next(one for one in self.sentences if one.sentence is draft.sentence)
                traced.unreported.append((draft, score))


def unmet(matcher: Matcher, sentence: Sentence, predicate: Predicate, frame: Frame) -> list[str]:
    """Return the constraints of the frame that the predicate does not meet, each tried alone; [] if it fits."""
    if matcher.evoked(sentence, predicate, frame) is not None:
        return []
    failing = []
    for constraint in _CONSTRAINTS:
        for slot, words in getattr(frame, constraint).items():
            alone = {key: {} for key in _CONSTRAINTS} | {constraint: {slot: words}}
            if matcher.evoked(sentence, predicate, msgspec.structs.replace(frame, **alone)) is None:
                failing.append(f"{slot} {constraint} {'|'.join(sorted(words)[:6])}")
    return failing or ["its constraints fail together"]


def _left_out(finder: EventFinder, found: SentenceEvents, number: int) -> str:
    """Tell why a predicate that evokes an event frame is no draft of its own."""
    if number in found.consumed:
        return "joined to the noun that it is a light verb of"
    if number in finder.hidden(found):
        return "lies inside the content of another speech act or idiom"
    if number in finder.blocked(found):
        return "lies inside the arguments of a predicate that is no event"
    return "only gives the reason for another event, or is the same event as another predicate"


def why_not(
    trace: Iterable[TracedSentence], ranges: Iterable[tuple[Part, int, int]], types: Iterable[str]
) -> Iterator[str]:
    """Yield lines that tell why the words at these places were not coded as an event of one of these types."""
    wanted = list(types)
    places = list(ranges)
    for traced in trace:
        sentence = traced.sentence
        tokens = [
            index
            for index, token in enumerate(sentence.tokens)
            if any(
                part == sentence.part and token.stem_start < end and start < token.end for part, start, end in places
            )
        ]
        for index in tokens:
            number = sentence.predicate_at.get(index)
            if number is not None:
                yield from _of_predicate(traced, number, wanted)
            elif len(tokens) == 1 or sentence.tokens[index].pos in {"verb", "noun"}:
                token = sentence.tokens[index]
                yield f"{token.text}: read as {token.pos} {token.lemma}, no predicate"


def _of_predicate(traced: TracedSentence, number: int, wanted: list[str]) -> Iterator[str]:
    sentence, events, finder = traced.sentence, traced.events, traced.finder
    predicate = sentence.predicates[number]
    name = f"{sentence.tokens[predicate.token].text} ({predicate.kind} {predicate.lemma})"
    frames = finder.matcher.candidates(sentence, predicate)
    if not frames:
        yield f"{name}: no frame of this lemma"
        return
    rivals = [frame for frame in frames if frame.cls == "event" and frame.type in wanted]
    if not rivals:
        others = sorted({frame.type or frame.cls for frame in frames})
        yield f"{name}: no frame of type {' or '.join(wanted)}; has {', '.join(others)}"
    for frame in rivals:
        failing = unmet(finder.matcher, sentence, predicate, frame)
        if failing:
            yield f"{name}: frame {frame.id} does not apply: {'; '.join(failing)}"
    match = events.matches.get(number)
    if match is not None:
        yield f"{name}: evokes {match.frame.id} {match.frame.type}; {_fate(traced, number)}"
    elif number in events.ignored:
        yield f"{name}: ignored by frame {events.ignored[number].frame.id}"
    elif any(not unmet(finder.matcher, sentence, predicate, frame) for frame in rivals):
        yield f"{name}: a frame fits, but the predicate was not tried (it only qualifies another noun)"


def _fate(traced: TracedSentence, number: int) -> str:
    """Tell what became of a predicate that evokes an event frame."""
    predicate = traced.sentence.predicates[number]

    def told(drafts: list[Draft]) -> bool:
        return any(predicate is part for draft in drafts for part in (draft.predicate, *draft.parts))

    if told(traced.apart):
        return "dropped: the report is not about politics, and nobody of politics takes part"
    for draft, score in traced.unreported:
        if told([draft]):
            return f"dropped by salience: only touched on, in a report that is not about it (score {score})"
    if told(traced.kept):
        return "coded"
    if told(traced.found):
        return "dropped by selection (too little is said, or it only refers to another event)"
    return _left_out(traced.finder, traced.events, number)
