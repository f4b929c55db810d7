"""What the frames of a language ask of a predicate, laid out once for all reports."""

from __future__ import annotations

from waqai.languages.frames import Frame, FrameIndex
from waqai.languages.vocabulary import Vocabulary

#: roles of a verb's object that the genitive of its verbal noun can have
ROLES_OF_OBJECTS = ("recipient", "destination", "content", "act", "actor", "place")
_VERBAL = frozenset({"verb", "verb-only"})
_SORTS = frozenset({"event", "ignore"})


class Sense:
    """One frame and what follows from it alone.

    `sort` is ``event``, ``ignore`` or ``helper``; `needed` the slots that must be filled; `verb_slots` and `noun_slots`
    those that say something to the frame; `noun_roles` its slots as its verbal noun has them, `actor_prepositions` the
    prepositions by which that noun names who acts.
    """

    def __init__(self, frame: Frame, vocabulary: Vocabulary) -> None:
        self.frame = frame
        self.sort = frame.cls if frame.cls in _SORTS else "helper"
        self.needed = frozenset(frame.words)
        self.verb_slots = frozenset({*frame.slots, *frame.words, *frame.require, *vocabulary.agent})
        self.noun_roles = noun_roles(frame, vocabulary.object_prepositions, vocabulary.agent)
        self.noun_slots = frozenset({*self.noun_roles, *frame.words, *frame.require})
        prepositions = sorted(vocabulary.object_prepositions)
        self.actor_prepositions = [prep for prep in prepositions if self.noun_roles.get(prep) == "actor"]


class Senses:
    """The senses of lemmas, each laid out when it is first met."""

    def __init__(self, frames: FrameIndex, vocabulary: Vocabulary) -> None:
        self._frames = frames
        self._vocabulary = vocabulary
        self._by_id: dict[str, Sense] = {}
        self._verbs: dict[str, list[Sense]] = {}
        self._nouns: dict[tuple[str, str], list[Sense]] = {}
        self._none: list[Sense] = []

    def of_frame(self, frame: Frame) -> Sense:
        """Return the sense of a frame."""
        found = self._by_id.get(frame.id)
        if found is None:
            found = Sense(frame, self._vocabulary)
            self._by_id[frame.id] = found
        return found

    def of_verb(self, lemma: str) -> list[Sense]:
        """Return the senses that are tried for a verb or participle of the lemma."""
        found = self._verbs.get(lemma)
        if found is None:
            rivals = self._frames.of(lemma)
            if not rivals:
                return self._none
            found = [self.of_frame(frame) for frame in rivals if frame.pos in _VERBAL]
            self._verbs[lemma] = found
        return found

    def of_noun(self, lemma: str, base: str) -> list[Sense]:
        """Return the senses that are tried for a noun, `base` being the verb that it is a verbal noun of."""
        found = self._nouns.get((lemma, base))
        if found is None:
            rivals, verbs = self._frames.of(lemma), self._frames.of(base) if base else ()
            if not rivals and not verbs:
                return self._none
            own = [frame for frame in rivals if frame.pos == "noun"]
            sorts = {(frame.cls, frame.type) for frame in own}
            own += [frame for frame in verbs if frame.pos == "verb" and (frame.cls, frame.type) not in sorts]
            found = [self.of_frame(frame) for frame in own]
            self._nouns[lemma, base] = found
        return found

    def status_of(self, lemma: str) -> str | None:
        """Return the status that an adjective of the lemma gives an event noun, None if it gives none."""
        for frame in self._frames.of(lemma):
            if frame.pos == "adj" and frame.cls == "modal":
                return frame.status
        return None


def noun_roles(frame: Frame, object_prepositions: frozenset[str], agent: frozenset[str]) -> dict[str, str]:
    """Return a frame's slots as its verbal noun has them (docs/data.md, «Defaults for verbal nouns»)."""
    by = dict.fromkeys(sorted(agent), frame.slots.get("subject", "actor"))
    if frame.pos == "noun":
        default = "actor" if frame.type == "CONSULT" else "recipient"
        return {**by, "adjective": "actor", "object": default, **frame.slots, **frame.noun_slots}
    roles = {
        slot: role for slot, role in frame.slots.items() if slot not in {"subject", "object", "object2", "complement"}
    }
    subject, object_ = frame.slots.get("subject", ""), frame.slots.get("object", "")
    roles["possessor"] = object_ if object_ in ROLES_OF_OBJECTS else subject
    if object_:
        roles["object"] = object_
        for prep in sorted(object_prepositions):
            roles.setdefault(prep, object_)
    roles["adjective"] = "actor"
    return {**by, **roles, **frame.noun_slots}
