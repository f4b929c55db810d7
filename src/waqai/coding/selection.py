"""Drafts that are no events after all: nobody does anything to anybody."""

from __future__ import annotations

from waqai.coding.drafts import Draft

#: event nouns of these types say too little when nobody is named with them
_NEED_PARTY = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
                         "REJECT", "THREATEN", "MOBILIZE"})  # fmt: skip


def select_drafts(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts worth keeping."""
    return [draft for draft in drafts if _is_kept(draft)]


def _is_kept(draft: Draft) -> bool:
    if draft.predicate.kind == "noun" and draft.type in _NEED_PARTY:
        return bool(draft.actors or draft.recipients)
    return True
