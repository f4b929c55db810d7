"""Drafts that are no events after all: nobody does anything to anybody."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.languages.vocabulary import Vocabulary

#: event nouns of these types say too little when nobody is named with them
_NEED_PARTY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                         "REJECT", "THREATEN", "MOBILIZE"})  # fmt: skip


def select_drafts(drafts: list[Draft], vocabulary: Vocabulary) -> list[Draft]:
    """Return the drafts worth keeping."""
    return [draft for draft in drafts if _is_kept(draft, vocabulary)]


def _is_kept(draft: Draft, vocabulary: Vocabulary) -> bool:
    if draft.predicate.kind != "noun" or len(draft.parts) > 1:
        return True
    if draft.predicate.relation.removeprefix("oblique:") in vocabulary.purposes and draft.sentence.tokens[draft.predicate.token].base:
        return False
    return draft.type not in _NEED_PARTY or bool(draft.actors or draft.recipients)
