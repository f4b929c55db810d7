"""What a report says happened, before it is dated, placed and numbered: one draft an event mention."""

from __future__ import annotations

import msgspec

from waqai.coding.matching import Filler, Match
from waqai.coding.participants import Party
from waqai.languages.analysis import Phrase, Predicate, Sentence
from waqai.languages.frames import Frame
from waqai.records import Quantity, Reason, Source, Span, When


class Draft(msgspec.Struct):
    """An event mention in the making.

    `first` and `last` are the trigger's tokens (inclusive).  `phrases` are the argument phrases by role, which later
    stages read; `decided` tells that somebody resolved to do it (which is more than a plan),
    `resumed` that the words only refer to a meeting told of before,
    `announced` that the speaker announces an act of its own; `parts` are all predicates that make up the event
    (light verb and noun, cause and result).
    """

    sentence: Sentence
    predicate: Predicate
    frame: Frame
    first: int
    last: int
    type: str
    mode: str = ""
    actors: list[Party] = []
    recipients: list[Party] = []
    phrases: list[tuple[str, str, Phrase]] = []
    parts: list[Predicate] = []
    matches: list[Match] = []
    status: str = ""
    markers: set[str] = set()
    historical: bool = False
    sources: list[Source] = []
    when: When = When()
    place: object = None
    quantities: list[Quantity] = []
    contexts: list[str] = []
    event: int = 0
    because: list[Reason] = []
    speaker: Party | None = None
    decided: bool = False
    resumed: bool = False
    announced: bool = False

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
