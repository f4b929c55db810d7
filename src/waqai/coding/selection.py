"""Drafts that are no events after all: nobody does anything to anybody."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.coding.participants import Party
from waqai.languages.vocabulary import Vocabulary

#: event nouns of these types say too little when nobody is named with them
_NEED_PARTY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                         "REJECT", "THREATEN", "MOBILIZE"})  # fmt: skip
#: a bare noun of speech («تهديد», «رفض») is an act only when somebody speaks
_NEED_ACTOR = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})

#: types of acts that are asked about even if nobody knows of one («أي هجمات»)
_PHYSICAL = frozenset({"ASSAULT", "COERCE", "PROTEST"})
#: types of acts that are arranged for when they are what somebody comes for
_PURSUED = frozenset({"AGREE", "COOPERATE", "CONSULT"})
#: classes of helpers that say how it stands with an act, whatever preposition joins them
_TELLING = frozenset({"deny", "modal", "phase"})
#: sectors and bodies whose «must» is a demand, not an opinion
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "PTY", "OPP", "REB", "JUD", "COP", "SPY", "ELI", "PRM", "PRE"})
#: the frame kind of verbs that are acts in the past and states in the present
_ONSET = "onset"
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO"})


def select_drafts(drafts: list[Draft], vocabulary: Vocabulary) -> list[Draft]:
    """Return the drafts worth keeping."""
    kept: list[Draft] = []
    for draft in drafts:
        if not _is_kept(draft, vocabulary):
            continue
        if not draft.resumed or all(other.type != draft.type for other in kept):
            kept.append(draft)
    return [draft for draft in kept if not draft.resumed or _is_only(draft, kept)]


def _is_only(draft: Draft, kept: list[Draft]) -> bool:
    """A meeting only referred to («اللقاء») is no second mention beside one that is told in full."""
    return all(other is draft or other.type != draft.type for other in kept)


def _is_official(party: Party) -> bool:
    participant = party.participant
    return participant.sector in _OFFICIAL or participant.country in _BODIES


def _is_only_sport(draft: Draft, vocabulary: Vocabulary) -> bool:
    """Clubs, players and their fans deal with each other: no political actor."""
    return all(party.head in vocabulary.sportspeople for party in draft.actors)


def _is_state(draft: Draft) -> bool:
    """«المدينة التي يسيطر عليها المسلحون»: verbs of taking tell in the present how it stands, but in a headline."""
    token = draft.sentence.tokens[draft.predicate.token]
    present = draft.predicate.kind == "verb" and token.tense == "present" and not token.future
    told = bool(draft.markers & {"neg", "future", "may", "if", "planned"})
    return draft.frame.kind == _ONSET and present and not told and draft.sentence.part == "text"


def _is_kept(draft: Draft, vocabulary: Vocabulary) -> bool:
    if {"if", "neg"} <= draft.markers:
        return False
    if "any" in draft.markers and draft.status != "negated" and draft.frame.type not in _PHYSICAL:
        return False
    if draft.actors and draft.frame.type not in _PHYSICAL and _is_only_sport(draft, vocabulary):
        return False
    if _is_state(draft):
        return False
    if draft.frame.kind == "speaker" and not any(map(_is_official, draft.actors)):
        return False
    spoken = draft.predicate.kind == "verb" and draft.frame.slots.get("subject") == "actor"
    if draft.type == "THREATEN" and spoken and not draft.actors and not draft.matches[0].passive:
        return False  # what has no speaker is a danger: «ما يهدد باتساع الحرب»
    if any(part.kind != "noun" for part in draft.parts) or any(m.frame.cls in _TELLING for m in draft.matches[1:]):
        return True
    purpose = draft.predicate.relation.removeprefix("oblique:") in vocabulary.purposes
    if purpose and any(draft.sentence.tokens[part.token].base for part in draft.parts):
        return draft.frame.type in _PURSUED and bool(draft.actors)
    if len(draft.parts) > 1 and draft.frame.type not in _PURSUED:
        return True
    if draft.type in _NEED_ACTOR:
        return bool(draft.actors)
    return draft.type not in _NEED_PARTY or bool(draft.actors or draft.recipients)
