"""Whom a pronoun or a dropped subject stands for: the grammar's subjects first, then what the report was about.

Arabic keeps its subjects: «كثفت القوات قصفها» and «قال الوزير إنه سيزور …» point to the subject of the governing
verb, and a sentence that begins with a verb without a subject goes on about the subject of the one before.  Gender and
number must agree as verbs and pronouns do: things and forces in the plural are «she», people in the plural are «they».
"""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party, Resolver
from waqai.languages.analysis import Phrase, Predicate, Sentence

_PEOPLE = frozenset({"person", "title", "victim"})
_BODIES = frozenset({"institution", "government", "force", "group", "media", "state"})
#: how many sentences back a subject is still what the report goes on about
_REACH = 2
#: how many pronouns may stand for pronouns in a chain
_DEPTH = 4


class Antecedents:
    """The subjects of one report, sentence by sentence, and whom a later pronoun can mean."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._topics: list[tuple[int, list[Party]]] = []

    def note(self, sentence: Sentence) -> None:
        """Remember whom the sentence is about: the subject of its first clause, if it has one of its own."""
        for predicate in sentence.predicates:
            if predicate.kind != "verb":
                continue
            if predicate.subject is None:
                if predicate.subject_order == "dropped":
                    return
                continue
            found = self._named(sentence, predicate.subject)
            if found:
                self._topics.append((sentence.number, found))
                del self._topics[: -_REACH - 2]
                return

    def of(self, draft: Draft, party: Party, taken: set[str]) -> list[Party]:
        """Return the parties that `party`, a pronoun of the draft, stands for; empty when nobody agrees with it."""
        sentence = draft.sentence
        for found in self._candidates(sentence, party.at, _DEPTH):
            if agrees(found, party) and not any(_name(one) in taken for one in found):
                return found
        for number, found in reversed(self._topics):
            near = 0 < sentence.number - number <= _REACH
            if near and agrees(found, party) and not any(_name(one) in taken for one in found):
                return found
        return []

    def _candidates(self, sentence: Sentence, at: int, depth: int) -> Iterator[list[Party]]:
        """The subjects of the sentence from the nearest governing verb outwards, then the earlier ones backwards."""
        index = _owner(sentence, at)
        seen: set[int] = set()
        while index >= 0 and index not in seen:
            seen.add(index)
            yield from self._subject(sentence, sentence.predicates[index], at, depth)
            index = sentence.predicates[index].governor
        for other in range(len(sentence.predicates) - 1, -1, -1):
            if other not in seen and sentence.predicates[other].token < at:
                yield from self._subject(sentence, sentence.predicates[other], at, depth)

    def _subject(self, sentence: Sentence, predicate: Predicate, at: int, depth: int) -> Iterator[list[Party]]:
        phrase = predicate.subject
        if phrase is None or phrase.start <= at < phrase.end or phrase.start > at:
            return
        head = sentence.tokens[phrase.head]
        if head.pos in {"pron", "comp", "prep"}:
            if depth and phrase.head != at:
                yield from self._candidates(sentence, phrase.head, depth - 1)
            return
        found = self._named(sentence, phrase)
        if found:
            yield found

    def _named(self, sentence: Sentence, phrase: Phrase) -> list[Party]:
        """The people or bodies that a subject names."""
        if sentence.tokens[phrase.head].pos in {"pron", "comp", "prep"}:
            return []
        found = self._resolver.members(sentence, phrase)
        return [party for party in found if party.kinds & (_PEOPLE | _BODIES | {"name"}) or party.participant.country]


def agrees(found: list[Party], pronoun: Party) -> bool:
    """Tell whether verb or pronoun can go with these people or bodies."""
    if not found:
        return False
    first = found[0]
    people = bool(first.kinds & _PEOPLE) and not first.kinds & {"force"}
    many = len(found) > 1 or first.number in {"p", "d"} or "count" in first.kinds
    collective = bool(first.kinds & _BODIES)
    if pronoun.number in {"p", "d"}:
        return many or collective
    if many and (people or len(found) > 1):
        return False
    if many or not pronoun.gender:
        return not pronoun.gender or pronoun.gender == "f"
    if first.gender:
        return first.gender == pronoun.gender
    return not (people and pronoun.gender == "f" and "state" not in first.kinds)


def _owner(sentence: Sentence, at: int) -> int:
    """The predicate that the pronoun at token `at` belongs to, or that governs it."""
    own = sentence.predicate_at.get(at, -1)
    if own >= 0:
        predicate = sentence.predicates[own]
        return own if predicate.kind != "noun" and predicate.subject is not None else predicate.governor
    for predicate in sentence.predicates:
        if predicate.subject is not None and predicate.subject.start <= at < predicate.subject.end:
            return predicate.governor
    before = [i for i, p in enumerate(sentence.predicates) if p.token < at and p.kind != "noun"]
    return before[-1] if before else -1


def _name(party: Party) -> str:
    participant = party.participant
    return participant.entity or participant.name or participant.name_local
