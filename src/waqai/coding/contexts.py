"""What an event is about: contexts named by the words around it."""

from __future__ import annotations

from waqai.coding.drafts import Draft
from waqai.languages.vocabulary import Vocabulary


def find_contexts(drafts: list[Draft], vocabulary: Vocabulary) -> None:
    """Add to each draft the contexts that the words of its sentence name."""
