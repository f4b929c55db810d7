"""How it was done, or what is asked for: the mode where the frame alone does not settle it."""

from __future__ import annotations

from collections.abc import Iterator

from waqai.coding.drafts import Draft
from waqai.languages.analysis import Phrase
from waqai.languages.vocabulary import ModeWords
from waqai.records import Reason, Span

_CONTENT = frozenset({"content", "topic", "act"})
_OWN = frozenset({"means", "act:actors", "act:recipients"})
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})
Words = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


def find_modes(drafts: list[Draft], modes: ModeWords) -> None:
    """Give the drafts of one sentence the mode that their content or their own words show."""
    for draft in drafts:
        content = modes.content.get(draft.type)
        found = _first(draft, content, _content(draft)) if content else None
        own = modes.own.get(draft.type)
        if found is None and own and not draft.mode:
            found = _ranked(draft, own, modes.order[draft.type])
        if found is not None:
            draft.mode, span = found
            draft.because.append(Reason("mode", "words", draft.mode, span))
        elif not draft.mode:
            draft.mode = modes.default.get(draft.type, "")


def share_modes(drafts: list[Draft]) -> None:
    """Let violence told again without its means take the mode of the mention that names it."""
    known: dict[int, Draft] = {}
    for draft in drafts:
        if draft.type in _PHYSICAL and draft.event and draft.mode:
            known.setdefault(draft.event, draft)
    for draft in drafts:
        source = known.get(draft.event)
        if source is not None and not draft.mode and draft.type == source.type:
            draft.mode = source.mode
            draft.because.append(Reason("mode", "another mention of the event", draft.mode, source.trigger))


def _first(draft: Draft, words: Words, tokens: Iterator[int]) -> tuple[str, Span] | None:
    for at in tokens:
        found = _at(draft, words, at)
        if found is not None:
            return found
    return None


def _ranked(draft: Draft, words: Words, order: tuple[str, ...]) -> tuple[str, Span] | None:
    """Return the mode that the type's order puts first among those that the event's own words show."""
    found = [hit for at in _own(draft) if (hit := _at(draft, words, at)) is not None]
    return min(found, key=lambda hit: order.index(hit[0]), default=None)


def _at(draft: Draft, words: Words, at: int) -> tuple[str, Span] | None:
    tokens = draft.sentence.tokens
    token = tokens[at]
    if token.name is not None or token.pos == "name":
        return None
    for form in dict.fromkeys((token.lemma, token.key, token.base)):
        for rest, mode in words.get(form, ()):
            following = tokens[at + 1 : at + 1 + len(rest)]
            if len(following) == len(rest) and all(
                word in (other.lemma, other.key) for word, other in zip(rest, following, strict=True)
            ):
                return mode, draft.sentence.words(at, at + 1 + len(rest))
    return None


def _content(draft: Draft) -> Iterator[int]:
    """The tokens of what is asked for: the phrases of that role, then the verbs of the clause, in text order."""
    match = draft.matches[0]
    for role, _, phrase in draft.phrases:
        if role in _CONTENT:
            yield from range(phrase.head, phrase.end)
    if any(filler.pronoun == "clause" for filler in match.fillers.values()):
        sentence = draft.sentence
        number = sentence.predicate_at.get(draft.predicate.token, -1)
        for predicate in sentence.predicates:
            if predicate.governor == number and predicate.relation == "complement":
                yield predicate.token
                if predicate.object is not None:
                    yield from range(predicate.object.start, predicate.object.end)


def _own(draft: Draft) -> Iterator[int]:
    """The tokens of the event's own words: its noun phrases and those that name the means."""
    phrases: list[Phrase] = [part.phrase for part in draft.parts if part.phrase is not None]
    phrases += [phrase for role, _, phrase in draft.phrases if role in _OWN]
    phrases += [part.possessor for part in draft.parts if part.possessor is not None and part.kind == "noun"]
    seen: set[int] = set()
    for part in draft.parts:
        if part.kind != "noun":
            seen.add(part.token)
    for phrase in phrases:
        seen.update(range(phrase.head, phrase.end))
    yield from sorted(seen)
