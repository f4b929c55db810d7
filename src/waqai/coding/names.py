"""Every person, organisation and place that the coder recognises in a report, taking part in an event or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from waqai.coding.participants import Party, Resolver
from waqai.languages.analysis import NameMatch, Phrase, Sentence
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Span

NameKind = Literal["person", "organisation", "place"]
_ENTRY_KINDS: dict[str, NameKind] = {
    "person": "person",
    "organisation": "organisation",
    "country": "place",
    "place": "place",
    "region": "place",
}
_BODIES = frozenset({"institution", "government", "force", "media"})
_PERSONAL = frozenset({"title", "honorific", "person", "victim"})


class RecognisedName(msgspec.Struct, frozen=True):
    """A name (or a body's description) in the text; `entity` is its knowledge entry's id, empty when unknown."""

    kind: NameKind
    text: Span
    entity: str = ""


def find_names(sentence: Sentence, resolver: Resolver, vocabulary: Vocabulary) -> list[RecognisedName]:
    """Return the names of one sentence in text order; names may lie within one another."""
    found = [*_known(sentence, resolver, vocabulary), *_bodies(sentence, resolver), *_unknown(sentence, vocabulary)]
    unique = {(one.text.start, one.text.end, one.kind): one for one in reversed(found)}
    return [unique[key] for key in sorted(unique, key=lambda key: (key[0], -key[1], key[2]))]


def _known(sentence: Sentence, resolver: Resolver, vocabulary: Vocabulary) -> Iterator[RecognisedName]:
    """Yield what the knowledge base knows by name; a place with the word for its kind before it."""
    for match in _matches(sentence):
        entry = resolver.pick(match, sentence.tokens)
        kind = _ENTRY_KINDS.get(entry.kind) if entry is not None else None
        if kind is None:
            continue
        start = match.start
        if kind == "place" and start and sentence.tokens[start - 1].lemma in vocabulary.place_words:
            start -= 1
        yield RecognisedName(kind, sentence.words(start, match.end), entry.id)


def _matches(sentence: Sentence) -> Iterator[NameMatch]:
    last: NameMatch | None = None
    for token in sentence.tokens:
        if token.name is not None and token.name is not last:
            last = token.name
            yield last


def _bodies(sentence: Sentence, resolver: Resolver) -> Iterator[RecognisedName]:
    """Yield phrases whose head is a word for a body and that say which («ministry of …», «the Iraqi army»)."""
    for outer in sentence.phrases:
        for phrase in (outer, *outer.conjuncts):
            head = sentence.tokens[phrase.head]
            if head.kinds & _BODIES and not head.kinds & _PERSONAL and phrase.end - phrase.head > 1:
                party = resolver.party(sentence, phrase)
                if _is_named(party):
                    yield RecognisedName(
                        "organisation", sentence.words(phrase.head, phrase.end), party.participant.entity
                    )


def _is_named(party: Party) -> bool:
    return not party.bare and not party.kinds & {"place", "count"}


def _unknown(sentence: Sentence, vocabulary: Vocabulary) -> Iterator[RecognisedName]:
    """Yield runs of names that nothing knows: a place after the word for one, a person after a title or when long."""
    tokens = sentence.tokens
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and tokens[end].pos == "name" and tokens[end].name is None:
            end += 1
        if end > start:
            before = tokens[start - 1] if start else None
            if before is not None and before.lemma in vocabulary.place_words:
                yield RecognisedName("place", sentence.words(start - 1, end))
            elif end - start > 1 or (before is not None and before.kinds & _PERSONAL) or _is_titled(sentence, start):
                yield RecognisedName("person", sentence.words(start, end))
        start = max(end, start + 1)


def _is_titled(sentence: Sentence, token: int) -> bool:
    """Tell whether the token ends a phrase about a person («the minister of … X»)."""
    phrase: Phrase | None = sentence.phrase_at[token] if token < len(sentence.phrase_at) else None
    return phrase is not None and phrase.head < token and bool(sentence.tokens[phrase.head].kinds & _PERSONAL)
