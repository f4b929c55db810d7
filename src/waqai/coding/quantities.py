"""Stub replaced by the quantities stage."""
from __future__ import annotations
from waqai.coding.drafts import Draft
def count_drafts(drafts: list[Draft]) -> None:
    """Stub."""
