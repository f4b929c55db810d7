"""Which words of a sentence name a person, an organisation or a place, known or not.

People come from the language's own recogniser; organisations and places are known names, or a head word («لجنة»,
«مدينة») with what belongs to it.  A name has the longest span that is one name: head word, genitives, adjectives.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from waqai.coding.participants import Resolver
from waqai.languages.analysis import NameMatch, Sentence, Token
from waqai.languages.vocabulary import Vocabulary
from waqai.records import Span

NameKind = Literal["person", "organisation", "place"]
_NOMINAL = frozenset({"noun", "adj", "name"})
_TITLES = frozenset({"title", "honorific", "victim"})
_PLACES = frozenset({"place", "country", "region"})
_ENTRY_KINDS: dict[str, NameKind] = {
    "person": "person",
    "organisation": "organisation",
    "country": "place",
    "place": "place",
    "region": "place",
}
#: what a place is hardly named after
_NO_PLACES = frozenset({"title", "honorific", "group", "force", "government", "institution", "victim", "time", "act"})
_LONGEST = 9


class RecognisedName(msgspec.Struct, frozen=True):
    """A name (or a body's description) in the text; `entity` is its knowledge entry's id, empty when unknown."""

    kind: NameKind
    text: Span
    entity: str = ""


class Named(msgspec.Struct, frozen=True, order=True):
    """One name over tokens ``[start, end)`` and the known name in it, if there is one."""

    start: int
    end: int
    kind: NameKind
    match: NameMatch | None = None


def find_names(sentence: Sentence, resolver: Resolver, vocabulary: Vocabulary) -> list[RecognisedName]:
    """Return the names of one sentence in text order, with the entries that they stand for."""
    found = []
    for named in name_spans(sentence, vocabulary):
        entry = resolver.pick(named.match, sentence.tokens) if named.match is not None else None
        entity = entry.id if entry is not None and _ENTRY_KINDS.get(entry.kind) == named.kind else ""
        found.append(RecognisedName(named.kind, sentence.words(named.start, named.end), entity))
    return found


def name_spans(sentence: Sentence, vocabulary: Vocabulary) -> list[Named]:
    """Return the sentence's names in text order; a place inside an organisation's name is a name of its own."""
    tokens = sentence.tokens
    people = [Named(start, end, "person", tokens[end - 1].name) for start, end in sentence.people]
    taken = {at for named in people for at in range(named.start, named.end)}
    others = [*_organisations(sentence, vocabulary), *_places(sentence, vocabulary)]
    found = [*people, *(named for named in others if named.start not in taken and named.end - 1 not in taken)]
    return sorted(found, key=lambda named: (named.start, -named.end, named.kind))


def _organisations(sentence: Sentence, vocabulary: Vocabulary) -> list[Named]:
    tokens = sentence.tokens
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        match = token.name if token.name is not None and token.name.start == at else None
        end = at
        if token.lemma in vocabulary.organisation_words and token.pos == "noun" and token.number in {"s", ""}:
            end = _organisation_end(tokens, at)
        elif match is not None and _is_sure(match, "organisation"):
            end = _adjectives_end(tokens, match.end) if match.end - match.start > 1 else match.end
        if end > at:
            inner = (t.name for t in tokens[at:end] if t.name is not None and _is_sure(t.name, "organisation"))
            found.append(Named(at, end, "organisation", next(inner, match)))
            at = end
        else:
            at += 1
    return found


def _is_sure(match: NameMatch, kind: str) -> bool:
    return any(entry.kind == kind and not entry.ambiguous for entry in match.entries)


def _organisation_end(tokens: list[Token], start: int) -> int:
    """Where the name headed by the word at `start` ends; `start` when nothing makes it a name."""
    head = tokens[start]
    if head.pronoun:
        return start
    match = head.name
    end = match.end if match is not None and match.start == start and _is_sure(match, "organisation") else start + 1
    closed = head.definite or end > start + 1
    limit = min(len(tokens), start + _LONGEST)
    while end < limit:
        token = tokens[end]
        if token.pos == "punct" and token.text in {"«", '"', "“"} and end == start + 1:
            return _quoted_end(tokens, end, limit) or start
        if token.conj or token.pos not in _NOMINAL or (token.prep and token.prep != "ل"):
            break
        if token.prep:
            if not closed or end == start + 1 or not token.definite or token.kinds & _TITLES:
                break
            end += 1
            continue
        if closed:
            if token.pos == "adj" and token.definite and not token.kinds & _TITLES:
                end += 1
                continue
            break
        named = token.name
        if named is not None and named.start == end:
            if token.pos == "adj" and not token.definite:
                return start
            closed, end = True, named.end
            continue
        if token.kinds & _TITLES and token.definite:
            break
        if token.pos == "name":
            end += 1
            while end < limit and tokens[end].pos == "name" and not tokens[end].conj and not tokens[end].prep:
                end += 1
            return end
        closed = token.definite
        end += 1
    end = _coordinated_end(tokens, end, limit) if closed and end > start + 1 else end
    return end if closed and end > start + 1 else start


def _coordinated_end(tokens: list[Token], end: int, limit: int) -> int:
    """«هيئة الأوراق المالية والسلع»: a second definite genitive or adjective that cannot be a party of its own."""
    token = tokens[end] if end < limit else None
    if token is None or token.conj != "و" or token.prep or not token.definite or token.pos not in {"noun", "adj"}:
        return end
    if token.kinds - {"abstract", "act", "event"} or token.sector or token.name is not None:
        return end
    end += 1
    return _adjectives_end(tokens, end)


def _adjectives_end(tokens: list[Token], end: int) -> int:
    while end < len(tokens):
        token = tokens[end]
        if token.pos != "adj" or not token.definite or token.conj or token.prep or token.kinds & _TITLES:
            break
        end += 1
    return end


def _quoted_end(tokens: list[Token], start: int, limit: int) -> int:
    for at in range(start + 1, limit):
        if tokens[at].text in {"»", '"', "”"}:
            return at + 1 if at - start <= 5 else 0
    return 0


def _places(sentence: Sentence, vocabulary: Vocabulary) -> list[Named]:
    tokens = sentence.tokens
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        end = place_end(tokens, at, vocabulary)
        if end > at:
            found.append(Named(at, end, "place", tokens[end - 1].name))
            at = end
        else:
            at += 1
    return found


def place_end(tokens: list[Token], start: int, vocabulary: Vocabulary) -> int:
    """Return where the place's name that begins at `start` ends, place words included; `start` if there is none."""
    token = tokens[start]
    at = start
    while at < len(tokens) and _is_place_word(tokens[at], vocabulary) and (at == start or not tokens[at].conj):
        at += 1
        if at - start > 3:
            return start
    match = tokens[at].name if at < len(tokens) else None
    if match is not None and match.start == at:
        after_word = at > start and not tokens[at].conj and not tokens[at].prep
        known = [entry for entry in match.entries if entry.kind in _PLACES and (after_word or not entry.ambiguous)]
        if known and (at == start or after_word):
            return match.end
    if at == start or token.definite or token.pronoun:
        return start
    return _unknown_place_end(tokens, start, at, vocabulary)


def _is_place_word(token: Token, vocabulary: Vocabulary) -> bool:
    bare = token.pos == "noun" and not token.definite and not token.pronoun
    return bare and token.lemma in vocabulary.site_words


def _unknown_place_end(tokens: list[Token], start: int, at: int, vocabulary: Vocabulary) -> int:
    """«قرية كوكب الهوا», «مخيم ويفل»: an unknown name after a place word."""
    end, limit = at, min(len(tokens), at + 3)
    while end < limit:
        token = tokens[end]
        whole = not token.number and not token.definite and token.name is None  # «ويفل»: no letter of it is a clitic
        if (token.conj or token.prep) and not (whole and end == at):
            break
        if token.pronoun or token.pos not in _NOMINAL or token.text.isascii():
            break
        if token.pos == "adj" and not token.definite and token.number:
            break
        if token.name is not None and token.name.entries[0].kind == "adjective":
            break
        end += 1
        if token.definite:
            break
    last = tokens[end - 1]
    if end == at or not (last.definite or last.pos == "name" or (not last.number and not last.base)):
        return start
    if tokens[end - 1].kinds & _NO_PLACES or (tokens[start].number == "p" and tokens[end - 1].number == "p"):
        return start
    while end < len(tokens) and tokens[end].lemma in vocabulary.place_adjectives and tokens[end].definite:
        if tokens[end].conj or tokens[end].prep:
            break
        end += 1
    return end
