"""What a report says happened, before it is dated, placed and numbered: one draft an event mention."""

from __future__ import annotations

from waqai.coding.matching import Filler, Match
from waqai.coding.participants import Party
from waqai.languages.analysis import Phrase, Predicate, Sentence
from waqai.languages.frames import Frame
from waqai.records import Quantity, Reason, Source, Span, When


class Draft:
    """An event mention in the making.

    `first` and `last` are the trigger's tokens (inclusive).  `phrases` are the argument phrases by role, which later
    stages read; `decided` tells that somebody resolved to do it (which is more than a plan),
    `resumed` that the words only refer to a meeting told of before,
    `announced` that the speaker announces an act of its own; `parts` are all predicates that make up the event
    (light verb and noun, cause and result).
    """

    def __init__(self, sentence: Sentence, predicate: Predicate, frame: Frame, first: int, last: int) -> None:
        self.sentence = sentence
        self.predicate = predicate
        self.frame = frame
        self.first = first
        self.last = last
        self.type = frame.type
        self.mode: str = ""
        self.actors: list[Party] = []
        self.recipients: list[Party] = []
        self.phrases: list[tuple[str, str, Phrase]] = []
        self.parts: list[Predicate] = []
        self.matches: list[Match] = []
        self.status: str = ""
        self.markers: set[str] = set()
        self.historical: bool = False
        self.sources: list[Source] = []
        self.when: When = When()
        self.place: object = None
        self.quantities: list[Quantity] = []
        self.contexts: list[str] = []
        self.event: int = 0
        self.because: list[Reason] = []
        self.speaker: Party | None = None
        self.decided: bool = False
        self.resumed: bool = False
        self.announced: bool = False

    @property
    def trigger(self) -> Span:
        """The trigger's words, without attached conjunctions and prepositions."""
        sentence = self.sentence
        if self.first == self.last:
            token = sentence.tokens[self.first]
            return Span(sentence.source[token.stem_start : token.end], token.stem_start, token.end, sentence.part)
        return sentence.words(self.first, self.last + 1)


def filler_phrases(match: Match, role: str) -> list[tuple[str, Filler]]:
    """Return ``(slot, filler)`` of a match for one role."""
    return [
        (slot, match.fillers[slot]) for slot, found in match.roles.items() if found == role and slot in match.fillers
    ]
