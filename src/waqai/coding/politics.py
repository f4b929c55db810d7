"""Whether a report has political actors at all: sport, science, weather and business attack and besiege in vain."""

from __future__ import annotations

from collections.abc import Iterable

from waqai.languages.analysis import Sentence, Token

#: kinds of words, and kinds of known names, that stand for states, their bodies, forces and armed groups
_WORDS = frozenset({"force", "government"})
_NAMES = frozenset({"country", "organisation", "office", "member"})
_PRIVATE = frozenset({"agency", "broadcaster", "newspaper", "website", "company"})
#: sectors of people who are one side of a conflict by what they are called («متمرد», «شرطي»)
_SIDES = frozenset({"REB", "COP", "PRM", "OPP"})
#: a shorter text says too little about what it is about
_SHORT = 60
#: one such word in so many; reports of politics have one in ten to thirty, others hardly one in a hundred
_RARE = 50


def is_political(sentences: Iterable[Sentence]) -> bool:
    """Tell whether the report speaks of states, bodies of state, parties or forces more than in passing.

    True for short texts, which may be news all the same (codebook, section 1: business, sport and the like with no
    political actor hold no event).
    """
    words = actors = 0
    for sentence in sentences:
        for token in sentence.tokens:
            if token.pos != "punct":
                words += 1
                actors += _is_actor(token)
    return words < _SHORT or actors * _RARE >= words


def _is_actor(token: Token) -> bool:
    kinds = token.kinds
    if kinds and (not kinds.isdisjoint(_WORDS) or ("person" in kinds and token.sector in _SIDES)):
        return True
    if token.name is not None:
        for entry in token.name.entries:
            if entry.kind in _NAMES and entry.subkind not in _PRIVATE:
                return True
    return False
